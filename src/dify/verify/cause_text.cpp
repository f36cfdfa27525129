// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/cause_text.hpp"

#include <array>

namespace proxyenv::dify {

namespace {

constexpr std::string_view kNoDirectWay =
    "if there is no direct way out, list them, so that the upstream reaches them (dify init "
    "--domains)";

// clang-format off
constexpr std::array<CauseText, 12> kCauses = {{
    {Cause::upstream_unreachable, Way::failed, "squid could not connect to the upstream",
     "let the upstream listen on an address that containers reach (not 127.0.0.1), open the "
     "firewall for its port, and check host and port given to dify init", ""},
    {Cause::upstream_answered_error, Way::failed,
     "the connection broke at the upstream, or behind it",
     "ask the upstream for the host from the same machine (curl -v -x UPSTREAM https://HOST); its "
     "own log says why", ""},
    {Cause::upstream_wants_password, Way::failed,
     "the upstream wants a user and a password (407)",
     "run {init} again with the upstream's URL, credentials included, from standard input or a "
     "file", ""},
    {Cause::upstream_refused, Way::failed, "the upstream refused the host (403 or the like)",
     "let the upstream's own rules allow the host", ""},
    {Cause::no_living_upstream, Way::failed,
     "squid holds the upstream for dead and may not go direct",
     "start the upstream, and check host and port given to dify init; a name that could not be "
     "looked up when squid started needs a restart of {squid}", ""},
    {Cause::name_unknown, Way::failed, "squid found no address for the name",
     "check the name servers of the {squid} container",
     "check the name servers of the {squid} container; where names outside cannot be looked up, "
     "list them, so that the upstream does it (dify init --domains)"},
    {Cause::host_unreachable, Way::failed,
     "squid went to the host directly, and it did not answer", "", kNoDirectWay},
    {Cause::other_peer_failed, Way::failed, "squid went to another peer, and it failed", "",
     "look at that peer: it is the sandbox, or an upstream of an older configuration"},
    {Cause::port_denied, Way::denied,
     "CONNECT to a port other than 443 is refused in every release of Dify",
     "use port 443, or exempt an endpoint of the intranet with dify init --exempt",
     "use port 443; a vector store or a tracing endpoint of your own that is asked over gRPC stays "
     "direct where .env or the Compose file name it: run {init} again"},
    {Cause::guard_denied, Way::denied,
     "the SSRF guard refused it: the name has a private address here",
     "check what name server answers inside {squid}, and that the domain was listed when "
     "{squid} was created",
     "nothing, if nobody should reach it from Dify: that is the guard's work; a public name that is "
     "refused has a private address here: check the name servers of the {squid} container"},
    {Cause::client_denied, Way::denied,
     "squid does not take requests from the address of that container",
     "see client_refused", "see client_refused"},
    {Cause::invalid_request, Way::denied, "squid found the request invalid",
     "look at what sent it", "look at what sent it"},
}};
// clang-format on

constexpr bool causes_stand_at_their_index() {
  for (std::size_t i = 0; i < kCauses.size(); ++i) {
    if (static_cast<std::size_t>(kCauses[i].cause) != i) return false;
  }
  return true;
}
static_assert(causes_stand_at_their_index(), "text_of() indexes the table by the enumerator");

}  // namespace

const CauseText& text_of(Cause cause) {
  return kCauses[static_cast<std::size_t>(cause)];
}

std::string times(std::size_t count) {
  return count == 1 ? "once" : count == 2 ? "twice" : std::to_string(count) + " times";
}

}  // namespace proxyenv::dify
