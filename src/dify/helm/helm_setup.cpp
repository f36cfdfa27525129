// SPDX-License-Identifier: Apache-2.0
#include "dify/helm/helm_setup.hpp"

#include <utility>

#include "dify/helm/helm_squid.hpp"
#include "dify/record/sha256.hpp"
#include "text/list.hpp"
#include "yaml/yaml_text.hpp"

namespace proxyenv::dify {

namespace {

using Variables = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view kInclude = "00-proxyenv.conf";

bool has_squid(const HelmRequest& request) {
  return request.mode == Mode::selective;
}

// The configuration's name changes with its content, so that Helm makes the pod anew: Kubernetes
// does not update what is mounted by subPath. A hash over a password would tell of it.
std::string object_name(const HelmRequest& request) {
  constexpr std::size_t kDigits = 10;
  const std::string seed =
      request.upstream.has_credentials() ? request.fresh_salt : render_helm_include(request);
  return request.full_name + "-proxyenv-" + sha256(seed).substr(0, kDigits);
}

std::string squid_url(const HelmRequest& request) {
  return "http://" + request.full_name + "-ssrf-proxy:3128";
}

std::vector<std::string> direct_hosts(const HelmRequest& request) {
  std::vector<std::string> hosts = {"localhost", "127.0.0.1", ".svc", ".cluster.local"};
  for (const std::string_view service : request.chart->services) {
    hosts.push_back(request.full_name + std::string(service));
  }
  // The weaviate chart calls its services so, whatever the release is called.
  hosts.insert(hosts.end(), {"weaviate", "weaviate-grpc"});
  hosts.insert(hosts.end(), request.exempt.begin(), request.exempt.end());
  return hosts;
}

void add(Variables& variables, std::initializer_list<std::string_view> names,
         const std::string& value) {
  for (const std::string_view name : names) variables.emplace_back(name, value);
}

// As api_container() and daemon_container() of containers.cpp set them.
Variables variables_of(const HelmRequest& request, bool is_daemon) {
  Variables variables;
  add(variables, {"HTTPS_PROXY", "https_proxy"}, squid_url(request));
  const std::string direct = text::joined(direct_hosts(request), ",");
  if (is_daemon) {
    add(variables, {"HTTP_PROXY", "http_proxy"}, request.http ? squid_url(request) : "");
    add(variables, {"NO_PROXY", "no_proxy"}, direct);
  } else {
    add(variables, {"HTTP_PROXY", "http_proxy"}, "");
    add(variables, {"NO_PROXY", "no_proxy"}, text::joined(request.exempt, ","));
    add(variables, {"no_grpc_proxy"}, direct);
    add(variables, {"SSRF_PROXY_ALL_URL"}, squid_url(request));
  }
  add(variables, {"ALL_PROXY", "all_proxy"}, "");
  return variables;
}

// In direct mode every component has the same, and none for http.
Variables variables_of_direct_mode(const HelmRequest& request) {
  Variables variables;
  add(variables, {"HTTPS_PROXY", "https_proxy"},
      request.upstream.has_credentials() ? "" : request.upstream.url_with_credentials());
  add(variables, {"no_grpc_proxy"}, text::joined(direct_hosts(request), ","));
  return variables;
}

// `indent`: of the list's items. A variable of the upstream with credentials comes from the Secret.
std::string env_list(const HelmRequest& request, const Variables& variables, std::size_t indent) {
  std::string text;
  const std::string blanks(indent, ' ');
  const bool is_secret = request.mode == Mode::direct && request.upstream.has_credentials();
  for (const auto& [name, value] : variables) {
    text.append(blanks).append("- name: ").append(name).append("\n");
    if (is_secret && (name == "HTTPS_PROXY" || name == "https_proxy")) {
      text.append(blanks).append("  valueFrom: {secretKeyRef: {name: ");
      text.append(object_name(request)).append(", key: upstream}}\n");
    } else {
      text.append(blanks).append("  value: ").append(yaml_quoted(value)).append("\n");
    }
  }
  return text;
}

std::string squid_values(const HelmRequest& request) {
  const bool is_secret = request.upstream.has_credentials();
  return "ssrfProxy:\n"
         "  enabled: true\n"
         "  extraVolumes:\n"
         "    - name: proxyenv\n" +
         std::string(is_secret ? "      secret:\n        secretName: "
                               : "      configMap:\n        name: ") +
         object_name(request) +
         "\n"
         "  extraVolumeMounts:\n"
         "    - name: proxyenv\n"
         "      mountPath: /etc/squid/conf.d/" +
         std::string(kInclude) + "\n      subPath: " + std::string(kInclude) +
         "\n"
         "      readOnly: true\n";
}

std::string render_values(const HelmRequest& request) {
  std::string text =
      std::string(kHelmBeginning) +
      "run it again instead of editing this.\n# Values for `helm upgrade`, keys of " +
      std::string(request.chart->source) +
      ".\n# A list here replaces the one of your own values: put entries of yours "
      "into a file that\n# you give behind this one, together with these.\n";
  if (has_squid(request)) text.append(squid_values(request));
  if (request.chart->components.empty()) {
    return text + "global:\n  extraEnvs:\n" +
           env_list(request, variables_of_direct_mode(request), 4);
  }
  for (const ChartComponent& component : request.chart->components) {
    Variables variables = has_squid(request) ? variables_of(request, component.is_daemon)
                                             : variables_of_direct_mode(request);
    if (!component.own_variable.empty()) variables.emplace_back(component.own_variable, "");
    text.append(component.key).append(":\n  extraEnv:\n").append(env_list(request, variables, 4));
  }
  return text;
}

// The text as a block of YAML, which is indented by `indent`.
std::string block(std::string_view text, std::size_t indent) {
  std::string result;
  text::for_each_piece(text, '\n', [&](std::string_view line) {
    result.append(indent, ' ').append(line).append("\n");
  });
  return result;
}

// The ConfigMap with squid's include, or a Secret with it or with the upstream's URL. Empty if
// nothing has to stand anywhere but in the values.
std::string render_object(const HelmRequest& request) {
  const bool is_secret = request.upstream.has_credentials();
  if (!has_squid(request) && !is_secret) return {};
  std::string text = std::string(kHelmBeginning) + "run it again instead of editing this.\n";
  text.append("apiVersion: v1\nkind: ").append(is_secret ? "Secret" : "ConfigMap");
  text.append("\nmetadata:\n  name: ").append(object_name(request)).append("\n");
  if (!request.name_space.empty()) {
    text.append("  namespace: ").append(yaml_quoted(request.name_space)).append("\n");
  }
  text.append(is_secret ? "stringData:\n" : "data:\n");
  if (!has_squid(request)) {
    return text + "  upstream: " + yaml_quoted(request.upstream.url_with_credentials()) + "\n";
  }
  return text + "  " + std::string(kInclude) + ": |\n" + block(render_helm_include(request), 4);
}

Result<void> check(const HelmRequest& request) {
  constexpr std::size_t kLongestRelease = 53;  // Helm's own limit
  constexpr std::size_t kLongestNamespace = 63;
  constexpr std::size_t kLongestLogin = 128;  // as in checks.cpp: squid dies of a longer one
  if (!is_kubernetes_name(request.release, kLongestRelease)) {
    return fail("--helm takes the name of the release: helm list shows it");
  }
  if (!request.name_space.empty() && !is_kubernetes_name(request.name_space, kLongestNamespace)) {
    return fail("--namespace: a namespace has small letters, digits and inner hyphens");
  }
  if (request.upstream.was_loopback || request.upstream.is_docker_host()) {
    return fail(
        "the upstream is this machine, which in a pod is the pod itself; give an address "
        "that pods reach");
  }
  if (request.mode == Mode::selective && !request.chart->has_squid) {
    return fail("the chart " + std::string(request.chart->name) +
                " has no squid, which would choose by domain: give --mode direct, in which every "
                "https request goes to the upstream");
  }
  if (request.mode == Mode::direct) return {};
  if (!request.all_domains && request.domains.empty()) {
    return fail("no domains: give --domains, for instance --domains @gemini,@openai");
  }
  if (request.upstream.login_size() > kLongestLogin) {
    return fail(
        "user and password are longer than 128 bytes together, of which squid dies; give "
        "the proxy a shorter password, or use --mode direct");
  }
  return {};
}

}  // namespace

Result<std::vector<SetupFile>> make_helm_files(const HelmRequest& request) {
  if (const auto checked = check(request); !checked) return fail(checked.error());
  std::vector<SetupFile> files = {
      {std::string(kHelmValuesPath), render_values(request), 0644, false}};
  std::string object = render_object(request);
  if (!object.empty()) {
    const unsigned mode = request.upstream.has_credentials() ? 0600 : 0644;
    files.push_back({std::string(kHelmObjectPath), std::move(object), mode, false});
  }
  return files;
}

std::string render_helm_commands(const HelmRequest& request) {
  const std::string name_space =
      request.name_space.empty() ? std::string() : " -n " + request.name_space;
  std::string text;
  const char* label = "Now run:     ";
  if (has_squid(request) || request.upstream.has_credentials()) {
    text.append(label).append("kubectl apply").append(name_space).append(" -f ");
    text.append(kHelmObjectPath).append("\n");
    label = "             ";
  }
  text.append(label).append("helm upgrade ").append(request.release).append(" ");
  text.append(request.chart->reference).append(name_space).append(" --reuse-values -f ");
  text.append(kHelmValuesPath).append("\n");
  if (!has_squid(request)) {
    return text + "Then verify: the upstream's own log shows the requests\n";
  }
  std::string domains = "all";
  if (!request.all_domains) {
    domains.clear();
    for (const Domain& domain : request.domains) {
      domains.append(domains.empty() ? "" : ",").append(domain.text());
    }
  }
  text.append("Then verify: kubectl logs").append(name_space).append(" deployment/");
  text.append(request.full_name).append("-ssrf-proxy | proxyenv dify verify --domains ");
  text.append(domains).append(" --upstream ").append(request.upstream.host);
  text.append(":").append(std::to_string(request.upstream.port)).append(" -\n");
  return text;
}

}  // namespace proxyenv::dify
