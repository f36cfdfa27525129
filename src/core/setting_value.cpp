// SPDX-License-Identifier: Apache-2.0
#include "core/setting_value.hpp"

namespace proxyenv {

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
