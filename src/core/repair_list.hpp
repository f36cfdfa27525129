// SPDX-License-Identifier: Apache-2.0
// Repairs an exemption list (no_proxy, no_grpc_proxy): blanks, quotes, separators, empty entries
// and upper case. A repair keeps the meaning of the list: it never adds or drops an entry. A list
// that is in doubt stays byte for byte.
#pragma once

#include <string>
#include <string_view>

#include "core/repair.hpp"

namespace proxyenv {

enum class ListDefect {
  none,
  unbalanced_quotes,   // quotes that do not enclose the list or an entry in pairs
  unreadable,          // blanks, `;` or `|` next to text that is not a host: a comment, a range
  exempts_everything,  // `*` in a list that needs a repair: clients read it differently
};

struct RepairedList {
  std::string value;  // comma-separated; the original bytes if there is a defect
  Repair repairs = Repair::none;
  ListDefect defect = ListDefect::none;
  bool blank = false;  // not empty, but without entries: only separators, blanks, quotes
};

// Repairing a repaired value again changes nothing.
[[nodiscard]] RepairedList repair_list(std::string_view list);

}  // namespace proxyenv
