// SPDX-License-Identifier: Apache-2.0
// The order in which Compose resolves a service's environment is that of compose-go v2,
// types/project.go (WithServicesEnvironmentResolved): the files of env_file, a later one over an
// earlier one, then `environment`.
#include "documents/compose_file.hpp"

#include <cerrno>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "compose/compose_merge.hpp"
#include "compose/resolved_variable.hpp"
#include "core/redaction.hpp"
#include "documents/compose_extends.hpp"
#include "documents/yaml_variables.hpp"
#include "sources/collected_variables.hpp"
#include "sources/compose_env.hpp"
#include "sources/docker_env_file.hpp"

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

std::vector<EnvFile> env_files_of(const YamlValue& service) {
  std::vector<EnvFile> files;
  const YamlValue* written = service.find("env_file");
  if (written == nullptr) return files;
  if (written->is_scalar()) files.push_back({written->scalar, true, false, written->line});
  for (const YamlValue& item : written->items) {
    if (item.is_map()) {
      files.push_back({scalar_at(item, "path"), scalar_at(item, "required") != "false",
                       scalar_at(item, "format") == "raw", item.line});
    } else {
      files.push_back({item.scalar, true, false, item.line});
    }
  }
  return files;
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
    const auto service = extends_.complete(name);
    if (!service) {
      variables.remark(FindingKind::line_not_read, "",
                       "the service is not read: " + service.error().message, line);
      return environments.add("service " + name, std::move(variables));
    }
    for (const EnvFile& file : env_files_of(*service)) {
      if (auto read = take_env_file(file, variables); !read) return read;
    }
    if (const YamlValue* environment = service->find("environment")) {
      take(*environment, "environment", variables);
    }
    if (auto added = environments.add("service " + name, std::move(variables)); !added) {
      return added;
    }
    const YamlValue* build = service->find("build");
    const YamlValue* args = build == nullptr ? nullptr : build->find("args");
    if (args == nullptr) return {};
    CollectedVariables arguments;
    take(*args, "args", arguments);
    return environments.add("service " + name + ", build", std::move(arguments));
  }

 private:
  // A map, or a list of NAME=VALUE.
  void take(const YamlValue& written, std::string_view key, CollectedVariables& variables) const {
    for (const auto& [name, value] : written.entries) {
      if (value.is_scalar()) {
        set(name, value.scalar, value.line, variables);
      } else if (value.kind == YamlValue::Kind::null) {
        pass_on(name, value.line, variables);
      } else {
        set_text(variables, name, value, "Compose");
      }
    }
    note_twice(variables, written, "Compose");
    for (const YamlValue& item : written.items) take_item(item, key, variables);
    if (written.is_scalar()) {
      variables.remark(FindingKind::line_not_read, "",
                       std::string(key) + " is neither a map nor a list, which Compose refuses",
                       written.line);
    }
  }

  void take_item(const YamlValue& item, std::string_view key, CollectedVariables& variables) const {
    if (!item.is_scalar()) {
      const std::string name = item.entries.empty() ? std::string() : item.entries.front().key;
      variables.remark(FindingKind::line_not_read, name,
                       std::string(key) +
                           " has an item that is not NAME=VALUE, which Compose "
                           "refuses",
                       item.line);
      return;
    }
    // Compose replaces references before it looks for the `=`.
    auto resolved = sources::interpolate_and_tell(item.scalar, lookup_);
    const std::string& text = resolved ? resolved->text : item.scalar;
    const std::size_t equals = text.find('=');
    const std::string name = text.substr(0, equals);
    if (!resolved) {
      variables.set_not_known(name, not_resolved(resolved.error()), item.line);
    } else if (equals == std::string::npos) {
      pass_on(name, item.line, variables);
    } else {
      put(name, text.substr(equals + 1), resolved->lost_name, item.line, variables);
    }
  }

  static std::string not_resolved(const Error& error) {
    return "has a reference that Compose refuses: " + error.message;
  }

  void set(const std::string& name, const std::string& written, std::size_t line,
           CollectedVariables& variables) const {
    auto resolved = sources::interpolate_and_tell(written, lookup_);
    if (!resolved) {
      variables.set_not_known(name, not_resolved(resolved.error()), line);
    } else {
      put(name, std::move(resolved->text), resolved->lost_name, line, variables);
    }
  }

  static void put(const std::string& name, std::string value, bool lost_name, std::size_t line,
                  CollectedVariables& variables) {
    if (lost_name && !sources::proxy_name(name).empty()) {
      variables.remark(FindingKind::value_not_known, name,
                       name +
                           " refers to a variable that neither the shell nor .env sets here: "
                           "Compose puts nothing in its place",
                       line);
    }
    variables.set(name, std::move(value), line);
  }

  // A name without a value.
  void pass_on(const std::string& name, std::size_t line, CollectedVariables& variables) const {
    auto value = lookup_(name);
    if (!sources::proxy_name(name).empty()) {
      variables.remark(FindingKind::value_not_known, name,
                       name +
                           " has no value in the file: Compose passes on that of the shell or of "
                           ".env, where it is " +
                           (value ? "set" : "not set") + " here",
                       line);
    }
    if (value) {
      variables.set(name, std::move(*value), line);
    } else {
      variables.unset(name);
    }
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
    auto read = file.is_raw ? take_raw(*text, file.line, variables)
                            : take_dotenv(*text, file.line, variables);
    if (!read) {
      variables.remark(FindingKind::file_not_read, "",
                       shown + "Compose refuses: " + read.error().message, file.line);
    }
    return {};
  }

  // References in it find the variables of earlier files first, then those of the shell.
  Result<void> take_dotenv(const std::string& text, std::size_t line,
                           CollectedVariables& variables) const {
    const sources::Lookup lookup = [&](std::string_view name) {
      const auto* earlier = variables.find(name);
      return earlier != nullptr && earlier->value ? earlier->value : lookup_(name);
    };
    auto read = sources::parse_compose_env(text, lookup);
    if (!read) return fail(read.error());
    for (const auto& variable : read->variables()) {
      variables.set(variable.name, variable.value, line);
    }
    return {};
  }

  Result<void> take_raw(const std::string& text, std::size_t line,
                        CollectedVariables& variables) const {
    const auto read = sources::read_docker_env_file(text);
    if (!read) return fail(read.error());
    for (const char* entry : read->environment.entries()) {
      if (const auto variable = split_entry(entry)) {
        variables.set(std::string(variable->name), std::string(variable->value), line);
      }
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
  if (include != nullptr) {
    CollectedVariables none;
    none.remark(FindingKind::value_not_known, "",
                "include names other files, whose services are not read", include->line);
    if (auto added = environments.add("include", std::move(none)); !added) {
      return fail(added.error());
    }
  }
  if (!has_services) return std::move(environments).take(sources::Format::compose_file);
  Services reader(file, text_size, surroundings, lookup);
  for (const auto& [name, service] : services->entries) {
    if (auto added = reader.add(name, service.line, environments); !added) {
      return fail(added.error());
    }
  }
  return std::move(environments).take(sources::Format::compose_file);
}

}  // namespace proxyenv::documents
