// SPDX-License-Identifier: Apache-2.0
// Edits by hand in Dify's templates for squid.conf, as blog posts recommend them. init and verify
// both tell of them, each from its own side: init before squid has read the file, verify after.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dify/tree/tree.hpp"

namespace proxyenv::dify {

// The numbers of the lines, from 1, that give squid a parent of its own or hold a variable of such
// a recipe. Empty for a template of Dify's own.
[[nodiscard]] std::vector<std::size_t> hand_edited_lines(std::string_view template_text);

struct TemplateEdit {
  std::string path;
  std::string lines;  // "3, 7"

  [[nodiscard]] std::string warning_of_init() const;  // with the advice in it
  [[nodiscard]] std::string message_of_verify() const;
  [[nodiscard]] std::string advice_of_verify() const;
};

// Returns no value where the template has no such line.
[[nodiscard]] std::optional<TemplateEdit> find_template_edit(const SquidTemplate& given);

}  // namespace proxyenv::dify
