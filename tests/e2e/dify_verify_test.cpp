// SPDX-License-Identifier: Apache-2.0
// Tests `proxyenv dify verify` as a command: its sources, its messages if they cannot be read, and
// its exit status. Of a log only hosts may reach its output.
#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

constexpr std::string_view kGood =
    "1753612800.123 120 172.18.0.5 TCP_TUNNEL/200 41 CONNECT api.openai.com:443 - "
    "FIRSTUP_PARENT/192.168.0.1 -\n";
constexpr std::string_view kDirect =
    "1753612800.123 120 172.18.0.5 TCP_TUNNEL/200 41 CONNECT api.openai.com:443 - "
    "HIER_DIRECT/104.18.7.192 -\n";

// A tree that Dify could have, set up by init.
class Tree {
 public:
  explicit Tree(const Words& init_words = {"--domains", ".openai.com"},
                std::string_view more_services = {}, const std::string& squid = "ssrf_proxy") {
    scratch_.make_directory("ssrf_proxy");
    scratch_.write(
        "docker-compose.yaml",
        std::string("services:\n"
                    "  api: {image: \"langgenius/dify-api:1.16.0\"}\n"
                    "  " +
                    squid +
                    ":\n"
                    "    image: ubuntu/squid:latest\n"
                    "    volumes:\n"
                    "      - ./ssrf_proxy/squid.conf.template:/etc/squid/squid.conf.template\n"
                    "      - ./ssrf_proxy/docker-entrypoint.sh:/docker-entrypoint-mount.sh\n")
            .append(more_services));
    scratch_.write("ssrf_proxy/squid.conf.template", "http_port ${HTTP_PORT}\n");
    scratch_.write("ssrf_proxy/docker-entrypoint.sh", "#!/bin/bash\n/usr/sbin/squid -Nz\n");
    if (init_words.empty()) return;
    const Outcome outcome = run_proxyenv(joined(
        {{"dify", "init", "--dir", path(), "--upstream", "http://192.168.0.1:7890"}, init_words}));
    INFO(outcome);
    REQUIRE(outcome.exit_status == 0);
  }

  [[nodiscard]] const std::string& path() const { return scratch_.path(); }
  [[nodiscard]] const ScratchDirectory& scratch() const { return scratch_; }

  [[nodiscard]] Outcome verify(const Words& words, std::string_view log = {}) const {
    return run_proxyenv(joined({{"dify", "verify", "--dir", path()}, words}), {}, std::string(log));
  }

 private:
  ScratchDirectory scratch_;
};

}  // namespace

TEST_CASE("dify verify: exit status 0 where all is as configured, 1 where something is not") {
  const Tree tree;
  tree.scratch().write("good.log", kGood);
  const Outcome good = tree.verify({"--access-log", "-"}, kGood);
  INFO(good);
  CHECK(good.exit_status == 0);
  CHECK(good.err.empty());
  CHECK(contains(good.out, "verified: 1 listed host(s) through the upstream"));
  CHECK(tree.verify({"--access-log", tree.scratch().path("good.log")}).out == good.out);
  CHECK(tree.verify({tree.scratch().path("good.log")}).out == good.out);
  CHECK(tree.verify({"-"}, kGood).out == good.out);

  const Outcome direct = tree.verify({"--access-log", "-"}, kDirect);
  CHECK(direct.exit_status == 1);
  CHECK(contains(direct.out, "warning: listed_direct: api.openai.com"));
  CHECK(contains(direct.out, "not verified"));

  const Outcome nothing = tree.verify({"--access-log", "-"}, "");
  CHECK(nothing.exit_status == 1);
  CHECK(contains(nothing.out, "a tunnel is logged when it closes"));

  const Outcome json = tree.verify({"--access-log", "-", "--json"}, kDirect);
  CHECK(json.exit_status == 1);
  CHECK(json.out.starts_with(R"({"schema":1,"verified":false,)"));
  CHECK(lines_of(json.out).size() == 1);
}

TEST_CASE("dify verify: the tree alone, and what of it has drifted") {
  const Tree tree;
  const Outcome fresh = tree.verify({});
  INFO(fresh);
  CHECK(fresh.exit_status == 0);
  CHECK(contains(fresh.out, "the tree is as init left it"));
  tree.scratch().write(".env", "DOMAINS_BY_PROXY=.openai.com,.anthropic.com\n");
  tree.scratch().write("compose.override.yaml", "services: {}\n");
  const Outcome drifted = tree.verify({});
  CHECK(drifted.exit_status == 1);
  CHECK(contains(drifted.out, "domains_changed"));
  CHECK(contains(drifted.out, ".anthropic.com"));
  CHECK(contains(drifted.out, "override_ignored"));
  // A log without problems does not hide it.
  CHECK(tree.verify({"--access-log", "-"}, kGood).exit_status == 1);
}

