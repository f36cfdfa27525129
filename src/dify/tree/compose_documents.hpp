// SPDX-License-Identifier: Apache-2.0
// The Compose files of a tree as one document: with the files that they include, with what services
// take over from others by `extends:`, and laid over one another as Compose does it.
#pragma once

#include "dify/record/setup_record.hpp"
#include "dify/tree/tree.hpp"
#include "sources/interpolation.hpp"
#include "text/result.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::dify {

struct ComposeDocument {
  YamlValue document;
  PathHashes sources;  // all files that were read, each once
};

// `variable` returns the value that Compose has for a name. An Error is one line: a file is
// missing, or is no YAML, or is one that init wrote.
[[nodiscard]] Result<ComposeDocument> read_compose_documents(const ComposeFiles& files,
                                                             const ReadFile& read,
                                                             const sources::Lookup& variable);

}  // namespace proxyenv::dify
