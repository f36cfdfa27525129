// SPDX-License-Identifier: Apache-2.0
// The rules: https://docs.gitlab.com/ci/yaml/ (variables, extends, inherit) and
// https://docs.gitlab.com/ci/variables/where_variables_can_be_used/. A job's variables win over the
// global ones; `extends` merges maps, later entries over earlier ones; $NAME stands for another
// variable unless `expand: false`, and $$ for a dollar.
#include "documents/gitlab_ci.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "documents/gitlab_references.hpp"
#include "documents/yaml_variables.hpp"
#include "sources/collected_variables.hpp"
#include "text/list.hpp"

namespace proxyenv::documents {

namespace {

using sources::CollectedEnvironments;
using sources::CollectedVariables;

// Keys of the file that are no jobs. `pages` is one.
constexpr std::array<std::string_view, 12> kNoJobs = {
    "after_script", "before_script", "cache",  "default", "image",     "include",
    "services",     "spec",          "stages", "types",   "variables", "workflow"};

bool is_job(const YamlEntry& entry) {
  return entry.value.is_map() &&
         std::find(kNoJobs.begin(), kNoJobs.end(), entry.key) == kNoJobs.end();
}

void note_unknown(const std::string& name, std::string_view why, const YamlValue& value,
                  CollectedVariables& variables) {
  if (sources::proxy_name(name).empty()) return;
  variables.remark(FindingKind::value_not_known, name, text::concatenated({name, " ", why}),
                   value.line);
}

void note_rules(const YamlValue& owner, CollectedVariables& variables) {
  const YamlValue* rules = owner.find("rules");
  if (rules == nullptr) return;
  for (const YamlValue& rule : rules->items) {
    const YamlValue* found = rule.find("variables");
    if (found == nullptr) continue;
    for (const auto& [name, value] : found->entries) {
      note_unknown(name, "is set by a rule, under its condition", value, variables);
    }
  }
}

// Each run of `parallel: matrix:` has one of the values.
void note_matrix(const YamlValue& job, CollectedVariables& variables) {
  const YamlValue* parallel = job.find("parallel");
  const YamlValue* matrix = parallel == nullptr ? nullptr : parallel->find("matrix");
  if (matrix == nullptr) return;
  for (const YamlValue& row : matrix->items) {
    for (const auto& [name, value] : row.entries) {
      note_unknown(name, "is set by the matrix, differently in each run", value, variables);
    }
  }
}

// `secrets` and `id_tokens` are variables whose values GitLab fetches or makes.
void note_fetched(const YamlValue& job, CollectedVariables& variables) {
  for (const std::string_view key : {"secrets", "id_tokens"}) {
    const YamlValue* fetched = job.find(key);
    if (fetched == nullptr) continue;
    for (const auto& [name, value] : fetched->entries) {
      note_unknown(name, "is a secret, which the file does not hold", value, variables);
    }
  }
}

// The names in `extends`, one or several.
std::vector<std::string> bases_of(const YamlValue& job) {
  std::vector<std::string> names;
  const YamlValue* extends = job.find("extends");
  if (extends == nullptr) return names;
  if (extends->is_scalar()) names.push_back(extends->scalar);
  for (const YamlValue& item : extends->items) names.push_back(item.scalar);
  return names;
}

class Reader {
 public:
  explicit Reader(const YamlValue& file) : file_(file) {
    for (const YamlEntry& entry : file.entries) jobs_.emplace(entry.key, &entry.value);
  }

  Result<sources::Source> read() {
    CollectedVariables global;
    if (const YamlValue* variables = file_.find("variables")) take(*variables, global);
    note_default(global);
    note_includes(global);
    if (auto workflow = file_.find("workflow")) note_rules(*workflow, global);
    if (auto added = add("global variables", global); !added) return fail(added.error());
    if (auto taken = take_services(file_, "", global); !taken) return fail(taken.error());
    if (const YamlValue* defaults = file_.find("default")) {
      if (auto taken = take_services(*defaults, "", global); !taken) return fail(taken.error());
    }
    for (const YamlEntry& entry : file_.entries) {
      if (is_job(entry)) find_bases(entry.value);
    }
    for (const YamlEntry& entry : file_.entries) {
      // A hidden job that others extend is seen in those.
      const bool is_seen = entry.key.starts_with('.') && extended_.count(entry.key) > 0;
      if (!is_job(entry) || is_seen) continue;
      if (auto taken = take_job(entry.key, entry.value, global); !taken) return fail(taken.error());
    }
    return std::move(environments_).take(sources::Format::gitlab_ci);
  }

 private:
  Result<void> add(std::string name, const CollectedVariables& variables) {
    return environments_.add(std::move(name), with_references_replaced(variables));
  }

