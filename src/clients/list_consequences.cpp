// SPDX-License-Identifier: Apache-2.0
#include "clients/list_consequences.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/catalog.hpp"
#include "clients/client_names.hpp"
#include "core/examine_list.hpp"
#include "core/family.hpp"
#include "core/no_proxy.hpp"
#include "core/readers.hpp"
#include "net/address.hpp"
#include "net/host.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

// What is asked about a list.
enum class About { nothing, its_entries, the_whole };

About about(FindingKind kind) {
  switch (kind) {
    case FindingKind::bad_list_entry:
    case FindingKind::ipv6_address_in_list:
    case FindingKind::ipv6_brackets_in_list:
    case FindingKind::ipv6_network_in_list:
    case FindingKind::scheme_in_list:
      return About::its_entries;
    case FindingKind::blank_list_entry:
    case FindingKind::carriage_return:
    case FindingKind::list_separators:
    case FindingKind::quotes:
    case FindingKind::unbalanced_quotes:
    case FindingKind::unreadable_list:
      return About::the_whole;
    default:
      return About::nothing;
  }
}

// Every client can use it. RFC 2606, 2 reserves the domain, so no list names a host in it.
constexpr std::string_view kProxy = "http://proxyenv.invalid:3128";
constexpr std::string_view kInNoList = "ex.invalid";

// An environment with a proxy for everything, and this list under the names that the finding is
// about.
Environment with_list(const FamilyRow& row, const std::string& list) {
  std::vector<std::string> entries = {"NODE_USE_ENV_PROXY=1"};
  for (const FamilyRow& each : kFamilies) {
    if (each.is_list && each.family != row.family) continue;
    for (const std::string_view name : {each.lower, each.upper}) {
      if (name.empty()) continue;
      entries.push_back(std::string(name) + "=" + (each.is_list ? list : std::string(kProxy)));
    }
  }
  return Environment::own(std::move(entries));
}

// A host by each kind of URL. None where the host cannot stand in one.
std::vector<Target> urls_of(std::string_view host) {
  std::vector<Target> urls;
  for (const std::string_view scheme : {"https", "wss", "grpcs"}) {
    if (auto url = parse_target(text::concatenated({scheme, "://", host}))) {
      urls.push_back(std::move(*url));
    }
  }
  return urls;
}

// What a client does with a host, by the first kind of URL that it knows. urllib, for one, looks
// for a proxy of any scheme: the others are asked of those alone that know no other.
RouteKind route_kind(const Router& router, const std::vector<Target>& urls) {
  for (const Target& url : urls) {
    if (const RouteKind kind = router(url).kind; kind != RouteKind::no_scheme) return kind;
  }
  return RouteKind::no_scheme;
}

const std::vector<Target>& urls_of_no_list() {
  static const std::vector<Target> kUrls = urls_of(kInNoList);
  return kUrls;
}

// The hosts that a person sees in the list, the first of them.
std::vector<std::string> hosts_in(std::string_view list) {
  constexpr std::size_t kMost = 3;
  std::vector<std::string> hosts;
  for (std::string_view entry : entries_of(list)) {
    if (entry.starts_with('.')) entry.remove_prefix(1);
    if (net::is_host(entry) && !entry.starts_with('[')) hosts.emplace_back(entry);
    if (hosts.size() == kMost) break;
  }
  return hosts;
}

// An address in a network that is written so that few clients read it, if any: `10.0.0.1` for
// `10.0.0/8`. Not the one that stands there, which clients take that drop the length. No value for
// another entry.
std::optional<std::string> address_in(std::string_view entry) {
  constexpr std::size_t kParts = 4;
  const std::size_t slash = entry.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  std::string address(entry.substr(0, slash));
  for (auto dots = std::count(address.begin(), address.end(), '.');
       dots + 1 < static_cast<std::ptrdiff_t>(kParts); ++dots) {
    address.append(".0");
  }
  if (!net::is_ipv4(address)) return std::nullopt;
  const std::size_t last = address.rfind('.') + 1;
  const std::string other = address.substr(last) == "1" ? "2" : "1";
  return address.replace(last, std::string::npos, other);
}

