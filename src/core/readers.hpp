// SPDX-License-Identifier: Apache-2.0
// Which client reads what, for the whole program. Findings, messages of options and the tables of
// the documentation take their words from here. tests/laws/readers_test.cpp asks the model of every
// client and fails if a model and a row disagree, in either direction.
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
  upper_case,
  blank_list,
  empty_entry,
  fails_on_network_v6,
  fails_on_brackets,
  loopback,
  // The variables that they read.
  http_for_https,
  last_of_two,
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
};

struct HabitRow {
  Habit habit;
  std::string_view name;  // in the documentation and in tests
  std::string_view what;  // the end of a sentence that begins with the clients
  // All clients that do it, by the names of clients/catalog.hpp, separated by blanks. NAME@VERSION:
  // from that version on.
  std::string_view clients;
  // Some clients that have the behaviour, and some that do not, in the words of kClientWords, for
  // sentences. Empty if no sentence names them.
  std::string_view who_does;
  std::string_view who_does_not;
};

// clang-format off
inline constexpr std::array<HabitRow, 32> kHabits = {{
    {Habit::star_alone, "star_alone", "exempt every host where the list is `*` and nothing else",
     "axios curl git go google-genai google-genai-async grpc-go node node-undici python-aiohttp "
     "python-httpx python-requests python-urllib rust-reqwest",
     "curl, Python and Go", "wget, gRPC, apt, Ruby and .NET"},
    {Habit::star_among_others, "star_among_others", "exempt every host for a `*` among other entries",
     "axios go google-genai grpc-go node node-undici@8.11 python-httpx rust-reqwest",
     "Go, httpx and Node's http", "curl, requests, wget, gRPC, apt, Ruby and .NET"},
    {Habit::wildcard, "wildcard", "read `*.x`",
     "axios go grpc-go@1.71 node node-undici",
     "Go, undici, Node and axios", "curl, wget, Python, Ruby, reqwest, .NET, gRPC and npm"},
    {Habit::dotted_name, "dotted_name", "apply `.x` to `x` itself",
     "curl dotnet git google-genai-async@1.21 node node-undici@7.22 npm python-aiohttp python-requests "
     "python-urllib rust-reqwest",
     "", "wget, httpx, Go, Ruby, axios, gRPC and apt"},
    {Habit::name_with_subdomains, "name_with_subdomains", "apply a plain name to its subdomains",
     "apt curl@7.87 git go google-genai google-genai-async google-generativeai grpc@1.6 grpc-go@1.71 "
     "grpc-js@1.13 node-undici@7.22 npm python-aiohttp python-httpx python-requests python-urllib ruby "
     "ruby-open-uri rust-reqwest wget",
     "", ".NET, axios and Node's http"},
    {Habit::name_as_ending, "name_as_ending", "apply a name to every host that ends so (`notexample.com`)",
     "apt google-generativeai grpc@1.6 grpc-js@1.13",
     "gRPC and apt", ""},
    {Habit::network_v4, "network_v4", "read an IPv4 network",
     "axios@1.20 curl@7.86 git@2.39 go google-generativeai grpc@1.55 grpc-go grpc-js@1.13 "
     "python-requests ruby ruby-open-uri rust-reqwest",
     "curl from 7.86, git, requests, Go, Ruby, reqwest, gRPC and axios from 1.20",
     "wget, urllib, httpx, aiohttp, Node, axios before 1.20, .NET, npm and apt"},
    {Habit::network_v6, "network_v6", "read an IPv6 network",
     "axios@1.20 curl@8.18 git@2.53 go google-generativeai grpc@1.55 grpc-go rust-reqwest",
     "", ""},
    {Habit::address_v6, "address_v6", "read an IPv6 address without brackets",
     "apt axios@1.15 curl git go google-genai google-genai-async google-generativeai grpc@1.6 grpc-go "
     "grpc-js node node-undici@8.10 python-aiohttp python-httpx@0.24.1 python-requests "
     "rust-reqwest wget",
     "", "urllib, npm, .NET and Ruby"},
    {Habit::bracketed_v6, "bracketed_v6", "read an IPv6 address in brackets",
     "axios dotnet node-undici npm python-urllib",
     "urllib, npm and .NET", "httpx"},
    {Habit::address_v6_as_name, "address_v6_as_name", "read `::1` as the name `1`, which covers 10.0.0.1",
     "ruby ruby-open-uri",
     "Ruby", ""},
    {Habit::address_v6_as_ending, "address_v6_as_ending", "read `::1` as the end of an address, which covers fd00::1",
     "apt google-generativeai grpc@1.6 grpc-js@1.13",
     "gRPC and apt", ""},
    {Habit::port, "port", "read an entry with a port",
     "axios go google-genai grpc-go@1.71 node node-undici python-httpx python-requests "
     "python-urllib ruby ruby-open-uri",
     "Go, undici, axios and Ruby", "curl, git, wget, gRPC, reqwest, .NET, npm and apt"},
    {Habit::url, "url", "read a URL in a list",
     "google-genai python-httpx@0.26",
     "httpx", "curl, Python's urllib, Go and gRPC"},
    {Habit::upper_case, "upper_case", "read an entry in upper case",
     "apt axios curl dotnet git go google-genai google-genai-async google-generativeai grpc@1.6 "
     "grpc-go@1.71 node node-undici python-aiohttp python-httpx python-requests python-urllib ruby "
     "ruby-open-uri rust-reqwest@0.13.2 wget",
     "", "grpc-js and npm"},
    {Habit::blank_list, "blank_list", "exempt every host for an entry of nothing but blanks",
     "google-generativeai grpc@1.55",
     "gRPC", ""},
    {Habit::empty_entry, "empty_entry", "exempt every host for a comma at the end of the list",
     "grpc-js@1.13",
     "grpc-js", ""},
    {Habit::fails_on_network_v6, "fails_on_network_v6", "fail on an IPv6 network in a list when a client is made",
     "google-genai google-genai-async python-httpx@0.24.1",
     "httpx", ""},
    {Habit::fails_on_brackets, "fails_on_brackets", "fail on brackets in a list when a client is made",
     "google-genai google-genai-async python-httpx@0.24.1",
     "httpx", ""},
    {Habit::loopback, "loopback", "go direct to loopback, whatever the list says",
     "go grpc-go grpc-java java ruby ruby-open-uri",
     "Go, Ruby and Java", "curl, Python, wget, gRPC and Node"},
    {Habit::http_for_https, "http_for_https", "take the http proxy for https, where there is none for https",
     "apt google-generativeai grpc grpc-js node-undici ruby",
     "Node's fetch, apt and Ruby's Net::HTTP", "curl, Python, Go, wget, git and .NET"},
    {Habit::last_of_two, "last_of_two", "read whichever of two spellings stands last",
     "npm",
     "npm", ""},
    {Habit::refuses_in_cgi, "refuses_in_cgi", "refuse http in a CGI process",
     "go",
     "Go", "curl, Python, wget and Node"},
    {Habit::tls_proxy, "tls_proxy", "speak TLS to an https:// proxy",
     "apt axios curl dotnet@6 git go google-genai node node-undici npm python-httpx python-requests "
     "rust-reqwest",
     "curl, Go, requests, httpx and undici", "gRPC and wget"},
    {Habit::socks_proxy, "socks_proxy", "speak SOCKS to a socks5:// proxy",
     "curl dotnet@6 git go google-genai node-undici@7.23 npm python-httpx@0.22 python-requests "
     "rust-reqwest",
     "curl, git, Go, reqwest, .NET and undici", "gRPC and wget"},
    {Habit::http_to_socks, "http_to_socks", "speak HTTP to a SOCKS proxy",
     "axios@1.17 google-genai-async@1.21 grpc-go python-aiohttp python-urllib ruby",
     "Python's urllib and Ruby", ""},
    {Habit::fails_on_path, "fails_on_path", "fail on a proxy with a path",
     "git@2.47 node node-undici",
     "git and Node", "Python's urllib"},
    {Habit::fails_on_query, "fails_on_query", "fail on a proxy with a `?` or `#` behind its port",
     "git@2.47 node node-undici python-urllib",
     "Python's urllib", ""},
    {Habit::ipv6_proxy_as_name, "ipv6_proxy_as_name", "look a proxy that is an IPv6 address up as a name, for http:// targets",
     "axios",
     "axios", "curl, Go and Python"},
    {Habit::fails_without_password, "fails_without_password", "ask for the password of a proxy with a user and none, and fail where nobody answers",
     "git",
     "git", "curl, Go and wget"},
    // The models do not say which credentials a client sends; see docs/clients.md 2.6 to 2.8.
    {Habit::drops_user_without_password, "drops_user_without_password", "send no user that has no password",
     "python-requests python-urllib wget",
     "wget, requests and urllib", ""},
    {Habit::fails_on_empty_user, "fails_on_empty_user", "refuse a proxy with an empty user name",
     "wget",
     "wget", "curl, Go and Python"},
}};
// clang-format on

