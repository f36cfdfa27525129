// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/outcome.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "net/address.hpp"

namespace proxyenv::dify {

namespace {

// The networks of client_localnet in Dify's templates (localnet before 1.15), and this machine.
constexpr std::array<std::string_view, 10> kServedNetworks = {
    "0.0.0.0/8",     "10.0.0.0/8",     "127.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16",
    "172.16.0.0/12", "192.168.0.0/16", "::1/128",     "fc00::/7",      "fe80::/10"};

// Whether squid takes requests from this address. True if the log has none, or a name.
bool is_served(std::string_view client) {
  const auto address = net::parse_address(client);
  return !address ||
         std::any_of(kServedNetworks.begin(), kServedNetworks.end(), [&](std::string_view text) {
           const auto network = net::parse_network(text);
           return network && net::contains(*network, net::unmapped(*address));
         });
}

Outcome judge_refusal(const AccessRecord& record) {
  if (record.method == "CONNECT" && record.port && record.port != 443) {
    return {Way::denied, Cause::port_denied};
  }
  if (!is_served(record.client)) return {Way::denied, Cause::client_denied};
  return {Way::denied, Cause::guard_denied};
}

// Squid itself answered.
Outcome judge_own_answer(const AccessRecord& record, bool listed) {
  if (record.status >= 500) {
    return {Way::failed, listed ? Cause::no_living_upstream : Cause::name_unknown};
  }
  if (record.status >= 400) return {Way::denied, Cause::invalid_request};
  return {Way::cached, std::nullopt};
}

// The meaning of the status of an answer through a peer or from the host. Only the proxies answer
// CONNECT, unless the status is 2xx. To other methods 4xx and 500 are the host's own answers.
std::optional<Cause> cause_of_failure(const AccessRecord& record) {
  const bool connect = record.method == "CONNECT";
  const bool gateway_error = record.status >= 502 && record.status <= 504;
  if (record.hierarchy == Hierarchy::direct) {
    return (connect && record.status >= 400) || gateway_error
               ? std::optional(Cause::host_unreachable)
               : std::nullopt;
  }
  if (record.status == 407) return Cause::upstream_wants_password;
  // If the connection to the peer failed, squid 5 logs NONE_NONE. Squid 6 logs TCP_TUNNEL, as it
  // also does if the peer answered; cache.log distinguishes the two.
  if (connect && record.status >= 500) {
    return record.tag.starts_with("NONE") ? Cause::upstream_unreachable
                                          : Cause::upstream_answered_error;
  }
  if (connect && record.status >= 400) return Cause::upstream_refused;
  if (gateway_error) return Cause::upstream_answered_error;
  return std::nullopt;
}

}  // namespace

Outcome judge_line(const AccessRecord& record, bool listed) {
  if (record.tag.find("DENIED") != std::string::npos) return judge_refusal(record);
  // Status 0: the client left first. If squid had already asked a listed host directly, that host
  // was reached without the upstream. `*_ABORTED` with a status is a normal end.
  if (record.status == 0) {
    return {listed && record.hierarchy == Hierarchy::direct ? Way::direct : Way::unanswered,
            std::nullopt};
  }
  if (record.hierarchy == Hierarchy::none) return judge_own_answer(record, listed);
  if (const auto cause = cause_of_failure(record)) return {Way::failed, cause};
  return {record.hierarchy == Hierarchy::direct ? Way::direct : Way::other_peer, std::nullopt};
}

std::string_view to_string(Way way) {
  constexpr std::array<std::string_view, kWays> kNames = {
      "upstream", "direct", "failed", "denied", "other_peer", "cached", "unanswered"};
  return kNames[static_cast<std::size_t>(way)];
}

}  // namespace proxyenv::dify
