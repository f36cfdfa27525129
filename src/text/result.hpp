// SPDX-License-Identifier: Apache-2.0
// How a function says that it failed. One alias, so that a move to std::expected is one file.
// An Error's message is one clause without a newline, with secrets already redacted: whoever
// makes an Error redacts, whoever prints it need not.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace proxyenv {

struct Error {
  std::string message;
  int os_error = 0;  // errno of the failed call, 0 where none was made
};

template <class T>
using Result = tl::expected<T, Error>;

// The error of a function that was called, with what was being done in front of it: "--dir: ".
inline tl::unexpected<Error> with_context(std::string what, const Error& error) {
  return tl::unexpected<Error>(Error{std::move(what.append(error.message)), error.os_error});
}

inline tl::unexpected<Error> fail(std::string message, int os_error = 0) {
  return tl::unexpected<Error>(Error{std::move(message), os_error});
}

// Passes on the error of a function that was called: `return fail(source.error());`.
inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace proxyenv
