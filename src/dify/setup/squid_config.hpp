// SPDX-License-Identifier: Apache-2.0
// What squid is given: an include that names the upstream and who goes there, and a script that
// puts it into the squid.conf that whatever release is installed has written. Dify's template is
// not copied: a copy of one release does not start under another.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dify/names/domain_list.hpp"
#include "dify/names/upstream.hpp"
#include "dify/record/squid_names.hpp"

namespace proxyenv::dify {

// The script that is mounted over /docker-entrypoint-mount.sh. It holds nothing that anybody
// entered, and is the same for all releases.
[[nodiscard]] std::string_view squid_entrypoint_script();

// Only the listed domains go to the upstream. Holds its credentials.
[[nodiscard]] std::string render_selective_upstream(const Upstream& upstream,
                                                    const std::vector<Domain>& domains);

// Everything goes there but private addresses, names without a dot, and `direct`.
[[nodiscard]] std::string render_upstream_for_all(const Upstream& upstream,
                                                  const std::vector<std::string>& direct);

// What the text of render_upstream_for_all() sends direct, beside names without a dot.
struct DirectPlaces {
  std::vector<std::string> domains;
  std::vector<std::string> addresses;  // and networks
};
[[nodiscard]] DirectPlaces read_direct(std::string_view upstream_conf);

// The lines of a squid.conf template that somebody gave a parent or variables of a blog post's
// recipe; empty for Dify's own.
[[nodiscard]] std::vector<std::size_t> article_lines(std::string_view template_text);

}  // namespace proxyenv::dify
