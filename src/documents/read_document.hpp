// SPDX-License-Identifier: Apache-2.0
// Reads whole documents that hold environments: Compose files, Kubernetes objects, workflows of
// GitHub Actions, GitLab's CI files. They are YAML, so that the companion alone has this.
#pragma once

#include "sources/interpolation.hpp"
#include "sources/source.hpp"
#include "text/result.hpp"

namespace proxyenv::documents {

// What a document refers to outside of itself.
struct Surroundings {
  // Reads a file below the document's folder. An Error with ENOENT where there is none, and with
  // EFBIG or E2BIG where it or the number of files is beyond a limit.
  sources::ReadNamedFile read_file;
  // A variable of the shell that would start Compose: the environment of this process.
  sources::Lookup shell;
};

// The environments of the document, each by its name, in the order of the text. `format` is one
// whose row says in_companion. An Error names the line where one is known, and never repeats it.
[[nodiscard]] Result<sources::Source> read_document(const sources::SourceText& source,
                                                    sources::Format format,
                                                    const Surroundings& surroundings);

}  // namespace proxyenv::documents
