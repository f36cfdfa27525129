// SPDX-License-Identifier: Apache-2.0
// The limits of all that is read, as docs/limits.md lists them: an input just within its limit is
// read, and one just beyond it is refused in one line that names the limit.
#include <doctest/doctest.h>

#include <filesystem>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

constexpr std::size_t kKib = std::size_t{1} << 10U;
constexpr std::size_t kMib = std::size_t{1} << 20U;

// What a row gives a program, beside its words.
struct Given {
  Words words;
  std::string input = {};
  std::vector<std::pair<std::string, std::string>> files = {};  // in the folder of the tree
};

struct Row {
  std::string_view name;
  std::size_t limit;
  std::function<Given(std::size_t size)> give;
  std::string_view refusal;
  int within = 0;  // the exit status
};

// The text, as often as it takes to have so many bytes.
std::string filled(std::string_view piece, std::size_t bytes) {
  std::string text;
  while (text.size() + piece.size() <= bytes) text.append(piece);
  return text + std::string(bytes - text.size(), '#');
}

std::string lines(std::string_view before, std::size_t count, std::string_view after) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text.append(before).append(std::to_string(i)).append(after).append("\n");
  }
  return text;
}

std::string list(std::string_view entry, std::size_t count, std::string_view separator = ",") {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text.append(i == 0 ? "" : separator).append(entry);
  return text;
}

void check(const std::string& program, const Row& row, std::size_t size, bool is_within,
           std::string_view tree) {
  CAPTURE(row.name);
  CAPTURE(size);
  const ScratchDirectory scratch;
  const std::string folder = scratch.path("docker");
  if (tree.empty()) {
    (void)scratch.make_directory("docker");
  } else {
    std::filesystem::copy(std::filesystem::path(E2E_TREES) / tree, folder,
                          std::filesystem::copy_options::recursive);
  }
  Given given = row.give(size);
  for (const auto& [name, text] : given.files) {
    std::filesystem::create_directories(std::filesystem::path(folder + "/" + name).parent_path());
    (void)scratch.write("docker/" + name, text);
  }
  given.words.insert(given.words.begin(), program);
  // with_state changes the folder, and the input comes from a file.
  const std::string input = scratch.write("input", given.input);
  const Outcome outcome = run_with_state({"directory=" + folder, "open=0:r:" + input}, given.words,
                                         {"HTTPS_PROXY=http://proxy.test:3128"});
  INFO(outcome.err);
  CHECK(outcome.signal == 0);
  CHECK(outcome.exit_status == (is_within ? row.within : 125));
  CHECK(contains(outcome.err, row.refusal) != is_within);
  if (!is_within) CHECK(lines_of(outcome.err).size() == 1);
}

void check_both_sides(const std::string& program, const std::vector<Row>& rows,
                      std::string_view tree) {
  for (const Row& row : rows) {
    check(program, row, row.limit, true, tree);
    check(program, row, row.limit + 1, false, tree);
  }
}

const Words kInit = {
    "dify", "init", "--dry-run", "--domains", ".x.test", "--upstream", "http://192.168.0.1:7890"};
const Words kVerify = {"dify",      "verify",  "--access-log", "-",
                       "--domains", ".x.test", "--upstream",   "http://192.168.0.1:7890"};

Given init_with(std::string_view file, std::string text) {
  return {kInit, {}, {{std::string(file), std::move(text)}}};
}

}  // namespace

TEST_CASE("what the launcher reads has limits, and one line tells each") {
  const std::vector<Row> rows = {
      {"words of options", 1000,
       [](std::size_t size) {
         return Given{joined({{"show"}, Words(size, "--exempt=a")})};
       },
       "more than 1000 words of options"},
      {"letters behind one dash", 100,
       [](std::size_t size) {
         return Given{{"-" + std::string(size, 'q'), "--", helper_path("do_nothing")}};
       },
       "more than 100 letters"},
      {"clients", 100,
       [](std::size_t size) {
         return Given{{"explain", "https://a.test/", "--client", list("curl", size)}};
       },
       "--client names more than 100 clients"},
      {"rules of findings to ignore", 1000,
       [](std::size_t size) {
         return Given{{"check", "--config", "rules", "--ignore", "missing_spelling"},
                      {},
                      {{"rules", lines("ignore quotes A", size, "")}}};
       },
       "file 'rules', line 1001: more than 1000 rules"},
      {"bytes of --env-file", 16 * kMib,
       [](std::size_t size) {
         return Given{{"show", "--env-file", "env"}, {}, {{"env", filled("A=b\n", size)}}};
       },
       "is too large for an environment (more than 16 MiB)"},
      {"bytes of --env-file -", 16 * kMib,
       [](std::size_t size) {
         return Given{{"check", "--env-file", "-"}, "A=b\n" + filled("#\n", size - 4)};
       },
       "is too large for an environment (more than 16 MiB)"},
      {"bytes of a variable in --env-file", 131'071,
       [](std::size_t size) {
         return Given{{"show", "--env-file", "-"}, "A=" + std::string(size - 2, 'a') + "\n"};
       },
       "line 1 is longer than a variable can be (128 KiB)"},
      {"bytes of a variable between NULs", 131'071,
       [](std::size_t size) {
         return Given{{"show", "--env-file", "-"},
                      "A=" + std::string(size - 2, 'a') + std::string(1, '\0')};
       },
       "an entry is longer than a variable can be (128 KiB)"},
      {"bytes of explain -", 16 * kMib,
       [](std::size_t size) {
         return Given{{"explain", "-", "--client", "curl"},
                      "https://a.test/\n" + std::string(size - 16, '\n')};
       },
       "is too large for a list of URLs (more than 16 MiB)"},
  };
  check_both_sides(proxyenv_path(), rows, "");
}

