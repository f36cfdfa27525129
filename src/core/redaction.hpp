// SPDX-License-Identifier: Apache-2.0
// What may be shown of a value. People paste our output into chats, so no user information of a
// proxy URL may be in it: not raw, not decoded, not in part. These functions work on bytes and ask
// no parser first; what they do not recognise completely is shown as its length.
// The results still hold bytes from outside: pass them through escape_for_display() to print them.
#pragma once

#include <string>
#include <string_view>

namespace proxyenv {

// "http://***@host:3128" for a proxy value with credentials, the value itself (its path hidden)
// for one that reads as a proxy without; else "(31 bytes, not shown)".
[[nodiscard]] std::string redact_proxy(std::string_view value);

// The list, or its length where it holds an `@` or a `://`, also percent-encoded: an entry that is
// a URL with credentials cannot be cut out safely, since a password may hold the separators.
[[nodiscard]] std::string redact_list(std::string_view value);

// A variable of --also. JAVA_TOOL_OPTIONS may hold any secret (-Djavax.net.ssl.keyStorePassword=,
// -Dhttp.proxyPassword=), so words show only where they name a proxy's host, its port or
// exemptions, runs of others as their length; a value of NODE_USE_ENV_PROXY only where it is one
// that somebody means.
[[nodiscard]] std::string redact_client_option(std::string_view value);

// A word of the command line: itself, or its length where it could hold a proxy URL.
[[nodiscard]] std::string redact_word(std::string_view word);

}  // namespace proxyenv
