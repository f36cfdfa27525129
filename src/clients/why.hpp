// SPDX-License-Identifier: Apache-2.0
// Why a finding matters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace proxyenv {

struct Why {
  // As clauses without a full stop: "curl and git fail; Go goes direct; the others use it". Empty
  // where there is nothing to say beside the finding's message.
  std::string text;
  // The clients, by name, of which the text says that they fail.
  std::vector<std::string_view> failing;
};

}  // namespace proxyenv
