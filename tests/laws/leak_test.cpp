// SPDX-License-Identifier: Apache-2.0
// Law 6 with secrets of one character upwards, which no search for a word can find: what is printed
// of an environment must not depend on the letters and digits of a user and a password in it. Where
// it does (a finding may depend on a digit), no piece of the secret may be in it.
#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "clients/catalog.hpp"
#include "clients/consequences.hpp"
#include "core/plan/plan.hpp"
#include "core/proxy_variables.hpp"
#include "core/redaction.hpp"
#include "laws/secret_twins.hpp"
#include "laws/settings.hpp"
#include "report/finding_line.hpp"
#include "report/paste_form.hpp"
#include "report/plan_json.hpp"
#include "report/plan_text.hpp"
#include "support/check_outputs.hpp"
#include "text/display.hpp"
#include "text/percent.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

std::string outputs_of_plan(const Plan& plan) {
  std::string text = render_plan_text(plan) + render_plan_text(plan, {40, Style::colored()}) +
                     render_plan_text(plan, {80, {}}) + render_plan_json(plan);
  for (const PasteForm* form : kPasteForms) {
    const Pasted pasted = render_pasted(plan, *form, Credentials::left_out);
    text.append(pasted.text);
    for (const std::string& sentence : pasted.left_out) text.append(sentence).append("\n");
  }
  for (const Finding& finding : plan.findings) text.append(render_finding_line(parts_of(finding)));
  for (const Change& change : plan.changes) text.append(render_change(change));
  return text;
}

std::string outputs_of_routes(const Environment& before, const Environment& after) {
  const ListDisclosure lists = disclosure_of_lists(find_proxy_variables(before));
  static const std::vector<Target> targets = {parse_target("https://a.test/").value(),
                                              parse_target("http://b.test:8080/").value(),
                                              parse_target("grpcs://c.test").value()};
  std::string text;
  for (const Client* client : all_clients()) {
    for (const Environment* environment : {&before, &after}) {
      const CompiledClient compiled(*client, *environment, newest_version(*client), lists);
      for (const Target& target : targets) {
        const Route route = compiled.route(target);
        text.append(route.proxy).append(" ").append(route.rule).append("\n");
      }
    }
  }
  return text;
}

std::string outputs_of_value(const std::string& value) {
  const auto target = parse_target(value);
  return redact_word(value) + redact_client_option("-Dx=" + value) +
         (target ? target->text : target.error().message);
}

std::string every_output(const SecretSample& sample, const Policy& policy) {
  const Environment before = Environment::own(sample.environment);
  const Plan plan = make_plan(before, policy);
  const Environment after = apply(before, plan);
  return outputs_of_plan(plan) + check_outputs(before, examine_with_clients(before)) +
         outputs_of_routes(before, after) + outputs_of_value(sample.value);
}

Policy policy_of(std::uint64_t number) {
  Policy policy;
  policy.portable = number % 3 == 1;
  policy.leave_out_ipv6_networks = number % 5 == 1;
  policy.repair = number % 5 != 1;
  if (number % 2 == 1) policy.also.add(ToldClient::java);
  if (number % 7 == 1) policy.exempt = {"c.test"};
  return policy;
}

// A piece of a secret, raw or decoded, of three bytes or more, that is in `output` alone.
std::string leaked_piece(const SecretSample& sample, const std::string& output,
                         const std::string& twin_output) {
  constexpr std::size_t kShortest = 3;
  for (const std::string& secret : sample.secrets) {
    for (const std::string& form : {secret, percent_decoded(secret)}) {
      for (std::size_t at = 0; at + kShortest <= form.size(); ++at) {
        const std::string piece = form.substr(at, kShortest);
        const auto in = [&](const std::string& text) { return text.find(piece) != text.npos; };
        if (in(output) && !in(twin_output)) return piece;
      }
    }
  }
  return {};
}

}  // namespace

TEST_CASE("6b. no leak: outputs do not depend on the characters of the credentials") {
  SecretTwinsGenerator generator(seed());
  const std::uint64_t count = leak_count();
  std::uint64_t differing = 0;
  int failures = 0;
  for (std::uint64_t number = 0; number < count && failures < 3; ++number) {
    const SecretTwins twins = generator.next();
    const auto& [one, other] = twins.samples;
    const Policy policy = policy_of(number);
    const std::string output = every_output(one, policy);
    const std::string twin_output = every_output(other, policy);
    if (output == twin_output) continue;
    ++differing;
    const std::string piece = leaked_piece(one, output, twin_output);
    std::string described;
    for (const SecretSample& sample : twins.samples) {
      for (const std::string& entry : sample.environment) {
        described.append(" [" + escape_for_display(entry) + "]");
      }
    }
    INFO("environment " << number << ":" << described);
    CHECK(piece == "");
    if (!piece.empty()) ++failures;
  }
  MESSAGE(differing << " of " << count << " outputs differ");
  CHECK(differing <= count / 100);
}
