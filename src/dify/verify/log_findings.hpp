// SPDX-License-Identifier: Apache-2.0
// The findings about a log as a whole, in addition to those about single hosts. Each function
// returns its findings, which may be none.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "dify/verify/expectation.hpp"
#include "dify/verify/host_finding.hpp"
#include "dify/verify/log_counts.hpp"
#include "dify/verify/verify_finding.hpp"
#include "dify/verify/wording.hpp"

namespace proxyenv::dify {

// squid_stopped, for each squid that stopped.
[[nodiscard]] std::vector<VerifyFinding> explain_stops(std::span<const Stop> stops,
                                                       const Expectation& expectation);

// client_refused: squid refuses requests from these addresses, whatever they ask for.
[[nodiscard]] std::vector<VerifyFinding> explain_refused_clients(
    const std::set<std::string>& clients, const Wording& wording);

// certificate_refused: clients do not trust the certificates that they get, as where a proxy
// inspects TLS. `lines`: how many lines of any container say so. squid's own log shows it only as
// tunnels that end with the handshake, all of the same length.
[[nodiscard]] std::vector<VerifyFinding> explain_certificates(std::span<const JudgedHost> hosts,
                                                              std::size_t lines);

// several_upstreams: the upstream is known only by its name, and there is more than one of
// `addresses`.
[[nodiscard]] std::vector<VerifyFinding> explain_addresses(std::span<const std::string> addresses,
                                                           const std::string& upstream);

// nothing_verified or listed_not_seen: the log does not show the expected requests. `access_lines`:
// the number of lines of squid's access log. `domains`: those that are listed.
[[nodiscard]] std::vector<VerifyFinding> explain_absence(std::span<const JudgedHost> hosts,
                                                         std::size_t access_lines,
                                                         const std::vector<std::string>& domains,
                                                         const Wording& wording);

}  // namespace proxyenv::dify
