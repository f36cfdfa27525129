// SPDX-License-Identifier: Apache-2.0
// The behaviours that the test suites of env, nohup, nice, timeout, tini and dumb-init ask for, one
// row each in peers.tsv: it holds here too, or a page says why it is not the work of proxyenv.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <ostream>
#include <set>
#include <string>
#include <string_view>

#include "privilege.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "state_dump.hpp"

using namespace e2e;

namespace {

constexpr std::string_view kSignal = "signal ";

struct Row {
  Words columns;

  [[nodiscard]] const std::string& kind() const { return columns[3]; }
  // Whether it asks for an exit status, or a signal, of the program itself.
  [[nodiscard]] bool is_of_program() const {
    const std::size_t begin = kind().starts_with(kSignal) ? kSignal.size() : 0;
    return kind().find_first_not_of("0123456789", begin) == std::string::npos;
  }
  // What the kind needs; empty where the line is shorter.
  [[nodiscard]] std::string operand(std::size_t number) const {
    return 4 + number < columns.size() ? columns[4 + number] : "";
  }
  [[nodiscard]] Words operands_from(std::size_t number) const {
    const std::size_t first = std::min(4 + number, columns.size());
    return {columns.begin() + static_cast<std::ptrdiff_t>(first), columns.end()};
  }
};

Words split(std::string_view text, char separator) {
  Words pieces;
  while (true) {
    const std::size_t end = text.find(separator);
    pieces.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + 1);
  }
}

std::vector<Row> read_rows() {
  std::vector<Row> rows;
  for (const std::string& line : lines_of(read_file(E2E_SOURCE "/tests/e2e/peers.tsv"))) {
    if (line.empty() || line.front() == '#') continue;
    rows.push_back({split(line, '\t')});
    CAPTURE(line);
    REQUIRE(rows.back().columns.size() >= 6);
  }
  return rows;
}

std::vector<Row> rows_of(std::string_view kind) {
  std::vector<Row> rows = read_rows();
  std::erase_if(rows, [&](const Row& row) { return row.kind() != kind; });
  REQUIRE(!rows.empty());
  return rows;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
    text.replace(at, what.size(), with);
    at += with.size();
  }
}

std::string unescaped(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      bytes.push_back(text[i]);
      continue;
    }
    const char escape = text[++i];
    if (escape == 's') bytes.push_back(' ');
    if (escape == 'n') bytes.push_back('\n');
    if (escape == 'x') {
      const std::string digits(text.substr(i + 1, 2));
      bytes.push_back(static_cast<char>(std::strtol(digits.c_str(), nullptr, 16)));
      i += 2;
    }
  }
  return bytes;
}

// The folder that each row runs in.
class Folder {
 public:
  Folder() {
    for (const std::string_view name : {"dump", "-u", "--", "-h", "--version", "c=d"}) {
      scratch_.copy(helper_path("dump_state"), name);
    }
    scratch_.copy(helper_path("finish"), "finish");
    scratch_.make_directory("folder");
    scratch_.copy(helper_path("dump_state"), "folder/inner");
    scratch_.write("plain", "text", 0644);
    scratch_.write("no_interpreter", "exit 7\n", 0755);
    // A copy, since neither a first line nor an unquoted word may have blanks, and a checkout's
    // path may.
    const std::string copy = scratch_.copy(proxyenv_path(), "proxyenv");
    scratch_.write("interpreted", "#!" + copy + " /bin/sh\necho \"${0##*/}|$#|$1|$2\"\n", 0755);
  }

  // The text with {here} and {proxyenv} in it replaced.
  [[nodiscard]] std::string filled_in(std::string text) const {
    replace_all(text, "{here}", scratch_.path());
    replace_all(text, "{proxyenv}", proxyenv_path());
    return text;
  }

  // The words of a column.
  [[nodiscard]] Words words(const std::string& column) const {
    Words words;
    if (column == "-") return words;
    for (const std::string& word : split(filled_in(column), ' ')) words.push_back(unescaped(word));
    return words;
  }

  [[nodiscard]] Words environment(const Words& columns, std::string_view more_path = "") const {
    Words entries;
    bool has_path = false;
    for (const std::string& column : columns) {
      entries.push_back(unescaped(filled_in(column)));
      has_path = has_path || entries.back().starts_with("PATH=");
    }
    if (!has_path) entries.push_back("PATH=" + scratch_.path() + std::string(more_path));
    return entries;
  }

  [[nodiscard]] Words steps(const std::string& column) const {
    return joined({{"directory=" + scratch_.path()}, words(column)});
  }

  [[nodiscard]] std::string path_of(const std::string& program) const {
    return program.find('/') == std::string::npos ? scratch_.path(program) : program;
  }

