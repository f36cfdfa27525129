// SPDX-License-Identifier: Apache-2.0
// What a finding about an exemption list means for programs: who fails on it, for whom it exempts
// every host, and who does not exempt the hosts that a person sees in it. The models are asked,
// with proxies that each client can use.
#pragma once

#include "clients/why.hpp"
#include "core/environment.hpp"
#include "core/finding.hpp"

namespace proxyenv {

// "httpx fails; gRPC exempts every host". Empty where no client does any of these, and where the
// finding is about no list. `environment`: the one that has the
// finding. A finding about some entries is asked with a list of these alone, and where only an
// older version of a client fails on them, that is told: "httpx 0.24 until 0.24.1 fails".
[[nodiscard]] Why why_of_list(const Finding& finding, const Environment& environment);

}  // namespace proxyenv
