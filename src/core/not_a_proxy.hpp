// SPDX-License-Identifier: Apache-2.0
// What people write where a proxy belongs, and is none: a word for no proxy, a PAC file. The
// answers choose the words of a finding; no value is changed for them.
#pragma once

#include <string_view>

namespace proxyenv {

// Whether the value, quotes and blanks round it aside, is a word for no proxy: `DIRECT` (of PAC
// files), `None`, `null`, `off`, `<no value>` (of Helm) and the like. Case is ignored.
[[nodiscard]] bool means_no_proxy(std::string_view value);

// Whether it is `<no value>`, which Go's templates, and so Helm, write for a value that is missing.
[[nodiscard]] bool is_missing_template_value(std::string_view value);

// Whether the value is the URL or the path of a PAC file, a script that chooses proxies: its path
// ends in `.pac` or is `/wpad.dat`, a query aside.
[[nodiscard]] bool names_pac_file(std::string_view value);

}  // namespace proxyenv
