// SPDX-License-Identifier: Apache-2.0
// The findings about hosts that are not listed and that squid refused or did not reach. That is no
// fault of the configuration, but whoever reads "verified" must know: it is often why plugins
// cannot be installed.
#pragma once

#include <span>
#include <vector>

#include "dify/verify/host_finding.hpp"
#include "dify/verify/verify_finding.hpp"
#include "dify/verify/wording.hpp"

namespace proxyenv::dify {

// unlisted_failed and unlisted_denied, one for each cause, and plugins_blocked, if hosts that
// installing a plugin needs were never reached.
[[nodiscard]] std::vector<VerifyFinding> explain_unlisted(std::span<const JudgedHost> hosts,
                                                          const Wording& wording);

}  // namespace proxyenv::dify
