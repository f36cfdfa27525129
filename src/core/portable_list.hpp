// SPDX-License-Identifier: Apache-2.0
// --portable: an exemption list rewritten so that the most clients read the same in it. It may then
// mean more than was written (the subdomains of a name, the apex of a domain); an entry is never
// lost: what has no better spelling stays as it is.
#pragma once

#include <string>
#include <string_view>

namespace proxyenv {

// clang-format off
// The list, each entry in the spellings that most client models (src/clients) read alike:
//
//   example.com, .example.com, *.example.com  ->  example.com,.example.com
//   EXAMPLE.com, example.com.                 ->  lower case, without the dot at its end
//   10.*, 10.1., 10.1.*.*                     ->  10.0.0.0/8, 10.1.0.0/16
//   10.1.2.3/32, and /28 to /31               ->  the addresses, one by one
//   [fd00::1]                                 ->  fd00::1
//   http://example.com/                       ->  as example.com
//
// clang-format on
// core/readers.hpp says why: name_with_subdomains, dotted_name, upper_case, network_v4,
// fails_on_brackets and url. No client reads `10.*`.
// Names without a dot stay alone: they are hosts. `list` must be clean (clean_list) and must not
// hold `*`.
[[nodiscard]] std::string portable_list(std::string_view list);

}  // namespace proxyenv
