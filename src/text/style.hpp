// SPDX-License-Identifier: Apache-2.0
// Colours of a terminal. A Style is a value that renderers are given, so that no renderer asks
// whether there is a terminal. Only the sequences of this table are ever written: the way to
// standard output escapes all others.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace proxyenv {

// What a piece of text is, as far as colours tell.
enum class Ink { error, warning, note, changed, removed, heading, faint };

// Sequences of ECMA-48, SGR ("select graphic rendition"), with the eight colours that every
// terminal has: what they look like is for the user's theme to say.
inline constexpr std::array<std::string_view, 7> kInkSequences = {
    "\x1b[1;31m",  // error: bold red
    "\x1b[33m",    // warning: yellow
    "\x1b[36m",    // note: cyan
    "\x1b[32m",    // changed: green
    "\x1b[31m",    // removed: red
    "\x1b[1m",     // heading: bold
    "\x1b[2m",     // faint
};
inline constexpr std::string_view kPlainSequence = "\x1b[0m";

class Style {
 public:
  // Without colours.
  Style() = default;
  [[nodiscard]] static Style colored();

  [[nodiscard]] bool is_colored() const { return colored_; }
  // The text in this ink, or just the text.
  [[nodiscard]] std::string painted(Ink ink, std::string_view text) const;

 private:
  bool colored_ = false;
};

// The length in bytes of the sequence of the table at the beginning of the text; 0 if there is
// none.
[[nodiscard]] std::size_t length_of_sequence(std::string_view text);

}  // namespace proxyenv
