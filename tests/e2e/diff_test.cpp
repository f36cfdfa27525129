// SPDX-License-Identifier: Apache-2.0
// diff compares two environments: the own one, that of a process, one in a file.
#include <doctest/doctest.h>

#include <array>
#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "sleeper.hpp"

using namespace e2e;

TEST_CASE("diff shows what docker exec has and the entrypoint has not") {
  const Sleeper entrypoint({"https_proxy=http://u:QPW1@p.test:1", "no_proxy=a.test,b.test"});
  const Outcome outcome =
      run_proxyenv({"diff", "pid:" + entrypoint.pid(), ".", "--client", "curl,wget,go"},
                   {"HTTPS_PROXY=http://u:QPW1@p.test:1", "no_proxy=b.test"});
  INFO(outcome);
  CHECK(outcome.exit_status == 1);
  CHECK(outcome.err.empty());
  CHECK(outcome.out == "A: 2 proxy variables among 2 entries of process " + entrypoint.pid() +
                           "\n"
                           "B: 2 proxy variables among 2 entries of the own environment\n"
                           "\n"
                           "https_proxy: only in A; B has the same in HTTPS_PROXY\n"
                           "  A: http://***@p.test:1\n"
                           "  B: (not set)\n"
                           "\n"
                           "HTTPS_PROXY: only in B; A has the same in https_proxy\n"
                           "  A: (not set)\n"
                           "  B: http://***@p.test:1\n"
                           "\n"
                           "no_proxy: only A has `a.test`\n"
                           "  A: a.test,b.test\n"
                           "  B: b.test\n"
                           "\n"
                           "https://example.com/\n"
                           "  A: http://p.test:1\n"
                           "  B: direct\n"
                           "      wget\n"
                           "\n"
                           "different: 3 of 3 proxy variables, and routes to 1 of 3 URLs\n");
}

TEST_CASE("diff --normalized compares what run makes of both") {
  const ScratchDirectory scratch;
  const std::string list = "NO_PROXY=localhost,127.0.0.1\n";
  const std::string lower = scratch.write("lower.env", "https_proxy=http://p.test:1\n" + list);
  const std::string upper = scratch.write("upper.env", "HTTPS_PROXY=http://p.test:1\n" + list);
  CHECK(run_proxyenv({"diff", lower, upper}).exit_status == 1);
  for (const Words& options :
       {Words{"--normalized"}, Words{"--portable"}, Words{"--normalized", "--also=java,node"}}) {
    const Outcome outcome = run_proxyenv(joined({{"diff", lower, upper}, options}));
    INFO(outcome);
    CHECK(outcome.exit_status == 0);
    CHECK(contains(outcome.out, ", as run would make it"));
    CHECK(contains(outcome.out, "the same: "));
  }
  // With the variables of each: only the second is told to exempt a host.
  const std::string exempt =
      scratch.write("exempt.env", "HTTPS_PROXY=http://p.test:1\nPROXYENV_EXEMPT=x.test\n" + list);
  const Outcome outcome = run_proxyenv({"diff", "--normalized", lower, exempt, "https://x.test/"});
  INFO(outcome);
  CHECK(outcome.exit_status == 1);
  CHECK(contains(outcome.out, "https://x.test/\n  A: http://p.test:1\n  B: direct\n"));
}

TEST_CASE("diff reads each way to name an environment") {
  const ScratchDirectory scratch;
  const std::string text = "https_proxy=http://p.test:1\n";
  const std::string file = scratch.write("a.env", text);
  const std::string marked = scratch.write("a#b.env", text);
  const Sleeper sleeper({"https_proxy=http://p.test:1"});
  for (const std::string& word : {std::string("."), std::string("self"), std::string("-"),
                                  "pid:" + sleeper.pid(), file, marked}) {
    CAPTURE(word);
    for (const Words& words : {Words{"diff", word, file}, Words{"diff", file, word, "--json"}}) {
      const Outcome outcome = run_proxyenv(words, {"https_proxy=http://p.test:1"}, text);
      INFO(outcome);
      CHECK(outcome.exit_status == 0);
    }
  }
}

