// SPDX-License-Identifier: Apache-2.0
// No document ends in "no problems" because its reader does not know a place: each name of a proxy
// variable that became neither a variable nor a remark is told with its line.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "documents/mentions.hpp"
#include "sources/source.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::documents {

// The names in the documents, which are of this format; `text` is theirs.
[[nodiscard]] std::vector<Mention> names_in(const std::vector<YamlValue>& documents,
                                            std::string_view text, sources::Format format);

// Adds a remark for each of them that `read` does not have. Where the place is known to be a
// script, an input and the like, the value is not known (value_not_known); anywhere else the line
// is one that nothing reads (line_not_read), or a slip (similar_name). They stand with the
// environment of their service or job; those of none with the only environment, or with one of
// their own.
void tell_unread_names(const std::vector<Mention>& names, sources::Source& read);

// Adds a remark for each of these lines, which hold a key for the second time, where the program
// that the document is for refuses that.
void tell_repeated_keys(const std::vector<std::size_t>& lines, sources::Source& read);

}  // namespace proxyenv::documents
