// SPDX-License-Identifier: Apache-2.0
// Tests `proxyenv explain` and `proxyenv check` as commands: sources, exit codes, errors, and that
// secrets are not shown.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <ostream>
#include <string>
#include <string_view>

#include "run_program.hpp"
#include "scratch_directory.hpp"

using namespace e2e;

TEST_CASE("explain tells the route of each client before and after") {
  const Outcome outcome =
      run_proxyenv({"explain", "https://x.test/", "--client", "curl@7.88.1,wget"},
                   {"HTTPS_PROXY=http://QUSER:QPW@p.test:1"});
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  CHECK(contains(outcome.out, "direct  ->  http://p.test:1"));
  CHECK(contains(outcome.out, "curl@7.88.1: from HTTPS_PROXY"));
  CHECK_FALSE(contains(outcome.out + outcome.err, "QPW"));
  CHECK_FALSE(contains(outcome.out + outcome.err, "QUSER"));
}

TEST_CASE("explain shows what --also tells Java, gRPC for Java and Node.js") {
  const Words words = {"explain", "https://x.test/", "https://a.ex.test/", "grpcs://x.test",
                       "--also",  "java,node",       "--client",           "java,grpc-java,node",
                       "--json"};
  const Outcome outcome =
      run_proxyenv(words, {"HTTPS_PROXY=http://p.test:1", "NO_PROXY=ex.test,.ex.test"});
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  const std::string through =
      R"("after":{"route":"proxy","proxy":"http://p.test:1","variable":"JAVA_TOOL_OPTIONS")";
  CHECK(contains(outcome.out,
                 R"({"client":"java","asked_as":null,"version":"all","before":{"route":"direct")"));
  std::size_t found = 0;
  for (std::size_t at = 0; (at = outcome.out.find(through, at)) != std::string::npos; ++at) ++found;
  CHECK(found == 2);  // java for https://x.test/, grpc-java for grpcs://x.test
  CHECK(contains(outcome.out, R"("proxy":"http://p.test:1","variable":"https_proxy")"));
  CHECK(contains(outcome.out, "`*.ex.test`"));
}

TEST_CASE("explain shows no piece of credentials, however a client reads the value") {
  for (const std::string_view value :
       {"http://QUSER:12/QPW@p.test:1", "http://QUSER:QP@QPW", "http://QUSER:12#QPW@p.test:1",
        "http://QUSER@QPW@p.test", "//QUSER:QPW@p.test:1", "QUSER:QPW@p.test",
        "http://u:QPW@QUSER"}) {
    CAPTURE(value);
    const std::string text(value);
    const Outcome outcome =
        run_proxyenv({"explain", "http://x.test/", "https://x.test/", "grpcs://x.test", "--json"},
                     {"http_proxy=" + text, "HTTPS_PROXY=" + text, "grpc_proxy=" + text,
                      "all_proxy=" + text, "no_proxy=" + text});
    INFO(outcome);
    CHECK(outcome.exit_status == 0);
    CHECK_FALSE(contains(outcome.out + outcome.err, "QPW"));
    CHECK_FALSE(contains(outcome.out + outcome.err, "QUSER"));
  }
}

TEST_CASE(
    "explain says under which condition a route is another one, and --assume answers for it") {
  const Words words = {"explain", "https://x.test/", "--client", "python-httpx,python-aiohttp"};
  const Words environment = {"HTTPS_PROXY=socks5://p.test:1"};
  const Outcome installs = run_proxyenv(words, environment);
  INFO(installs);
  CHECK(contains(installs.out, "is not installed; if socksio is installed: socks5://p.test:1\n"));
  CHECK(contains(installs.out, "if trust_env=True is passed: http://p.test:1\n"));
  const Outcome assumed =
      run_proxyenv(joined({words, {"--assume", "SOCKSIO", "--assume=no-trust-env"}}), environment);
  INFO(assumed);
  CHECK(contains(assumed.out, "  socks5://p.test:1\n      python-httpx: from HTTPS_PROXY\n"));
  CHECK(contains(assumed.out, "its default is trust_env=False\n"));
  CHECK(run_proxyenv({"diff", ".", ".", "--client", "curl", "--assume", "socksio"}).exit_status ==
        0);
}

TEST_CASE("explain prints several targets as a table, and says why an entry exempts nothing") {
  const Outcome outcome =
      run_proxyenv({"explain", "https://a.corp", "http://b", "--client", "wget,go,uv"},
                   {"https_proxy=http://p.test:1", "no_proxy=*.corp"});
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  CHECK(outcome.out.starts_with("1  https://a.corp\n2  http://b\n\n  1 2\n"));
  CHECK(contains(outcome.out, "  P D  wget, uv (rust-reqwest)\n"));
  CHECK(contains(outcome.out, "`*.corp` does not exempt it, `.corp` would\n"));
  CHECK(contains(outcome.err, "uv is built on reqwest"));
  CHECK(run_proxyenv({"explain", "https://a.corp", "--client", "httpx"}).err.empty());
  const Outcome json = run_proxyenv({"explain", "https://a.corp", "--client", "uv", "--json"},
                                    {"https_proxy=http://p.test:1", "no_proxy=*.corp"});
  INFO(json);
  CHECK(contains(json.out, R"({"client":"rust-reqwest","asked_as":"uv",)"));
  CHECK(contains(json.out, R"("near_miss":{"entry":"*.corp","instead":".corp",)"));
}

TEST_CASE("option --disagree exits 1 where clients still disagree") {
  const Words agree = {"explain", "https://x.test/", "--client", "curl,wget", "--disagree"};
  CHECK(run_proxyenv(agree, {"HTTPS_PROXY=http://p.test:1"}).exit_status == 0);
  CHECK(run_proxyenv(agree, {"HTTPS_PROXY=socks5://p.test:1"}).exit_status == 1);
  // Java and Node.js read no variables here. Told of the proxy, Java's own list is another one.
  Words unread = agree;
  unread[3] = "curl,wget,java,node";
  CHECK(run_proxyenv(unread, {"HTTPS_PROXY=http://p.test:1"}).exit_status == 0);
  const Words told = joined({unread, {"http://127.0.0.1/", "--also", "java"}});
  CHECK(run_proxyenv(told, {"HTTP_PROXY=http://p.test:1", "HTTPS_PROXY=http://p.test:1"})
            .exit_status == 1);
  Words with_grpc = agree;
  with_grpc[3] = "curl,wget,grpc";  // which has no https://
  CHECK(run_proxyenv(with_grpc, {"HTTPS_PROXY=http://p.test:1"}).exit_status == 0);
  const Words unasked = {"explain", "https://x.test/", "--client", "curl,wget"};
  CHECK(run_proxyenv(unasked, {"HTTPS_PROXY=socks5://p.test:1"}).exit_status == 0);
}

TEST_CASE("explain takes targets as people and channels write them") {
  struct Row {
    std::string_view what;
    Words words;
    std::string_view heading;
  };
  const std::array<Row, 5> rows = {{
      {"no scheme", {"x.test"}, "https://x.test  (https:// is assumed; for gRPC write grpcs://)\n"},
      {"gRPC alone",
       {"x.test:50051", "--client", "grpc,grpc-go"},
       "grpcs://x.test:50051  (grpcs:// is assumed)\n"},
      {"one of them", {"x.test", "--client", "grpc,curl"}, "https://x.test  (https:// is assumed"},
      {"dns", {"dns:///x.test:50051", "--client", "grpc"}, "dns:///x.test:50051\n"},
      {"a scheme", {"http://x.test"}, "http://x.test\n"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const Outcome outcome = run_proxyenv(joined({{"explain"}, row.words}));
    INFO(outcome);
    CHECK(outcome.exit_status == 0);
    CHECK(outcome.out.starts_with(row.heading));
  }
  const Outcome outcome = run_proxyenv({"explain", "dns:///x.test:1", "passthrough:///x.test:1",
                                        "--client", "grpc-go@1.62,grpc-go@1.71"},
                                       {"HTTPS_PROXY=http://p.test:1", "NO_PROXY=x.test"});
  INFO(outcome);
  CHECK(contains(outcome.out, "  P D  grpc-go@1.62\n  D D  grpc-go@1.71\n"));
  CHECK(contains(outcome.out, "grpc-go@1.62 (2); grpc-go@1.71: exempt by the entry `x.test`"));
}

TEST_CASE("explain lists its clients") {
  const Outcome list = run_proxyenv({"explain", "--list-clients"});
  INFO(list);
  CHECK(list.exit_status == 0);
  CHECK(contains(list.out, "\ncurl "));
  CHECK(contains(list.out, "\nwget "));
  const Outcome one = run_proxyenv({"explain", "--list-clients", "--client", "wget"});
  CHECK(one.exit_status == 0);
  CHECK(contains(one.out, "wget: GNU wget 1.x (judged by: run)\n  "));
  const Outcome json = run_proxyenv({"explain", "--list-clients", "--json"});
  CHECK(json.exit_status == 0);
  CHECK(json.out.starts_with(R"({"schema":1,"clients":[{"client":"apk-tools",)"));
  CHECK(run_proxyenv({"explain", "--list-clients", "https://x.test/"}).exit_status == 125);
}

TEST_CASE("explain's errors name what is wrong") {
  struct Row {
    Words words;
    std::string_view message;
  };
  const std::array<Row, 12> rows = {{
      {{"explain"}, "no URL given"},
      {{"explain", "https://x/", "--client", "uv@0.9"},
       "write CLIENT@VERSION with one of rust-reqwest"},
      {{"explain", "https://x/", "--client", "kubectll"}, "did you mean kubectl?"},
      {{"explain", "https://x/", "--assume", "sockio"}, "did you mean socksio?"},
      {{"explain", "https://x/", "--assume", "no-sockio"}, "did you mean no-socksio?"},
      {{"explain", "https://x/", "--assume", "magic"},
       "; the conditions are aiohttp, desktop, native-dns, "},
      {{"explain", "https://x/", "--assume", "socksio,no-socksio"}, "says both of socksio"},
      {{"explain", "x test"}, "URL 1: the host cannot be read"},
      {{"explain", "https://x/", "gopher://y"}, "URL 2: a scheme that no client here has"},
      {{"explain", "https://x/", "--client", "crul"}, "did you mean curl?"},
      {{"explain", "https://x/", "--client", "curl@new"}, "the version of curl cannot be read"},
      {{"explain", "https://x/", "--strict"}, "--strict is an option of `proxyenv run`"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.message);
    const Outcome outcome = run_proxyenv(row.words);
    INFO(outcome);
    CHECK(outcome.exit_status == 125);
    CHECK(contains(outcome.err, row.message));
    CHECK(outcome.out.empty());
  }
}

TEST_CASE("check exits 1 at or above the severity asked for") {
  struct Row {
    std::string_view what;
    Words options;
    Words environment;
    int status;
  };
  const std::array<Row, 7> rows = {{
      {"nothing set", {}, {}, 0},
      {"a warning", {}, {"HTTPS_PROXY=http://p.test:1"}, 1},
      {"a warning, errors asked for", {"--severity", "error"}, {"HTTPS_PROXY=http://p.test:1"}, 0},
      {"an error", {"--severity", "error"}, {"HTTPS_PROXY=http://"}, 1},
      {"a note", {}, {"https_proxy=http://p.test:1", "no_proxy=localhost"}, 0},
      {"a note, notes asked for", {"--severity=note"}, {"no_proxy=localhost"}, 1},
      {"no severity", {"--severity", "warn"}, {}, 125},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.what);
    Words words = {"check"};
    words.insert(words.end(), row.options.begin(), row.options.end());
    const Outcome outcome = run_proxyenv(words, row.environment);
    INFO(outcome);
    CHECK(outcome.exit_status == row.status);
  }
  CHECK(run_proxyenv({"check"}).out == "no proxy variable is set\n");
}

TEST_CASE("check and explain say the same of the own environment, of a file and of a process") {
  const Words environment = {"HTTPS_PROXY=http://user:s3cret@p.test:3128", "NO_PROXY=localhost, b"};
  const ScratchDirectory scratch;
  const std::string file = scratch.write("env", environment[0] + "\n" + environment[1] + "\n");
  std::array<int, 2> ready{};
  REQUIRE(::pipe2(ready.data(), O_CLOEXEC) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::execle(
        "/bin/sleep", "sleep", "600", nullptr,
        std::array<const char*, 3>{environment[0].c_str(), environment[1].c_str(), nullptr}.data());
    ::_exit(99);
  }
  ::close(ready[1]);
  char nothing = 0;
  CHECK(::read(ready[0], &nothing, 1) == 0);  // closed by exec
  ::close(ready[0]);
  for (const Words& words :
       {Words{"check"}, Words{"check", "--json"}, Words{"explain", "https://x.test/"},
        Words{"explain", "--json", "https://x.test/"}}) {
    CAPTURE(words[0]);
    const Outcome expected = run_proxyenv(words, environment);
    CHECK(contains(expected.out, words[0] == "check" ? "blanks" : "HTTPS_PROXY"));
    for (const Words& source : {Words{"--env-file", file}, Words{"--pid", std::to_string(child)}}) {
      CAPTURE(source[0]);
      const Outcome outcome = run_proxyenv(joined({words, source}), {"ftp_proxy=http://q.test:1"});
      INFO(outcome);
      CHECK(outcome.exit_status == expected.exit_status);
      // The caller's own variables have no effect then. check also says where the lines are from.
      CHECK(!contains(outcome.out, "ftp_proxy"));
      if (words[0] == "explain") CHECK(outcome.out == expected.out);
      for (const std::string_view finding : {"missing_spelling", "blanks", "names_in_list"}) {
        CHECK(contains(outcome.out, finding) == contains(expected.out, finding));
      }
    }
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}
