// SPDX-License-Identifier: Apache-2.0
// Whether output has colours, and how wide it may be: from --color, from what the standard output
// is, and from the variables that people set for all their programs. Those are always read from
// proxyenv's own environment, never from the one that a command looks at.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/environment.hpp"
#include "text/layout.hpp"
#include "text/result.hpp"

namespace proxyenv::cli {

enum class ColorChoice { automatic, always, never };

[[nodiscard]] Result<ColorChoice> parse_color(std::string_view text);

// What the kernel says of the standard output.
struct OutputDevice {
  bool is_terminal = false;
  std::size_t columns = 0;  // 0: it does not say
};

// The layout for that output. Its width is that of the terminal, or what COLUMNS says where the
// kernel does not know; at least 20. What is no terminal has no width.
// With ColorChoice::automatic a terminal gets colours, unless NO_COLOR is there and not empty
// (no-color.org), or TERM is missing or `dumb`, as git has it (color.c, is_terminal_dumb). The
// command line wins over these variables. CLICOLOR_FORCE and its like are not read: a variable that
// stays in a session's environment would put colours into files.
[[nodiscard]] Layout layout_for(const OutputDevice& device, ColorChoice choice,
                                const Environment& environment);

}  // namespace proxyenv::cli
