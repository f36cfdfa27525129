// SPDX-License-Identifier: Apache-2.0
// Repairs the value of a proxy variable: blanks, quotes, a missing scheme, reserved characters in
// user or password. A value that is in doubt stays byte for byte.
#pragma once

#include <string>
#include <string_view>

#include "core/proxy_defect.hpp"
#include "core/repair.hpp"

namespace proxyenv {

struct RepairedProxy {
  std::string value;  // mended; the original bytes if there is a defect
  Repair repairs = Repair::none;
  ProxyDefect defect = ProxyDefect::none;
  bool blank = false;  // only blanks and quotes: no content
};

// Mends what is certainly broken for some client and certain in meaning, all or nothing: the mended
// value has the host and the port that a person sees in the given one, and the user and the
// password that stand in it unencoded. docs/decisions.md says when that is certain.
// repair_proxy(repair_proxy(x).value) changes nothing.
[[nodiscard]] RepairedProxy repair_proxy(std::string_view value);

}  // namespace proxyenv
