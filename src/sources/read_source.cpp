// SPDX-License-Identifier: Apache-2.0
#include "sources/read_source.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "core/environment_block.hpp"
#include "sources/docker_env_file.hpp"
#include "sources/dockerfile.hpp"
#include "sources/limits.hpp"
#include "sources/tell_document.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

Result<SourceEnvironment> read_block(std::string_view text) {
  std::size_t longest = 0;
  text::for_each_piece(text, '\0',
                       [&](std::string_view entry) { longest = std::max(longest, entry.size()); });
  if (longest > kLongestEntry) return fail("an entry" + std::string(kTooLong));
  SourceEnvironment read;
  read.environment = parse_environment_block(text);
  read.lines.assign(read.environment.entries().size(), 0);
  return read;
}

std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return text;
}

}  // namespace

Result<Format> tell_format(const SourceText& source) {
  if (const auto document = tell_document(source)) return *document;
  // A copy of a file like /proc/1/environ.
  return source.text.find('\0') != std::string_view::npos ? Format::environ_block
                                                          : Format::docker_env_file;
}

Result<Source> read_source(const SourceText& source, Format format) {
  if (format == Format::dockerfile) return read_dockerfile(source.text);
  auto environment = format == Format::environ_block
                         ? read_block(source.text)
                         : read_docker_env_file(without_byte_order_mark(source.text));
  if (!environment) return fail(environment.error());
  Source read;
  read.format = format;
  read.environments.push_back(std::move(*environment));
  return read;
}

}  // namespace proxyenv::sources
