// SPDX-License-Identifier: Apache-2.0
// A command that cannot be executed. The exit status is that of env, nice and timeout, and one line
// names the real cause.
#include <doctest/doctest.h>
#include <elf.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>

#include "privilege.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "state_dump.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

std::uint16_t machine_of_this_test() {
  std::uint16_t machine = 0;
  const std::string self = read_file("/proc/self/exe");
  std::memcpy(&machine, self.data() + offsetof(Elf64_Ehdr, e_machine), sizeof machine);
  return machine;
}

std::string name_of(std::uint16_t machine) {
  return machine == EM_X86_64 ? "x86_64" : machine == EM_AARCH64 ? "aarch64" : "?";
}

// A whole, loadable program for `machine` that asks for `loader`.
std::string elf_program(std::uint16_t machine, std::string_view loader) {
  Elf64_Ehdr header{};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_ident[EI_VERSION] = EV_CURRENT;
  header.e_type = ET_EXEC;
  header.e_machine = machine;
  header.e_version = EV_CURRENT;
  header.e_phoff = sizeof header;
  header.e_ehsize = sizeof header;
  header.e_phentsize = sizeof(Elf64_Phdr);
  header.e_phnum = loader.empty() ? 1 : 2;
  std::array<Elf64_Phdr, 2> segments{};
  segments[0].p_type = PT_LOAD;
  segments[0].p_flags = PF_R | PF_X;
  segments[0].p_vaddr = 0x400000;
  segments[0].p_align = 0x1000;
  segments[1].p_type = PT_INTERP;
  segments[1].p_offset = sizeof header + sizeof segments;
  segments[1].p_filesz = loader.size() + 1;
  const std::size_t size = sizeof header + sizeof segments + loader.size() + 1;
  segments[0].p_filesz = size;
  segments[0].p_memsz = size;
  header.e_entry = 0x400000 + sizeof header;
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  bytes.append(reinterpret_cast<const char*>(segments.data()), sizeof segments);
  return bytes.append(loader).append(1, '\0');
}

struct Row {
  std::string_view what;
  Words command;
  int exit_status;
  Words mentions;  // each must be in the message
  Words environment = {};
};

void check(const Row& row, const Outcome& outcome) {
  CAPTURE(row.what);
  INFO(outcome);
  CHECK(outcome.exit_status == row.exit_status);
  CHECK(outcome.out.empty());
  CHECK(lines_of(outcome.err).size() == 1);
  CHECK(outcome.err.starts_with("proxyenv: "));
  for (const std::string& part : row.mentions) {
    CAPTURE(part);
    CHECK(contains(outcome.err, part));
  }
}

}  // namespace

TEST_CASE("a command that is not found is 127 and the search is told") {
  const ScratchDirectory scratch;
  scratch.write("file", "");
  const std::string path = "PATH=" + scratch.path();
  const std::array<Row, 9> rows = {{
      {"in PATH", {"no-such-command"}, 127, {"'no-such-command'", "not found", "PATH"}, {path}},
      {"in a PATH of nonsense", {"nope"}, 127, {"'nope'", "PATH"}, {"PATH=/nonexistent:/dev/null"}},
      {"PATH is not set", {"no-such-command"}, 127, {"'no-such-command'", "PATH is not set"}, {}},
      {"an empty PATH", {"no-such-command"}, 127, {"'no-such-command'", "PATH"}, {"PATH="}},
      {"a path", {"/nonexistent/x"}, 127, {"'/nonexistent/x'", "not found"}, {path}},
      {"a path under a file", {scratch.path("file/x")}, 127, {"not found"}, {path}},
      {"the empty word", {""}, 127, {"empty"}, {path}},
      {"a whole command line as one word", {"echo hello"}, 127, {"'echo hello'", "blanks"}, {path}},
      {"a terminal escape is not passed on", {"\x1b]0;x\x07"}, 127, {"\\x1b]0;x\\x07"}, {path}},
  }};
  for (const Row& row : rows)
    check(row, run_proxyenv(joined({{"--"}, row.command}), row.environment));
  // A path is not searched in PATH, and the message does not say so.
  CHECK(!contains(run_proxyenv({"--", "/nonexistent/x"}, {path}).err, "PATH"));
}

