// SPDX-License-Identifier: Apache-2.0
#include "commands/source.hpp"

#include <utility>

#include "cli/policy_values.hpp"
#include "cli/proxyenv_variables.hpp"
#include "commands/chosen_environment.hpp"
#include "core/redaction.hpp"
#include "os/input.hpp"
#include "os/log.hpp"
#include "os/process_environment.hpp"
#include "report/finding_line.hpp"
#include "sources/amount.hpp"
#include "sources/decode_text.hpp"
#include "sources/given_format.hpp"
#include "sources/other_readings.hpp"
#include "sources/read_source.hpp"
#include "text/display.hpp"
#include "text/list.hpp"
#include "text/suggestion.hpp"

namespace proxyenv::commands {

namespace {

Result<Subject> make_subject(sources::SourceEnvironment read, const cli::GivenOptions& options) {
  const Environment own = cli::own_variables(read.environment);
  const auto off = cli::is_switched_off(own);
  if (!off) return fail(off.error());
  auto settings = cli::read_settings(options, own);
  if (!settings) return fail(settings.error());
  Environment without_own = cli::without_own_variables(read.environment);
  return Subject{std::move(read), std::move(without_own), std::move(settings->policy), *off};
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

// What --env-format says; no value where it is not given.
Result<std::optional<sources::Format>> given_format(const cli::GivenOptions& options) {
  const auto given = options.find(cli::Option::env_format);
  if (given == options.end()) return std::nullopt;
  const std::string& name = given->second.front();
  if (const auto format = sources::find_format(name)) return format;
  std::vector<std::string_view> names;
  for (const sources::FormatRow& row : sources::kFormats) names.push_back(row.name);
  std::string advice = did_you_mean(name, names);
  if (advice.empty()) {
    for (const std::string_view known : names) {
      advice.append(known == names.front() ? "; the formats are " : ", ").append(known);
    }
  }
  return fail("--env-format: no format of that name" + advice);
}

std::vector<std::string_view> names_of(const std::vector<sources::SourceEnvironment>& all) {
  std::vector<std::string_view> names;
  for (const sources::SourceEnvironment& environment : all) names.push_back(environment.name);
  return names;
}

// Leaves the environment that --environment names alone.
Result<void> choose(sources::Source& source, const cli::GivenOptions& options) {
  const auto given = options.find(cli::Option::environment);
  if (given == options.end()) return {};
  auto& all = source.environments;
  const auto chosen = choose_environment(names_of(all), given->second.front());
  if (!chosen) return with_context("--environment: ", chosen.error());
  std::swap(all.front(), all[*chosen]);
  all.resize(1);
  return {};
}

// The source in its format. What other programs would read is told where nobody named the format.
Result<sources::Source> read_text(const Invocation& invocation, const sources::SourceText& source,
                                  std::optional<sources::Format> given,
                                  const Result<void>& put_back) {
  const auto format = given ? Result<sources::Format>(*given) : sources::tell_format(source);
  if (!format) return fail(format.error());
  if (row_of(*format).in_companion) {
    if (!put_back) return fail(put_back.error());
    return read_document(invocation, source, *format);
  }
  auto read =
      given ? sources::read_in_given_format(source, *given) : sources::read_source(source, *format);
  if (read && !given) sources::remark_other_readings(source.name, source.text, *read);
  return read;
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
  const auto format = given_format(options);
  if (!format) return fail(format.error());
  const auto bytes = os::read_input(path);
  if (!bytes) return fail(bytes.error());
  // The companion reads it again, if this source or a later one needs it.
  const bool may_be_read_again = path == "-" && invocation.read_document == nullptr;
  const auto put_back = may_be_read_again ? os::put_back_standard_input(*bytes) : Result<void>();
  SubjectSource source{os::name_of_input(path), std::nullopt, {}, {}};
  auto text = sources::decode_utf16(*bytes);
  if (!text) return with_context(source.name + ": ", text.error());
  source.text = std::move(*text);
  auto read = read_text(invocation, {path, source.text}, *format, put_back);
  if (!read) return with_context(source.name + ": ", read.error());
  if (auto chosen = choose(*read, options); !chosen) {
    return with_context(source.name + ": ", chosen.error());
  }
  source.format = read->format;
  for (sources::SourceEnvironment& environment : read->environments) {
    auto subject = make_subject(std::move(environment), options);
    if (!subject) return fail(subject.error());
    source.subjects.push_back(std::move(*subject));
  }
  return source;
}

std::string what_is_switched_off(const SubjectSource& source) {
  std::vector<std::string_view> names;
  bool is_off = false;
  for (const Subject& subject : source.subjects) {
    if (!subject.is_switched_off) continue;
    is_off = true;
    names.push_back(subject.read.name);
  }
  if (!is_off) return {};
  const std::string where = environments_in_words(names);
  return "PROXYENV_OFF is on " + (where.empty() ? "there" : "in " + where) +
         ": run changes nothing; without it:";
}

void tell_what_was_read(const SubjectSource& source) {
  if (const std::string off = what_is_switched_off(source); !off.empty()) os::log_message(off);
  if (!source.format) return;
  AmountRead amount;
  for (const Subject& subject : source.subjects) amount = amount + subject.read;
  os::log_message(describe(amount, source.name, sources::row_of(*source.format).what));
  for (const Subject& subject : source.subjects) {
    for (const sources::PlacedFinding& remark : subject.read.remarks) {
      const std::string line = remark.line == 0 ? "" : "line " + std::to_string(remark.line) + ": ";
      os::log_message(line + render_finding_line(parts_of(remark.finding)));
    }
  }
}

std::string heading_of(const SubjectSource& source, const Subject& subject) {
  if (source.subjects.size() == 1 && subject.read.name.empty()) return {};
  const std::string_view name = subject.read.name;
  return escape_at_line_begin(name.empty() ? "(no name)" : redact_word(name)) + ":\n";
}

Error not_one_subject(const SubjectSource& source) {
  std::vector<std::string_view> names;
  for (const Subject& subject : source.subjects) names.push_back(subject.read.name);
  return Error{source.name + ": it holds several environments; choose one with --environment: " +
               environments_in_words(names)};
}

Result<void> expect_file_for_options(const cli::GivenOptions& options, bool reads_file,
                                     std::string_view goes_with) {
  if (reads_file) return {};
  for (const cli::Option option : {cli::Option::env_format, cli::Option::environment}) {
    if (!options.contains(option)) continue;
    return fail(text::concatenated({"--", cli::row_of(option).name, " goes with ", goes_with}));
  }
  return {};
}

Result<SubjectSource> read_source(const Invocation& invocation) {
  const auto& options = invocation.line.options;
  const auto pid = options.find(cli::Option::pid);
  const auto file = options.find(cli::Option::env_file);
  if (pid != options.end() && file != options.end()) {
    return fail("give --pid or --env-file, not both");
  }
  const auto fit = expect_file_for_options(options, file != options.end(), "--env-file");
  if (!fit) return fail(fit.error());
  if (pid != options.end()) {
    const auto number = cli::parse_pid(pid->second.front());
    if (!number) return fail("--pid: " + number.error().message);
    return read_process(*number, options);
  }
  if (file != options.end()) return read_file(file->second.front(), invocation);
  return read_own_environment(invocation);
}

}  // namespace proxyenv::commands
