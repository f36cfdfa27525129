// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/read_tree.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "compose/resolved_variable.hpp"
#include "dify/tree/compose_documents.hpp"
#include "dify/tree/compose_files.hpp"
#include "dify/tree/layout.hpp"
#include "dify/tree/podman_compose.hpp"
#include "dify/tree/profiles.hpp"
#include "dify/tree/services.hpp"
#include "dify/tree/squids.hpp"
#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

Result<std::optional<SetupRecord>> read_record(const ReadFile& read) {
  const auto text = read(std::string(kRecordPath));
  if (!text) return fail(text.error());
  if (!*text) return std::nullopt;
  auto record = parse_setup_record(**text);
  if (record) return std::move(*record);
  return fail(std::string(kRecordPath) + " " + record.error().message +
              "; delete what init wrote, that folder and the override, and run init again");
}

Result<sources::ComposeEnv> read_env(const std::string& name, const ReadFile& read,
                                     const sources::Lookup& shell) {
  const auto text = read(name);
  if (!text) return fail(text.error());
  if (!*text) return sources::ComposeEnv();
  auto env = sources::parse_compose_env(**text, shell);
  if (!env) return with_context(name + ": ", env.error());
  return env;
}

// compose-spec: ^[a-zA-Z0-9._-]+$. Another name could add lines to the generated files.
bool is_service_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return ascii::is_alnum(c) || c == '.' || c == '_' || c == '-';
  });
}

// Nobody has so many. Some checks compare each service with all others.
constexpr std::size_t kMostServices = 1000;

Result<std::vector<std::string>> read_service_names(const YamlValue& services,
                                                    const std::string& compose_file) {
  std::vector<std::string> names;
  if (services.entries.size() > kMostServices) {
    return fail("the Compose files have " + std::to_string(services.entries.size()) +
                " services, and at most " + std::to_string(kMostServices) + " are read");
  }
  for (const auto& [name, service] : services.entries) {
    if (!is_service_name(name)) {
      return unknown_layout(compose_file, "a service whose name Compose refuses");
    }
    names.push_back(name);
  }
  return names;
}

// Appends the files that are not there yet.
void append_missing(PathHashes& sources, const PathHashes& more) {
  std::unordered_set<std::string> known;
  for (const auto& [path, hash] : sources) known.insert(path);
  for (const auto& [path, hash] : more) {
    if (known.insert(path).second) sources.emplace_back(path, hash);
  }
}

// Fills the part of the tree that comes from the Compose files; `tree` has the other parts.
[[gnu::noinline]] Result<DifyTree> with_services(std::unique_ptr<DifyTree> tree,
                                                 ComposeDocument documents, const ReadFile& read,
                                                 const sources::Lookup& variable) {
  const std::string first = tree->compose.shown(tree->compose.loaded.front());
  tree->sources = std::move(documents.sources);
  const YamlValue* services = std::as_const(documents.document).find("services");
  if (services == nullptr || !services->is_map()) return fail(first + " has no services");

  auto names = read_service_names(*services, first);
  if (!names) return fail(names.error());
  tree->service_names = std::move(*names);
  tree->inactive_services = read_inactive_services(*services, variable, tree->compose.program);
  tree->env_file_readers = read_env_file_readers(*services, tree->env_file);
  tree->has_podman_settings = has_podman_settings(documents.document);
  tree->lacks_default_network = lacks_default_network(documents.document);

  auto found = read_services(*services, read, variable);
  if (!found) return fail(found.error());
  tree->api_like = std::move(found->api_like);
  tree->plugin_daemon = std::move(found->plugin_daemon);

  auto squids = read_squids(*services, read, variable, first);
  if (!squids) return fail(squids.error());
  // api and worker may run outside of Compose, beside what such a file has.
  const bool is_part = tree->plugin_daemon || squids->no_ssrf_proxy.empty();
  if (tree->api_like.empty() && !is_part) return unknown_layout(first, "no service api");
  tree->no_ssrf_proxy = std::move(squids->no_ssrf_proxy);
  tree->ssrf_proxy = std::move(squids->ssrf_proxy);
  tree->agent_ssrf_proxy = std::move(squids->agent_ssrf_proxy);
  append_missing(tree->sources, squids->sources);
  return std::move(*tree);
}

// Dify's own tree has less than one MiB. A tree may name one file many times, and it is read each
// time.
constexpr std::size_t kMostBytes = std::size_t{64} << 20U;

// Reads until the files have more bytes together. `left` must outlive the function.
ReadFile limited(const ReadFile& read, std::size_t& left) {
  return [&read, &left](const std::string& path) -> Result<std::optional<std::string>> {
    auto text = read(path);
    if (!text || !*text) return text;
    if ((*text)->size() > left) {
      return fail("the files of this tree have more than 64 MiB together");
    }
    left -= (*text)->size();
    return text;
  };
}

// The variables of the env file and of the shell. Both must outlive the function.
sources::Lookup variables_of(const sources::ComposeEnv& env, const sources::Lookup& shell) {
  return [&env, &shell](std::string_view name) -> std::optional<std::string> {
    auto found = compose::resolve_variable(name, shell, env);
    return found ? std::optional<std::string>(std::move(found->value)) : std::nullopt;
  };
}

// What is known before a Compose file is read. yaml-cpp calls itself for each level of a file, and
// a stack may have 32 KiB: so neither the tree nor what this function needs lies on it then.
[[gnu::noinline]] Result<std::unique_ptr<DifyTree>> read_settings(
    const ReadFile& read, const sources::Lookup& shell, const NameBelow& name_below,
    std::optional<ComposeProgram> program) {
  auto tree = std::make_unique<DifyTree>();
  auto record = read_record(read);
  if (!record) return fail(record.error());
  tree->record = std::move(*record);

  const auto is_middleware = is_middleware_alone(read, shell);
  if (!is_middleware) return fail(is_middleware.error());
  tree->env_file = *is_middleware ? kMiddlewareEnvFile : kEnvFile;
  auto env = read_env(tree->env_file, read, shell);
  if (!env) return fail(env.error());
  tree->env = std::move(*env);

  if (!program && tree->record) program = tree->record->program;
  const bool is_podman = program == ComposeProgram::podman_compose;
  const sources::Lookup variable = variables_of(tree->env, shell);
  auto files = *is_middleware ? middleware_files()
               : is_podman    ? choose_podman_files(read, shell, variable, name_below, tree->record)
                              : choose_compose_files(read, variable, name_below, tree->record);
  if (!files) return fail(files.error());
  tree->compose = std::move(*files);
  if (is_podman) tree->compose.program = ComposeProgram::podman_compose;
  return tree;
}

}  // namespace

Result<DifyTree> read_tree(const ReadFile& read, const sources::Lookup& shell,
                           const NameBelow& name_below, std::optional<ComposeProgram> program) {
  std::size_t left = kMostBytes;
  const ReadFile read_some = limited(read, left);
  auto tree = read_settings(read_some, shell, name_below, program);
  if (!tree) return fail(tree.error());
  const sources::Lookup variable = variables_of((*tree)->env, shell);
  auto documents = read_compose_documents((*tree)->compose, read_some, variable);
  if (!documents) return fail(documents.error());
  return with_services(std::move(*tree), std::move(*documents), read_some, variable);
}

}  // namespace proxyenv::dify