 private:
  ScratchDirectory scratch_;
};

// A line on standard input says whether a command got it.
Outcome run(const Words& steps, const Words& words, const Words& environment) {
  return run_program(
      {joined({{helper_path("with_state")}, steps, {"--"}, words}), environment, "exit 5\n"});
}

void check_same_state(const Outcome& without, const Outcome& with) {
  const StateDump expected = parse_state_dump(without.out);
  const StateDump got = parse_state_dump(with.out);
  CHECK(difference(expected, got) == "");
  CHECK(got.argv == expected.argv);
  CHECK(got.environment == expected.environment);
  // In a PID namespace of their own both are process 1.
  CHECK(got.pid == (expected.pid == without.pid ? with.pid : expected.pid));
}

}  // namespace

TEST_CASE("peers: a command does and gets the same under proxyenv") {
  const Folder folder;
  for (const Row& row : rows_of("same")) {
    CAPTURE(row.columns[1]);
    CAPTURE(row.columns[2]);
    const Words steps = folder.steps(row.operand(0));
    if (!can_take(steps, row.columns[2])) continue;
    const Words words = folder.words(row.operand(1));
    const Words environment = folder.environment(row.operands_from(2));
    const Words alone = joined({{folder.path_of(words[0])}, {words.begin() + 1, words.end()}});
    const Outcome without = run(joined({steps, {"argv0=" + words[0]}}), alone, environment);
    const Outcome with = run(steps, joined({{proxyenv_path(), "--"}, words}), environment);
    INFO(without);
    INFO(with);
    CHECK(without.start_error == 0);
    CHECK(with.exit_status == without.exit_status);
    CHECK(with.signal == without.signal);
    CHECK(with.err == without.err);
    if (without.out.starts_with("pid: ")) {
      check_same_state(without, with);
    } else {
      CHECK(with.out == without.out);
    }
  }
}

TEST_CASE("peers: a script prints the same with and without the prefix") {
  const Folder folder;
  for (const Row& row : rows_of("script")) {
    CAPTURE(row.columns[1]);
    CAPTURE(row.columns[2]);
    for (const std::string& prefix : {std::string(), folder.path_of("proxyenv") + " --"}) {
      CAPTURE(prefix);
      const Outcome outcome =
          run(folder.steps("-"), {"/bin/sh", "-c", row.operand(0)},
              joined({{"P=" + prefix}, folder.environment({}, ":/usr/bin:/bin")}));
      INFO(outcome);
      CHECK(outcome.out == unescaped(row.operand(1)));
      CHECK(!outcome.timed_out);
    }
  }
}

TEST_CASE("peers: exit statuses and messages of the program itself") {
  const Folder folder;
  for (const Row& row : read_rows()) {
    if (!row.is_of_program()) continue;
    CAPTURE(row.columns[1]);
    CAPTURE(row.columns[2]);
    const Words steps = folder.steps(row.operand(0));
    if (!can_take(steps, row.columns[2])) continue;
    const bool has_other_root = row.operand(0).starts_with("chroot=");
    const Words words =
        joined({{has_other_root ? "/proxyenv" : proxyenv_path()}, folder.words(row.operand(1))});
    const Outcome outcome = run(steps, words, folder.environment(row.operands_from(3)));
    INFO(outcome);
    const bool by_signal = row.kind().starts_with(kSignal);
    CHECK((by_signal ? std::string(kSignal) + std::to_string(outcome.signal)
                     : std::to_string(outcome.exit_status)) == row.kind());
    if (row.operand(2) != "-") {
      CHECK(contains(outcome.out + outcome.err, unescaped(row.operand(2))));
    }
  }
}

TEST_CASE("peers: what is not the work of a program that is gone stands on a page") {
  for (const Row& row : rows_of("reason")) {
    CAPTURE(row.columns[1]);
    CAPTURE(row.columns[2]);
    std::string page = read_file(E2E_SOURCE "/" + row.operand(0));
    replace_all(page, "\n  ", " ");
    replace_all(page, "\n", " ");
    CHECK(contains(page, row.operand(1)));
  }
}

TEST_CASE("peers: the table names no suite, kind or behaviour that it should not") {
  const std::set<std::string> suites = {"coreutils", "tini", "dumb-init"};
  std::set<std::string> seen;
  for (const Row& row : read_rows()) {
    const std::string line = row.columns[0] + " " + row.columns[1] + ": " + row.columns[2];
    CAPTURE(line);
    CHECK(suites.contains(row.columns[0]));
    CHECK(!row.columns[1].empty());
    CHECK(seen.insert(line).second);
    CHECK((row.is_of_program() || row.kind() == "same" || row.kind() == "script" ||
           row.kind() == "reason"));
  }
}
