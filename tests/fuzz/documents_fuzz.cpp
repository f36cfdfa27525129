// SPDX-License-Identifier: Apache-2.0
// Whole documents. The first line names the format; what stands behind a line `=== NAME` is the
// file of that name, which the document may name.
#include <cerrno>
#include <map>

#include "documents/read_document.hpp"
#include "fuzz/fuzzing.hpp"
#include "sources/tell_document.hpp"
#include "support/planted_names.hpp"
#include "support/shown_source.hpp"

using namespace proxyenv;
using namespace proxyenv::fuzzing;
using proxyenv::testing::shown_source;

namespace {

using Files = std::map<std::string, std::string>;

// The text of the document; the others go into `files`.
std::string take_files(std::string_view text, Files& files) {
  std::string document;
  std::string* target = &document;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.starts_with("=== ")) {
      target = &files[std::string(line.substr(4))];
    } else {
      target->append(line).append("\n");
    }
  }
  return document;
}

void check(const sources::Source& source) {
  promise(!source.environments.empty(), "a document that is read has an environment");
  for (const sources::SourceEnvironment& environment : source.environments) {
    promise(environment.lines.size() == environment.environment.entries().size(),
            "each entry has a line");
    for (const sources::PlacedFinding& remark : environment.remarks) {
      promise(!remark.finding.message.empty(), "a remark says something");
      hides_the_secret(remark.finding.message);
    }
  }
}

// A proxy variable at any place of a document that is read is a variable of that line, or a remark.
void check_every_place(const std::string& text, sources::Format format,
                       const documents::Surroundings& surroundings) {
  constexpr std::size_t kLargest = 500;  // the document is read once for each place
  auto trees = parse_yaml_documents(text);
  if (!trees || text.size() > kLargest) return;
  if (testing::text_of(*trees).find(testing::kPlanted) != std::string::npos) return;
  for (YamlValue& tree : *trees) {
    testing::for_each_place(tree, "HTTP_PROXY", [&] {
      const std::string planted = testing::text_of(*trees);
      const auto read = documents::read_document({"-", planted}, format, surroundings);
      promise(!read || testing::is_told(*read, "HTTP_PROXY", planted), "no place is overlooked");
    });
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest = text_of(data, size);
  const auto named = sources::find_format(take_line(rest));
  Files files;
  const std::string text = take_files(rest, files);
  const sources::SourceText source{"-", text};
  const documents::Surroundings surroundings = {
      [&](const std::string& path) -> Result<std::string> {
        const auto file = files.find(path);
        if (file == files.end()) return fail("No such file or directory", ENOENT);
        return file->second;
      },
      [](std::string_view name) -> std::optional<std::string> {
        if (name != "HTTPS_PROXY") return std::nullopt;
        return with_credentials("http://u:", "proxy.test:3128");
      }};
  const auto told = sources::tell_document(source);
  for (const auto& format : {named, told.value_or(std::nullopt)}) {
    if (!format) continue;
    const auto read = documents::read_document(source, *format, surroundings);
    if (row_of(*format).in_companion) check_every_place(text, *format, surroundings);
    if (read) {
      check(*read);
    } else {
      promise(!read.error().message.empty(), "an error says something");
      hides_the_secret(read.error().message);
    }
    promise(
        shown_source(read) == shown_source(documents::read_document(source, *format, surroundings)),
        "the same text is read alike");
  }
  return 0;
}
