// SPDX-License-Identifier: Apache-2.0
// An exemption list (no_proxy, no_grpc_proxy): its entries, and questions about them.
// repair_list.hpp repairs a list; grpc_list.hpp and portable_list.hpp write it in other forms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace proxyenv {

// The entry that exempts every host.
inline constexpr std::string_view kEveryHost = "*";

// The entries as the most lenient client sees them: split at commas, blanks, `;` and `|`, without
// empty entries and without quotes around an entry. Views into `list`.
[[nodiscard]] std::vector<std::string_view> entries_of(std::string_view list);

// The entries as clients see them that split at commas alone, and drop the blanks round an entry.
// What else is repaired in a list is one strange name there. Views into `list`.
[[nodiscard]] std::vector<std::string_view> entries_at_commas(std::string_view list);

// Whether some entry is `*`: most clients then send nothing to the proxy.
[[nodiscard]] bool exempts_everything(std::string_view list);

// Whether some entry is the name localhost, and whether some entry is 127.0.0.1 or a network of
// 127.0.0.0/8 that contains it. Clients compare text, so the one does not cover the other.
[[nodiscard]] bool names_localhost(std::string_view list);
[[nodiscard]] bool names_loopback_address(std::string_view list);

// Whether some entry makes httpx raise when a client is made: brackets, IPv6 networks, ports that
// are not numbers (httpx 0.28.1 _urlparse.py; encode/httpx issues 2674, 3221). Also true for some
// entries that httpx can read.
[[nodiscard]] bool may_fail_httpx(std::string_view list);

// `list` without its IPv6 networks, on which httpx raises when a client is made. `::1/128` and the
// like become the one address that they hold.
[[nodiscard]] std::string without_ipv6_networks(std::string_view list);

// `list` with those `additions` appended that it does not hold yet (case is ignored).
[[nodiscard]] std::string with_entries(std::string_view list,
                                       const std::vector<std::string>& additions);

// --- the parts of a list, for those who rewrite it ---------------------------------------------

// A comma, a blank, `;` or `|`.
[[nodiscard]] bool is_list_separator(char c);
// The pieces between separators, without empty ones and with their quotes. Views into `list`.
[[nodiscard]] std::vector<std::string_view> split_at_list_separators(std::string_view list);
// The entries with a comma between each two.
[[nodiscard]] std::string joined_list(const std::vector<std::string_view>& entries);
[[nodiscard]] bool holds_quote(std::string_view text);
// Without the one pair of quotes around the whole list. Unchanged if there are other quotes.
[[nodiscard]] std::string_view without_outer_quotes(std::string_view list);
// Without the one pair of quotes around the entry. Unchanged if there are other quotes.
[[nodiscard]] std::string_view without_quotes(std::string_view entry);

}  // namespace proxyenv
