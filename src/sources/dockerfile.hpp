// SPDX-License-Identifier: Apache-2.0
// The environments that a Dockerfile makes: for each stage the variables of its ENV, which a
// container of it starts with, and, where an ARG is a proxy variable, those that its RUN
// instructions see.
#pragma once

#include <string_view>

#include "sources/source.hpp"
#include "text/result.hpp"

namespace proxyenv::sources {

// A stage is named by its `AS`, or by its number from 0, as in `docker build --target`. A stage
// `FROM` an earlier one has the variables of that one. What a base image sets is not in the file:
// a reference to it, and an ARG without a default, are values that are not known. An Error where
// there is no FROM, or where Docker itself would refuse an ENV.
[[nodiscard]] Result<Source> read_dockerfile(std::string_view text);

}  // namespace proxyenv::sources
