// SPDX-License-Identifier: Apache-2.0
// What a plain scalar (one without quotes and tag) stands for where the program that reads it is
// written in Go, as Compose is: `NO_PROXY: 10.10` is the number 10.1.
#pragma once

#include <string>
#include <string_view>

namespace proxyenv {

struct PlainScalar {
  enum class Kind {
    text,
    number,
    boolean,
    other,  // a date, or a number that is not finite: programs refuse it or print it their own way
  };
  Kind kind = Kind::text;
  std::string text;  // as Go prints it: "10.1", "true"
};

// The rules are those of gopkg.in/yaml.v3, resolve.go, and of Go's %v.
[[nodiscard]] PlainScalar resolve_plain(std::string_view scalar);

}  // namespace proxyenv
