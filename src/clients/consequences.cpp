// SPDX-License-Identifier: Apache-2.0
#include "clients/consequences.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "clients/catalog.hpp"
#include "clients/client_names.hpp"
#include "clients/list_consequences.hpp"
#include "core/cgi_guard.hpp"
#include "core/comparison_key.hpp"
#include "core/examine.hpp"
#include "core/family.hpp"
#include "core/finding_edits.hpp"
#include "core/near_names.hpp"
#include "core/readers.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

// No list names that host: RFC 2606, 2 reserves the domain.
constexpr std::array<std::string_view, 6> kTargets = {"http://ex.invalid", "https://ex.invalid",
                                                      "wss://ex.invalid",  "ftp://ex.invalid",
                                                      "http://localhost",  "https://localhost"};
constexpr std::array<std::string_view, 4> kSockets = {"ws://ex.invalid", "wss://ex.invalid",
                                                      "ws://localhost", "wss://localhost"};
constexpr std::array<std::string_view, 4> kChannels = {"grpc://ex.invalid", "grpcs://ex.invalid",
                                                       "grpc://localhost", "grpcs://localhost"};
constexpr std::string_view kExemptsTargets = "ex.invalid,localhost";
// Every client can use it.
constexpr std::string_view kGoodProxy = "http://proxyenv.invalid:3128";

template <std::size_t N>
std::vector<Target> parsed(const std::array<std::string_view, N>& urls) {
  std::vector<Target> targets;
  for (const std::string_view url : urls) targets.push_back(parse_target(url).value());
  return targets;
}

// A client that does not know http:// is asked for sockets or gRPC channels, and no other client
// is: urllib, for one, would look for a proxy of any scheme.
std::vector<Route> routes_of(const Client& client, const Environment& environment) {
  static const std::vector<Target> kUrls = parsed(kTargets);
  static const std::vector<Target> kWebSockets = parsed(kSockets);
  static const std::vector<Target> kGrpcChannels = parsed(kChannels);
  const Router router = client.compile(environment, newest_version(client));
  const auto knows = [&router](const std::vector<Target>& targets) {
    return router(targets.front()).kind != RouteKind::no_scheme;
  };
  const std::vector<Target>& targets = knows(kUrls)         ? kUrls
                                       : knows(kWebSockets) ? kWebSockets
                                                            : kGrpcChannels;
  std::vector<Route> routes;
  for (const Target& target : targets) routes.push_back(router(target));
  return routes;
}

// The row of a variable. A mark of CGI, on which Go refuses http, belongs to http.
const FamilyRow* family_of(std::string_view variable) {
  if (std::find(kCgiMarkers.begin(), kCgiMarkers.end(), variable) != kCgiMarkers.end()) {
    return &row_of(Family::http);
  }
  return find_family(variable);
}

std::string meaning_of(const FamilyRow& row, std::string_view value) {
  return row.is_list ? comparison_key_of_list(value) : comparison_key_of_proxy(value);
}

// The variable, and its other spelling where that has the same value. What an upper-case value
// means is told of the lower-case one, if that means the same.
std::vector<std::string_view> names_with_the_value(const FamilyRow& row, std::string_view variable,
                                                   const Environment& environment) {
  const std::string_view other = variable == row.lower ? row.upper : row.lower;
  std::vector<std::string_view> names = {variable};
  if (other.empty()) return names;
  const auto value = environment.find(variable);
  const auto value_of_other = environment.find(other);
  if (!value || !value_of_other) return names;
  const bool is_told_for_both =
      *value == *value_of_other ||
      (variable == row.lower && meaning_of(row, *value) == meaning_of(row, *value_of_other));
  if (is_told_for_both) names.push_back(other);
  return names;
}

bool is_of(const Route& route, const std::vector<std::string_view>& names) {
  return std::find(names.begin(), names.end(), route.variable) != names.end();
}

Environment with_values(const Environment& environment, const std::vector<std::string_view>& names,
                        const std::optional<std::string>& value) {
  std::vector<Edit> edits;
  for (const std::string_view name : names) edits.push_back({name, value});
  return edited(environment, edits);
}

