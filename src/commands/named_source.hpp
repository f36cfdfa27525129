// SPDX-License-Identifier: Apache-2.0
// The environments that diff compares, as its words name them.
#pragma once

#include <string>
#include <string_view>

#include "commands/source.hpp"

namespace proxyenv::commands {

struct NamedSubject {
  // For people: "2 proxy variables among 9 entries of file 'x', service api, read as ...".
  std::string description;
  Subject subject;
  std::string switched_off;  // what_is_switched_off() there
};

// `word`: `.` or `self` (the own environment), `pid:N`, `-` (standard input), FILE, or FILE#NAME
// for one of several environments in a file. NAME is its name there, or the last words of it (`api`
// for `service api`). A file whose name is one of these words is named with a path: ./self.
[[nodiscard]] Result<NamedSubject> read_named_source(const std::string& word,
                                                     const Invocation& invocation);

// Whether that word is a file, or standard input.
[[nodiscard]] bool names_file(std::string_view word);

}  // namespace proxyenv::commands
