// SPDX-License-Identifier: Apache-2.0
#include "support/documented_habits.hpp"

namespace proxyenv::testing {

namespace {

constexpr std::string_view kUrl = "https://ex.test";

Probe proxy_value(std::string_view value, Shows shows) {
  return proxy_probe(value, "http://proxy.test:1", std::string(kUrl), std::move(shows));
}

// The list exempts the target only where commas alone separate its entries.
Probe list_lost(std::string_view list) {
  return list_probe(list, "ex.test,other.test", std::string(kUrl), is_proxied);
}

Probe upper_http_alone() {
  return {{"HTTP_PROXY=http://proxy.test:1"},
          {"http_proxy=http://proxy.test:1"},
          "http://ex.test",
          is_direct};
}

}  // namespace

const std::vector<DocumentedHabit>& documented_habits() {
  // clang-format off
  static const std::vector<DocumentedHabit> kRows = {
      {"fails_on_blanks", "curl, git, wget and Ruby", proxy_value(" http://proxy.test:1 ", is_error)},
      {"loses_entry_with_blank", "grpc-js, apt and wget", list_lost("ex.test ,other.test")},
      {"ignores_carriage_return", "Go and reqwest", proxy_value("http://proxy.test:1\r", is_direct)},
      {"fails_on_carriage_return", "curl, git, requests and httpx", proxy_value("http://proxy.test:1\r", is_error)},
      {"separates_by_commas", "Python, Go, wget and gRPC", list_lost("other.test ex.test")},
      {"ends_at_a_blank", "curl from 8.9", list_lost("other.test ex.test")},
      {"takes_port_1080", "curl before 8.21", proxy_value("http://proxy.test", goes_through("http://proxy.test:1080"))},
      {"takes_port_443", "gRPC", proxy_value("http://proxy.test", goes_through("http://proxy.test:443"))},
      {"reads_no_HTTP_PROXY", "curl and git", upper_http_alone()},
      {"fails_on_path_since", "git from 2.47", *find_probe(Habit::fails_on_path)},
      {"ignores_socks_proxy", "gRPC and Node's http", proxy_value("socks5://proxy.test:1", is_direct)},
      {"ignores_tls_proxy", "aiohttp", proxy_value("https://proxy.test:1", is_direct)},
      {"plaintext_to_tls_proxy", "Ruby and grpc-go",
       proxy_probe("https://proxy.test:1", "", std::string(kUrl), goes_through("http://"))},
      {"ignores_upper_case_scheme", "Node's http and gRPC before 1.73", proxy_value("HTTP://proxy.test:1", is_direct)},
      // The pages that are written by hand.
      {"domain_only_without_dot", "wget, httpx, Go, Ruby and gRPC",
       list_probe(".ex.test", "ex.test", std::string(kUrl), is_proxied)},
      {"needs_http_proxy", "wget and curl", upper_http_alone()},
      {"no_network_v4", "wget, urllib, aiohttp, npm, .NET and Node",
       list_probe("10.1.0.0/16", "10.1.2.3", "https://10.1.2.3", is_proxied)},
      {"network_v6", "Go, reqwest and gRPC", *find_probe(Habit::network_v6)},
      {"dotted_name_as_ending", "websocket-client", list_probe(".ex.test", ".no.test", "https://notex.test")},
      {"fails_without_password", "git and websockets", *find_probe(Habit::fails_without_password)},
      {"takes_no_notice_of_junk", "aria2", proxy_value("http://proxy.test:1\r", is_direct)},
      {"all_proxy_first", "Deno",
       {{"ALL_PROXY=http://all.test:1", "HTTPS_PROXY=http://own.test:1"},
        {"HTTPS_PROXY=http://own.test:1"},
        std::string(kUrl),
        goes_through("http://all.test")}},
      {"reads_no_list", "BusyBox wget",
       {with_list("ex.test"), {}, std::string(kUrl), is_proxied}},
  };
  // clang-format on
  return kRows;
}

}  // namespace proxyenv::testing
