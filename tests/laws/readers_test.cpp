// SPDX-License-Identifier: Apache-2.0
// core/readers.hpp says which client reads what. This test asks the model of every client. Each
// behaviour has one probe: an environment that shows it, and another that differs in one point and
// does not show it. A row must name exactly the clients whose models have the behaviour, with their
// first version. The words of its sentences must name clients that have it, or do not have it.
#include "core/readers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "clients/catalog.hpp"
#include "core/finding.hpp"
#include "laws/readers.hpp"
#include "text/list.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

using Entries = std::vector<std::string>;

constexpr std::string_view kProxy = "http://proxy.test:3128";

// The same value in both spellings of each name.
Entries both(const std::vector<std::string_view>& names, std::string_view value) {
  Entries entries;
  for (const std::string_view name : names) {
    entries.push_back(ascii::lowered(name) + "_proxy=" + std::string(value));
    entries.push_back(std::string(name) + "_PROXY=" + std::string(value));
  }
  return entries;
}

Entries proxies(std::string_view value = kProxy) {
  return both({"HTTP", "HTTPS"}, value);
}

Entries with_list(std::string_view list) {
  Entries entries = proxies();
  for (const std::string_view name : {"no_proxy=", "NO_PROXY="}) {
    entries.push_back(std::string(name) + std::string(list));
  }
  return entries;
}

// The settings that two of the clients need in addition to the proxy variables to use a proxy at
// all.
Route route_of(const Client& client, Entries entries, const std::string& url,
               const Version& version) {
  if (client.name == "node") entries.emplace_back("NODE_USE_ENV_PROXY=1");
  if (is_among(client.name, kClientsWithoutVariables)) {
    entries.emplace_back(
        "JAVA_TOOL_OPTIONS=-Dhttp.proxyHost=proxy.test -Dhttp.proxyPort=3128 "
        "-Dhttps.proxyHost=proxy.test -Dhttps.proxyPort=3128");
  }
  const std::string target =
      speaks_grpc(client) && url.starts_with("http") ? "grpc" + url.substr(4) : url;
  return ask(client, Environment::own(std::move(entries)), parse_target(target).value(), version);
}

using Shows = std::function<bool(const Route&)>;

bool is_direct(const Route& route) {
  return route.kind == RouteKind::direct;
}
bool is_error(const Route& route) {
  return route.kind == RouteKind::error;
}
bool is_proxied(const Route& route) {
  return route.kind == RouteKind::proxy;
}
Shows goes_through(std::string_view beginning) {
  return [beginning](const Route& route) {
    return is_proxied(route) && route.proxy.starts_with(beginning);
  };
}

struct Probe {
  Habit habit;
  Entries environment;
  Entries near_miss;
  std::string url;
  Shows shows;
  std::string other_url = {};  // of the near miss, if the URL is the difference
};

Probe list_probe(Habit habit, std::string_view list, std::string_view near_miss, std::string url,
                 Shows shows = is_direct) {
  return {habit, with_list(list), with_list(near_miss), std::move(url), std::move(shows)};
}

Probe proxy_probe(Habit habit, std::string_view proxy, std::string_view near_miss, std::string url,
                  Shows shows) {
  return {habit, proxies(proxy), proxies(near_miss), std::move(url), std::move(shows)};
}

// npm cannot reach IPv6 addresses without a proxy: an exempt target fails, and does not go to the
// proxy.
bool leaves_the_proxy(const Route& route) {
  return is_direct(route) || is_error(route);
}