// "socks" for all kinds of SOCKS, "https", or "http" for what names neither.
std::string_view protocol_of(std::string_view proxy) {
  for (const std::string_view protocol : {"socks", "https"}) {
    if (ascii::equal_ignoring_case(proxy.substr(0, protocol.size()), protocol)) return protocol;
  }
  return "http";
}

// Whether the client asks a host that nobody meant: gaxios and Yarn 1 take localhost where they
// find none in the value, and of proxy:3128 Yarn takes 3128.
bool asks_another_host(const Route& route, std::string_view value) {
  if (route.kind != RouteKind::proxy) return false;
  std::string_view host = route.proxy;
  host = host.substr(0, host.rfind(':'));
  host.remove_prefix(host.rfind('/') + 1);
  if (host == "localhost") return ascii::lowered(value).find(host) == std::string::npos;
  const bool is_number = std::all_of(host.begin(), host.end(), ascii::is_digit);
  return is_number && value.find(text::concatenated({"//", host})) == std::string_view::npos;
}

bool fails_on(const std::vector<Route>& routes, const std::vector<std::string_view>& names,
              std::string_view value) {
  return std::any_of(routes.begin(), routes.end(), [&](const Route& route) {
    const bool fails = route.kind == RouteKind::error || asks_another_host(route, value);
    return fails && is_of(route, names);
  });
}

// Whether every route of the client that this variable could decide is an error, though the lists
// exempt each target.
bool fails_everywhere(const Client& client, const Environment& exempting) {
  const std::vector<Route> routes = routes_of(client, exempting);
  return std::all_of(routes.begin(), routes.end(), [](const Route& route) {
    return route.kind == RouteKind::error || route.kind == RouteKind::no_scheme;
  });
}

// Whether the finding is about what the variable holds, so that routes show what it does.
bool is_about_value(const Finding& finding, const FamilyRow& row) {
  switch (finding.kind) {
    case FindingKind::ipv6_proxy:
    case FindingKind::uppercase_scheme:
      return true;
    case FindingKind::case_conflict:
    case FindingKind::cgi_http_proxy:
    case FindingKind::duplicate_conflict:
    case FindingKind::https_gap:
    case FindingKind::missing_spelling:
    case FindingKind::socks_packages:
      return false;
    default:
      return row_of(finding.kind).severity >= (row.is_list ? Severity::error : Severity::warning);
  }
}

// Whether the finding is about this variable, or about its other spelling where that means the
// same.
bool is_about(const Finding& finding, std::string_view variable, const Environment& environment) {
  if (finding.variable == variable) return true;
  const FamilyRow* const row = family_of(variable);
  if (row == nullptr || family_of(finding.variable) != row) return false;
  // A mark of CGI, whose value means nothing.
  if (find_family(variable) == nullptr) return true;
  const auto value = environment.find(variable);
  const auto other = environment.find(finding.variable);
  return !value || !other || meaning_of(*row, *value) == meaning_of(*row, *other);
}

// Whether the clients would be asked the same of both findings: a finding of both spellings with
// one value, or two findings of one proxy.
bool ask_the_same(const Finding& one, const Finding& other, const Environment& environment) {
  const FamilyRow* const row = find_family(one.variable);
  if (row == nullptr || find_family(other.variable) != row) return false;
  if (environment.find(one.variable) != environment.find(other.variable)) return false;
  return one.kind == other.kind ||
         (!row->is_list && is_about_value(one, *row) == is_about_value(other, *row));
}

std::vector<Why> whys_of(const std::vector<Finding>& findings, const Consequences& consequences,
                         const Environment& environment) {
  std::vector<Why> whys;
  whys.reserve(findings.size());
  for (const Finding& finding : findings) {
    const auto known = std::find_if(
        findings.begin(), findings.begin() + static_cast<std::ptrdiff_t>(whys.size()),
        [&](const Finding& other) { return ask_the_same(other, finding, environment); });
    if (const auto at = static_cast<std::size_t>(known - findings.begin()); at < whys.size()) {
      whys.push_back(whys[at]);
      continue;
    }
    Why why = why_of_list(finding, environment);
    whys.push_back(why.text.empty() ? why_of(finding, consequences) : std::move(why));
  }
  return whys;
}

