// SPDX-License-Identifier: Apache-2.0
// Each law of DESIGN.md is one test case over the same generated environments. A failure prints
// the seed's position and the entries; the generator is deterministic, so it can be run again.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "cli/proxyenv_variables.hpp"
#include "clients/catalog.hpp"
#include "core/comparison_key.hpp"
#include "core/grpc_list.hpp"
#include "core/java_options.hpp"
#include "core/loopback_proxy.hpp"
#include "core/no_proxy.hpp"
#include "core/plan/plan.hpp"
#include "core/portable_list.hpp"
#include "core/proxy_url.hpp"
#include "core/redaction.hpp"
#include "core/repair_list.hpp"
#include "core/repair_proxy.hpp"
#include "laws/generator.hpp"
#include "laws/settings.hpp"
#include "net/host.hpp"
#include "report/finding_line.hpp"
#include "report/plan_json.hpp"
#include "report/plan_text.hpp"
#include "support/environment_strings.hpp"
#include "support/plan_text_form.hpp"
#include "text/ascii.hpp"
#include "text/display.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

struct Sample {
  std::uint64_t number = 0;
  std::vector<std::string> entries;
  Policy policy;
  Plan plan;
  Environment before;
  Environment after;
};

std::string described(const Sample& sample) {
  std::string text =
      "seed " + std::to_string(seed()) + ", environment " + std::to_string(sample.number) + ":";
  for (const std::string& entry : sample.entries)
    text.append(" [" + escape_for_display(entry) + "]");
  text.append(sample.policy.prefer ? " prefer" : "")
      .append(sample.policy.repair ? "" : " repair-off");
  text.append(sample.policy.fill_empty ? "" : " empty-keep");
  text.append(sample.policy.proxy ? " proxy" : "")
      .append(sample.policy.exempt.empty() ? "" : " exempt");
  text.append(sample.policy.portable ? " portable" : "");
  return text.append("\n").append(joined(changes_of(sample.plan)));
}

template <class Check>
void for_each_case(Check check) {
  MESSAGE("seed " << seed() << ", " << environment_count() << " environments");
  Generator generator(seed());
  int failures = 0;
  for (std::uint64_t number = 0; number < environment_count() && failures < 3; ++number) {
    Sample sample;
    sample.number = number;
    sample.entries = generator.environment();
    sample.policy = generator.policy();
    sample.before = Environment::own(sample.entries);
    sample.plan = make_plan(sample.before, sample.policy);
    sample.after = apply(sample.before, sample.plan);
    const bool holds = check(sample);
    if (!holds) ++failures;
    INFO(described(sample));
    CHECK(holds);
  }
}

// The family that a change belongs to; no value for a client of --also.
std::optional<Family> family_named(std::string_view name) {
  for (const FamilyRow& row : kFamilies) {
    if (row.name == name) return row.family;
  }
  return std::nullopt;
}

bool is_proxy_variable(std::string_view name) {
  return std::any_of(kFamilies.begin(), kFamilies.end(), [&](const FamilyRow& row) {
    return name == row.lower || (name == row.upper && !name.empty());
  });
}

bool is_also_variable(std::string_view name, const Policy& policy) {
  return std::any_of(kToldClients.begin(), kToldClients.end(), [&](const ToldClientRow& row) {
    return name == row.variable && policy.also.holds(row.client);
  });
}

std::set<std::string> planned_variables_of(const Environment& environment, const Policy& policy) {
  std::set<std::string> names;
  for (const std::string& entry : strings_of(environment)) {
    const auto variable = split_entry(entry);
    if (!variable) continue;
    if (is_proxy_variable(variable->name) || is_also_variable(variable->name, policy)) {
      names.emplace(variable->name);
    }
  }
  return names;
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
    return policy.portable ? portable_list(list) : std::string(list);
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
         net::is_loopback_host(before.host) && after.scheme == before.scheme &&
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

// A name that no generated list holds, so that only the proxy decides.
constexpr std::array<std::string_view, 2> kNowhere = {"http://nowhere.invalid/",
                                                      "https://nowhere.invalid/"};
constexpr std::array<std::string_view, 5> kJavaOptions = {
    "-Dhttp.proxyHost=", "-Dhttp.proxyPort=", "-Dhttps.proxyHost=", "-Dhttps.proxyPort=",
    "-Dhttp.nonProxyHosts="};
constexpr std::string_view kJavaCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_*[]:|";

const Change* change_of(const Plan& plan, std::string_view variable) {
  const auto found =
      std::find_if(plan.changes.begin(), plan.changes.end(),
                   [&](const Change& change) { return change.variable == variable; });
  return found == plan.changes.end() ? nullptr : &*found;
}

std::string every_output(const Sample& sample) {
  std::string text = render_plan_text(sample.plan) + render_plan_json(sample.plan);
  for (const Finding& finding : sample.plan.findings)
    text.append(render_finding_line(parts_of(finding))).append("\n");
  for (const Change& change : sample.plan.changes) text.append(render_change(change)).append("\n");
  // The entries as words of a command line: whole entries, and only their values.
  for (const std::string& entry : sample.entries) {
    if (entry.find('@') == std::string::npos) continue;
    text.append(escape_for_display(redact_word(entry))).append("\n");
    text.append(escape_for_display(redact_word(split_entry(entry)->value))).append("\n");
  }
  return text;
}

}  // namespace

