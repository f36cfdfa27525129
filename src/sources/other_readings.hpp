// SPDX-License-Identifier: Apache-2.0
// What other programs would read in a text of NAME=VALUE lines, where that decides about a proxy
// variable.
#pragma once

#include <string_view>

#include "sources/source.hpp"

namespace proxyenv::sources {

// Adds a remark for each proxy variable that another program reads differently: docker, Compose,
// systemd, PAM and shells remove quotes, comments and line ends in ways of their own. For texts
// whose format was told apart by themselves. No remark holds credentials.
void remark_other_readings(std::string_view name, std::string_view text, Source& source);

}  // namespace proxyenv::sources
