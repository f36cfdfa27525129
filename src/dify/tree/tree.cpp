// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/tree.hpp"

#include <algorithm>
#include <array>

#include "core/redaction.hpp"
#include "dify/compose/compose_merge.hpp"
#include "dify/compose/compose_service.hpp"
#include "dify/record/sha256.hpp"
#include "dify/setup/override.hpp"
#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

// compose-go v2, cli/options.go: DefaultFileNames and DefaultOverrideFileNames, first wins.
constexpr std::array<std::string_view, 4> kBaseNames = {
    "compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"};
constexpr std::array<std::string_view, 4> kOverrideNames = {
    "compose.override.yml", "compose.override.yaml", "docker-compose.override.yml",
    "docker-compose.override.yaml"};

constexpr std::string_view kSquidEntrypoint = "/docker-entrypoint-mount.sh";
constexpr std::string_view kSquidFolder = "/etc/squid/";
constexpr std::string_view kTemplateEnding = ".template";

constexpr std::array<std::string_view, 4> kApiNames = {"api", "api_websocket", "worker",
                                                       "worker_beat"};

std::string without_dot_slash(std::string path) {
  while (path.starts_with("./")) path.erase(0, 2);
  return path;
}

std::vector<std::string> split(std::string_view text, std::string_view separator) {
  std::vector<std::string> pieces;
  while (true) {
    const std::size_t end = text.find(separator);
    if (const auto piece = text.substr(0, end); !piece.empty()) pieces.emplace_back(piece);
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + separator.size());
  }
}

// Compose's own where COMPOSE_PATH_SEPARATOR is not set; on Windows it is `;`, and such an .env is
// read here under WSL.
std::string_view usual_separator(std::string_view listed) {
  if (listed.find(';') == std::string_view::npos) return ":";
  const bool has_drive = listed.size() > 2 && ascii::is_alpha(listed[0]) && listed[1] == ':' &&
                         (listed[2] == '\\' || listed[2] == '/');
  return has_drive || listed.find(':') == std::string_view::npos ? ";" : ":";
}

// compose-spec: ^[a-zA-Z0-9._-]+$. Others could write lines of their own into what is generated.
bool is_service_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return ascii::is_alnum(c) || c == '.' || c == '_' || c == '-';
  });
}

class TreeReader {
 public:
  TreeReader(const ReadFile& read, const Lookup& shell, const NameBelow& name_below)
      : read_(read), shell_(shell), name_below_(name_below) {}

  Result<DifyTree> read() {
    for (const auto step :
         {&TreeReader::read_record, &TreeReader::read_env, &TreeReader::choose_files,
          &TreeReader::read_files, &TreeReader::read_services, &TreeReader::read_squids}) {
      if (auto done = (this->*step)(); !done) return tl::unexpected<Error>(done.error());
    }
    return std::move(tree_);
  }

 private:
  Result<void> read_record() {
    const auto text = read_(std::string(kRecordPath));
    if (!text) return tl::unexpected<Error>(text.error());
    if (!*text) return {};
    auto record = parse_setup_record(**text);
    if (!record) {
      return fail(std::string(kRecordPath) + " " + record.error().message +
                  "; delete what init wrote, that folder and the override, and run init again");
    }
    tree_.record = std::move(*record);
    return {};
  }

  Result<void> read_env() {
    const auto text = read_(std::string(kEnvFile));
    if (!text) return tl::unexpected<Error>(text.error());
    if (!*text) return {};
    auto env = parse_compose_env(**text, shell_);
    if (!env) return fail(".env: " + env.error().message);
    tree_.env = std::move(*env);
    return {};
  }

  // A variable as Compose sees it: the shell's wins, even where it is empty.
  [[nodiscard]] std::optional<std::string> variable(std::string_view name) const {
    auto found = shell_(name);
    return found ? found : tree_.env.find(name);
  }
  [[nodiscard]] Lookup lookup() const {
    return [this](std::string_view name) { return variable(name); };
  }

  Result<bool> exists(std::string_view name) {
    const auto text = read_(std::string(name));
    if (!text) return tl::unexpected<Error>(text.error());
    return text->has_value();
  }

