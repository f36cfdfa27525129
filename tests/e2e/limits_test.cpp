// SPDX-License-Identifier: Apache-2.0
// Large environments, up to what the kernel allows. The additions of proxyenv must never prevent
// the start of a command that would start without it.
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>

#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "state_dump.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

// A stack limit of 1 MiB allows 256 KiB of words and environment, so the limit is cheap to reach.
const Words kSmallStack = {"limit=" + std::to_string(RLIMIT_STACK) + ":1048576:1048576"};
constexpr std::size_t kAllowed = 262'144;

Words many_entries(std::size_t count) {
  Words entries;
  for (std::size_t i = 0; i < count; ++i) {
    entries.push_back("VARIABLE_" + std::to_string(i) + "=value of variable " + std::to_string(i));
  }
  return entries;
}

// Two entries are used, because a single one may have at most 128 KiB.
Words with_filler(const Words& environment, std::size_t bytes) {
  const std::size_t half = bytes / 2;
  return joined({environment,
                 {"FILLER=" + std::string(half, 'f'), "MORE=" + std::string(bytes - half, 'm')}});
}

// The size that execve counts: the strings with their NULs, and the pointers to them.
std::size_t exec_size(const Words& environment) {
  std::size_t bytes = 0;
  for (const std::string& entry : environment) bytes += entry.size() + 1 + sizeof(char*);
  return bytes;
}

// with_state could not start the program because words and environment are too large for it.
bool is_too_large(const Outcome& outcome) {
  return outcome.exit_status == 112 || outcome.start_error == E2BIG;
}

// The largest filler with which these words can still be executed.
std::size_t largest_filler(const Words& words, const Words& environment) {
  std::size_t fits = 0;
  std::size_t too_much = kAllowed;
  while (fits + 1 < too_much) {
    const std::size_t middle = (fits + too_much) / 2;
    const bool too_large =
        is_too_large(run_with_state(kSmallStack, words, with_filler(environment, middle)));
    (too_large ? too_much : fits) = middle;
  }
  return fits;
}

}  // namespace

