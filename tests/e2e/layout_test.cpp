// SPDX-License-Identifier: Apache-2.0
// What a terminal gets, and what a file gets instead. Here the standard output of the program is a
// pseudo-terminal of a chosen width.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <ostream>
#include <string>
#include <string_view>

#include "run_program.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

const Words kEnvironment = {"HTTPS_PROXY=http://user:secret@proxy.test:3128",
                            "NO_PROXY=localhost, *.corp.test", "https_proxy="};

// Runs proxyenv with a terminal of so many columns as its standard output, and returns what the
// terminal got. 0: a terminal that does not say how wide it is.
std::string at_terminal(unsigned short columns, const Words& words, const Words& environment) {
  const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  REQUIRE(terminal >= 0);
  REQUIRE(::grantpt(terminal) == 0);
  REQUIRE(::unlockpt(terminal) == 0);
  struct winsize size {};
  size.ws_col = columns;
  REQUIRE(::ioctl(terminal, TIOCSWINSZ, &size) == 0);
  const std::string path = proxyenv_path();
  std::vector<const char*> argv = {path.c_str()};
  for (const std::string& word : words) argv.push_back(word.c_str());
  argv.push_back(nullptr);
  std::vector<const char*> block;
  for (const std::string& entry : environment) block.push_back(entry.c_str());
  block.push_back(nullptr);
  const int end = ::open(::ptsname(terminal), O_RDWR | O_NOCTTY | O_CLOEXEC);
  REQUIRE(end >= 0);
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::dup2(end, 1);
    ::execve(path.c_str(), const_cast<char* const*>(argv.data()),
             const_cast<char* const*>(block.data()));
    ::_exit(99);
  }
  ::close(end);
  std::string text;
  std::array<char, 4096> buffer{};
  for (;;) {  // ends with EIO once the program has ended
    const ssize_t got = ::read(terminal, buffer.data(), buffer.size());
    if (got <= 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  ::close(terminal);
  int status = 0;
  ::waitpid(pid, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) < 99);
  // The terminal turns line ends into carriage returns and line feeds.
  std::string lines;
  for (const char c : text) {
    if (c != '\r') lines.push_back(c);
  }
  return lines;
}

std::size_t widest_line(std::string_view text) {
  std::size_t widest = 0;
  for (const std::string& line : lines_of(text)) widest = std::max(widest, line.size());
  return widest;
}

const std::array<Words, 5> kCommands = {{{"show"},
                                         {"check"},
                                         {"explain", "https://ex.test/", "http://localhost/"},
                                         {"help"},
                                         {"help", "run"}}};

}  // namespace

TEST_CASE("what is no terminal gets the same bytes, whatever the terminal's variables say") {
  for (const Words& words : kCommands) {
    CAPTURE(words[0]);
    const std::string plain = run_proxyenv(words, kEnvironment).out;
    CHECK(!contains(plain, "\x1b"));
    for (const Words& more : {Words{"TERM=xterm-256color", "COLUMNS=40"}, Words{"NO_COLOR=1"},
                              Words{"CLICOLOR_FORCE=1", "TERM=xterm"}}) {
      CHECK(run_proxyenv(words, joined({kEnvironment, more})).out == plain);
    }
  }
}

TEST_CASE("a terminal gets lines that fit, and a wide one those of a file") {
  for (const Words& words : kCommands) {
    CAPTURE(words[0]);
    const std::string plain = run_proxyenv(words, kEnvironment).out;
    for (const unsigned short columns : std::array<unsigned short, 3>{50, 80, 100}) {
      CAPTURE(columns);
      const std::string text = at_terminal(columns, words, kEnvironment);
      INFO(text);
      // Lines that somebody may copy are never broken.
      if (words[0] != "help" || columns >= 70) CHECK(widest_line(text) <= columns);
      CHECK(!text.empty());
    }
    CHECK(at_terminal(1000, words, kEnvironment) == plain);
    // A serial line does not say how wide it is.
    CHECK(at_terminal(0, words, kEnvironment) == at_terminal(80, words, kEnvironment));
    CHECK(at_terminal(0, words, joined({kEnvironment, {"COLUMNS=50"}})) ==
          at_terminal(50, words, kEnvironment));
  }
}

