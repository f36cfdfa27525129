// SPDX-License-Identifier: Apache-2.0
#include "dify/names/exempt_list.hpp"

#include "core/no_proxy.hpp"
#include "core/redaction.hpp"
#include "dify/names/domain_name.hpp"
#include "dify/names/full_width.hpp"
#include "net/address.hpp"
#include "text/ascii.hpp"
#include "text/unique_words.hpp"

namespace proxyenv::dify {

namespace {

Result<std::string> parse_entry(std::string_view entry) {
  std::string text(entry);
  if (text == "*") return fail("would exempt every host");
  if (text.find('/') != std::string::npos) {
    return fail("is a network or a URL; the clients in api compare text, so list the hosts");
  }
  if (text.find(':') != std::string::npos) {
    return fail("has a colon: give the host without its port");
  }
  if (net::is_ipv4(text)) return text;
  if (text.starts_with("*.")) text.erase(0, 1);
  const bool is_zone = text.starts_with('.');
  if (is_zone) text.erase(0, 1);
  if (reads_as_ipv4(text)) return fail("is an address that cannot be read");
  auto name = ascii_host_name(text);
  if (!name && !is_zone && is_container_name(text)) return ascii::lowered(text);
  if (!name) return name;
  return (is_zone ? "." : "") + *name;
}

}  // namespace

Result<std::vector<std::string>> parse_exempt_list(std::string_view given) {
  const std::string list = fold_full_width(given).text;
  // Pieces of a password may stand between its separators.
  const bool is_hidden = may_hold_credentials(list);
  text::UniqueWords entries;
  std::size_t position = 0;
  for (const std::string_view written : entries_of(list)) {
    ++position;
    auto entry = parse_entry(written);
    if (!entry) {
      return fail("entry " + std::to_string(position) +
                  (is_hidden ? " " : ", " + redact_word(written) + ", ") + entry.error().message);
    }
    entries.add(*entry);
  }
  std::vector<std::string> hosts = entries.take();
  if (hosts.empty()) return fail("the list has no entry");
  return hosts;
}

}  // namespace proxyenv::dify
