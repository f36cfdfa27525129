// SPDX-License-Identifier: Apache-2.0
#include "core/environment_block.hpp"

#include <string>
#include <utility>
#include <vector>

#include "text/list.hpp"

namespace proxyenv {

Environment parse_environment_block(std::string_view block) {
  std::vector<std::string> entries;
  text::for_each_piece(block, '\0', [&](std::string_view entry) { entries.emplace_back(entry); });
  return Environment::own(std::move(entries));
}

}  // namespace proxyenv