const std::vector<Probe>& probes() {
  static const std::vector<Probe> kProbes = {
      list_probe(Habit::star_alone, "*", "other.test", "https://ex.test"),
      list_probe(Habit::star_among_others, "other.test,*", "other.test", "https://ex.test"),
      list_probe(Habit::wildcard, "*.ex.test", "*.no.test", "https://a.ex.test"),
      list_probe(Habit::dotted_name, ".ex.test", ".no.test", "https://ex.test"),
      list_probe(Habit::name_with_subdomains, "ex.test", "no.test", "https://a.ex.test"),
      list_probe(Habit::name_as_ending, "ex.test", "no.test", "https://notex.test"),
      list_probe(Habit::network_v4, "10.1.0.0/16", "10.2.0.0/16", "https://10.1.2.3"),
      list_probe(Habit::network_v6, "fd00::/8", "fe00::/8", "https://[fd00::1]"),
      list_probe(Habit::address_v6, "fd00::1", "fd00::2", "https://[fd00::1]"),
      list_probe(Habit::bracketed_v6, "[fd00::1]", "[fd00::2]", "https://[fd00::1]",
                 leaves_the_proxy),
      list_probe(Habit::address_v6_as_name, "::1", "::2", "https://10.0.0.1"),
      list_probe(Habit::address_v6_as_ending, "::1", "::2", "https://[fd00::1]"),
      list_probe(Habit::port, "ex.test:8443", "ex.test:8444", "https://ex.test:8443"),
      list_probe(Habit::url, "https://ex.test", "https://no.test", "https://ex.test"),
      list_probe(Habit::upper_case, "EX.test", "NO.test", "https://ex.test"),
      list_probe(Habit::blank_list, " ", "no.test", "https://ex.test"),
      list_probe(Habit::empty_entry, "no.test,", "no.test", "https://ex.test"),
      list_probe(Habit::fails_on_network_v6, "fd00::/8", "fd00::1", "https://ex.test", is_error),
      list_probe(Habit::fails_on_brackets, "[fd00::1]", "fd00::1", "https://ex.test", is_error),
      {Habit::loopback, proxies(), proxies(), "https://localhost", is_direct, "https://ex.test"},
      {Habit::http_for_https, both({"HTTP"}, kProxy), {}, "https://ex.test", is_proxied},
      {Habit::last_of_two,
       {"https_proxy=http://lower.test:1", "HTTPS_PROXY=http://upper.test:1"},
       {"HTTPS_PROXY=http://upper.test:1", "https_proxy=http://lower.test:1"},
       "https://ex.test",
       goes_through("http://upper.test")},
      {Habit::refuses_in_cgi,
       {"http_proxy=http://proxy.test:1", "REQUEST_METHOD=GET"},
       {"http_proxy=http://proxy.test:1"},
       "http://ex.test",
       is_error},
      proxy_probe(Habit::tls_proxy, "https://proxy.test:1", "http://proxy.test:1", "http://ex.test",
                  goes_through("https://")),
      proxy_probe(Habit::socks_proxy, "socks5://proxy.test:1", "http://proxy.test:1",
                  "https://ex.test", goes_through("socks5")),
      proxy_probe(Habit::http_to_socks, "socks5://proxy.test:1", "", "https://ex.test",
                  goes_through("http://")),
      proxy_probe(Habit::fails_on_path, "http://proxy.test:1/x", "http://proxy.test:1",
                  "https://ex.test", is_error),
      proxy_probe(Habit::fails_on_query, "http://proxy.test:1?x", "http://proxy.test:1",
                  "https://ex.test", is_error),
      proxy_probe(Habit::ipv6_proxy_as_name, "http://[fd00::9]:1", "http://proxy.test:1",
                  "http://ex.test", is_error),
      proxy_probe(Habit::fails_without_password, "http://u@proxy.test:1", "http://u:w@proxy.test:1",
                  "https://ex.test", is_error),
      proxy_probe(Habit::fails_on_empty_user, "http://:w@proxy.test:1", "http://u:w@proxy.test:1",
                  "https://ex.test", is_error),
  };
  return kProbes;
}

// Behaviours that a route does not show, so models cannot be asked.
constexpr std::array<Habit, 1> kNotInARoute = {Habit::drops_user_without_password};

bool has_habit(const Client& client, const Probe& probe, const Version& version) {
  const std::string& other = probe.other_url.empty() ? probe.url : probe.other_url;
  return probe.shows(route_of(client, probe.environment, probe.url, version)) &&
         !probe.shows(route_of(client, probe.near_miss, other, version));
}

// Versions of a client that use no proxy at all are not considered.
bool uses_proxies(const Client& client, const Version& version) {
  return is_proxied(route_of(client, proxies(), "https://ex.test", version));
}

// NAME, or NAME@VERSION with the first version that has the behaviour; empty if the newest does not
// have it.
std::string row_entry(const Client& client, const Probe& probe) {
  std::string entry;
  bool before = true;
  for (const ClientVersion& row : client.history) {
    if (!uses_proxies(client, row.from)) continue;
    const bool now = has_habit(client, probe, row.from);
    if (now && !before) entry = std::string(client.name) + "@" + row.from.text();
    if (now && entry.empty()) entry = client.name;
    if (!now) entry.clear();
    before = now;
  }
  return entry;
}

std::string joined_names(const std::vector<std::string>& names) {
  return text::joined(names, " ");
}

template <class Predicate>
std::string clients_that(Predicate predicate) {
  std::vector<std::string> names;
  for (const Client* const client : all_clients()) {
    if (predicate(*client)) names.emplace_back(client->name);
  }
  return joined_names(names);
}

