// SPDX-License-Identifier: Apache-2.0
// --portable: an exemption list rewritten so that the most clients read the same in it. It may then
// mean more than was written (the subdomains of a name, the apex of a domain); an entry is never
// lost: what has no better spelling stays as it is.
#pragma once

#include <string>
#include <string_view>

namespace proxyenv {

// The list, each entry in the spellings that most client models (src/clients) read alike:
//   example.com, .example.com, *.example.com  ->  example.com,.example.com
//     .NET, axios and Node's http read the subdomains in the second, wget, httpx, Go, Ruby, axios,
//     gRPC and apt the apex in the first
//   EXAMPLE.com, example.com.  ->  without upper case and the dot at its end
//   10.*, 10.1., 10.1.*.*      ->  10.0.0.0/8, 10.1.0.0/16: no client reads the former
//   10.1.2.3/32, /28 to /31    ->  the addresses: wget, urllib, httpx, Node and more read no
//   network [fd00::1]                  ->  fd00::1: httpx fails on brackets http://example.com/ ->
//   as example.com: no client but httpx reads a URL
// Names without a dot stay alone: they are hosts. `list` must be clean (clean_list) and not hold
// `*`.
[[nodiscard]] std::string portable_list(std::string_view list);

}  // namespace proxyenv
