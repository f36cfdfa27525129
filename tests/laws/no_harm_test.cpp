// SPDX-License-Identifier: Apache-2.0
// Law 7, no harm, for every client and the plan with default options. The plan turns no working
// route into an error. It sends no target to the proxy that the list exempts in its usual meaning.
// It lets no target bypass the proxy that the list does not name. Harm that cannot be avoided is in
// no_harm_exceptions.hpp: a fixed environment shows each row, and generated ones show nothing else.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "laws/generator.hpp"
#include "laws/no_harm_exceptions.hpp"
#include "laws/settings.hpp"
#include "laws/shrunk.hpp"
#include "support/client_habits.hpp"
#include "support/client_words.hpp"
#include "support/environment_strings.hpp"
#include "text/display.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

bool is_unexplained(const std::vector<std::string>& entries, const Situation& like, Harm harm) {
  const Normalized normalized(entries);
  const Situation it(normalized, AskedClient(normalized, *like.client, like.assumptions),
                     like.target);
  return harm_in(it) == harm && excuses_for(it, harm).empty();
}

// All that the client can do, or one of its conditions the other way round. Settings come from the
// environment, and what a name resolves to is nothing that a list names.
Assumptions assumptions_for(const Client& client, std::uint64_t number) {
  const Assumptions all = Assumptions::in_place();
  const std::size_t chosen = number % (client.conditions.size() + 1);
  if (chosen == client.conditions.size()) return all;
  const ConditionRow& row = row_of(client.conditions[chosen]);
  if (row.kind == ConditionKind::setting || row.kind == ConditionKind::resolution) return all;
  return all.with(row.condition, !all.holds(row.condition));
}

std::string described(const Situation& like, Harm harm, const std::vector<std::string>& entries) {
  const Normalized normalized(entries);
  const Situation it(normalized, AskedClient(normalized, *like.client, like.assumptions),
                     like.target);
  std::string text = std::string(it.client->name) + ", " + it.target.text + ": " +
                     std::string(to_string(harm)) + " (" + it.route_after.rule + "):";
  for (const std::string& entry : entries) text.append(" [" + escape_for_display(entry) + "]");
  text.append("\n  after:");
  for (const std::string& entry : strings_of(it.after)) {
    text.append(" [" + escape_for_display(entry) + "]");
  }
  return text;
}

constexpr std::array<std::string_view, 13> kHosts = {
    "example.test", "EXAMPLE.test", "notexample.test", "other.test", "10.1.2.3",
    "localhost",    "127.0.0.1",    "[fd00::1]",       "[::1]",      "a",
    "d:8080",       "b.k",          "a.example.test"};

// What a client is asked for: each host, without TLS and with.
std::vector<Target> targets_for(const Client& client) {
  const std::string scheme(scheme_of(client));
  std::vector<Target> targets;
  for (const std::string_view host : kHosts) {
    for (const std::string_view separator : {"://", "s://"}) {
      targets.push_back(parse_target(scheme + std::string(separator) + std::string(host)).value());
    }
  }
  return targets;
}

// The second cell of the row of docs/no-harm.md that has this name: who is concerned.
std::string clients_cell(std::string_view name) {
  std::ifstream page(std::string(PROXYENV_REPOSITORY) + "/docs/no-harm.md");
  const std::string beginning = "| `" + std::string(name) + "` | ";
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with(beginning)) continue;
    const std::string cell = line.substr(beginning.size());
    return cell.substr(0, cell.find(" | "));
  }
  return {};
}

// The clients for which some lists mean something else, because they do not read the form.
std::string clients_without(const UnreadForm& row) {
  return clients_that([&](const Client& client) {
    const bool reads_no_variable = stands_behind_a_word(client.name, "Java");
    const bool is_rewritten = is_grpc_core(client.name) && row.form == EntryForm::wildcard;
    return !reads_no_variable && reads_a_list(client) && !is_rewritten &&
           !is_among(client.name, clients_with(row.habit));
  });
}

bool has_a_word(std::string_view client) {
  return std::any_of(kClientWords.begin(), kClientWords.end(), [&](const ClientWord& it) {
    return is_among(client, it.clients) || is_among(client, it.kin);
  });
}

// A client that has no word may stand in a cell by its own name.
bool is_named(std::string_view client, std::string_view cell) {
  const auto words = words_in(cell);
  return stands_behind_a_word(client, cell) ||
         std::find(words.begin(), words.end(), client) != words.end();
}

