// SPDX-License-Identifier: Apache-2.0
#include "sources/collected_variables.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "core/family.hpp"
#include "core/redaction.hpp"
#include "core/told_client.hpp"
#include "sources/limits.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

constexpr std::size_t kMostEnvironments = 10000;
constexpr std::size_t kMostEntries = 200000;  // of all environments
constexpr std::size_t kMostBytes = std::size_t{64} << 20U;

bool has_nothing(const SourceEnvironment& environment) {
  return environment.environment.entries().empty() && environment.remarks.empty();
}

}  // namespace

std::string_view proxy_name(std::string_view name) {
  if (const FamilyRow* const family = find_family(name); family != nullptr) {
    return name == family->lower ? family->lower : family->upper;
  }
  for (const ToldClientRow& client : kToldClients) {
    if (name == client.variable) return client.variable;
  }
  return {};
}

void CollectedVariables::put(CollectedVariable variable) {
  if (bytes_ > kMostBytes) return;  // add() says so
  bytes_ += variable.name.size() + (variable.value ? variable.value->size() : 0) + 2;
  const auto [place, is_new] = places_.emplace(variable.name, variables_.size());
  if (is_new) {
    variables_.push_back(std::move(variable));
  } else {
    CollectedVariable& known = variables_[place->second];
    if (known.line != variable.line) mark_taken(known.name, known.line);
    known = std::move(variable);
  }
}

void CollectedVariables::set(std::string name, std::string value, std::size_t line,
                             ValuePlace elsewhere) {
  put({std::move(name), std::move(value), line, {}, std::move(elsewhere)});
}

void CollectedVariables::set_not_known(std::string name, std::string why, std::size_t line) {
  put({std::move(name), std::nullopt, line, std::move(why)});
}

void CollectedVariables::unset(std::string name) {
  put({std::move(name), std::nullopt, 0, {}});
}

void CollectedVariables::set(const CollectedVariable& variable) {
  put(variable);
}

void CollectedVariables::override_by(const CollectedVariables& other) {
  if (bytes_ > kMostBytes) return;
  for (const CollectedVariable& variable : other.variables_) put(variable);
  remarks_.insert(remarks_.end(), other.remarks_.begin(), other.remarks_.end());
  taken_.insert(other.taken_.begin(), other.taken_.end());
}

void CollectedVariables::mark_taken(std::string name, std::size_t line) {
  if (line != 0 && !proxy_name(name).empty()) taken_.insert({std::move(name), line});
}

void CollectedVariables::remark(FindingKind kind, std::string_view variable, std::string message,
                                std::size_t line) {
  remarks_.push_back({{kind, proxy_name(variable), std::move(message)}, line});
}

void CollectedVariables::place_lines(const std::function<LinePlace(std::size_t line)>& place_of) {
  for (CollectedVariable& variable : variables_) {
    LinePlace place = place_of(variable.line);
    variable.line = place.line;
    const bool is_placed = !variable.elsewhere.file.empty();
    if (is_placed || may_word_hold_credentials(place.elsewhere.file)) continue;
    variable.elsewhere = std::move(place.elsewhere);
  }
  for (PlacedFinding& remark : remarks_) {
    const LinePlace place = place_of(remark.line);
    remark.line = place.line;
    if (place.elsewhere.file.empty()) continue;
    remark.finding.message.insert(
        0, text::concatenated({"in ", redact_word(place.elsewhere.file), ", line ",
                               std::to_string(place.elsewhere.line), ": "}));
  }
  std::set<TakenName> taken;
  for (const TakenName& each : taken_) taken.insert({each.name, place_of(each.line).line});
  taken_ = std::move(taken);
}

const CollectedVariable* CollectedVariables::find(std::string_view name) const {
  const auto place = places_.find(std::string(name));
  return place == places_.end() ? nullptr : &variables_[place->second];
}

bool CollectedVariables::holds_proxy_variable() const {
  return std::any_of(variables_.begin(), variables_.end(), [](const CollectedVariable& variable) {
    return !proxy_name(variable.name).empty();
  });
}

Result<void> CollectedEnvironments::add(std::string name, CollectedVariables variables) {
  SourceEnvironment environment;
  environment.name = std::move(name);
  environment.remarks = std::move(variables.remarks_);
  std::vector<std::string> entries;
  taken_.insert(taken_.end(), variables.taken_.begin(), variables.taken_.end());
  for (const CollectedVariable& variable : variables.variables_) {
    if (variable.line != 0) taken_.push_back({variable.name, variable.line});
    const std::string_view proxy = proxy_name(variable.name);
    if (!variable.value) {
      if (proxy.empty() || variable.why_not_known.empty()) continue;
      environment.remarks.push_back(
          {{FindingKind::value_not_known, proxy, std::string(proxy) + " " + variable.why_not_known},
           variable.line});
      continue;
    }
    if (variable.value->find('\0') != std::string::npos) {
      if (proxy.empty()) continue;
      environment.remarks.push_back({{FindingKind::value_not_known, proxy,
                                      std::string(proxy) + " holds a NUL, which no variable can"},
                                     variable.line});
      continue;
    }
    std::string entry = text::concatenated({variable.name, "=", *variable.value});
    if (entry.size() > kLongestEntry) {
      return fail("line " + std::to_string(variable.line) + std::string(kTooLong));
    }
    bytes_ += entry.size();
    entries.push_back(std::move(entry));
    environment.lines.push_back(variable.line);
    if (!variable.elsewhere.file.empty() && !proxy.empty()) {
      environment.elsewhere.emplace(variable.name, variable.elsewhere);
    }
  }
  entries_ += entries.size() + environment.remarks.size() + 1;
  environment.environment = Environment::own(std::move(entries));
  environments_.push_back(std::move(environment));
  if (variables.bytes_ > kMostBytes || entries_ > kMostEntries || bytes_ > kMostBytes ||
      environments_.size() > kMostEnvironments) {
    return fail("has more environments and variables than can be looked at");
  }
  return {};
}

Source CollectedEnvironments::take(Format format) && {
  Source source;
  source.format = format;
  source.environments = std::move(environments_);
  std::sort(taken_.begin(), taken_.end());
  taken_.erase(std::unique(taken_.begin(), taken_.end()), taken_.end());
  source.taken = std::move(taken_);
  if (!std::all_of(source.environments.begin(), source.environments.end(), has_nothing)) {
    std::erase_if(source.environments, has_nothing);
  }
  return source;
}

}  // namespace proxyenv::sources