  // An override that init wrote, by its name; one that it replaced, by what is in it.
  Result<bool> is_ours(const std::string& name) {
    if (name == kSeparateOverrideName) return true;
    if (!tree_.record) return false;
    if (tree_.record->hash_of(name) != nullptr) return true;
    const auto text = read_(name);
    if (!text) return tl::unexpected<Error>(text.error());
    return *text && tree_.record->wrote(name, sha256(**text));
  }

  Result<void> choose_files() {
    const std::string listed = variable("COMPOSE_FILE").value_or("");
    if (!listed.empty()) return take_listed_files(listed);
    for (const std::string_view name : kBaseNames) {
      const auto found = exists(name);
      if (!found) return tl::unexpected<Error>(found.error());
      if (!*found) continue;
      tree_.compose_files.emplace_back(name);
      return choose_override();
    }
    const auto nested = exists("docker/docker-compose.yaml");
    if (nested && *nested) {
      return fail(
          "there is no Compose file in that folder, but one in its folder docker: give that "
          "one to --dir");
    }
    return fail("there is no docker-compose.yaml in that folder: --dir needs Dify's docker folder");
  }

  Result<void> take_listed_files(const std::string& listed) {
    std::string separator = variable("COMPOSE_PATH_SEPARATOR").value_or("");
    if (separator.empty()) separator = usual_separator(listed);
    std::string others;
    std::string ours_as_written;
    std::string folder;  // in front of what we add: as the file before it has it
    std::size_t count_of_ours = 0;
    for (const std::string& written : split(listed, separator)) {
      std::string file =
          written.starts_with('/') ? name_below_(written) : without_dot_slash(written);
      const auto is_own = is_ours(file);
      if (!is_own) return tl::unexpected<Error>(is_own.error());
      tree_.listed_files.push_back(file);
      if (!*is_own) {
        others.append(written).append(separator);
        folder = written.starts_with('/') && !file.starts_with('/')
                     ? written.substr(0, written.rfind('/') + 1)
                     : std::string();
        tree_.compose_files.push_back(std::move(file));
      } else if (++count_of_ours == 1) {
        ours_as_written = written;
        tree_.override_file = std::move(file);
      }
    }
    if (tree_.compose_files.empty()) return fail("COMPOSE_FILE names no file of Dify's");
    const std::string& first = tree_.compose_files.front();
    if (!first.starts_with('/') && first.find('/') != std::string::npos) {
      return fail("COMPOSE_FILE begins with " + redact_word(first) +
                  ", and Compose takes all paths from the folder of that file: give that folder "
                  "to --dir");
    }
    tree_.compose_file_is_set = true;
    if (count_of_ours == 0) {
      tree_.override_file = kSeparateOverrideName;
      ours_as_written = folder + tree_.override_file;
    }
    // A file behind ours would overrule it.
    const bool is_last = tree_.listed_files.back() == tree_.override_file;
    if (count_of_ours != 1 || !is_last) tree_.compose_file_value = others + ours_as_written;
    return {};
  }

  // Compose loads the first of the override names and ignores the others with a warning.
  Result<void> choose_override() {
    tree_.override_file = kOverrideName;
    for (const std::string_view name : kOverrideNames) {
      const auto found = exists(name);
      if (!found) return tl::unexpected<Error>(found.error());
      if (!*found) continue;
      const auto is_own = is_ours(std::string(name));
      if (!is_own) return tl::unexpected<Error>(is_own.error());
      if (*is_own) continue;
      tree_.compose_file_value = tree_.compose_files.front() + ":" + std::string(name) + ":" +
                                 std::string(kSeparateOverrideName);
      tree_.compose_files.emplace_back(name);
      tree_.override_file = kSeparateOverrideName;
      return {};
    }
    return {};
  }