TEST_CASE("documents have limits, and one line tells each") {
  const auto check_document = [](std::string text) {
    return Given{{"check", "d.yaml"}, {}, {{"d.yaml", std::move(text)}}};
  };
  const std::vector<Row> rows = {
      {"bytes of a document", 4 * kMib,
       [&](std::size_t size) {
         const std::string services = "services: {a: {image: x}}\n";
         return check_document(services + filled("#\n", size - services.size()));
       },
       "is larger than 4 MiB"},
      {"services", 1000,
       [&](std::size_t size) {
         return check_document("services:\n" + lines("  s", size, ": {image: x}"));
       },
       "has more than 1000 services"},
      {"environments", 10'000,
       [&](std::size_t size) {
         return check_document("apiVersion: v1\nkind: Pod\nspec:\n  containers:\n" +
                               lines("  - {name: c", size, ", env: [{name: A}]}"));
       },
       "more environments and variables than can be looked at"},
      {"files that it names, with .env", 1000,
       [&](std::size_t size) {
         return check_document("services:\n  a:\n    env_file:\n" +
                               lines("    - {required: false, path: e", size - 1, "}"));
       },
       "is beyond the 1000th file"},
      {"files that it includes", 100,
       [&](std::size_t size) {
         Given given =
             check_document("services: {b: {image: x}}\ninclude: [" + list("i.yaml", size) + "]\n");
         given.files.emplace_back("i.yaml", "services: {a: {image: x}}\n");
         return given;
       },
       "includes too many files"},
  };
  check_both_sides(companion_path(), rows, "");
}

TEST_CASE("what dify init is given has limits, and one line tells each") {
  const auto upstream_of = [](std::size_t size) {
    return "http://192.168.0.1:7890\n" + std::string(size - 24, '\n');
  };
  const std::vector<Row> rows = {
      {"bytes of --upstream -", 64 * kKib,
       [&](std::size_t size) {
         return Given{{"dify", "init", "--dry-run", "--domains", ".x.test", "--upstream", "-"},
                      upstream_of(size)};
       },
       "standard input: larger than 64 KiB"},
      {"bytes of --upstream-file", 64 * kKib,
       [&](std::size_t size) {
         return Given{
             {"dify", "init", "--dry-run", "--domains", ".x.test", "--upstream-file", "upstream"},
             {},
             {{"upstream", upstream_of(size)}}};
       },
       "--upstream-file: larger than 64 KiB"},
      {"words of options", 1000,
       [](std::size_t size) {
         return Given{joined({kInit, Words(size - (kInit.size() - 2), "--exempt=a")})};
       },
       "more than 1000 words of options"},
  };
  check_both_sides(companion_path(), rows, "1.15.0");
}

