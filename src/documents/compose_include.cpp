// SPDX-License-Identifier: Apache-2.0
// The rules are those of compose-go v2, loader/include.go: paths, env_file and project_directory
// begin in the folder of the file that includes; inside, everything begins in project_directory,
// and the variables of the including project win over those of the included .env.
#include "documents/compose_include.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "core/redaction.hpp"
#include "documents/document_text.hpp"
#include "documents/yaml_variables.hpp"
#include "sources/collected_variables.hpp"
#include "sources/compose_env.hpp"
#include "sources/interpolation.hpp"
#include "text/list.hpp"

namespace proxyenv::documents {

namespace {

std::vector<std::string> texts_of(const YamlValue* value) {
  std::vector<std::string> texts;
  if (value == nullptr) return texts;
  if (value->is_scalar()) texts.push_back(value->scalar);
  for (const YamlValue& item : value->items) texts.push_back(item.scalar);
  return texts;
}

std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/') + 1);
}

std::string below(const std::string& folder, const std::string& path) {
  return path.starts_with('/') ? path : folder + path;
}

// Several files as one text, and where each of them begins in it.
struct JoinedFiles {
  struct Part {
    std::string path;
    std::size_t first_line;
  };
  std::string text;
  std::vector<Part> parts;

  void add(const std::string& path, std::string_view separator, const std::string& more) {
    if (!parts.empty()) text.append(separator);
    const auto lines = std::count(text.begin(), text.end(), '\n');
    parts.push_back({path, 1 + static_cast<std::size_t>(lines)});
    text.append(more);
  }

