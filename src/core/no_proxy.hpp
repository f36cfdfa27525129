// SPDX-License-Identifier: Apache-2.0
// An exemption list (no_proxy, no_grpc_proxy): its entries, what is certainly broken in it, and
// gRPC's dialect of it. Cleaning keeps the meaning: entries are never added, dropped or rewritten.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/repair.hpp"

namespace proxyenv {

enum class ListDefect {
  none,
  unbalanced_quotes,   // quotes that are not pairs round the list or round an entry
  unreadable,          // blanks, `;` or `|` beside what is no host: a comment, a range
  exempts_everything,  // `*` among what needs cleaning, which clients read differently
};

struct CleanedList {
  std::string value;  // comma-separated; the bytes that were given where there is a defect
  Repair repairs = Repair::none;
  ListDefect defect = ListDefect::none;
  bool blank = false;  // no entry at all, though bytes: separators, blanks, quotes
};

// clean_list(clean_list(x).value) changes nothing.
[[nodiscard]] CleanedList clean_list(std::string_view list);

// The entries as the most lenient client sees them: cut at commas, blanks, `;` and `|`, quotes
// round an entry and empty entries aside. Views into `list`.
[[nodiscard]] std::vector<std::string_view> entries_of(std::string_view list);

// Some entry is `*`: in the common reading nothing at all goes to the proxy.
[[nodiscard]] bool exempts_everything(std::string_view list);

// Some entry is the name localhost; 127.0.0.1, or a network round it. Clients compare text: one
// does not cover the other.
[[nodiscard]] bool names_localhost(std::string_view list);
[[nodiscard]] bool names_loopback_address(std::string_view list);

// Some entry has a form that gRPC cannot read but has another word for: `*.x`, or upper case, which
// grpc-js compares as it stands (grpc-js 1.13 http_proxy.ts, hostMatchesNoProxyList).
[[nodiscard]] bool needs_grpc_dialect(std::string_view list);

// The list as gRPC reads it: in lower case, and `*.x` as `.x`, which in its suffix match covers the
// same names (grpc v1.76 http_proxy_mapper.cc, AddressIncluded).
[[nodiscard]] std::string in_grpc_dialect(std::string_view list);

// Some entry makes httpx raise when a client is made: brackets, IPv6 networks, ports that are no
// numbers (httpx 0.28.1 _urlparse.py; encode/httpx issues 2674, 3221). Says so of some entries,
// too, that httpx can read.
[[nodiscard]] bool may_fail_httpx(std::string_view list);

// `list` with those of `additions` appended that it does not hold yet (case aside).
[[nodiscard]] std::string with_entries(std::string_view list,
                                       const std::vector<std::string>& additions);

// Lists with the same key hold the same entries: compared after cleaning, as sets, case aside.
[[nodiscard]] std::string comparison_key_of_list(std::string_view list);

}  // namespace proxyenv