// Each client that is concerned stands behind a word of the cell, and behind each word stands one.
// A client that no word means need not be named, but "all but" speaks of it, too.
void check_cell(std::string_view name, std::string_view concerned) {
  std::string cell = clients_cell(name);
  CAPTURE(name);
  CAPTURE(cell);
  CHECK_FALSE(cell.empty());
  // "all but": the words stand for the others.
  constexpr std::string_view kAllBut = "all but ";
  const bool is_reversed = cell.starts_with(kAllBut);
  if (is_reversed) cell.erase(0, kAllBut.size());
  for (const Client* const client : all_clients()) {
    CAPTURE(client->name);
    const bool is_concerned = is_among(client->name, concerned);
    if (stands_behind_a_word(client->name, "Java")) continue;
    if (!reads_a_list(*client) && !is_concerned) continue;
    if (is_concerned == is_reversed) continue;
    CHECK((is_named(client->name, cell) || (!is_reversed && !has_a_word(client->name))));
  }
  for (const std::string_view text : words_in(cell)) {
    CAPTURE(text);
    const ClientWord* const word = find_word(text);
    REQUIRE((word != nullptr || find_client(text) != nullptr));
    const auto names = names_in(word != nullptr ? word->clients : text);
    CHECK(std::any_of(names.begin(), names.end(), [&](std::string_view client) {
      return is_among(client, concerned) != is_reversed;
    }));
  }
}

// An environment in which an exception is needed, for one client and one target.
struct Shown {
  std::string_view name;
  Harm harm;
  std::string_view client;
  std::string_view target;
  std::vector<std::string> environment;
};

const std::vector<Shown>& shown_exceptions() {
  constexpr Harm kFails = Harm::working_fails;
  constexpr Harm kProxied = Harm::exempt_is_proxied;
  constexpr Harm kDirect = Harm::proxied_is_direct;
  // clang-format off
  static const std::vector<Shown> kRows = {
      {"wildcards", kProxied, "curl", "http://a.example.test", {"HTTP_PROXY=http://p:1", "NO_PROXY=*.example.test"}},
      {"networks", kProxied, "wget", "http://10.1.2.3", {"HTTP_PROXY=http://p:1", "NO_PROXY=10.0.0.0/8"}},
      {"networks_v6", kProxied, "wget", "http://[fd00::1]", {"HTTP_PROXY=http://p:1", "NO_PROXY=fd00::/8"}},
      {"addresses_v6", kProxied, "python-urllib", "http://[::1]", {"http_proxy= http://p:1", "no_proxy=::1"}},
      {"plain_names", kProxied, "dotnet", "https://a.example.test", {"https_proxy= http://p:1", "NO_PROXY=example.test"}},
      {"no_list", kProxied, "busybox-wget", "http://a", {"HTTP_PROXY=http://p:1", "NO_PROXY=a"}},
      {"star", kProxied, "grpc", "grpcs://a", {"GRPC_PROXY=http://p:1", "no_grpc_proxy=*,b"}},
      {"lists_in_doubt", kProxied, "rust-reqwest", "http://a.example.test", {"ALL_PROXY='http://p:1'", "no_proxy=i\xff;,example.test\t"}},
      {"list_is_no_utf8", kProxied, "rust-reqwest", "http://a.example.test", {"HTTP_PROXY='http://p:1'", "NO_PROXY=i\xff,example.test"}},
      {"list_is_no_utf8", kProxied, "deno-fetch", "https://a.example.test", {"HTTPS_PROXY='http://p:1'", "NO_PROXY=i\xff,example.test"}},
      {"upper_case_target", kProxied, "grpc-js", "grpc://EXAMPLE.test", {"HTTP_PROXY=http://p:1", "NO_PROXY=example.test"}},
      {"raw_suffix", kDirect, "apt", "http://notexample.test", {"http_proxy=http://p:1", "NO_PROXY=example.test"}},
      {"raw_suffix", kDirect, "chromium", "http://notexample.test", {"http_proxy=http://p:1", "NO_PROXY=http://example.test\tb:8"}},
      {"dotted_suffix", kDirect, "python-websocket", "ws://notexample.test", {"HTTP_PROXY=http://p:1", "NO_PROXY='.e.test'"}},
      {"uncovered_fault", kFails, "grpc", "grpcs://a", {"grpc_proxy=http://localhost:0", "no_proxy= ,"}},
      {"uncovered_fault", kDirect, "grpc-js", "grpc://b.k", {"http_proxy= HTTP://p:1", "HTTP_PROXY=", "no_proxy='g,", "no_grpc_proxy=\t"}},
      {"repaired_other_scheme", kFails, "go", "https://a", {"HTTPS_PROXY= socks://p/"}},
      {"mended_socks", kFails, "ureq", "https://a", {"HTTP_PROXY=/", "https_proxy=n", "ALL_PROXY=socks5h://p:1 "}},
      {"mended_socks", kDirect, "ureq", "http://a", {"HTTPS_PROXY=socks://p:1 ", "HTTP_PROXY=b"}},
      {"user_without_password", kFails, "git", "http://a", {"HTTP_PROXY=http://u@p:1"}},
      {"cgi", kFails, "go", "http://a", {"http_proxy=http://p:1\r", "REQUEST_METHOD=GET"}},
      {"blank_is_localhost", kDirect, "yarn-classic", "https://a", {"http_proxy= "}},
      {"npm_addresses_v6", kFails, "npm", "http://[::1]", {"http_proxy=http://p:1", "no_proxy='[::1]'"}},
      {"proxy_v6_as_name", kFails, "axios", "http://a", {"http_proxy=", "http_proxy=http://[fd00::1]:3128"}},
      {"proxy_v6_as_name", kFails, "deno-fetch", "https://a", {"HTTPS_PROXY=p:1", "ALL_PROXY=socks5://u:n\"s@[fd00::1]:1080"}},
      {"mended_path", kFails, "perl-http-tiny", "https://a", {"HTTP_PROXY=http://u:#@p:1/h"}},
      {"mended_path", kFails, "apk-tools", "http://a", {"http_proxy=HTTP://Y#"}},
      {"mended_path", kFails, "apk-tools", "http://a", {"HTTP_PROXY=", "http_proxy=http://p#"}},
      {"unsendable_credentials", kFails, "python-aiohttp", "http://a", {"HTTPS_PROXY=u%3Av@p:1"}},
  };
  // clang-format on
  return kRows;
}

