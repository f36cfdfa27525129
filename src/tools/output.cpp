// SPDX-License-Identifier: Apache-2.0
#include "tools/output.hpp"

#include "os/file.hpp"

namespace proxyenv::tools {

Result<void> print_done(std::string_view text) {
  const auto printed = os::write_standard_output(text);
  if (!printed) return with_context("done, but ", printed.error());
  return {};
}

}  // namespace proxyenv::tools
