// SPDX-License-Identifier: Apache-2.0
// POSIX.1-2017, XCU 2.2.2: between single quotes each byte but the quote stands for itself, line
// ends included. A quote is written between the quotes: '\''.
#include <array>

#include "report/paste_form.hpp"
#include "report/quoted.hpp"

namespace proxyenv {

namespace {

std::optional<std::string> set(std::string_view name, std::string_view value) {
  constexpr std::array<Replacement, 1> kQuote = {{{"'", "'\\''"}}};
  return "export " + std::string(name) + "='" + with_replacements(value, kQuote) + "'";
}

std::string remove(std::string_view name) {
  return "unset " + std::string(name);
}

}  // namespace

const PasteForm kShellForm = {"", "# ", set, "", remove};

}  // namespace proxyenv
