// SPDX-License-Identifier: Apache-2.0
#include "commands/checked_source.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "cli/proxyenv_variables.hpp"
#include "clients/consequences.hpp"
#include "core/family.hpp"
#include "core/proxy_variables.hpp"
#include "core/redaction.hpp"
#include "core/setting_value.hpp"
#include "os/input.hpp"
#include "sources/amount.hpp"
#include "sources/entry_lines.hpp"
#include "sources/inline_ignores.hpp"
#include "text/display.hpp"

namespace proxyenv::commands {

namespace {

CheckedSource named_source(const std::string& name, const std::string& path) {
  CheckedSource checked;
  checked.name = path.empty() ? name : os::name_of_input(path);
  checked.label = path.empty() ? name : redact_word(path);
  if (path != "-" && !may_word_hold_credentials(path)) checked.path = path;
  return checked;
}

// What the reader noticed stands behind the other findings of its severity.
std::vector<CheckedFinding> by_severity(std::vector<CheckedFinding> findings) {
  std::vector<CheckedFinding> sorted;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    for (CheckedFinding& each : findings) {
      if (row_of(each.finding.kind).severity == severity) sorted.push_back(std::move(each));
    }
  }
  return sorted;
}

// Of values that may be shown as they are.
std::vector<Edit> shown_edits(const Finding& finding, const Environment& environment,
                              const ListDisclosure& lists) {
  std::vector<Edit> edits = certain_edits(finding, environment);
  const bool may_be_shown = std::all_of(edits.begin(), edits.end(), [&](const Edit& edit) {
    const FamilyRow* const row = find_family(edit.name);
    if (!edit.value || row == nullptr) return true;
    const SettingValue value(*edit.value, row->is_list ? ValueKind::list : ValueKind::proxy, lists);
    return value.redacted() == *edit.value && escape_for_display(*edit.value) == *edit.value;
  });
  return may_be_shown ? edits : std::vector<Edit>();
}

// The source sets the variable, and does not hold its value: what follows from its absence, such as
// a spelling that is missing, is not so.
bool is_about_unknown_value(const Finding& finding, const sources::SourceEnvironment& read) {
  if (read.environment.find(finding.variable)) return false;
  return std::any_of(read.remarks.begin(), read.remarks.end(), [&](const auto& remark) {
    return remark.finding.kind == FindingKind::value_not_known &&
           remark.finding.variable == finding.variable;
  });
}

// The path of a file that the source at `path` names.
std::string path_of_named(const std::string& file, const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const bool is_below = !file.starts_with('/') && slash != std::string::npos;
  return is_below ? path.substr(0, slash + 1) + file : file;
}

// `path`: the source's, or "-", or empty.
CheckedEnvironment check_subject(const Subject& subject, const std::string& path) {
  CheckedEnvironment checked;
  checked.name = redact_word(subject.read.name);
  checked.environment = subject.environment;
  checked.amount = AmountRead() + subject.read;
  const sources::EntryLines lines(subject.read);
  const ListDisclosure shown_lists = disclosure_of_lists(find_proxy_variables(subject.environment));
  for (Finding& finding : examine_with_clients(checked.environment, cli::own_variable_names())) {
    if (is_about_unknown_value(finding, subject.read)) continue;
    const sources::EntryLines::Place place = lines.place_of(finding);
    std::vector<Edit> edits = shown_edits(finding, checked.environment, shown_lists);
    checked.findings.push_back({std::move(finding), place.line, false, std::move(edits)});
    if (place.elsewhere == nullptr || may_word_hold_credentials(path)) continue;
    checked.findings.back().value_file = path_of_named(place.elsewhere->file, path);
    checked.findings.back().value_line = place.elsewhere->line;
  }
  for (const sources::PlacedFinding& remark : subject.read.remarks) {
    checked.findings.push_back({remark.finding, remark.line});
  }
  checked.findings = by_severity(std::move(checked.findings));
  return checked;
}

}  // namespace

Result<CheckedSource> check_source(const SubjectSource& source, const std::string& path,
                                   const CheckRequest& request, std::vector<bool>& applied) {
  CheckedSource checked = named_source(source.name, path);
  sources::InlineIgnores comments;
  if (source.format) {
    checked.format = sources::row_of(*source.format).name;
    checked.read_as = sources::row_of(*source.format).what;
    auto parsed = sources::InlineIgnores::parse(source.text, *source.format);
    if (!parsed) return with_context(source.name + ", ", parsed.error());
    comments = std::move(*parsed);
  }
  for (const Subject& subject : source.subjects) {
    checked.environments.push_back(check_subject(subject, path));
    for (CheckedFinding& each : checked.environments.back().findings) {
      const auto rule = cli::ignoring_rule(request.ignored, each.finding, path == "-" ? "" : path);
      if (rule) applied[*rule] = true;
      each.ignored = rule || comments.holds(each.line, each.finding.kind);
    }
  }
  return checked;
}

CheckedSource unread_source(const Error& error, const std::string& name, const std::string& path) {
  CheckedSource checked = named_source(name, path);
  checked.trouble = error.message;
  return checked;
}

}  // namespace proxyenv::commands
