// SPDX-License-Identifier: Apache-2.0
// --portable: rewrites an exemption list so that as many clients as possible read it alike. The
// result may cover more than the original (the subdomains of a name, the apex of a domain). An
// entry is never lost: one without a better spelling stays unchanged.
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
// fails_on_brackets and url. No client reads `10.*`. Names without a dot are hosts and get no
// second spelling. `list` must need no repair and must not hold `*`.
[[nodiscard]] std::string portable_list(std::string_view list);

}  // namespace proxyenv
