// SPDX-License-Identifier: Apache-2.0
#include "os/file.hpp"

#include <fcntl.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <utility>

#include "os/write_signals.hpp"
#include "text/display.hpp"

namespace proxyenv::os {

namespace {

static_assert(kWorkingDirectory == AT_FDCWD);

// "64 KiB", "16 MiB".
std::string size_text(std::size_t bytes) {
  constexpr std::size_t kMiB = std::size_t{1} << 20U;
  if (bytes % kMiB == 0) return std::to_string(bytes / kMiB) + " MiB";
  return std::to_string(bytes >> 10U) + " KiB";
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    if (is_open()) ::close(number_);
    number_ = other.release();
  }
  return *this;
}

Descriptor::~Descriptor() {
  if (is_open()) ::close(number_);
}

int Descriptor::release() {
  return std::exchange(number_, -1);
}

std::string_view path_given_to_exec() {
  // getauxval(3) returns the pointer as a number.
  const auto* path = std::bit_cast<const char*>(::getauxval(AT_EXECFN));
  return path == nullptr ? std::string_view() : std::string_view(path);
}

std::string error_text(int os_error) {
  // strerror_l and strerrordesc_np need no buffer and are not translated.
  const char* text = ::strerrordesc_np(os_error);
  return text != nullptr ? text : "error " + std::to_string(os_error);
}

Result<Descriptor> open_to_read(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!file.is_open()) return fail(error_text(errno), errno);
  return file;
}

Result<Descriptor> open_regular_file(const std::string& path, int folder) {
  struct stat status {};
  if (::fstatat(folder, path.c_str(), &status, 0) != 0) return fail(error_text(errno), errno);
  if (!S_ISREG(status.st_mode)) return fail("not a regular file");
  // Between the two calls it may have become a FIFO: O_NONBLOCK does not wait for a writer.
  Descriptor file(::openat(folder, path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  if (!file.is_open()) return fail(error_text(errno), errno);
  return file;
}

Result<std::size_t> read_some(int descriptor, std::span<char> buffer) {
  for (;;) {
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return fail(error_text(errno), errno);
  }
}

Result<std::string> read_head(int descriptor, std::size_t limit) {
  // Straight into the result: a buffer on the stack would need more than a small stack limit has.
  constexpr std::size_t kStep = std::size_t{1} << 16U;
  std::string text;
  while (text.size() < limit) {
    const std::size_t before = text.size();
    text.resize(before + std::min(kStep, limit - before));
    const auto got = read_some(descriptor, std::span(text).subspan(before));
    if (!got) return fail(got.error());
    text.resize(before + *got);
    if (*got == 0) break;
  }
  text.shrink_to_fit();  // many small files would keep a step each
  return text;
}

Result<std::string> read_all(int descriptor, std::size_t limit) {
  auto text = read_head(descriptor, limit + 1);  // one more byte shows whether it ends there
  if (!text || text->size() <= limit) return text;
  return fail("larger than " + size_text(limit), EFBIG);
}

Result<void> write_all(int descriptor, std::string_view bytes) {
  const IgnoreFileSizeSignal guard;
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail(error_text(errno), errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> write_standard_output(std::string_view text, const Style& style) {
  auto written =
      write_all(STDOUT_FILENO, style.is_colored() ? escape_colored_lines_for_display(text)
                                                  : escape_lines_for_display(text));
  if (written) return written;
  return fail("cannot write to standard output: " + written.error().message,
              written.error().os_error);
}

}  // namespace proxyenv::os
