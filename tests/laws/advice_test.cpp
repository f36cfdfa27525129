// SPDX-License-Identifier: Apache-2.0
// Each finding has an example in the documentation, and what becomes of it when its advice is
// followed to the letter. Then the finding is gone, and no other of its severity, or a higher one,
// has come. Law 13, advice helps: what a finding is certain of is done in every environment.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "clients/consequences.hpp"
#include "core/plan/plan.hpp"
#include "laws/generator.hpp"
#include "laws/settings.hpp"
#include "laws/shrunk.hpp"
#include "support/environment_strings.hpp"
#include "tables/texts.hpp"
#include "text/display.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;
using tables::FindingText;
using tables::kFindingTexts;

namespace {

std::vector<std::string> strings_of(const tables::Entries& entries) {
  std::vector<std::string> strings;
  for (const std::string_view entry : entries) {
    if (!entry.empty()) strings.emplace_back(entry);
  }
  return strings;
}

// Only make_plan() makes these.
bool is_of_a_plan(FindingKind kind) {
  return row_of(kind).name.starts_with("also_") || kind == FindingKind::empty_filled;
}

// These are about a text, and no environment has them (src/sources).
bool is_of_a_source(FindingKind kind) {
  return kind == FindingKind::file_not_read || kind == FindingKind::line_not_read ||
         kind == FindingKind::other_reading || kind == FindingKind::value_not_known;
}

Environment environment_of(const tables::Entries& entries) {
  return Environment::own(strings_of(entries));
}

std::vector<Finding> findings_in(const Environment& environment, FindingKind of) {
  constexpr std::array<std::string_view, 2> kOwnNames = {"PROXYENV_EXEMPT", "PROXYENV_EMPTY"};
  if (!is_of_a_plan(of)) return examine_with_clients(environment, kOwnNames);
  Policy policy;
  policy.fill_empty = !environment.find("PROXYENV_EMPTY").has_value();
  policy.also.add(ToldClient::java);
  return make_plan(environment, policy).findings;
}

const Finding* find(const std::vector<Finding>& findings, FindingKind kind) {
  const auto found = std::find_if(findings.begin(), findings.end(),
                                  [&](const Finding& it) { return it.kind == kind; });
  return found == findings.end() ? nullptr : &*found;
}

bool holds(const std::vector<Finding>& findings, const Finding& finding) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& it) {
    return it.kind == finding.kind && it.variable == finding.variable;
  });
}

// BusyBox reads no list, so a list brings its note, whatever it says.
bool is_brought_by_lists(const Finding& finding) {
  return finding.kind == FindingKind::busybox_wget;
}

// Why the advice is none: the finding is still there, or one of its severity or a higher one has
// come. Empty where it holds.
std::string fault_of(const Finding& finding, const std::vector<Finding>& before,
                     const std::vector<Finding>& after) {
  if (holds(after, finding)) return "is still there";
  for (const Finding& it : after) {
    const bool is_as_bad = row_of(it.kind).severity >= row_of(finding.kind).severity;
    if (is_brought_by_lists(it) || !is_as_bad || holds(before, it)) continue;
    return "brings " + std::string(row_of(it.kind).name) + " " + std::string(it.variable);
  }
  return {};
}

// The faults of all advice that is certain, with the names of the findings.
std::set<std::string> faults_in(const Environment& environment, std::uint64_t& asked) {
  std::set<std::string> faults;
  const std::vector<Finding> before = examine_with_clients(environment);
  for (const Finding& finding : before) {
    const std::vector<Edit> edits = certain_edits(finding, environment);
    if (edits.empty()) continue;
    ++asked;
    const Environment mended = edited(environment, edits);
    const std::string fault = fault_of(finding, before, examine_with_clients(mended));
    if (!fault.empty()) faults.insert(std::string(row_of(finding.kind).name) + " " + fault);
  }
  return faults;
}

}  // namespace

TEST_CASE("advice: the example of a finding has it, and followed advice makes no other fault") {
  for (const FindingText& text : kFindingTexts) {
    if (is_of_a_source(text.kind)) continue;
    CAPTURE(row_of(text.kind).name);
    const Environment example = environment_of(text.example);
    const std::vector<Finding> before = findings_in(example, text.kind);
    const Finding* const finding = find(before, text.kind);
    REQUIRE(finding != nullptr);
    // Where the advice is certain, its own edits are made. Elsewhere a person followed the words.
    const std::vector<Edit> edits = certain_edits(*finding, example);
    const Environment fixed = edits.empty() ? environment_of(text.fixed) : edited(example, edits);
    const std::vector<Finding> after = findings_in(fixed, text.kind);
    CHECK_FALSE(holds(after, *finding));
    for (const Finding& it : after) {
      CAPTURE(row_of(it.kind).name);
      CHECK((find(before, it.kind) != nullptr || is_brought_by_lists(it) ||
             row_of(it.kind).severity < row_of(text.kind).severity));
    }
  }
}

TEST_CASE("advice: what uncovers another fault is for a person") {
  struct Row {
    std::string_view proxy;
    bool is_certain;
  };
  // HTTP::Tiny fails on a proxy without a port that is not http or https.
  constexpr std::array<Row, 4> kRows = {{{"socks5://:@y\t", false},
                                         {"socks5://y\t", false},
                                         {"socks5://y:1080\t", true},
                                         {"http://y\t", true}}};
  for (const Row& row : kRows) {
    CAPTURE(row.proxy);
    const Environment environment = Environment::own(
        {"all_proxy=" + std::string(row.proxy), "HTTP_PROXY=http://x:1", "https_proxy=http://x:1"});
    const std::vector<Finding> findings = examine_with_clients(environment);
    const Finding* const finding = find(findings, FindingKind::blanks_in_proxy);
    REQUIRE(finding != nullptr);
    CHECK(certain_edits(*finding, environment).empty() != row.is_certain);
  }
}

TEST_CASE("13. advice helps: what is certain holds in every environment") {
  MESSAGE("seed " << seed() << ", " << failures_count() << " environments");
  Generator generator(seed() + 1);
  std::uint64_t asked = 0;
  std::map<std::string, std::string> met;  // an environment for each fault
  for (std::uint64_t number = 0; number < failures_count(); ++number) {
    const Environment environment = Environment::own(generator.environment());
    for (const std::string& fault : faults_in(environment, asked)) {
      std::string& shortest = met[fault];
      if (!shortest.empty()) continue;
      std::uint64_t ignored = 0;
      for (const std::string& entry :
           shrunk(proxyenv::testing::strings_of(environment), [&](const auto& fewer) {
             return faults_in(Environment::own(fewer), ignored).contains(fault);
           })) {
        shortest.append(" [" + escape_for_display(entry) + "]");
      }
    }
  }
  MESSAGE(asked << " pieces of advice were followed");
  CHECK(asked > failures_count() / 2);
  for (const auto& [fault, shortest] : met) {
    MESSAGE(fault << ":" << shortest);
    CHECK(fault.empty());
  }
}
