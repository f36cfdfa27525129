// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/compose_files.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/redaction.hpp"
#include "dify/record/sha256.hpp"
#include "dify/tree/compose_file_names.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::dify {

namespace {

// Nobody has so many. Each is read and laid over those before it.
constexpr std::size_t kMostFiles = 100;

// The separator may have more than one character: COMPOSE_PATH_SEPARATOR is any text.
std::vector<std::string> split(std::string_view text, std::string_view separator) {
  std::vector<std::string> pieces;
  while (true) {
    const std::size_t end = text.find(separator);
    if (const auto piece = text.substr(0, end); !piece.empty()) pieces.emplace_back(piece);
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + separator.size());
  }
}

// Compose's default if COMPOSE_PATH_SEPARATOR is unset is `:`, and on Windows `;`. Under WSL we may
// read an .env that was written for Windows.
std::string_view usual_separator(std::string_view listed) {
  if (listed.find(';') == std::string_view::npos) return ":";
  const bool has_drive = listed.size() > 2 && ascii::is_alpha(listed[0]) && listed[1] == ':' &&
                         (listed[2] == '\\' || listed[2] == '/');
  return has_drive || listed.find(':') == std::string_view::npos ? ";" : ":";
}

Result<bool> exists(std::string_view name, const ReadFile& read) {
  const auto text = read(std::string(name));
  if (!text) return fail(text.error());
  return text->has_value();
}

// One file of COMPOSE_FILE.
struct ListedFile {
  std::string written;
  std::string path;  // below the folder, if it lies there
  bool is_ours = false;
};

Result<std::vector<ListedFile>> read_list(const std::string& value, std::string_view separator,
                                          const ReadFile& read, const NameBelow& name_below,
                                          const std::optional<SetupRecord>& record) {
  std::vector<ListedFile> list;
  std::vector<std::string> names = split(value, separator);
  if (names.size() > kMostFiles) {
    return fail("COMPOSE_FILE names " + std::to_string(names.size()) + " files, and at most " +
                std::to_string(kMostFiles) + " are read");
  }
  for (std::string& written : names) {
    ListedFile file;
    file.path = written.starts_with('/') ? name_below(written) : without_dot_slash(written);
    const auto is_own = is_own_override(file.path, read, record);
    if (!is_own && may_hold_credentials(value)) {
      return fail("a file that COMPOSE_FILE names cannot be read");
    }
    if (!is_own) return fail(is_own.error());
    file.is_ours = *is_own;
    file.written = std::move(written);
    list.push_back(std::move(file));
  }
  return list;
}

// A file that we add has the form of the file before it: with the folder if that path is absolute.
std::string folder_of_last(const std::vector<ListedFile>& list) {
  std::string folder;
  for (const ListedFile& file : list) {
    if (file.is_ours) continue;
    const bool lies_below = file.written.starts_with('/') && !file.path.starts_with('/');
    folder = lies_below ? file.written.substr(0, file.written.rfind('/') + 1) : std::string();
  }
  return folder;
}

// The value of COMPOSE_FILE that loads ours once, and last, since a later file would override it.
// Empty if the present value does that.
std::string needed_value(const std::vector<ListedFile>& list, std::string_view separator,
                         const std::string& ours_as_written) {
  const auto count =
      std::count_if(list.begin(), list.end(), [](const ListedFile& file) { return file.is_ours; });
  if (count == 1 && list.back().is_ours) return {};
  std::string value;
  for (const ListedFile& file : list) {
    if (!file.is_ours) value.append(file.written).append(separator);
  }
  return value + ours_as_written;
}

Result<void> check_first(const ComposeFiles& files) {
  if (files.loaded.empty()) return fail("COMPOSE_FILE names no file of Dify's");
  const std::string& first = files.loaded.front();
  if (first.starts_with('/') || first.find('/') == std::string::npos) return {};
  return fail("COMPOSE_FILE begins with " + files.shown(first) +
              ", and Compose takes all paths from the folder of that file: give that folder to "
              "--dir");
}

ComposeFiles files_of_list(const std::vector<ListedFile>& list, std::string_view separator,
                           std::string_view value) {
  ComposeFiles files;
  files.is_compose_file_set = true;
  files.may_be_shown = !may_hold_credentials(value);
  const ListedFile* ours = nullptr;
  for (const ListedFile& file : list) {
    files.listed.push_back(file.path);
    if (!file.is_ours) files.loaded.push_back(file.path);
    if (file.is_ours && ours == nullptr) ours = &file;
  }
  files.override_file = ours != nullptr ? ours->path : std::string(kSeparateOverrideName);
  files.needed_compose_file =
      needed_value(list, separator,
                   ours != nullptr ? ours->written : folder_of_last(list) + files.override_file);
  return files;
}

