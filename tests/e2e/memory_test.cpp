// SPDX-License-Identifier: Apache-2.0
// Memory that ends, and stacks that are small: each command of both programs does its work, or says
// in one line that it could not. None is ended by a signal, as an abort would be.
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

constexpr std::string_view kOutOfMemory = "proxyenv: out of memory";

std::string step(int resource, std::size_t bytes) {
  const std::string number = std::to_string(bytes);
  return "limit=" + std::to_string(resource) + ":" + number + ":" + number;
}

struct Command {
  std::string_view name;
  Words words;
};

// Files for the commands to read, and the commands.
class Commands {
 public:
  Commands() {
    std::filesystem::copy(std::filesystem::path(E2E_TREES) / "1.16.0", scratch_.path("docker"),
                          std::filesystem::copy_options::recursive);
    std::filesystem::copy(scratch_.path("docker"), scratch_.path("done"),
                          std::filesystem::copy_options::recursive);
    std::string log;
    for (int i = 0; i < 200; ++i) {
      log.append("1753612800.123 120 172.18.0.5 TCP_TUNNEL/200 41 CONNECT h" + std::to_string(i) +
                 ".x.test:443 - FIRSTUP_PARENT/192.168.0.1 -\n");
    }
    log_ = scratch_.write("log", log);
    std::string lines;
    for (int i = 0; i < 500; ++i) lines.append("V" + std::to_string(i) + "=value\n");
    variables_ = scratch_.write("variables", lines + "HTTPS_PROXY=http://proxy.test:3128\n");
    const Words init = joined({{companion_path()}, init_words("done")});
    REQUIRE(run_program({init, {}, {}}).exit_status == 0);
  }

  [[nodiscard]] std::vector<Command> of_launcher() const {
    return {
        {"run", {"--", helper_path("do_nothing")}},
        {"run -v", {"-v", "--portable", "--also", "java,node", "--", helper_path("do_nothing")}},
        {"run, not found", {"--", "/nonexistent/command"}},
        {"show", {"show", "--portable", "--also", "java,node"}},
        {"show --json", {"show", "--json"}},
        {"show --env-file", {"show", "--env-file", variables_}},
        {"check", {"check"}},
        {"check --json", {"check", "--json", "--env-file", variables_}},
        {"check --output sarif", {"check", "--output", "sarif", variables_}},
        {"check --output junit", {"check", "--output", "junit", variables_, "--ignore", "quotes"}},
        {"explain", {"explain", "https://a.test/"}},
        {"explain --json", {"explain", "--json", "https://a.test/", "grpcs://a.test"}},
        {"--help", {"--help"}},
        {"--install", {"--install", scratch_.path("copy")}},
        {"an unknown option", {"--no-such-option", "--", "x"}},
    };
  }

  [[nodiscard]] std::vector<Command> of_companion() const {
    return {
        {"dify init --dry-run", joined({init_words("docker"), {"--dry-run"}})},
        {"dify init --dry-run --wrap", joined({init_words("docker"), {"--dry-run", "--wrap"}})},
        {"dify init, nothing to do", init_words("done")},
        {"dify init, refused", {"dify", "init", "--dir", scratch_.path("docker")}},
        {"dify verify", {"dify", "verify", "--dir", scratch_.path("done"), "--access-log", log_}},
        {"dify verify --json",
         {"dify", "verify", "--json", "--dir", scratch_.path("done"), "--access-log", log_}},
        {"dify verify --domains",
         {"dify", "verify", "--access-log", log_, "--domains", ".x.test", "--upstream",
          "http://192.168.0.1:7890"}},
        {"dify init --uninstall --dry-run",
         {"dify", "init", "--uninstall", "--dry-run", "--dir", scratch_.path("done")}},
        {"dify --help", {"dify", "--help"}},
    };
  }

 private:
  [[nodiscard]] Words init_words(std::string_view folder) const {
    return {"dify",      "init",    "--dir",      scratch_.path(folder),
            "--domains", ".x.test", "--upstream", "http://192.168.0.1:7890"};
  }

  ScratchDirectory scratch_;
  std::string log_;
  std::string variables_;
};

const Words kEnvironment = {"HTTPS_PROXY=http://user:secret@proxy.test:3128", "https_proxy=x y",
                            "NO_PROXY=a.test, b.test,10.0.0.0/8,*.c.test"};