const ClientWord* find_word(std::string_view word) {
  const auto* const found = std::find_if(kClientWords.begin(), kClientWords.end(),
                                         [&](const ClientWord& it) { return it.word == word; });
  return found == kClientWords.end() ? nullptr : found;
}

// "axios before 1.20": the words of the client, and the version.
struct Versioned {
  std::string_view word;
  std::string_view before;
  std::string_view from;
};

Versioned read_version(std::string_view text) {
  if (const std::size_t at = text.find(" before "); at != text.npos) {
    return {text.substr(0, at), text.substr(at + 8), {}};
  }
  if (const std::size_t at = text.find(" from "); at != text.npos) {
    return {text.substr(0, at), {}, text.substr(at + 6)};
  }
  return {text, {}, {}};
}

// The words of "a, b and c".
std::vector<std::string_view> words_in(std::string_view sentence) {
  std::vector<std::string_view> words;
  while (!sentence.empty()) {
    const std::size_t comma = std::min(sentence.find(", "), sentence.size());
    const std::size_t conjunction = std::min(sentence.find(" and "), sentence.size());
    const std::size_t end = std::min(comma, conjunction);
    words.push_back(sentence.substr(0, end));
    if (end == sentence.size()) break;
    sentence.remove_prefix(end + (end == comma ? 2 : 5));
  }
  return words;
}

void check_words(const HabitRow& row, const Probe* probe, bool does) {
  for (const std::string_view text : words_in(does ? row.who_does : row.who_does_not)) {
    const Versioned versioned = read_version(text);
    CAPTURE(text);
    const ClientWord* const word = find_word(versioned.word);
    REQUIRE(word != nullptr);
    for (const std::string_view name : names_in(word->clients)) {
      CAPTURE(name);
      if (probe == nullptr) {
        CHECK(is_among(name, row.clients) == does);
        continue;
      }
      const std::string entry = row_entry(*find_client(name), *probe);
      if (!versioned.before.empty()) {
        CHECK(entry == std::string(name) + "@" + std::string(versioned.before));
      } else if (!versioned.from.empty()) {
        CHECK(entry == std::string(name) + "@" + std::string(versioned.from));
      } else {
        CHECK(!entry.empty() == does);
      }
    }
  }
}

// Sentences that claim to name all clients: "which only A and B read", "all but A and B".
constexpr std::array<Habit, 2> kNamesAll = {Habit::wildcard, Habit::loopback};

bool stands_behind_a_word(std::string_view client, std::string_view sentence) {
  const auto words = words_in(sentence);
  return std::any_of(words.begin(), words.end(), [&](std::string_view text) {
    const ClientWord* const word = find_word(read_version(text).word);
    return word != nullptr && (is_among(client, word->clients) || is_among(client, word->kin));
  });
}

// The spelling of a family that a client uses, tested with only one of them and with both.
struct SpellingHabits {
  bool reads_lower = false;
  bool reads_upper = false;
  bool lower_first = false;
  bool upper_first = false;
};

SpellingHabits spelling_habits(const Client& client, const FamilyRow& row) {
  const Version version = newest_version(client);
  const std::string url = row.family == Family::http  ? "http://ex.test"
                          : row.family == Family::ftp ? "ftp://ex.test"
                                                      : "https://ex.test";
  // The exempt target shows which list was used; the proxy's name shows which proxy was used.
  const std::string hit = row.is_list ? "ex.test" : "http://hit.test:1";
  const std::string miss = row.is_list ? "other.test" : "http://other.test:1";
  const Shows shows = row.is_list ? Shows(is_direct) : goes_through("http://hit.test");
  const auto read = [&](const Entries& own) {
    Entries entries = row.is_list ? proxies() : Entries();
    entries.insert(entries.end(), own.begin(), own.end());
    return shows(route_of(client, std::move(entries), url, version));
  };
  const auto entry = [](std::string_view name, const std::string& value) {
    return std::string(name) + "=" + value;
  };
  SpellingHabits habits;
  habits.reads_lower = read({entry(row.lower, hit)}) && !read({});
  if (row.upper.empty()) {
    habits.lower_first = habits.reads_lower;
    return habits;
  }
  habits.reads_upper = read({entry(row.upper, hit)}) && !read({});
  const auto first = [&](std::string_view name, std::string_view other) {
    return read({entry(name, hit), entry(other, miss)}) &&
           read({entry(other, miss), entry(name, hit)}) &&
           !read({entry(name, miss), entry(other, hit)});
  };
  habits.lower_first = first(row.lower, row.upper);
  habits.upper_first = first(row.upper, row.lower);
  return habits;
}