TEST_CASE("dify verify: with all domains, what init exempted may go direct and nothing else") {
  const Tree tree({"--domains", "all", "--exempt", ".corp.example"});
  const auto went = [](const std::string& host, std::string_view way) {
    return "1753612800.123 120 172.18.0.5 TCP_TUNNEL/200 41 CONNECT " + host + ":443 - " +
           std::string(way) + " -\n";
  };
  constexpr std::string_view kUpstream = "FIRSTUP_PARENT/192.168.0.1";
  constexpr std::string_view kHost = "HIER_DIRECT/104.18.7.192";
  const std::string good = went("example.com", kUpstream);
  struct Row {
    std::string host;
    std::string_view way;
    std::string_view finding;  // empty: as configured
  };
  const Row rows[] = {
      {"git.corp.example", kHost, ""},
      {"corp.example", kHost, ""},
      {"metadata.google.internal", kHost, ""},
      {"printer.local", kHost, ""},
      {"weaviate", kHost, ""},
      {"10.0.0.3", kHost, ""},
      {"mycorp.example", kHost, "listed_direct"},
      {"corp.example.org", kHost, "listed_direct"},
      {"203.0.113.9", kHost, "listed_direct"},
      {"weaviate", kUpstream, "unlisted_upstream"},
      {"git.corp.example", kUpstream, "unlisted_upstream"},
      {"printer.local", kUpstream, "unlisted_upstream"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.host);
    CAPTURE(row.way);
    const Outcome outcome = tree.verify({"--access-log", "-"}, good + went(row.host, row.way));
    INFO(outcome);
    CHECK(outcome.exit_status == (row.finding.empty() ? 0 : 1));
    if (row.finding.empty()) {
      CHECK(!contains(outcome.out, "warning"));
    } else {
      CHECK(contains(outcome.out,
                     std::string("warning: ").append(row.finding).append(": " + row.host)));
    }
  }
  const Outcome json = tree.verify({"--access-log", "-", "--json"}, good);
  INFO(json);
  CHECK(contains(
      json.out,
      R"("everything":true,"domains":[],"direct":[".internal",".local",".corp.example"])"));
}

TEST_CASE("dify verify: of a log of all services the squids that were set up count") {
  constexpr std::string_view kAgent =
      "  agent_ssrf_proxy:\n"
      "    image: ubuntu/squid:latest\n"
      "    volumes:\n"
      "      - ./ssrf_proxy/squid.conf.template:/etc/squid/squid.conf.template\n"
      "      - ./ssrf_proxy/docker-entrypoint.sh:/docker-entrypoint-mount.sh\n";
  const std::string log = "ssrf_proxy-1  | " + std::string(kGood) + "agent_ssrf_proxy-1  | " +
                          std::string(kDirect) + "sandbox-1  | " + std::string(kDirect);
  for (const bool agent : {false, true}) {
    CAPTURE(agent);
    const Tree tree(
        agent ? Words{"--domains", ".openai.com", "--agent"} : Words{"--domains", ".openai.com"},
        kAgent);
    const Outcome outcome = tree.verify({"--access-log", "-"}, log);
    INFO(outcome);
    CHECK(outcome.exit_status == (agent ? 1 : 0));
    CHECK(contains(outcome.out, "went direct once") == agent);
  }
}

TEST_CASE("dify verify: a squid whose service was renamed counts by that name") {
  const Tree tree({"--domains", ".openai.com"}, {}, "dify-squid");
  const auto verified = [&](const std::string& log) { return tree.verify({"-"}, log); };
  const Outcome good = verified("dify-squid-1  | " + std::string(kGood));
  INFO(good);
  CHECK(good.exit_status == 0);
  CHECK(verified("ssrf_proxy-1  | " + std::string(kGood)).exit_status == 1);
  const Outcome direct = verified("dify-squid-1  | " + std::string(kDirect));
  CHECK(contains(direct.out, "docker compose up -d --force-recreate dify-squid"));
  CHECK(!contains(direct.out, "ssrf_proxy"));
}

