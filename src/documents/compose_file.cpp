// SPDX-License-Identifier: Apache-2.0
// The order in which Compose resolves a service's environment is that of compose-go v2,
// types/project.go (WithServicesEnvironmentResolved): the files of env_file, a later one over an
// earlier one, then `environment`.
#include "documents/compose_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "compose/compose_merge.hpp"
#include "compose/resolved_variable.hpp"
#include "core/redaction.hpp"
#include "documents/compose_extends.hpp"
#include "documents/compose_variables.hpp"
#include "documents/yaml_variables.hpp"
#include "sources/collected_variables.hpp"
#include "sources/compose_env.hpp"
#include "sources/docker_env_file.hpp"
#include "text/list.hpp"
#include "text/suggestion.hpp"

namespace proxyenv::documents {

namespace {

using sources::CollectedVariables;

constexpr std::size_t kMostServices = 1000;
// Of all env_files, once for each service that names them.
constexpr std::size_t kMostEnvFileBytes = std::size_t{256} << 20U;

struct EnvFile {
  std::string path;
  bool is_required = true;
  bool is_raw = false;  // `format: raw`: as docker's --env-file reads it
  std::size_t line = 0;
};

// What is no path becomes a remark.
std::vector<EnvFile> env_files_of(const YamlValue& service, CollectedVariables& variables) {
  std::vector<EnvFile> files;
  const YamlValue* written = service.find("env_file");
  if (written == nullptr) return files;
  const auto refuse = [&](std::string_view what, std::size_t line) {
    variables.remark(FindingKind::line_not_read, "",
                     text::concatenated({"env_file ", what, ", which Compose refuses"}), line);
  };
  if (written->is_scalar()) files.push_back({written->scalar, true, false, written->line});
  if (!written->is_scalar() && !written->is_sequence()) {
    refuse("is neither a path nor a list of paths", written->line);
  }
  for (const YamlValue& item : written->items) {
    const std::string format = scalar_at(item, "format");
    if (item.is_scalar()) {
      files.push_back({item.scalar, true, false, item.line});
    } else if (item.find("path") == nullptr) {
      refuse("has an item without `path`", item.line);
    } else if (!format.empty() && format != "raw") {
      refuse("has an item with a format that is not known", item.line);
    } else {
      files.push_back({scalar_at(item, "path"), scalar_at(item, "required") != "false",
                       format == "raw", item.line});
    }
  }
  return files;
}

// Keys that are meant for `environment` or `env_file`. Compose refuses any key that it does not
// know, but its list grows with each version.
void note_slips(const YamlValue& service, CollectedVariables& variables) {
  constexpr std::array<std::string_view, 2> kMeant = {"environment", "env_file"};
  constexpr std::array<std::string_view, 6> kOthers = {"env",      "envs",      "env_vars",
                                                       "env_file", "variables", "vars"};
  for (const auto& [key, value] : service.entries) {
    if (key == kMeant[0] || key == kMeant[1] || key.starts_with("x-")) continue;
    const bool is_other = std::find(kOthers.begin(), kOthers.end(), key) != kOthers.end();
    const auto near = nearest_word(key, {kMeant.begin(), kMeant.end()}, 3);
    if (!is_other && !near) continue;
    variables.remark(FindingKind::line_not_read, "",
                     text::concatenated({redact_word(key),
                                         " is no key of a service, which Compose "
                                         "refuses (did you mean ",
                                         near.value_or(kMeant[0]), "?)"}),
                     value.line);
  }
  const YamlValue* image = service.find("image");
  if (image == nullptr || image->is_scalar()) return;
  variables.remark(FindingKind::line_not_read, "",
                   "image of a service is no text, which Compose refuses: is this a file of values "
                   "for a Helm chart?",
                   image->line);
}

// Resolves the services of one file.
class Services {
 public:
  Services(const YamlValue& file, std::size_t text_size, const Surroundings& surroundings,
           const sources::Lookup& lookup)
      : surroundings_(surroundings),
        lookup_(lookup),
        extends_(file, text_size, surroundings, lookup) {}

