// SPDX-License-Identifier: Apache-2.0
#include "documents/unread_names.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "sources/collected_variables.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::documents {

namespace {

using sources::Format;

// Keys below which a name is known not to be a variable of an environment that could be read.
struct KnownPlace {
  Format format;
  std::string_view key;
  std::string_view what;  // behind "HTTP_PROXY stands "
};
constexpr std::string_view kScript = "in a command or script, which is not followed";
constexpr std::string_view kImageBuild = "in the text of a Dockerfile, which is not followed";
constexpr std::string_view kText = "in the text of a file, which is not looked into";
constexpr std::string_view kInput = "among inputs or secrets; what takes them is not followed";
constexpr std::string_view kOutput = "among outputs; who takes them is not followed";
constexpr std::string_view kLabel = "in a label or an annotation, which sets no variable";
constexpr std::array<KnownPlace, 38> kPlaces = {{
    {Format::compose_file, "command", kScript},
    {Format::compose_file, "entrypoint", kScript},
    {Format::compose_file, "healthcheck", kScript},
    {Format::compose_file, "post_start", kScript},
    {Format::compose_file, "pre_stop", kScript},
    {Format::compose_file, "dockerfile_inline", kImageBuild},
    {Format::compose_file, "content", kText},
    {Format::compose_file, "labels", kLabel},
    {Format::compose_file, "annotations", kLabel},
    {Format::compose_file, "secrets", kInput},
    {Format::compose_file, "options", kInput},
    {Format::kubernetes, "command", kScript},
    {Format::kubernetes, "args", kScript},
    {Format::kubernetes, "script", kScript},
    {Format::kubernetes, "source", kScript},
    {Format::kubernetes, "data", kText},
    {Format::kubernetes, "stringData", kText},
    {Format::kubernetes, "labels", kLabel},
    {Format::kubernetes, "annotations", kLabel},
    {Format::kubernetes, "params", kInput},
    {Format::kubernetes, "parameters", kInput},
    {Format::github_actions, "run", kScript},
    {Format::github_actions, "args", kScript},
    {Format::github_actions, "entrypoint", kScript},
    {Format::github_actions, "script", kScript},
    {Format::github_actions, "with", kInput},
    {Format::github_actions, "inputs", kInput},
    {Format::github_actions, "secrets", kInput},
    {Format::github_actions, "matrix", kInput},
    {Format::github_actions, "outputs", kOutput},
    {Format::gitlab_ci, "script", kScript},
    {Format::gitlab_ci, "before_script", kScript},
    {Format::gitlab_ci, "after_script", kScript},
    {Format::gitlab_ci, "pre_get_sources_script", kScript},
    {Format::gitlab_ci, "command", kScript},
    {Format::gitlab_ci, "entrypoint", kScript},
    {Format::gitlab_ci, "inputs", kInput},
    {Format::gitlab_ci, "matrix", kInput},
}};

std::string_view described_place(Format format, std::string_view key) {
  for (const KnownPlace& place : kPlaces) {
    if (place.format == format && place.key == key) return place.what;
  }
  return {};
}

// What a source says already, by line.
class Told {
 public:
  explicit Told(const sources::Source& read) : taken_(read.taken) {
    for (const sources::SourceEnvironment& environment : read.environments) {
      for (const sources::PlacedFinding& remark : environment.remarks) {
        remarks_.insert({std::string(remark.finding.variable), remark.line});
      }
    }
  }

  [[nodiscard]] bool holds(const Mention& mention) const {
    if (holds(mention.line, mention)) return true;
    return std::any_of(mention.item.begin(), mention.item.end(),
                       [&](std::size_t line) { return holds(line, mention); });
  }

 private:
  [[nodiscard]] bool holds(std::size_t line, const Mention& mention) const {
    if (remarks_.contains({{}, line}) || remarks_.contains({mention.name, line})) return true;
    const sources::TakenName same = {mention.name, line};
    if (std::binary_search(taken_.begin(), taken_.end(), same)) return true;
    // With a prefix (Kubernetes, envFrom) the name is longer.
    auto each = std::lower_bound(taken_.begin(), taken_.end(), sources::TakenName{{}, line});
    constexpr std::size_t kMostLooked = 64;
    for (std::size_t i = 0; i < kMostLooked && each != taken_.end(); ++i, ++each) {
      if (each->line != line) return false;
      if (mention.is_detail || is_with_prefix(each->name, mention.name)) return true;
    }
    return false;
  }

  static bool is_with_prefix(std::string_view name, std::string_view mentioned) {
    if (!name.ends_with(mentioned) || name.size() == mentioned.size()) return false;
    const char before = name[name.size() - mentioned.size() - 1];
    return ascii::is_alnum(before) || before == '_' || before == '-' || before == '.';
  }

