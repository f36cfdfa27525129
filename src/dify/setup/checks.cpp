// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/checks.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "dify/names/cover_index.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

// MAX_LOGIN_SZ of squid, src/http.cc: a longer cache_peer login= overruns a buffer on its stack,
// and Debian's 5.7 aborts with "stack smashing detected" at the first request.
constexpr std::size_t kLongestLogin = 128;

// In mode direct no squid is touched.
Result<void> check_squid(const DifyTree& tree, const SetupRequest& request) {
  if (request.mode == Mode::direct || tree.no_ssrf_proxy.empty()) return {};
  return fail(tree.no_ssrf_proxy);
}

// A part of Dify's services, without those that run its code.
Result<void> check_direct(const DifyTree& tree, const SetupRequest& request) {
  if (request.mode == Mode::selective || !tree.is_source_deployment() || tree.plugin_daemon) {
    return {};
  }
  return fail("--mode direct has nothing to set up here: " + tree.compose.shown_alternatives() +
              " has neither api nor plugin_daemon");
}

Result<void> check_upstream(const DifyTree& tree, const SetupRequest& request) {
  const std::string& host = request.upstream.host;
  const bool is_own_squid = (!tree.ssrf_proxy.name.empty() && host == tree.ssrf_proxy.name) ||
                            (tree.agent_ssrf_proxy && host == tree.agent_ssrf_proxy->name);
  if (!is_own_squid) return {};
  return fail("the upstream is " + host +
              " itself, which would send every request in a circle; give the proxy outside");
}

Result<void> check_agent(const DifyTree& tree, const SetupRequest& request) {
  if (!request.agent) return {};
  if (!tree.agent_ssrf_proxy) {
    return fail("--agent: this tree has no service agent_ssrf_proxy");
  }
  if (request.mode == Mode::direct) {
    return fail("--agent is for --mode selective: in direct mode no squid is touched");
  }
  return {};
}

Result<void> check_domains(const DifyTree& tree, const SetupRequest& request) {
  if (request.mode == Mode::selective && !request.all_domains && request.domains.empty()) {
    return fail(
        "no domains: give --domains, for instance --domains .googleapis.com,.openai.com, "
        "or set DOMAINS_BY_PROXY");
  }
  std::vector<std::string> domains;
  for (const Domain& domain : request.domains) domains.push_back(domain.text());
  const CoverIndex index(domains);
  for (const std::string& service : tree.service_names) {
    const auto covering = index.entries_covering(ascii::lowered(service));
    if (covering.empty()) continue;
    return fail("the domain " + std::string(covering.back()) + " covers " + service +
                ", a service of this tree, which would be reached past squid's check for "
                "private networks; take it out of the list");
  }
  return {};
}

Result<void> check_login(const DifyTree& /*tree*/, const SetupRequest& request) {
  if (request.mode != Mode::selective || request.upstream.login_size() <= kLongestLogin) return {};
  return fail("user and password are longer than " + std::to_string(kLongestLogin) +
              " bytes together, of which squid dies; give the proxy a shorter password, or use "
              "--mode direct");
}

Result<void> refuse_own_proxy(const DifyTree& tree, const DifyService& service) {
  const auto& names = service.own_names;
  const bool sets_proxy = std::any_of(names.begin(), names.end(), [](const std::string& name) {
    return ascii::equal_ignoring_case(name, "https_proxy") ||
           ascii::equal_ignoring_case(name, "http_proxy");
  });
  if (!sets_proxy) return {};
  return fail(service.name + " has a proxy of its own under `environment:` in " +
              tree.compose.shown_alternatives() + ", which would win; take it out there");
}

// In direct mode a password is in a file that `env_file:` names, and `environment:` overrides that
// file.
Result<void> check_own_proxies(const DifyTree& tree, const SetupRequest& request) {
  if (request.mode != Mode::direct || !request.upstream.has_credentials()) return {};
  for (const DifyService& service : tree.api_like) {
    if (auto checked = refuse_own_proxy(tree, service); !checked) return checked;
  }
  return tree.plugin_daemon ? refuse_own_proxy(tree, *tree.plugin_daemon) : Result<void>();
}

Result<void> check_release(const DifyTree& /*tree*/, const SetupRequest& request) {
  if (!request.release || request.wrap) return {};
  return fail("--release tells --wrap what the images start, and --wrap is not given");
}

// podman-compose takes two mounts at one place for different ones if one has the long form.
Result<void> check_podman_mounts(const DifyTree& tree, const SetupRequest& request) {
  if (!tree.compose.is_podman() || request.mode == Mode::direct) return {};
  for (const SquidService* squid :
       {&tree.ssrf_proxy, request.agent ? &*tree.agent_ssrf_proxy : nullptr}) {
    if (squid == nullptr) continue;
    const bool is_plain = squid->entrypoint.find(':') == std::string::npos;
    if (!squid->has_long_entrypoint && is_plain) continue;
    return fail("--podman: " + squid->name +
                " mounts its entrypoint in the long form of `volumes:`, or from a path with a "
                "colon, which podman-compose replaces by no other mount: write it in the short "
                "form, SOURCE:TARGET");
  }
  return {};
}

// The expression becomes a part of a URL in the override, so it must be `${SSRF_HTTP_PORT:-3128}`
// or similar, or a number.
Result<void> check_port(const DifyTree& tree, const SetupRequest& /*request*/) {
  if (tree.ssrf_proxy.name.empty()) return {};
  const std::string& expression = tree.ssrf_proxy.port_expression;
  const bool is_known =
      !expression.empty() && std::all_of(expression.begin(), expression.end(), [](char c) {
        return ascii::is_alnum(c) || std::string_view("_${}:-").find(c) != std::string_view::npos;
      });
  if (!is_known) {
    return fail("HTTP_PORT of " + tree.ssrf_proxy.name +
                " has a form that this version does not know");
  }
  if (!net::parse_port(tree.ssrf_proxy.port)) {
    return fail("HTTP_PORT of " + tree.ssrf_proxy.name + " (" + expression + ") is no port; see " +
                tree.env_file);
  }
  return {};
}

}  // namespace

Result<void> check_request(const DifyTree& tree, const SetupRequest& request) {
  for (const auto check :
       {check_squid, check_direct, check_upstream, check_agent, check_domains, check_login,
        check_own_proxies, check_release, check_port, check_podman_mounts}) {
    if (auto checked = check(tree, request); !checked) return checked;
  }
  return {};
}

}  // namespace proxyenv::dify
