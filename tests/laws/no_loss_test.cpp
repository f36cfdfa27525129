// SPDX-License-Identifier: Apache-2.0
// Law 5, no loss: a value that somebody set is repaired or changed as asked, nothing else. With
// what
// --only and --loopback-proxy promise of each value.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <string_view>

#include "core/comparison_key.hpp"
#include "core/grpc_list.hpp"
#include "core/loopback_proxy.hpp"
#include "core/no_proxy.hpp"
#include "core/portable_list.hpp"
#include "core/proxy_url.hpp"
#include "core/repair_list.hpp"
#include "core/repair_proxy.hpp"
#include "laws/samples.hpp"
#include "net/host.hpp"
#include "support/environment_strings.hpp"
#include "text/ascii.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

// The family that a change belongs to; no value for a client of --also.
std::optional<Family> family_named(std::string_view name) {
  for (const FamilyRow& row : kFamilies) {
    if (row.name == name) return row.family;
  }
  return std::nullopt;
}

std::multimap<std::string, std::string> values_of(const Environment& environment) {
  std::multimap<std::string, std::string> values;
  for (const std::string& entry : strings_of(environment)) {
    const auto variable = split_entry(entry);
    if (variable) values.emplace(variable->name, variable->value);
  }
  return values;
}

const FamilyRow& family_row_of(std::string_view name) {
  return *std::find_if(kFamilies.begin(), kFamilies.end(), [&](const FamilyRow& row) {
    return name == row.lower || name == row.upper;
  });
}

std::set<std::string> entry_set(std::string_view list) {
  std::set<std::string> entries;
  for (const std::string_view entry : entries_of(list)) entries.insert(ascii::lowered(entry));
  return entries;
}

// `now` holds every entry of `was`, and otherwise only requested additions. With --portable, both
// are in its spellings.
bool is_list_extended_by(std::string_view was, std::string_view now, const Policy& policy) {
  const auto as_asked = [&](std::string_view list) {
    std::string asked = policy.portable ? portable_list(list) : std::string(list);
    return policy.leave_out_ipv6_networks ? without_ipv6_networks(asked) : asked;
  };
  const std::set<std::string> before = entry_set(was);
  const std::set<std::string> before_as_asked = entry_set(as_asked(was));
  const std::set<std::string> after = entry_set(now);
  std::set<std::string> allowed = before;
  allowed.insert(before_as_asked.begin(), before_as_asked.end());
  for (const std::string& addition : policy.exempt) {
    for (const std::string& entry : {addition, in_grpc_dialect(addition), as_asked(addition)}) {
      allowed.merge(entry_set(entry));
    }
  }
  if (policy.portable) allowed.insert({"localhost", "127.0.0.1"});
  const auto holds = [&](const std::set<std::string>& entries) {
    return std::includes(after.begin(), after.end(), entries.begin(), entries.end());
  };
  return (holds(before) || holds(before_as_asked)) &&
         std::includes(allowed.begin(), allowed.end(), after.begin(), after.end());
}

// `now` equals `was`, except that the host of --loopback-proxy replaces loopback.
bool has_loopback_replaced(std::string_view was, std::string_view now, const Policy& policy) {
  const RepairedProxy repaired = repair_proxy(was);
  const ProxyUrl before = read_proxy(repaired.value).url;
  const ProxyUrl after = read_proxy(now).url;
  const auto path_of = [](const ProxyUrl& url) { return url.path == "/" ? "" : url.path; };
  return policy.loopback_proxy && after.host == *policy.loopback_proxy &&
         net::names_this_machine(before.host) && after.scheme == before.scheme &&
         after.port == before.port && path_of(after) == path_of(before) &&
         (after.userinfo == before.userinfo || !policy.repair);
}

// `now` has the same meaning as `was`, repaired or extended as requested.
bool carries_on(std::string_view was, std::string_view now, const FamilyRow& row,
                const Policy& policy) {
  if (!row.is_list) {
    return comparison_key_of_proxy(was) == comparison_key_of_proxy(now) ||
           has_loopback_replaced(was, now, policy);
  }
  // A value that is not repaired keeps its bytes, even quotes that additions now follow.
  const bool is_as_given = !policy.repair || repair_list(was).defect != ListDefect::none;
  return (is_as_given && now.starts_with(was)) || is_list_extended_by(was, now, policy);
}

