// SPDX-License-Identifier: Apache-2.0
// Reads a text that holds environments. Its format is told apart by the text itself and its name,
// unless it is given.
#pragma once

#include <optional>

#include "sources/source.hpp"
#include "text/result.hpp"

namespace proxyenv::sources {

// The format of the text. An Error if there is no telling, or nothing to read: it says what stands
// there, with the number of the line.
[[nodiscard]] Result<Format> tell_format(const SourceText& source);

// The environments in the text, in this format, which must be one that row_of() says this program
// can read. An Error if nothing was recognized; it gives the number of the line and never repeats
// its text, which may hold passwords.
[[nodiscard]] Result<Source> read_source(const SourceText& source, Format format);

// The same with the format told, and remarks on what other programs would read there.
[[nodiscard]] Result<Source> read_source(const SourceText& source);

}  // namespace proxyenv::sources
