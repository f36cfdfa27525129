// SPDX-License-Identifier: Apache-2.0
// What a text is laid out for: a terminal of so many cells with its colours, or a file or a pipe,
// where lines have any length and no colours. Which of them it is, commands/layout.hpp finds out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "text/style.hpp"

namespace proxyenv {

inline constexpr std::size_t kUnlimitedWidth = static_cast<std::size_t>(-1);

struct Layout {
  std::size_t width = kUnlimitedWidth;  // in cells of the terminal (display_width)
  Style style;

  [[nodiscard]] bool is_unlimited() const { return width == kUnlimitedWidth; }
};

// The text, one line, broken at blanks so that each line takes at most `width` cells. Lines behind
// the first begin with `indent` blanks. A word that is wider than a line, a URL for instance,
// stands alone on one and stays whole. Blanks at the beginning of the text stay, those where a line
// ends go. Without a newline at the end. Sequences of text/style.hpp take no cell.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

// The same for each line of a text. What follows a line's first part is indented by two blanks more
// than the line itself.
[[nodiscard]] std::string wrapped_lines(std::string_view text, std::size_t width);

}  // namespace proxyenv
