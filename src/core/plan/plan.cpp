// SPDX-License-Identifier: Apache-2.0
#include "core/plan/plan.hpp"

namespace proxyenv {

std::string_view to_string(Action action) {
  switch (action) {
    case Action::keep:
      return "keep";
    case Action::set:
      return "set";
    case Action::unset:
      return "unset";
  }
  return "keep";
}

}  // namespace proxyenv
