// SPDX-License-Identifier: Apache-2.0
// What one line looks like, for telling formats apart. What is not recognized gets a name, too, so
// that an error can say what stands there.
#pragma once

#include <string_view>

namespace proxyenv::sources {

enum class LineForm {
  blank,
  comment,
  entry,            // NAME=VALUE, the name without blanks
  spaced_entry,     // NAME = VALUE
  bare_name,        // NAME
  nameless,         // =VALUE
  quoted_entry,     // 'NAME=VALUE'
  section,          // [Service], and what else systemd has
  other_section,    // [global], of a file of settings
  unit_setting,     // Environment=...
  shell,            // export, declare -x, unset, ...
  powershell,       // $env:NAME = ...
  powershell_rule,  // ----   -----
  cmd,              // set NAME=VALUE
  prompt,           // $ export ..., PS C:\> ...
  docker_option,    // -e NAME=VALUE, --env NAME=VALUE
  dockerfile,       // ENV NAME=VALUE
  yaml_item,        // - NAME=VALUE
  yaml_pair,        // NAME: VALUE
  schedule,         // 0 5 * * * COMMAND, @daily COMMAND
  full_width,       // NAME＝VALUE, NAME：VALUE
  url,              // a value without a name
  other,
};

[[nodiscard]] LineForm form_of(std::string_view line);

// What a person calls a line of this form, behind "line 3 ": "begins with a prompt; ...". Empty for
// forms of which nothing is to be said.
[[nodiscard]] std::string_view described(LineForm form);

}  // namespace proxyenv::sources
