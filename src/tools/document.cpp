// SPDX-License-Identifier: Apache-2.0
#include "tools/document.hpp"

#include <cerrno>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "documents/read_document.hpp"
#include "os/directory.hpp"
#include "os/owners_rights.hpp"

namespace proxyenv::tools {

namespace {

constexpr std::size_t kLargestFile = std::size_t{16} << 20U;
constexpr std::size_t kMostFiles = 1000;

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (path == "-" || slash == std::string_view::npos) return ".";
  return slash == 0 ? "/" : std::string(path.substr(0, slash));
}

}  // namespace

Result<sources::Source> read_document(const sources::SourceText& source, sources::Format format,
                                      const Environment& own) {
  const auto folder = os::Directory::open(folder_of(source.name));
  if (!folder) return with_context("its folder: ", folder.error());
  std::size_t count = 0;
  const sources::ReadNamedFile read_file = [&](const std::string& path) -> Result<std::string> {
    if (++count > kMostFiles) return fail("beyond the 1000th file", E2BIG);
    auto file = os::read_with_owners_rights(*folder, path);
    if (!file) return fail(file.error());
    if (!*file) return fail("there is no such file", ENOENT);
    if ((*file)->content.size() > kLargestFile) return fail("larger than 16 MiB", EFBIG);
    return std::move((*file)->content);
  };
  const sources::Lookup shell = [&](std::string_view name) -> std::optional<std::string> {
    const auto value = own.find(name);
    if (!value) return std::nullopt;
    return std::string(*value);
  };
  return documents::read_document(source, format, {read_file, shell});
}

}  // namespace proxyenv::tools
