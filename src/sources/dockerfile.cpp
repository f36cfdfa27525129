// SPDX-License-Identifier: Apache-2.0
#include "sources/dockerfile.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sources/collected_variables.hpp"
#include "sources/dockerfile_lines.hpp"
#include "sources/dockerfile_mentions.hpp"
#include "sources/dockerfile_words.hpp"
#include "sources/proxy_mentions.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

struct Stage {
  std::string name;
  CollectedVariables env;
  CollectedVariables args;
  std::vector<PlacedFinding> remarks;  // not inherited
  // Nothing is below it but `scratch`, so that a name without a value is known to have none.
  bool base_is_known = false;
};

DockerfileReference reference_in(const CollectedVariables& variables, std::string_view name) {
  const CollectedVariable* found = variables.find(name);
  if (found == nullptr) return {};
  return {found->value, found->value || found->why_not_known.empty()};
}

class Reader {
 public:
  explicit Reader(DockerfileLines lines) : lines_(std::move(lines)) {}

  Result<Source> read() {
    for (const DockerfileInstruction& instruction : lines_.instructions) {
      auto taken = take(instruction);
      if (!taken) {
        return fail("line " + std::to_string(instruction.line) + ": " + taken.error().message);
      }
    }
    if (stages_.empty()) return fail("there is no FROM, with which each Dockerfile begins");
    CollectedEnvironments environments;
    tell_global_args();
    for (Stage& stage : stages_) {
      if (auto added = add(std::move(stage), environments); !added) return fail(added.error());
    }
    return std::move(environments).take(Format::dockerfile);
  }

 private:
  static Result<void> add(Stage stage, CollectedEnvironments& environments) {
    const std::string name = "stage " + stage.name;
    for (PlacedFinding& remark : stage.remarks) {
      stage.env.remark(remark.finding.kind, remark.finding.variable,
                       std::move(remark.finding.message), remark.line);
    }
    if (!stage.args.holds_proxy_variable()) return environments.add(name, std::move(stage.env));
    // ENV wins over ARG wherever the two stand.
    CollectedVariables in_build = std::move(stage.args);
    in_build.override_by(stage.env);
    if (auto added = environments.add(name, std::move(stage.env)); !added) return added;
    return environments.add(name + ", build", std::move(in_build));
  }

  Result<void> take(const DockerfileInstruction& instruction) {
    if (instruction.name == "FROM") return take_from(instruction);
    if (instruction.name == "ARG") return take_arg(instruction);
    if (instruction.name == "ENV") return take_env(instruction);
    tell_mentions(instruction);
    return {};
  }

  Result<void> take_from(const DockerfileInstruction& instruction) {
    auto words = split_dockerfile_words(instruction.rest, lines_.escape);
    std::erase_if(words, [](const DockerfileWord& word) { return word.text.starts_with("--"); });
    if (words.empty()) return fail("FROM names no image");
    const auto image = expand_word(words[0].text, lines_.escape, [&](std::string_view name) {
      return reference_in(global_args_, name);
    });
    if (!image) return fail(image.error());
    Stage stage;
    const auto earlier = places_.find(ascii::lowered(image->text));
    if (earlier != places_.end()) {
      const Stage& base = stages_[earlier->second];
      stage.env = base.env;
      stage.base_is_known = base.base_is_known;
    } else {
      stage.base_is_known = image->text == "scratch" && image->not_known.empty();
    }
    stage.name = std::to_string(stages_.size());
    if (words.size() == 3 && ascii::equal_ignoring_case(words[1].text, "AS")) {
      stage.name = words[2].text;
      places_[ascii::lowered(stage.name)] = stages_.size();
    }
    stages_.push_back(std::move(stage));
    // No image has such a name, and no flag of FROM.
    tell_mentions(instruction);
    return count(stages_.back().env);
  }

  // References and stages that begin with others let a small file set very much.
  Result<void> count(const CollectedVariables& more) {
    constexpr std::size_t kMostBytes = std::size_t{64} << 20U;
    constexpr std::size_t kBytesOfOne = 128;  // for each variable, beside its name and value
    total_ += more.bytes() + kBytesOfOne * (more.variables().size() + 1);
    if (total_ <= kMostBytes) return {};
    return fail("with it the variables are longer than can be looked at");
  }

  // Names are looked up before the instruction: `ENV A=x B=$A` takes the earlier A.
  static DockerfileReference look_up(const Stage& stage, std::string_view name) {
    if (stage.env.find(name) != nullptr) return reference_in(stage.env, name);
    if (stage.args.find(name) != nullptr) return reference_in(stage.args, name);
    return {std::nullopt, stage.base_is_known};
  }

