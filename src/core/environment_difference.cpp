// SPDX-License-Identifier: Apache-2.0
#include "core/environment_difference.hpp"

#include <algorithm>
#include <utility>

#include "core/java_options.hpp"
#include "core/no_proxy.hpp"
#include "core/proxy_url.hpp"
#include "core/proxy_variables.hpp"
#include "core/repair.hpp"
#include "core/spelling.hpp"
#include "core/told_client.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"

namespace proxyenv {

namespace {

// One variable in both environments.
struct Pair {
  const Spelling& a;
  const Spelling& b;
};

std::optional<SettingValue> value_of(const Spelling& spelling, ValueKind kind,
                                     const ListDisclosure& lists) {
  if (spelling.raw.empty()) return std::nullopt;
  return SettingValue(std::string(spelling.raw.front()), kind, lists);
}

// A key tells the meaning only of a spelling with one value.
bool has_key(const Spelling& spelling) {
  return spelling.has_value() && spelling.state != SpellingState::ambiguous;
}

bool mean_the_same(const Spelling& a, const Spelling& b) {
  return has_key(a) && has_key(b) && a.key == b.key;
}

// "`x` and 1 more", the entries of `list` that `other` does not have; empty if there are none.
std::string entries_missing(const Spelling& list, const Spelling& other,
                            const ListDisclosure& lists) {
  std::vector<std::string> known;
  for (const std::string_view entry : entries_of(other.value)) {
    known.push_back(ascii::lowered(entry));
  }
  std::sort(known.begin(), known.end());
  std::vector<std::string_view> missing;
  for (const std::string_view entry : entries_of(list.value)) {
    if (!std::binary_search(known.begin(), known.end(), ascii::lowered(entry))) {
      missing.push_back(entry);
    }
  }
  return missing.empty() ? std::string() : lists.quoted(missing);
}

std::string how_lists_differ(const Pair& pair, const ListDisclosure& lists) {
  std::string detail;
  const auto append = [&](std::string_view what, const std::string& entries) {
    if (!entries.empty()) detail.append(detail.empty() ? "" : "; ").append(what).append(entries);
  };
  append("only A has ", entries_missing(pair.a, pair.b, lists));
  append("only B has ", entries_missing(pair.b, pair.a, lists));
  return detail.empty() ? "another list" : detail;
}

// What stands twice or says nothing, in words; empty for a value.
std::string state_of(const Spelling& spelling, std::string_view side) {
  if (spelling.state == SpellingState::empty) return std::string("empty in ").append(side);
  if (spelling.state == SpellingState::blank) {
    return std::string("in ").append(side).append(" it ").append(kSaysNothing);
  }
  if (spelling.state != SpellingState::ambiguous) return {};
  return std::string("in ").append(side).append(" it ").append(kStandsTwice);
}

std::string states_of(const Pair& pair) {
  std::string text = state_of(pair.a, "A");
  const std::string of_b = state_of(pair.b, "B");
  if (!text.empty() && !of_b.empty()) text.append("; ");
  return text.append(of_b);
}

std::string repairs_of(const Spelling& spelling, std::string_view side) {
  const std::string repairs = describe(spelling.repairs);
  return repairs.empty() ? std::string() : std::string(side) + ": " + repairs;
}

// The two mean the same. Programs that repair nothing may read them differently all the same.
std::string how_written(const Pair& pair, bool is_list) {
  const std::string of_a = repairs_of(pair.a, "A");
  const std::string of_b = repairs_of(pair.b, "B");
  if (of_a.empty() && of_b.empty()) {
    return is_list ? "the same entries, in another order or letter case"
                   : "the same proxy, written differently";
  }
  return "the same once it is repaired (" + of_a + (of_a.empty() || of_b.empty() ? "" : "; ") +
         of_b + ")";
}

std::string user_of(const ProxyUrl& url) {
  return url.userinfo ? percent_decoded(*url.userinfo) : std::string();
}

// Whether both are certainly the same proxy: scheme, host and port, and nothing behind them.
bool name_the_same_proxy(const ProxyReading& a, const ProxyReading& b) {
  return a.defect == ProxyDefect::none && b.defect == ProxyDefect::none &&
         a.url.scheme == b.url.scheme && ascii::equal_ignoring_case(a.url.host, b.url.host) &&
         a.url.port == b.url.port && !has_path(a.url) && !has_path(b.url);
}

struct Judgement {
  DifferenceKind kind;
  std::string detail;
};

Judgement judge_proxies(const Pair& pair) {
  const ProxyReading a = read_proxy(pair.a.value);
  const ProxyReading b = read_proxy(pair.b.value);
  if (!name_the_same_proxy(a, b)) return {DifferenceKind::other_value, "another value"};
  if (user_of(a.url) == user_of(b.url)) {
    return {DifferenceKind::written_differently, how_written(pair, false)};
  }
  if (!a.url.userinfo || !b.url.userinfo) {
    return {
        DifferenceKind::other_credentials,
        std::string("the same proxy, with credentials only in ") + (a.url.userinfo ? "A" : "B")};
  }
  return {DifferenceKind::other_credentials, "the same proxy, with other credentials"};
}

Judgement judge_values(const Pair& pair, bool is_list, const ListDisclosure& lists) {
  if (mean_the_same(pair.a, pair.b)) {
    return {DifferenceKind::written_differently, how_written(pair, is_list)};
  }
  if (std::string states = states_of(pair); !states.empty()) {
    return {DifferenceKind::other_value, std::move(states)};
  }
  if (is_list) return {DifferenceKind::other_value, how_lists_differ(pair, lists)};
  return judge_proxies(pair);
}

// "only in A; B has the same in HTTPS_PROXY". `other_twin`: the twin's spelling there.
std::string how_missing(const Spelling& present, const Spelling& other_twin, bool is_in_a) {
  std::string detail = is_in_a ? "only in A" : "only in B";
  if (mean_the_same(present, other_twin)) {
    detail.append(is_in_a ? "; B" : "; A").append(" has the same in ").append(other_twin.name);
  }
  return detail;
}

bool holds(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Comparison {
 public:
  Comparison(const Environment& a, const Environment& b, const ListDisclosure& lists,
             const UnknownVariables& unknown)
      : lists_(lists.shows_entries() ? disclosure_of_both(a, b) : lists),
        unknown_(unknown),
        a_(a, {}),
        b_(b, {}) {}

  void compare(const FamilyRow& row, Case letter_case) {
    const Pair pair{a_.of(row.family, letter_case), b_.of(row.family, letter_case)};
    if (pair.a.name.empty()) return;
    std::string unknown = how_unknown(pair.a.name);
    if (unknown.empty() && pair.a.raw == pair.b.raw) {
      result_.same += pair.a.raw.empty() ? 0U : 1U;
      return;
    }
    const ValueKind kind = row.is_list ? ValueKind::list : ValueKind::proxy;
    Judgement judgement = unknown.empty()
                              ? judge(pair, row, letter_case)
                              : Judgement{DifferenceKind::not_known, std::move(unknown)};
    result_.differences.push_back({pair.a.name, judgement.kind, value_of(pair.a, kind, lists_),
                                   value_of(pair.b, kind, lists_), std::move(judgement.detail),
                                   holds(unknown_.a, pair.a.name), holds(unknown_.b, pair.a.name)});
  }

  void add(std::string_view variable, std::optional<std::string_view> a,
           std::optional<std::string_view> b) {
    const auto setting = [&](std::optional<std::string_view> value) -> std::optional<SettingValue> {
      if (!value) return std::nullopt;
      return SettingValue(std::string(*value), ValueKind::client_option, lists_);
    };
    const DifferenceKind kind = !b   ? DifferenceKind::only_in_a
                                : !a ? DifferenceKind::only_in_b
                                     : DifferenceKind::other_value;
    const std::string_view detail = !b ? "only in A" : !a ? "only in B" : "another value";
    result_.differences.push_back({variable, kind, setting(a), setting(b), std::string(detail)});
  }

  void count_same() { ++result_.same; }
  [[nodiscard]] EnvironmentDifference take() { return std::move(result_); }

 private:
  [[nodiscard]] Judgement judge(const Pair& pair, const FamilyRow& row, Case letter_case) const {
    const Case twin = letter_case == Case::lower ? Case::upper : Case::lower;
    if (pair.b.raw.empty()) {
      return {DifferenceKind::only_in_a, how_missing(pair.a, b_.of(row.family, twin), true)};
    }
    if (pair.a.raw.empty()) {
      return {DifferenceKind::only_in_b, how_missing(pair.b, a_.of(row.family, twin), false)};
    }
    return judge_values(pair, row.is_list, lists_);
  }

  // Empty where the values are known.
  [[nodiscard]] std::string how_unknown(std::string_view name) const {
    const bool in_a = holds(unknown_.a, name);
    const bool in_b = holds(unknown_.b, name);
    if (!in_a && !in_b) return {};
    return std::string("its value is not known in ") + (!in_b ? "A" : !in_a ? "B" : "A and in B");
  }

  ListDisclosure lists_;
  const UnknownVariables& unknown_;
  Spellings a_;
  Spellings b_;
  EnvironmentDifference result_;
};

// The words that may tell a JVM of a proxy, in their order: the last of several counts.
std::vector<std::string> proxy_words(std::string_view java_options) {
  const auto words = split_java_options(java_options);
  if (!words) return {std::string(java_options)};
  std::vector<std::string> telling;
  for (const std::string& word : *words) {
    if (word.starts_with("-D") && ascii::lowered(word).find("proxy") != std::string::npos) {
      telling.push_back(word);
    }
  }
  return telling;
}

void compare_told_clients(const Environment& a, const Environment& b, Comparison& comparison) {
  for (const ToldClientRow& row : kToldClients) {
    if (row.client == ToldClient::maven) continue;  // in the variable of java
    const auto of_a = a.find(row.variable);
    const auto of_b = b.find(row.variable);
    if (!of_a && !of_b) continue;
    const bool is_java = row.client == ToldClient::java;
    const bool same =
        is_java ? proxy_words(of_a.value_or("")) == proxy_words(of_b.value_or("")) : of_a == of_b;
    if (!same) {
      comparison.add(row.variable, of_a, of_b);
    } else if (!is_java || !proxy_words(of_a.value_or("")).empty()) {
      comparison.count_same();
    }
  }
}

}  // namespace

std::string_view to_string(DifferenceKind kind) {
  switch (kind) {
    case DifferenceKind::only_in_a:
      return "only_in_a";
    case DifferenceKind::only_in_b:
      return "only_in_b";
    case DifferenceKind::other_value:
      return "other_value";
    case DifferenceKind::other_credentials:
      return "other_credentials";
    case DifferenceKind::written_differently:
      return "written_differently";
    case DifferenceKind::not_known:
      return "not_known";
  }
  return "other_value";
}

EnvironmentDifference compare_environments(const Environment& a, const Environment& b,
                                           const ListDisclosure& lists,
                                           const UnknownVariables& unknown) {
  Comparison comparison(a, b, lists, unknown);
  for (const FamilyRow& row : kFamilies) {
    comparison.compare(row, Case::lower);
    comparison.compare(row, Case::upper);
  }
  compare_told_clients(a, b, comparison);
  return comparison.take();
}

ListDisclosure disclosure_of_both(const Environment& a, const Environment& b) {
  ListDisclosure lists = disclosure_of_lists(find_proxy_variables(a));
  const ListDisclosure of_b = disclosure_of_lists(find_proxy_variables(b));
  return lists.shows_entries() ? of_b : lists;
}

}  // namespace proxyenv
