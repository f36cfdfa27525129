// SPDX-License-Identifier: Apache-2.0
#include "commands/named_source.hpp"

#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/policy_values.hpp"
#include "commands/chosen_environment.hpp"
#include "core/redaction.hpp"
#include "sources/amount.hpp"
#include "text/ascii.hpp"

namespace proxyenv::commands {

namespace {

constexpr std::string_view kProcess = "pid:";

bool is_own(std::string_view word) {
  return word == "." || word == "self";
}

// `source`: where one environment is left in it, the one that is meant.
NamedSubject described(std::string_view name, SubjectSource source) {
  const std::string_view read_as = source.format ? sources::row_of(*source.format).what : "";
  std::string text = describe(AmountRead() + source.subjects.front().read, name, read_as);
  std::string off = what_is_switched_off(source);
  return {std::move(text), std::move(source.subjects.front()), std::move(off)};
}

Result<NamedSubject> read_process_word(const std::string& word, const Invocation& invocation) {
  const auto pid = cli::parse_pid(std::string_view(word).substr(kProcess.size()));
  if (!pid) return fail("pid:N: N " + pid.error().message);
  auto source = read_process(*pid, invocation.line.options);
  if (!source) return fail(source.error());
  const std::string name = source->name;
  return described(name, std::move(*source));
}

// FILE and NAME of FILE#NAME. A file may have a `#` in its name, so the whole word comes first. So
// may a password: a word that may hold one is not cut, since its pieces would be shown.
struct FileWord {
  std::string path;
  std::string environment;  // empty: not named
};

FileWord split_file_word(const std::string& word) {
  const std::size_t mark = word.rfind('#');
  const bool is_whole = mark == std::string::npos || mark == 0 || may_word_hold_credentials(word) ||
                        ::access(word.c_str(), F_OK) == 0;
  if (is_whole) return {word, {}};
  return {word.substr(0, mark), word.substr(mark + 1)};
}

// The one that is named, or the only one.
Result<std::size_t> choose(const std::vector<Subject>& subjects, const std::string& name) {
  if (name.empty() && subjects.size() == 1) return std::size_t{0};
  std::vector<std::string_view> names;
  for (const Subject& subject : subjects) names.push_back(subject.read.name);
  if (name.empty()) {
    return fail("it holds several environments; write FILE#NAME with one of: " +
                environments_in_words(names));
  }
  return choose_environment(names, name);
}

// A number alone is a process, for whoever remembers --pid.
std::string advice_for(const std::string& word) {
  const bool is_number = std::all_of(word.begin(), word.end(), ascii::is_digit);
  return is_number ? "; for the process of that number write pid:" + word : std::string();
}

Result<NamedSubject> read_file_word(const std::string& word, const Invocation& invocation) {
  const FileWord named = split_file_word(word);
  auto source = read_file(named.path, invocation);
  if (!source) {
    return fail(source.error().message + advice_for(word), source.error().os_error);
  }
  const auto chosen = choose(source->subjects, named.environment);
  if (!chosen) return with_context(source->name + ": ", chosen.error());
  source->subjects = {std::move(source->subjects[*chosen])};
  std::string name = source->name;
  const std::string& own_name = source->subjects.front().read.name;
  if (!own_name.empty()) name.append(", ").append(redact_word(own_name));
  return described(name, std::move(*source));
}

}  // namespace

bool names_file(std::string_view word) {
  return !is_own(word) && !word.starts_with(kProcess);
}

Result<NamedSubject> read_named_source(const std::string& word, const Invocation& invocation) {
  if (is_own(word)) {
    auto source = read_own_environment(invocation);
    if (!source) return fail(source.error());
    return described("the own environment", std::move(*source));
  }
  if (word.starts_with(kProcess)) return read_process_word(word, invocation);
  return read_file_word(word, invocation);
}

}  // namespace proxyenv::commands
