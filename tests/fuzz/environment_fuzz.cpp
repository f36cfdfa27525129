// SPDX-License-Identifier: Apache-2.0
// An --env-file, and a block of /proc/PID/environ: entries stay unchanged for every content.
#include "core/environment_block.hpp"
#include "fuzz/fuzzing.hpp"
#include "sources/read_source.hpp"
#include "support/environment_strings.hpp"

using namespace proxyenv;
using namespace proxyenv::fuzzing;
using proxyenv::testing::strings_of;

namespace {

void check(const Environment& environment) {
  const std::vector<std::string> entries = strings_of(environment);
  promise(strings_of(edited(environment, {})) == entries, "nothing to edit changes nothing");
  for (const std::string& entry : entries) {
    const auto variable = split_entry(entry);
    if (!variable) continue;
    const auto found = environment.find(variable->name);
    promise(found.has_value(), "a variable that is there is found");
    const std::vector<Edit> gone = {{variable->name, std::nullopt}};
    promise(!edited(environment, gone).find(variable->name), "what is removed is gone");
    const std::vector<Edit> set = {{variable->name, std::string("x")}};
    promise(edited(environment, set).find(variable->name) == "x", "what is set is found");
    if (entries.size() > 50) break;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(data, size);
  const sources::SourceText source{"-", text};
  const auto format = sources::tell_format(source);
  if (format) {
    if (const auto read = sources::read_source(source, *format)) {
      for (const auto& environment : read->environments) check(environment.environment);
    } else {
      promise(!read.error().message.empty(), "an error says something");
    }
  }
  check(parse_environment_block(text));
  return 0;
}