TEST_CASE("the files of a Dify tree have limits, and one line tells each") {
  constexpr std::string_view kOverride = "docker-compose.override.yaml";
  constexpr std::size_t kServices = 11;  // of this tree's Compose file
  const std::vector<Row> rows = {
      {"bytes of a Compose file", 4 * kMib,
       [&](std::size_t size) {
         return init_with(kOverride, filled("x-a: b\n", 7) + filled("# comment\n", size - 7));
       },
       "docker-compose.override.yaml is larger than 4 MiB"},
      {"values of a Compose file", 200'000,
       // The map and the sequence are values, too.
       [&](std::size_t size) {
         return init_with(kOverride, "x-a: [" + list("v", size - 2) + "]\n");
       },
       "is nested too deeply, or has too many values"},
      {"levels of a Compose file", 32,
       // The map is the first, and the innermost sequence holds a null.
       [&](std::size_t size) {
         return init_with(kOverride, "x-a: " + std::string(size - 2, '[') + "~" +
                                         std::string(size - 2, ']') + "\n");
       },
       "is nested too deeply, or has too many values"},
      {"bytes of texts, with those of aliases", 16 * kMib,
       [&](std::size_t size) {
         // Nine bytes are keys.
         const std::size_t text = kMib;
         return init_with(kOverride,
                          "x-a: &a " + std::string(text, 'a') + "\nx-b: [" + list("*a", 13) +
                              "]\nx-c: " + std::string(size - 14 * text - 9, 'c') + "\n");
       },
       "is nested too deeply, or has too many values"},
      {"included files", 100,
       [&](std::size_t size) {
         Given given = init_with(kOverride, "include: [" + list("i.yaml", size) + "]\n");
         given.files.emplace_back("i.yaml", "services: {x: {image: x}}\n");
         return given;
       },
       "includes too many files"},
      {"services", 1000,
       [&](std::size_t size) {
         return init_with(kOverride,
                          "services:\n" + lines("  s", size - kServices, ": {image: x}"));
       },
       "services, and at most 1000 are read"},
      {"services with Dify's image", 64,
       // Four of them are in the tree.
       [&](std::size_t size) {
         return init_with(
             kOverride,
             "services:\n" + lines("  s", size - 4, ": {image: langgenius/dify-api:1.15.0}"));
       },
       "more than 64 services with Dify's own image"},
      {"files of COMPOSE_FILE", 100,
       [&](std::size_t size) {
         return init_with(".env", "COMPOSE_FILE=" + list("docker-compose.yaml", size, ":") + "\n");
       },
       "files, and at most 100 are read"},
      {"bytes of the values of .env", 6 * kMib,
       [](std::size_t size) { return init_with(".env", "A=" + std::string(size, 'a') + "\n"); },
       "longer than any process can be given"},
      {"bytes of a value with references in .env", 128 * kKib,
       [](std::size_t size) {
         return init_with(".env", "A=" + std::string(1000, 'a') +
                                      "\nB=" + std::string(size - 1000, 'b') + "${A}\n");
       },
       "longer than 128 KiB"},
      {"references inside each other", 32,
       [](std::size_t size) {
         std::string value;
         for (std::size_t i = 0; i < size; ++i) value.append("${X:-");
         return init_with(".env", "A=" + value + std::string(size, '}') + "\n");
       },
       "nested too deeply"},
      {"files of a record", 7,
       [](std::size_t size) {
         const std::string hash = "\"proxyenv/upstream.conf\": \"" + std::string(64, '0') + "\"";
         return Given{
             {"dify", "init", "--uninstall", "--dry-run"},
             {},
             {{"proxyenv/setup.json", R"({"schema": 1, "files": {)" + list(hash, size) + "}}\n"}}};
       },
       "names more files than init writes"},
  };
  check_both_sides(companion_path(), rows, "1.15.0");
}

TEST_CASE("one file of a Dify tree has a limit, and all together") {
  const Row one = {"bytes of one file", 64 * kMib,
                   [](std::size_t size) { return init_with(".env", filled("#\n", size)); },
                   "cannot read ./.env: larger than 64 MiB"};
  // Several services read it, and each reading counts.
  check(companion_path(), one, 8 * kMib, true, "1.15.0");
  check(companion_path(), one, one.limit + 1, false, "1.15.0");

  const std::string template_text = filled("# comment\n", 10 * kMib);
  for (const bool is_within : {true, false}) {
    const ScratchDirectory scratch;
    std::filesystem::copy(std::filesystem::path(E2E_TREES) / "1.15.0", scratch.path("docker"),
                          std::filesystem::copy_options::recursive);
    (void)scratch.write("docker/t", template_text);
    std::string volumes = "services:\n  ssrf_proxy:\n    volumes:\n";
    for (int i = 0; i < (is_within ? 6 : 7); ++i) {
      volumes.append("      - ./t:/etc/squid/" + std::to_string(i) + ".template\n");
    }
    (void)scratch.write("docker/docker-compose.override.yaml", volumes);
    const Outcome outcome = run_with_state({"directory=" + scratch.path("docker")},
                                           joined({{companion_path()}, kInit}));
    INFO(outcome.err);
    CHECK(outcome.exit_status == (is_within ? 0 : 125));
    CHECK(contains(outcome.err, "more than 64 MiB together") != is_within);
  }
}

TEST_CASE("squid's log has limits") {
  const auto line = [](const std::string& host) {
    return "1753612800.123 120 172.18.0.5 TCP_TUNNEL/200 41 CONNECT " + host +
           ":443 - HIER_DIRECT/- -\n";
  };
  const std::vector<Row> rows = {
      {"hosts and peers", 200'000,
       [&](std::size_t size) {
         std::string log;
         for (std::size_t i = 0; i < size; ++i) log.append(line("h" + std::to_string(i) + ".y"));
         return Given{kVerify, log};
       },
       "more than 200000 hosts and peers", 1},
  };
  check_both_sides(companion_path(), rows, "");

  // The rest of a longer line is dropped, with what would tell a request.
  constexpr std::size_t kLongest = 64 * kKib;
  for (const bool is_within : {true, false}) {
    const std::string plain = line("h.y");
    const std::size_t blanks = kLongest - (plain.size() - 1) + (is_within ? 0 : 1);
    const ScratchDirectory scratch;
    const std::string input = scratch.write("log", std::string(blanks, ' ') + plain);
    const Outcome outcome =
        run_with_state({"open=0:r:" + input}, joined({{companion_path()}, kVerify, {"--json"}}));
    CAPTURE(is_within);
    INFO(outcome.out);
    CHECK(contains(outcome.out, R"("access":1)") == is_within);
  }
}
