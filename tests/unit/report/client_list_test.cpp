// SPDX-License-Identifier: Apache-2.0
#include "report/client_list.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <vector>

using namespace proxyenv;

namespace {

std::vector<AskedClient> asked(std::initializer_list<std::string_view> names) {
  std::vector<AskedClient> list;
  for (const std::string_view name : names) {
    const Client* client = find_client(name);
    list.push_back({client, newest_version(*client), "all"});
  }
  return list;
}

}  // namespace

TEST_CASE("the clients are listed with what they are and how they were judged") {
  CHECK(render_client_list(asked({"curl", "dotnet"}))
            .starts_with("NAME    JUDGED  WHAT\n"
                         "curl    run     the curl command and libcurl\n"
                         "dotnet  source  .NET HttpClient\n"
                         "\n"
                         "run: compared with the real client; source: read in its source.\n"));
  std::vector<AskedClient> all;
  for (const Client* client : all_clients()) {
    all.push_back({client, newest_version(*client), "all"});
  }
  const std::string text = render_client_list(all);
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    CAPTURE(text.substr(begin, end - begin));
    CHECK(end - begin <= 80);
    begin = end + 1;
  }
}

TEST_CASE("a client that is named has its versions") {
  CHECK(render_client_histories(asked({"dotnet", "java"})) ==
        "dotnet: .NET HttpClient (judged by: source)\n"
        "  reads for http://, ws://: http_proxy, HTTP_PROXY, all_proxy, ALL_PROXY; list: no_proxy, "
        "NO_PROXY\n"
        "  reads for https://, wss://: https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY; list: "
        "no_proxy, NO_PROXY\n"
        "  before 6: only http:// proxies; others cannot be read\n"
        "  from 6: socks4://, socks4a:// and socks5:// proxies\n"
        "  from 8: https:// proxies\n"
        "\n"
        "java: the JDK: HttpURLConnection and HttpClient (judged by: run)\n"
        "  reads no proxy variables\n"
        "  all: as documented\n");
  CHECK(render_client_histories(asked({"python-httpx2"}))
            .find("  condition socksio: if socksio is installed; by default not: an extra") !=
        std::string::npos);
  const std::string json = render_clients_json(asked({"dotnet"}));
  CHECK(json.starts_with(
      R"({"schema":1,"clients":[{"client":"dotnet","what":".NET HttpClient","judged":"source",)"
      R"("versions":[{"from":null,"change":"only http:// proxies; others cannot be read"},)"
      R"({"from":"6","change":"socks4://, socks4a:// and socks5:// proxies"},)"
      R"({"from":"8","change":"https:// proxies"}]}],"aliases":[{"alias":"aiohttp",)"
      R"("clients":["python-aiohttp"],"built_on":"aiohttp","source":"its own name"},)"));
  CHECK(json.ends_with("]}\n"));
}
