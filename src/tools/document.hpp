// SPDX-License-Identifier: Apache-2.0
// Reads a document for the commands that the launcher has as well.
#pragma once

#include "core/environment.hpp"
#include "sources/source.hpp"
#include "text/result.hpp"

namespace proxyenv::tools {

// A commands::ReadDocument. Files that the document names begin in its folder, in the working
// directory for standard input. Only regular files are read, at most 1,000, of 16 MiB each,
// and by root with the rights of that folder's owner.
[[nodiscard]] Result<sources::Source> read_document(const sources::SourceText& source,
                                                    sources::Format format, const Environment& own);

}  // namespace proxyenv::tools
