// SPDX-License-Identifier: Apache-2.0
// An exemption list (no_proxy, no_grpc_proxy): its entries, its certain defects, and gRPC's dialect
// of it. Cleaning keeps the meaning: it never adds, drops or rewrites entries.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/repair.hpp"

namespace proxyenv {

enum class ListDefect {
  none,
  unbalanced_quotes,   // quotes that do not enclose the list or an entry in pairs
  unreadable,          // blanks, `;` or `|` next to text that is not a host: a comment, a range
  exempts_everything,  // `*` in a list that needs cleaning: clients read it differently
};

struct CleanedList {
  std::string value;  // comma-separated; the original bytes if there is a defect
  Repair repairs = Repair::none;
  ListDefect defect = ListDefect::none;
  bool blank = false;  // not empty, but without entries: only separators, blanks, quotes
};

// Cleaning a cleaned value again changes nothing.
[[nodiscard]] CleanedList clean_list(std::string_view list);

// The entries as the most lenient client sees them: split at commas, blanks, `;` and `|`, without
// empty entries and without quotes around an entry. Views into `list`.
[[nodiscard]] std::vector<std::string_view> entries_of(std::string_view list);

// Whether some entry is `*`: most clients then send nothing to the proxy.
[[nodiscard]] bool exempts_everything(std::string_view list);

// Whether some entry is the name localhost, and whether some entry is 127.0.0.1 or a network that
// contains it. Clients compare text, so the one does not cover the other.
[[nodiscard]] bool names_localhost(std::string_view list);
[[nodiscard]] bool names_loopback_address(std::string_view list);

// Whether some entry has a form that gRPC cannot read but can express in another way: `*.x`, or
// upper case, which grpc-js compares unchanged (grpc-js 1.13 http_proxy.ts,
// hostMatchesNoProxyList).
[[nodiscard]] bool needs_grpc_dialect(std::string_view list);

// The list in gRPC's dialect: in lower case, and `*.x` as `.x`, which covers the same names because
// gRPC matches suffixes (grpc v1.76 http_proxy_mapper.cc, AddressIncluded).
[[nodiscard]] std::string in_grpc_dialect(std::string_view list);

// Whether some entry makes httpx raise when a client is made: brackets, IPv6 networks, ports that
// are not numbers (httpx 0.28.1 _urlparse.py; encode/httpx issues 2674, 3221). Also true for some
// entries that httpx can read.
[[nodiscard]] bool may_fail_httpx(std::string_view list);

// `list` with those `additions` appended that it does not hold yet (case is ignored).
[[nodiscard]] std::string with_entries(std::string_view list,
                                       const std::vector<std::string>& additions);

// Lists with the same key hold the same entries, compared as sets after cleaning; case is ignored.
[[nodiscard]] std::string comparison_key_of_list(std::string_view list);

}  // namespace proxyenv
