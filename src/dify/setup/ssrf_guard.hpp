// SPDX-License-Identifier: Apache-2.0
// What a container's settings say about the guard of Dify's HTTP nodes: the SSRF_PROXY_ variables.
#pragma once

#include <string>

#include "dify/tree/tree.hpp"

namespace proxyenv::dify {

// by_squid: the guard is this tree's squid, or what .env names for it. own: another file names it,
// and the override must not replace that. off: it was switched off.
enum class SsrfGuard { by_squid, own, off };

[[nodiscard]] SsrfGuard ssrf_guard_of(const DifyTree& tree, const DifyService& service);

// The value of SSRF_PROXY_ALL_URL in the override, where the guard is by_squid: what .env names,
// and otherwise `squid`, the URL of this tree's squid, which may be empty.
[[nodiscard]] std::string guard_expression(const DifyTree& tree, const std::string& squid);

}  // namespace proxyenv::dify