// Whether an error about the variable says that this client fails. `whys`: of these findings.
bool is_named(std::string_view client, std::string_view variable,
              const std::vector<Finding>& findings, const std::vector<Why>& whys,
              const Environment& environment) {
  for (std::size_t i = 0; i < whys.size(); ++i) {
    const Finding& finding = findings[i];
    if (row_of(finding.kind).severity != Severity::error) continue;
    if (!is_about(finding, variable, environment)) continue;
    // Its message says that all of Go fails.
    if (finding.kind == FindingKind::go_refuses_in_cgi) return true;
    const auto& failing = whys[i].failing;
    if (std::find(failing.begin(), failing.end(), client) != failing.end()) return true;
  }
  return false;
}

// The name as the environment has it; empty where it is not there.
std::string_view name_in(const Environment& environment, std::string_view name) {
  for (const char* entry : environment.entries()) {
    const auto variable = split_entry(entry);
    if (variable && variable->name == name) return variable->name;
  }
  return {};
}

// The last net: failures that no error among the findings names, one finding for each variable.
// `whys`: of these findings.
void append_unnamed_failures(std::vector<Finding>& findings, const std::vector<Why>& whys,
                             const Consequences& consequences, const Environment& environment) {
  struct Unnamed {
    std::string_view variable;
    std::vector<std::string_view> clients;
    std::string rule;  // on which the first of them fails
  };
  std::vector<Unnamed> unnamed;
  for (const Consequences::Failure& failure : consequences.failures()) {
    const std::string_view name = name_in(environment, failure.route.variable);
    const std::string_view client = failure.client->name;
    if (name.empty() || is_named(client, name, findings, whys, environment)) continue;
    auto it = std::find_if(unnamed.begin(), unnamed.end(),
                           [&](const Unnamed& known) { return known.variable == name; });
    if (it == unnamed.end()) it = unnamed.insert(it, {name, {}, failure.route.rule});
    it->clients.push_back(client);
  }
  for (const Unnamed& it : unnamed) {
    findings.push_back({FindingKind::client_fails, it.variable,
                        text::concatenated({it.variable, " makes ", named_in_words(it.clients),
                                            " fail: ", it.rule})});
  }
}

// The names of the variables on which a client fails, and no error of examine() says so.
std::vector<std::string> unnamed_failures(const Environment& environment) {
  const Consequences consequences(environment);
  if (consequences.failures().empty()) return {};  // nearly always
  std::vector<Finding> findings = examine(environment);
  std::erase_if(findings, [](const Finding& finding) {
    return row_of(finding.kind).severity != Severity::error;
  });
  const std::size_t named = findings.size();
  append_unnamed_failures(findings, whys_of(findings, consequences, environment), consequences,
                          environment);
  std::vector<std::string> variables;
  for (std::size_t i = named; i < findings.size(); ++i) {
    variables.emplace_back(findings[i].variable);
  }
  return variables;
}

}  // namespace

Consequences::Consequences(const Environment& environment) : environment_(environment) {
  routes_.reserve(all_clients().size());
  for (const Client* const client : all_clients()) {
    routes_.push_back(routes_of(*client, environment));
  }
}

