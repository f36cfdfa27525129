// SPDX-License-Identifier: Apache-2.0
#include "sources/tell_document.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

// The keys at the beginning of a line that say what a YAML document is.
enum class Key {
  api_version,
  kind,
  services,
  on,
  jobs,
  runs,
  stages,
  variables,
};
constexpr std::array<std::string_view, 8> kKeys = {"apiVersion", "kind", "services", "on",
                                                   "jobs",       "runs", "stages",   "variables"};

// What a pass over the lines has found.
struct Seen {
  std::array<bool, kKeys.size()> keys = {};
  bool services_is_map = false;  // `services:` of a Compose file; in GitLab's it is a list
  bool has_script = false;       // a key `script` below another one
  bool has_using = false;        // `using`, which is below `runs` in an action.yml
  bool begins_with_from = false;
  bool has_line = false;

  [[nodiscard]] bool has(Key key) const { return keys[static_cast<std::size_t>(key)]; }
};

bool is_indent(char c) {
  return c == ' ' || c == '\t';
}

// The key of `key: value` or `"key": value`; empty where the line is none.
std::string_view key_of(std::string_view line) {
  const char quote = !line.empty() && ascii::is_quote(line.front()) ? line.front() : '\0';
  if (quote != '\0') line.remove_prefix(1);
  std::size_t length = 0;
  while (length < line.size() && (ascii::is_alnum(line[length]) || line[length] == '_' ||
                                  line[length] == '-' || line[length] == '.')) {
    ++length;
  }
  const std::string_view key = line.substr(0, length);
  line.remove_prefix(length);
  if (quote != '\0') {
    if (!line.starts_with(quote)) return {};
    line.remove_prefix(1);
  }
  if (!line.starts_with(':')) return {};
  // YAML needs a blank there: `a:b` is a text.
  return line.size() == 1 || ascii::is_blank(line[1]) ? key : std::string_view();
}

bool is_instruction(std::string_view line, std::string_view name) {
  return line.size() > name.size() && is_indent(line[name.size()]) &&
         ascii::equal_ignoring_case(line.substr(0, name.size()), name);
}

// A Dockerfile begins with FROM, with nothing but ARG, comments and their continuations before it.
class DockerfileBeginning {
 public:
  void take(std::string_view line) {
    if (decided_) return;
    line = ascii::trimmed(line);
    if (line.empty() || line.front() == '#') return;
    if (!in_continuation_ && is_instruction(line, "FROM")) {
      decided_ = is_one_ = true;
    } else if (!in_continuation_ && !is_instruction(line, "ARG")) {
      decided_ = true;
    }
    in_continuation_ = line.back() == '\\' || line.back() == '`';
  }
  [[nodiscard]] bool is_one() const { return is_one_; }

 private:
  bool decided_ = false;
  bool is_one_ = false;
  bool in_continuation_ = false;
};

Seen look_at_lines(std::string_view text) {
  Seen seen;
  DockerfileBeginning dockerfile;
  bool in_services = false;  // the next line with something on it says what `services` is
  text::for_each_piece(text, '\n', [&](std::string_view line) {
    dockerfile.take(line);
    const bool is_indented = !line.empty() && is_indent(line.front());
    line = ascii::trimmed(line);
    if (line.empty() || line.front() == '#') return;
    seen.has_line = true;
    if (in_services) {
      seen.services_is_map = is_indented && line.front() != '-';
      in_services = false;
    }
    if (is_indented) {
      seen.has_script = seen.has_script || key_of(line) == "script";
      seen.has_using = seen.has_using || key_of(line) == "using";
      return;
    }
    const std::string_view key = key_of(line);
    const auto* const place = std::find(kKeys.begin(), kKeys.end(), key);
    if (place == kKeys.end()) return;
    seen.keys[static_cast<std::size_t>(place - kKeys.begin())] = true;
    if (key != "services") return;
    const std::string_view value = ascii::trimmed(line.substr(line.find(':') + 1));
    in_services = value.empty() || value.front() == '#' || value.front() == '&';
    seen.services_is_map = value.starts_with('{');
  });
  seen.begins_with_from = dockerfile.is_one();
  return seen;
}

std::string_view base_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// "Dockerfile", "Dockerfile.dev", "api.Dockerfile"; podman's name for the same is Containerfile.
bool is_dockerfile_name(std::string_view path) {
  const std::string name = ascii::lowered(base_name(path));
  for (const std::string_view word : {"dockerfile", "containerfile"}) {
    if (name == word || name.starts_with(std::string(word) + ".") ||
        name.ends_with("." + std::string(word))) {
      return true;
    }
  }
  return false;
}

// Names that the programs themselves look for.
std::optional<Format> format_by_name(std::string_view path) {
  const std::string_view name = base_name(path);
  if (is_dockerfile_name(path)) return Format::dockerfile;
  if (!name.ends_with(".yml") && !name.ends_with(".yaml")) return std::nullopt;
  const std::string_view stem = name.substr(0, name.rfind('.'));
  if (stem.ends_with(".gitlab-ci")) return Format::gitlab_ci;
  if (stem == "compose" || stem.starts_with("compose.") || stem == "docker-compose" ||
      stem.starts_with("docker-compose.")) {
    return Format::compose_file;
  }
  if (path.find(".github/workflows/") != std::string_view::npos) return Format::github_actions;
  return std::nullopt;
}

// kubectl and `docker compose config` also print JSON, which is YAML.
std::optional<Format> tell_json(std::string_view text) {
  const auto has = [&](std::string_view key) { return text.find(key) != std::string_view::npos; };
  if (has("\"apiVersion\"") && has("\"kind\"")) return Format::kubernetes;
  if (has("\"services\"") && (has("\"networks\"") || has("\"image\"") || has("\"build\""))) {
    return Format::compose_file;
  }
  return std::nullopt;
}

std::optional<Format> tell_yaml(const Seen& seen) {
  if (seen.has(Key::api_version) && seen.has(Key::kind)) return Format::kubernetes;
  if (seen.has(Key::jobs) && seen.has(Key::on)) return Format::github_actions;
  if (seen.has(Key::runs) && seen.has_using) return Format::github_actions;
  if (seen.has(Key::services) && seen.services_is_map) return Format::compose_file;
  if (seen.has_script && !seen.has(Key::jobs)) return Format::gitlab_ci;
  if (seen.has(Key::stages) && seen.has(Key::variables)) return Format::gitlab_ci;
  return std::nullopt;
}

}  // namespace

std::optional<Format> tell_document(const SourceText& source) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  std::string_view text = source.text;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  if (ascii::trimmed(text).starts_with('{')) return tell_json(text);
  const Seen seen = look_at_lines(text);
  if (!seen.has_line) return std::nullopt;
  if (const auto format = format_by_name(source.name)) return format;
  return seen.begins_with_from ? Format::dockerfile : tell_yaml(seen);
}

}  // namespace proxyenv::sources
