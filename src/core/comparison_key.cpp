// SPDX-License-Identifier: Apache-2.0
#include "core/comparison_key.hpp"

#include <algorithm>
#include <vector>

#include "core/no_proxy.hpp"
#include "core/proxy_url.hpp"
#include "core/repair_list.hpp"
#include "core/repair_proxy.hpp"
#include "text/ascii.hpp"

namespace proxyenv {

std::string comparison_key_of_proxy(std::string_view value) {
  const RepairedProxy repaired = repair_proxy(value);
  const ProxyReading reading = read_proxy(repaired.value);
  if (reading.defect != ProxyDefect::none) return std::string(value);
  const ProxyUrl& url = reading.url;
  std::string key(url.scheme);
  key.append(kSchemeEnd);
  if (url.userinfo) key.append(*url.userinfo).append("@");
  key.append(ascii::lowered(url.host));
  if (url.port) key.append(":").append(std::to_string(*url.port));
  if (url.path != "/") key.append(url.path);
  return key;
}

std::string comparison_key_of_list(std::string_view list) {
  const RepairedList repaired = repair_list(list);
  if (repaired.defect != ListDefect::none) return std::string(list);
  std::vector<std::string> entries;
  for (const std::string_view entry : entries_of(repaired.value)) {
    entries.push_back(ascii::lowered(entry));
  }
  std::sort(entries.begin(), entries.end());
  entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
  std::string key;
  for (const std::string& entry : entries) key.append(entry).push_back(',');
  return key;
}

}  // namespace proxyenv
