// SPDX-License-Identifier: Apache-2.0
// The part of a value that may be shown. People paste our output into chats, so it must not hold
// any user information of a proxy URL, raw, decoded or in part. These functions work on bytes and
// use no parser. Of a value that they do not recognise completely they show only the length. The
// results still hold bytes from outside: pass them through escape_for_display() to print them.
#pragma once

#include <string>
#include <string_view>

namespace proxyenv {

// "http://***@host:3128" for a proxy value with credentials. The value itself, with its path
// hidden, for a proxy without credentials. Otherwise "(31 bytes, not shown)".
[[nodiscard]] std::string redact_proxy(std::string_view value);

// The list, or its length if it holds an `@` or a `://`, even percent-encoded. An entry that is a
// URL with credentials cannot be cut out safely, since a password may hold the separators.
[[nodiscard]] std::string redact_list(std::string_view value);

// A variable of --also. JAVA_TOOL_OPTIONS may hold any secret (-Djavax.net.ssl.keyStorePassword=,
// -Dhttp.proxyPassword=). So only words that name a proxy's host, its port or exemptions are shown;
// consecutive other words are shown as their length. A value of NODE_USE_ENV_PROXY is shown only if
// it is a usual one.
[[nodiscard]] std::string redact_client_option(std::string_view value);

// A word of the command line, or its length if it could hold a proxy URL.
[[nodiscard]] std::string redact_word(std::string_view word);

}  // namespace proxyenv
