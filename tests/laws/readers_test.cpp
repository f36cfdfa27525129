// SPDX-License-Identifier: Apache-2.0
// core/readers.hpp says how sentences name the clients that do something. Here every client's model
// is asked: each client behind a word must do what the sentence says, from the version on that it
// says, and no client may be missing where a sentence claims to name them all.
#include "core/readers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "clients/catalog.hpp"
#include "core/exemption_groups.hpp"
#include "core/finding.hpp"
#include "core/no_proxy.hpp"
#include "support/client_habits.hpp"
#include "support/client_words.hpp"
#include "support/documented_habits.hpp"
#include "text/ascii.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

constexpr std::string_view kReadNothing = "Java, AWS SDK for JavaScript and Yarn Berry";

// What a route does not show, so no model can be asked.
constexpr std::array<Habit, 1> kNotInARoute = {Habit::drops_user_without_password};

bool is_in_history(const Client& client, const Version& version) {
  return std::any_of(client.history.begin(), client.history.end(),
                     [&](const ClientVersion& row) { return row.from == version; });
}

// A word with a number, "axios 1", means the versions of that major.
bool is_meant(std::string_view word, const Version& version) {
  const std::string_view last = word.substr(word.rfind(' ') + 1);
  const std::string text = version.text();
  return !parse_version(last) || text == last || text.starts_with(std::string(last) + ".");
}

// The clients behind the sentence's words show what the probe looks for, or do not, in each version
// that the words mean: the newest, or those before or from the version that they name.
void check_words(std::string_view sentence, const Probe& probe, bool does) {
  for (const std::string_view text : words_in(sentence)) {
    const Versioned versioned = read_version(text);
    CAPTURE(text);
    const ClientWord* const word = find_word(versioned.word);
    REQUIRE(word != nullptr);
    std::size_t asked = 0;
    for (const std::string_view name : names_in(word->clients)) {
      CAPTURE(name);
      const Client& client = *find_client(name);
      const bool names_version = !versioned.before.empty() || !versioned.from.empty();
      if (!names_version) {
        CHECK(shows(client, probe, newest_version(client)) == does);
        ++asked;
        continue;
      }
      const bool later_ones_do = does == versioned.before.empty();
      const Version version =
          parse_version(versioned.before.empty() ? versioned.from : versioned.before).value();
      // "gRPC before 1.73" says nothing about a library that has versions of its own.
      if (!is_in_history(client, version)) continue;
      ++asked;
      for (const ClientVersion& row : client.history) {
        if (!uses_proxies(client, row.from) || !is_meant(word->word, row.from)) continue;
        CAPTURE(row.from.text());
        CHECK(shows(client, probe, row.from) == (later_ones_do == (row.from >= version)));
      }
    }
    CHECK(asked > 0);
  }
}

// Every client of each word does, or has nothing to do with the family; and one of them, or of
// their kin, does.
template <class Predicate>
void check_spelling_words(std::string_view sentence, const FamilyRow& row, Predicate does) {
  for (const std::string_view text : words_in(sentence)) {
    CAPTURE(text);
    const ClientWord* const word = find_word(text);
    REQUIRE(word != nullptr);
    bool some = word->clients.empty();
    for (const std::string_view name : names_in(word->clients)) {
      CAPTURE(name);
      const SpellingHabits habits = spelling_habits(*find_client(name), row);
      const bool concerned = habits.reads_lower || habits.reads_upper;
      some = some || does(habits);
      CHECK((does(habits) || !concerned));
    }
    for (const std::string_view name : names_in(word->kin)) {
      some = some || does(spelling_habits(*find_client(name), row));
    }
    CHECK(some);
  }
}

// Where the word stands in the text, as a word of its own; npos if it does not.
std::size_t find_in(std::string_view text, std::string_view word) {
  const auto is_letter = [](char c) { return ascii::is_alnum(c) || c == '.' || c == '-'; };
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))) {
      return at;
    }
  }
  return text.npos;
}

