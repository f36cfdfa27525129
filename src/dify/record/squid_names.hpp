// SPDX-License-Identifier: Apache-2.0
// Names that `dify init` gives to things in squid's configuration, and that `dify verify` finds
// again in squid's log.
#pragma once

#include <string_view>

namespace proxyenv::dify {

// The upstream's name among squid's peers.
inline constexpr std::string_view kSquidPeerName = "proxyenv_upstream";

}  // namespace proxyenv::dify
