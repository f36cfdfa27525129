// SPDX-License-Identifier: Apache-2.0
// Each law of DESIGN.md is one test case over the same generated environments. Laws 5, 7, 9 and 10
// have files of their own.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/proxyenv_variables.hpp"
#include "core/redaction.hpp"
#include "laws/samples.hpp"
#include "report/finding_line.hpp"
#include "report/plan_json.hpp"
#include "report/plan_text.hpp"
#include "support/environment_strings.hpp"
#include "text/display.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

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