  const std::vector<sources::TakenName>& taken_;
  std::set<sources::TakenName> remarks_;
};

sources::PlacedFinding remark_on(const Mention& mention, Format format) {
  const std::string_view variable = sources::proxy_name(mention.name);
  const std::string_view place = described_place(format, mention.below);
  const std::string_view what = row_of(format).what;
  std::string text;
  FindingKind kind = FindingKind::line_not_read;
  if (!place.empty()) {
    kind = FindingKind::value_not_known;
    text = text::concatenated({mention.name, " stands ", place});
  } else if (mention.likeness == Likeness::near) {
    kind = FindingKind::similar_name;
    // A blank at the end is seen in quotes alone.
    text = text::concatenated({"`", mention.name,
                               "` is like the name of a proxy variable, and nothing ",
                               "takes it from that place of ", what});
  } else {
    text = text::concatenated({mention.name, " is not read: it stands where ", what,
                               " sets no variable that is known here"});
  }
  return {{kind, variable, std::move(text)}, mention.line};
}

bool has_remark(const sources::Source& read, std::size_t line) {
  return std::any_of(read.environments.begin(), read.environments.end(), [&](const auto& each) {
    return std::any_of(each.remarks.begin(), each.remarks.end(),
                       [&](const auto& remark) { return remark.line == line; });
  });
}

// The environments that a name may belong to, the most likely one first: that of its service or
// job, and the one that a job has where it adds nothing to it. None where the place is of nobody.
std::vector<std::string> owners_of(const Mention& mention, Format format) {
  constexpr std::array<std::string_view, 12> kNoJobs = {
      "after_script", "before_script", "cache",  "default", "image",     "include",
      "services",     "spec",          "stages", "types",   "variables", "workflow"};
  const std::string& outermost = mention.outermost;
  if (mention.second.empty()) return {};
  if (format == Format::compose_file && outermost == "services") {
    return {"service " + mention.second};
  }
  if (format == Format::github_actions && outermost == "jobs") {
    return {"job " + mention.second, "workflow"};
  }
  const bool is_job = std::find(kNoJobs.begin(), kNoJobs.end(), outermost) == kNoJobs.end();
  if (format == Format::gitlab_ci && is_job) return {"job " + outermost, "global variables"};
  return {};
}

// Adds remarks to the environments that they belong to.
class Adder {
 public:
  explicit Adder(sources::Source& read) : environments_(read.environments) {
    for (std::size_t i = 0; i < environments_.size(); ++i) {
      places_.emplace(environments_[i].name, i);
    }
    is_only_ = environments_.size() == 1;
  }

  // `owners`: names of environments, of which the first that is there gets the remark; the first is
  // made where none is there. Without one it goes to the only environment, or to one of its own.
  void add(const std::vector<std::string>& owners, sources::PlacedFinding remark) {
    const std::string nobody = "elsewhere in the file";
    const auto owner = std::find_if(owners.begin(), owners.end(), [&](const std::string& name) {
      return places_.contains(name);
    });
    std::string name = owner != owners.end() ? *owner : owners.empty() ? nobody : owners.front();
    if (owners.empty() && is_only_) name = environments_.front().name;
    const auto [place, is_new] = places_.emplace(name, environments_.size());
    if (is_new) environments_.emplace_back().name = name;
    environments_[place->second].remarks.push_back(std::move(remark));
  }

 private:
  std::vector<sources::SourceEnvironment>& environments_;
  std::unordered_map<std::string, std::size_t> places_;  // by name
  bool is_only_ = false;
};

}  // namespace

std::vector<Mention> names_in(const std::vector<YamlValue>& documents, std::string_view text,
                              Format format) {
  std::vector<std::string_view> keys;
  for (const KnownPlace& place : kPlaces) {
    if (place.format == format) keys.push_back(place.key);
  }
  return find_mentions(documents, text, keys);
}

void tell_unread_names(const std::vector<Mention>& names, sources::Source& read) {
  constexpr std::size_t kMostTold = 1000;
  const Told told(read);
  Adder adder(read);
  std::size_t count = 0;
  for (const Mention& mention : names) {
    if (told.holds(mention) || ++count > kMostTold) continue;
    adder.add(owners_of(mention, read.format), remark_on(mention, read.format));
  }
  if (count <= kMostTold) return;
  adder.add({}, {{FindingKind::line_not_read,
                  {},
                  std::to_string(count - kMostTold) + " more names stand where nothing reads them"},
                 0});
}

void tell_repeated_keys(const std::vector<std::size_t>& lines, sources::Source& read) {
  if (read.format == Format::gitlab_ci) return;  // Ruby takes the last one
  Adder adder(read);
  for (const std::size_t line : lines) {
    if (has_remark(read, line)) continue;
    adder.add({}, {{FindingKind::line_not_read,
                    {},
                    text::concatenated({"a key stands for the second time in its map, which is "
                                        "refused where ",
                                        row_of(read.format).what, " is read"})},
                   line});
  }
}

}  // namespace proxyenv::documents