// In KiB. The kernel kills a program that does not even fit itself.
std::size_t least_address_space(const std::string& program) {
  std::size_t kib = 1024;
  while (run_with_state({step(RLIMIT_AS, kib << 10U)}, {program, "--version"}).exit_status != 0) {
    kib += 4;
    REQUIRE(kib < 16'384);
  }
  return kib;
}

void check_until_it_fits(const std::string& program, const Command& command, std::size_t least) {
  const Words words = joined({{program}, command.words});
  const Outcome free = run_with_state({}, words, kEnvironment);
  REQUIRE(free.signal == 0);
  // Twice in a row it must do its work, and then it does so with all that is more.
  int done = 0;
  for (std::size_t kib = least; done < 2; kib += kib < least + 256 ? 12 : 68) {
    CAPTURE(kib);
    REQUIRE(kib < least + 16'384);
    const Outcome outcome = run_with_state({step(RLIMIT_AS, kib << 10U)}, words, kEnvironment);
    INFO(outcome);
    CHECK(outcome.signal == 0);
    if (outcome.exit_status == free.exit_status && outcome.out == free.out) {
      ++done;
      continue;
    }
    done = 0;
    CHECK(outcome.exit_status == 125);
    CHECK(outcome.out.empty());
    REQUIRE(!outcome.err.empty());
    CHECK(lines_of(outcome.err).back() == kOutOfMemory);
  }
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text.append(piece);
  return text;
}

}  // namespace

TEST_CASE("where memory ends, each command of both programs says so and exits 125") {
  const Commands commands;
  const std::size_t launcher = least_address_space(proxyenv_path());
  for (const Command& command : commands.of_launcher()) {
    CAPTURE(command.name);
    check_until_it_fits(proxyenv_path(), command, launcher);
  }
  const std::size_t companion = least_address_space(companion_path());
  for (const Command& command : commands.of_companion()) {
    CAPTURE(command.name);
    check_until_it_fits(companion_path(), command, companion);
  }
}

TEST_CASE("each command of both programs does its work on a stack of 32 KiB") {
  const Commands commands;
  const auto check = [](const std::string& program, const Command& command) {
    CAPTURE(command.name);
    const Words words = joined({{program}, command.words});
    const Outcome free = run_with_state({}, words, kEnvironment);
    const Outcome small =
        run_with_state({step(RLIMIT_STACK, std::size_t{32} << 10U)}, words, kEnvironment);
    INFO(small);
    CHECK(small.signal == 0);
    CHECK(small.exit_status == free.exit_status);
    CHECK(small.out == free.out);
  };
  for (const Command& command : commands.of_launcher()) check(proxyenv_path(), command);
  for (const Command& command : commands.of_companion()) check(companion_path(), command);
}

TEST_CASE("a stack of 32 KiB is enough for files with as many levels as are read, and with more") {
  struct Row {
    std::string_view name;
    std::string_view file;
    std::string (*text)(std::size_t levels);
  };
  const Row rows[] = {
      {"sequences in brackets", "docker-compose.override.yaml",
       [](std::size_t levels) {
         return "x-a: " + repeated("[", levels) + "~" + repeated("]", levels) + "\n";
       }},
      {"sequences of one line each", "docker-compose.override.yaml",
       [](std::size_t levels) { return "x-a:\n" + repeated(" -", levels) + " v\n"; }},
      {"maps in braces", "docker-compose.override.yaml",
       [](std::size_t levels) {
         return "x-a: " + repeated("{a: ", levels) + "v" + repeated("}", levels) + "\n";
       }},
      {"a record", "proxyenv/setup.json",
       [](std::size_t levels) {
         return R"({"schema": 1, "mode": )" + repeated("[", levels) + repeated("]", levels) + "}\n";
       }},
  };
  for (const Row& row : rows) {
    for (const std::size_t levels : {std::size_t{30}, std::size_t{100'000}}) {
      CAPTURE(row.name);
      CAPTURE(levels);
      const ScratchDirectory scratch;
      std::filesystem::copy(std::filesystem::path(E2E_TREES) / "1.15.0", scratch.path("docker"),
                            std::filesystem::copy_options::recursive);
      (void)scratch.make_directory("docker/proxyenv");
      (void)scratch.write("docker/" + std::string(row.file), row.text(levels));
      const Words words = {
          companion_path(),       "dify",      "init",    "--dry-run",  "--dir",
          scratch.path("docker"), "--domains", ".x.test", "--upstream", "http://192.168.0.1:7890"};
      const Outcome outcome = run_with_state({step(RLIMIT_STACK, std::size_t{32} << 10U)}, words);
      INFO(outcome.err);
      CHECK(outcome.signal == 0);
      CHECK(contains(outcome.err, "nested too deeply") == (levels > 30));
    }
  }
}
