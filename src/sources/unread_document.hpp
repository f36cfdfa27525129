// SPDX-License-Identifier: Apache-2.0
// Documents of programs whose environments nobody here reads, and files of settings: they are
// known, so that none of them is taken for a document of another program, or for lines of
// NAME=VALUE.
#pragma once

#include <string_view>
#include <vector>

#include "text/result.hpp"

namespace proxyenv::sources {

struct UnreadDocument {
  std::string_view what;  // "a pipeline of Bitbucket"
  std::string_view way;   // what gives its variables; empty for the common way
};

// The document that has this name or path; null for another one.
[[nodiscard]] const UnreadDocument* find_unread_by_path(std::string_view path);

// The YAML document with these keys at the beginning of its lines, those of list items included
// ("- hosts" is "hosts"); null for another one.
[[nodiscard]] const UnreadDocument* find_unread_by_keys(const std::vector<std::string_view>& keys);

// "it is a pipeline of Bitbucket, which is not read; ..."
[[nodiscard]] Error not_read(const UnreadDocument& document);

}  // namespace proxyenv::sources