  Result<void> read_files() {
    for (const std::string& file : tree_.compose_files) {
      const auto text = read_(file);
      if (!text) return tl::unexpected<Error>(text.error());
      if (!*text) return fail(redact_word(file) + ", which COMPOSE_FILE names, is not there");
      if ((*text)->starts_with(kOverrideBeginning)) {
        return fail(file + " was written by proxyenv dify init, and " + std::string(kRecordPath) +
                    " does not know it: delete it, and run init again");
      }
      tree_.sources.emplace_back(file, sha256(**text));
      auto document = parse_yaml(**text);
      if (!document) return fail(file + " " + document.error().message);
      document_ = merged(document_, *document);
    }
    const YamlValue* services = document_.find("services");
    if (services == nullptr || !services->is_map()) {
      return fail(tree_.compose_files.front() + " has no services");
    }
    for (const auto& [name, service] : services->entries) {
      if (!is_service_name(name)) return unknown_layout("a service whose name Compose refuses");
      tree_.service_names.push_back(name);
      for (const std::string& path : env_files_of(service)) {
        if (without_dot_slash(path) == kEnvFile) tree_.env_file_readers.push_back(name);
      }
    }
    return {};
  }

  Result<void> read_services() {
    for (const auto& [name, service] : document_.find("services")->entries) {
      const bool is_api = std::find(kApiNames.begin(), kApiNames.end(), name) != kApiNames.end();
      const YamlValue* image = service.find("image");
      const std::string written = image != nullptr ? image->scalar : std::string();
      const std::string resolved = interpolate(written, lookup()).value_or(written);
      const bool is_daemon =
          name == "plugin_daemon" || image_name(resolved) == "dify-plugin-daemon";
      if (!is_daemon && !is_api && image_name(resolved) != "dify-api") continue;
      auto read = read_service(name, service, resolved);
      if (!read) return tl::unexpected<Error>(read.error());
      if (is_daemon) {
        tree_.plugin_daemon = std::move(*read);
      } else {
        tree_.api_like.push_back(std::move(*read));
      }
    }
    if (tree_.api_like.empty()) {
      return unknown_layout("no service api");
    }
    return {};
  }

  Result<DifyService> read_service(const std::string& name, const YamlValue& value,
                                   const std::string& image) {
    DifyService service;
    service.name = name;
    service.image = image;
    service.has_entrypoint = value.find("entrypoint") != nullptr;
    service.has_command = value.find("command") != nullptr;
    ComposeEnv environment;
    for (const std::string& written : env_files_of(value)) {
      const std::string path = without_dot_slash(interpolate(written, lookup()).value_or(written));
      const auto text = read_(path);
      if (!text) return tl::unexpected<Error>(text.error());
      if (!*text) continue;
      const auto file = parse_compose_env(**text, lookup());
      if (!file) return fail(path + ": " + file.error().message);
      for (const ComposeVariable& variable : file->variables()) environment.set(variable);
    }
    for (const auto& [key, written] : environment_of(value)) {
      service.own_names.push_back(key);
      if (!written) {
        if (auto inherited = variable(key)) environment.set({key, std::move(*inherited), 0});
      } else if (auto resolved = interpolate(*written, lookup())) {
        environment.set({key, std::move(*resolved), 0});
      }
    }
    for (const ComposeVariable& variable : environment.variables()) {
      service.environment.emplace_back(variable.name, variable.value);
    }
    return service;
  }

  Result<void> read_squids() {
    const YamlValue& services = *document_.find("services");
    const YamlValue* own = services.find("ssrf_proxy");
    if (own == nullptr) return unknown_layout("no service ssrf_proxy");
    auto squid = read_squid("ssrf_proxy", *own);
    if (!squid) return tl::unexpected<Error>(squid.error());
    tree_.ssrf_proxy = std::move(*squid);
    const YamlValue* agent = services.find("agent_ssrf_proxy");
    if (agent == nullptr) return {};
    auto second = read_squid("agent_ssrf_proxy", *agent);
    if (!second) return tl::unexpected<Error>(second.error());
    tree_.agent_ssrf_proxy = std::move(*second);
    return {};
  }

