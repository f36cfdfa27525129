// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/squids.hpp"

#include <string_view>
#include <unordered_set>
#include <utility>

#include "compose/compose_service.hpp"
#include "core/redaction.hpp"
#include "dify/record/sha256.hpp"
#include "dify/tree/compose_files.hpp"
#include "dify/tree/layout.hpp"

namespace proxyenv::dify {

namespace {

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

// Adds the files that were read to `sources`.
Result<SquidService> read_squid(const std::string& name, const YamlValue& service,
                                const ReadFile& read, const sources::Lookup& variable,
                                const std::string& compose_file, Sources& sources) {
  SquidService squid;
  squid.name = name;
  const auto entrypoint = compose::mount_source(service, std::string(kEntrypoint));
  if (!entrypoint) {
    return unknown_layout(compose_file,
                          "nothing mounted over " + std::string(kEntrypoint) + " of " + name);
  }
  squid.entrypoint = sources::interpolate(*entrypoint, variable).value_or(*entrypoint);
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
  squid.port_expression = port_expression_of(service);
  squid.port = sources::interpolate(squid.port_expression, variable).value_or("");
  auto templates = read_templates(service, read, variable);
  if (!templates) return fail(templates.error());
  squid.templates = std::move(*templates);
  for (const SquidTemplate& given : squid.templates) sources.add(given.path, given.text);
  return squid;
}

}  // namespace

Result<DifySquids> read_squids(const YamlValue& services, const ReadFile& read,
                               const sources::Lookup& variable, const std::string& compose_file) {
  DifySquids squids;
  Sources sources;
  const YamlValue* own = services.find("ssrf_proxy");
  if (own == nullptr) return unknown_layout(compose_file, "no service ssrf_proxy");
  auto first = read_squid("ssrf_proxy", *own, read, variable, compose_file, sources);
  if (!first) return fail(first.error());
  squids.ssrf_proxy = std::move(*first);
  if (const YamlValue* agent = services.find("agent_ssrf_proxy")) {
    auto second = read_squid("agent_ssrf_proxy", *agent, read, variable, compose_file, sources);
    if (!second) return fail(second.error());
    squids.agent_ssrf_proxy = std::move(*second);
  }
  squids.sources = sources.take();
  return squids;
}

}  // namespace proxyenv::dify
