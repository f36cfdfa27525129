// SPDX-License-Identifier: Apache-2.0
// The values of options, from text to types. An Error says what is allowed and suggests the nearest
// word. It never repeats the value, which may be a password that was given to the wrong option.
#pragma once

#include <string>
#include <string_view>

#include "core/finding.hpp"
#include "core/policy.hpp"
#include "text/result.hpp"

namespace proxyenv::cli {

[[nodiscard]] Result<std::string> parse_proxy_option(std::string_view text);
[[nodiscard]] Result<FamilySelection> parse_only(std::string_view text);
[[nodiscard]] Result<Case> parse_prefer(std::string_view text);
// True for `fill`.
[[nodiscard]] Result<bool> parse_empty(std::string_view text);
// True for `on`.
[[nodiscard]] Result<bool> parse_repair(std::string_view text);
// Returns a host that is not loopback, in the form of a URL: an IPv6 address is in brackets.
[[nodiscard]] Result<std::string> parse_loopback_proxy(std::string_view text);
[[nodiscard]] Result<ToldClientSelection> parse_also(std::string_view text);
// True: `ipv6-networks` is the only form that can be named.
[[nodiscard]] Result<bool> parse_leave_out(std::string_view text);
// Reads the value of a flag's variable: 1, true, yes, on, or 0, false, no, off.
[[nodiscard]] Result<bool> parse_flag(std::string_view text);
[[nodiscard]] Result<Severity> parse_severity(std::string_view text);
// What `check` prints.
enum class CheckOutput { text, json, sarif, github, junit };
[[nodiscard]] Result<CheckOutput> parse_check_output(std::string_view text);
[[nodiscard]] Result<int> parse_pid(std::string_view text);

}  // namespace proxyenv::cli
