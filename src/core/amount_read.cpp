// SPDX-License-Identifier: Apache-2.0
#include "core/amount_read.hpp"

#include "text/list.hpp"

namespace proxyenv {

std::string variables_in_words(const AmountRead& amount) {
  const bool is_unknown = amount.unknown_values > 0;
  std::string text;
  if (amount.proxy_variables > 0) {
    text = text::counted(amount.proxy_variables, "proxy variable", "proxy variables");
  } else if (!is_unknown) {
    text = "no proxy variable is set";
  }
  if (!is_unknown) return text;
  text.append(text.empty() ? "" : ", and ");
  return text.append(text::counted(amount.unknown_values, "proxy variable whose value is not known",
                                   "proxy variables whose values are not known"));
}

std::string describe(const AmountRead& amount, std::string_view name, std::string_view read_as) {
  std::string text = variables_in_words(amount);
  text.append(amount.unknown_values > 0 ? ", among " : " among ");
  text.append(text::counted(amount.entries, "entry", "entries"));
  if (amount.environments > 1) {
    text.append(" in ").append(std::to_string(amount.environments)).append(" environments");
  }
  text.append(" of ").append(name.empty() ? "the environment" : name);
  if (!read_as.empty()) text.append(", read as ").append(read_as);
  return text;
}

}  // namespace proxyenv
