// SPDX-License-Identifier: Apache-2.0
#include "commands/check_request.hpp"

#include <cerrno>
#include <cstddef>
#include <utility>

#include "commands/source.hpp"
#include "os/file.hpp"
#include "os/input.hpp"
#include "text/unique_words.hpp"

namespace proxyenv::commands {

namespace {

using cli::Option;

constexpr const char* kDefaultConfig = ".proxyenv-check";
constexpr std::size_t kLargestConfig = std::size_t{16} << 20U;

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
  auto fit = expect_file_for_options(line.options, !request.files.empty(), "a file");
  if (!fit) return fit;
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
  request.tells_ignored = line.has(Option::tell_ignored);
  if (!line.has(Option::json)) return {};
  if (line.has(Option::output) && request.output != cli::CheckOutput::json) {
    return fail("give --json or --output, not both");
  }
  request.output = cli::CheckOutput::json;
  return {};
}

// Empty where there is none, or where nobody may look into the folder. The user did not name this
// file, so one that is no regular file is not opened: to open a FIFO would wait.
Result<std::string> read_default_config() {
  const auto file = os::open_regular_file(kDefaultConfig);
  if (!file && (file.error().os_error == ENOENT || file.error().os_error == EACCES)) {
    return std::string();
  }
  auto text = file ? os::read_all(file->number(), kLargestConfig)
                   : Result<std::string>(tl::unexpect, file.error());
  if (!text) return with_context(os::name_of_input(kDefaultConfig) + ": ", text.error());
  return text;
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
  const auto text = given.empty() ? read_default_config() : os::read_input(path);
  if (!text) return fail(text.error());
  auto rules = cli::parse_ignore_file(*text);
  request.rules_file = os::name_of_input(path);
  if (!rules) return with_context(request.rules_file + ", ", rules.error());
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