TEST_CASE("diff names one of several environments in a document") {
  const ScratchDirectory scratch;
  const std::string file = scratch.write("compose.yaml",
                                         "services:\n"
                                         "  api:\n"
                                         "    image: a\n"
                                         "    environment:\n"
                                         "      https_proxy: http://p.test:1\n"
                                         "  worker:\n"
                                         "    image: a\n"
                                         "    environment:\n"
                                         "      https_proxy: http://p.test:2\n");
  const Outcome both = run_proxyenv({"diff", file + "#api", file + "#service worker"});
  INFO(both);
  CHECK(both.exit_status == 1);
  CHECK(contains(both.out, "compose.yaml', service api, read as "));
  CHECK(contains(both.out, "compose.yaml', service worker, read as "));
  CHECK(contains(both.out, "https_proxy: another value\n  A: http://p.test:1\n"));
  CHECK(run_proxyenv({"diff", file + "#api", "."}, {"https_proxy=http://p.test:1"}).exit_status ==
        0);
  CHECK(run_proxyenv({"diff", "-", file + "#worker"}, {}, "https_proxy=http://p.test:2\n")
            .exit_status == 0);
  for (const std::string& name : {std::string(), std::string("#web")}) {
    const Outcome unnamed = run_proxyenv({"diff", file + name, "."});
    INFO(unnamed);
    CHECK(unnamed.exit_status == 125);
    CHECK(contains(unnamed.err, "service api, service worker"));
  }
}

TEST_CASE("diff never calls the same what is not known") {
  const ScratchDirectory scratch;
  const auto manifest = [&](const std::string& file, const std::string& variables) {
    return scratch.write(file,
                         "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n"
                         "  - name: app\n" +
                             variables);
  };
  const std::string secret =
      "    env:\n"
      "    - {name: HTTPS_PROXY, valueFrom: {secretKeyRef: {name: proxy, key: url}}}\n";
  const std::string a = manifest("a.yaml", secret);
  const std::string b = manifest("b.yaml", secret);
  const std::string all = manifest("c.yaml", "    envFrom:\n    - secretRef: {name: proxy}\n");
  struct Row {
    Words words;
    std::string_view shown;
  };
  const std::array<Row, 3> rows = {{
      {{a, b}, "HTTPS_PROXY: its value is not known in A and in B\n  A: (not known)\n"},
      {{a, "."}, "HTTPS_PROXY: its value is not known in A\n  A: (not known)\n  B: (not set)\n"},
      {{all, all}, "no difference in 0 proxy variables, but not everything is known"},
  }};
  for (const Row& row : rows) {
    const Outcome outcome = run_proxyenv(joined({{"diff"}, row.words}));
    INFO(outcome);
    CHECK(outcome.exit_status == 1);
    CHECK(contains(outcome.out, row.shown));
    CHECK(contains(outcome.out, "note: value_not_known: "));
    CHECK_FALSE(contains(outcome.out, "no proxy variable is set in either"));
    const Outcome json = run_proxyenv(joined({{"diff", "--json"}, row.words}));
    CHECK(json.exit_status == 1);
    CHECK(contains(json.out, "\"all_known\":false"));
    CHECK(contains(json.out, "\"name\":\"value_not_known\""));
  }
}

TEST_CASE("a name that several environments have is refused, and each is named") {
  const ScratchDirectory scratch;
  const std::string file = scratch.write("c.yaml",
                                         "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n"
                                         "spec:\n  containers:\n"
                                         "  - {name: app, env: [{name: https_proxy, value: a}]}\n"
                                         "---\n"
                                         "apiVersion: v1\nkind: Pod\nmetadata: {name: db}\n"
                                         "spec:\n  containers:\n"
                                         "  - {name: app, env: [{name: https_proxy, value: b}]}\n");
  struct Row {
    std::string name;
    bool is_one;
  };
  for (const Row& row : std::array<Row, 4>{{{"app", false},
                                            {"container app", false},
                                            {"pod/web, container app", true},
                                            {"pod/db, container app", true}}}) {
    CAPTURE(row.name);
    for (const Words& words : {Words{"diff", file + "#" + row.name, "."},
                               Words{"show", "--env-file", file, "--environment", row.name},
                               Words{"check", file, "--environment", row.name}}) {
      const Outcome outcome = run_proxyenv(words);
      INFO(outcome);
      CHECK((outcome.exit_status == 125) == !row.is_one);
      if (!row.is_one) {
        CHECK(contains(outcome.err, "several environments have that name: "));
        CHECK(contains(outcome.err, "web, container app"));
        CHECK(contains(outcome.err, "db, container app"));
      }
    }
  }
}

TEST_CASE("PROXYENV_OFF is told once, with documents, too") {
  const ScratchDirectory scratch;
  const std::string env = scratch.write("a.env", "PROXYENV_OFF=1\nhttps_proxy=http://p.test:1\n");
  const std::string services =
      scratch.write("compose.yaml",
                    "services:\n"
                    "  api: {environment: {PROXYENV_OFF: 1, https_proxy: 'http://p.test:1'}}\n"
                    "  web: {environment: {PROXYENV_OFF: 1, https_proxy: 'http://p.test:1'}}\n");
  struct Row {
    Words words;
    std::size_t times;
  };
  for (const Row& row :
       std::array<Row, 6>{{{{"check", env, services}, 2},
                           {{"check", services}, 1},
                           {{"show", "--env-file", services}, 1},
                           {{"show", "--env-file", services, "--environment", "api"}, 1},
                           {{"diff", env, services + "#api"}, 2},
                           {{"diff", services + "#web", services + "#api"}, 2}}}) {
    const Outcome outcome = run_proxyenv(row.words);
    INFO(outcome);
    std::size_t times = 0;
    for (std::size_t at = outcome.err.find("PROXYENV_OFF"); at != outcome.err.npos;
         at = outcome.err.find("PROXYENV_OFF", at + 1)) {
      ++times;
    }
    CHECK(times == row.times);
  }
}

