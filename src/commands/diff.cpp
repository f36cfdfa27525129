// SPDX-License-Identifier: Apache-2.0
#include "report/diff.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "commands/asked_clients.hpp"
#include "commands/asked_targets.hpp"
#include "commands/commands.hpp"
#include "commands/layout.hpp"
#include "commands/named_source.hpp"
#include "core/environment_difference.hpp"
#include "core/plan/plan.hpp"
#include "os/log.hpp"

namespace proxyenv::commands {

namespace {

// What most programs ask for; none of these is in a list.
constexpr std::array<const char*, 3> kUsualUrls = {"http://example.com/", "https://example.com/",
                                                   "grpcs://example.com"};

std::vector<std::string> urls_of(std::span<const std::string> words) {
  if (words.empty()) return {kUsualUrls.begin(), kUsualUrls.end()};
  return {words.begin(), words.end()};
}

// The two environments that are compared.
struct Sides {
  Environment a;
  Environment b;
  ListDisclosure lists;  // of all lists that those of the two were made from
};

Environment normalized(const Subject& subject) {
  return apply(subject.environment, make_plan(subject.environment, subject.policy));
}

Sides make_sides(const Subject& a, const Subject& b, bool is_normalized) {
  ListDisclosure lists = disclosure_of_both(a.environment, b.environment);
  if (!is_normalized) return {a.environment, b.environment, lists};
  return {normalized(a), normalized(b), lists};
}

std::vector<TargetDifference> compare_routes(const Sides& sides, std::span<const AskedClient> asked,
                                             std::vector<Target> targets) {
  std::vector<TargetDifference> differences;
  for (Target& target : targets) differences.push_back({std::move(target), {}});
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const AskedClient& one = asked[i];
    const CompiledClient a(*one.client, sides.a, one.version, sides.lists, one.assumptions);
    const CompiledClient b(*one.client, sides.b, one.version, sides.lists, one.assumptions);
    for (TargetDifference& it : differences) {
      if (a.goes_as(b, it.target)) continue;
      // What a client has no scheme for, it asks for in neither environment.
      Route in_a = a.route(it.target);
      Route in_b = b.route(it.target);
      if (in_a.kind == RouteKind::no_scheme || in_b.kind == RouteKind::no_scheme) continue;
      it.clients.push_back({i, std::move(in_a), std::move(in_b)});
    }
  }
  return differences;
}

// Names that the source sets, and whose values it does not hold.
std::vector<std::string_view> unknown_in(const Subject& subject) {
  std::vector<std::string_view> names;
  for (const sources::PlacedFinding& remark : subject.read.remarks) {
    if (remark.finding.kind == FindingKind::value_not_known) {
      names.push_back(remark.finding.variable);
    }
  }
  return names;
}

DiffSide side_of(const NamedSubject& named) {
  DiffSide side{named.description, {}};
  for (const sources::PlacedFinding& remark : named.subject.read.remarks) {
    side.remarks.push_back({remark.finding, remark.line});
  }
  return side;
}

// An option of the plan decides about normalized environments alone, so it asks for them.
bool asks_for_normalized(const cli::GivenOptions& options) {
  if (options.contains(cli::Option::normalized)) return true;
  return std::any_of(options.begin(), options.end(), [](const auto& given) {
    return cli::row_of(given.first).scope == cli::Scope::plan;
  });
}

struct Words {
  std::string a;
  std::string b;
  std::span<const std::string> urls;
};

Result<Words> read_words(const std::vector<std::string>& arguments) {
  if (arguments.size() < 2) {
    return fail(
        "diff compares two environments; for instance: proxyenv diff pid:1 . (`.` is the own one; "
        "a file has its name)");
  }
  if (arguments[0] == "-" && arguments[1] == "-") {
    return fail("standard input can be one of the two environments, not both");
  }
  return Words{arguments[0], arguments[1], std::span(arguments).subspan(2)};
}

}  // namespace

int diff(const Invocation& invocation) {
  const auto& options = invocation.line.options;
  const auto layout = read_layout(invocation);
  if (!layout) return fail_with(layout.error());
  const auto words = read_words(invocation.line.arguments);
  if (!words) return fail_with(words.error());
  const bool reads_file = names_file(words->a) || names_file(words->b);
  const auto fit = expect_file_for_options(options, reads_file, "a file");
  if (!fit) return fail_with(fit.error());
  auto asked = read_clients(options);
  if (!asked) return fail_with(asked.error());
  auto targets = parse_targets(urls_of(words->urls), *asked);
  if (!targets) return fail_with(targets.error());
  const auto a = read_named_source(words->a, invocation);
  if (!a) return fail_with(a.error());
  const auto b = read_named_source(words->b, invocation);
  if (!b) return fail_with(b.error());

  for (const std::string& off : {a->switched_off, b->switched_off}) {
    if (!off.empty()) os::log_message(off);
  }
  const bool is_normalized = asks_for_normalized(options);
  const Sides sides = make_sides(a->subject, b->subject, is_normalized);
  const UnknownVariables unknown{unknown_in(a->subject), unknown_in(b->subject)};
  EnvironmentDiff diff{
      side_of(*a),       side_of(*b),
      is_normalized,     compare_environments(sides.a, sides.b, sides.lists, unknown),
      std::move(*asked), {}};
  diff.targets = compare_routes(sides, diff.asked, std::move(*targets));
  const int printed = options.contains(cli::Option::json)
                          ? print(render_diff_json(diff))
                          : print(render_diff_text(diff, *layout), layout->style);
  if (printed != 0) return printed;
  // What is not known cannot be called equal.
  return differs(diff) || !is_all_known(diff) ? kExitDifference : 0;
}

}  // namespace proxyenv::commands
