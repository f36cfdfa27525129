// SPDX-License-Identifier: Apache-2.0
#include "support/client_habits.hpp"

#include <algorithm>
#include <set>

#include "support/client_words.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::testing {

namespace {

struct HabitProbe {
  Habit habit;
  Probe probe;
};

Target target_for(const Client& client, const std::string& url) {
  constexpr std::string_view kHttp = "http";
  if (!url.starts_with(kHttp)) return parse_target(url).value();
  return parse_target(std::string(scheme_of(client)) + url.substr(kHttp.size())).value();
}

// Whether the proxy variables alone make it use no proxy: it wants what --also writes.
bool needs_more(const Client& client) {
  return !is_proxied(ask(client, Environment::own(proxies()), target_for(client, "https://ex.test"),
                         newest_version(client)));
}

// npm reaches no IPv6 address by itself: what it exempts fails, and does not go to the proxy.
bool leaves_the_proxy(const Route& route) {
  return is_direct(route) || is_error(route);
}

// all_proxy, and the proxies of schemes, in both spellings.
Entries all_proxy_beside(std::string_view all, std::string_view others) {
  Entries entries = proxies(others);
  for (std::string& entry : both({"ALL"}, all)) entries.push_back(std::move(entry));
  return entries;
}

const std::vector<HabitProbe>& probes() {
  static const std::vector<HabitProbe> kProbes = {
      {Habit::star_alone, list_probe("*", "other.test", "https://ex.test")},
      {Habit::star_among_others, list_probe("other.test,*", "other.test", "https://ex.test")},
      {Habit::wildcard, list_probe("*.ex.test", "*.no.test", "https://a.ex.test")},
      {Habit::dotted_name, list_probe(".ex.test", ".no.test", "https://ex.test")},
      {Habit::name_with_subdomains, list_probe("ex.test", "no.test", "https://a.ex.test")},
      {Habit::name_as_ending, list_probe("ex.test", "no.test", "https://notex.test")},
      {Habit::network_v4, list_probe("10.1.0.0/16", "10.2.0.0/16", "https://10.1.2.3")},
      {Habit::network_v6, list_probe("fd00::/8", "fe00::/8", "https://[fd00::1]")},
      {Habit::address_v6, list_probe("fd00::1", "fd00::2", "https://[fd00::1]")},
      {Habit::bracketed_v6,
       list_probe("[fd00::1]", "[fd00::2]", "https://[fd00::1]", leaves_the_proxy)},
      {Habit::address_v6_as_name, list_probe("::1", "::2", "https://10.0.0.1")},
      {Habit::address_v6_as_ending, list_probe("::1", "::2", "https://[fd00::1]")},
      {Habit::port, list_probe("ex.test:8443", "ex.test:8444", "https://ex.test:8443")},
      {Habit::url, list_probe("https://ex.test", "https://no.test", "https://ex.test")},
      {Habit::local_names, list_probe("<local>", "<-loopback>", "https://db")},
      {Habit::upper_case, list_probe("EX.test", "NO.test", "https://ex.test")},
      {Habit::blank_list, list_probe(" ", "no.test", "https://ex.test")},
      {Habit::empty_entry, list_probe("no.test,", "no.test", "https://ex.test")},
      {Habit::fails_on_network_v6, list_probe("fd00::/8", "fd00::1", "https://ex.test", is_error)},
      {Habit::fails_on_brackets, list_probe("[fd00::1]", "fd00::1", "https://ex.test", is_error)},
      {Habit::loopback, {proxies(), proxies(), "https://localhost", is_direct, "https://ex.test"}},
      {Habit::http_for_https,
       {both({"HTTP"}, "http://proxy.test:3128"), {}, "https://ex.test", is_proxied}},
      {Habit::last_of_two,
       {{"https_proxy=http://lower.test:1", "HTTPS_PROXY=http://upper.test:1"},
        {"HTTPS_PROXY=http://upper.test:1", "https_proxy=http://lower.test:1"},
        "https://ex.test",
        goes_through("http://upper.test")}},
      {Habit::all_proxy_first,
       {all_proxy_beside("http://all.test:1", "http://own.test:1"),
        all_proxy_beside("http://own.test:1", "http://all.test:1"), "https://ex.test",
        goes_through("http://all.test")}},
      {Habit::refuses_in_cgi,
       {{"http_proxy=http://proxy.test:1", "REQUEST_METHOD=GET"},
        {"http_proxy=http://proxy.test:1"},
        "http://ex.test",
        is_error}},
      {Habit::tls_proxy, proxy_probe("https://proxy.test:1", "http://proxy.test:1",
                                     "http://ex.test", goes_through("https://"))},
      {Habit::socks_proxy, proxy_probe("socks5://proxy.test:1", "http://proxy.test:1",
                                       "https://ex.test", goes_through("socks5"))},
      {Habit::http_to_socks,
       proxy_probe("socks5://proxy.test:1", "", "https://ex.test", goes_through("http://"))},
      {Habit::fails_on_path,
       proxy_probe("http://proxy.test:1/x", "http://proxy.test:1", "https://ex.test", is_error)},
      {Habit::fails_on_query,
       proxy_probe("http://proxy.test:1?x", "http://proxy.test:1", "https://ex.test", is_error)},
      {Habit::ipv6_proxy_as_name,
       proxy_probe("http://[fd00::9]:1", "http://proxy.test:1", "http://ex.test", is_error)},
      {Habit::fails_without_password,
       proxy_probe("http://u@proxy.test:1", "http://u:w@proxy.test:1", "https://ex.test",
                   is_error)},
      {Habit::fails_on_empty_user, proxy_probe("http://:w@proxy.test:1", "http://u:w@proxy.test:1",
                                               "https://ex.test", is_error)},
      {Habit::fails_on_control_character,
       proxy_probe("http://u:%01@proxy.test:1", "http://u:w@proxy.test:1", "https://ex.test",
                   is_error)},
      {Habit::fails_on_colon_in_user,
       proxy_probe("http://u%3Av:w@proxy.test:1", "http://u:v%3Aw@proxy.test:1", "https://ex.test",
                   is_error)},
      {Habit::fails_on_no_utf8,
       proxy_probe("http://u:%FF@proxy.test:1", "http://u:%C3%BF@proxy.test:1", "https://ex.test",
                   is_error)},
      {Habit::address_prefix, list_probe("10.1.", "10.2.", "https://10.1.2.3")},
      {Habit::address_star, list_probe("10.1.*", "10.2.*", "https://10.1.2.3")},
      {Habit::address_range,
       list_probe("10.1.2.1-10.1.2.9", "10.1.3.1-10.1.3.9", "https://10.1.2.3")},
      {Habit::fails_on_socks_scheme,
       proxy_probe("socks://proxy.test:1", "http://proxy.test:1", "https://ex.test", is_error)},
      {Habit::fails_beyond_latin1,
       proxy_probe("http://u:%D1%8F@proxy.test:1", "http://u:%C3%A9@proxy.test:1",
                   "https://ex.test", is_error)},
  };
  return kProbes;
}

// NAME, or NAME@VERSION with the version that brought the habit; empty where the newest has it not.
std::string row_entry(const Client& client, const Probe& probe) {
  std::string entry;
  bool before = true;
  for (const ClientVersion& row : client.history) {
    if (!uses_proxies(client, row.from)) continue;
    const bool now = shows(client, probe, row.from);
    if (now && !before) entry = std::string(client.name) + "@" + row.from.text();
    if (now && entry.empty()) entry = client.name;
    if (!now) entry.clear();
    before = now;
  }
  return entry;
}

std::string clients_behind(std::string_view sentence) {
  std::set<std::string_view> names;
  for (const std::string_view text : words_in(sentence)) {
    const ClientWord* const word = find_word(read_version(text).word);
    if (word != nullptr) {
      for (const std::string_view name : names_in(word->clients)) names.insert(name);
    }
  }
  return text::joined(std::vector<std::string>(names.begin(), names.end()), " ");
}

std::string asked_for(Habit habit) {
  const Probe* const probe = find_probe(habit);
  if (probe == nullptr) return clients_behind(row_of(habit).who_does);
  std::vector<std::string> entries;
  for (const Client* const client : all_clients()) {
    if (std::string entry = row_entry(*client, *probe); !entry.empty()) {
      entries.push_back(std::move(entry));
    }
  }
  return text::joined(entries, " ");
}

}  // namespace

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

