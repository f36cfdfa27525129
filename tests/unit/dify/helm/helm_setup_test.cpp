// SPDX-License-Identifier: Apache-2.0
#include "dify/helm/helm_setup.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

using namespace proxyenv;
using namespace proxyenv::dify;

namespace {

HelmRequest request(std::string_view upstream = "http://192.168.0.1:7890") {
  HelmRequest request;
  request.chart = *find_chart("borispolonsky");
  request.release = "prod";
  request.full_name = "prod-dify";
  request.upstream = *parse_upstream(upstream);
  request.domains = {{"googleapis.com", true}, {"google.dev", false}};
  request.fresh_salt = "salt";
  return request;
}

HelmRequest direct(std::string_view chart, std::string_view upstream) {
  HelmRequest asked = request(upstream);
  asked.chart = *find_chart(chart);
  asked.mode = Mode::direct;
  asked.domains.clear();
  return asked;
}

std::string content_of(const std::vector<SetupFile>& files, std::string_view path) {
  for (const SetupFile& file : files) {
    if (file.path == path) return file.content;
  }
  return {};
}

// What stands between two lines of the values.
std::string part_of(const std::string& text, std::string_view from, std::string_view to) {
  const std::size_t begin = text.find(from);
  REQUIRE(begin != std::string::npos);
  const std::size_t end = to.empty() ? text.size() : text.find(to, begin);
  return text.substr(begin, end - begin);
}

}  // namespace

TEST_CASE("a chart with a squid gets an include for it, and variables that lead there") {
  const auto files = make_helm_files(request());
  REQUIRE(files);
  REQUIRE(files->size() == 2);
  const std::string values = content_of(*files, kHelmValuesPath);
  const std::string object = content_of(*files, kHelmObjectPath);
  const std::string name = part_of(object, "name: ", "\n").substr(6);
  CHECK(name.starts_with("prod-dify-proxyenv-"));
  CHECK(part_of(values, "ssrfProxy:", "api:") ==
        "ssrfProxy:\n  enabled: true\n  extraVolumes:\n    - name: proxyenv\n      configMap:\n"
        "        name: " +
            name +
            "\n  extraVolumeMounts:\n    - name: proxyenv\n"
            "      mountPath: /etc/squid/conf.d/00-proxyenv.conf\n"
            "      subPath: 00-proxyenv.conf\n      readOnly: true\n");
  const std::string api = part_of(values, "\napi:", "\nworker:");
  for (const std::string_view entry :
       {"- name: HTTPS_PROXY\n      value: \"http://prod-dify-ssrf-proxy:3128\"\n",
        "- name: https_proxy\n      value: \"http://prod-dify-ssrf-proxy:3128\"\n",
        "- name: HTTP_PROXY\n      value: \"\"\n", "- name: NO_PROXY\n      value: \"\"\n",
        "- name: no_grpc_proxy\n      value: "
        "\"localhost,127.0.0.1,.svc,.cluster.local,prod-dify-api,",
        "- name: SSRF_PROXY_ALL_URL\n      value: \"http://prod-dify-ssrf-proxy:3128\"\n",
        "- name: CHECK_UPDATE_URL\n      value: \"\""}) {
    CAPTURE(entry);
    CHECK(api.find(entry) != std::string::npos);
  }
  const std::string daemon = part_of(values, "\npluginDaemon:", "");
  CHECK(daemon.find("- name: NO_PROXY\n      value: \"localhost,") != std::string::npos);
  CHECK(daemon.find("no_grpc_proxy") == std::string::npos);
  CHECK(object.starts_with("# Written by `proxyenv dify init`: "));
  CHECK(object.find("kind: ConfigMap\n") != std::string::npos);
  CHECK(object.find("namespace:") == std::string::npos);
  for (const std::string_view line :
       {"    acl proxyenv_reverse localport 8194\n",
        "    acl proxyenv_domains dstdomain -n google.dev\n",
        "    always_direct deny proxyenv_reverse\n    always_direct allow !proxyenv_domains\n",
        "    read_timeout 15 minutes\n",
        "    access_log daemon:/var/log/squid/access.log squid\n"}) {
    CAPTURE(line);
    CHECK(object.find(line) != std::string::npos);
  }
}

