// SPDX-License-Identifier: Apache-2.0
// A user and a password with recognisable halves, in all the wrong forms that people write, and the
// search for them in an output.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace e2e {

// The halves have only letters, because no character in them may split or escape a value.
inline constexpr std::string_view kUser = "Quserx";
inline constexpr std::string_view kLeft = "Qleftx";
inline constexpr std::string_view kRight = "Qrightx";

// Whether the output holds one of the halves, unchanged, percent-decoded (up to three times), or in
// another case.
[[nodiscard]] bool leaks(std::string_view output);

struct Shape {
  std::string_view what;
  std::string value;
  // Whether it has an `@` or a `://`, raw or encoded. Otherwise only its place in a proxy variable
  // shows that it is a secret: elsewhere it could be any word, host or file.
  bool marks_itself = true;
};

[[nodiscard]] const std::vector<Shape>& shapes();

}  // namespace e2e
