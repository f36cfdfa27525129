// SPDX-License-Identifier: Apache-2.0
#include "commands/check_request.hpp"

#include <cerrno>
#include <utility>

#include "os/input.hpp"
#include "text/unique_words.hpp"

namespace proxyenv::commands {

namespace {

using cli::Option;

constexpr const char* kDefaultConfig = ".proxyenv-check";

const std::vector<std::string>& values_of(const cli::CommandLine& line, Option option) {
  static const std::vector<std::string> none;
  const auto given = line.options.find(option);
  return given == line.options.end() ? none : given->second;
}

Result<void> read_sources(CheckRequest& request, const cli::CommandLine& line) {
  text::UniqueWords files;
  files.add(line.arguments);
  files.add(values_of(line, Option::env_file));
  request.files = files.take();
  text::UniqueWords processes;
  processes.add(values_of(line, Option::pid));
  for (const std::string& word : processes.take()) {
    const auto number = cli::parse_pid(word);
    if (!number) return with_context("--pid: ", number.error());
    request.processes.push_back(*number);
  }
  return {};
}

Result<void> read_output(CheckRequest& request, const cli::CommandLine& line) {
  for (const std::string& word : values_of(line, Option::severity)) {
    const auto severity = cli::parse_severity(word);
    if (!severity) return with_context("--severity: ", severity.error());
    request.threshold = *severity;
  }
  for (const std::string& word : values_of(line, Option::output)) {
    const auto output = cli::parse_check_output(word);
    if (!output) return with_context("--output: ", output.error());
    request.output = *output;
  }
  if (!line.has(Option::json)) return {};
  if (line.has(Option::output) && request.output != cli::CheckOutput::json) {
    return fail("give --json or --output, not both");
  }
  request.output = cli::CheckOutput::json;
  return {};
}

Result<void> read_ignored(CheckRequest& request, const cli::CommandLine& line) {
  std::string names;
  for (const std::string& list : values_of(line, Option::ignore)) names.append(list).append(",");
  if (line.has(Option::ignore)) {
    auto rules = cli::parse_ignored_names(names);
    if (!rules) return with_context("--ignore: ", rules.error());
    request.ignored = std::move(*rules);
  }
  const auto& given = values_of(line, Option::config);
  const std::string path = given.empty() ? kDefaultConfig : given.front();
  const auto text = os::read_input(path);
  if (!text && given.empty() && text.error().os_error == ENOENT) return {};
  if (!text) return fail(text.error());
  auto rules = cli::parse_ignore_file(*text);
  if (!rules) return with_context(os::name_of_input(path) + ", ", rules.error());
  for (cli::IgnoreRule& rule : *rules) request.ignored.push_back(std::move(rule));
  return {};
}

}  // namespace

Result<CheckRequest> read_check_request(const cli::CommandLine& line) {
  CheckRequest request;
  for (const auto read : {read_sources, read_output, read_ignored}) {
    if (auto done = read(request, line); !done) return fail(done.error());
  }
  return request;
}

}  // namespace proxyenv::commands
