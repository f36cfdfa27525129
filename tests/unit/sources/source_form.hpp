// SPDX-License-Identifier: Apache-2.0
// What a reader of a source gives, as one text to compare: "A=x|B=y !value_not_known:HTTP_PROXY@3".
#pragma once

#include <string>
#include <string_view>

#include "sources/source.hpp"
#include "support/environment_strings.hpp"

namespace proxyenv::testing {

// Line ends inside values are written as \n, other control characters as `?`.
inline std::string form_of(const sources::SourceEnvironment& read) {
  std::string form;
  for (const std::string& entry : strings_of(read.environment)) {
    form.append(form.empty() ? "" : "|");
    for (const char c : entry) {
      if (c == '\n') {
        form.append("\\n");
      } else if (c == '\r') {
        form.append("\\r");
      } else {
        form.push_back(static_cast<unsigned char>(c) < 0x20 ? '?' : c);
      }
    }
  }
  for (const sources::PlacedFinding& remark : read.remarks) {
    form.append(form.empty() ? "!" : " !").append(row_of(remark.finding.kind).name);
    form.append(":").append(remark.finding.variable);
    form.append("@").append(std::to_string(remark.line));
  }
  return form;
}

inline std::string form_of(const Result<sources::SourceEnvironment>& read) {
  return read ? form_of(*read) : "error: " + read.error().message;
}

}  // namespace proxyenv::testing
