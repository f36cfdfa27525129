// SPDX-License-Identifier: Apache-2.0
// File descriptors and whole files.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "text/result.hpp"
#include "text/style.hpp"

namespace proxyenv::os {

// Stands for the descriptor of the working directory. It is AT_FDCWD.
inline constexpr int kWorkingDirectory = -100;

// Closes its descriptor when it goes; -1 owns nothing.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();

  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  int release();

 private:
  int number_ = -1;
};

// Opens for reading, close-on-exec. The Error's message is the text of strerror alone: the caller
// adds the name of the file.
[[nodiscard]] Result<Descriptor> open_to_read(const std::string& path);

// The same for regular files only. To open a FIFO would wait, and to open a device may have
// effects. A relative path begins in the folder of this descriptor.
[[nodiscard]] Result<Descriptor> open_regular_file(const std::string& path,
                                                   int folder = kWorkingDirectory);

// Reads like read(2): as many bytes as are available and fit; 0 at the end.
[[nodiscard]] Result<std::size_t> read_some(int descriptor, std::span<char> buffer);

// Reads the first `limit` bytes, or up to the end where there are fewer.
[[nodiscard]] Result<std::string> read_head(int descriptor, std::size_t limit);

// Reads up to the end. More than `limit` bytes, which is a number of KiB, are an Error with EFBIG,
// whose message is "larger than 64 MiB". Hardly more than that is read of what has no end.
[[nodiscard]] Result<std::string> read_all(int descriptor, std::size_t limit);

// All bytes, however many write(2) takes at once. Where a file would grow beyond the limit of
// RLIMIT_FSIZE, that is an Error and no signal.
[[nodiscard]] Result<void> write_all(int descriptor, std::string_view bytes);

// All lines of the text to standard output, with what would act on a terminal escaped, but for the
// sequences of a coloured style: this is the only way there, so that no command can forget it. An
// Error says that it was standard output.
[[nodiscard]] Result<void> write_standard_output(std::string_view text, const Style& style = {});

// The path of this program that execve was called with. The kernel provides it even without /proc.
[[nodiscard]] std::string_view path_given_to_exec();

// The text for an errno, always in English.
[[nodiscard]] std::string error_text(int os_error);

}  // namespace proxyenv::os
