// SPDX-License-Identifier: Apache-2.0
// Manual edits in Dify's templates for squid.conf, as blog posts recommend them. init and verify
// both report them: init before squid has read the file, verify afterwards.
#pragma once

#include <optional>
#include <string>

#include "dify/tree/tree.hpp"

namespace proxyenv::dify {

struct TemplateEdit {
  std::string path;
  // The numbers (from 1) of the lines that add a parent to squid or hold a variable of such a
  // recipe: "3, 7".
  std::string lines;

  [[nodiscard]] std::string warning_of_init() const;  // includes the advice
  [[nodiscard]] std::string message_of_verify() const;
  [[nodiscard]] std::string advice_of_verify() const;
};

// Returns no value if the template has no such line, as each of Dify's own.
[[nodiscard]] std::optional<TemplateEdit> find_template_edit(const SquidTemplate& given);

}  // namespace proxyenv::dify
