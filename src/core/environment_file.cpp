// SPDX-License-Identifier: Apache-2.0
#include "core/environment_file.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "text/ascii.hpp"

namespace proxyenv {

namespace {

// Calls `use` with each piece of `text` between separators, except for an empty last piece.
template <class Use>
void for_each_piece(std::string_view text, char separator, Use use) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    use(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// What the kernel hands to a program in one string, without its NUL: 32 pages (MAX_ARG_STRLEN).
// Whatever searches a list for each of many targets takes long for longer lists.
constexpr std::size_t kLongestEntry = 131'071;
constexpr std::string_view kTooLong = " is longer than a variable can be (128 KiB)";

}  // namespace

Environment parse_environment_block(std::string_view block) {
  std::vector<std::string> entries;
  for_each_piece(block, '\0', [&](std::string_view entry) { entries.emplace_back(entry); });
  return Environment::own(std::move(entries));
}

Result<Environment> parse_environment_file(std::string_view text) {
  // A copy of a file like /proc/1/environ.
  if (text.find('\0') != std::string_view::npos) {
    std::size_t longest = 0;
    for_each_piece(text, '\0',
                   [&](std::string_view entry) { longest = std::max(longest, entry.size()); });
    if (longest > kLongestEntry) return fail("an entry" + std::string(kTooLong));
    return parse_environment_block(text);
  }
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::vector<std::string> entries;
  std::size_t number = 0;
  std::string trouble;
  for_each_piece(text, '\n', [&](std::string_view line) {
    ++number;
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
    if (ascii::trimmed(line).empty() || line.front() == '#' || !trouble.empty()) return;
    const auto variable = split_entry(line);
    if (!variable) {
      trouble = "line " + std::to_string(number) + " is not NAME=VALUE: it has no " +
                (line.front() == '=' ? "name before the `=`" : "`=`");
    } else if (std::any_of(variable->name.begin(), variable->name.end(), ascii::is_blank)) {
      trouble =
          "line " + std::to_string(number) + " is not NAME=VALUE: there is a blank in the name";
    } else if (line.size() > kLongestEntry) {
      trouble = "line " + std::to_string(number) + std::string(kTooLong);
    } else {
      entries.emplace_back(line);
    }
  });
  if (!trouble.empty()) return fail(std::move(trouble));
  return Environment::own(std::move(entries));
}

}  // namespace proxyenv
