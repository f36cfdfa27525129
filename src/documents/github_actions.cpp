// SPDX-License-Identifier: Apache-2.0
// The rules: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax,
// `env`, `jobs.<job_id>.env`, `jobs.<job_id>.steps[*].env`, `jobs.<job_id>.container.env`: the most
// specific one wins. A service's container gets its own variables alone.
#include "documents/github_actions.hpp"

#include <string>
#include <utility>

#include "documents/docker_options.hpp"
#include "documents/yaml_variables.hpp"
#include "sources/collected_variables.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::documents {

namespace {

using sources::CollectedEnvironments;
using sources::CollectedVariables;

constexpr std::string_view kExpression = "${{";

// Takes `env` of a workflow, a job, a step or a container. Returns whether there is one.
bool take_env(const YamlValue& owner, CollectedVariables& variables) {
  const YamlValue* env = owner.find("env");
  if (env == nullptr || env->kind == YamlValue::Kind::null) return false;
  if (!env->is_map()) {
    variables.remark(FindingKind::value_not_known, "",
                     "env is an expression, whose variables are not known", env->line);
  }
  for (const auto& [name, value] : env->entries) {
    if (value.scalar.find(kExpression) != std::string::npos) {
      variables.set_not_known(name, "is an expression, `${{ }}`, which GitHub fills in",
                              value.line);
    } else {
      set_text(variables, name, value, "GitHub");
    }
  }
  note_twice(variables, *env, "GitHub");
  return true;
}

// `container.options` and `services.NAME.options` are options of `docker create`, in front of those
// that the runner makes of `env` (actions/runner, DockerCommandManager.DockerCreateAsync).
void take_options(const YamlValue& container, CollectedVariables& variables) {
  const YamlValue* options = container.find("options");
  if (options == nullptr) return;
  for (const DockerVariable& variable : variables_in_docker_options(options->scalar)) {
    if (!variable.value) {
      variables.set_not_known(variable.name, "is passed on from the runner by `-e` without a value",
                              options->line);
    } else if (variable.value->find(kExpression) != std::string::npos) {
      variables.set_not_known(variable.name, "is an expression, `${{ }}`, which GitHub fills in",
                              options->line);
    } else {
      variables.set(variable.name, *variable.value, options->line);
    }
  }
}

// The variables of a container; whether it has some.
bool take_container(const YamlValue& container, CollectedVariables& variables) {
  take_options(container, variables);
  take_env(container, variables);
  return !variables.variables().empty() || variables.has_remarks();
}

// `echo "HTTPS_PROXY=..." >> "$GITHUB_ENV"` sets a variable for the steps that follow.
void note_environment_files(const YamlValue& step, CollectedVariables& variables) {
  const YamlValue* run = step.find("run");
  if (run == nullptr || run->scalar.find("GITHUB_ENV") == std::string::npos) return;
  if (ascii::lowered(run->scalar).find("_proxy") == std::string::npos) return;
  variables.remark(FindingKind::value_not_known, "",
                   "a step writes to GITHUB_ENV what later steps get; that is not read", run->line);
}

class Reader {
 public:
  Result<sources::Source> read(const YamlValue& workflow) {
    CollectedVariables variables;
    take_env(workflow, variables);
    if (auto added = environments_.add("workflow", variables); !added) return fail(added.error());
    if (const YamlValue* jobs = workflow.find("jobs")) {
      for (const auto& [name, job] : jobs->entries) {
        if (auto taken = take_job("job " + name, job, variables); !taken) {
          return fail(taken.error());
        }
      }
    } else if (const YamlValue* runs = workflow.find("runs")) {
      CollectedVariables own;  // of an action in a container
      take_env(*runs, own);
      if (auto added = environments_.add("action", std::move(own)); !added) {
        return fail(added.error());
      }
      if (auto taken = take_steps("", *runs, variables); !taken) return fail(taken.error());
    } else {
      return fail("has neither jobs nor runs, as workflows and actions have");
    }
    return std::move(environments_).take(sources::Format::github_actions);
  }

 private:
  Result<void> take_job(const std::string& name, const YamlValue& job,
                        const CollectedVariables& inherited) {
    CollectedVariables variables;
    bool has_own = false;
    if (const YamlValue* container = job.find("container")) {
      has_own = take_container(*container, variables);
    }
    for (const auto& variable : inherited.variables()) variables.set(variable);
    has_own = take_env(job, variables) || has_own;
    if (const YamlValue* steps = job.find("steps")) {
      for (const YamlValue& step : steps->items) note_environment_files(step, variables);
    }
    if (has_own || variables.has_remarks()) {
      if (auto added = environments_.add(name, variables); !added) return added;
    }
    if (const YamlValue* services = job.find("services")) {
      for (const auto& [service, container] : services->entries) {
        CollectedVariables own;
        if (!take_container(container, own)) continue;
        std::string full = text::concatenated({name, ", service ", service});
        auto added = environments_.add(std::move(full), std::move(own));
        if (!added) return added;
      }
    }
    return take_steps(name, job, variables);
  }

  // `owner` has the steps; `job` is its name, empty for an action.
  Result<void> take_steps(const std::string& job, const YamlValue& owner,
                          const CollectedVariables& inherited) {
    const YamlValue* steps = owner.find("steps");
    if (steps == nullptr) return {};
    std::size_t number = 0;
    for (const YamlValue& step : steps->items) {
      ++number;
      const YamlValue* env = step.find("env");
      if (env == nullptr || env->kind == YamlValue::Kind::null) continue;
      CollectedVariables variables;
      for (const auto& variable : inherited.variables()) variables.set(variable);
      take_env(step, variables);
      std::string name = scalar_at(step, "name");
      if (name.empty()) name = scalar_at(step, "id");
      if (name.empty()) name = std::to_string(number);
      const std::string full = text::concatenated({job, job.empty() ? "" : ", ", "step ", name});
      if (auto added = environments_.add(full, std::move(variables)); !added) return added;
    }
    return {};
  }

  CollectedEnvironments environments_;
};

}  // namespace

Result<sources::Source> read_github_actions(const std::vector<YamlValue>& documents) {
  if (documents.empty() || !documents.front().is_map()) return fail("holds no workflow");
  return Reader().read(documents.front());
}

}  // namespace proxyenv::documents