TEST_CASE("diff reads both files as the format that is given") {
  const ScratchDirectory scratch;
  const std::string quoted = scratch.write("a.env", "https_proxy='http://p.test:1'\n");
  const std::string plain = scratch.write("b.env", "https_proxy=http://p.test:1\n");
  const Outcome docker = run_proxyenv({"diff", quoted, plain, "--env-format", "docker"});
  INFO(docker);
  CHECK(docker.exit_status == 1);
  CHECK(contains(docker.out, "the same once it is repaired (A: quotes removed)"));
  CHECK(run_proxyenv({"diff", quoted, plain, "--env-format", "compose"}).exit_status == 0);
  CHECK(run_proxyenv({"diff", quoted, plain, "--env-format", "dokcer"}).exit_status == 125);
  CHECK(run_proxyenv({"diff", ".", plain, "--env-format", "docker"}).exit_status == 1);
  const Outcome no_file = run_proxyenv({"diff", ".", "self", "--env-format", "docker"});
  CHECK(no_file.exit_status == 125);
  CHECK(contains(no_file.err, "--env-format goes with a file"));
}

TEST_CASE("diff prints JSON with the fields that are promised, and no piece of a secret") {
  const ScratchDirectory scratch;
  const std::string a = scratch.write(
      "a.env", "http_proxy=http://QUSER:QPW1@p.test:1\nall_proxy=http://QU:QP/W1@q.test:1\n");
  const std::string b = scratch.write(
      "b.env", "http_proxy=http://QUSER:QPW2@p.test:1\nno_proxy=a,http://QU:QPW3@p.test,b\n");
  const Outcome outcome = run_proxyenv({"diff", a, b, "http://x.test/", "--json"});
  INFO(outcome);
  CHECK(outcome.exit_status == 1);
  CHECK_FALSE(contains(outcome.out, "QU"));
  CHECK_FALSE(contains(outcome.out, "QP"));
  const auto document = boost::json::parse(outcome.out).as_object();
  CHECK(document.at("schema") == 2);
  CHECK(document.at("normalized") == false);
  CHECK(contains(std::string(document.at("a").as_string()), "a.env"));
  const auto& variables = document.at("variables").as_array();
  REQUIRE(variables.size() == 3);
  CHECK(variables[0].at("variable") == "http_proxy");
  CHECK(variables[0].at("difference") == "other_credentials");
  CHECK(variables[0].at("a") == "http://***@p.test:1");
  CHECK(variables[1].at("difference") == "only_in_a");
  CHECK(variables[1].at("b").is_null());
  for (const auto& target : document.at("targets").as_array()) {
    for (const auto& client : target.at("clients").as_array()) {
      for (const std::string_view field : {"client", "version", "a", "b"}) {
        CHECK(client.as_object().contains(field));
      }
    }
  }
}

TEST_CASE("diff that cannot compare says why") {
  const ScratchDirectory scratch;
  const std::string file = scratch.write("a.env", "https_proxy=http://p.test:1\n");
  // A `#` in a password cuts no word.
  const Outcome hidden = run_proxyenv({"diff", ".", "a.env#u:QPW#x@p.test"});
  CHECK(hidden.exit_status == 125);
  CHECK_FALSE(contains(hidden.err, "QPW"));
  struct Row {
    Words words;
    std::string_view message;
  };
  const std::array<Row, 11> rows = {{
      {{"diff"}, "diff compares two environments; for instance: proxyenv diff pid:1 ."},
      {{"diff", "."}, "diff compares two environments"},
      {{"diff", "-", "-"}, "standard input can be one of the two environments, not both"},
      {{"diff", ".", "pid:0"}, "pid:N: N must be the number of a process"},
      {{"diff", ".", "pid:x"}, "pid:N: N must be the number of a process"},
      {{"diff", ".", "1"}, "for the process of that number write pid:1"},
      {{"diff", ".", scratch.path("none")}, "none': No such file or directory"},
      {{"diff", ".", file + "#api"},
       "no environment has that name; the one that is there has none"},
      {{"diff", ".", file, "x y"}, "URL 1: the host cannot be read"},
      {{"diff", ".", file, "--client", "crul"}, "did you mean curl?"},
      {{"diff", ".", file, "--pid", "1"}, "--pid is an option of `proxyenv show`"},
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