// --prefer overwrites the other spelling with the preferred value.
bool lost_to_its_twin(const Sample& sample, const FamilyRow& row, std::string_view name) {
  if (!sample.policy.prefer || row.upper.empty()) return false;
  const bool lower_wins = *sample.policy.prefer == Case::lower;
  if (name != (lower_wins ? row.upper : row.lower)) return false;
  const auto now = sample.after.find(name);
  const auto before = values_of(sample.before);
  const auto [begin, end] = before.equal_range(std::string(lower_wins ? row.lower : row.upper));
  return now && std::any_of(begin, end, [&](const auto& winner) {
           return carries_on(winner.second, *now, row, sample.policy);
         });
}

}  // namespace

TEST_CASE("5. no loss: a value that somebody set is repaired or changed as asked, nothing else") {
  for_each_case([](const Sample& sample) {
    const auto after = values_of(sample.after);
    for (const auto& [name, value] : values_of(sample.before)) {
      if (is_also_variable(name, sample.policy)) {
        const auto [begin, end] = after.equal_range(name);
        const bool stays = std::any_of(begin, end, [&name = name, &was = value](const auto& now) {
          return now.second == was || (name == "JAVA_TOOL_OPTIONS" &&
                                       now.second.starts_with(was + (was.empty() ? "" : " ")));
        });
        if (!stays) return false;
      }
      if (!is_proxy_variable(name) || value.empty()) continue;
      const FamilyRow& row = family_row_of(name);
      const bool says_nothing = row.is_list ? repair_list(value).blank : repair_proxy(value).blank;
      if (says_nothing) continue;  // may be removed, or filled
      const auto [begin, end] = after.equal_range(name);
      // Nothing but what is left out: an empty value is never produced, so there is no list.
      const bool left_out = row.is_list && sample.policy.leave_out_ipv6_networks &&
                            without_ipv6_networks(repair_list(value).value).empty();
      if (left_out && begin == end) continue;
      const bool kept = std::any_of(begin, end, [&, &was = value](const auto& now) {
        return carries_on(was, now.second, row, sample.policy);
      });
      if (!kept && !lost_to_its_twin(sample, row, name)) return false;
    }
    return true;
  });
}

TEST_CASE("5b. --only: families that it leaves out keep every byte") {
  for_each_case([](const Sample& sample) {
    return std::all_of(
        sample.plan.changes.begin(), sample.plan.changes.end(), [&](const Change& change) {
          const auto family = family_named(change.family);
          return change.action == Action::keep || !family || sample.policy.only.holds(*family);
        });
  });
}

TEST_CASE("5c. --loopback-proxy: no proxy that is written names loopback any more") {
  for_each_case([](const Sample& sample) {
    if (!sample.policy.loopback_proxy) return true;
    // A name that is there twice, once empty, and is not filled stays unchanged.
    const auto stands_twice = [&](const Change& change) {
      return change.reason == Reason::empty_kept &&
             values_of(sample.before).count(std::string(change.variable)) > 1;
    };
    return std::all_of(
        sample.plan.changes.begin(), sample.plan.changes.end(), [&](const Change& change) {
          const auto family = family_named(change.family);
          if (!family) return true;  // a client of --also
          const FamilyRow& row = row_of(*family);
          // The exceptions are conflicts, names that are there twice (different, or once empty),
          // variables that are only a source, and CGI.
          const bool stays =
              change.reason == Reason::spellings_conflict || change.reason == Reason::cgi_guard ||
              change.reason == Reason::grpc_decided || change.reason == Reason::source_only ||
              stands_twice(change) || !sample.policy.only.holds(*family);
          if (row.is_list || stays || !change.after) return true;
          return !with_loopback_replaced(change.after->with_credentials(), "x").has_value();
        });
  });
}

TEST_CASE("5d. an empty value is never produced, as docs/variables.md says") {
  for_each_case([](const Sample& sample) {
    return std::none_of(sample.plan.changes.begin(), sample.plan.changes.end(),
                        [](const Change& change) {
                          return change.action == Action::set && change.after &&
                                 change.after->with_credentials().empty();
                        });
  });
}
