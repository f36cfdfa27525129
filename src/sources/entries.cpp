// SPDX-License-Identifier: Apache-2.0
#include "sources/entries.hpp"

#include <algorithm>
#include <utility>

#include "core/near_names.hpp"
#include "sources/collected_variables.hpp"
#include "sources/limits.hpp"
#include "sources/proxy_mentions.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

bool may_name_proxy_variable(std::string_view text) {
  constexpr std::string_view kEnding = "_proxy";
  return std::search(text.begin(), text.end(), kEnding.begin(), kEnding.end(),
                     [](char a, char b) { return ascii::to_lower(a) == b; }) != text.end();
}

bool is_shell_name(std::string_view name) {
  return !name.empty() && !ascii::is_digit(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return ascii::is_alnum(c) || c == '_'; });
}

void Entries::add(std::string_view name, std::string_view value, std::size_t line) {
  std::string text(name);
  text.append("=").append(value);
  if (text.size() > kLongestEntry) refuse("line " + std::to_string(line) + std::string(kTooLong));
  if (text.find('\0') != std::string::npos) {
    refuse("line " + std::to_string(line) + " holds a NUL, which no variable can");
  }
  if (!trouble_.empty()) return;
  texts_.push_back(std::move(text));
  lines_.push_back(line);
}

void Entries::remark(FindingKind kind, std::string_view name, std::size_t line,
                     std::string_view clause) {
  const std::string_view variable = proxy_name(name);
  if (variable.empty()) {
    // Windows takes a name in any letter case.
    if (!family_spelling(name).empty()) {
      remark_on_text(kind, line, std::string(name).append(" ").append(clause));
    }
    return;
  }
  remarks_.push_back({{kind, variable, std::string(variable).append(" ").append(clause)}, line});
}

void Entries::take(std::string_view name, std::size_t line) {
  if (name.empty() || !family_spelling(name).empty()) taken_.push_back({std::string(name), line});
}

void Entries::remark_on_text(FindingKind kind, std::size_t line, std::string sentence) {
  remarks_.push_back({{kind, {}, std::move(sentence)}, line});
}

void Entries::not_read(std::string_view text, std::size_t line, std::string_view why) {
  if (!may_name_proxy_variable(text)) return;
  remark_on_text(FindingKind::line_not_read, line,
                 "line " + std::to_string(line) + " is not read: " + std::string(why));
}

void Entries::name_not_read(std::string_view name, std::size_t line, std::string_view why) {
  const std::string_view meant = nearest_proxy_name(name);
  if (meant.empty()) return not_read(name, line, why);
  remark_on_text(FindingKind::line_not_read, line,
                 text::concatenated({"line ", std::to_string(line), " is not read: ", why,
                                     " (did you mean ", meant, "?)"}));
}

void Entries::made_name_not_read(std::string_view name, std::size_t line) {
  if (may_name_proxy_variable(name)) {
    return not_read(name, line, "its name is made from other variables");
  }
  remark_on_text(FindingKind::value_not_known, line,
                 "line " + std::to_string(line) +
                     " sets variables whose names a command or another variable gives");
}

Result<SourceEnvironment> Entries::finish() {
  if (!trouble_.empty()) return fail(std::move(trouble_));
  SourceEnvironment read;
  read.environment = Environment::own(std::move(texts_));
  read.lines = std::move(lines_);
  read.remarks = std::move(remarks_);
  read.taken = std::move(taken_);
  return read;
}

Assignment& Assignments::put(Assignment assignment) {
  // References can make a short text long.
  constexpr std::size_t kMostBytes = std::size_t{64} << 20U;
  bytes_ += assignment.value.size();
  entries_.take(assignment.name, assignment.line);
  if (bytes_ > kMostBytes) {
    entries_.refuse("line " + std::to_string(assignment.line) +
                    ": with it the values are longer than any process can be given");
    assignment.value.clear();
  }
  const auto [place, is_new] = places_.emplace(assignment.name, assignments_.size());
  if (is_new) {
    assignments_.push_back(std::move(assignment));
    clauses_.emplace_back();
  } else {
    assignments_[place->second] = std::move(assignment);
  }
  return assignments_[place->second];
}

void Assignments::set_unknown(std::string_view name, std::size_t line, std::string_view clause) {
  Assignment& assignment = put({std::string(name), {}, line});
  assignment.is_known = false;
  clauses_[places_.at(assignment.name)] = clause;
}

void Assignments::unset(std::string_view name, std::size_t line) {
  if (!name.empty()) entries_.take(name, line);
  const auto place = places_.find(std::string(name));
  if (place != places_.end()) assignments_[place->second].is_set = false;
}

const Assignment* Assignments::find(std::string_view name) const {
  const auto place = places_.find(std::string(name));
  if (place == places_.end() || !assignments_[place->second].is_set) return nullptr;
  return &assignments_[place->second];
}

Result<SourceEnvironment> Assignments::finish() {
  for (std::size_t i = 0; i < assignments_.size(); ++i) {
    const Assignment& assignment = assignments_[i];
    if (!assignment.is_set) continue;
    if (assignment.is_known) {
      entries_.add(assignment.name, assignment.value, assignment.line);
    } else {
      entries_.remark(FindingKind::value_not_known, assignment.name, assignment.line, clauses_[i]);
    }
  }
  return entries_.finish();
}

}  // namespace proxyenv::sources