TEST_CASE("a command that cannot run is 126 and the cause is told") {
  const ScratchDirectory scratch;
  const std::string path = "PATH=" + scratch.path();
  const std::string plain = scratch.write("plain", "text", 0644);
  const std::string directory = scratch.make_directory("directory");
  const std::string interpreter =
      scratch.write("no-interpreter", "#!/nonexistent/python3 -u\n", 0755);
  scratch.write("bare-interpreter", "#! nonexistent-interpreter\n", 0755);
  scratch.write("crlf", "#!/bin/sh\r\necho hello\r\n", 0755);
  scratch.write("crlf-argument", "#!/nonexistent/env python3\r\n", 0755);
  scratch.write("plain-interpreter", "#!" + plain + "\n", 0755);
  scratch.write("directory-interpreter", "#!" + directory + "\n", 0755);
  scratch.write("nested", "#!" + interpreter + "\n", 0755);
  scratch.write("own-interpreter", "#!" + scratch.path("own-interpreter") + "\n", 0755);
  scratch.write("two-characters", "#!", 0755);
  scratch.write("loop-interpreter", "#!" + scratch.path("loop") + "\n", 0755);
  for (const std::string_view inner : {"plain-interpreter", "directory-interpreter"}) {
    scratch.write("nested-" + std::string(inner), "#!" + scratch.path(inner) + "\n", 0755);
  }
  // Six scripts, of which each is the interpreter of the one before it, and the last one has
  // /bin/sh.
  for (int i = 1; i < 6; ++i) {
    scratch.write("chain-" + std::to_string(i),
                  "#!" + scratch.path("chain-" + std::to_string(i + 1)) + "\n", 0755);
  }
  scratch.write("chain-6", "#!/bin/sh\nexit 7\n", 0755);
  scratch.write("long-line", "#!/" + std::string(300, 'x') + "\n", 0755);
  const std::uint16_t own = machine_of_this_test();
  const std::uint16_t other = own == EM_AARCH64 ? EM_X86_64 : EM_AARCH64;
  const std::string loader = "/nonexistent/ld-musl.so.1";
  scratch.write("no-loader", elf_program(own, loader), 0755);
  scratch.write("other-machine", elf_program(other, ""), 0755);
  scratch.write("other-machine-loader", elf_program(other, loader), 0755);
  scratch.write("unknown-machine", elf_program(0x7777, ""), 0755);
  scratch.write("half-an-elf", elf_program(own, "").substr(0, 40), 0755);
  scratch.write("four-bytes",
                "\x7f"
                "ELF",
                0755);
  std::filesystem::create_symlink(scratch.path("loop"), scratch.path("loop"));
  scratch.write("binary", std::string("\x00\x01\x02\x03garbage\x00", 12), 0755);
  const std::array<Row, 32> rows = {{
      {"a link to itself", {scratch.path("loop")}, 126, {"symbolic links"}},
      {"a script that is its own interpreter",
       {scratch.path("own-interpreter")},
       126,
       {"its interpreter is a script", "no more than 5"}},
      {"six scripts in a row",
       {scratch.path("chain-1")},
       126,
       {"its interpreter is a script", "no more than 5"}},
      {"an interpreter that is a link to itself",
       {scratch.path("loop-interpreter")},
       126,
       {"its interpreter '" + scratch.path("loop") + "' is a symbolic link"}},
      {"the interpreter's interpreter is not executable",
       {scratch.path("nested-plain-interpreter")},
       126,
       {"of its interpreter '" + scratch.path("plain-interpreter"), plain + "' is not executable"}},
      {"the interpreter's interpreter is a directory",
       {scratch.path("nested-directory-interpreter")},
       126,
       {directory + "' is a directory"}},
      {"nothing behind #!", {scratch.path("two-characters")}, 126, {"names no interpreter"}},
      {"a name longer than any file's", {std::string(300, 'n')}, 126, {"too long"}, {path}},
      {"a path longer than any", {"/" + std::string(5'000, 'n')}, 126, {"too long"}},
      {"not executable", {plain}, 126, {plain, "not executable"}},
      {"not executable, in PATH", {"plain"}, 126, {plain, "not executable"}, {path}},
      {"a directory", {directory}, 126, {directory, "is a directory"}},
      {"a directory in PATH", {"directory"}, 126, {"is a directory"}, {path}},
      {"a dot", {"."}, 126, {"is a directory"}, {path}},
      {"the root", {"/"}, 126, {"is a directory"}},
      {"no interpreter",
       {interpreter},
       126,
       {interpreter, "interpreter", "'/nonexistent/python3'"}},
      {"no interpreter, in PATH",
       {"no-interpreter"},
       126,
       {interpreter, "'/nonexistent/python3'"},
       {path}},
      {"an interpreter without a path",
       {"bare-interpreter"},
       126,
       {"'nonexistent-interpreter'"},
       {path}},
      {"CRLF", {"crlf"}, 126, {"'/bin/sh'", "carriage return"}, {path}},
      {"CRLF behind an argument", {"crlf-argument"}, 126, {"'/nonexistent/env'"}, {path}},
      {"an interpreter that is not executable",
       {"plain-interpreter"},
       126,
       {plain, "not executable"},
       {path}},
      {"an interpreter that is a directory",
       {"directory-interpreter"},
       126,
       {directory + "' is a directory"},
       {path}},
      {"an interpreter whose interpreter is missing", {"nested"}, 126, {"interpreter"}, {path}},
      {"a #! line that the kernel cuts",
       {"long-line"},
       126,
       {"#! line has 303 bytes", "255"},
       {path}},
      {"no loader", {"no-loader"}, 126, {"loader", "'" + loader + "'"}, {path}},
      {"another machine", {"other-machine"}, 126, {name_of(own), name_of(other)}, {path}},
      {"another machine with a loader",
       {"other-machine-loader"},
       126,
       {name_of(own), name_of(other)},
       {path}},
      {"a machine without a name",
       {"unknown-machine"},
       126,
       {name_of(own), std::to_string(0x7777)},
       {path}},
      {"a cut ELF file", {"half-an-elf"}, 126, {"ELF", "ends"}, {path}},
      {"nothing but the magic number", {"four-bytes"}, 126, {"ELF", "ends"}, {path}},
      {"neither program nor script", {"binary"}, 126, {"neither"}, {path}},
      {"a file as a directory of PATH, then one that cannot run",
       {"plain"},
       126,
       {plain},
       {"PATH=" + plain + ":" + scratch.path()}},
  }};
  for (const Row& row : rows)
    check(row, run_proxyenv(joined({{"--"}, row.command}), row.environment));
  // As many as the kernel follows.
  CHECK(run_proxyenv({"--", scratch.path("chain-2")}, {}).exit_status == 7);
}

TEST_CASE("PATH is searched on behind a file that may not be executed") {
  const ScratchDirectory scratch;
  scratch.make_directory("first");
  scratch.make_directory("second");
  scratch.make_directory("first/sub");
  scratch.write("first/tool", "text", 0644);
  scratch.copy(helper_path("dump_state"), "second/tool");
  scratch.copy(helper_path("dump_state"), "second/sub");
  scratch.copy(helper_path("dump_state"), "here");
  const std::string both = scratch.path("first") + ":" + scratch.path("second");
  struct PathRow {
    std::string_view what;
    std::string path;
    std::string word;
    std::string executed;
  };
  const std::array<PathRow, 9> rows = {{
      {"an element longer than any path", "/" + std::string(5'000, 'x') + ":" + both, "tool",
       scratch.path("second/tool")},
      {"the first is not executable", both, "tool", scratch.path("second/tool")},
      {"the first is a directory", both, "sub", scratch.path("second/sub")},
      {"a directory that does not exist", "/nonexistent:" + both, "tool",
       scratch.path("second/tool")},
      {"a trailing slash", scratch.path("second") + "/", "tool", scratch.path("second/") + "/tool"},
      {"an empty element first", ":/nonexistent", "here", "here"},
      {"an empty element last", "/nonexistent:", "here", "here"},
      {"an empty element between", "/a::/b", "here", "here"},
      {"a dot", "/a:.:/b", "here", "./here"},
  }};
  for (const PathRow& row : rows) {
    CAPTURE(row.what);
    const Outcome outcome = run_with_state({"directory=" + scratch.path()},
                                           {proxyenv_path(), "--", row.word}, {"PATH=" + row.path});
    INFO(outcome);
    CHECK(outcome.exit_status == 0);
    CHECK(parse_state_dump(outcome.out).argv == Words{row.word});
    CHECK(parse_state_dump(outcome.out).value("executed file") == row.executed);
  }
  // The first PATH of the environment counts, as with getenv.
  const Outcome outcome =
      run_proxyenv({"--", "tool"}, {"PATH=" + scratch.path("second"), "PATH=/nonexistent"});
  CHECK(outcome.exit_status == 0);
}

TEST_CASE("a script without #! is run by the shell as execvp does") {
  const ScratchDirectory scratch;
  const std::string script = scratch.write(
      "script", "echo \"$0|$#|$1|$2\"; echo \"$HTTPS_PROXY|$https_proxy\"; exit 7\n", 0755);
  scratch.write("silent", "", 0755);
  const Words environment = {"PATH=" + scratch.path(), "HTTPS_PROXY=http://proxy.test:3128"};
  const std::string expected = script + "|2|a b|\nhttp://proxy.test:3128|http://proxy.test:3128\n";
  for (const std::string& word : {script, std::string("script")}) {
    CAPTURE(word);
    const Outcome outcome = run_proxyenv({"--", word, "a b", ""}, environment);
    INFO(outcome);
    CHECK(outcome.exit_status == 7);
    CHECK(outcome.out == expected);
    CHECK(outcome.err.empty());
  }
  CHECK(run_proxyenv({"--", "silent"}, environment).exit_status == 0);
}

TEST_CASE("a script whose #! line names no interpreter is run by the shell, as dash and env do") {
  const ScratchDirectory scratch;
  for (const std::string_view first : {"#!\n", "#! \n", "#!\t \n"}) {
    CAPTURE(first);
    const std::string script =
        scratch.write("script", std::string(first) + "echo \"$0|$#|$1\"; exit 7\n", 0755);
    const Outcome outcome = run_proxyenv({"--", script, "a b"});
    INFO(outcome);
    CHECK(outcome.exit_status == 7);
    CHECK(outcome.out == script + "|1|a b\n");
    CHECK(outcome.err.empty());
  }
}

TEST_CASE("a script without #! where there is no shell is 126 and explained") {
  const ScratchDirectory root;
  root.copy(proxyenv_path(), "proxyenv");
  root.write("script", "echo hello\n", 0755);
  root.write("empty", "", 0755);
  root.write("no-name", "#!\n", 0755);
  const Words steps = {"chroot=" + root.path()};
  if (!can_take(steps, "a script without #! in a root without /bin/sh")) return;
  const std::array<Row, 4> rows = {{
      {"an empty #! line", {"/no-name"}, 126, {"names no interpreter", "/bin/sh"}},
      {"a path", {"/script"}, 126, {"'/script'", "#!", "/bin/sh"}},
      {"in PATH", {"script"}, 126, {"/script'", "#!", "/bin/sh"}, {"PATH=/"}},
      {"an empty file", {"/empty"}, 126, {"'/empty'", "#!", "/bin/sh"}},
  }};
  for (const Row& row : rows) {
    check(row, run_with_state(steps, joined({{"/proxyenv", "--"}, row.command}), row.environment));
  }
}

TEST_CASE("a directory that may not be searched is named as the cause") {
  const ScratchDirectory scratch;
  const std::string proxyenv = scratch.copy(proxyenv_path(), "proxyenv");
  scratch.make_directory("closed");
  scratch.copy(helper_path("finish"), "closed/finish");
  scratch.make_directory("closed", 0);
  // Root may search a directory of any mode.
  const Words steps = ::geteuid() == 0 ? Words{"uid=65534"} : Words{};
  if (!can_take(steps, "exec failures of another user")) return;
  const std::array<Row, 2> rows = {{
      {"a path", {scratch.path("closed/finish")}, 126, {"directory"}},
      {"in PATH", {"finish"}, 126, {"directory"}, {"PATH=" + scratch.path("closed")}},
  }};
  for (const Row& row : rows) {
    check(row, run_with_state(steps, joined({{proxyenv, "--"}, row.command}), row.environment));
  }
  scratch.make_directory("closed", 0755);
}

TEST_CASE("a script that may be executed and not read is told so") {
  const ScratchDirectory scratch;
  const std::string proxyenv = scratch.copy(proxyenv_path(), "proxyenv");
  const std::string script =
      scratch.write("script", "echo hello\n", 0311);  // not even by its owner
  const Words steps = ::geteuid() == 0 ? Words{"uid=65534"} : Words{};
  if (!can_take(steps, "a script of another user")) return;
  check({"not readable", {}, 126, {script, "may not be read", "chmod +r"}},
        run_with_state(steps, {proxyenv, "--", script}));
  // The near miss: readable, it is run by the shell.
  const std::string readable = scratch.write("readable", "exit 7\n", 0755);
  CHECK(run_with_state(steps, {proxyenv, "--", readable}).exit_status == 7);
}

TEST_CASE("a noexec mount is named") {
  const ScratchDirectory scratch;
  const std::string directory = scratch.make_directory("mounted");
  const std::string file = scratch.copy(helper_path("finish"), "mounted/finish");
  const Words steps = {"namespaces", "noexec=" + directory};
  if (!can_take(steps, "a noexec mount")) return;
  check({"noexec", {}, 126, {file, "noexec"}},
        run_with_state(steps, {proxyenv_path(), "--", file}));
}

TEST_CASE("messages of a failed exec stand behind those of the plan") {
  const Outcome outcome = run_proxyenv(
      {"--", "/nonexistent/x"},
      {"http_proxy=http://a.test:1", "HTTP_PROXY=http://b.test:1", "no_proxy=localhost"});
  CHECK(outcome.exit_status == 127);
  const auto lines = lines_of(outcome.err);
  REQUIRE(lines.size() == 2);
  CHECK(contains(lines[0], "case_conflict"));
  CHECK(contains(lines[1], "/nonexistent/x"));
  // -q silences findings, never the error.
  CHECK(lines_of(run_proxyenv({"-q", "--", "/nonexistent/x"},
                              {"http_proxy=http://a.test:1", "HTTP_PROXY=http://b.test:1"})
                     .err)
            .size() == 1);
}
