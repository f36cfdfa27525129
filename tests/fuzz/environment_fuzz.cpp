// SPDX-License-Identifier: Apache-2.0
// Sources: a text in any format is read whole or refused with a sentence, always in the same way;
// nothing that readers say holds credentials, and nothing recognized is no answer. And entries of
// an environment stay unchanged for every content.
#include "core/environment_block.hpp"
#include "fuzz/fuzzing.hpp"
#include "sources/amount.hpp"
#include "sources/decode_text.hpp"
#include "sources/read_source.hpp"
#include "support/environment_strings.hpp"
#include "support/untold_lines.hpp"

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

// All that a reader gave, as one text. Only what it says itself is asked for secrets.
std::string told(const Result<sources::Source>& read, std::string_view text) {
  if (!read) {
    promise(!read.error().message.empty(), "an error says something");
    hides_the_secret(read.error().message);
    return "error: " + read.error().message;
  }
  promise(!read->environments.empty(), "a source has an environment");
  std::string all;
  AmountRead amount;
  for (const sources::SourceEnvironment& environment : read->environments) {
    promise(environment.lines.size() == environment.environment.entries().size(),
            "every entry has its line");
    // A Dockerfile is recognized by its stages, which may set nothing.
    promise(!environment.lines.empty() || !environment.remarks.empty() ||
                read->format == sources::Format::dockerfile,
            "an environment has something in it");
    for (const std::string& entry : strings_of(environment.environment)) all.append(entry + "\n");
    for (const sources::PlacedFinding& remark : environment.remarks) {
      hides_the_secret(remark.finding.message);
      all.append(remark.finding.message + "\n");
    }
    for (const std::size_t line : environment.lines) {
      promise(line <= text.size() + 1, "a line is one of the text");
    }
    amount = amount + environment;
  }
  hides_the_secret(describe(amount, "x", row_of(read->format).what));
  return all;
}

// What stands before an `@` in the text is a secret there.
std::string with_secret(std::string_view text) {
  std::string changed;
  for (const char c : text) {
    if (c == '@') changed.append(kSecret);
    changed.push_back(c);
  }
  return changed;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest = text_of(data, size);
  // The first line is the file's name.
  const std::string_view name = take_line(rest);
  if (names_the_secret(rest) || names_the_secret(name)) return 0;
  const std::string text = with_secret(rest);
  const sources::SourceText source{name, text};
  promise(told(sources::read_source(source), text) == told(sources::read_source(source), text),
          "the same text is read in the same way");
  const auto decoded = sources::decode_text(text);
  for (const sources::FormatRow& row : sources::kFormats) {
    if (row.in_companion) continue;
    const auto read = sources::read_source(source, row.format);
    (void)told(read, text);
    if (read && decoded && row.format != sources::Format::environ_block) {
      promise(testing::untold_line(*decoded, *read, true) == 0,
              "a line that sets a proxy variable is read or told");
    }
  }
  check(parse_environment_block(rest));
  return 0;
}
