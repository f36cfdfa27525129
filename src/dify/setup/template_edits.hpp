// SPDX-License-Identifier: Apache-2.0
// Manual edits in Dify's templates for squid.conf, as blog posts recommend them. init and verify
// both report them: init before squid has read the file, verify afterwards.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dify/tree/tree.hpp"

namespace proxyenv::dify {

// The numbers (from 1) of the lines that add a parent to squid or hold a variable of such a recipe.
// Empty for an unedited template of Dify.
[[nodiscard]] std::vector<std::size_t> hand_edited_lines(std::string_view template_text);

struct TemplateEdit {
  std::string path;
  std::string lines;  // "3, 7"

  [[nodiscard]] std::string warning_of_init() const;  // includes the advice
  [[nodiscard]] std::string message_of_verify() const;
  [[nodiscard]] std::string advice_of_verify() const;
};

// Returns no value if the template has no such line.
[[nodiscard]] std::optional<TemplateEdit> find_template_edit(const SquidTemplate& given);

}  // namespace proxyenv::dify