TEST_CASE("1. identity: an empty plan changes no byte") {
  for_each_case([](const Sample& sample) {
    if (strings_of(apply(sample.before, Plan{})) != sample.entries) return false;
    const bool nothing_to_do =
        std::all_of(sample.plan.changes.begin(), sample.plan.changes.end(),
                    [](const Change& change) { return change.action == Action::keep; });
    return !nothing_to_do || strings_of(sample.after) == sample.entries;
  });
}

TEST_CASE("2. fixed point: planning again after applying yields no change") {
  for_each_case([](const Sample& sample) {
    const Plan again = make_plan(sample.after, sample.policy);
    return std::all_of(again.changes.begin(), again.changes.end(),
                       [](const Change& change) { return change.action == Action::keep; });
  });
}

TEST_CASE("3. locality: an entry that the plan does not name is the same bytes in the same place") {
  for_each_case([](const Sample& sample) {
    std::map<std::string_view, const Change*> changed;
    for (const Change& change : sample.plan.changes) {
      if (change.action != Action::keep) changed[change.variable] = &change;
    }
    std::vector<std::string> expected;
    std::set<std::string_view> present;
    for (const std::string& entry : sample.entries) {
      const auto variable = split_entry(entry);
      const auto change = variable ? changed.find(variable->name) : changed.end();
      if (change == changed.end()) {
        expected.push_back(entry);
      } else {
        present.insert(change->first);
        if (change->second->action == Action::set) {
          expected.push_back(std::string(change->first) + "=" +
                             change->second->after->with_credentials());
        }
      }
    }
    for (const Change& change : sample.plan.changes) {
      if (change.action == Action::set && !present.contains(change.variable)) {
        expected.push_back(std::string(change.variable) + "=" + change.after->with_credentials());
      }
    }
    return strings_of(sample.after) == expected;
  });
}

TEST_CASE("4. completeness: each variable of the plan, before or after, has exactly one line") {
  for_each_case([](const Sample& sample) {
    std::set<std::string> expected = planned_variables_of(sample.before, sample.policy);
    expected.merge(planned_variables_of(sample.after, sample.policy));
    std::set<std::string> listed;
    for (const Change& change : sample.plan.changes) {
      if (!listed.emplace(change.variable).second || change.detail.empty()) return false;
      if (change.after.has_value() != (change.action != Action::unset)) return false;
      if (change.action == Action::keep && change.after != change.before) return false;
    }
    return listed == expected;
  });
}

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

TEST_CASE("6. no leak: no output holds a piece of the credentials") {
  for_each_case([](const Sample& sample) {
    const std::string output = every_output(sample);
    return std::none_of(kSecrets.begin(), kSecrets.end(), [&](std::string_view secret) {
      return output.find(secret) != std::string::npos;
    });
  });
}

TEST_CASE("8. no injection: outputs are valid UTF-8 without control characters") {
  for_each_case([](const Sample& sample) {
    std::string output = every_output(sample);
    std::erase(output, '\n');  // our own line ends; one from outside would have been escaped
    if (escape_for_display(output) != output) return false;
    // The table and the JSON have exactly the lines that we made.
    const std::string json = render_plan_json(sample.plan);
    boost::system::error_code error;
    const auto parsed = boost::json::parse(json, error);
    return !error &&
           parsed.as_object().at("changes").as_array().size() == sample.plan.changes.size();
  });
}

