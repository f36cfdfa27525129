// SPDX-License-Identifier: Apache-2.0
#include "core/plan/plan.hpp"

#include <utility>

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

std::string SettingValue::redacted() const {
  switch (kind_) {
    case ValueKind::proxy:
      return redact_proxy(bytes_);
    case ValueKind::list:
      return lists_.list(bytes_);
    case ValueKind::client_option:
      break;
  }
  return redact_client_option(bytes_, lists_);
}

}  // namespace proxyenv
