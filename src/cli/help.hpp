// SPDX-License-Identifier: Apache-2.0
// The text that --help prints, made from the tables of options.hpp.
#pragma once

#include <string>

namespace proxyenv::cli {

[[nodiscard]] std::string render_help();

}  // namespace proxyenv::cli
