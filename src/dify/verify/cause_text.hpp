// SPDX-License-Identifier: Apache-2.0
// What each cause of a failure or refusal is called, and the next step.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "dify/verify/outcome.hpp"

namespace proxyenv::dify {

struct CauseText {
  Cause cause;
  Way way;  // failed or denied
  std::string_view sentence;
  // Advice is a template for a Wording.
  std::string_view advice;           // for a listed host
  std::string_view unlisted_advice;  // for a host that goes direct
};

[[nodiscard]] const CauseText& text_of(Cause cause);

// "once", "twice", "3 times".
[[nodiscard]] std::string times(std::size_t count);

}  // namespace proxyenv::dify
