// SPDX-License-Identifier: Apache-2.0
#include "sources/json_environments.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "sources/entries.hpp"
#include "sources/json_text.hpp"
#include "sources/proxy_mentions.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

using Kind = JsonNode::Kind;

bool is_environment_key(std::string_view key) {
  constexpr std::array<std::string_view, 6> kKeys = {"env",          "envs",      "environment",
                                                     "containerEnv", "remoteEnv", "Variables"};
  return std::any_of(kKeys.begin(), kKeys.end(),
                     [&](std::string_view each) { return ascii::equal_ignoring_case(each, key); });
}

// The name in {"name", "value"}, under whatever of the usual keys; null if it is no such pair.
const JsonNode* name_of_pair(const JsonNode& node) {
  for (const std::string_view key : {"name", "Name", "key", "Key"}) {
    const JsonNode* name = node.find(key);
    if (name != nullptr && name->kind == Kind::string) return name;
  }
  return nullptr;
}

// A blank at the end of a name is a slip that is told.
bool is_environment_name(std::string_view name) {
  name = ascii::trimmed(name);
  return !name.empty() && name.find_first_of(" \t\n=") == std::string_view::npos;
}

// An array of "NAME=VALUE" or of pairs, or a map whose values are no arrays or objects.
bool looks_like_environment(const JsonNode& node) {
  if (node.members.empty()) return false;
  return std::all_of(node.members.begin(), node.members.end(), [&](const JsonMember& member) {
    if (node.kind == Kind::object) {
      return is_environment_name(member.name) && member.value.is_scalar();
    }
    if (member.value.kind == Kind::string) {
      return is_environment_name(
          std::string_view(member.value.text).substr(0, member.value.text.find('=')));
    }
    return name_of_pair(member.value) != nullptr;
  });
}

// The same where no key says so: names as variables have them.
bool is_environment_alone(const JsonNode& node) {
  if (!looks_like_environment(node)) return false;
  return std::any_of(node.members.begin(), node.members.end(), [&](const JsonMember& member) {
    if (node.kind == Kind::object) {
      return may_name_proxy_variable(member.name) ||
             (is_shell_name(member.name) && ascii::lowered(member.name) != member.name &&
              member.name.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos);
    }
    return member.value.kind == Kind::object ? is_shell_name(name_of_pair(member.value)->text)
                                             : member.value.text.find('=') != std::string::npos;
  });
}

constexpr std::string_view kElsewhere = "has a value that stands elsewhere";

void add(Entries& entries, std::string_view name, const JsonNode* value, std::size_t line) {
  if (value == nullptr || value->kind == Kind::null || !value->is_scalar()) {
    entries.remark(FindingKind::value_not_known, name, line, kElsewhere);
  } else {
    entries.add(name, value->text, line);
  }
}

void add_all(Entries& entries, const JsonNode& environment) {
  for (const JsonMember& member : environment.members) {
    const JsonNode& value = member.value;
    if (environment.kind == Kind::object) {
      add(entries, member.name, &value, value.line);
    } else if (value.kind == Kind::object) {
      const JsonNode* given = value.find("value");
      if (given == nullptr) given = value.find("Value");
      add(entries, name_of_pair(value)->text, given, name_of_pair(value)->line);
    } else {
      const std::size_t at = value.text.find('=');
      if (at == std::string::npos) {
        entries.remark(FindingKind::value_not_known, value.text, value.line, kElsewhere);
      } else {
        entries.add(value.text.substr(0, at), std::string_view(value.text).substr(at + 1),
                    value.line);
      }
    }
  }
}

// The name by which people know what this object describes.
std::string own_name(const JsonNode& node) {
  for (const std::string_view key : {"Name", "name", "container_name"}) {
    const JsonNode* name = node.find(key);
    if (name == nullptr || name->kind != Kind::string || name->text.empty()) continue;
    const bool has_slash = name->text.front() == '/';  // as docker inspect writes it
    return name->text.substr(has_slash ? 1 : 0);
  }
  const JsonNode* tags = node.find("RepoTags");
  if (tags != nullptr && !tags->members.empty()) return tags->members.front().value.text;
  return {};
}

std::string_view kind_of(const JsonNode& node, std::string_view key) {
  if (node.find("RepoTags") != nullptr) return "image ";
  if (key == "initContainers") return "init container ";
  const bool is_container =
      key == "containers" || key == "containerDefinitions" || node.find("Config") != nullptr;
  return is_container ? "container " : "";
}