TEST_CASE("an environment of 10000 entries passes") {
  const Words proxy = {"HTTPS_PROXY=http://proxy.test:3128", "NO_PROXY=a.test,b.test"};
  const Words entries = many_entries(10'000);
  const Words given = joined({{"FIRST=1", proxy[0]}, entries, {proxy[1], "LAST=1"}});
  const Outcome outcome = run_proxyenv({"--", helper_path("dump_state")}, given);
  REQUIRE(outcome.exit_status == 0);
  CHECK(outcome.err.empty());
  const Words got = parse_state_dump(outcome.out).environment;
  REQUIRE(got.size() > given.size());
  CHECK(Words(got.begin(), got.begin() + static_cast<std::ptrdiff_t>(given.size())) == given);
  const Words show = lines_of(run_proxyenv({"show"}, given).out);
  CHECK(show.size() < 20);
}

TEST_CASE("an exemption list of 10000 entries passes") {
  std::string list;
  for (int i = 0; i < 10'000; ++i)
    list.append(list.empty() ? "" : ",").append("h" + std::to_string(i) + ".t");
  const Words given = {"HTTPS_PROXY=http://proxy.test:3128", "NO_PROXY=" + list};
  const Outcome outcome = run_proxyenv({"--", helper_path("dump_state")}, given);
  INFO(outcome.err);
  REQUIRE(outcome.exit_status == 0);
  const Words got = parse_state_dump(outcome.out).environment;
  REQUIRE(got.size() > 2);
  CHECK(got[1] == given[1]);
  CHECK(std::find(got.begin(), got.end(), "no_proxy=" + list) != got.end());
}

TEST_CASE("an entry as long as the kernel allows passes") {
  // MAX_ARG_STRLEN is 32 pages, including the final NUL.
  const Words given = {"LONG=" + std::string(131'072 - 6, 'x'),
                       "HTTPS_PROXY=http://proxy.test:3128"};
  const Outcome outcome = run_proxyenv({"--", helper_path("dump_state")}, given);
  CHECK(outcome.exit_status == 0);
  const Words got = parse_state_dump(outcome.out).environment;
  REQUIRE(!got.empty());
  CHECK(got[0] == given[0]);
}

TEST_CASE("a variable that would become too long is told by its name and size") {
  // The list fits under its own name, and not under the longer one that gRPC reads.
  const std::string name = "NO_PROXY=";
  const Words given = {"HTTPS_PROXY=http://proxy.test:3128",
                       name + std::string(131'071 - name.size(), 'a')};
  const Outcome outcome = run_proxyenv({"--", helper_path("dump_state")}, given);
  INFO(outcome.err);
  CHECK(outcome.exit_status == 0);
  CHECK(parse_state_dump(outcome.out).environment == given);
  CHECK(contains(outcome.err, "no_grpc_proxy would have "));
  CHECK(contains(outcome.err, "the kernel allows 131071"));
  CHECK(!contains(outcome.err, "the environment would be too large"));
}

TEST_CASE("an environment close to the limit is used unchanged and one line says so") {
  const std::string url = "http://" + std::string(200, 'p') + ".test:3128";
  const Words variables = {"HTTPS_PROXY=" + url, "PROXYENV_SERVICE_HOST=10.0.0.1"};
  const Words run = {proxyenv_path(), "--", helper_path("dump_state")};
  const std::size_t filler = largest_filler(run, variables);
  REQUIRE(filler > kAllowed - 10'000);
  const Words given = with_filler(variables, filler);

  const Outcome outcome = run_with_state(kSmallStack, run, given);
  INFO(outcome.err);
  CHECK(outcome.exit_status == 0);
  CHECK(parse_state_dump(outcome.out).environment == given);
  CHECK(lines_of(outcome.err).size() == 1);
  CHECK(contains(outcome.err, "too large"));
  CHECK(!contains(outcome.err, url));

  const Words quiet = {proxyenv_path(), "-q", "--", helper_path("dump_state")};
  const Outcome silent =
      run_with_state(kSmallStack, quiet, with_filler(variables, largest_filler(quiet, variables)));
  CHECK(silent.exit_status == 0);
  CHECK(silent.err.empty());

  // If there is room for the additions, they are made: the limit is the kernel's, not a smaller
  // one.
  const Outcome smaller = run_with_state(kSmallStack, run, with_filler(variables, filler - 1'500));
  CHECK(smaller.exit_status == 0);
  CHECK(smaller.err.empty());
  CHECK(contains(smaller.out, "entry: https_proxy="));
}

TEST_CASE("close to the limit nothing is said where nothing would be added") {
  for (const Words& variables :
       {Words{"A=1"}, Words{"HTTPS_PROXY=http://proxy.test:3128", "PROXYENV_OFF=1"}}) {
    const Words run = {proxyenv_path(), "--", helper_path("dump_state")};
    const Words given = with_filler(variables, largest_filler(run, variables));
    const Outcome outcome = run_with_state(kSmallStack, run, given);
    CHECK(outcome.exit_status == 0);
    CHECK(outcome.err.empty());
    CHECK(parse_state_dump(outcome.out).environment == given);
  }
}

TEST_CASE("repairs that shrink the environment are made at the limit too") {
  const Words variables = {"http_proxy=  http://proxy.test:3128  ",
                           "HTTP_PROXY=http://proxy.test:3128", "PROXYENV_ONLY=http"};
  const Words run = {proxyenv_path(), "--", helper_path("dump_state")};
  const Words given = with_filler(variables, largest_filler(run, variables));
  const Outcome outcome = run_with_state(kSmallStack, run, given);
  INFO(outcome.err);
  CHECK(outcome.exit_status == 0);
  CHECK(contains(outcome.out, "entry: http_proxy=http://proxy.test:3128\n"));
}

TEST_CASE("an argument list that is too long is 126 and the size of the environment is told") {
  const ScratchDirectory scratch;
  // The kernel adds interpreter and script name to a script's words: there proxyenv itself still
  // starts, but its command does not.
  const std::string long_name(200, 's');
  const std::string script = scratch.write(
      long_name, "#!" + helper_path("finish") + " " + std::string(40, 'a') + "\n", 0755);
  const Words variables = {"HTTPS_PROXY=http://proxy.test:3128"};
  for (const Words& options : {Words{}, Words{"-q"}, Words{"-v"}}) {
    const Words run = joined({{proxyenv_path()}, options, {"--", script}});
    const Words given = with_filler(variables, largest_filler(run, variables));
    const Outcome outcome = run_with_state(kSmallStack, run, given);
    INFO(outcome.err);
    CHECK(outcome.exit_status == 126);
    REQUIRE(!outcome.err.empty());
    const std::string last = lines_of(outcome.err).back();
    CHECK(contains(last, long_name));
    CHECK(contains(last, " " + std::to_string((exec_size(given) + 1023) / 1024) + " KiB"));
  }
}

TEST_CASE("a small stack is enough to run a command, and to tell why it cannot run") {
  const ScratchDirectory scratch;
  const std::string script = scratch.write("script", "exit 7\n", 0755);
  const std::string broken = scratch.write("broken", "#!/nonexistent/interpreter\n", 0755);
  const std::string program = scratch.copy(helper_path("finish"), "program");
  scratch.write("variables", "HTTPS_PROXY=http://proxy.test:3128\n");
  struct Row {
    Words words;
    int exit_status;
    std::string_view why;
  };
  const Row rows[] = {
      {{"--", program, "exit", "4"}, 4, "a program"},
      {{"--", script}, 7, "a script without #!"},
      {{"--", broken}, 126, "an interpreter that is missing"},
      {{"--", "/nonexistent/program"}, 127, "no such file"},
      {{"show", "--env-file", scratch.path("variables")}, 0, "a file that is read whole"},
  };
  for (const std::size_t kib : {32U, 64U, 128U}) {
    const std::string bytes = std::to_string(kib << 10U);
    const Words steps = {"limit=" + std::to_string(RLIMIT_STACK) + ":" + bytes + ":" + bytes};
    for (const Row& row : rows) {
      CAPTURE(kib);
      CAPTURE(row.why);
      const Outcome outcome = run_with_state(steps, joined({{proxyenv_path()}, row.words}));
      INFO(outcome);
      CHECK(outcome.signal == 0);
      CHECK(outcome.exit_status == row.exit_status);
    }
  }
}

TEST_CASE("what is read from standard input has a limit, and one line tells it") {
  const Words kinds[] = {
      {"explain", "-"}, {"show", "--env-file", "-"}, {"check", "--env-file", "-"}};
  const std::string memory = std::to_string(std::size_t{256} << 20U);
  const Words steps = {"open=0:r:/dev/zero",
                       "limit=" + std::to_string(RLIMIT_AS) + ":" + memory + ":" + memory};
  for (const Words& words : kinds) {
    CAPTURE(words[0]);
    const Outcome outcome = run_with_state(steps, joined({{proxyenv_path()}, words}));
    INFO(outcome);
    CHECK(outcome.exit_status == 125);
    CHECK(lines_of(outcome.err).size() == 1);
    CHECK(contains(outcome.err, "standard input is too large"));
    CHECK(contains(outcome.err, "16 MiB"));
  }
}

TEST_CASE("where memory ends, each program says so in one line and exits 125") {
  const ScratchDirectory scratch;
  std::filesystem::copy(std::filesystem::path(E2E_TREES) / "1.15.0", scratch.path("docker"),
                        std::filesystem::copy_options::recursive);
  std::string compose = read_file(scratch.path("docker/docker-compose.yaml"));
  compose.append("\nx-many:\n");
  for (int i = 0; i < 50'000; ++i) compose.append("  k").append(std::to_string(i)).append(": v\n");
  scratch.write("docker/docker-compose.yaml", compose);
  std::string urls;
  for (int i = 0; i < 50'000; ++i) {
    urls.append("https://h").append(std::to_string(i)).append(".test/\n");
  }
  const std::string input = scratch.write("urls", urls);
  const Words init = {
      companion_path(),       "dify",      "init",    "--dry-run",  "--dir",
      scratch.path("docker"), "--domains", ".x.test", "--upstream", "http://192.168.0.1:7890"};
  const Words explain = {proxyenv_path(), "explain", "-"};
  for (const Words& words : {init, explain}) {
    CAPTURE(words[0]);
    int refusals = 0;
    for (std::size_t megabytes = 8; megabytes <= 64; megabytes += 2) {
      CAPTURE(megabytes);
      const std::string bytes = std::to_string(megabytes << 20U);
      const Words steps = {"open=0:r:" + input,
                           "limit=" + std::to_string(RLIMIT_AS) + ":" + bytes + ":" + bytes};
      // The kernel kills a program that does not even fit itself.
      if (run_with_state(steps, {words[0], "--version"}).exit_status != 0) continue;
      const Outcome outcome = run_with_state(steps, words);
      INFO(outcome.err);
      CHECK(outcome.signal == 0);
      // What suffices once suffices from there on.
      if (outcome.exit_status != 125) break;
      ++refusals;
      CHECK(outcome.err == "proxyenv: out of memory\n");
      CHECK(outcome.out.empty());
    }
    CHECK(refusals > 0);
  }
}

TEST_CASE("thousands of broken values are handled in linear time") {
  Words given;
  for (int i = 0; i < 2'000; ++i) given.push_back("https_proxy=bad value " + std::to_string(i));
  const Outcome outcome = run_proxyenv({"--", helper_path("finish")}, given);
  CHECK(outcome.exit_status == 0);
  CHECK(!outcome.timed_out);
  CHECK(lines_of(outcome.err).size() < 5);
}
