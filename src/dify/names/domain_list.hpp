// SPDX-License-Identifier: Apache-2.0
// The domains that go through the upstream, as people write them and as squid's dstdomain needs
// them: `*.x`, URLs, ports, trailing dots and other scripts parse there and never match, `.x`
// beside `x` keeps squid from starting, and a quoted entry makes it read a file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/result.hpp"

namespace proxyenv::dify {

struct Domain {
  std::string name;         // "googleapis.com": letters, digits, hyphens and dots alone
  bool subdomains = false;  // all names that end in .googleapis.com, too

  // As squid's dstdomain and the lists here write it: ".googleapis.com", "google.dev".
  [[nodiscard]] std::string text() const { return (subdomains ? "." : "") + name; }
  // Whether all that `other` stands for goes where this one goes.
  [[nodiscard]] bool covers(const Domain& other) const;
};

struct DomainList {
  std::vector<Domain> domains;        // in the order given; none covers another
  std::vector<std::string> notes;     // what was rewritten or left out, a clause each
  std::vector<std::string> warnings;  // what is dangerous
};

// Entries between commas and blanks. What is listed reaches its target without squid's check for
// private networks (Dify 1.15 and later), so addresses, single labels and names of this machine
// are Errors. An Error repeats the entry only where it can hold no password.
[[nodiscard]] Result<DomainList> parse_domain_list(std::string_view list);

}  // namespace proxyenv::dify