  // The file and the line in it. The first file where no line is known.
  [[nodiscard]] sources::ValuePlace place_of(std::size_t line) const {
    if (line == 0) return {parts.front().path, 0};
    const auto behind = std::find_if(parts.begin() + 1, parts.end(),
                                     [&](const Part& part) { return part.first_line > line; });
    const Part& part = *(behind - 1);
    return {part.path, line - part.first_line + 1};
  }
};

Result<std::string> read_one(const std::string& path, const Surroundings& surroundings,
                             IncludeBudget& budget) {
  if (budget.files == 0) return fail("includes too many files", E2BIG);
  --budget.files;
  auto text = surroundings.read_file(path);
  if (!text) {
    return fail(text::concatenated({"include names ", redact_word(path), ", which ",
                                    text.error().os_error == ENOENT
                                        ? "is not there: Compose refuses to start"
                                        : "cannot be read: " + text.error().message}),
                text.error().os_error);
  }
  if (text->size() > budget.bytes) return fail("includes too much text", E2BIG);
  budget.bytes -= text->size();
  return text;
}

// What is wrong with one file is told of that file, with its own line. An Error of the budget is
// nobody's.
tl::unexpected<Error> wrong_in(const std::string& path, const Error& error) {
  if (error.os_error == E2BIG) return fail(error);
  return with_context("in " + redact_word(path) + ", which include names: ", error);
}

// The files as one text of several documents.
Result<JoinedFiles> read_documents(const std::vector<std::string>& paths,
                                   const Surroundings& surroundings, IncludeBudget& budget) {
  JoinedFiles all;
  for (const std::string& path : paths) {
    const auto text = read_one(path, surroundings, budget);
    if (!text) return fail(text.error());
    // One alone is parsed by who reads it.
    if (paths.size() > 1) {
      if (const auto parsed = parse_document_text(*text); !parsed) {
        return wrong_in(path, parsed.error());
      }
    }
    all.add(path, "\n---\n", *text);
  }
  return all;
}

// The files of `env_file` as one text. Each finds the variables of those before it.
Result<std::string> read_env_files(const std::vector<std::string>& paths,
                                   const Surroundings& surroundings, const sources::Lookup& shell,
                                   IncludeBudget& budget) {
  JoinedFiles all;
  sources::ComposeEnv earlier;
  const sources::Lookup lookup = [&](std::string_view name) {
    auto value = shell(name);
    return value ? value : earlier.find(name);
  };
  for (const std::string& path : paths) {
    const auto text = read_one(path, surroundings, budget);
    if (!text) return fail(text.error());
    const auto parsed = sources::parse_compose_env(*text, lookup);
    if (!parsed) return wrong_in(path, parsed.error());
    for (const sources::ComposeVariable& variable : parsed->variables()) earlier.set(variable);
    all.add(path, "\n", *text);
  }
  return std::move(all.text);
}

// Where the values stand: in one of the included files, or in what that names below `folder`.
void note_places(const JoinedFiles& files, const std::string& folder,
                 sources::SourceEnvironment& read) {
  for (auto& [name, place] : read.elsewhere) place.file = below(folder, place.file);
  const auto entries = read.environment.entries();
  for (std::size_t i = 0; i < std::min(entries.size(), read.lines.size()); ++i) {
    const auto variable = split_entry(entries[i]);
    if (!variable || sources::proxy_name(variable->name).empty()) continue;
    sources::ValuePlace place = files.place_of(read.lines[i]);
    if (may_word_hold_credentials(place.file)) continue;
    read.elsewhere.emplace(variable->name, std::move(place));
  }
}

// Lines of another file say nothing in this one.
void put_on_line(std::size_t line, const JoinedFiles& files, sources::SourceEnvironment& read) {
  for (std::size_t& each : read.lines) each = line;
  for (sources::PlacedFinding& remark : read.remarks) {
    const sources::ValuePlace place = files.place_of(remark.line);
    std::string where = "in " + redact_word(place.file);
    if (place.line != 0) where += ", line " + std::to_string(place.line);
    remark.finding.message.insert(0, where + ": ");
    remark.line = line;
  }
}

// The paths with their references replaced.
Result<std::vector<std::string>> resolved(const std::vector<std::string>& paths,
                                          const sources::Lookup& lookup) {
  std::vector<std::string> all;
  for (const std::string& path : paths) {
    auto text = sources::interpolate(path, lookup);
    if (!text) return fail("include has a reference that Compose refuses: " + text.error().message);
    all.push_back(std::move(*text));
  }
  return all;
}

Result<void> add_include(const ComposeInclude& include, const Surroundings& surroundings,
                         IncludeBudget& budget, const ReadComposeText& read_text,
                         sources::Source& read) {
  // The .env of the including project is part of the environment in which the other is read.
  const auto outer = surroundings.read_file(".env");
  const auto outer_env = sources::parse_compose_env(outer ? *outer : "", surroundings.shell);
  const sources::Lookup shell = [&](std::string_view name) {
    auto value = surroundings.shell(name);
    return value || !outer_env ? value : outer_env->find(name);
  };
  const auto paths = resolved(include.paths, shell);
  if (!paths) return fail(paths.error());
  const auto env_files = resolved(include.env_files, shell);
  if (!env_files) return fail(env_files.error());
  const auto files = read_documents(*paths, surroundings, budget);
  if (!files) return fail(files.error());
  const auto given = read_env_files(*env_files, surroundings, shell, budget);
  if (!given) return fail(given.error());
  const std::string folder =
      include.folder.empty() ? folder_of(paths->front()) : include.folder + "/";
  const Surroundings inside = {[&](const std::string& path) -> Result<std::string> {
                                 if (path == ".env" && !env_files->empty()) return *given;
                                 return surroundings.read_file(below(folder, path));
                               },
                               shell};
  if (budget.levels == 0) return fail("include goes too deep, or in a circle");
  --budget.levels;
  auto included = read_text(files->text, inside);
  ++budget.levels;
  if (!included) return wrong_in(paths->front(), included.error());
  for (sources::SourceEnvironment& environment : included->environments) {
    note_places(*files, folder, environment);
    put_on_line(include.line, *files, environment);
    read.environments.push_back(std::move(environment));
  }
  return {};
}

}  // namespace

std::vector<ComposeInclude> includes_of(const std::vector<YamlValue>& documents) {
  std::vector<ComposeInclude> includes;
  for (const YamlValue& document : documents) {
    const YamlValue* written = document.find("include");
    if (written == nullptr) continue;
    for (const YamlValue& item : written->items) {
      ComposeInclude include;
      include.line = item.line;
      if (item.is_scalar()) include.paths.push_back(item.scalar);
      if (item.is_map()) {
        include.paths = texts_of(item.find("path"));
        include.env_files = texts_of(item.find("env_file"));
        include.folder = scalar_at(item, "project_directory");
      }
      includes.push_back(std::move(include));
    }
    if (written->items.empty()) includes.push_back({{}, {}, {}, written->line});
  }
  return includes;
}

Result<void> add_includes(const std::vector<ComposeInclude>& includes,
                          const Surroundings& surroundings, IncludeBudget& budget,
                          const ReadComposeText& read_text, sources::Source& read) {
  for (const ComposeInclude& include : includes) {
    const auto added = include.paths.empty()
                           ? fail("include has an item without a path, which Compose refuses")
                           : add_include(include, surroundings, budget, read_text, read);
    if (added) continue;
    if (added.error().os_error == E2BIG) return fail(added.error());
    sources::SourceEnvironment trouble;
    trouble.name = "include";
    trouble.remarks.push_back(
        {{FindingKind::file_not_read, {}, added.error().message}, include.line});
    read.environments.push_back(std::move(trouble));
  }
  return {};
}

}  // namespace proxyenv::documents