TEST_CASE(
    "9. --also java: a JVM reads what it read before, and plain options of the same proxies") {
  const Client& java = *find_client("java");
  const Client& curl = *find_client("curl");
  std::uint64_t told = 0;
  for_each_case([&](const Sample& sample) {
    const Change* const change = change_of(sample.plan, "JAVA_TOOL_OPTIONS");
    if (change == nullptr || change->action != Action::set) return true;
    ++told;
    const auto words_before = split_java_options(sample.before.find(change->variable).value_or(""));
    const auto words_after = split_java_options(change->after->with_credentials());
    if (!words_before || !words_after ||
        !std::equal(words_before->begin(), words_before->end(), words_after->begin())) {
      return false;
    }
    for (std::size_t i = words_before->size(); i < words_after->size(); ++i) {
      const std::string_view option = (*words_after)[i];
      const std::string_view value = option.substr(option.find('=') + 1);
      const bool known =
          std::any_of(kJavaOptions.begin(), kJavaOptions.end(),
                      [&](std::string_view name) { return option.starts_with(name); });
      const bool plain = value.find_first_not_of(kJavaCharacters) == std::string_view::npos;
      if (!known || !plain || value.empty()) return false;
    }
    // If it uses a proxy now, curl uses the same one, provided that --only leaves no variable
    // unrepaired.
    Policy every_family = sample.policy;
    every_family.only = FamilySelection();
    const Environment all = apply(sample.before, make_plan(sample.before, every_family));
    return std::all_of(kNowhere.begin(), kNowhere.end(), [&](std::string_view url) {
      const Target target = parse_target(url).value();
      const Route route = java.compile(sample.after, newest_version(java))(target);
      const Route same = curl.compile(all, newest_version(curl))(target);
      const Route before = java.compile(sample.before, newest_version(java))(target);
      if (before.kind == RouteKind::error) return route.kind == RouteKind::error;
      return route.kind == RouteKind::direct ||
             ascii::lowered(route.proxy) == ascii::lowered(same.proxy);
    });
  });
  CHECK(told > environment_count() / 100);
}

TEST_CASE("9b. --also node: no process fails that started before") {
  const Client& node = *find_client("node");
  std::uint64_t told = 0;
  for_each_case([&](const Sample& sample) {
    const Change* const change = change_of(sample.plan, "NODE_USE_ENV_PROXY");
    if (change == nullptr || change->action != Action::set) return true;
    ++told;
    return std::all_of(kNowhere.begin(), kNowhere.end(), [&](std::string_view url) {
      const Target target = parse_target(url).value();
      return std::all_of(node.history.begin(), node.history.end(), [&](const ClientVersion& it) {
        return ask(node, sample.after, target, it.from).kind != RouteKind::error;
      });
    });
  });
  CHECK(told > environment_count() / 100);
}

// HTTP_PROXY may be what a request header holds (httpoxy): neither the plan nor an option may
// follow it. All other variables become what they become without it.
TEST_CASE("in a CGI process HTTP_PROXY decides nothing") {
  for_each_case([](const Sample& sample) {
    constexpr std::string_view kUntrusted = "HTTP_PROXY=";
    const auto is_untrusted = [&](std::string_view entry) { return entry.starts_with(kUntrusted); };
    std::vector<std::string> with = sample.entries;
    with.push_back("REQUEST_METHOD=GET");
    if (std::none_of(with.begin(), with.end(), is_untrusted)) {
      with.push_back("HTTP_PROXY=http://evil.test:1");
    }
    std::vector<std::string> without = with;
    std::erase_if(without, is_untrusted);
    Policy policy = sample.policy;
    policy.also = ToldClientSelection();
    const auto after = [&](const std::vector<std::string>& entries) {
      const Environment environment = Environment::own(entries);
      auto left = strings_of(apply(environment, make_plan(environment, policy)));
      std::erase_if(left, is_untrusted);
      return left;
    };
    return after(with) == after(without);
  });
}

TEST_CASE("own options leave no trace, and take nothing else along") {
  for_each_case([](const Sample& sample) {
    std::vector<std::string> entries = sample.entries;
    entries.insert(entries.begin(), "PROXYENV_PREFER=upper");
    entries.push_back("PROXYENV_EXEMPT=");
    return strings_of(cli::without_own_variables(Environment::own(entries))) == sample.entries;
  });
}