// What advice says of clients: the words of a habit's clause.
struct Advice {
  FindingKind kind;
  std::string_view clients;
};

constexpr std::array<Advice, 9> kAdvice = {{
    // Java alone is told by the options that these are about.
    {FindingKind::also_entries_left_out, "Java"},
    {FindingKind::also_too_long, "Java"},
    {FindingKind::busybox_wget, "wget"},
    {FindingKind::socks_packages, "httpx and requests"},
    {FindingKind::ipv6_address_in_list, row_of(Habit::bracketed_v6).who_does},
    {FindingKind::ipv6_address_in_list, row_of(Habit::fails_on_brackets).who_does},
    {FindingKind::ipv6_brackets_in_list, row_of(Habit::bracketed_v6).who_does},
    {FindingKind::ipv6_proxy, row_of(Habit::ipv6_proxy_as_name).who_does},
    {FindingKind::go_refuses_in_cgi, row_of(Habit::refuses_in_cgi).who_does},
}};

}  // namespace

TEST_CASE("readers: the words of a habit stand for clients whose models have it, or do not") {
  for (const HabitRow& row : kHabits) {
    CAPTURE(row.name);
    const Probe* const probe = find_probe(row.habit);
    const bool cannot_be =
        std::find(kNotInARoute.begin(), kNotInARoute.end(), row.habit) != kNotInARoute.end();
    CHECK((probe == nullptr) == cannot_be);
    if (probe == nullptr) continue;
    // A probe that no client shows, or every one, asks nothing.
    const std::size_t clients = names_in(clients_with(row.habit)).size();
    CHECK(clients > 0);
    CHECK(clients < all_clients().size());
    check_words(row.who_does, *probe, true);
    check_words(row.who_does_not, *probe, false);
  }
}

TEST_CASE("readers: what the documentation alone says of clients is true") {
  for (const DocumentedHabit& row : documented_habits()) {
    CAPTURE(row.name);
    check_words(row.who, row.probe, true);
  }
}

TEST_CASE("readers: where sentences claim to name every client, they do") {
  for (const HabitRow& row : kHabits) {
    if (row.names == Names::some) continue;
    for (const std::string_view entry : names_in(clients_with(row.habit))) {
      const std::string_view client = entry.substr(0, entry.find('@'));
      CAPTURE(row.name);
      CAPTURE(client);
      CHECK(stands_behind_a_word(client, row.who_does));
    }
  }
}

TEST_CASE("readers: what findings say no client reads in a list, none reads") {
  struct Row {
    FindingKind finding;
    Probe probe;
  };
  const Row rows[] = {
      {FindingKind::windows_list, list_probe("<-loopback>", "<local>", "https://localhost")},
  };
  for (const Row& row : rows) {
    CAPTURE(row_of(row.finding).name);
    for (const Client* const client : all_clients()) {
      CAPTURE(client->name);
      CHECK_FALSE(shows(*client, row.probe, newest_version(*client)));
    }
  }
}

TEST_CASE(
    "readers: what a group of single hosts names goes direct with every client that has a list") {
  for (const ExemptionGroup& group : kExemptionGroups) {
    if (group.name != "@loopback" && group.name != "@metadata") continue;
    for (const std::string_view host : entries_of(group.entries)) {
      CAPTURE(host);
      for (const Client* const client : all_clients()) {
        if (!reads_a_list(*client)) continue;
        CAPTURE(client->name);
        CHECK(is_direct(route_of(*client, with_list(group.entries), "http://" + std::string(host),
                                 newest_version(*client))));
      }
    }
  }
}

TEST_CASE("readers: the words for a family's spellings stand for clients that read them so") {
  for (const FamilyRow& row : kFamilies) {
    const SpellingReaders& readers = readers_of(row.family);
    CAPTURE(row.name);
    check_spelling_words(readers.lower, row, [](const auto& it) { return it.lower_first; });
    check_spelling_words(readers.upper, row, [](const auto& it) { return it.upper_first; });
    check_spelling_words(readers.lower_only, row,
                         [](const auto& it) { return it.reads_lower && !it.reads_upper; });
  }
}

