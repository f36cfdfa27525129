// SPDX-License-Identifier: Apache-2.0
#include "report_dify/setup_text.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "support/dify_trees.hpp"

using namespace proxyenv;
using namespace proxyenv::dify;

TEST_CASE("what init says it did, and what is to be done next") {
  const SetupRequest request = selective_request();
  DifyTree tree = tree_of_1_15();
  const Setup setup = {{}, {{"a", "x", 0644, false}, {"b", "y", 0644, false}}};
  Changes changes;
  SetupReport report{&tree, &request, &changes, {}, ".", false};
  const std::string first =
      "Dify 1.15.0 in .: through http://192.168.0.1:7890 go, and nothing else:\n"
      "  openai.com and its subdomains\n";
  const std::string last =
      "Now run:     docker compose up -d\n"
      "Then verify: docker compose logs --no-log-prefix ssrf_proxy | proxyenv dify verify --dir . "
      "--access-log -\n";
  CHECK(render_setup(report) ==
        first + "nothing to change: all files are as they should be\n" + last);

  changes.files = {{&setup.files[0], true}, {&setup.files[1], false}};
  changes.removed = {"c"};
  report.folders_with_new_mode = {"proxyenv"};
  tree.compose.needed_compose_file = "x.yaml:y.yaml";
  const std::string done =
      "changed  proxyenv/ (its permissions)\nwrote    a\nchanged  b\nremoved  c\n";
  CHECK(render_setup(report) ==
        first + done + "First put this line into .env:  COMPOSE_FILE=x.yaml:y.yaml\n" + last);
  tree.compose.is_compose_file_set = true;
  CHECK(render_setup(report) ==
        first + done + "First change the line in .env to:  COMPOSE_FILE=x.yaml:y.yaml\n" + last);
  report.is_compose_file_in_shell = true;
  CHECK(render_setup(report) ==
        first + done +
            "First set in the shell, where it is set now:  export COMPOSE_FILE=x.yaml:y.yaml\n" +
            last);
}

TEST_CASE("the command to verify names the squids that were set up, as the tree calls them") {
  SetupRequest request = selective_request();
  DifyTree tree = tree_of_two_squids();
  const Changes changes;
  const auto command_is = [&](const std::string& command) {
    const std::string text = render_setup({&tree, &request, &changes, {}, ".", false});
    return text.find("docker compose logs --no-log-prefix " + command + " | ") != std::string::npos;
  };
  CHECK(command_is("ssrf_proxy"));
  request.agent = true;
  CHECK(command_is("ssrf_proxy agent_ssrf_proxy"));
  tree.ssrf_proxy.name = "squid";
  CHECK(command_is("squid agent_ssrf_proxy"));
}

TEST_CASE("what is to be pasted can be pasted") {
  CHECK(command_to_run("my folder") == "Now run:     cd 'my folder' && docker compose up -d\n");
  for (const std::string_view folder : {"u:p@h", "a\nb"}) {
    CAPTURE(folder);
    CHECK(command_to_run(std::string(folder)) == "Now run in that folder:  docker compose up -d\n");
  }
  const SetupRequest request = selective_request();
  DifyTree tree = tree_of_1_15();
  const Changes changes;
  tree.compose.needed_compose_file = "it's.yaml";
  SetupReport report{&tree, &request, &changes, {}, ".", false};
  CHECK(render_setup(report).find(".env:  COMPOSE_FILE=\"it's.yaml\"\n") != std::string::npos);
  report.is_compose_file_in_shell = true;
  CHECK(render_setup(report).find("export COMPOSE_FILE='it'\\''s.yaml'\n") != std::string::npos);
  tree.compose.override_file = "ours.yaml";
  for (const std::string_view value : {"alice:s3cret@h:ours.yaml", "a\tb.yaml:ours.yaml"}) {
    CAPTURE(value);
    tree.compose.needed_compose_file = value;
    for (const bool in_shell : {false, true}) {
      report.is_compose_file_in_shell = in_shell;
      const std::string text = render_setup(report);
      CHECK(text.find("COMPOSE_FILE=") == std::string::npos);
      CHECK(text.find(std::string("First make ours.yaml the last file of COMPOSE_FILE, in ") +
                      (in_shell ? "the shell\n" : ".env\n")) != std::string::npos);
    }
  }
}

TEST_CASE("names of files begin no line and reach no terminal as they are") {
  const SetupRequest request = selective_request();
  const DifyTree tree = tree_of_1_15();
  const Setup setup = {{}, {{"a\nb\x1b", "x\n", 0644, false}}};
  Changes changes;
  changes.files = {{&setup.files[0], true}};
  changes.removed = {"c\n\xff"};
  const std::string done = render_setup({&tree, &request, &changes, {}, ".", false});
  CHECK(done.find("wrote    a\\x0ab\\x1b\nremoved  c\\x0a\\xff\n") != std::string::npos);
  CHECK(render_dry_run(setup, changes, request.upstream) ==
        "==> a\\x0ab\\x1b <==\nx\n\nwould remove c\\x0a\\xff\n");
}

TEST_CASE("a dry run shows files without credentials, and no program") {
  const Setup setup = {{},
                       {{"a", "login=alice:s3cr%23et\n", 0600, false},
                        {"bin/proxyenv",
                         "\x7f"
                         "ELF",
                         0755, true}}};
  Changes changes;
  changes.removed = {"old"};
  CHECK(render_dry_run(setup, changes, upstream_at("http://alice:s3cr%23et@192.168.0.1:7890")) ==
        "==> a <==\nlogin=***\n\n==> bin/proxyenv <==\n(the program proxyenv, 4 bytes)\n\n"
        "would remove old\n");
}

TEST_CASE("a dry run shows no name of a Compose file where one may hold credentials") {
  const auto shown = [](const std::string& second) {
    SetupRecord record;
    record.sources = {{"s3", "1"}, {second, "2"}};
    const Setup setup = {{},
                         {{std::string(kRecordPath), render_setup_record(record), 0644, false}}};
    return render_dry_run(setup, {}, upstream_at("http://192.168.0.1:7890"));
  };
  const std::string text = shown("cret%40host");
  CHECK(text.find("s3") == std::string::npos);
  CHECK(text.find("cret") == std::string::npos);
  CHECK(text.find("\"(2 bytes, not shown)\": \"1\"") != std::string::npos);
  CHECK(shown("compose.yaml").find("\"s3\": \"1\",\n    \"compose.yaml\": \"2\"") !=
        std::string::npos);
}
