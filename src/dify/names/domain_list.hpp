// SPDX-License-Identifier: Apache-2.0
// The domains that go through the upstream, rewritten from the forms that people use to the form of
// squid's dstdomain. squid accepts `*.x`, URLs, ports, trailing dots and other scripts, but they
// never match. `.x` beside `x` keeps squid from starting, and a quoted entry makes it read a file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/result.hpp"

namespace proxyenv::dify {

// Stands for all domains where it is the only entry. No list of domains has such an entry: see
// parse_domain_list().
inline constexpr std::string_view kAllDomains = "all";

// Whether a list as a person wrote it is `all`, perhaps with blanks around it.
[[nodiscard]] bool is_all_domains(std::string_view list);

struct Domain {
  std::string name;         // "googleapis.com": only letters, digits, hyphens and dots
  bool subdomains = false;  // also all names that end in .googleapis.com

  // The form of squid's dstdomain and of the lists here: ".googleapis.com", "google.dev".
  [[nodiscard]] std::string text() const { return (subdomains ? "." : "") + name; }
};

// Whether an entry of a list covers `other`, which is a host or another entry. As in squid's
// dstdomain, `.x` covers x and everything below it, and `x` covers only that host. Both are in
// lower case.
[[nodiscard]] bool covers(std::string_view entry, std::string_view other);

struct DomainList {
  std::vector<Domain> domains;        // in the order given; none covers another
  std::vector<std::string> notes;     // one clause for each entry that was rewritten or left out
  std::vector<std::string> warnings;  // about dangerous entries
};

// Reads entries separated by commas and blanks. An entry may be the name of a group, `@openai`: see
// domain_groups.hpp. Full-width characters are read as ASCII, with a note. Requests for listed
// domains skip squid's check for private networks (Dify 1.15 and later), so addresses, single
// labels and names of this machine are Errors. An Error repeats the entry only if it cannot hold a
// password.
[[nodiscard]] Result<DomainList> parse_domain_list(std::string_view list);

}  // namespace proxyenv::dify
