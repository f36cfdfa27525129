// SPDX-License-Identifier: Apache-2.0
// The code that urllib, requests, httpx and aiohttp share: how Python reads the proxy variables and
// the exemption list. CPython Lib/urllib/request.py getproxies_environment (rewritten in 3.13 for
// speed, with the same result) and proxy_bypass_environment.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/route.hpp"
#include "clients/rules/entry_index.hpp"
#include "core/environment.hpp"

namespace proxyenv::clients::python {

// str.strip() and int() also strip the four ASCII separators.
inline constexpr std::string_view kSpace = " \t\n\v\f\r\x1c\x1d\x1e\x1f";

// getproxies(): names with a lower-case `_proxy` at the end override names that have it in another
// case. Of several names of one kind, the last in the environment counts. An empty lower-case
// variable deletes what the others set; an empty variable of the other kind is skipped.
class Proxies {
 public:
  explicit Proxies(const Environment& environment);

  // getproxies()[key], if it has that key. `key` is in lower case: `http`, `all`, `no`.
  [[nodiscard]] std::optional<Variable> find(std::string_view key) const;

  // A direct route, because `key` has no proxy. The rule says if an empty variable or CGI hides
  // one.
  [[nodiscard]] Route direct_without(std::string_view key) const;

 private:
  // The variables of one key.
  struct Spellings {
    std::string_view key;                // in any case
    std::optional<Variable> any_case;    // the last with a value, `_proxy` in any case
    std::optional<Variable> lower_case;  // the last with `_proxy` in lower case, empty or not
  };
  [[nodiscard]] Spellings spellings_of(std::string_view key) const;

  std::vector<Spellings> spellings_;
  bool is_cgi_ = false;
};

struct Entry {
  std::string_view text;
  std::string_view domain;  // without leading dots
};

struct List {
  std::string_view variable;
  bool is_star = false;
  std::vector<Entry> entries;
  EntryIndex index;
};

[[nodiscard]] List read_list(const Proxies& proxies);

// proxy_bypass(host): the route of a host that the list covers. The host may have a port.
[[nodiscard]] std::optional<Route> bypass(const List& list, std::string_view host);

// int(text): accepts blanks at both ends, a sign, and single underscores between digits.
[[nodiscard]] std::optional<std::int64_t> parse_int(std::string_view text);

}  // namespace proxyenv::clients::python