TEST_CASE("dify verify: --domains and --upstream stand for a tree") {
  const ScratchDirectory nowhere;
  const Words words = {"dify",      "verify",      "--access-log", "-",
                       "--domains", ".openai.com", "--upstream",   "http://192.168.0.1:7890"};
  CHECK(run_proxyenv(words, {}, std::string(kGood)).exit_status == 0);
  CHECK(run_proxyenv(words, {}, std::string(kDirect)).exit_status == 1);
  const Outcome all = run_proxyenv({"dify", "verify", "--access-log", "-", "--domains", "all"}, {},
                                   std::string(kGood));
  INFO(all);
  CHECK(all.exit_status == 0);
  // Even if --exempt is not known, the intranet's addresses may go direct.
  const std::string internal =
      "1753612800.123 120 172.18.0.5 TCP_TUNNEL/200 41 CONNECT 10.0.0.3:443 - HIER_DIRECT/10.0.0.3 "
      "-\n";
  CHECK(run_proxyenv({"dify", "verify", "--access-log", "-", "--domains", "all"}, {},
                     std::string(kGood) + internal)
            .exit_status == 0);
  // The upstream's URL is read only up to the possible length.
  const Outcome endless = run_proxyenv(
      {"dify", "verify", "--access-log", "/dev/null", "--domains", ".x.test", "--upstream", "-"},
      {}, std::string(std::size_t{1} << 20U, 'x'));
  CHECK(endless.exit_status == 125);
  CHECK(endless.out.empty());
}

TEST_CASE("dify verify: a tree in the current folder counts, also beside --domains") {
  const Tree tree;
  const auto verify_there = [&](const Words& words, const std::string& log) {
    const std::string command = "cd \"$1\" && shift && exec \"$@\"";
    Program program;
    program.argv = joined({{"/bin/sh", "-c", command, "sh", tree.path(), proxyenv_path(), "dify",
                            "verify", "--access-log", "-"},
                           words});
    program.input = log;
    return run_program(program);
  };
  std::string other_peer(kGood);
  other_peer.replace(other_peer.find("192.168.0.1"), 11, "10.9.9.9");
  for (const Words& words : {Words{}, Words{"--domains", ".openai.com"}}) {
    const Outcome outcome = verify_there(words, other_peer);
    INFO(outcome);
    CHECK(outcome.exit_status == 1);
    CHECK(contains(outcome.out, "listed_other_peer"));
    CHECK(verify_there(words, std::string(kGood)).exit_status == 0);
  }
}

TEST_CASE("dify verify: COMPOSE_ENV_FILES is told, and direct mode has no log of squid's") {
  const Tree tree;
  const Outcome outcome =
      run_proxyenv({"dify", "verify", "--dir", tree.path()}, {"COMPOSE_ENV_FILES=other.env"});
  CHECK(outcome.exit_status == 0);
  CHECK(contains(outcome.err, "warning: COMPOSE_ENV_FILES is set"));
  CHECK(contains(tree.verify({}).out, "a dash behind it"));
  const Tree direct({"--mode", "direct"});
  CHECK(direct.verify({}).exit_status == 0);
  CHECK(!contains(direct.verify({}).out, "--access-log"));
}

