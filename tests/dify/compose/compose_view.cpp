// SPDX-License-Identifier: Apache-2.0
// Prints as JSON how we read Compose's files, to compare it with Compose itself.
//
//   compose_view env FILE...
//   compose_view merge FILE...
//
// `env` prints the variables of the last file; the files before it hold those of the shell. `merge`
// prints the merged files.
#include <cstdio>
#include <fstream>
#include <span>
#include <sstream>
#include <string>
#include <string_view>

#include "compose/compose_merge.hpp"
#include "sources/compose_env.hpp"
#include "yaml/yaml.hpp"
#include "yaml/yaml_text.hpp"

using namespace proxyenv;
using namespace proxyenv::compose;

namespace {

std::string contents(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string json(const YamlValue& value) {
  std::string text;
  switch (value.kind) {
    case YamlValue::Kind::null:
      return "null";
    case YamlValue::Kind::scalar:
      return yaml_quoted(value.scalar);
    case YamlValue::Kind::sequence:
      for (const YamlValue& item : value.items) {
        text.append(text.empty() ? "" : ",").append(json(item));
      }
      return "[" + text + "]";
    case YamlValue::Kind::map:
      for (const auto& [key, item] : value.entries) {
        text.append(text.empty() ? "" : ",")
            .append(yaml_quoted(key))
            .append(":")
            .append(json(item));
      }
      return "{" + text + "}";
  }
  return text;
}

int complain(const Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  return 1;
}

int show_env(std::span<char*> files) {
  sources::ComposeEnv env;
  for (const char* file : files) {
    const sources::Lookup shell = [known = env](std::string_view name) { return known.find(name); };
    auto read = sources::parse_compose_env(contents(file), shell);
    if (!read) return complain(read.error());
    env = std::move(*read);
  }
  YamlValue map;
  map.kind = YamlValue::Kind::map;
  for (const sources::ComposeVariable& variable : env.variables()) {
    map.entries.emplace_back(variable.name, yaml_scalar(variable.value));
  }
  std::puts(json(map).c_str());
  return 0;
}

int show_merge(std::span<char*> files) {
  YamlValue document;
  for (const char* file : files) {
    const auto read = parse_yaml(contents(file));
    if (!read) return complain(read.error());
    document = merged(document, *read);
  }
  std::puts(json(document).c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::span<char*> words(argv, static_cast<std::size_t>(argc));
  if (words.size() > 2 && std::string_view(words[1]) == "env") return show_env(words.subspan(2));
  if (words.size() > 2 && std::string_view(words[1]) == "merge") {
    return show_merge(words.subspan(2));
  }
  return 2;
}
