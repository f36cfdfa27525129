// SPDX-License-Identifier: Apache-2.0
// A Compose file as `docker compose -f FILE config` reads it: for each service the environment of
// its container, and that of its build where it has build arguments.
#pragma once

#include <cstddef>
#include <vector>

#include "documents/read_document.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::documents {

// `documents`: several in one text are merged, as Compose does. `text_size`: of the text, in bytes,
// which bounds the work for services that extend others. Files that it includes are read by
// compose_include.hpp; one that has nothing else is an environment without a name.
[[nodiscard]] Result<sources::Source> read_compose_file(std::vector<YamlValue> documents,
                                                        std::size_t text_size,
                                                        const Surroundings& surroundings);

}  // namespace proxyenv::documents
