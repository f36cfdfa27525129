// SPDX-License-Identifier: Apache-2.0
#include "commands/layout.hpp"

#include "cli/terminal_settings.hpp"
#include "os/terminal.hpp"

namespace proxyenv::commands {

Result<Layout> read_layout(const Invocation& invocation) {
  auto choice = cli::ColorChoice::automatic;
  const auto& options = invocation.line.options;
  if (const auto given = options.find(cli::Option::color); given != options.end()) {
    const auto parsed = cli::parse_color(given->second.front());
    if (!parsed) return fail("--color: " + parsed.error().message);
    choice = *parsed;
  }
  const cli::OutputDevice device{os::standard_output_is_terminal(),
                                 os::columns_of_standard_output()};
  return cli::layout_for(device, choice, invocation.environment);
}

}  // namespace proxyenv::commands
