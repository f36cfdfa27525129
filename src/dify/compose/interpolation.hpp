// SPDX-License-Identifier: Apache-2.0
// Compose's `${NAME:-default}` (compose-go v2, template/template.go), in YAML scalars and in .env
// files. Pure: the caller says where names are looked up.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "text/result.hpp"

namespace proxyenv::dify {

using Lookup = std::function<std::optional<std::string>(std::string_view name)>;

// The text with $NAME, ${NAME}, ${NAME:-x}, ${NAME-x}, ${NAME:+x}, ${NAME+x}, ${NAME:?x} and
// ${NAME?x} replaced, x itself interpolated, and `$$` as `$`. An unset name is the empty string; a
// `$` that begins none of these stays. A required name that is missing, or a `${` that is none of
// these, is an Error.
[[nodiscard]] Result<std::string> interpolate(std::string_view text, const Lookup& lookup);

// The same, and whether a name that is not set became the empty string. Compose warns of that,
// since otherwise a password that holds a `$` would be cut short in silence.
struct Interpolated {
  std::string text;
  bool lost_name = false;
};
[[nodiscard]] Result<Interpolated> interpolate_and_tell(std::string_view text,
                                                        const Lookup& lookup);

}  // namespace proxyenv::dify
