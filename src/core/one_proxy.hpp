// SPDX-License-Identifier: Apache-2.0
// Whether a value is one proxy and nothing else. People also set two proxies, a whole assignment, a
// command, a line with its comment. Read by the grammar of URLs, what stands in front of the last
// `@` would then be an odd user name, and a repair that encodes it would make a proxy that nobody
// meant. The decision is made on structure, never on a list of known mistakes.
#pragma once

#include <string_view>

#include "core/proxy_defect.hpp"

namespace proxyenv {

// Whether `userinfo`, all that stands between the scheme and the last `@`, is a user and a password
// beyond doubt, so that it may be percent-encoded or a scheme be put in front of it:
//
// - the user is a name: letters (beyond ASCII, too), digits, `-._~+@`, percent escapes, and one `\`
//   between a domain and a name. It is not empty, and not the name of a scheme;
// - the password neither begins nor ends with a blank or a quote, as what stands behind `NAME:`
//   does, and no backslash in it escapes what follows;
// - no colon has a slash or a backslash behind it, as only a scheme has;
// - no HOST:PORT stands in front of a blank or one of `,;|/?#`, where one proxy could end;
// - no `:`, `=` or `@` stands behind a blank or one of `,;|`, where another value could begin;
// - nothing is left unexpanded: no `${`, `$(` or `{{`, no `%NAME%`;
// - no character is a look-alike of one in ASCII, or invisible.
[[nodiscard]] bool are_certainly_credentials(std::string_view userinfo);

// Whether a scheme may be put in front of such credentials: what stands in front of the first of
// two colons may be a label or a mistyped scheme (`proxy:u:p@h:1`).
[[nodiscard]] bool are_certainly_credentials_without_scheme(std::string_view userinfo);

// Whether a value that reads well holds two proxies nevertheless: `h:1,u:p@h2:2`, whose user would
// be `h`. `userinfo` needs no percent-encoding.
[[nodiscard]] bool holds_a_proxy_in_front(std::string_view userinfo);

// What stands in a value that cannot be used, so that the message names the cause and not what a
// parser met first. Returns `otherwise` where nothing more exact can be said.
[[nodiscard]] ProxyDefect more_exact_defect(std::string_view value, ProxyDefect otherwise);

}  // namespace proxyenv