Entries both(const std::vector<std::string_view>& names, std::string_view value) {
  Entries entries;
  for (const std::string_view name : names) {
    entries.push_back(ascii::lowered(name) + "_proxy=" + std::string(value));
    entries.push_back(std::string(name) + "_PROXY=" + std::string(value));
  }
  return entries;
}

Entries proxies(std::string_view value) {
  return both({"HTTP", "HTTPS"}, value);
}

Entries with_list(std::string_view list) {
  Entries entries = proxies();
  for (const std::string_view name : {"no_proxy=", "NO_PROXY="}) {
    entries.push_back(std::string(name) + std::string(list));
  }
  return entries;
}

Route route_of(const Client& client, Entries entries, const std::string& url,
               const Version& version) {
  if (needs_more(client)) {
    entries.emplace_back("NODE_USE_ENV_PROXY=1");
    entries.emplace_back(
        "JAVA_TOOL_OPTIONS=-Dhttp.proxyHost=proxy.test -Dhttp.proxyPort=3128 "
        "-Dhttps.proxyHost=proxy.test -Dhttps.proxyPort=3128");
  }
  return ask(client, Environment::own(std::move(entries)), target_for(client, url), version);
}

Probe list_probe(std::string_view list, std::string_view near_miss, std::string url, Shows shows) {
  return {with_list(list), with_list(near_miss), std::move(url), std::move(shows)};
}

