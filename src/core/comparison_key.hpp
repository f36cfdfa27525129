// SPDX-License-Identifier: Apache-2.0
// Whether two values mean the same. The two spellings of a family, and the entries of one name, are
// compared by these keys.
#pragma once

#include <string>
#include <string_view>

namespace proxyenv {

// Two values with the same key name the same proxy with the same credentials: compared after
// repairs, ignoring the host's case and a single trailing slash.
[[nodiscard]] std::string comparison_key_of_proxy(std::string_view value);

// Lists with the same key hold the same entries, compared as sets after repairs; case is ignored.
[[nodiscard]] std::string comparison_key_of_list(std::string_view list);

}  // namespace proxyenv
