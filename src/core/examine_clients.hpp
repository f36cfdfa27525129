// SPDX-License-Identifier: Apache-2.0
// What values that are right in themselves mean for some clients together: a part of examine().
#pragma once

#include <vector>

#include "core/finding.hpp"
#include "core/spelling.hpp"

namespace proxyenv {

// Whether one of the family's spellings has a value. HTTP_PROXY of a CGI process does not count.
[[nodiscard]] bool has_value(const Spellings& spellings, Family family);

// Hosts that nearly nobody wants behind a proxy, but that no list names: loopback, the services of
// a cloud that answer with credentials, and all hosts for BusyBox wget, which reads no list.
void examine_exemptions(std::vector<Finding>& findings, const Spellings& spellings);

// Node.js reads no proxy variable without a switch.
void examine_node(std::vector<Finding>& findings, const Spellings& spellings);

}  // namespace proxyenv
