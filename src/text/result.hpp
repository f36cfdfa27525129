// SPDX-License-Identifier: Apache-2.0
// How a function reports a failure. It is one alias, so that a change to std::expected affects one
// file. An Error's message is one clause without a newline. The code that makes an Error redacts
// secrets; the code that prints it need not.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace proxyenv {

struct Error {
  std::string message;
  int os_error = 0;  // errno of the failed system call; 0 if there was none
};

template <class T>
using Result = tl::expected<T, Error>;

// The error of a called function, with its context in front: "--dir: ".
inline tl::unexpected<Error> with_context(std::string what, const Error& error) {
  return tl::unexpected<Error>(Error{std::move(what.append(error.message)), error.os_error});
}

inline tl::unexpected<Error> fail(std::string message, int os_error = 0) {
  return tl::unexpected<Error>(Error{std::move(message), os_error});
}

// Passes on the error of a called function: `return fail(source.error());`.
inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace proxyenv
