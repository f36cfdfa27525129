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
// Blanks and signs in a name, and letters that only look like ASCII, are slips, too: `HTTP_PROXY `,
// HTTP.PROXY, a Cyrillic letter. In the order of the environment, each name once. The findings hold
// views into the environment.
[[nodiscard]] std::vector<Finding> examine_names(const Environment& environment,
                                                 std::span<const std::string_view> own_names);

// The name of kFamilies that is meant by one that examine_names() would tell. It lives as long as
// the program. Empty for a name of kFamilies itself, and for one that is like none.
[[nodiscard]] std::string_view nearest_proxy_name(std::string_view name);

}  // namespace proxyenv