  Result<void> add(const std::string& name, std::size_t line,
                   sources::CollectedEnvironments& environments) {
    CollectedVariables variables;
    auto service = extends_.complete(name);
    if (service) *service = compose::without_resets(std::move(*service));
    if (!service) {
      variables.remark(FindingKind::line_not_read, "",
                       "the service is not read: " + service.error().message, line);
      return environments.add("service " + name, std::move(variables));
    }
    note_slips(*service, variables);
    for (const EnvFile& file : env_files_of(*service, variables)) {
      if (auto read = take_env_file(file, variables); !read) return read;
    }
    if (const YamlValue* environment = service->find("environment")) {
      take_compose_variables(*environment, "environment", lookup_, variables);
    }
    if (auto added = add_placed("service " + name, variables, environments); !added) return added;
    if (auto added = add_hooks(name, *service, variables, environments); !added) return added;
    const YamlValue* build = service->find("build");
    const YamlValue* args = build == nullptr ? nullptr : build->find("args");
    if (args == nullptr) return {};
    CollectedVariables arguments;
    take_compose_variables(*args, "args", lookup_, arguments);
    return add_placed("service " + name + ", build", std::move(arguments), environments);
  }

 private:
  // What the service took over from another file has its place there.
  Result<void> add_placed(std::string name, CollectedVariables variables,
                          sources::CollectedEnvironments& environments) const {
    extends_.place_lines(variables);
    return environments.add(std::move(name), std::move(variables));
  }

  // Commands that Compose runs in the container, with variables of their own beside its.
  Result<void> add_hooks(const std::string& name, const YamlValue& service,
                         const CollectedVariables& variables,
                         sources::CollectedEnvironments& environments) {
    std::vector<std::pair<std::string_view, const YamlValue*>> hooks;
    for (const std::string_view key : {"post_start", "pre_stop"}) {
      const YamlValue* listed = service.find(key);
      if (listed == nullptr) continue;
      for (const YamlValue& hook : listed->items) hooks.emplace_back(key, &hook);
    }
    const YamlValue* develop = service.find("develop");
    const YamlValue* watch = develop == nullptr ? nullptr : develop->find("watch");
    if (watch != nullptr) {
      for (const YamlValue& item : watch->items) hooks.emplace_back("watch", item.find("exec"));
    }
    for (const auto& [key, hook] : hooks) {
      const YamlValue* own = hook == nullptr ? nullptr : hook->find("environment");
      if (own == nullptr) continue;
      CollectedVariables all;
      for (const auto& variable : variables.variables()) all.set(variable);
      take_compose_variables(*own, "environment", lookup_, all);
      auto added = add_placed(text::concatenated({"service ", name, ", ", key}), std::move(all),
                              environments);
      if (!added) return added;
    }
    return {};
  }

  Result<void> take_env_file(const EnvFile& file, CollectedVariables& variables) {
    const auto path = sources::interpolate(file.path, lookup_);
    if (!path) {
      variables.remark(FindingKind::line_not_read, "", "env_file " + not_resolved(path.error()),
                       file.line);
      return {};
    }
    const std::string shown = "env_file names " + redact_word(*path) + ", which ";
    const auto& text = text_of(*path);
    if (!text) {
      const int os_error = text.error().os_error;
      if (os_error == EFBIG || os_error == E2BIG) return with_context(shown + "is ", text.error());
      const bool is_missing = os_error == ENOENT;
      if (is_missing && !file.is_required) return {};
      variables.remark(FindingKind::file_not_read, "",
                       shown + (is_missing ? "is not there: Compose refuses to start"
                                           : "cannot be read: " + text.error().message),
                       file.line);
      return {};
    }
    bytes_ += text->size();
    if (bytes_ > kMostEnvFileBytes) return fail("the files of env_file are too long together");
    const std::string place = may_word_hold_credentials(*path) ? std::string() : *path;
    auto read = file.is_raw ? take_raw(*text, place, file.line, variables)
                            : take_dotenv(*text, place, file.line, variables);
    if (!read) {
      variables.remark(FindingKind::file_not_read, "",
                       shown + "Compose refuses: " + read.error().message, file.line);
    }
    return {};
  }

