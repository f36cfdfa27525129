// SPDX-License-Identifier: Apache-2.0
#include "clients/route.hpp"

#include "core/redaction.hpp"

namespace proxyenv {

Route Route::exempt(std::string_view entry, std::string_view variable) {
  return direct("exempt by the entry `" + redact_list(entry) + "`", variable);
}

}  // namespace proxyenv