// Compose loads the first existing file of the override names, and ignores the others with a
// warning.
Result<ComposeFiles> files_with_override(std::string_view base, const ReadFile& read,
                                         const std::optional<SetupRecord>& record) {
  ComposeFiles files;
  files.loaded.emplace_back(base);
  files.override_file = kOverrideName;
  for (const std::string_view name : kOverrideNames) {
    const auto found = exists(name, read);
    if (!found) return fail(found.error());
    if (!*found) continue;
    const auto is_own = is_own_override(std::string(name), read, record);
    if (!is_own) return fail(is_own.error());
    if (*is_own) continue;
    files.override_file = kSeparateOverrideName;
    files.needed_compose_file =
        std::string(base) + ":" + std::string(name) + ":" + files.override_file;
    files.loaded.emplace_back(name);
    return files;
  }
  return files;
}

Result<ComposeFiles> files_of_default_names(const ReadFile& read,
                                            const std::optional<SetupRecord>& record) {
  for (const std::string_view name : kBaseNames) {
    const auto found = exists(name, read);
    if (!found) return fail(found.error());
    if (*found) return files_with_override(name, read, record);
  }
  for (const std::string_view name : kPodmanNames) {
    if (!is_name_of_podman_alone(name)) continue;
    const auto found = exists(name, read);
    if (!found || !*found) continue;
    return fail(
        "there is " + std::string(name) +
        ", which podman-compose loads, and no file that Docker Compose loads: give --podman");
  }
  const auto nested = exists("docker/docker-compose.yaml", read);
  if (nested && *nested) {
    return fail(
        "there is no Compose file in that folder, but one in its folder docker: give that "
        "one to --dir");
  }
  return fail(
      "there is no docker-compose.yaml in that folder: --dir needs Dify's docker folder; if you "
      "give other files to docker compose -f, name them in the same order: "
      "COMPOSE_FILE=first.yaml:second.yaml, in .env or in the shell");
}

}  // namespace

std::string ComposeFiles::shown(const std::string& path) const {
  return may_be_shown ? redact_word(path) : length_of(path);
}

std::string ComposeFiles::shown_alternatives() const {
  std::vector<std::string> names;
  for (const std::string& path : loaded) names.push_back(shown(path));
  return text::joined(names, " or ");
}

Result<bool> is_own_override(const std::string& name, const ReadFile& read,
                             const std::optional<SetupRecord>& record) {
  if (name == kSeparateOverrideName) return true;
  if (!record) return false;
  if (record->hash_of(name) != nullptr) return true;
  const auto text = read(name);
  if (!text) return fail(text.error());
  return *text && record->wrote(name, sha256(**text));
}

std::string without_dot_slash(std::string path) {
  while (path.starts_with("./")) path.erase(0, 2);
  return path;
}

Result<bool> is_middleware_alone(const ReadFile& read, const sources::Lookup& shell) {
  if (const auto named = shell("COMPOSE_FILE"); named && !named->empty()) return false;
  const auto env = exists(kEnvFile, read);
  if (!env) return fail(env.error());
  if (*env) return false;
  for (const std::string_view name : {kMiddlewareEnvFile, kMiddlewareName}) {
    auto found = exists(name, read);
    if (!found || !*found) return found;
  }
  return true;
}

ComposeFiles middleware_files() {
  ComposeFiles files;
  files.loaded.emplace_back(kMiddlewareName);
  files.override_file = kSeparateOverrideName;
  return files;
}

Result<ComposeFiles> choose_compose_files(const ReadFile& read, const sources::Lookup& variable,
                                          const NameBelow& name_below,
                                          const std::optional<SetupRecord>& record) {
  const std::string value = variable("COMPOSE_FILE").value_or("");
  if (value.empty()) return files_of_default_names(read, record);
  std::string separator = variable("COMPOSE_PATH_SEPARATOR").value_or("");
  if (separator.empty()) separator = usual_separator(value);
  const auto list = read_list(value, separator, read, name_below, record);
  if (!list) return fail(list.error());
  ComposeFiles files = files_of_list(*list, separator, value);
  if (const auto checked = check_first(files); !checked) return fail(checked.error());
  return files;
}

}  // namespace proxyenv::dify
