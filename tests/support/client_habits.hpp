// SPDX-License-Identifier: Apache-2.0
// Which clients have a habit of core/readers.hpp: their models are asked. There is one probe for
// each habit, an environment that shows the habit beside one that differs in one point and does
// not.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "clients/catalog.hpp"
#include "core/family.hpp"
#include "core/readers.hpp"

namespace proxyenv::testing {

using Entries = std::vector<std::string>;  // NAME=VALUE

using Shows = std::function<bool(const Route&)>;

[[nodiscard]] bool is_direct(const Route& route);
[[nodiscard]] bool is_error(const Route& route);
[[nodiscard]] bool is_proxied(const Route& route);
// Through a proxy whose URL has that beginning.
[[nodiscard]] Shows goes_through(std::string_view beginning);

// The same value in both spellings of each name: HTTP gives http_proxy and HTTP_PROXY.
[[nodiscard]] Entries both(const std::vector<std::string_view>& names, std::string_view value);
// A proxy for http and https, and the same with an exemption list.
[[nodiscard]] Entries proxies(std::string_view value = "http://proxy.test:3128");
[[nodiscard]] Entries with_list(std::string_view list);

// The client's route to the URL; clients of gRPC and of ws:// are asked for the
// same host in their scheme. Clients
// that read proxy variables only with a switch, or have variables of their own, get those beside
// the entries.
[[nodiscard]] Route route_of(const Client& client, Entries entries, const std::string& url,
                             const Version& version);

struct Probe {
  Entries environment;
  Entries near_miss;
  std::string url;
  Shows shows;                 // what the environment's route shows, and the near miss's does not
  std::string other_url = {};  // of the near miss, where that is what differs
};

[[nodiscard]] Probe list_probe(std::string_view list, std::string_view near_miss, std::string url,
                               Shows shows = is_direct);
[[nodiscard]] Probe proxy_probe(std::string_view proxy, std::string_view near_miss, std::string url,
                                Shows shows);

// Null for a habit that no route shows, so that no model can be asked.
[[nodiscard]] const Probe* find_probe(Habit habit);

[[nodiscard]] bool shows(const Client& client, const Probe& probe, const Version& version);

// A client that used no proxy at all before some version says nothing about that version.
[[nodiscard]] bool uses_proxies(const Client& client, const Version& version);

// Whether the client reads an exemption list at all, in its newest version.
[[nodiscard]] bool reads_a_list(const Client& client);

// The clients whose models have the habit, sorted, separated by blanks, as NAME, or as NAME@VERSION
// with the version that brought it. A client that lost it again does not count. If no model can be
// asked, the clients behind the words of who_does.
[[nodiscard]] std::string_view clients_with(Habit habit);

// Which spelling of a family a client takes: asked with one of them alone, and with both.
struct SpellingHabits {
  bool reads_lower = false;
  bool reads_upper = false;
  bool lower_first = false;
  bool upper_first = false;
};

[[nodiscard]] SpellingHabits spelling_habits(const Client& client, const FamilyRow& row);

// The names of the clients for which the predicate is true, sorted, separated by blanks.
[[nodiscard]] std::string clients_that(const std::function<bool(const Client&)>& predicate);

}  // namespace proxyenv::testing
