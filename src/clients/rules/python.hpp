// SPDX-License-Identifier: Apache-2.0
// What urllib, requests, httpx and aiohttp share: Python's reading of the proxy variables and of
// the exemption list. CPython Lib/urllib/request.py getproxies_environment (3.13 has it rewritten
// for speed, with the same result) and proxy_bypass_environment.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/route.hpp"
#include "core/environment.hpp"

namespace proxyenv::clients::python {

// str.strip() and int() also strip the four ASCII separators.
inline constexpr std::string_view kSpace = " \t\n\v\f\r\x1c\x1d\x1e\x1f";

// getproxies(): names that end in `_proxy` in lower case decide over those that do so in another
// case, the last in the environment over those before it; an empty one of the first kind deletes
// what the others said, an empty one of the second is skipped.
class Proxies {
 public:
  explicit Proxies(const Environment& environment);

  // getproxies()[key], where it has that key: `http`, `all`, `no`, in lower case.
  [[nodiscard]] std::optional<Variable> find(std::string_view key) const;

  // Direct, as `key` has no proxy: says which empty variable hides one, or that CGI does.
  [[nodiscard]] Route direct_without(std::string_view key) const;

 private:
  // The variables of one key.
  struct Spellings {
    std::string_view key;                // in any case
    std::optional<Variable> any_case;    // the last with a value, `_proxy` in whatever case
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
};

[[nodiscard]] List read_list(const Proxies& proxies);

// proxy_bypass(host): the route of a host, which may have a port, that the list covers.
[[nodiscard]] std::optional<Route> bypass(const List& list, std::string_view host);

// int(text): blanks round it, a sign, single underscores between the digits.
[[nodiscard]] std::optional<std::int64_t> parse_int(std::string_view text);

}  // namespace proxyenv::clients::python
