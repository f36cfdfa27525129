// SPDX-License-Identifier: Apache-2.0
#include "text/style.hpp"

namespace proxyenv {

Style Style::colored() {
  Style style;
  style.colored_ = true;
  return style;
}

std::string Style::painted(Ink ink, std::string_view text) const {
  if (!colored_ || text.empty()) return std::string(text);
  std::string painted(kInkSequences[static_cast<std::size_t>(ink)]);
  return painted.append(text).append(kPlainSequence);
}

std::size_t length_of_sequence(std::string_view text) {
  if (!text.starts_with('\x1b')) return 0;
  if (text.starts_with(kPlainSequence)) return kPlainSequence.size();
  for (const std::string_view sequence : kInkSequences) {
    if (text.starts_with(sequence)) return sequence.size();
  }
  return 0;
}

}  // namespace proxyenv
