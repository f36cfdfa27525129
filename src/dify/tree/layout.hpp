// SPDX-License-Identifier: Apache-2.0
// The Error for a Compose file that is not one of Dify's.
#pragma once

#include <string>

#include "text/result.hpp"

namespace proxyenv::dify {

// `file`: the first Compose file, as it may be shown. `what`: "no service api".
[[nodiscard]] inline tl::unexpected<Error> unknown_layout(const std::string& file,
                                                          const std::string& what) {
  return fail(file + " has " + what +
              ": not Dify's docker folder, or a layout that this version does not know");
}

}  // namespace proxyenv::dify
