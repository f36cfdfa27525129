// SPDX-License-Identifier: Apache-2.0
// systemd.service(5), "Quoting", and systemd.syntax(7): between double quotes a backslash escapes
// as in C. `%` begins a specifier and is doubled (systemd.unit(5)). `$` has no meaning in
// Environment= (systemd.exec(5)).
#include <algorithm>
#include <array>

#include "report/paste_form.hpp"
#include "report/quoted.hpp"
#include "text/utf8.hpp"

namespace proxyenv {

namespace {

// systemd takes no value with a noncharacter of Unicode, escaped or not (unichar_is_valid() in
// src/basic/utf8.c of 252).
bool holds_noncharacter(std::string_view value) {
  while (!value.empty()) {
    const CodePoint code_point = decode_utf8(value);
    const bool is_in_block = code_point.value >= 0xfdd0 && code_point.value <= 0xfdef;
    if (is_in_block || (code_point.value & 0xfffeU) == 0xfffeU) return true;
    value.remove_prefix(std::max<std::size_t>(code_point.length, 1));
  }
  return false;
}

std::optional<std::string> set(std::string_view name, std::string_view value) {
  constexpr std::array<Replacement, 4> kQuoted = {
      {{"\\", "\\\\"}, {"\"", "\\\""}, {"\n", "\\n"}, {"%", "%%"}}};
  if (holds_noncharacter(value)) return std::nullopt;
  return "Environment=\"" + std::string(name) + "=" + with_replacements(value, kQuoted) + "\"";
}

std::string remove(std::string_view name) {
  return "UnsetEnvironment=" + std::string(name);
}

}  // namespace

const PasteForm kSystemdForm = {"[Service]\n", "# ", set, "has a character that Unicode reserves",
                                remove};

}  // namespace proxyenv