bool is_shown(std::string_view name, std::optional<Harm> harm) {
  const auto& rows = shown_exceptions();
  return std::any_of(rows.begin(), rows.end(), [&](const Shown& row) {
    return row.name == name && (!harm || row.harm == *harm);
  });
}

}  // namespace

TEST_CASE("7. no harm: an environment shows why each exception is needed") {
  for (const Shown& row : shown_exceptions()) {
    CAPTURE(row.name);
    CAPTURE(to_string(row.harm));
    const Normalized normalized(row.environment);
    const AskedClient asked(normalized, *find_client(row.client));
    const Situation it(normalized, asked, parse_target(std::string(row.target)).value());
    CAPTURE(described(it, row.harm, row.environment));
    CHECK(to_string(harm_in(it)) == to_string(row.harm));
    CHECK(excuses_for(it, row.harm) == std::set<std::string_view>{row.name});
  }
  for (const Exception& row : exceptions()) {
    CAPTURE(row.name);
    CHECK(is_shown(row.name, row.harm));
  }
  for (const UnreadForm& row : kUnreadForms) {
    CAPTURE(row.name);
    CHECK(is_shown(row.name, std::nullopt));
  }
}

TEST_CASE("7. no harm: the page names the clients that an exception is about") {
  for (const UnreadForm& row : kUnreadForms) check_cell(row.name, clients_without(row));
  for (const Exception& row : exceptions()) {
    if (!row.clients.empty()) check_cell(row.name, row.clients);
  }
}

// docs/no-harm.md, no_list.
TEST_CASE("7. no harm: --only https,no,grpc leaves BusyBox wget where it was") {
  Policy policy;
  policy.only = FamilySelection::none();
  for (const Family family : {Family::https, Family::no, Family::grpc}) policy.only.add(family);
  const Client& client = *find_client("busybox-wget");
  Generator generator(seed());
  for (std::uint64_t number = 0; number < no_harm_count() / 10; ++number) {
    const std::vector<std::string> entries = generator.environment();
    const Environment before = Environment::own(entries);
    const Environment after = apply(before, make_plan(before, policy));
    for (const std::string_view url : {"http://a", "https://a"}) {
      const Target target = parse_target(std::string(url)).value();
      const Route was = client.compile(before, newest_version(client))(target);
      const Route is = client.compile(after, newest_version(client))(target);
      CAPTURE(strings_of(before));
      CHECK(was.kind == is.kind);
      CHECK(was.proxy == is.proxy);
    }
  }
}

TEST_CASE("7. no harm: what worked works, what is exempt stays direct, what was proxied stays so") {
  MESSAGE("seed " << seed() << ", " << no_harm_count() << " environments");
  Generator generator(seed());
  std::mt19937_64 random(seed());
  std::map<std::string, std::string> failures;  // by client and harm: the shortest
  std::map<const Client*, std::vector<Target>> targets;
  for (const Client* const client : all_clients()) targets[client] = targets_for(*client);
  for (std::uint64_t number = 0; number < no_harm_count(); ++number) {
    const std::vector<std::string> entries = generator.environment();
    const Normalized normalized(entries);
    for (const Client* const client : all_clients()) {
      const AskedClient asked(normalized, *client, assumptions_for(*client, number));
      const std::vector<Target>& asked_for = targets.at(client);
      for (int i = 0; i < 3; ++i) {
        const Situation it(normalized, asked, asked_for[random() % asked_for.size()]);
        const Harm harm = harm_in(it);
        if (harm == Harm::none) continue;
        if (!excuses_for(it, harm).empty()) continue;
        const std::string key = std::string(client->name) + std::string(to_string(harm));
        const std::string text = described(it, harm, shrunk(entries, [&](const auto& fewer) {
                                             return is_unexplained(fewer, it, harm);
                                           }));
        auto& shortest = failures[key];
        if (shortest.empty() || text.size() < shortest.size()) shortest = text;
      }
    }
  }
  for (const auto& failure : failures) {
    CAPTURE(failure.second);
    CHECK(failures.empty());
  }
}
