// SPDX-License-Identifier: Apache-2.0
#include "sources/tell_document.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "sources/unread_document.hpp"
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
  bool has_script = false;       // a key `script` of a map at the top, which is a job of GitLab's
  bool has_using = false;        // `using`, which is below `runs` in an action.yml
  bool begins_with_from = false;
  bool begins_with_mark = false;  // `---`, which begins a document of YAML
  bool has_line = false;
  std::vector<std::string_view> names;  // all keys at the beginning of lines; "- hosts" of an item

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

// Looks at the lines one by one.
class Looker {
 public:
  void take(std::string_view line) {
    dockerfile_.take(line);
    const std::size_t indent = std::min(line.find_first_not_of(" \t"), line.size());
    line = ascii::trimmed(line);
    if (line.empty() || line.front() == '#') return;
    if (!seen_.has_line) seen_.begins_with_mark = line == "---" || line.starts_with("--- ");
    seen_.has_line = true;
    if (in_services_) seen_.services_is_map = indent > 0 && line.front() != '-';
    in_services_ = false;
    if (line.front() == '-') take_item(line, indent);
    if (indent > 0) {
      take_inside(line, indent);
    } else {
      take_at_top(line);
    }
  }

  Seen take_all() {
    seen_.begins_with_from = dockerfile_.is_one();
    return std::move(seen_);
  }

 private:
  void take_item(std::string_view line, std::size_t indent) {
    const std::string_view key = key_of(ascii::trimmed(line.substr(1)));
    constexpr std::array<std::string_view, 2> kOfAzure = {"stage", "task"};
    const bool is_telling =
        indent == 0 || std::find(kOfAzure.begin(), kOfAzure.end(), key) != kOfAzure.end();
    if (is_telling && !key.empty()) add_name(line.substr(0, line.find(key) + key.size()));
    if (indent == 0) job_indent_ = kNoJob;
  }

  void take_inside(std::string_view line, std::size_t indent) {
    const std::string_view key = key_of(line);
    seen_.has_using = seen_.has_using || key == "using";
    if (job_indent_ == 0) job_indent_ = indent;
    if (job_indent_ == indent && key == "script") seen_.has_script = true;
  }

  void take_at_top(std::string_view line) {
    const std::string_view key = key_of(line);
    if (key.empty()) return;
    job_indent_ = 0;
    add_name(key);
    const std::string_view value = ascii::trimmed(line.substr(line.find(':') + 1));
    if (value.starts_with('{') && value.find("script:") != std::string_view::npos) {
      seen_.has_script = true;
    }
    const auto* const place = std::find(kKeys.begin(), kKeys.end(), key);
    if (place == kKeys.end()) return;
    seen_.keys[static_cast<std::size_t>(place - kKeys.begin())] = true;
    if (key != "services") return;
    in_services_ = value.empty() || value.front() == '#' || value.front() == '&';
    seen_.services_is_map = value.starts_with('{');
  }

  void add_name(std::string_view name) {
    constexpr std::size_t kMost = 1000;  // more than a document of those programs has
    if (seen_.names.size() < kMost) seen_.names.push_back(name);
  }

  static constexpr std::size_t kNoJob = std::string_view::npos;
  Seen seen_;
  DockerfileBeginning dockerfile_;
  bool in_services_ = false;         // the next line with something on it says what `services` is
  std::size_t job_indent_ = kNoJob;  // of the keys below the last one at the top; 0: comes next
};

Seen look_at_lines(std::string_view text) {
  Looker looker;
  text::for_each_piece(text, '\n', [&](std::string_view line) { looker.take(line); });
  return looker.take_all();
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

bool is_yaml_name(std::string_view name) {
  return name.ends_with(".yml") || name.ends_with(".yaml");
}

// Names that the programs themselves look for.
std::optional<Format> format_by_name(std::string_view path) {
  const std::string_view name = base_name(path);
  if (is_dockerfile_name(path)) return Format::dockerfile;
  if (!is_yaml_name(name)) return std::nullopt;
  const std::string_view stem = name.substr(0, name.rfind('.'));
  if (stem.ends_with(".gitlab-ci")) return Format::gitlab_ci;
  if (stem == "compose" || stem.starts_with("compose.") || stem == "docker-compose" ||
      stem.starts_with("docker-compose.")) {
    return Format::compose_file;
  }
  for (const std::string_view folder : {".github/", ".gitea/", ".forgejo/"}) {
    const std::string workflows = std::string(folder) + "workflows/";
    if (path.find(workflows) != std::string_view::npos) return Format::github_actions;
  }
  if (stem == "kustomization") return Format::kubernetes;
  if (stem == "action") return Format::github_actions;
  return std::nullopt;
}

bool is_json(std::string_view text) {
  // `{{` begins a template. devcontainer.json has comments.
  return (text.starts_with('{') && !text.starts_with("{{")) || text.starts_with("//") ||
         text.starts_with("/*");
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

Result<std::optional<Format>> tell_yaml(const Seen& seen) {
  if (seen.has(Key::api_version) && seen.has(Key::kind)) return Format::kubernetes;
  if (seen.has(Key::jobs) && seen.has(Key::on)) return Format::github_actions;
  if (seen.has(Key::runs) && seen.has_using) return Format::github_actions;
  if (const auto* const unread = find_unread_by_keys(seen.names)) return fail(not_read(*unread));
  if (seen.has(Key::services) && seen.services_is_map) return Format::compose_file;
  if (seen.has_script && !seen.has(Key::jobs)) return Format::gitlab_ci;
  if (seen.has(Key::stages) && seen.has(Key::variables)) return Format::gitlab_ci;
  return std::nullopt;
}

}  // namespace

Result<std::optional<Format>> tell_document(const SourceText& source) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  std::string_view text = source.text;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  if (const auto* const unread = find_unread_by_path(source.name)) return fail(not_read(*unread));
  if (is_json(ascii::trimmed(text))) return tell_json(text);
  const Seen seen = look_at_lines(text);
  if (!seen.has_line) return std::nullopt;
  if (const auto format = format_by_name(source.name)) return format;
  if (seen.begins_with_from) return Format::dockerfile;
  auto told = tell_yaml(seen);
  if (!told || *told) return told;
  if (ascii::trimmed(text).starts_with("{{")) {
    return fail("it is a template: give what it becomes when it is filled in");
  }
  const bool is_yaml = is_yaml_name(source.name) && !seen.names.empty();
  if (is_yaml || seen.begins_with_mark) {
    return fail(
        "it is YAML, but no document that is known (Compose, Kubernetes, GitHub Actions, GitLab "
        "CI): name its format with --env-format, or give its variables as NAME=VALUE lines");
  }
  return std::nullopt;
}

}  // namespace proxyenv::sources
