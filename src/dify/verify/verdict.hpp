// SPDX-License-Identifier: Apache-2.0
// Whether a host went as configured, judged from the counts of its requests.
#pragma once

#include <string_view>

#include "dify/verify/log_counts.hpp"

namespace proxyenv::dify {

// In the order in which hosts are shown: problems first, the worst at the top. no_answer and all
// that follow are not problems; nor are failed and denied, if the host is not listed.
enum class Verdict {
  went_direct,       // though it is listed
  other_peer,        // neither direct nor to the upstream
  through_upstream,  // though it is not listed
  failed,
  denied,
  unproven,  // through a peer that may be the upstream, whose address is unknown
  no_answer,
  as_configured,
  not_judged,
};

// The words for the table, "went direct", and with underscores for JSON.
[[nodiscard]] std::string_view to_string(Verdict verdict);

// `listed`: the host should go through the upstream. `upstream_is_address`: the upstream is known
// by its address and not by a name, so any other peer is certainly not the upstream.
[[nodiscard]] Verdict judge_host(const HostCounts& counts, bool listed, bool upstream_is_address);

}  // namespace proxyenv::dify
