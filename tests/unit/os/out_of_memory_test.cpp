// SPDX-License-Identifier: Apache-2.0
// Writing a set of files where memory ends at any of its requests: all is written, or nothing has
// changed. The requests are counted here, since the kernel sees only a few of them.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <new>
#include <ostream>
#include <sstream>
#include <string>
#include <utility>

#include "os/file_set.hpp"

using namespace proxyenv;
using namespace proxyenv::os;

namespace {

// The request that fails, counted from 1, and all behind it. 0: none.
long first_failing_request = 0;
long requests = 0;

}  // namespace

// Not inlined, since GCC takes a free() that it sees for a mistake.
[[gnu::noinline]] void* operator new(std::size_t size) {
  if (first_failing_request != 0 && ++requests >= first_failing_request) throw std::bad_alloc();
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
// std::stable_sort asks in this way. A sanitizer has one of its own, which free() does not fit.
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  if (first_failing_request != 0 && ++requests >= first_failing_request) return nullptr;
  return std::malloc(size == 0 ? 1 : size);
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t /*size*/) noexcept {
  std::free(memory);
}

namespace {

namespace fs = std::filesystem;

using Snapshot = std::map<std::string, std::string>;

class MemoryEnds {
 public:
  explicit MemoryEnds(long request) {
    requests = 0;
    first_failing_request = request;
  }
  ~MemoryEnds() { first_failing_request = 0; }
  MemoryEnds(const MemoryEnds&) = delete;
  MemoryEnds& operator=(const MemoryEnds&) = delete;
};

// A folder with a file to replace and one to remove.
class Scratch {
 public:
  Scratch() : path_((fs::temp_directory_path() / "proxyenv-XXXXXX").string()) {
    REQUIRE(::mkdtemp(path_.data()) != nullptr);
    for (const char* name : {"replaced", "removed"}) std::ofstream(path_ + "/" + name) << "old";
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] Directory open() const { return Directory::open(path_).value(); }
  [[nodiscard]] Snapshot look() const {
    Snapshot seen;
    for (const auto& entry : fs::recursive_directory_iterator(path_)) {
      std::ostringstream text;
      if (entry.is_regular_file()) text << std::ifstream(entry.path()).rdbuf();
      seen[entry.path().lexically_relative(path_)] = text.str();
    }
    return seen;
  }

 private:
  std::string path_;
};

FileSet make_set(const Directory& folder) {
  FileSet set;
  set.shown_folder = "a folder whose name is long enough to need memory";
  set.staging = "a folder of this set/.unfinished";
  set.folders = {{"a folder of this set", 0700}, {"a folder of this set/bin", 0755}};
  set.files = {{"a folder of this set/bin/a new file", "new", 0755}, {"replaced", "new", 0600}};
  set.removed = {"removed"};
  for (const std::string path : {"a folder of this set/bin/a new file", "replaced", "removed"}) {
    REQUIRE(look_at_file(folder, path, set.seen));
  }
  return set;
}

enum class End { done, error, out_of_memory };

End write_until(long request, const Directory& folder, const FileSet& set) {
  try {
    const MemoryEnds scarce(request);
    return write_all_or_none(folder, set) ? End::done : End::error;
  } catch (const std::bad_alloc&) {
    return End::out_of_memory;
  }
}

}  // namespace

TEST_CASE("where memory ends among the steps of a set, nothing has changed") {
  long request = 1;
  End end = End::out_of_memory;
  for (; end != End::done; ++request) {
    CAPTURE(request);
    const Scratch scratch;
    const Snapshot before = scratch.look();
    const Directory folder = scratch.open();
    const FileSet set = make_set(folder);
    end = write_until(request, folder, set);
    REQUIRE(end != End::error);
    const Snapshot after = scratch.look();
    if (end == End::out_of_memory) CHECK(after == before);
    if (end == End::done) CHECK(after.at("replaced") == "new");
    if (end == End::done) CHECK(!after.contains("removed"));
    REQUIRE(request < 1000);
  }
  CHECK(request > 10);
}
