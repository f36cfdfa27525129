// SPDX-License-Identifier: Apache-2.0
// The include for squid.conf that names the upstream and says which requests go there. The script
// squid-entrypoint.sh puts it into the squid.conf that the installed release of Dify has written.
// Dify's template is not copied: a copy of one release does not start under another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dify/names/domain_list.hpp"
#include "dify/names/upstream.hpp"
#include "dify/record/squid_names.hpp"

namespace proxyenv::dify {

// Only the listed domains go to the upstream. The text holds its credentials.
[[nodiscard]] std::string render_selective_upstream(const Upstream& upstream,
                                                    const std::vector<Domain>& domains);

// Everything goes to the upstream except names without a dot, always_direct_places() and `direct`.
// The text holds its credentials.
[[nodiscard]] std::string render_upstream_for_all(const Upstream& upstream,
                                                  const std::vector<std::string>& direct);

}  // namespace proxyenv::dify
