// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/squids.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "compose/compose_service.hpp"
#include "core/redaction.hpp"
#include "dify/record/sha256.hpp"
#include "dify/tree/compose_files.hpp"
#include "dify/tree/layout.hpp"

namespace proxyenv::dify {

namespace {

constexpr std::string_view kOwnName = "ssrf_proxy";
constexpr std::string_view kAgentName = "agent_ssrf_proxy";
constexpr std::string_view kEntrypoint = "/docker-entrypoint-mount.sh";
constexpr std::string_view kSquidFolder = "/etc/squid/";
constexpr std::string_view kTemplateEnding = ".template";

// The files that were read, each once: both squids may mount the same one.
class Sources {
 public:
  void add(const std::string& path, const std::string& text) {
    if (known_.insert(path).second) hashes_.emplace_back(path, sha256(text));
  }
  [[nodiscard]] PathHashes take() { return std::move(hashes_); }

 private:
  PathHashes hashes_;
  std::unordered_set<std::string> known_;
};

// A file that is mounted but missing is not a template, since squid's entrypoint would not find it
// either.
Result<std::vector<SquidTemplate>> read_templates(const YamlValue& service, const ReadFile& read,
                                                  const sources::Lookup& variable) {
  std::vector<SquidTemplate> templates;
  const YamlValue* volumes = service.find("volumes");
  if (volumes == nullptr) return templates;
  for (const YamlValue& volume : volumes->items) {
    const compose::Mount mount = compose::mount_of(volume);
    const bool is_template =
        mount.target.starts_with(kSquidFolder) && mount.target.ends_with(kTemplateEnding);
    if (!is_template || mount.source.empty()) continue;
    std::string path =
        without_dot_slash(sources::interpolate(mount.source, variable).value_or(mount.source));
    auto text = read(path);
    if (!text) return fail(text.error());
    if (*text) templates.push_back({std::move(path), std::move(**text)});
  }
  return templates;
}

std::string port_expression_of(const YamlValue& service) {
  std::string expression = "${SSRF_HTTP_PORT:-3128}";
  for (const auto& [key, written] : compose::environment_of(service)) {
    if (key == "HTTP_PORT" && written) expression = *written;
  }
  return expression;
}

bool mounts_entrypoint(const YamlValue& service) {
  return compose::mount_source(service, std::string(kEntrypoint)).has_value();
}

// Whether it is one of Dify's squids under another name: nginx mounts the same entrypoint.
bool mounts_as_squid(const YamlValue& service) {
  const YamlValue* volumes = service.find("volumes");
  if (volumes == nullptr || !mounts_entrypoint(service)) return false;
  return std::any_of(volumes->items.begin(), volumes->items.end(), [](const YamlValue& volume) {
    return compose::mount_of(volume).target.starts_with(kSquidFolder);
  });
}

// The squid of the agent's sandbox, by its name or by what it mounts.
bool is_for_agent(const YamlEntry& service) {
  if (service.key == kAgentName) return true;
  const auto entrypoint = compose::mount_source(service.value, std::string(kEntrypoint));
  if (!entrypoint) return false;
  return entrypoint->substr(entrypoint->rfind('/') + 1).find("agent") != std::string::npos;
}

// Under its own name or, if no service has that, under another one.
std::vector<const YamlEntry*> find_squids(const YamlValue& services, std::string_view name,
                                          bool for_agent) {
  std::vector<const YamlEntry*> found;
  for (const YamlEntry& service : services.entries) {
    if (service.key == name) return {&service};
    if (mounts_as_squid(service.value) && is_for_agent(service) == for_agent) {
      found.push_back(&service);
    }
  }
  return found;
}

// Adds the files that were read to `sources`.
Result<SquidService> read_squid(const YamlEntry& entry, const ReadFile& read,
                                const sources::Lookup& variable, const std::string& compose_file,
                                Sources& sources) {
  const auto& [name, service] = entry;
  SquidService squid;
  squid.name = name;
  squid.port_expression = port_expression_of(service);
  squid.port = sources::interpolate(squid.port_expression, variable).value_or("");
  const auto entrypoint = compose::mount_at(service, std::string(kEntrypoint));
  if (!entrypoint) return squid;
  squid.entrypoint =
      sources::interpolate(entrypoint->source, variable).value_or(entrypoint->source);
  squid.entrypoint_options = entrypoint->options;
  squid.has_long_entrypoint = entrypoint->is_long;
  // It is written into the override, which everybody may read.
  if (may_word_hold_credentials(squid.entrypoint)) {
    return unknown_layout(compose_file, "a path that may hold credentials, mounted over " +
                                            std::string(kEntrypoint) + " of " + name);
  }
  const std::string path = without_dot_slash(squid.entrypoint);
  const auto script = read(path);
  if (!script) return fail(script.error());
  squid.entrypoint_exists = script->has_value();
  if (*script) sources.add(path, **script);
  auto templates = read_templates(service, read, variable);
  if (!templates) return fail(templates.error());
  squid.templates = std::move(*templates);
  for (const SquidTemplate& given : squid.templates) sources.add(given.path, given.text);
  return squid;
}

// Why no upstream can be added to the squids of this file; empty: it can.
std::string why_none(const std::vector<const YamlEntry*>& found, const std::string& compose_file) {
  const std::string advice = "; --mode direct needs no squid";
  if (found.empty()) {
    return compose_file + " has no service ssrf_proxy, and no other that mounts Dify's squid" +
           advice;
  }
  if (found.size() > 1) {
    return compose_file + " has several squids, " + found[0]->key + " and " + found[1]->key +
           ": call the one that guards api ssrf_proxy" + advice;
  }
  if (mounts_entrypoint(found.front()->value)) return {};
  return compose_file + " has nothing mounted over " + std::string(kEntrypoint) + " of " +
         found.front()->key +
         ", so its squid.conf is not made by Dify's entrypoint, and no upstream can be added to "
         "it: "
         "mount Dify's entrypoint and template again" +
         advice;
}

}  // namespace

Result<DifySquids> read_squids(const YamlValue& services, const ReadFile& read,
                               const sources::Lookup& variable, const std::string& compose_file) {
  DifySquids squids;
  Sources sources;
  const auto found = find_squids(services, kOwnName, false);
  squids.no_ssrf_proxy = why_none(found, compose_file);
  if (found.size() == 1) {
    auto first = read_squid(*found.front(), read, variable, compose_file, sources);
    if (!first) return fail(first.error());
    squids.ssrf_proxy = std::move(*first);
  }
  const auto agents = find_squids(services, kAgentName, true);
  if (agents.size() == 1 && mounts_entrypoint(agents.front()->value)) {
    auto second = read_squid(*agents.front(), read, variable, compose_file, sources);
    if (!second) return fail(second.error());
    squids.agent_ssrf_proxy = std::move(*second);
  }
  squids.sources = sources.take();
  return squids;
}

}  // namespace proxyenv::dify