// Who reads the first of the networks that are badly written; empty where none of the entries is
// one.
std::string who_reads_networks(const FamilyRow& row, const std::string& list) {
  const Environment environment = with_list(row, list);
  const Environment without = with_list(row, {});
  for (const std::string_view entry : entries_of(list)) {
    const auto address = address_in(entry);
    if (!address) continue;
    const std::vector<Target> urls = urls_of(*address);
    std::vector<std::string_view> readers;
    for (const Client* const client : all_clients()) {
      const Version version = newest_version(*client);
      const bool reads =
          route_kind(client->compile(environment, version), urls) == RouteKind::direct &&
          route_kind(client->compile(without, version), urls) == RouteKind::proxy;
      if (reads) readers.push_back(client->name);
    }
    if (readers.empty()) return "no client reads it";
    const std::string names = named_in_words(readers);
    return text::concatenated({"only ", names, agreeing(names, " reads", " read"), " it"});
  }
  return {};
}

struct Outcomes {
  std::vector<std::string_view> fail;
  std::vector<std::string> fail_in_older;  // "httpx 0.24 until 0.24.1"
  std::vector<std::string_view> exempt_every_host;
  std::vector<std::string_view> lose_entries;
};

// An older version of the client that fails on the list; empty if there is none.
std::string older_that_fails(const Client& client, const Environment& environment) {
  for (const ClientVersion& row : client.history) {
    const Router router = client.compile(environment, row.from);
    if (route_kind(router, urls_of_no_list()) != RouteKind::error) continue;
    // Libraries are named as people name them: httpx, not python-httpx.
    constexpr std::string_view kLanguage = "python-";
    std::string name(client.name);
    if (name.starts_with(kLanguage)) name.erase(0, kLanguage.size());
    return name + " " + version_range(client, row.from);
  }
  return {};
}

Outcomes ask_models(const FamilyRow& row, const std::string& list, bool is_whole) {
  const Environment environment = with_list(row, list);
  const std::vector<std::string> hosts = is_whole ? hosts_in(list) : std::vector<std::string>();
  std::string mended;
  for (const std::string& host : hosts) mended.append(mended.empty() ? "" : ",").append(host);
  const Environment with_mended = with_list(row, mended);
  std::vector<std::vector<Target>> urls;
  for (const std::string& host : hosts) urls.push_back(urls_of(host));
  Outcomes outcomes;
  for (const Client* const client : all_clients()) {
    const Router router = client->compile(environment, newest_version(*client));
    const RouteKind others = route_kind(router, urls_of_no_list());
    if (others == RouteKind::error) {
      outcomes.fail.push_back(client->name);
      continue;
    }
    if (!is_whole) {
      std::string older = older_that_fails(*client, environment);
      if (!older.empty()) outcomes.fail_in_older.push_back(std::move(older));
    }
    if (hosts.empty() && others != RouteKind::direct) continue;
    const Router with_hosts = client->compile(with_mended, newest_version(*client));
    if (others == RouteKind::direct &&
        route_kind(with_hosts, urls_of_no_list()) == RouteKind::proxy) {
      outcomes.exempt_every_host.push_back(client->name);
    }
    const bool loses = std::any_of(urls.begin(), urls.end(), [&](const std::vector<Target>& host) {
      return route_kind(with_hosts, host) == RouteKind::direct &&
             route_kind(router, host) == RouteKind::proxy;
    });
    if (loses) outcomes.lose_entries.push_back(client->name);
  }
  return outcomes;
}

}  // namespace

Why why_of_list(const Finding& finding, const Environment& environment) {
  const FamilyRow* const row = find_family(finding.variable);
  const About what = about(finding.kind);
  const auto value = environment.find(finding.variable);
  if (row == nullptr || !row->is_list || what == About::nothing || !value) return {};
  const bool is_whole = what == About::the_whole;
  const std::string list =
      is_whole ? std::string(*value) : joined_list(entries_with(finding.kind, *value));
  if (list.empty()) return {};
  const Outcomes outcomes = ask_models(*row, list, is_whole);
  std::string why;
  append_outcome(why, outcomes.fail, " fails", " fail");
  for (const std::string& older : outcomes.fail_in_older) append_clause(why, older + " fails");
  append_outcome(why, outcomes.exempt_every_host, " exempts every host", " exempt every host");
  // With a separator that nobody knows it is nearly everybody.
  if (outcomes.lose_entries.size() > all_clients().size() / 2) {
    append_clause(why, "most clients do not exempt all hosts in it");
  } else {
    append_outcome(why, outcomes.lose_entries, " does not exempt all hosts in it",
                   " do not exempt all hosts in it");
  }
  if (finding.kind == FindingKind::bad_list_entry) {
    const std::string readers = who_reads_networks(*row, list);
    if (!readers.empty()) append_clause(why, readers);
  }
  return {std::move(why), outcomes.fail};
}

}  // namespace proxyenv