TEST_CASE("dify verify: where it cannot look, one line says why") {
  const Tree tree;
  const Tree bare{Words{}};
  const Tree direct({"--mode", "direct"});
  const ScratchDirectory empty;
  struct Row {
    std::string_view what;
    Words words;
    std::string_view message;
  };
  const Row rows[] = {
      {"no such log", {"--dir", tree.path(), "--access-log", "/nonexistent"}, "/nonexistent"},
      {"a folder", {"--dir", tree.path(), "--access-log", "/"}, "cannot read the log /"},
      {"no tree", {"--dir", empty.path()}, "docker-compose.yaml"},
      {"no such folder", {"--dir", empty.path("x")}, "--dir: there is no such folder"},
      {"never set up", {"--dir", bare.path(), "--access-log", "-"}, "run proxyenv dify init first"},
      {"neither tree nor log", {"--domains", ".x.test"}, "no log is given"},
      {"bad domains", {"--domains", "10.0.0.1", "--access-log", "-"}, "--domains: "},
      {"credentials on the command line",
       {"--domains", ".x.test", "--access-log", "-", "--upstream", "http://u:Qs3cretx@h:1"},
       "credentials would show"},
      {"both from standard input",
       {"--domains", ".x.test", "--access-log", "-", "--upstream", "-"},
       "cannot both"},
      {"direct mode", {"--dir", direct.path(), "--access-log", "-"}, "in direct mode"},
      {"an option of init", {"--wrap"}, "proxyenv dify init"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const Outcome outcome = run_proxyenv(joined({{"dify", "verify"}, row.words}));
    INFO(outcome);
    CHECK(outcome.exit_status == 125);
    CHECK(outcome.out.empty());
    CHECK(lines_of(outcome.err).size() == 1);
    CHECK(contains(outcome.err, row.message));
    CHECK(!contains(outcome.err, "Qs3cretx"));
  }
}

TEST_CASE("dify verify: of a log nothing but hosts and counts is shown") {
  const Tree tree;
  const std::string log =
      std::string(kGood) +
      "1.000 1 c TCP_MISS/200 9 GET http://Quserx:Qs3cretx@api.openai.com/Qs3cretx - "
      "FIRSTUP_PARENT/192.168.0.1 -\n"
      "1.000 1 c TCP_MISS/200 9 GET http://Qs3cretx%40x/ Qs3cretx HIER_DIRECT/1.2.3.4 -\n"
      "1.000 1 c TCP_DENIED/407 9 CONNECT Quserx:Qs3cretx@x.openai.com:443 Quserx HIER_NONE/- -\n"
      "2026/11/25 02:51:28| ERROR: login=Quserx:Qs3cretx\n"
      "2026/11/25 02:51:28| FATAL: Bungled /etc/squid/squid.conf line 9: cache_peer h parent 1 0 "
      "login=Quserx:Qs3cretx\n"
      "2026/11/25 02:51:28| FATAL: Unterminated quote: \"Qs3cretx\n"
      "2026/11/25 02:51:28| TCP connection to Quserx:Qs3cretx@h/1 failed\n"
      "cache_peer h parent 1 0 login=Quserx:Qs3cretx\n"
      "\x1b]0;Qs3cretx\x07\xff\n";
  for (const Words& words : {Words{}, Words{"--json"}}) {
    const Outcome outcome = tree.verify(joined({{"--access-log", "-"}, words}), log);
    INFO(outcome);
    CHECK(outcome.exit_status == 1);
    CHECK(contains(outcome.out, "squid_stopped"));
    CHECK(contains(outcome.out, "/etc/squid/squid.conf line 9"));
    for (const std::string& text : {outcome.out, outcome.err}) {
      CHECK(!contains(text, "Qs3cretx"));
      CHECK(!contains(text, "qs3cretx"));
      CHECK(!contains(text, "userx"));
      CHECK(text.find('\x1b') == std::string::npos);
    }
  }
}

TEST_CASE("dify verify: COMPOSE_FILE names a file behind the override, and a wish is unreadable") {
  const Tree tree;
  tree.scratch().write("z.yaml", "services: {}\n");
  tree.scratch().write(".env",
                       "COMPOSE_FILE=docker-compose.yaml:docker-compose.override.yaml:z.yaml\n"
                       "HTTP_PROXY_SERVER_HOST=Qs3cretx@@@\n");
  const Outcome outcome = tree.verify({});
  INFO(outcome);
  CHECK(outcome.exit_status == 1);
  CHECK(contains(outcome.out,
                 "warning: override_ignored: COMPOSE_FILE names docker-compose.override.yaml "
                 "before z.yaml, which may overrule it; put docker-compose.override.yaml last"));
  CHECK(contains(outcome.out,
                 "warning: upstream_changed: HTTP_PROXY_SERVER_HOST and HTTP_PROXY_SERVER_PORT "
                 "name no upstream that can be read, and squid was given http://192.168.0.1:7890"));
  CHECK(!contains(outcome.out, "Qs3cretx"));
  tree.scratch().write(".env",
                       "COMPOSE_FILE=docker-compose.yaml:z.yaml:docker-compose.override.yaml\n");
  CHECK(tree.verify({}).exit_status == 0);
}

TEST_CASE("dify verify tells what it read otherwise, as init does") {
  const Tree tree;
  const Outcome outcome = tree.verify({"--domains", "@openai，．x。test", "-"}, kGood);
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  CHECK(contains(outcome.err, "note: --domains: full-width characters are read as the ASCII ones"));
  CHECK(contains(outcome.err, "note: --domains: @openai is "));
  const Outcome upstream = tree.verify({"--upstream", "192.168.0.1：7890", "-"}, kGood);
  CHECK(contains(upstream.err, "note: --upstream: full-width characters are read"));
  CHECK(tree.verify({"-"}, kGood).err.empty());
  const Outcome slip = tree.verify({"--domains", "@opnai", "-"}, kGood);
  CHECK(slip.exit_status == 125);
  CHECK(contains(slip.err, "(did you mean @openai?)"));
}

TEST_CASE("dify verify names the commands of podman-compose where init was told of it") {
  const Tree tree({"--domains", ".openai.com", "--podman"});
  CHECK(contains(tree.verify({}).out, "pipe podman-compose logs ssrf_proxy into"));
  const Outcome good = tree.verify({"-"}, "[ssrf_proxy] | " + std::string(kGood));
  CHECK(good.exit_status == 0);
  const Outcome other = tree.verify({"-"}, "[sandbox]    | " + std::string(kGood));
  CHECK(other.exit_status == 1);
  tree.scratch().write("proxyenv/upstream.conf", "# mine\n");
  const Outcome edited = tree.verify({"--json"});
  CHECK(contains(edited.out, "dify init --podman again, then podman-compose up -d"));
  CHECK(!contains(edited.out, "docker compose"));
  const Outcome removed = run_proxyenv({"dify", "init", "--dir", tree.path(), "--uninstall"});
  CHECK(contains(removed.err, "was edited"));
}
