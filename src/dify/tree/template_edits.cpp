// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/template_edits.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "core/redaction.hpp"
#include "core/shell_quoted.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::dify {

namespace {

// Dify's own peer, up to 1.14: the sandbox. This squid forwards requests to it that clients send as
// if squid were the sandbox.
bool is_sandbox_peer(const std::vector<std::string_view>& words) {
  return words.size() > 1 && words[1] == "${SANDBOX_HOST}" &&
         std::find(words.begin(), words.end(), "originserver") != words.end();
}

bool is_hand_edited(std::string_view line) {
  if (line.empty() || line.front() == '#') return false;
  const auto words = ascii::words_of(line);
  const bool own_parent = words.front() == "cache_peer" && !is_sandbox_peer(words);
  const bool variable = line.find("${HTTP_PROXY_SERVER_") != std::string_view::npos ||
                        line.find("${DOMAINS_BY_PROXY}") != std::string_view::npos;
  return own_parent || variable;
}

// Their numbers, from 1.
std::vector<std::string> hand_edited_lines(std::string_view template_text) {
  std::vector<std::string> numbers;
  std::size_t number = 0;
  for (const std::string_view line : text::split(template_text, "\n")) {
    ++number;
    if (is_hand_edited(ascii::trimmed(line))) numbers.push_back(std::to_string(number));
  }
  return numbers;
}

std::string checkout_of(const std::string& path) {
  return "git checkout " + (can_be_pasted(path) ? shell_quoted(path) : "that file");
}

}  // namespace

std::string TemplateEdit::warning_of_init() const {
  return redact_word(path) + " was patched by hand (line " + lines +
         "): squid would have two parents, or none that it can read; put Dify's own file back, " +
         checkout_of(path);
}

std::string TemplateEdit::message_of_verify() const {
  return redact_word(path) +
         " has a parent of its own or variables of a recipe for editing it (line " + lines +
         "): squid then has two parents, or stops";
}

std::string TemplateEdit::advice_of_verify() const {
  return "put Dify's own file back (" + checkout_of(path) + ")";
}

std::optional<TemplateEdit> find_template_edit(const SquidTemplate& given) {
  const std::vector<std::string> numbers = hand_edited_lines(given.text);
  if (numbers.empty()) return std::nullopt;
  return TemplateEdit{given.path, text::joined(numbers, ", ")};
}

}  // namespace proxyenv::dify