TEST_CASE("colours come with a terminal or on demand, and change no character") {
  const Words term = joined({kEnvironment, {"TERM=xterm"}});
  const auto has_colors = [](const std::string& text) { return contains(text, "\x1b["); };
  for (const std::string command : {"show", "check", "help"}) {
    CAPTURE(command);
    CHECK(has_colors(at_terminal(80, {command}, term)));
    CHECK(!has_colors(at_terminal(80, {command, "--color", "never"}, term)));
    CHECK(!has_colors(at_terminal(80, {command}, joined({term, {"NO_COLOR=1"}}))));
    CHECK(!has_colors(at_terminal(80, {command}, joined({kEnvironment, {"TERM=dumb"}}))));
    CHECK(has_colors(at_terminal(80, {command, "--color=always"}, joined({term, {"NO_COLOR=1"}}))));
    const std::string painted = run_proxyenv({command, "--color", "always"}, kEnvironment).out;
    CHECK(has_colors(painted));
    std::string plain;
    for (std::size_t i = 0; i < painted.size(); ++i) {
      if (painted[i] == '\x1b') {
        i = painted.find('m', i);
      } else {
        plain.push_back(painted[i]);
      }
    }
    CHECK(plain == run_proxyenv({command}, kEnvironment).out);
    const Outcome refused = run_proxyenv({command, "--color", "allways"}, kEnvironment);
    CHECK(refused.exit_status == 125);
    CHECK(contains(refused.err, "did you mean always?"));
  }
  // Forms for programs have none, even on demand.
  for (const Words& words : {Words{"show", "--json"}, Words{"show", "--output", "shell"},
                             Words{"check", "--output", "sarif"}, Words{"check", "--json"}}) {
    CHECK(run_proxyenv(joined({words, {"--color", "always"}}), kEnvironment).out ==
          run_proxyenv(words, kEnvironment).out);
  }
}

TEST_CASE("no value from outside paints anything") {
  const Words hostile = {"HTTPS_PROXY=http://\x1b[31mred\x1b[0m.test:1", "NO_PROXY=\x1b[1mx",
                         "TERM=xterm"};
  for (const Words& words : {Words{"show"}, Words{"check"}, Words{"explain", "https://x.test/"}}) {
    const std::string text = at_terminal(80, joined({words, {"--color", "never"}}), hostile);
    CHECK(!contains(text, "\x1b"));
    const std::string painted = at_terminal(80, words, hostile);
    CHECK(!contains(painted, "\x1b[31mred"));
    CHECK(!contains(painted, "\x1b[1mx"));
  }
}

TEST_CASE("show --output prints a form to paste, and leaves credentials out unless asked") {
  const Outcome outcome = run_proxyenv({"show", "--output", "shell"}, kEnvironment);
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  CHECK(contains(outcome.out, "export no_proxy='localhost,*.corp.test'\n"));
  CHECK(contains(outcome.out, "# https_proxy is left out"));
  CHECK(contains(outcome.err, "proxyenv: https_proxy is left out"));
  CHECK(!contains(outcome.out + outcome.err, "secret"));
  const Outcome whole =
      run_proxyenv({"show", "--output", "shell", "--with-credentials"}, kEnvironment);
  CHECK(whole.err.empty());
  CHECK(contains(whole.out, "export https_proxy='http://user:secret@proxy.test:3128'\n"));
  // The same as --json, and the same as nothing.
  CHECK(run_proxyenv({"show", "--output", "json"}, kEnvironment).out ==
        run_proxyenv({"show", "--json"}, kEnvironment).out);
  CHECK(run_proxyenv({"show", "--output=text"}, kEnvironment).out ==
        run_proxyenv({"show"}, kEnvironment).out);
  struct Row {
    Words words;
    std::string_view mentions;
  };
  for (const Row& row : {Row{{"show", "--output", "yaml"}, "show has the forms text, json, shell"},
                         Row{{"show", "--output", "shel"}, "did you mean shell?"},
                         Row{{"show", "--output", "shell", "--json"}, "not both"},
                         Row{{"show", "--with-credentials"}, "forms to paste"},
                         Row{{"show", "--json", "--with-credentials"}, "forms to paste"}}) {
    const Outcome refused = run_proxyenv(row.words, kEnvironment);
    INFO(refused);
    CHECK(refused.exit_status == 125);
    CHECK(refused.out.empty());
    CHECK(contains(refused.err, row.mentions));
  }
}
