// SPDX-License-Identifier: Apache-2.0
// PowerShell's forms of setting and of printing variables of the environment (about_Environment_
// Variables, about_Quoting_Rules). Nothing is executed.
#pragma once

#include <string_view>

#include "sources/source.hpp"
#include "text/result.hpp"

namespace proxyenv::sources {

// Whether the line sets a variable in one of the forms below.
[[nodiscard]] bool is_powershell_line(std::string_view line);
// Whether the line is the rule below the heading of a table of names and values.
[[nodiscard]] bool is_powershell_rule(std::string_view line);

// `$env:NAME = "..."`, `${env:NAME} = ...`, `Set-Item env:NAME ...`, `[Environment]::
// SetEnvironmentVariable("NAME", "...")`, Remove-Item; and what `Get-ChildItem env:` prints, as a
// table or a list. A value that another expression gives, or that the table cut, is a remark.
[[nodiscard]] Result<SourceEnvironment> read_powershell(std::string_view text);

}  // namespace proxyenv::sources