  // References in it find the variables of earlier files first, then those of the shell.
  // `place`: the file's path, if it may be shown.
  Result<void> take_dotenv(const std::string& text, const std::string& place, std::size_t line,
                           CollectedVariables& variables) const {
    const sources::Lookup lookup = [&](std::string_view name) {
      const auto* earlier = variables.find(name);
      return earlier != nullptr && earlier->value ? earlier->value : lookup_(name);
    };
    auto read = sources::parse_compose_env(text, lookup);
    if (!read) return fail(read.error());
    for (const auto& variable : read->variables()) {
      note_lost(
          variable.name, variable.lost_name,
          "refers in env_file to a variable that is not set: Compose puts nothing in its place",
          line, variables);
      variables.set(variable.name, variable.value, line, {place, variable.line});
    }
    for (const auto& alone : read->names_alone()) {
      note_lost(
          alone.name, true,
          "has no value in env_file: Compose passes on that of the shell, where it is not set",
          line, variables);
    }
    return {};
  }

  static void note_lost(const std::string& name, bool is_lost, std::string_view why,
                        std::size_t line, CollectedVariables& variables) {
    if (!is_lost || sources::proxy_name(name).empty()) return;
    variables.remark(FindingKind::value_not_known, name, text::concatenated({name, " ", why}),
                     line);
  }

  Result<void> take_raw(const std::string& text, const std::string& place, std::size_t line,
                        CollectedVariables& variables) const {
    const auto read = sources::read_docker_env_file(text);
    if (!read) return fail(read.error());
    const auto entries = read->environment.entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const auto variable = split_entry(entries[i]);
      if (!variable) continue;
      variables.set(std::string(variable->name), std::string(variable->value), line,
                    {place, i < read->lines.size() ? read->lines[i] : 0});
    }
    return {};
  }

  const Result<std::string>& text_of(const std::string& path) {
    auto known = texts_.find(path);
    if (known == texts_.end()) known = texts_.emplace(path, surroundings_.read_file(path)).first;
    return known->second;
  }

  const Surroundings& surroundings_;
  const sources::Lookup& lookup_;
  ComposeExtends extends_;
  std::map<std::string, Result<std::string>> texts_;  // of env_file, by path
  std::size_t bytes_ = 0;
};

Result<sources::ComposeEnv> read_dot_env(const Surroundings& surroundings) {
  const auto text = surroundings.read_file(".env");
  if (!text && text.error().os_error == ENOENT) return sources::ComposeEnv();
  if (!text) return with_context(".env beside it cannot be read: ", text.error());
  auto env = sources::parse_compose_env(*text, surroundings.shell);
  if (!env) return with_context(".env beside it, which Compose reads first: ", env.error());
  return env;
}

YamlValue merged_documents(std::vector<YamlValue> documents) {
  YamlValue file;
  for (YamlValue& document : documents) {
    file = file.is_map() ? compose::merged(std::move(file), document) : std::move(document);
  }
  return file;
}

}  // namespace

Result<sources::Source> read_compose_file(std::vector<YamlValue> documents, std::size_t text_size,
                                          const Surroundings& surroundings) {
  const YamlValue file = merged_documents(std::move(documents));
  const YamlValue* services = file.find("services");
  const YamlValue* include = file.find("include");
  const bool has_services = services != nullptr && !services->entries.empty();
  if (!has_services && include == nullptr) {
    return fail("has no services, which each Compose file has");
  }
  if (has_services && services->entries.size() > kMostServices) {
    return fail("has more than 1000 services");
  }
  const auto env = read_dot_env(surroundings);
  if (!env) return fail(env.error());
  const sources::Lookup lookup = [&](std::string_view name) {
    auto found = compose::resolve_variable(name, surroundings.shell, *env);
    return found ? std::optional(std::move(found->value)) : std::nullopt;
  };
  sources::CollectedEnvironments environments;
  if (!has_services) {
    if (auto added = environments.add("", {}); !added) return fail(added.error());
    return std::move(environments).take(sources::Format::compose_file);
  }
  Services reader(file, text_size, surroundings, lookup);
  std::set<std::string_view> names;
  for (const auto& [name, service] : services->entries) {
    if (!names.insert(name).second) continue;  // Compose refuses the file: read_document() says so
    if (auto added = reader.add(name, service.line, environments); !added) {
      return fail(added.error());
    }
  }
  return std::move(environments).take(sources::Format::compose_file);
}

}  // namespace proxyenv::documents
