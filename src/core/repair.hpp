// SPDX-License-Identifier: Apache-2.0
// The repairs of a value: of a proxy by repair_proxy(), of an exemption list by repair_list(). They
// are a set of bits, since one value may need several repairs.
#pragma once

#include <string>

namespace proxyenv {

enum class Repair : unsigned {
  none = 0,
  // For proxies and lists.
  blanks = 1U << 0U,  // blanks, tabs, CR or LF at the ends, or beside the separators of a list
  quotes = 1U << 1U,  // quotes around the value, or around an entry
  // For proxies only.
  scheme_case = 1U << 2U,     // HTTP:// -> http://
  scheme_added = 1U << 3U,    // host:port -> http://host:port
  credentials = 1U << 4U,     // reserved characters percent-encoded
  no_credentials = 1U << 5U,  // `@` or `:@` without a user before it, removed
  // For lists only.
  separators = 1U << 6U,     // blanks, `;` or `|` where commas belong
  empty_entries = 1U << 7U,  // between two commas or at an end
  entry_case = 1U << 8U,     // EXAMPLE.com -> example.com
};

[[nodiscard]] constexpr Repair operator|(Repair a, Repair b) {
  return static_cast<Repair>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr Repair& operator|=(Repair& a, Repair b) {
  return a = a | b;
}
// Whether `set` holds the repair `one`.
[[nodiscard]] constexpr bool has(Repair set, Repair one) {
  return (static_cast<unsigned>(set) & static_cast<unsigned>(one)) != 0;
}

// The clause for a report, in the order of the bits: "blanks removed, quotes removed"; empty for
// none.
[[nodiscard]] std::string describe(Repair repairs);

}  // namespace proxyenv
