// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/checks.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "dify/setup/wrapped_commands.hpp"
#include "support/dify_trees.hpp"

using namespace proxyenv;
using namespace proxyenv::dify;

namespace {

struct Case {
  DifyTree tree;
  SetupRequest request;
};

struct Row {
  std::function<void(Case&)> change;
  std::string_view error;  // a part of it; empty: the request is legal
  std::string_view why;
};

template <class Checked>
void check(const std::vector<Row>& rows, const SetupRequest& request, Checked checked) {
  for (const Row& row : rows) {
    CAPTURE(row.why);
    Case it{tree_of_two_squids(), request};
    row.change(it);
    const auto result = checked(it.tree, it.request);
    const std::string message = result ? std::string() : result.error().message;
    CAPTURE(message);
    if (row.error.empty()) {
      CHECK(message.empty());
    } else {
      CHECK(message.find(row.error) != std::string::npos);
    }
  }
}

Upstream with_login_of(std::size_t bytes) {
  Upstream upstream = upstream_at("http://192.168.0.1:7890");
  upstream.user = "u";
  upstream.password = std::string(bytes - 2, 'p');  // the colon counts, too
  return upstream;
}

}  // namespace

TEST_CASE("what a selective request may ask for") {
  check(
      {
          {[](Case&) {}, "", "as it stands"},
          {[](Case& it) { it.request.upstream.host = "ssrf_proxy"; }, "in a circle", "itself"},
          {[](Case& it) { it.request.upstream.host = "agent_ssrf_proxy"; }, "in a circle",
           "the second squid"},
          {[](Case& it) {
             it.request.upstream.host = "agent_ssrf_proxy";
             it.tree.agent_ssrf_proxy.reset();
           },
           "", "a name that nothing in the tree has"},
          {[](Case& it) { it.request.agent = true; }, "", "the tree has two squids"},
          {[](Case& it) {
             it.request.agent = true;
             it.tree.agent_ssrf_proxy.reset();
           },
           "has no service agent_ssrf_proxy", "the tree has one"},
          {[](Case& it) { it.request.domains.clear(); }, "no domains", "nothing listed"},
          {[](Case& it) {
             it.request.domains.clear();
             it.request.all_domains = true;
           },
           "", "all of them"},
          {[](Case& it) { it.tree.service_names.emplace_back("Models.OpenAI.com"); },
           "covers Models.OpenAI.com, a service of this tree", "past squid's check"},
          {[](Case& it) { it.tree.service_names.emplace_back("notopenai.com"); }, "",
           "another domain"},
          {[](Case& it) {
             it.tree.service_names.emplace_back("models.openai.com");
             it.request.domains.front().subdomains = false;
           },
           "", "that host alone"},
          {[](Case& it) { it.request.upstream = with_login_of(128); }, "", "squid's limit"},
          {[](Case& it) { it.request.upstream = with_login_of(129); }, "longer than 128 bytes",
           "one more, and squid dies"},
          {[](Case& it) { it.tree.api_like.front().own_names = {"HTTPS_PROXY"}; }, "",
           "the override's `environment:` wins"},
          {[](Case& it) { it.request.release = "1.15.0"; }, "--wrap is not given", "for nothing"},
          {[](Case& it) {
             it.request.release = "1.15.0";
             it.request.wrap = true;
           },
           "", "for --wrap"},
      },
      selective_request(), check_request);
}

TEST_CASE("what a direct request may ask for") {
  const auto with_password = [](Case& it) { it.request.upstream = with_login_of(200); };
  check(
      {
          {[](Case&) {}, "", "as it stands: no domains are needed"},
          {[](Case& it) { it.request.agent = true; }, "no squid is touched", "--agent"},
          {with_password, "", "no squid has to carry it"},
          {[](Case& it) { it.tree.api_like.front().own_names = {"https_proxy"}; }, "",
           "without a password the override's `environment:` wins"},
          {[&](Case& it) {
             with_password(it);
             it.tree.api_like.back().own_names = {"A", "Http_Proxy"};
           },
           "worker has a proxy of its own", "`environment:` beats `env_file:`"},
          {[&](Case& it) {
             with_password(it);
             it.tree.plugin_daemon->own_names = {"HTTPS_PROXY"};
           },
           "plugin_daemon has a proxy of its own under `environment:` in docker-compose.yaml",
           "likewise"},
          {[&](Case& it) {
             with_password(it);
             it.tree.plugin_daemon->own_names = {"NO_PROXY", "HTTPS_PROXY_HOST"};
           },
           "", "other names"},
      },
      direct_request(), check_request);
}

TEST_CASE("the port of ssrf_proxy becomes a part of a URL") {
  const auto port = [](std::string expression, std::string value) {
    return [=](Case& it) {
      it.tree.ssrf_proxy.port_expression = expression;
      it.tree.ssrf_proxy.port = value;
    };
  };
  check(
      {
          {port("3128", "3128"), "", "a number"},
          {port("${SSRF_HTTP_PORT:-3128}", "3129"), "", "an expression"},
          {port("${SSRF_HTTP_PORT:-3128}", "70000"), "is no port", "what .env makes of it"},
          {port("${SSRF_HTTP_PORT:-3128}", ""), "is no port", "an expression without a value"},
          {port("3128/x", "3128"), "has a form", "it would end the port"},
          {port("3128\n", "3128"), "has a form", "a line end"},
          {port("", ""), "has a form", "nothing"},
      },
      selective_request(), check_request);
}

TEST_CASE("what --wrap must know of the images") {
  SetupRequest wrapped = selective_request();
  wrapped.wrap = true;
  check(
      {
          {[](Case&) {}, "", "tags of releases"},
          {[](Case& it) { it.tree.api_like.front().has_command = true; },
           "api has an entrypoint or a command of its own", "it would be lost"},
          {[](Case& it) { it.tree.plugin_daemon->has_entrypoint = true; },
           "plugin_daemon has an entrypoint", "likewise"},
          {[](Case& it) { it.tree.api_like.back().image = "mine:7"; },
           "the image of worker (mine:7) is of no known release", "nobody knows what it starts"},
          {[](Case& it) {
             it.tree.api_like.back().image = "mine:7";
             it.request.release = "1.15.0";
           },
           "", "--release says it"},
          {[](Case& it) { it.request.release = "9.0.0"; }, "--release: known are",
           "no release that is known"},
          {[](Case& it) { it.request.release = "1.18.0"; }, "say so with --release 1.17.1",
           "a newer one"},
          {[](Case& it) { it.request.release = "0.6.15"; },
           "--release: known are Dify 0.6.16 to 1.17 and plugin daemon 0.0.3 to 0.6.10",
           "an older one"},
          {[](Case& it) { it.tree.plugin_daemon.reset(); }, "", "Dify 0.15"},
      },
      wrapped, [](const DifyTree& tree, const SetupRequest& request) {
        return read_wrapped_commands(tree, request);
      });
  const auto without = read_wrapped_commands(tree_of_1_15(), selective_request());
  REQUIRE(without);
  CHECK(without->api_entrypoint.empty());
  CHECK(without->daemon_command.empty());
}