TEST_CASE("the object's name follows its content, so that the pod is made anew") {
  const auto name_of = [](const HelmRequest& asked) {
    const auto files = make_helm_files(asked);
    REQUIRE(files);
    return part_of(content_of(*files, kHelmObjectPath), "name: ", "\n");
  };
  HelmRequest other = request();
  other.domains.pop_back();
  CHECK(name_of(request()) == name_of(request()));
  CHECK(name_of(request()) != name_of(other));
  // A hash over a password would tell of it.
  HelmRequest secret = request("http://u:p@192.168.0.1:7890");
  HelmRequest another = request("http://u:q@192.168.0.1:7890");
  CHECK(name_of(secret) == name_of(another));
  another.fresh_salt = "other";
  CHECK(name_of(secret) != name_of(another));
}

TEST_CASE("a password stands in a Secret alone, in a private file") {
  for (const HelmRequest& asked : {request("http://alice:Qs3cret@10.0.0.1:7890"),
                                   direct("borispolonsky", "http://alice:Qs3cret@10.0.0.1:7890"),
                                   direct("douban", "http://alice:Qs3cret@10.0.0.1:7890")}) {
    const auto files = make_helm_files(asked);
    REQUIRE(files);
    REQUIRE(files->size() == 2);
    CHECK(content_of(*files, kHelmValuesPath).find("Qs3cret") == std::string::npos);
    const std::string object = content_of(*files, kHelmObjectPath);
    CHECK(object.find("kind: Secret\n") != std::string::npos);
    CHECK(object.find("Qs3cret") != std::string::npos);
    CHECK((*files)[1].mode == 0600);
    CHECK(render_helm_commands(asked).find("Qs3cret") == std::string::npos);
  }
}

TEST_CASE("in direct mode the variables lead to the upstream, where the chart's lists are safe") {
  const auto douban = make_helm_files(direct("douban", "http://10.0.0.1:7890"));
  REQUIRE(douban);
  REQUIRE(douban->size() == 1);
  CHECK(part_of((*douban)[0].content, "global:", "    - name: no_grpc") ==
        "global:\n  extraEnvs:\n    - name: HTTPS_PROXY\n      value: \"http://10.0.0.1:7890\"\n"
        "    - name: https_proxy\n      value: \"http://10.0.0.1:7890\"\n");
  const auto secret = make_helm_files(direct("douban", "http://u:p@10.0.0.1:7890"));
  REQUIRE(secret);
  CHECK((*secret)[0].content.find("valueFrom: {secretKeyRef: {name: prod-dify-proxyenv-") !=
        std::string::npos);
}

TEST_CASE("what the chart, Kubernetes or squid cannot do is an error") {
  struct Row {
    HelmRequest request;
    std::string_view message;
  };
  HelmRequest bad_name = request();
  bad_name.release = "Prod";
  HelmRequest bad_space = request();
  bad_space.name_space = "a b";
  HelmRequest no_squid = request();
  no_squid.chart = *find_chart("douban");
  HelmRequest no_domains = request();
  no_domains.domains.clear();
  const Row rows[] = {
      {bad_name, "--helm takes the name of the release"},
      {bad_space, "--namespace: "},
      {no_squid, "the chart douban has no squid"},
      {no_domains, "no domains"},
      {request("http://127.0.0.1:7890"), "the upstream is this machine"},
      {request("http://host.docker.internal:7890"), "the upstream is this machine"},
      {request("http://u:" + std::string(128, 'p') + "@10.0.0.1:7890"),
       "user and password are longer"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.message);
    const auto files = make_helm_files(row.request);
    REQUIRE(!files);
    CHECK(files.error().message.starts_with(row.message));
  }
}

TEST_CASE("what to run then") {
  HelmRequest asked = request();
  asked.name_space = "apps";
  CHECK(render_helm_commands(asked) ==
        "Now run:     kubectl apply -n apps -f proxyenv/helm-squid.yaml\n"
        "             helm upgrade prod dify/dify -n apps --reuse-values -f "
        "proxyenv/helm-values.yaml\n"
        "Then verify: kubectl logs -n apps deployment/prod-dify-ssrf-proxy | proxyenv dify verify "
        "--domains .googleapis.com,google.dev --upstream 192.168.0.1:7890 -\n");
  CHECK(render_helm_commands(direct("douban", "http://10.0.0.1:7890")) ==
        "Now run:     helm upgrade prod douban/dify --reuse-values -f proxyenv/helm-values.yaml\n"
        "Then verify: the upstream's own log shows the requests\n");
  asked.domains.clear();
  asked.all_domains = true;
  CHECK(render_helm_commands(asked).find(" --domains all ") != std::string::npos);
}
