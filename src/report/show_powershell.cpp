// SPDX-License-Identifier: Apache-2.0
// about_Quoting_Rules: between single quotes each character stands for itself, and a quote is
// doubled. PowerShell counts four typographic quotes as single quotes, too
// (CharTraits.IsSingleQuote in its engine/parser). An empty string would remove the variable
// (about_Environment_Variables).
#include <array>

#include "report/paste_form.hpp"
#include "report/quoted.hpp"

namespace proxyenv {

namespace {

std::optional<std::string> set(std::string_view name, std::string_view value) {
  constexpr std::array<Replacement, 5> kQuotes = {{{"'", "''"},
                                                   {"\xe2\x80\x98", "\xe2\x80\x98\xe2\x80\x98"},
                                                   {"\xe2\x80\x99", "\xe2\x80\x99\xe2\x80\x99"},
                                                   {"\xe2\x80\x9a", "\xe2\x80\x9a\xe2\x80\x9a"},
                                                   {"\xe2\x80\x9b", "\xe2\x80\x9b\xe2\x80\x9b"}}};
  if (value.empty()) return std::nullopt;
  return "$env:" + std::string(name) + " = '" + with_replacements(value, kQuotes) + "'";
}

std::string remove(std::string_view name) {
  return "Remove-Item -ErrorAction Ignore Env:" + std::string(name);
}

}  // namespace

const PasteForm kPowershellForm = {"", "# ", set,
                                   "is empty, and PowerShell would remove the variable", remove};

}  // namespace proxyenv