Probe proxy_probe(std::string_view proxy, std::string_view near_miss, std::string url,
                  Shows shows) {
  return {proxies(proxy), proxies(near_miss), std::move(url), std::move(shows)};
}

const Probe* find_probe(Habit habit) {
  const auto found = std::find_if(probes().begin(), probes().end(),
                                  [&](const HabitProbe& it) { return it.habit == habit; });
  return found == probes().end() ? nullptr : &found->probe;
}

bool shows(const Client& client, const Probe& probe, const Version& version) {
  const std::string& other = probe.other_url.empty() ? probe.url : probe.other_url;
  return probe.shows(route_of(client, probe.environment, probe.url, version)) &&
         !probe.shows(route_of(client, probe.near_miss, other, version));
}

bool uses_proxies(const Client& client, const Version& version) {
  return is_proxied(route_of(client, proxies(), "https://ex.test", version));
}

bool reads_a_list(const Client& client) {
  return shows(client, list_probe("ex.test", "no.test", "https://ex.test"), newest_version(client));
}

std::string_view clients_with(Habit habit) {
  static const std::vector<std::string> kClients = [] {
    std::vector<std::string> clients;
    for (const HabitRow& row : kHabits) clients.push_back(asked_for(row.habit));
    return clients;
  }();
  return kClients[static_cast<std::size_t>(habit)];
}

SpellingHabits spelling_habits(const Client& client, const FamilyRow& row) {
  const Version version = newest_version(client);
  const std::string url = row.family == Family::http  ? "http://ex.test"
                          : row.family == Family::ftp ? "ftp://ex.test"
                                                      : "https://ex.test";
  // A list shows by the target that it exempts, a proxy by its name.
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

std::string clients_that(const std::function<bool(const Client&)>& predicate) {
  std::vector<std::string> names;
  for (const Client* const client : all_clients()) {
    if (predicate(*client)) names.emplace_back(client->name);
  }
  return text::joined(names, " ");
}

}  // namespace proxyenv::testing
