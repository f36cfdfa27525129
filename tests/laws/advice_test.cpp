// SPDX-License-Identifier: Apache-2.0
// Each finding has an example in the documentation, and what becomes of it when its advice is
// followed to the letter. Then the finding is gone, and no other of its severity, or a higher one,
// has come.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "clients/consequences.hpp"
#include "core/plan/plan.hpp"
#include "tables/texts.hpp"

using namespace proxyenv;
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

std::vector<FindingKind> kinds_in(const tables::Entries& entries, FindingKind of) {
  constexpr std::array<std::string_view, 2> kOwnNames = {"PROXYENV_EXEMPT", "PROXYENV_EMPTY"};
  const Environment environment = Environment::own(strings_of(entries));
  Policy policy;
  policy.fill_empty = !environment.find("PROXYENV_EMPTY").has_value();
  policy.also.add(ToldClient::java);
  std::vector<FindingKind> kinds;
  for (const Finding& finding : is_of_a_plan(of) ? make_plan(environment, policy).findings
                                                 : examine_with_clients(environment, kOwnNames)) {
    kinds.push_back(finding.kind);
  }
  return kinds;
}

bool holds(const std::vector<FindingKind>& kinds, FindingKind kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

}  // namespace

TEST_CASE("advice: the example of a finding has it, and followed advice makes no other fault") {
  for (const FindingText& text : kFindingTexts) {
    if (is_of_a_source(text.kind)) continue;
    CAPTURE(row_of(text.kind).name);
    const auto before = kinds_in(text.example, text.kind);
    const auto after = kinds_in(text.fixed, text.kind);
    CHECK(holds(before, text.kind));
    CHECK_FALSE(holds(after, text.kind));
    for (const FindingKind kind : after) {
      CAPTURE(row_of(kind).name);
      CHECK((holds(before, kind) || row_of(kind).severity < row_of(text.kind).severity));
    }
  }
}