  Result<SquidService> read_squid(const std::string& name, const YamlValue& value) {
    SquidService squid;
    squid.name = name;
    const auto entrypoint = mount_source(value, std::string(kSquidEntrypoint));
    if (!entrypoint) {
      return unknown_layout("nothing mounted over " + std::string(kSquidEntrypoint) + " of " +
                            name);
    }
    squid.entrypoint = interpolate(*entrypoint, lookup()).value_or(*entrypoint);
    const auto script = read_(without_dot_slash(squid.entrypoint));
    if (!script) return tl::unexpected<Error>(script.error());
    squid.entrypoint_exists = script->has_value();
    if (*script) add_source(without_dot_slash(squid.entrypoint), **script);
    squid.port_expression = "${SSRF_HTTP_PORT:-3128}";
    for (const auto& [key, written] : environment_of(value)) {
      if (key == "HTTP_PORT" && written) squid.port_expression = *written;
    }
    squid.port = interpolate(squid.port_expression, lookup()).value_or("");
    if (auto templates = read_templates(value, squid); !templates) {
      return tl::unexpected<Error>(templates.error());
    }
    return squid;
  }

  Result<void> read_templates(const YamlValue& value, SquidService& squid) {
    const YamlValue* volumes = value.find("volumes");
    if (volumes == nullptr) return {};
    for (const YamlValue& volume : volumes->items) {
      const Mount mount = mount_of(volume);
      const bool is_template =
          mount.target.starts_with(kSquidFolder) && mount.target.ends_with(kTemplateEnding);
      if (!is_template || mount.source.empty()) continue;
      std::string path =
          without_dot_slash(interpolate(mount.source, lookup()).value_or(mount.source));
      auto text = read_(path);
      if (!text) return tl::unexpected<Error>(text.error());
      if (!*text) continue;
      add_source(path, **text);
      squid.templates.push_back({std::move(path), std::move(**text)});
    }
    return {};
  }

  // Both squids may have it.
  void add_source(const std::string& path, const std::string& text) {
    const bool is_known = std::any_of(tree_.sources.begin(), tree_.sources.end(),
                                      [&](const auto& source) { return source.first == path; });
    if (!is_known) tree_.sources.emplace_back(path, sha256(text));
  }

  [[nodiscard]] tl::unexpected<Error> unknown_layout(const std::string& what) const {
    return fail(tree_.compose_files.front() + " has " + what +
                ": not Dify's docker folder, or a layout that this version does not know");
  }

  const ReadFile& read_;
  const Lookup& shell_;
  const NameBelow& name_below_;
  DifyTree tree_;
  YamlValue document_;
};

}  // namespace

std::string image_tag(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const std::size_t colon = image.rfind(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view tag = image.substr(colon + 1);
  // distribution/reference: [\w][\w.-]{0,127}. It stands in a comment of the override, where a
  // line end would make a line of its own.
  constexpr std::size_t kLongest = 128;
  const bool is_tag = tag.size() <= kLongest && std::all_of(tag.begin(), tag.end(), [](char c) {
                        return ascii::is_alnum(c) || c == '_' || c == '.' || c == '-';
                      });
  return is_tag ? std::string(tag) : std::string();
}

std::string image_name(std::string_view image) {
  image = image.substr(0, image.find('@'));
  image = image.substr(image.rfind('/') == std::string_view::npos ? 0 : image.rfind('/') + 1);
  return std::string(image.substr(0, image.find(':')));
}

std::string DifyTree::api_tag() const {
  return api_like.empty() ? std::string() : image_tag(api_like.front().image);
}

std::string DifyTree::daemon_tag() const {
  return plugin_daemon ? image_tag(plugin_daemon->image) : std::string();
}

std::vector<SquidTemplate> DifyTree::squid_templates() const {
  std::vector<SquidTemplate> templates = ssrf_proxy.templates;
  if (!agent_ssrf_proxy) return templates;
  for (const SquidTemplate& other : agent_ssrf_proxy->templates) {
    const bool is_known =
        std::any_of(templates.begin(), templates.end(),
                    [&](const SquidTemplate& known) { return known.path == other.path; });
    if (!is_known) templates.push_back(other);
  }
  return templates;
}

Result<DifyTree> read_tree(const ReadFile& read, const Lookup& shell, const NameBelow& name_below) {
  return TreeReader(read, shell, name_below).read();
}

}  // namespace proxyenv::dify
