// SPDX-License-Identifier: Apache-2.0
#include "dify/names/network_place.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "dify/names/exempt_list.hpp"

using namespace proxyenv::dify;

TEST_CASE("which hosts are on a private network") {
  for (const std::string_view host :
       {"10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "127.0.0.1", "169.254.1.1",
        "100.64.0.1", "0.0.0.0", "::1", "fd00::1", "fe80::1", "minio", "nas.local", "a.b.corp",
        "host.docker.internal", "x.localhost"}) {
    CAPTURE(host);
    CHECK(is_on_private_network(host));
  }
  for (const std::string_view host :
       {"8.8.8.8", "172.32.0.1", "172.15.0.1", "192.169.0.1", "100.128.0.1", "2001:db8::1",
        "example.com", "notlocal.com", "corp.example"}) {
    CAPTURE(host);
    CHECK_FALSE(is_on_private_network(host));
  }
}

TEST_CASE("the endpoints in a value, without a piece of userinfo") {
  struct Row {
    std::string_view value;
    std::string_view endpoints;
    std::string_view why;
  };
  const Row rows[] = {
      {"https://minio:9000", "https minio 9000", "a port"},
      {"https://minio", "https minio 443", "the standard one"},
      {"http://h/x?y", "http h 80", "http"},
      {"HTTPS://H.Example/", "https h.example 443", "case"},
      {"https://u:s3cret@h:1/p", "https h 1", "credentials"},
      {"https://u:p@ss@h:1", "https h 1", "an @ in the password"},
      {"https://alice:12/s3cret@h:1", "", "a host before an @ that is not its own may be a user"},
      {"https://alice:12/s3cret%40h:1", "", "likewise, encoded"},
      {"https://a:1,https://u:p@b:2", "https b 2", "only what stands behind the last @ is sure"},
      {"https://[fd00::1]:9000/", "https fd00::1 9000", "IPv6"},
      {"https://[not\"it]:9000/", "", "no IPv6"},
      {"https://a:1,https://b:2", "https a 1; https b 2", "a list"},
      {"redis://h:1 grpc://g:2", "", "other schemes"},
      {"https://<your_account_name>.blob.example", "", "a placeholder"},
      {"https://", "", "nothing"},
      {"https://h:port", "", "no port"},
      {"xhttps://h:1", "", "another scheme"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    std::string shown;
    for (const Endpoint& endpoint : http_endpoints_in(row.value)) {
      shown.append(shown.empty() ? "" : "; ").append(endpoint.scheme).append(" ");
      shown.append(endpoint.host).append(" ").append(std::to_string(endpoint.port));
    }
    CHECK(shown == row.endpoints);
  }
}

TEST_CASE("the one server that a setting names") {
  struct Row {
    std::string_view value;
    std::string_view endpoint;  // "": none
    std::string_view why;
  };
  const Row rows[] = {
      {"http://192.168.1.20:19530", "http 192.168.1.20 19530", "a URL"},
      {"https://in01.example.com", "https in01.example.com 443", "the port of https"},
      {"http://milvus", "http milvus 7", "no port: the one that the client takes"},
      {"grpc://weaviate.corp:50051", "grpc weaviate.corp 50051", "another scheme"},
      {"weaviate.corp:50051", " weaviate.corp 50051", "without a scheme"},
      {" Weaviate.Corp ", " weaviate.corp 7", "a host alone"},
      {"[fd00::1]:19530", " fd00::1 19530", "IPv6"},
      {"http://root:s3cret@10.1.2.3:19530/db", "http 10.1.2.3 19530", "credentials are left out"},
      {"http://root:a/s3cret@10.1.2.3:1", "", "what looks like a host may be a user"},
      {"root:s3cret%40host:1", "", "likewise, encoded"},
      {"a:1,b:2", "", "a list"},
      {"<your_host>:1", "", "a placeholder"},
      {"your server", "", "no host"},
      {"h:port", "", "no port"},
      {"", "", "nothing"},
      {"http://", "", "nothing behind the scheme"},
      {"./milvus.db", "", "a file"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    std::string shown;
    if (const auto found = endpoint_of(row.value, 7)) {
      shown = found->scheme + " " + found->host + " " + std::to_string(found->port);
    }
    CHECK(shown == row.endpoint);
  }
}

TEST_CASE("hosts that stay direct") {
  struct Row {
    std::string_view text;
    std::string_view result;
    std::string_view why;
  };
  const Row rows[] = {
      {"minio,.corp,*.lan", "minio .corp .lan", "names and zones"},
      {"10.1.2.3 10.1.2.3", "10.1.2.3", "an address, once"},
      {"my_service", "my_service", "a service may have an underscore"},
      {"a_b.corp", "error", "a domain name may not"},
      {"*", "error", "everything"},
      {"10.0.0.0/8", "error", "clients compare text"},
      {"http://minio", "error", "a URL"},
      {"minio:9000", "error", "a port"},
      {"[::1]", "error", "httpx fails at it"},
      {"10.1", "error", "a short address"},
      {"", "error", "nothing"},
      {"a\"b", "error", "a quote"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const auto list = parse_exempt_list(row.text);
    std::string shown;
    if (list) {
      for (const std::string& entry : *list) shown.append(shown.empty() ? "" : " ").append(entry);
    } else {
      shown = "error";
    }
    CHECK(shown == row.result);
  }
}
