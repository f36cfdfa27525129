// SPDX-License-Identifier: Apache-2.0
// Law 7, no harm, for every client and the plan with default options. The plan turns no working
// route into an error. It sends no target to the proxy that the list exempts in its usual meaning.
// It lets no target bypass the proxy that the list does not name. Harm that cannot be avoided is in
// no_harm_exceptions.hpp. A row that is no longer needed fails the test.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "clients/catalog.hpp"
#include "core/plan/plan.hpp"
#include "laws/generator.hpp"
#include "laws/no_harm_exceptions.hpp"
#include "laws/settings.hpp"
#include "support/client_habits.hpp"
#include "support/client_words.hpp"
#include "support/environment_strings.hpp"
#include "text/display.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

bool is_unexplained(const std::vector<std::string>& entries, const Situation& like, Harm harm) {
  const Normalized normalized(entries);
  const Situation it(normalized, AskedClient(normalized, *like.client), like.target);
  return harm_in(it) == harm && excuses_for(it, harm).empty();
}

// The smallest environment with the same harm to the same client.
std::vector<std::string> shrunk(std::vector<std::string> entries, const Situation& like,
                                Harm harm) {
  for (std::size_t i = 0; i < entries.size();) {
    std::vector<std::string> fewer = entries;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (is_unexplained(fewer, like, harm)) {
      entries = std::move(fewer);
      i = 0;
    } else {
      ++i;
    }
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    for (std::size_t at = entries[i].find('=') + 1; at != 0 && at < entries[i].size();) {
      std::vector<std::string> shorter = entries;
      shorter[i].erase(at, 1);
      if (is_unexplained(shorter, like, harm)) {
        entries = std::move(shorter);
      } else {
        ++at;
      }
    }
  }
  return entries;
}

std::string described(const Situation& like, Harm harm, const std::vector<std::string>& entries) {
  const Normalized normalized(entries);
  const Situation it(normalized, AskedClient(normalized, *like.client), like.target);
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

Target target_for(const Client& client, std::uint64_t random) {
  const std::string scheme = speaks_grpc(client) ? "grpc" : "http";
  const std::string secure = random % 2 == 0 ? "" : "s";
  return parse_target(scheme + secure + "://" + std::string(kHosts[random / 2 % kHosts.size()]))
      .value();
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
    return !reads_no_variable && !is_rewritten && !is_among(client.name, clients_with(row.habit));
  });
}

bool has_a_word(std::string_view client) {
  return std::any_of(kClientWords.begin(), kClientWords.end(), [&](const ClientWord& it) {
    return is_among(client, it.clients) || is_among(client, it.kin);
  });
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
    if (stands_behind_a_word(client->name, "Java")) continue;
    if (is_among(client->name, concerned) == is_reversed) continue;
    CHECK(
        (stands_behind_a_word(client->name, cell) || (!is_reversed && !has_a_word(client->name))));
  }
  for (const std::string_view text : words_in(cell)) {
    CAPTURE(text);
    const ClientWord* const word = find_word(text);
    REQUIRE(word != nullptr);
    const auto names = names_in(word->clients);
    CHECK(std::any_of(names.begin(), names.end(), [&](std::string_view client) {
      return is_among(client, concerned) != is_reversed;
    }));
  }
}

}  // namespace

TEST_CASE("7. no harm: the page names the clients that an exception is about") {
  for (const UnreadForm& row : kUnreadForms) check_cell(row.name, clients_without(row));
  for (const Exception& row : exceptions()) {
    if (!row.clients.empty()) check_cell(row.name, row.clients);
  }
}

TEST_CASE("7. no harm: what worked works, what is exempt stays direct, what was proxied stays so") {
  MESSAGE("seed " << seed() << ", " << no_harm_count() << " environments");
  Generator generator(seed());
  std::mt19937_64 random(seed());
  std::map<std::string, std::string> failures;  // by client and harm: the shortest
  std::set<std::string_view> used;
  for (std::uint64_t number = 0; number < no_harm_count(); ++number) {
    const std::vector<std::string> entries = generator.environment();
    const Normalized normalized(entries);
    for (const Client* const client : all_clients()) {
      const AskedClient asked(normalized, *client);
      for (int i = 0; i < 3; ++i) {
        const Situation it(normalized, asked, target_for(*client, random()));
        const Harm harm = harm_in(it);
        if (harm == Harm::none) continue;
        const auto excuses = excuses_for(it, harm);
        for (const std::string_view name : excuses) used.insert(name);
        if (!excuses.empty()) continue;
        const std::string key = std::string(client->name) + std::string(to_string(harm));
        const std::string text = described(it, harm, shrunk(entries, it, harm));
        auto& shortest = failures[key];
        if (shortest.empty() || text.size() < shortest.size()) shortest = text;
      }
    }
  }
  for (const auto& failure : failures) {
    CAPTURE(failure.second);
    CHECK(failures.empty());
  }
  // An exception that is no longer needed must be removed.
  if (no_harm_count() < kEachExceptionOccurs) return;
  for (const Exception& row : exceptions()) {
    CAPTURE(row.name);
    CHECK(used.contains(row.name));
  }
  for (const UnreadForm& row : kUnreadForms) {
    CAPTURE(row.name);
    CHECK(used.contains(row.name));
  }
}
