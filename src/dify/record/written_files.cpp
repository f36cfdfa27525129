// SPDX-License-Identifier: Apache-2.0
#include "dify/record/written_files.hpp"

#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::dify {

DirectPlaces always_direct_places() {
  return {{kAlwaysDirectDomains.begin(), kAlwaysDirectDomains.end()},
          {kAlwaysDirectAddresses.begin(), kAlwaysDirectAddresses.end()}};
}

DirectPlaces read_direct_places(std::string_view squid_include) {
  DirectPlaces direct;
  for (std::string_view line : text::split(squid_include, "\n")) {
    const bool is_domains = line.starts_with(kDirectDomainsLine);
    if (!is_domains && !line.starts_with(kDirectAddressesLine)) continue;
    line.remove_prefix(is_domains ? kDirectDomainsLine.size() : kDirectAddressesLine.size());
    std::vector<std::string>& values = is_domains ? direct.domains : direct.addresses;
    for (const std::string_view value : ascii::words_of(line)) values.emplace_back(value);
  }
  return direct;
}

bool overrides_service(std::string_view text, std::string_view name) {
  return text.find("\n  " + std::string(name) + ":") != std::string_view::npos;
}

}  // namespace proxyenv::dify
