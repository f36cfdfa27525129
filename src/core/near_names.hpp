// SPDX-License-Identifier: Apache-2.0
// Names of variables that are one slip away from a name that somebody reads. No value is looked at.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/environment.hpp"
#include "core/finding.hpp"

namespace proxyenv {

// A note for each name that is like one of kFamilies (HTTP_PROXYS, no_proxy_, Https_Proxy), and for
// each PROXYENV_ name that is none of `own_names`. Names that some program reads are none
// (WSS_PROXY, npm_config_proxy), nor are those that Kubernetes makes for a Service called proxyenv.
// In the order of the environment, each name once. The findings hold views into the environment.
[[nodiscard]] std::vector<Finding> examine_names(const Environment& environment,
                                                 std::span<const std::string_view> own_names);

}  // namespace proxyenv
