// SPDX-License-Identifier: Apache-2.0
// The user and the password in a proxy URL, and their percent-encoding.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace proxyenv {

// Whether `userinfo`, all that stands between the scheme and the last `@`, has no character that
// needs percent-encoding.
[[nodiscard]] bool is_encoded_userinfo(std::string_view userinfo);

// `userinfo` with the reserved characters of user and password encoded. Returns no value where the
// meaning is in doubt: it may be no user and password (one_proxy.hpp), or some part is encoded and
// some is not.
[[nodiscard]] std::optional<std::string> encoded_userinfo(std::string_view userinfo);

}  // namespace proxyenv
