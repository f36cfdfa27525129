// SPDX-License-Identifier: Apache-2.0
// Finds the proxy variables in an environment. Their values stay bytes here; spelling.hpp reads
// them.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "core/environment.hpp"
#include "core/family.hpp"
#include "core/redaction.hpp"

namespace proxyenv {

// The entries of the proxy variables as bytes, before they are interpreted. Besides an environment,
// a plan in the making has these too (see variables_after()): so the planned variables are read
// like those of an environment, without one being made. Views into the owner of the bytes.
struct ProxyVariables {
  using Values = std::vector<std::string_view>;  // of all entries of a name, in their order

  std::array<std::array<Values, 2>, kFamilyCount> values;  // by family and case
  bool in_cgi = false;  // one of kCgiMarkers (cgi_guard.hpp) is present, even empty
  // Somebody has decided whether Node.js reads the variables: NODE_USE_ENV_PROXY is present, or
  // NODE_OPTIONS has --use-env-proxy or --no-use-env-proxy.
  bool node_is_told = false;
  ListDisclosure lists;  // of the lists that these values were made from, where they were changed

  [[nodiscard]] Values& of(Family family, Case letter_case) {
    return values[static_cast<std::size_t>(family)][static_cast<std::size_t>(letter_case)];
  }
};

// The proxy variables of an environment. They are views into it.
[[nodiscard]] ProxyVariables find_proxy_variables(const Environment& environment);

// Whether entries of the exemption lists may be shown: all of these lists, and those that they
// were made from, decide it together.
[[nodiscard]] ListDisclosure disclosure_of_lists(const ProxyVariables& variables);

}  // namespace proxyenv
