// SPDX-License-Identifier: Apache-2.0
#include "sources/printed_env.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "sources/entries.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

// Whether a value ends inside a PEM block. Base64 lines of a key may end in `=` and look like
// entries.
bool ends_in_pem_block(std::string_view value) {
  const std::size_t begin = value.rfind("-----BEGIN ");
  return begin != std::string_view::npos &&
         value.find("-----END ", begin) == std::string_view::npos;
}

// The same for the value that goes on with this line.
bool still_in_pem_block(bool was, std::string_view line) {
  if (line.find("-----END ") != std::string_view::npos) return false;
  return was || line.find("-----BEGIN ") != std::string_view::npos;
}

std::string_view without_quotes(std::string_view line) {
  line = ascii::trimmed(line);
  if (line.ends_with(',')) line = ascii::trimmed(line.substr(0, line.size() - 1));
  return line.substr(1, line.size() - 2);
}

}  // namespace

std::string_view name_in_front(std::string_view line) {
  const std::size_t at = line.find('=');
  if (at == std::string_view::npos) return {};
  const std::string_view name = line.substr(0, at);
  const auto is_strange = [](char c) {
    return c == ' ' || ascii::is_control(c) || ascii::is_quote(c) || c == '`';
  };
  return std::any_of(name.begin(), name.end(), is_strange) ? std::string_view() : name;
}

Result<SourceEnvironment> read_printed_env(std::string_view text) {
  Entries entries;
  std::string name;
  std::string value;
  std::size_t first_line = 0;
  std::size_t number = 0;
  bool in_pem_block = false;
  text::for_each_piece(text, '\n', [&](std::string_view line) {
    ++number;
    const std::string_view new_name = in_pem_block ? std::string_view() : name_in_front(line);
    if (!new_name.empty()) {
      if (!name.empty()) entries.add(name, value, first_line);
      name = new_name;
      value = line.substr(new_name.size() + 1);
      first_line = number;
      in_pem_block = ends_in_pem_block(value);
    } else if (!name.empty()) {
      value.append("\n").append(line);
      in_pem_block = still_in_pem_block(in_pem_block, line);
      entries.not_read(line, number, "it has no name of its own, and continues the value above it");
    }
  });
  // Empty lines at the end belong to no value.
  if (!name.empty()) {
    while (value.ends_with('\n')) value.pop_back();
    entries.add(name, value, first_line);
  }
  return entries.finish();
}

bool is_quoted_entry(std::string_view line) {
  line = ascii::trimmed(line);
  if (line.ends_with(',')) line = ascii::trimmed(line.substr(0, line.size() - 1));
  return line.size() > 3 && ascii::is_quote(line.front()) && line.back() == line.front() &&
         !name_in_front(line.substr(1)).empty();
}

Result<SourceEnvironment> read_quoted_entries(std::string_view text) {
  Entries entries;
  std::size_t number = 0;
  text::for_each_piece(text, '\n', [&](std::string_view line) {
    ++number;
    if (!is_quoted_entry(line)) {
      entries.not_read(line, number, "it is not one entry in quotes");
      return;
    }
    const std::string_view entry = without_quotes(line);
    const std::string_view name = name_in_front(entry);
    entries.add(name, entry.substr(name.size() + 1), number);
  });
  return entries.finish();
}

}  // namespace proxyenv::sources
