// SPDX-License-Identifier: Apache-2.0
#include "commands/source.hpp"

#include <utility>

#include "cli/policy_values.hpp"
#include "cli/proxyenv_variables.hpp"
#include "os/input.hpp"
#include "os/log.hpp"
#include "os/process_environment.hpp"
#include "sources/read_source.hpp"

namespace proxyenv::commands {

namespace {

Result<Subject> make_subject(sources::SourceEnvironment read, const cli::GivenOptions& options) {
  const Environment own = cli::own_variables(read.environment);
  const auto off = cli::is_switched_off(own);
  if (!off) return fail(off.error());
  if (*off) os::log_message("PROXYENV_OFF is on there: run changes nothing; without it:");
  auto settings = cli::read_settings(options, own);
  if (!settings) return fail(settings.error());
  Environment without_own = cli::without_own_variables(read.environment);
  return Subject{std::move(read), std::move(without_own), std::move(settings->policy)};
}

Result<SubjectSource> with_subject(SubjectSource source, const Environment& environment,
                                   const cli::GivenOptions& options) {
  sources::SourceEnvironment read;
  read.environment = environment;
  read.lines.assign(environment.entries().size(), 0);
  auto subject = make_subject(std::move(read), options);
  if (!subject) return fail(subject.error());
  source.subjects.push_back(std::move(*subject));
  return source;
}

// A document that is YAML: the companion reads it. The launcher becomes the companion, which does
// the whole command; here it returns only if that fails.
Result<sources::Source> read_document(const Invocation& invocation,
                                      const sources::SourceText& source, sources::Format format) {
  if (invocation.read_document != nullptr) {
    return invocation.read_document(source, format, invocation.environment);
  }
  return fail(become_companion(invocation, "it is " + std::string(row_of(format).what)));
}

}  // namespace

Result<SubjectSource> read_own_environment(const Invocation& invocation) {
  return with_subject({}, invocation.environment, invocation.line.options);
}

Result<SubjectSource> read_process(int pid, const cli::GivenOptions& options) {
  const auto environment = os::environment_of_process(pid);
  if (!environment) return fail(environment.error());
  return with_subject({"process " + std::to_string(pid), std::nullopt, {}}, *environment, options);
}

Result<SubjectSource> read_file(const std::string& path, const Invocation& invocation) {
  const cli::GivenOptions& options = invocation.line.options;
  auto text = os::read_input(path);
  if (!text) return fail(text.error());
  // The companion reads it again, if this source or a later one needs it.
  const bool may_be_read_again = path == "-" && invocation.read_document == nullptr;
  const auto put_back = may_be_read_again ? os::put_back_standard_input(*text) : Result<void>();
  SubjectSource source{os::name_of_input(path), std::nullopt, {}, *std::move(text)};
  const sources::SourceText source_text{path, source.text};
  const auto format = sources::tell_format(source_text);
  if (!format) return with_context(source.name + ", ", format.error());
  const bool in_companion = row_of(*format).in_companion;
  if (in_companion && !put_back) return fail(put_back.error());
  auto read = in_companion ? read_document(invocation, source_text, *format)
                           : sources::read_source(source_text, *format);
  if (!read) return with_context(source.name + ", ", read.error());
  source.format = read->format;
  for (sources::SourceEnvironment& environment : read->environments) {
    auto subject = make_subject(std::move(environment), options);
    if (!subject) return fail(subject.error());
    source.subjects.push_back(std::move(*subject));
  }
  return source;
}

Result<SubjectSource> read_source(const Invocation& invocation) {
  const auto& options = invocation.line.options;
  const auto pid = options.find(cli::Option::pid);
  const auto file = options.find(cli::Option::env_file);
  if (pid != options.end() && file != options.end()) {
    return fail("give --pid or --env-file, not both");
  }
  if (pid != options.end()) {
    const auto number = cli::parse_pid(pid->second.front());
    if (!number) return fail("--pid: " + number.error().message);
    return read_process(*number, options);
  }
  if (file != options.end()) return read_file(file->second.front(), invocation);
  return read_own_environment(invocation);
}

}  // namespace proxyenv::commands
