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

// Everything goes to the upstream except private addresses, names without a dot, and `direct`. The
// text holds its credentials.
[[nodiscard]] std::string render_upstream_for_all(const Upstream& upstream,
                                                  const std::vector<std::string>& direct);

// The hosts that the text of render_upstream_for_all() sends direct, in addition to names without a
// dot.
struct DirectPlaces {
  std::vector<std::string> domains;
  std::vector<std::string> addresses;  // and networks
};
[[nodiscard]] DirectPlaces read_direct(std::string_view upstream_conf);

}  // namespace proxyenv::dify
