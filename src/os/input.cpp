// SPDX-License-Identifier: Apache-2.0
#include "os/input.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <utility>

#include "core/redaction.hpp"
#include "os/file.hpp"

namespace proxyenv::os {

namespace {
constexpr std::size_t kLargestInput = std::size_t{16} << 20U;
}  // namespace

std::string name_of_input(const std::string& path) {
  return path == "-" ? "standard input" : "file '" + redact_word(path) + "'";
}

Result<std::string> read_input(const std::string& path) {
  Descriptor file;
  if (path != "-") {
    auto opened = open_to_read(path);
    if (!opened) return with_context(name_of_input(path) + ": ", opened.error());
    file = std::move(*opened);
  }
  auto text = read_all(file.is_open() ? file.number() : STDIN_FILENO, kLargestInput);
  if (text) return text;
  if (text.error().os_error == EFBIG) {
    return fail(name_of_input(path) + " is too large for an environment (more than 16 MiB)", EFBIG);
  }
  return with_context(name_of_input(path) + ": ", text.error());
}

Result<void> put_back_standard_input(std::string_view text) {
  const auto failed = [](const std::string& why) {
    return fail("standard input cannot be handed on: " + why);
  };
  // In memory: a pipe takes only 64 KiB before somebody reads it, and a file needs a place.
  const Descriptor file(::memfd_create("proxyenv-input", MFD_CLOEXEC));
  if (!file.is_open()) return failed(error_text(errno));
  if (const auto written = write_all(file.number(), text); !written) {
    return failed(written.error().message);
  }
  if (::lseek(file.number(), 0, SEEK_SET) != 0 || ::dup2(file.number(), STDIN_FILENO) < 0) {
    return failed(error_text(errno));
  }
  return {};
}

}  // namespace proxyenv::os
