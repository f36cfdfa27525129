// SPDX-License-Identifier: Apache-2.0
// The sentences of `dify verify` are templates. A word in braces stands for what differs from tree
// to tree: the name of squid's service, and the commands for its containers.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dify/tree/compose_commands.hpp"

namespace proxyenv::dify {

// A word in braces, and the text that it stands for.
using Word = std::pair<std::string_view, std::string>;

class Wording {
 public:
  // `squid`: the service of squid.
  Wording(const ComposeCommands& commands, const std::string& squid);

  // The sentence with its words replaced: {squid}, {compose}, {up}, {recreate}, {replace}, {init}
  // and those of `more`. What stands in a replaced text is not looked at again.
  [[nodiscard]] std::string of(std::string_view sentence, std::span<const Word> more = {}) const;

 private:
  std::vector<Word> words_;
};

}  // namespace proxyenv::dify
