// SPDX-License-Identifier: Apache-2.0
// urllib.parse.urlsplit() of Python, with which several clients read the value of a proxy. CPython
// Lib/urllib/parse.py (urlsplit, _check_bracketed_netloc, _hostinfo, _userinfo) from 3.11.4 on, and
// Debian's 3.11.2, which has the same corrections.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace proxyenv::clients::python {

struct SplitUrl {
  std::string scheme;                   // lower case; empty: none
  std::optional<std::string> userinfo;  // what stands before the last `@`
  std::string host;                     // lower case, without brackets; empty: None
  std::string port;                     // as written; empty: none
  std::string behind;                   // path, query and fragment
};

// No value where urlsplit() raises.
[[nodiscard]] std::optional<SplitUrl> split_url(std::string_view value);

// SplitResult.port: 0 where none is written. No value where it raises.
[[nodiscard]] std::optional<std::int64_t> port_of(const SplitUrl& url);

}  // namespace proxyenv::clients::python
