// SPDX-License-Identifier: Apache-2.0
// Makes bytes from outside safe to print. A variable's value or a file name can hold terminal
// escapes, bidirectional overrides that reverse the displayed text, or bytes that are not UTF-8
// (which Boost.JSON would pass on unchecked).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace proxyenv {

// Whether a terminal does something else with the code point than to show it: C0, DEL, C1, line and
// paragraph separators, bidirectional controls and the byte order mark. All are below U+10000.
[[nodiscard]] bool acts_on_a_terminal(std::uint32_t code_point);

// The text with C0, DEL, C1, line and paragraph separators, bidirectional controls and bytes that
// are not valid UTF-8 (RFC 3629) written as \xNN or \u{NNNN}. The result is valid UTF-8.
//
// Runners of CI read commands in what a program prints, wherever in a line: `##vso[` (Azure
// Pipelines: azure-pipelines-agent, src/Agent.Sdk/Command.cs) and `##[` (GitHub: actions/runner,
// src/Runner.Common/ActionCommand.cs, TryParse). There the second `#` is written as \x23.
[[nodiscard]] std::string escape_for_display(std::string_view bytes);

// The same for a text that a line begins with. GitHub's runner takes `::` there for a command, also
// behind blanks (ActionCommand.cs, TryParseV2), so its first colon is written as \x3a. An IPv6
// address, `::1`, stays: there is no command of such a name.
[[nodiscard]] std::string escape_at_line_begin(std::string_view bytes);

// The same for a text of several lines, whose line ends stay. A name from outside passes
// escape_for_display() before it becomes a part of such a text: else a line end in it would begin a
// line of its own.
[[nodiscard]] std::string escape_lines_for_display(std::string_view bytes);

// The same for lines that a Style painted (text/style.hpp): its sequences stay, all others are
// escaped. A name from outside that looks like one passes escape_for_display() before.
[[nodiscard]] std::string escape_colored_lines_for_display(std::string_view bytes);

// The number of terminal columns that the text takes, to align a table: a Chinese character or an
// emoji takes two, a combining mark and the sequences of text/style.hpp none. Control characters
// count as none; escaped text holds none.
[[nodiscard]] std::size_t display_width(std::string_view utf8);

// The text itself if it takes at most `width` columns. Otherwise its beginning and its end with
// "..." between, in at most `width` columns. `width` must be at least 4.
[[nodiscard]] std::string shortened_for_display(std::string_view utf8, std::size_t width);

}  // namespace proxyenv
