// SPDX-License-Identifier: Apache-2.0
// The shipped binary is static, small, and without network code.
#include <doctest/doctest.h>
#include <elf.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cstring>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "run_program.hpp"
#include "scratch_directory.hpp"

using namespace e2e;

namespace {

template <class T>
T read_at(const std::string& bytes, std::size_t offset) {
  T value{};
  REQUIRE(offset + sizeof value <= bytes.size());
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

std::vector<Elf64_Phdr> segments_of(const std::string& program) {
  const auto header = read_at<Elf64_Ehdr>(program, 0);
  std::vector<Elf64_Phdr> segments;
  for (std::size_t i = 0; i < header.e_phnum; ++i) {
    segments.push_back(read_at<Elf64_Phdr>(program, header.e_phoff + i * header.e_phentsize));
  }
  return segments;
}

// The names of the functions in the program.
std::vector<std::string> functions_of(const std::string& program) {
  const auto header = read_at<Elf64_Ehdr>(program, 0);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < header.e_shnum; ++i) {
    const auto section = read_at<Elf64_Shdr>(program, header.e_shoff + i * header.e_shentsize);
    if (section.sh_type != SHT_SYMTAB) continue;
    const auto strings =
        read_at<Elf64_Shdr>(program, header.e_shoff + section.sh_link * header.e_shentsize);
    for (std::size_t at = 0; at < section.sh_size; at += sizeof(Elf64_Sym)) {
      const auto symbol = read_at<Elf64_Sym>(program, section.sh_offset + at);
      if (symbol.st_shndx != SHN_UNDEF && symbol.st_name != 0) {
        names.emplace_back(program.data() + strings.sh_offset + symbol.st_name);
      }
    }
  }
  return names;
}

}  // namespace

TEST_CASE("the binaries are static") {
  for (const std::string& file : {proxyenv_path(), companion_path()}) {
    CAPTURE(file);
    const std::string program = read_file(file);
    for (const Elf64_Phdr& segment : segments_of(program)) {
      CHECK(segment.p_type != PT_INTERP);
      if (segment.p_type != PT_DYNAMIC) continue;
      // A static position-independent program has a dynamic segment, but needs no library.
      for (std::size_t at = 0; at < segment.p_filesz; at += sizeof(Elf64_Dyn)) {
        CHECK(read_at<Elf64_Dyn>(program, segment.p_offset + at).d_tag != DT_NEEDED);
      }
    }
  }
}

TEST_CASE("the binary is below 2.25 megabytes and its stack is not executable") {
  CHECK(std::filesystem::file_size(proxyenv_path()) < 2'250'000);
  for (const Elf64_Phdr& segment : segments_of(read_file(proxyenv_path()))) {
    if (segment.p_type == PT_GNU_STACK) CHECK((segment.p_flags & PF_X) == 0);
    const bool writable_code = (segment.p_flags & PF_W) != 0 && (segment.p_flags & PF_X) != 0;
    CHECK(!writable_code);
  }
}

TEST_CASE("the binary has no network code in it") {
  const std::vector<std::string> names = functions_of(read_file(E2E_WITH_SYMBOLS));
  REQUIRE(names.size() > 1'000);
  REQUIRE(std::find(names.begin(), names.end(), "execve") != names.end());
  for (const std::string_view forbidden :
       {"socket", "__socket", "connect", "__connect", "bind", "__bind", "listen", "accept",
        "sendto", "__sendto", "sendmsg", "recvfrom", "recvmsg", "getaddrinfo", "gethostbyname",
        "gethostbyname_r", "getnameinfo", "__res_query", "res_search"}) {
    CAPTURE(forbidden);
    CHECK(std::find(names.begin(), names.end(), forbidden) == names.end());
  }
}

TEST_CASE("the binary has no streams and no locales of the C++ library in it") {
  const std::vector<std::string> names = functions_of(read_file(E2E_WITH_SYMBOLS));
  REQUIRE(names.size() > 1'000);
  // Constructors of std::locale, std::ios_base::Init and std::ostream, and what prints the name of
  // a type (__cxa_demangle). See docs/size.md.
  for (const std::string_view forbidden :
       {"_ZNSt6localeC1Ev", "_ZNSt6localeC2Ev", "_ZNSt8ios_base4InitC1Ev",
        "_ZNSt8ios_base4InitC2Ev", "_ZNSoC1EPSt15basic_streambufIcSt11char_traitsIcEE",
        "__cxa_demangle"}) {
    CAPTURE(forbidden);
    CHECK(std::find(names.begin(), names.end(), forbidden) == names.end());
  }
}

TEST_CASE("no command makes a network call") {
  const ScratchDirectory scratch;
  const Words environment = {"HTTPS_PROXY=http://user:secret@proxy.test:3128", "https_proxy=x y",
                             "NO_PROXY=a.test,b.test", "PATH=/nonexistent"};
  const std::array<Words, 12> rows = {{{"--", helper_path("finish")},
                                       {"-v", "--", helper_path("finish")},
                                       {"--strict", "--", helper_path("finish")},
                                       {"--", "/nonexistent/x"},
                                       {"--", "nonexistent"},
                                       {"show"},
                                       {"show", "--json"},
                                       {"show", "--pid", "1"},
                                       {"--help"},
                                       {"--version"},
                                       {"--install", scratch.path("copy")},
                                       {"--no-such-option"}}};
  for (const Words& row : rows) {
    CAPTURE(row[0]);
    const Words words = joined({{proxyenv_path()}, row});
    const Outcome free = run_with_state({}, words, environment);
    const Outcome watched = run_with_state({"no_network"}, words, environment);
    INFO(watched);
    CHECK(watched.signal == 0);
    CHECK(watched.exit_status == free.exit_status);
    CHECK(watched.out == free.out);
    CHECK(watched.err == free.err);
  }
}

TEST_CASE("version names the program, its version, its commit and the libraries in it") {
  for (const std::string_view program : {"proxyenv", "proxyenv-tools"}) {
    const bool is_companion = program == "proxyenv-tools";
    const std::string path = is_companion ? companion_path() : proxyenv_path();
    const Outcome outcome = run_program({{path, "--version"}, {}, {}});
    INFO(outcome);
    CHECK(outcome.exit_status == 0);
    CHECK(outcome.err.empty());
    CHECK(outcome.out.starts_with(std::string(program) + " " E2E_VERSION "\ncommit "));
    CHECK(contains(outcome.out, "\nlinked in: "));
    CHECK(contains(outcome.out, "Boost 1."));
    CHECK(contains(outcome.out, "yaml-cpp 0.") == is_companion);
    const Outcome json = run_program({{path, "--version", "--json"}, {}, {}});
    CHECK(json.exit_status == 0);
    const auto facts = boost::json::parse(json.out).as_object();
    CHECK(facts.at("program").as_string() == program);
    CHECK(facts.at("version").as_string() == E2E_VERSION);
    CHECK(contains(outcome.out, "\ncommit " + std::string(facts.at("commit").as_string()) + "\n"));
    for (const auto& library : facts.at("linked").as_array()) {
      const auto& row = library.as_object();
      CHECK(contains(outcome.out, std::string(row.at("name").as_string()) + " " +
                                      std::string(row.at("version").as_string())));
    }
  }
  CHECK(run_proxyenv({"show", "--json", "--version"}).out ==
        run_proxyenv({"--json", "--version"}).out);
}
