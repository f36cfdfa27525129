// SPDX-License-Identifier: Apache-2.0
#include "dify/record/setup_record.hpp"

#include <algorithm>

#include "core/redaction.hpp"
#include "dify/names/domain_list.hpp"
#include "dify/record/own_files.hpp"
#include "text/list.hpp"
#include "yaml/yaml.hpp"
#include "yaml/yaml_text.hpp"

namespace proxyenv::dify {

namespace {

constexpr std::string_view kPodmanCompose = "podman-compose";

// JSON is YAML: yaml_quoted() writes what both read alike.
std::string text_line(std::string_view key, std::string_view value) {
  return "  " + yaml_quoted(key) + ": " + yaml_quoted(value) + ",\n";
}

std::string render_hashes(const PathHashes& hashes) {
  std::string text = "{";
  for (const auto& [path, hash] : hashes) {
    text.append(text.size() > 1 ? "," : "").append("\n    ");
    text.append(yaml_quoted(path)).append(": ").append(yaml_quoted(hash));
  }
  return text + (hashes.empty() ? "}" : "\n  }");
}

std::string scalar_of(const YamlValue& map, std::string_view key) {
  const YamlValue* value = map.find(key);
  return value != nullptr ? value->scalar : std::string();
}

PathHashes hashes_of(const YamlValue& map, std::string_view key) {
  PathHashes hashes;
  const YamlValue* value = map.find(key);
  if (value == nullptr) return hashes;
  for (const auto& [path, hash] : value->entries) hashes.emplace_back(path, hash.scalar);
  return hashes;
}

}  // namespace

std::string_view name_of(Mode mode) {
  return mode == Mode::direct ? "direct" : "selective";
}

PathHashes with_names_shown(PathHashes hashes) {
  ListDisclosure names;
  for (const auto& [path, hash] : hashes) names.take(path);
  for (auto& [path, hash] : hashes) path = names.list(path);
  return hashes;
}

const std::string* SetupRecord::hash_of(std::string_view path) const {
  const auto file = std::find_if(files.begin(), files.end(),
                                 [&](const auto& candidate) { return candidate.first == path; });
  return file == files.end() ? nullptr : &file->second;
}

std::string SetupRecord::override_file() const {
  return std::string(hash_of(kOverrideName) != nullptr ? kOverrideName : kSeparateOverrideName);
}

bool SetupRecord::wrote(std::string_view path, std::string_view hash) const {
  const auto same = [&](const auto& file) { return file.first == path && file.second == hash; };
  return std::any_of(files.begin(), files.end(), same) ||
         std::any_of(replaced.begin(), replaced.end(), same);
}

std::vector<std::string> SetupRecord::domain_words() const {
  return all_domains ? std::vector<std::string>{std::string(kAllDomains)} : domains;
}

std::string render_setup_record(const SetupRecord& record) {
  std::string text = "{\n  \"schema\": 1,\n";
  text.append(text_line("mode", name_of(record.mode)));
  if (record.program == ComposeProgram::podman_compose) {
    text.append(text_line("compose", kPodmanCompose));
  }
  std::vector<std::string> domains = record.domain_words();
  for (std::string& domain : domains) domain = yaml_quoted(domain);
  text.append("  \"domains\": [").append(text::joined(domains, ", ")).append("],\n");
  text.append(text_line("upstream", record.upstream));
  text.append(text_line("api_tag", record.api_tag));
  text.append(text_line("daemon_tag", record.daemon_tag));
  text.append(text_line("salt", record.salt));
  text.append("  \"sources\": ").append(render_hashes(record.sources)).append(",\n");
  text.append("  \"files\": ").append(render_hashes(record.files)).append(",\n");
  text.append("  \"replaced\": ").append(render_hashes(record.replaced)).append("\n}\n");
  return text;
}

Result<SetupRecord> parse_setup_record(const std::string& text) {
  const auto value = parse_yaml(text);
  if (!value) return fail(value.error());
  if (scalar_of(*value, "schema") != "1") {
    return fail("is no record of this version of proxyenv dify init");
  }
  SetupRecord record;
  if (scalar_of(*value, "mode") == name_of(Mode::direct)) record.mode = Mode::direct;
  if (scalar_of(*value, "compose") == kPodmanCompose) {
    record.program = ComposeProgram::podman_compose;
  }
  if (const YamlValue* domains = value->find("domains")) {
    for (const YamlValue& domain : domains->items) record.domains.push_back(domain.scalar);
  }
  record.all_domains = record.domains.size() == 1 && record.domains.front() == kAllDomains;
  if (record.all_domains) record.domains.clear();
  record.upstream = scalar_of(*value, "upstream");
  record.api_tag = scalar_of(*value, "api_tag");
  record.daemon_tag = scalar_of(*value, "daemon_tag");
  record.salt = scalar_of(*value, "salt");
  record.sources = hashes_of(*value, "sources");
  record.files = hashes_of(*value, "files");
  record.replaced = hashes_of(*value, "replaced");
  // init and --uninstall remove files that the record names.
  for (const PathHashes* hashes : {&record.files, &record.replaced}) {
    // Each of them once: there are no more than seven, so they may be searched one by one.
    if (hashes->size() > kMostOwnFiles) return fail("names more files than init writes");
    for (const auto& [path, hash] : *hashes) {
      if (!is_path_of_ours(path)) return fail("names a file that init never writes");
    }
  }
  return record;
}

}  // namespace proxyenv::dify
