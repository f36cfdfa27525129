// SPDX-License-Identifier: Apache-2.0
#include "sources/other_readings.hpp"

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/family.hpp"
#include "core/redaction.hpp"
#include "sources/file_name.hpp"
#include "sources/read_source.hpp"
#include "text/ascii.hpp"

namespace proxyenv::sources {

namespace {

struct Reader {
  Format format;
  std::string_view who;
};

constexpr std::array<Reader, 5> kReaders = {{
    {Format::docker_env_file, "docker's --env-file"},
    {Format::compose_env, "Compose"},
    {Format::systemd_file, "systemd"},
    {Format::pam_environment, "PAM"},
    {Format::shell_file, "a shell"},
}};

// ": `VALUE`" where that tells no secret. The value may be a piece of the other reading, so both
// decide.
std::string shown(std::string_view name, std::string_view value, std::string_view other) {
  const bool is_list = name == "no_proxy" || name == "NO_PROXY" || name == "no_grpc_proxy";
  if (value.empty()) return {};
  if (is_list) {
    ListDisclosure lists(value);
    lists.take(other);
    return lists.shows_entries() ? ": `" + std::string(value) + "`" : std::string();
  }
  if (holds_at_sign(value) || holds_at_sign(other) || !shown_proxy(value)) return {};
  return ": `" + redact_proxy(value) + "`";
}

// How the value differs from the one that was taken.
std::string_view difference(std::string_view taken, std::string_view value) {
  const auto has_quote = [](std::string_view text) {
    return !text.empty() && ascii::is_quote(text.front());
  };
  if (has_quote(taken) != has_quote(value)) {
    return has_quote(value) ? "its quotes stay" : "its quotes go";
  }
  if (value.empty()) return "it is empty";
  if (std::string(value) == std::string(taken) + "\r") return "a carriage return stays at its end";
  if (std::string(value) + "\r" == taken) return "the carriage return at its end goes";
  if (ascii::trimmed(value) == ascii::trimmed(taken)) {
    return value.size() > taken.size() ? "blanks stay at its end" : "the blanks at its end go";
  }
  if (value.starts_with(taken)) return "what stands behind it belongs to it";
  if (taken.starts_with(value)) return "it ends earlier";
  return "it is another value";
}

struct OtherReading {
  std::string value;
  std::vector<std::string_view> readers;
};

void add(std::vector<OtherReading>& readings, std::string_view value, std::string_view who) {
  for (OtherReading& reading : readings) {
    if (reading.value == value) return reading.readers.push_back(who);
  }
  readings.push_back({std::string(value), {who}});
}

std::string in_words(const OtherReading& reading, std::string_view name, std::string_view taken) {
  std::string clause = "; for ";
  for (std::size_t i = 0; i < reading.readers.size(); ++i) {
    if (i > 0) clause.append(i + 1 == reading.readers.size() ? " and " : ", ");
    clause.append(reading.readers[i]);
  }
  const std::string_view how = difference(taken, reading.value);
  clause.append(" ").append(how);
  const bool is_told = how.find(" stay") != std::string_view::npos || how.ends_with("end go");
  return is_told ? clause : clause.append(shown(name, reading.value, taken));
}

std::size_t line_of(const SourceEnvironment& environment, std::string_view name) {
  const auto entries = environment.environment.entries();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto variable = split_entry(entries[i]);
    if (variable && variable->name == name) return environment.lines[i];
  }
  return 0;
}

}  // namespace

void remark_other_readings(std::string_view name, std::string_view text, Source& source) {
  const bool is_open =
      source.format == Format::docker_env_file || source.format == Format::compose_env ||
      source.format == Format::printed_env || source.format == Format::systemd_file;
  if (!is_open || is_certain_by_name(name)) return;
  std::vector<std::pair<std::string_view, Environment>> others;
  for (const Reader& reader : kReaders) {
    if (reader.format == source.format) continue;
    auto read = read_source({name, text}, reader.format);
    if (read) others.emplace_back(reader.who, read->environments.front().environment);
  }
  SourceEnvironment& environment = source.environments.front();
  for (const FamilyRow& row : kFamilies) {
    for (const std::string_view variable : {row.lower, row.upper}) {
      const auto taken = environment.environment.find(variable);
      if (variable.empty() || !taken) continue;
      std::vector<OtherReading> readings;
      for (const auto& [who, other] : others) {
        const auto value = other.find(variable);
        if (value && *value != *taken) add(readings, *value, who);
      }
      if (readings.empty()) continue;
      std::string message(variable);
      message.append(" is read as ").append(row_of(source.format).what);
      for (const OtherReading& reading : readings) {
        message.append(in_words(reading, variable, *taken));
      }
      environment.remarks.push_back({{FindingKind::other_reading, variable, std::move(message)},
                                     line_of(environment, variable)});
    }
  }
}

}  // namespace proxyenv::sources
