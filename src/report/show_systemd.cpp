// SPDX-License-Identifier: Apache-2.0
// systemd.service(5), "Quoting", and systemd.syntax(7): between double quotes a backslash escapes
// as in C. `%` begins a specifier and is doubled (systemd.unit(5)). `$` has no meaning in
// Environment= (systemd.exec(5)).
#include <array>

#include "report/paste_form.hpp"
#include "report/quoted.hpp"

namespace proxyenv {

namespace {

std::optional<std::string> set(std::string_view name, std::string_view value) {
  constexpr std::array<Replacement, 4> kQuoted = {
      {{"\\", "\\\\"}, {"\"", "\\\""}, {"\n", "\\n"}, {"%", "%%"}}};
  return "Environment=\"" + std::string(name) + "=" + with_replacements(value, kQuoted) + "\"";
}

std::string remove(std::string_view name) {
  return "UnsetEnvironment=" + std::string(name);
}

}  // namespace

const PasteForm kSystemdForm = {"[Service]\n", "# ", set, "", remove};

}  // namespace proxyenv
