// SPDX-License-Identifier: Apache-2.0
// The words for clients, for the whole program. What a client does is in its model (src/clients)
// and nowhere else. Here is how sentences name the clients that do something, and those that do
// not. Findings, messages of options and the documentation take their words from here.
//
// tests/laws/readers_test.cpp asks the models, in both directions:
// - Each client behind a word must do, or not do, what the row says.
// - Where a sentence claims to name every client (Names::all), each client that does it must stand
//   behind one of the words. Elsewhere a client may be named by no sentence.
// So a new client needs a word here only if a sentence is to name it, or if such a claim becomes
// false without it.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "core/family.hpp"

namespace proxyenv {

// A behaviour that some clients have and others do not.
enum class Habit {
  // How they read a list.
  star_alone,
  star_among_others,
  wildcard,
  dotted_name,
  name_with_subdomains,
  name_as_ending,
  network_v4,
  network_v6,
  address_v6,
  bracketed_v6,
  address_v6_as_name,
  address_v6_as_ending,
  port,
  url,
  local_names,
  upper_case,
  blank_list,
  empty_entry,
  fails_on_network_v6,
  fails_on_brackets,
  loopback,
  // The variables that they read.
  http_for_https,
  last_of_two,
  all_proxy_first,
  refuses_in_cgi,
  // How they read a proxy.
  tls_proxy,
  socks_proxy,
  http_to_socks,
  fails_on_path,
  fails_on_query,
  ipv6_proxy_as_name,
  fails_without_password,
  drops_user_without_password,
  fails_on_empty_user,
  fails_on_control_character,
  fails_on_colon_in_user,
  fails_beyond_latin1,
  fails_on_no_utf8,
  address_prefix,
  address_star,
  address_range,
  fails_on_socks_scheme,
};

// Whether sentences claim that who_does names every client that does it: "only A and B read it",
// "all but A and B", "no client but A".
enum class Names { some, all };

struct HabitRow {
  Habit habit;
  std::string_view name;  // in the documentation and in tests
  std::string_view what;  // the end of a sentence that begins with the clients
  Names names;
  // Clients that have the behaviour, and clients that do not, in the words of kClientWords, for
  // sentences: "curl from 7.86, git and axios 1 before 1.20". Empty if no sentence names them.
  std::string_view who_does;
  std::string_view who_does_not;
};

// clang-format off
inline constexpr std::array<HabitRow, 42> kHabits = {{
    {Habit::star_alone, "star_alone", "exempt every host where the list is `*` and nothing else",
     Names::some, "curl, Python and Go", "wget, gRPC, apt, Ruby and .NET"},
    {Habit::star_among_others, "star_among_others", "exempt every host for a `*` among other entries",
     Names::some, "Go, httpx and Node's http", "curl, requests, wget, gRPC, apt, Ruby and .NET"},
    {Habit::wildcard, "wildcard", "read `*.x`",
     Names::all, "Go, undici, Node, axios, gaxios, Bun, ureq and Chromium", "curl, wget, Python, Ruby, reqwest, .NET, gRPC and npm"},
    {Habit::dotted_name, "dotted_name", "apply `.x` to `x` itself",
     Names::some, "", ""},
    {Habit::name_with_subdomains, "name_with_subdomains", "apply a plain name to its subdomains",
     Names::some, "", ".NET, axios and Node's http"},
    {Habit::name_as_ending, "name_as_ending", "apply a name to every host that ends so (`notexample.com`)",
     Names::some, "gRPC, apt and Chromium", ""},
    {Habit::network_v4, "network_v4", "read an IPv4 network",
     Names::some, "curl from 7.86, git, requests, Go, Ruby, reqwest, gRPC and axios 1 from 1.20",
     "wget, urllib, httpx, aiohttp, Node, axios 1 before 1.20, .NET, npm and apt"},
    {Habit::network_v6, "network_v6", "read an IPv6 network",
     Names::some, "", ""},
    {Habit::address_v6, "address_v6", "read an IPv6 address without brackets",
     Names::some, "", ""},
    {Habit::bracketed_v6, "bracketed_v6", "read an IPv6 address in brackets",
     Names::some, "urllib, npm and .NET", ""},
    {Habit::address_v6_as_name, "address_v6_as_name", "read `::1` as the name `1`, which covers 10.0.0.1",
     Names::some, "Ruby", ""},
    {Habit::address_v6_as_ending, "address_v6_as_ending", "read `::1` as the end of an address, which covers fd00::1",
     Names::some, "gRPC and apt", ""},
    {Habit::port, "port", "read an entry with a port",
     Names::some, "Go, undici, axios and Ruby", "curl, git, wget, gRPC, reqwest, .NET, npm and apt"},
    {Habit::url, "url", "read a URL in a list",
     Names::all, "httpx, gaxios and Chromium", ""},
    {Habit::local_names, "local_names", "read `<local>`, which is every name without a dot",
     Names::all, "Chromium", ""},
    {Habit::upper_case, "upper_case", "read an entry in upper case",
     Names::some, "", "grpc-js and npm"},
    {Habit::blank_list, "blank_list", "exempt every host for an entry of nothing but blanks",
     Names::some, "gRPC", ""},
    {Habit::empty_entry, "empty_entry", "exempt every host for a comma at the end of the list",
     Names::some, "grpc-js", ""},
    {Habit::fails_on_network_v6, "fails_on_network_v6", "fail on an IPv6 network in a list when a client is made",
     Names::some, "httpx", ""},
    {Habit::fails_on_brackets, "fails_on_brackets", "fail on brackets in a list when a client is made",
     Names::some, "httpx", ""},
    {Habit::loopback, "loopback", "go direct to loopback, whatever the list says",
     Names::all, "Go, Ruby, Java, VS Code and Chromium", ""},
    {Habit::http_for_https, "http_for_https", "take the http proxy for https, where there is none for https",
     Names::some, "Node's fetch, apt and Ruby's Net::HTTP", "curl, Python, Go, wget, git and .NET"},
    {Habit::last_of_two, "last_of_two", "read whichever of two spellings stands last",
     Names::some, "npm", ""},
    {Habit::all_proxy_first, "all_proxy_first", "take all_proxy even where http or https has a proxy of its own",
     Names::all, "Deno, Chromium and ureq", ""},
    {Habit::refuses_in_cgi, "refuses_in_cgi", "refuse http in a CGI process",
     Names::some, "Go", ""},
    {Habit::tls_proxy, "tls_proxy", "speak TLS to an https:// proxy",
     Names::some, "curl, Go, requests, httpx and undici", "gRPC and wget"},
    {Habit::socks_proxy, "socks_proxy", "speak SOCKS to a socks5:// proxy",
     Names::some, "curl, git, Go, reqwest, .NET and undici", "gRPC and wget"},
    {Habit::http_to_socks, "http_to_socks", "speak HTTP to a SOCKS proxy",
     Names::some, "Python's urllib, Ruby and Chromium", ""},
    {Habit::fails_on_path, "fails_on_path", "fail on a proxy with a path",
     Names::some, "git and Node", ""},
    {Habit::fails_on_query, "fails_on_query", "fail on a proxy with a `?` or `#` behind its port",
     Names::some, "Python's urllib", ""},
    {Habit::ipv6_proxy_as_name, "ipv6_proxy_as_name", "look a proxy that is an IPv6 address up as a name, for http:// targets",
     Names::some, "axios", ""},
    {Habit::fails_without_password, "fails_without_password", "ask for the password of a proxy with a user and none, and fail where nobody answers",
     Names::some, "git", ""},
    // No model can be asked: a route does not say which credentials a client sends. See docs/clients.md
    // 2.6 to 2.8.
    {Habit::drops_user_without_password, "drops_user_without_password", "send no user that has no password",
     Names::some, "wget, requests and urllib", ""},
    {Habit::fails_on_empty_user, "fails_on_empty_user", "refuse a proxy with an empty user name",
     Names::some, "wget", ""},
    {Habit::fails_on_control_character, "fails_on_control_character", "fail on a control character in a proxy's user or password",
     Names::some, "curl from 8.18", ""},
    {Habit::fails_on_colon_in_user, "fails_on_colon_in_user", "fail on a colon in a proxy's user name",
     Names::all, "aiohttp", ""},
    {Habit::fails_beyond_latin1, "fails_beyond_latin1", "fail on a proxy's user or password with characters beyond Latin-1",
     Names::all, "requests and aiohttp", ""},
    {Habit::fails_on_no_utf8, "fails_on_no_utf8", "fail on a proxy's user or password of bytes that are no UTF-8",
     Names::some, "requests, Node, npm and grpc-js", ""},
    {Habit::address_prefix, "address_prefix", "read the beginning of addresses (`10.`)",
     Names::all, "ureq", ""},
    {Habit::address_star, "address_star", "read the beginning of addresses with a star behind it (`172.17.*`)",
     Names::all, "ureq and Chromium", ""},
    {Habit::address_range, "address_range", "read a range of addresses (`10.0.0.1-10.0.0.9`)",
     Names::all, "Node's http", ""},
    {Habit::fails_on_socks_scheme, "fails_on_socks_scheme", "fail on a socks:// or socks4:// proxy when a client is made",
     Names::some, "httpx", ""},
}};
// clang-format on

[[nodiscard]] constexpr const HabitRow& row_of(Habit habit) {
  return kHabits[static_cast<std::size_t>(habit)];
}

[[nodiscard]] constexpr std::string_view who_does(Habit habit) {
  return row_of(habit).who_does;
}
[[nodiscard]] constexpr std::string_view who_does_not(Habit habit) {
  return row_of(habit).who_does_not;
}

// The verb behind these words for clients: `singular` behind one client, `plural` behind several.
// Every sentence takes its verb from here, because the words in front of it come from the tables.
[[nodiscard]] constexpr std::string_view agreeing(std::string_view clients,
                                                  std::string_view singular,
                                                  std::string_view plural) {
  const bool are_several = clients.find(", ") != std::string_view::npos ||
                           clients.find(" and ") != std::string_view::npos;
  return are_several ? plural : singular;
}

// Clients that prefer each spelling of a family if both are set and differ, and clients that read
// only one, in the words of kClientWords. A client that sentences do not name stands in none.
struct SpellingReaders {
  Family family;
  std::string_view lower;
  std::string_view upper;
  std::string_view lower_only;  // clients that read no upper-case spelling; empty if none is known
};

// clang-format off
inline constexpr std::array<SpellingReaders, kFamilyCount> kSpellingReaders = {{
    {Family::http,
     "curl, git, wget, Python, Ruby, Node and gRPC", "Go and Rust's reqwest", "curl, git, wget, gRPC and apt"},
    {Family::https,
     "curl, git, wget, Python, Ruby, Node and gRPC", "Go and Rust's reqwest", "wget, gRPC and apt"},
    {Family::all,
     "curl, git, Python requests and httpx", "Rust's reqwest", ""},
    {Family::ftp,
     "curl, wget and Python", "no client that is known", "wget and apt"},
    {Family::grpc,
     "gRPC", "no client", "gRPC"},
    {Family::no,
     "curl, git, wget, Python, Ruby, Node and gRPC", "Go and Rust's reqwest", "wget, gRPC and apt"},
    {Family::no_grpc,
     "gRPC", "no client", "gRPC"},
}};
// clang-format on

[[nodiscard]] constexpr const SpellingReaders& readers_of(Family family) {
  return kSpellingReaders[static_cast<std::size_t>(family)];
}

// The clients that could not use a proxy with this scheme, which must not be "http", among those
// that read the family's lower-case spelling and perhaps no other. The words for a sentence; empty
// if no client is known to read only that spelling.
[[nodiscard]] constexpr std::string_view who_cannot_use(std::string_view scheme, Family family) {
  if (family != Family::http && family != Family::https) return readers_of(family).lower_only;
  if (scheme == "https") return row_of(Habit::tls_proxy).who_does_not;
  // apt supports this one; curl and git, which read only http_proxy, support them all.
  if (scheme == "socks5h") return row_of(Habit::socks_proxy).who_does_not;
  return readers_of(Family::https).lower_only;
}

// Words for sentences, and the clients that they mean. A word with a number means the versions of
// that major alone: axios 0.34 took over what came with 1.20.
struct ClientWord {
  std::string_view word;
  std::string_view clients;  // by the names of clients/catalog.hpp, separated by blanks
  std::string_view kin;      // clients that mostly behave like them, and are not named in sentences
};

// clang-format off
inline constexpr std::array<ClientWord, 42> kClientWords = {{
    {".NET", "dotnet", ""},
    {"AWS SDK for JavaScript", "aws-sdk-js", ""},
    {"Bun", "bun-fetch", ""},
    {"BusyBox wget", "busybox-wget", ""},
    {"Chromium", "chromium", ""},
    {"Deno", "deno-fetch", ""},
    {"Go", "go", "grpc-go"},
    {"Java", "java", "grpc-java"},
    {"Node", "node", "node-fetch node-undici"},
    {"Node's fetch", "node-fetch node-undici", ""},
    {"Node's http", "node", ""},
    {"Python", "python-aiohttp python-httpx python-requests python-urllib", "botocore google-genai google-genai-async python-httpx2 python-websocket python-websockets"},
    {"Python requests", "python-requests", ""},
    {"Python's urllib", "python-urllib", "botocore"},
    {"Ruby", "ruby", "ruby-open-uri"},
    {"Ruby's Net::HTTP", "ruby", ""},
    {"Rust's reqwest", "rust-reqwest", ""},
    {"VS Code", "vscode", ""},
    {"Yarn Berry", "yarn-berry", ""},
    {"aiohttp", "python-aiohttp", "google-genai-async"},
    {"apt", "apt", ""},
    {"aria2", "aria2", ""},
    {"axios", "axios", ""},
    {"axios 1", "axios", ""},
    {"curl", "curl", "php-guzzle php-symfony"},
    {"gRPC", "google-generativeai grpc", "grpc-js"},
    {"gaxios", "gaxios", ""},
    {"git", "git", ""},
    {"grpc-go", "grpc-go", ""},
    {"grpc-js", "grpc-js", ""},
    {"httpx", "google-genai python-httpx", "google-genai-async python-httpx2"},
    {"no client", "", ""},
    {"no client that is known", "", ""},
    {"npm", "npm", ""},
    {"reqwest", "rust-reqwest", ""},
    {"requests", "python-requests", ""},
    {"undici", "node-undici", ""},
    {"ureq", "ureq", ""},
    {"urllib", "python-urllib", "botocore"},
    {"websocket-client", "python-websocket", ""},
    {"websockets", "python-websockets", ""},
    {"wget", "wget", ""},
}};
// clang-format on

}  // namespace proxyenv