  // A map of NAME: value, or NAME: {value, expand}.
  static void take(const YamlValue& written, CollectedVariables& variables) {
    for (const auto& [name, value] : written.entries) {
      const YamlValue* text = value.is_map() ? value.find("value") : &value;
      const YamlValue* expand = value.is_map() ? value.find("expand") : nullptr;
      if (value.has_own_tag()) {
        variables.set_not_known(name, "is a `!reference`", value.line);
      } else if (text == nullptr) {
        variables.set(name, "", value.line);
      } else {
        const bool is_raw = expand != nullptr && expand->scalar == "false";
        YamlValue read = *text;
        if (is_raw) read.scalar = escaped_reference(read.scalar);
        set_text(variables, name, read, "GitLab");
      }
    }
    if (written.has_own_tag()) {
      variables.remark(FindingKind::value_not_known, "",
                       "variables are a `!reference`, and not known", written.line);
    } else if (!written.is_map() && written.kind != YamlValue::Kind::null) {
      variables.remark(FindingKind::line_not_read, "", "variables are no map, which GitLab refuses",
                       written.line);
    }
  }

  void note_default(CollectedVariables& variables) const {
    const YamlValue* defaults = file_.find("default");
    const YamlValue* found = defaults == nullptr ? nullptr : defaults->find("variables");
    if (found == nullptr) return;
    variables.remark(FindingKind::line_not_read, "",
                     "GitLab takes no variables below `default`; they stand at the top",
                     found->line);
  }

  void note_includes(CollectedVariables& variables) const {
    if (const YamlValue* include = file_.find("include")) {
      variables.remark(FindingKind::value_not_known, "",
                       "include names other files, which are not read", include->line);
    }
  }

  void find_bases(const YamlValue& job) {
    for (std::string& name : bases_of(job)) extended_.insert(std::move(name));
  }

  // The variables of a job itself and of what it extends. Returns whether it has some.
  bool take_own(const YamlValue& job, std::size_t depth, CollectedVariables& variables) {
    constexpr std::size_t kDeepest = 11;  // GitLab's limit
    constexpr std::size_t kMostBases = 100000;
    bool has_some = false;
    for (const std::string& name : bases_of(job)) {
      const auto base = jobs_.find(name);
      if (base == jobs_.end() || depth == kDeepest || ++bases_taken_ > kMostBases) {
        variables.remark(FindingKind::value_not_known, "",
                         "extends a job that this file does not hold", job.find("extends")->line);
        has_some = true;
      } else {
        has_some = take_own(*base->second, depth + 1, variables) || has_some;
      }
    }
    if (const YamlValue* own = job.find("variables")) {
      take(*own, variables);
      has_some = true;
    }
    note_rules(job, variables);
    note_matrix(job, variables);
    note_fetched(job, variables);
    return has_some || variables.has_remarks();
  }

  // What `inherit: variables:` lets through of the global variables.
  static void inherit(const YamlValue& job, const CollectedVariables& global,
                      CollectedVariables& variables) {
    const YamlValue* inherit = job.find("inherit");
    const YamlValue* which = inherit == nullptr ? nullptr : inherit->find("variables");
    if (which != nullptr && which->is_scalar() && which->scalar == "false") return;
    std::set<std::string_view> listed;
    const bool is_list = which != nullptr && which->is_sequence();
    if (is_list) {
      for (const YamlValue& item : which->items) {
        listed.insert(item.scalar);
        if (global.find(item.scalar) != nullptr) variables.mark_taken(item.scalar, item.line);
      }
    }
    for (const auto& variable : global.variables()) {
      if (!is_list || listed.count(variable.name) > 0) variables.set(variable);
    }
  }

  Result<void> take_job(const std::string& name, const YamlValue& job,
                        const CollectedVariables& global) {
    CollectedVariables own;
    const bool has_own = take_own(job, 0, own) || job.find("inherit") != nullptr;
    if (has_own) {
      CollectedVariables variables;
      inherit(job, global, variables);
      variables.override_by(own);
      if (auto added = add("job " + name, variables); !added) return added;
    }
    CollectedVariables base;
    inherit(job, global, base);
    base.override_by(own);
    return take_services(job, text::concatenated({"job ", name, ", "}), base);
  }

  // Services get the variables of the job, and may have more of their own. Those at the top and in
  // `default` are of each job that has none.
  Result<void> take_services(const YamlValue& owner, const std::string& of_whom,
                             const CollectedVariables& base) {
    const YamlValue* services = owner.find("services");
    if (services == nullptr) return {};
    for (const YamlValue& service : services->items) {
      const YamlValue* written = service.find("variables");
      if (written == nullptr) continue;
      CollectedVariables variables;
      for (const auto& variable : base.variables()) variables.set(variable);
      take(*written, variables);
      const std::string image = scalar_at(service, "name");
      auto added = add(text::concatenated({of_whom, "service ", image}), variables);
      if (!added) return added;
    }
    return {};
  }

  const YamlValue& file_;
  std::unordered_map<std::string_view, const YamlValue*> jobs_;  // by name
  CollectedEnvironments environments_;
  std::set<std::string> extended_;
  std::size_t bases_taken_ = 0;
};

}  // namespace

Result<sources::Source> read_gitlab_ci(const std::vector<YamlValue>& documents) {
  // A header with `spec:` may stand before the file itself.
  const auto file = std::find_if(documents.begin(), documents.end(), [](const YamlValue& each) {
    return each.is_map() && (each.entries.size() > 1 || each.find("spec") == nullptr);
  });
  if (file == documents.end()) return fail("holds no map, as GitLab's CI files do");
  return Reader(*file).read();
}

}  // namespace proxyenv::documents
