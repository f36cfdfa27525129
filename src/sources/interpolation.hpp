// SPDX-License-Identifier: Apache-2.0
// Compose's references, such as `${NAME:-default}`, in YAML scalars and .env files (compose-go v2,
// template/template.go). Pure: the caller provides the lookup of names.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "text/result.hpp"

namespace proxyenv::sources {

using Lookup = std::function<std::optional<std::string>(std::string_view name)>;

// The text with $NAME, ${NAME}, ${NAME:-x}, ${NAME-x}, ${NAME:+x}, ${NAME+x}, ${NAME:?x} and
// ${NAME?x} replaced, x itself interpolated, and `$$` as `$`. An unset name becomes the empty
// string. A `$` that begins none of these stays. A required name that is missing, or a `${` that
// begins none of these, is an Error.
[[nodiscard]] Result<std::string> interpolate(std::string_view text, const Lookup& lookup);

// The same text, and whether an unset name became the empty string. Compose warns about that, since
// otherwise a password that holds a `$` would be shortened without notice.
struct Interpolated {
  std::string text;
  bool lost_name = false;
};
[[nodiscard]] Result<Interpolated> interpolate_and_tell(std::string_view text,
                                                        const Lookup& lookup);

// The Error of `${NAME:?x}` where NAME is not set. `text`: the value that the reference stands in.
// The name is told only where it is the whole value: elsewhere a `$` may belong to a password. What
// the file says behind `?` is never told.
[[nodiscard]] Error required_and_not_set(std::string_view name, std::string_view text);

}  // namespace proxyenv::sources