ClientOutcomes Consequences::of(std::string_view variable) const {
  ClientOutcomes outcomes;
  const FamilyRow* const row = family_of(variable);
  if (row == nullptr) return outcomes;
  const auto names = names_with_the_value(*row, variable, environment_);
  const Environment good = with_values(
      environment_, names, row->is_list ? std::nullopt : std::optional<std::string>(kGoodProxy));
  const Environment exempting = with_values(environment_, {"no_proxy", "NO_PROXY", "no_grpc_proxy"},
                                            std::string(kExemptsTargets));
  const std::string_view value = environment_.find(variable).value_or("");
  const std::string_view protocol = protocol_of(value);
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    const Client& client = *all_clients()[i];
    if (fails_on(routes_[i], names, value)) {
      const bool everywhere = fails_everywhere(client, exempting);
      (everywhere ? outcomes.fail_everywhere : outcomes.fail).push_back(client.name);
      continue;
    }
    if (row->is_list) continue;
    const std::vector<Route> with_good = routes_of(client, good);
    bool is_direct = false;
    bool is_used = false;
    bool speaks_http = false;
    for (std::size_t k = 0; k < with_good.size(); ++k) {
      if (with_good[k].kind != RouteKind::proxy || !is_of(with_good[k], names)) continue;
      is_direct = is_direct || routes_[i][k].kind == RouteKind::direct;
      if (routes_[i][k].kind != RouteKind::proxy || !is_of(routes_[i][k], names)) continue;
      is_used = true;
      const std::string_view spoken = protocol_of(routes_[i][k].proxy);
      speaks_http = speaks_http || (spoken == "http" && spoken != protocol);
    }
    if (is_direct) outcomes.go_direct.push_back(client.name);
    if (speaks_http) outcomes.speak_http.push_back(client.name);
    if (is_used && !is_direct && !speaks_http) outcomes.use_it.push_back(client.name);
  }
  return outcomes;
}

std::vector<Consequences::Failure> Consequences::failures() const {
  std::vector<Failure> failures;
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    const Client* const client = all_clients()[i];
    for (const Route& route : routes_[i]) {
      const bool is_known = std::any_of(failures.begin(), failures.end(), [&](const Failure& it) {
        return it.client == client && it.route.variable == route.variable;
      });
      if (route.kind == RouteKind::error && !is_known) failures.push_back({client, route});
    }
  }
  return failures;
}

Why why_of(const Finding& finding, const Consequences& consequences) {
  const FamilyRow* const row = family_of(finding.variable);
  if (row == nullptr || !is_about_value(finding, *row)) return {};
  const ClientOutcomes outcomes = consequences.of(finding.variable);
  std::string why;
  append_outcome(why, outcomes.fail_everywhere, " fails", " fail", ", even for exempt hosts");
  append_outcome(why, outcomes.fail, " fails", " fail");
  append_outcome(why, outcomes.go_direct, " goes direct", " go direct");
  append_outcome(why, outcomes.speak_http, " speaks HTTP to it", " speak HTTP to it");
  std::vector<std::string_view> failing = outcomes.fail_everywhere;
  failing.insert(failing.end(), outcomes.fail.begin(), outcomes.fail.end());
  if (why.empty() || row->is_list) return {std::move(why), std::move(failing)};
  // Where only a few use it, they are named; otherwise they are the others.
  constexpr std::size_t kFew = 3;
  if (outcomes.use_it.size() > kFew) {
    append_clause(why, "the others that read it use it");
  } else {
    append_outcome(why, outcomes.use_it, " uses it", " use it");
  }
  return {std::move(why), std::move(failing)};
}

std::vector<Finding> examine_with_clients(const Environment& environment,
                                          std::span<const std::string_view> own_names) {
  const Consequences consequences(environment);
  std::vector<Finding> findings = examine(environment);
  const std::vector<Why> whys = whys_of(findings, consequences, environment);
  for (std::size_t i = 0; i < whys.size(); ++i) findings[i].why = whys[i].text;
  append_unnamed_failures(findings, whys, consequences, environment);
  for (Finding& finding : examine_names(environment, own_names)) {
    findings.push_back(std::move(finding));
  }
  sort_findings(findings);
  return findings;
}

std::vector<Edit> certain_edits(const Finding& finding, const Environment& environment) {
  std::vector<Edit> edits = edits_for(finding, environment);
  if (edits.empty()) return edits;
  const std::vector<std::string> after = unnamed_failures(edited(environment, edits));
  if (after.empty()) return edits;  // nearly always: all clients are asked once instead of twice
  const std::vector<std::string> before = unnamed_failures(environment);
  const bool is_safe =
      std::all_of(after.begin(), after.end(), [&before](const std::string& variable) {
        return std::find(before.begin(), before.end(), variable) != before.end();
      });
  return is_safe ? edits : std::vector<Edit>();
}

}  // namespace proxyenv
