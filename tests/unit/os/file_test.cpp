// SPDX-License-Identifier: Apache-2.0
#include "os/file.hpp"

#include <doctest/doctest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv::os;

namespace {

// A file of so many bytes in memory, to be read from its beginning.
Descriptor file_of(std::size_t bytes) {
  Descriptor file(::memfd_create("test", MFD_CLOEXEC));
  REQUIRE(file.is_open());
  REQUIRE(::ftruncate(file.number(), static_cast<off_t>(bytes)) == 0);
  return file;
}

}  // namespace

TEST_CASE("what is longer than the limit is an error that names the limit, and not cut") {
  constexpr std::size_t kKiB = 1024;
  constexpr std::size_t kMiB = kKiB * kKiB;
  struct Row {
    std::size_t size;
    std::size_t limit;
    std::string_view error;
  };
  const Row rows[] = {
      {0, 64 * kKiB, ""},
      {64 * kKiB, 64 * kKiB, ""},
      {64 * kKiB + 1, 64 * kKiB, "larger than 64 KiB"},
      {2 * kMiB, 2 * kMiB, ""},
      {2 * kMiB + 1, 2 * kMiB, "larger than 2 MiB"},
      {5 * kMiB, 2 * kMiB, "larger than 2 MiB"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.size);
    const Descriptor file = file_of(row.size);
    const auto text = read_all(file.number(), row.limit);
    CHECK(text.has_value() == row.error.empty());
    if (text) CHECK(text->size() == row.size);
    if (!text) CHECK(text.error().message == row.error);
    if (!text) CHECK(text.error().os_error == EFBIG);
  }
}

TEST_CASE("the head of a file is the whole file if that is shorter") {
  for (const std::size_t size : {0U, 3U, 4U, 5U, 200000U}) {
    const Descriptor file = file_of(size);
    const auto head = read_head(file.number(), 4);
    REQUIRE(head);
    CHECK(head->size() == (size < 4 ? size : 4));
  }
}