class Finder {
 public:
  // `name`: of what is around the node. `key`: the one under which it stands.
  Result<void> walk(const JsonNode& node, const std::string& name, std::string_view key) {
    if (node.is_scalar()) {
      tell_entry_elsewhere(node);
      return {};
    }
    if (node.kind == Kind::object) {
      const std::string own = own_name(node);
      const std::string here = own.empty() || name.starts_with("service ")
                                   ? name
                                   : std::string(kind_of(node, key)) + own;
      return walk_members(node, here);
    }
    for (const JsonMember& member : node.members) {
      if (auto done = walk(member.value, name, key); !done) return done;
    }
    return {};
  }

  Result<void> take(const JsonNode& environment, const JsonNode* secrets, std::string name) {
    Entries entries;
    add_all(entries, environment);
    if (secrets != nullptr && secrets->kind == Kind::array) {
      for (const JsonMember& member : secrets->members) {
        const JsonNode* secret = name_of_pair(member.value);
        if (secret == nullptr) continue;
        entries.remark(FindingKind::value_not_known, secret->text, secret->line, kElsewhere);
      }
    }
    if (entries.empty()) return {};
    auto read = entries.finish();
    if (!read) return fail(read.error());
    read->name = std::move(name);
    found_.push_back(std::move(*read));
    return {};
  }

  // What is told of no environment stands in the last one.
  std::vector<SourceEnvironment> found() {
    if (!found_.empty()) {
      auto& remarks = found_.back().remarks;
      remarks.insert(remarks.end(), elsewhere_.begin(), elsewhere_.end());
    }
    return std::move(found_);
  }

 private:
  // "NAME=VALUE" that stands in no environment: among arguments ("export NAME=VALUE"), in an array
  // of which other elements are none, or where a name was to stand.
  void tell_entry_elsewhere(const JsonNode& node) {
    if (node.kind != Kind::string) return;
    for (auto found = next_mention(node.text, 0); !found.name.empty();
         found = next_mention(node.text, found.end)) {
      if (form_of(node.text, found) == MentionForm::assignment) {
        tell_elsewhere(found.name, node.line);
      }
    }
  }

  void tell_elsewhere(std::string_view name, std::size_t line) {
    const std::string_view variable = family_spelling(name);
    if (variable.empty()) return;
    elsewhere_.push_back(
        {{FindingKind::line_not_read,
          {},
          text::concatenated({"line ", std::to_string(line), " is not read: ", variable,
                              " stands there in nothing that is known as an environment"})},
         line});
  }

  // Of a container of ECS: files in S3.
  void tell_files_of_environment(const JsonMember& member) {
    if (member.name != "environmentFiles" || member.value.members.empty()) return;
    elsewhere_.push_back({{FindingKind::value_not_known,
                           {},
                           "environmentFiles takes variables from files that are not known here"},
                          member.value.line});
  }

  Result<void> walk_members(const JsonNode& node, const std::string& name) {
    for (const JsonMember& member : node.members) {
      Result<void> done;
      if (is_environment_key(member.name) && looks_like_environment(member.value)) {
        done = take(member.value, node.find("secrets"), name);
      } else if (member.name == "services" && member.value.kind == Kind::object) {
        for (const JsonMember& service : member.value.members) {
          done = walk(service.value, "service " + service.name, service.name);
          if (!done) return done;
        }
      } else {
        tell_files_of_environment(member);
        tell_elsewhere(member.name, member.value.line);
        done = walk(member.value, name, member.name);
      }
      if (!done) return done;
    }
    return {};
  }

  std::vector<SourceEnvironment> found_;
  std::vector<PlacedFinding> elsewhere_;
};

}  // namespace

Result<std::vector<SourceEnvironment>> read_json_environments(std::string_view text) {
  const auto texts = parse_json_texts(text);
  if (!texts) return fail(texts.error());
  Finder finder;
  std::size_t number = 0;
  for (const JsonNode& node : *texts) {
    ++number;
    const std::string name = texts->size() > 1 ? "text " + std::to_string(number) : std::string();
    const auto done =
        is_environment_alone(node) ? finder.take(node, nullptr, name) : finder.walk(node, name, {});
    if (!done) return fail(done.error());
  }
  std::vector<SourceEnvironment> found = finder.found();
  if (found.empty()) {
    return fail(
        "it is JSON, and no environment was recognized in it: neither an array of NAME=VALUE, nor "
        "a "
        "map of names, nor one of these under a key such as Env or environment");
  }
  return found;
}

}  // namespace proxyenv::sources