[[nodiscard]] constexpr const HabitRow& row_of(Habit habit) {
  return kHabits[static_cast<std::size_t>(habit)];
}

// The clients that prefer each spelling of a family if both are set and differ, and the clients
// that read only one.
struct SpellingReaders {
  Family family;
  // In the words of kClientWords, for sentences.
  std::string_view lower;
  std::string_view upper;
  std::string_view lower_only;  // clients that read no upper-case spelling; empty if none is known
  // All of them, by the names of clients/catalog.hpp.
  std::string_view lower_clients;
  std::string_view upper_clients;
  std::string_view lower_only_clients;
};

// clang-format off
inline constexpr std::array<SpellingReaders, kFamilyCount> kSpellingReaders = {{
    {Family::http,
     "curl, git, wget, Python, Ruby, Node and gRPC", "Go and Rust's reqwest", "curl, git, wget, gRPC and apt",
     "apt axios curl dotnet git google-genai google-genai-async google-generativeai grpc grpc-js node node-undici "
     "python-aiohttp python-httpx python-requests python-urllib ruby ruby-open-uri wget",
     "go rust-reqwest",
     "apt curl git google-generativeai grpc grpc-js wget"},
    {Family::https,
     "curl, git, wget, Python, Ruby, Node and gRPC", "Go and Rust's reqwest", "wget, gRPC and apt",
     "apt axios curl dotnet git google-genai google-genai-async google-generativeai grpc grpc-js node node-undici "
     "python-aiohttp python-httpx python-requests python-urllib ruby-open-uri wget",
     "go grpc-go rust-reqwest",
     "apt google-generativeai grpc grpc-js wget"},
    {Family::all,
     "curl, git, Python requests and httpx", "Rust's reqwest", "",
     "axios curl dotnet git google-genai python-httpx python-requests",
     "rust-reqwest",
     ""},
    {Family::ftp,
     "curl, wget and Python", "no client that is known", "wget",
     "apt curl git python-urllib ruby-open-uri wget",
     "",
     "apt wget"},
    {Family::grpc,
     "gRPC", "no client", "gRPC",
     "google-generativeai grpc grpc-js",
     "",
     "google-generativeai grpc grpc-js"},
    {Family::no,
     "curl, git, wget, Python, Ruby, Node and gRPC", "Go and Rust's reqwest", "wget, gRPC and apt",
     "apt axios curl dotnet git google-genai google-genai-async google-generativeai grpc grpc-js node node-undici "
     "python-aiohttp python-httpx python-requests python-urllib ruby ruby-open-uri wget",
     "go grpc-go rust-reqwest",
     "apt google-generativeai grpc grpc-js wget"},
    {Family::no_grpc,
     "gRPC", "no client", "gRPC",
     "google-generativeai grpc grpc-js",
     "",
     "google-generativeai grpc grpc-js"},
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

// Words for sentences, and the clients that they mean.
struct ClientWord {
  std::string_view word;
  std::string_view clients;  // by the names of clients/catalog.hpp, separated by blanks
  std::string_view kin;      // clients that mostly behave like them, and are not named in sentences
};

// clang-format off
inline constexpr std::array<ClientWord, 28> kClientWords = {{
    {".NET", "dotnet", ""},
    {"Go", "go", "grpc-go"},
    {"Java", "java", "grpc-java"},
    {"Node", "node", "node-undici"},
    {"Node's fetch", "node-undici", ""},
    {"Node's http", "node", ""},
    {"Python", "python-aiohttp python-httpx python-requests python-urllib", "google-genai google-genai-async"},
    {"Python requests", "python-requests", ""},
    {"Python's urllib", "python-urllib", ""},
    {"Ruby", "ruby", "ruby-open-uri"},
    {"Ruby's Net::HTTP", "ruby", ""},
    {"Rust's reqwest", "rust-reqwest", ""},
    {"aiohttp", "python-aiohttp", "google-genai-async"},
    {"apt", "apt", ""},
    {"axios", "axios", ""},
    {"curl", "curl", ""},
    {"gRPC", "google-generativeai grpc", "grpc-js"},
    {"git", "git", ""},
    {"grpc-js", "grpc-js", ""},
    {"httpx", "google-genai python-httpx", "google-genai-async"},
    {"no client", "", ""},
    {"no client that is known", "", ""},
    {"npm", "npm", ""},
    {"reqwest", "rust-reqwest", ""},
    {"requests", "python-requests", ""},
    {"undici", "node-undici", ""},
    {"urllib", "python-urllib", ""},
    {"wget", "wget", ""},
}};
// clang-format on

// Clients that read no proxy variables at all, only the variable that --also writes.
inline constexpr std::string_view kClientsWithoutVariables = "grpc-java java";

}  // namespace proxyenv