  Result<void> take_arg(const DockerfileInstruction& instruction) {
    const bool is_global = stages_.empty();
    CollectedVariables& target = is_global ? global_args_ : stages_.back().args;
    const DockerfileLookup lookup = [&](std::string_view name) {
      return is_global ? reference_in(global_args_, name) : look_up(stages_.back(), name);
    };
    CollectedVariables taken;
    for (const DockerfileAssignment& each : split_arg(instruction.rest, lines_.escape)) {
      const std::size_t line = instruction.line_of(each.offset);
      if (each.value) {
        if (auto set = assign(each, line, lookup, taken); !set) return set;
      } else if (const auto* global = is_global ? nullptr : global_args_.find(each.name)) {
        taken.set(*global);
      } else {
        taken.set_not_known(each.name,
                            "is an ARG without a default: docker build --build-arg sets "
                            "it",
                            line);
      }
    }
    tell_names_in_values(instruction, taken);
    target.override_by(taken);
    return count(taken);
  }

  Result<void> take_env(const DockerfileInstruction& instruction) {
    if (stages_.empty()) return fail("ENV stands before the first FROM");
    auto assignments = split_env(instruction.rest, lines_.escape);
    if (!assignments) return fail(assignments.error());
    const DockerfileLookup lookup = [&](std::string_view name) {
      return look_up(stages_.back(), name);
    };
    CollectedVariables taken;
    for (const DockerfileAssignment& each : *assignments) {
      auto set = assign(each, instruction.line_of(each.offset), lookup, taken);
      if (!set) return set;
    }
    tell_names_in_values(instruction, taken);
    stages_.back().env.override_by(taken);
    return count(taken);
  }

  Result<void> assign(const DockerfileAssignment& written, std::size_t line,
                      const DockerfileLookup& lookup, CollectedVariables& target) const {
    auto name = expand_word(written.name, lines_.escape, lookup);
    if (!name) return fail(name.error());
    if (name->text.empty()) return fail("a variable without a name");
    auto value = expand_word(*written.value, lines_.escape, lookup);
    if (!value) return fail(value.error());
    if (value->not_known.empty()) {
      target.set(std::move(name->text), std::move(value->text), line);
    } else {
      // Behind the `$` in http://user:a$b@host stands a piece of the password. So it may where the
      // host has been left out. A name is shown only where it is the whole value.
      const std::string reference = "$" + value->not_known;
      const bool is_whole =
          *written.value == reference || *written.value == "${" + value->not_known + "}";
      const std::string shown = is_whole ? reference : "a variable";
      target.set_not_known(std::move(name->text),
                           "is made from " + shown + ", whose value is not in the Dockerfile",
                           line);
    }
    return {};
  }

  // What stands in front of the first FROM is told of the first stage.
  void remark(FindingKind kind, std::string_view variable, std::size_t line, std::string message) {
    auto& remarks = stages_.empty() ? before_stages_ : stages_.back().remarks;
    remarks.push_back({{kind, proxy_name(variable), std::move(message)}, line});
  }

  void tell_mentions(const DockerfileInstruction& instruction) {
    for (DockerfileMention& each : mentions_in(instruction)) {
      remark(each.kind, each.variable, each.line, std::move(each.message));
    }
  }

  // A value that holds `NAME=`: `ENV A b NAME=c` is one variable, A.
  void tell_names_in_values(const DockerfileInstruction& instruction,
                            const CollectedVariables& taken) {
    const std::string_view text = instruction.rest;
    for (auto found = next_mention(text, 0); !found.name.empty();
         found = next_mention(text, found.end)) {
      const std::string_view written = text.substr(found.begin, found.end - found.begin);
      if (form_of(text, found) != MentionForm::assignment || taken.find(written) != nullptr) {
        continue;
      }
      const std::size_t line = instruction.line_of(found.begin);
      remark(FindingKind::line_not_read, {}, line,
             text::concatenated({"line ", std::to_string(line), " has `", found.name,
                                 "=` inside a value, where it sets nothing"}));
    }
  }

  // An ARG in front of FROM is for FROM alone, unless a stage takes it over.
  void tell_global_args() {
    for (PlacedFinding& each : before_stages_) {
      stages_.front().remarks.push_back(std::move(each));
    }
    for (const CollectedVariable& each : global_args_.variables()) {
      const bool is_taken = std::any_of(stages_.begin(), stages_.end(), [&](const Stage& stage) {
        return stage.args.find(each.name) != nullptr;
      });
      if (is_taken || family_spelling(each.name).empty()) continue;
      // BuildKit gives a proxy variable of --build-arg to each RUN without any ARG.
      const auto kind = each.value ? FindingKind::line_not_read : FindingKind::value_not_known;
      const std::string_view why =
          each.value ? " is an ARG in front of FROM, which no stage sees without an ARG of its own"
                     : " is an ARG in front of FROM without a value, which --build-arg gives";
      stages_.front().remarks.push_back(
          {{kind, proxy_name(each.name), text::concatenated({each.name, why})}, each.line});
    }
  }

  DockerfileLines lines_;
  CollectedVariables global_args_;
  std::vector<PlacedFinding> before_stages_;
  std::vector<Stage> stages_;
  std::unordered_map<std::string, std::size_t> places_;  // of named stages, by name in lower case
  std::size_t total_ = 0;
};

}  // namespace

Result<Source> read_dockerfile(std::string_view text) {
  auto lines = read_dockerfile_lines(text);
  if (!lines) return fail(lines.error());
  return Reader(*std::move(lines)).read();
}

}  // namespace proxyenv::sources
