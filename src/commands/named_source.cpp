// SPDX-License-Identifier: Apache-2.0
#include "commands/named_source.hpp"

#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/policy_values.hpp"
#include "core/redaction.hpp"
#include "sources/describe.hpp"
#include "text/ascii.hpp"

namespace proxyenv::commands {

namespace {

constexpr std::string_view kProcess = "pid:";

NamedSubject described(std::string_view name, const SubjectSource& source, Subject subject) {
  std::string text = sources::describe(name, source.format, sources::Amount() + subject.read);
  return {std::move(text), std::move(subject)};
}

Result<NamedSubject> read_process_word(const std::string& word, const Invocation& invocation) {
  const auto pid = cli::parse_pid(std::string_view(word).substr(kProcess.size()));
  if (!pid) return fail("pid:N: N " + pid.error().message);
  auto source = read_process(*pid, invocation.line.options);
  if (!source) return fail(source.error());
  return described(source->name, *source, std::move(source->subjects.front()));
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

std::string_view last_word(std::string_view name) {
  return name.substr(name.rfind(' ') + 1);
}

// The names of the environments, for a message.
std::string names_of(const std::vector<Subject>& subjects) {
  constexpr std::size_t kMostNames = 20;
  std::string text;
  for (std::size_t i = 0; i < subjects.size() && i < kMostNames; ++i) {
    text.append(i == 0 ? "" : ", ").append(redact_word(subjects[i].read.name));
  }
  return subjects.size() > kMostNames ? text + ", ..." : text;
}

Result<Subject> choose(std::vector<Subject> subjects, const std::string& name) {
  if (name.empty()) {
    if (subjects.size() == 1) return std::move(subjects.front());
    return fail("holds several environments; write FILE#NAME with one of: " + names_of(subjects));
  }
  const auto is_named = [&](const Subject& it) { return it.read.name == name; };
  auto found = std::find_if(subjects.begin(), subjects.end(), is_named);
  if (found == subjects.end()) {
    const auto ends_so = [&](const Subject& it) { return last_word(it.read.name) == name; };
    const auto count = std::count_if(subjects.begin(), subjects.end(), ends_so);
    if (count != 1) {
      return fail(std::string(count == 0 ? "holds no environment of that name"
                                         : "holds several environments of that name") +
                  "; there are: " + names_of(subjects));
    }
    found = std::find_if(subjects.begin(), subjects.end(), ends_so);
  }
  return std::move(*found);
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
  auto subject = choose(std::move(source->subjects), named.environment);
  if (!subject) return with_context(source->name + " ", subject.error());
  std::string name = source->name;
  if (!subject->read.name.empty()) name.append(", ").append(redact_word(subject->read.name));
  return described(name, *source, std::move(*subject));
}

}  // namespace

Result<NamedSubject> read_named_source(const std::string& word, const Invocation& invocation) {
  if (word == "." || word == "self") {
    auto source = read_own_environment(invocation);
    if (!source) return fail(source.error());
    return described("the own environment", *source, std::move(source->subjects.front()));
  }
  if (word.starts_with(kProcess)) return read_process_word(word, invocation);
  return read_file_word(word, invocation);
}

}  // namespace proxyenv::commands