// Every client of each word has the behaviour, or does not use the family. At least one of them, or
// of their kin, has it.
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

}  // namespace

TEST_CASE("readers: a habit's row names the clients whose models have it, and since when") {
  std::set<Habit> asked;
  for (const Probe& probe : probes()) {
    const HabitRow& row = row_of(probe.habit);
    CAPTURE(row.name);
    asked.insert(probe.habit);
    std::vector<std::string> entries;
    for (const Client* const client : all_clients()) {
      if (std::string entry = row_entry(*client, probe); !entry.empty()) {
        entries.push_back(std::move(entry));
      }
    }
    CHECK(joined_names(entries) == row.clients);
    check_words(row, &probe, true);
    check_words(row, &probe, false);
  }
  for (const HabitRow& row : kHabits) {
    CAPTURE(row.name);
    const bool is_asked = asked.contains(row.habit);
    const bool cannot_be =
        std::find(kNotInARoute.begin(), kNotInARoute.end(), row.habit) != kNotInARoute.end();
    CHECK(is_asked != cannot_be);
    if (!cannot_be) continue;
    check_words(row, nullptr, true);
    check_words(row, nullptr, false);
  }
}

TEST_CASE("readers: a sentence that says only names every client") {
  for (const Habit habit : kNamesAll) {
    const HabitRow& row = row_of(habit);
    for (const std::string_view entry : names_in(row.clients)) {
      const std::string_view client = entry.substr(0, entry.find('@'));
      CAPTURE(row.name);
      CAPTURE(client);
      CHECK(stands_behind_a_word(client, row.who_does));
    }
  }
}

TEST_CASE("readers: a family's row names the clients that read each of its spellings") {
  for (const FamilyRow& row : kFamilies) {
    const SpellingReaders& readers = readers_of(row.family);
    CAPTURE(row.name);
    const auto lower_first = [](const SpellingHabits& it) { return it.lower_first; };
    const auto upper_first = [](const SpellingHabits& it) { return it.upper_first; };
    const auto lower_only = [](const SpellingHabits& it) {
      return it.reads_lower && !it.reads_upper;
    };
    CHECK(clients_that([&](const Client& it) { return lower_first(spelling_habits(it, row)); }) ==
          readers.lower_clients);
    CHECK(clients_that([&](const Client& it) { return upper_first(spelling_habits(it, row)); }) ==
          readers.upper_clients);
    CHECK(clients_that([&](const Client& it) { return lower_only(spelling_habits(it, row)); }) ==
          readers.lower_only_clients);
    check_spelling_words(readers.lower, row, lower_first);
    check_spelling_words(readers.upper, row, upper_first);
    check_spelling_words(readers.lower_only, row, lower_only);
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

TEST_CASE("readers: advice names the clients that the message names") {
  struct Advice {
    FindingKind kind;
    std::string_view clients;
  };
  const Advice rows[] = {
      {FindingKind::names_in_list, row_of(Habit::name_with_subdomains).who_does_not},
      {FindingKind::ipv6_address_in_list, row_of(Habit::bracketed_v6).who_does},
      {FindingKind::ipv6_address_in_list, row_of(Habit::fails_on_brackets).who_does},
      {FindingKind::ipv6_brackets_in_list, row_of(Habit::bracketed_v6).who_does},
      {FindingKind::ipv6_proxy, row_of(Habit::ipv6_proxy_as_name).who_does},
      {FindingKind::go_refuses_in_cgi, row_of(Habit::refuses_in_cgi).who_does},
  };
  for (const Advice& row : rows) {
    CAPTURE(row_of(row.kind).name);
    for (const std::string_view word : words_in(row.clients)) {
      CAPTURE(word);
      CHECK(row_of(row.kind).advice.find(word) != std::string_view::npos);
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

TEST_CASE("readers: only clients that read no proxy variable go direct beside one") {
  const Entries everything = both({"HTTP", "HTTPS", "ALL", "GRPC"}, kProxy);
  CHECK(clients_that([&](const Client& client) {
          Entries entries = everything;
          if (client.name == "node") entries.emplace_back("NODE_USE_ENV_PROXY=1");
          const std::string url = speaks_grpc(client) ? "grpcs://ex.test" : "https://ex.test";
          return !is_proxied(ask(client, Environment::own(std::move(entries)),
                                 parse_target(url).value(), newest_version(client)));
        }) == kClientsWithoutVariables);
}
