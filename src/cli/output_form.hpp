// SPDX-License-Identifier: Apache-2.0
// The forms in which `show` prints a plan, in one table: the values of its --output.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "cli/command_line.hpp"
#include "text/result.hpp"

namespace proxyenv::cli {

enum class ShowForm { text, json, shell, env, docker, compose, kubernetes, systemd, powershell };

struct ShowFormRow {
  ShowForm form;
  std::string_view name;
};

inline constexpr std::array<ShowFormRow, 9> kShowForms = {{
    {ShowForm::text, "text"},
    {ShowForm::json, "json"},
    {ShowForm::shell, "shell"},
    {ShowForm::env, "env"},
    {ShowForm::docker, "docker"},
    {ShowForm::compose, "compose"},
    {ShowForm::kubernetes, "kubernetes"},
    {ShowForm::systemd, "systemd"},
    {ShowForm::powershell, "powershell"},
}};

// What --output or --json of show ask for; text where neither is given. Both together are an Error,
// unless they ask for the same.
[[nodiscard]] Result<ShowForm> read_show_form(const GivenOptions& options);

}  // namespace proxyenv::cli
