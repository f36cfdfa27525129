// SPDX-License-Identifier: Apache-2.0
// The value of a variable that is reported, with what may be shown of it.
#pragma once

#include <string>
#include <utility>

#include "core/redaction.hpp"

namespace proxyenv {

// The kind of a value, for code that shows it.
enum class ValueKind { proxy, list, client_option };

// The value of a variable that a plan or a comparison names. It has no stream operator and no
// conversion: whoever shows it must ask for redacted(), and only apply() asks for the bytes.
// `lists`: whether entries of a list may be shown, which is not for this list alone to say where it
// was made from others.
class SettingValue {
 public:
  SettingValue(std::string bytes, ValueKind kind, ListDisclosure lists = {})
      : bytes_(std::move(bytes)), kind_(kind), lists_(lists) {}
  [[nodiscard]] std::string redacted() const;
  [[nodiscard]] const std::string& with_credentials() const { return bytes_; }
  friend bool operator==(const SettingValue&, const SettingValue&) = default;

 private:
  std::string bytes_;
  ValueKind kind_;
  ListDisclosure lists_;
};

}  // namespace proxyenv