TEST_CASE("readers: the words of sentences stand for clients that are modelled, and are used") {
  std::set<std::string_view> used;
  const auto use = [&](std::string_view sentence) {
    for (const std::string_view text : words_in(sentence)) used.insert(read_version(text).word);
  };
  for (const HabitRow& row : kHabits) {
    use(row.who_does);
    use(row.who_does_not);
  }
  for (const SpellingReaders& row : kSpellingReaders) {
    use(row.lower);
    use(row.upper);
    use(row.lower_only);
  }
  for (const DocumentedHabit& row : documented_habits()) use(row.who);
  use(kReadNothing);
  for (const ClientWord& word : kClientWords) {
    CAPTURE(word.word);
    CHECK(used.contains(word.word));
    for (const std::string_view names : {word.clients, word.kin}) {
      for (const std::string_view name : names_in(names)) {
        CAPTURE(name);
        CHECK(find_client(name) != nullptr);
      }
    }
  }
}

TEST_CASE("readers: advice names the clients that the message names, and no others") {
  for (const Advice& row : kAdvice) {
    CAPTURE(row_of(row.kind).name);
    for (const std::string_view word : words_in(row.clients)) {
      CAPTURE(word);
      CHECK(find_in(row_of(row.kind).advice, word) != std::string_view::npos);
    }
  }
  for (const FindingRow& row : kFindings) {
    CAPTURE(row.name);
    for (const ClientWord& word : kClientWords) {
      CAPTURE(word.word);
      const bool is_meant = std::any_of(kAdvice.begin(), kAdvice.end(), [&](const Advice& it) {
        return it.kind == row.kind && find_in(it.clients, word.word) != it.clients.npos;
      });
      CHECK((is_meant || find_in(row.advice, word.word) == std::string_view::npos));
    }
  }
}

TEST_CASE("readers: who is said to fail on a scheme does not speak it") {
  for (const FamilyRow& row : {row_of(Family::http), row_of(Family::https), row_of(Family::ftp)}) {
    for (const std::string scheme : {"https", "socks", "socks4", "socks4a", "socks5", "socks5h"}) {
      for (const std::string_view text : words_in(who_cannot_use(scheme, row.family))) {
        const ClientWord* const word = find_word(text);
        REQUIRE(word != nullptr);
        for (const std::string_view name : names_in(word->clients)) {
          CAPTURE(row.name);
          CAPTURE(scheme);
          CAPTURE(name);
          const Client& client = *find_client(name);
          const Entries entries = {std::string(row.lower) + "=" + scheme + "://proxy.test:1"};
          const Route route = route_of(client, entries, std::string(row.name) + "://ex.test",
                                       newest_version(client));
          CHECK_FALSE(goes_through(scheme)(route));
        }
      }
    }
  }
}

TEST_CASE("readers: only Java, its kin, the AWS SDK, tonic and Yarn Berry read no proxy variable") {
  const Entries everything = both({"HTTP", "HTTPS", "ALL", "GRPC"}, "http://proxy.test:3128");
  const std::string clients = clients_that([&](const Client& client) {
    Entries entries = everything;
    entries.emplace_back("NODE_USE_ENV_PROXY=1");
    const std::string url = std::string(scheme_of(client)) + "s://ex.test";
    return !is_proxied(ask(client, Environment::own(std::move(entries)), parse_target(url).value(),
                           newest_version(client)));
  });
  for (const Client* const client : all_clients()) {
    CAPTURE(client->name);
    const bool reads_nothing =
        stands_behind_a_word(client->name, kReadNothing) || client->name == "tonic";
    CHECK(is_among(client->name, clients) == reads_nothing);
  }
}
