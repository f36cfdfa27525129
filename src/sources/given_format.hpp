// SPDX-License-Identifier: Apache-2.0
// Reads a text in the format that somebody named, and sees when that is not the format it has.
#pragma once

#include "sources/source.hpp"
#include "text/result.hpp"

namespace proxyenv::sources {

// What read_source() gives in this format, which must be one that this program can read. An Error
// that names the right --env-format where the text is refused, or has no proxy variable, and has
// one in the format that it looks like.
[[nodiscard]] Result<Source> read_in_given_format(const SourceText& source, Format given);

}  // namespace proxyenv::sources
