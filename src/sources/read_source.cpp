// SPDX-License-Identifier: Apache-2.0
#include "sources/read_source.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "core/environment_block.hpp"
#include "sources/cmd_file.hpp"
#include "sources/compose_env.hpp"
#include "sources/decode_text.hpp"
#include "sources/docker_env_file.hpp"
#include "sources/dockerfile.hpp"
#include "sources/entries.hpp"
#include "sources/json_environments.hpp"
#include "sources/limits.hpp"
#include "sources/other_readings.hpp"
#include "sources/pam_environment.hpp"
#include "sources/powershell.hpp"
#include "sources/printed_env.hpp"
#include "sources/shell_file.hpp"
#include "sources/systemd_file.hpp"
#include "sources/systemd_unit.hpp"
#include "sources/unread_lines.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

Result<SourceEnvironment> read_block(std::string_view text) {
  const bool has_lines = text.find('\n') != std::string_view::npos;
  if (has_lines && text.find('\0') == std::string_view::npos) {
    return fail("there is no NUL behind its entries, as in /proc/PID/environ");
  }
  std::size_t longest = 0;
  text::for_each_piece(text, '\0',
                       [&](std::string_view entry) { longest = std::max(longest, entry.size()); });
  if (longest > kLongestEntry) return fail("an entry" + std::string(kTooLong));
  SourceEnvironment read;
  read.environment = parse_environment_block(text);
  read.lines.assign(read.environment.entries().size(), 0);
  return read;
}

// The variables as Compose reads them where its own environment has none of them.
Result<SourceEnvironment> read_compose_env(std::string_view text) {
  const auto nothing = [](std::string_view) { return std::optional<std::string>(); };
  const auto env = parse_compose_env(text, nothing);
  if (!env) return fail(env.error());
  Entries entries;
  for (const ComposeVariable& variable : env->variables()) {
    entries.add(variable.name, variable.value, variable.line);
    if (!variable.lost_name) continue;
    entries.remark(FindingKind::value_not_known, variable.name, variable.line,
                   "refers to a variable that the file does not set: Compose takes it from its own "
                   "environment, or as empty");
  }
  for (const NameAlone& name : env->names_alone()) {
    entries.remark(FindingKind::value_not_known, name.name, name.line,
                   "stands without a value: Compose takes the one of its own environment");
  }
  for (const NameAlone& name : env->set_before()) entries.take(name.name, name.line);
  return entries.finish();
}

// To these programs a byte order mark is a part of the first word, and the first variable is lost
// (scripts/compare-sources). docker, Compose and the parser of unit files remove it.
bool takes_mark_as_text(Format format) {
  return format == Format::systemd_file || format == Format::environment_d ||
         format == Format::pam_environment || format == Format::shell_file;
}

Result<SourceEnvironment> read_one(std::string_view text, Format format) {
  switch (format) {
    case Format::compose_env:
      return read_compose_env(text);
    case Format::systemd_file:
      return read_systemd_file(text);
    case Format::environment_d:
      return read_environment_d(text);
    case Format::systemd_unit:
      return read_systemd_unit(text);
    case Format::pam_environment:
      return read_pam_environment(text);
    case Format::shell_file:
      return read_shell_file(text);
    case Format::printed_env:
      return read_printed_env(text);
    case Format::quoted_entries:
      return read_quoted_entries(text);
    case Format::environ_block:
      return read_block(text);
    case Format::powershell:
      return read_powershell(text);
    case Format::cmd_file:
      return read_cmd_file(text);
    default:
      return read_docker_env_file(text);
  }
}

}  // namespace

Result<Source> read_source(const SourceText& source, Format format) {
  auto text = decode_text(source.text);
  if (!text) return fail(text.error());
  if (takes_mark_as_text(format) && source.text.starts_with(kByteOrderMark)) {
    text->insert(0, kByteOrderMark);
  }
  Source read;
  read.format = format;
  if (format == Format::json) {
    auto environments = read_json_environments(*text);
    if (!environments) return fail(environments.error());
    read.environments = std::move(*environments);
    return read;
  }
  if (format == Format::dockerfile) return read_dockerfile(*text);
  if (row_of(format).in_companion) {
    return fail("it is " + std::string(row_of(format).what) + ", which proxyenv-tools reads");
  }
  auto environment = read_one(*text, format);
  if (!environment) return fail(environment.error());
  if (format != Format::environ_block) tell_unread_lines(*text, format, *environment);
  if (environment->environment.entries().empty() && environment->remarks.empty()) {
    return fail("nothing in it was recognized as " + std::string(row_of(format).what) +
                "; another format can be given with --env-format");
  }
  read.environments.push_back(std::move(*environment));
  return read;
}

Result<Source> read_source(const SourceText& source) {
  const auto format = tell_format(source);
  if (!format) return fail(format.error());
  auto read = read_source(source, *format);
  if (read) remark_other_readings(source.name, source.text, *read);
  return read;
}

}  // namespace proxyenv::sources
