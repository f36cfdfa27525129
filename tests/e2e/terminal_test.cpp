// SPDX-License-Identifier: Apache-2.0
// What a terminal is given: names of a Dify tree and values of the environment come from somebody
// else, and may hold whatever a file name can hold. Each output is valid UTF-8 without control
// characters, and no name begins a line of its own.
#include <doctest/doctest.h>

#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>

#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

namespace fs = std::filesystem;

// C0 with a line end, DEL, C1, a line separator, an override of the direction, a byte order mark.
const std::string kHostile =
    "x\x1b[2J\a\nFORGED\x7f\xc2\x9b\xc2\x85\xe2\x80\xa8\xe2\x80\xae\xef\xbb\xbfy";
constexpr std::string_view kHashOfNothing =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

bool is_safe(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte < 0x20 && byte != '\n') || byte == 0x7f) return false;
  }
  for (const std::string_view piece : {"\xc2\x9b", "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xae",
                                       "\xef\xbb\xbf", "\xff", "\nFORGED"}) {
    if (text.find(piece) != std::string::npos) return false;
  }
  return !text.starts_with("FORGED");
}

void check_safe(const Outcome& outcome) {
  INFO(outcome);
  CHECK(outcome.exit_status >= 0);
  CHECK(!(outcome.out + outcome.err).empty());
  CHECK(is_safe(outcome.out));
  CHECK(is_safe(outcome.err));
}

std::string json_escaped(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20) {
      escaped.append("\\u00").append({kDigits[byte >> 4U], kDigits[byte & 15U]});
    } else {
      escaped.push_back(c);
    }
  }
  return escaped;
}

// A tree of Dify's whose second Compose file, template and recorded files have hostile names.
class HostileTree {
 public:
  explicit HostileTree(const std::string& name) : name_(name) {
    fs::copy(fs::path(E2E_TREES) / "1.15.0", scratch_.path("docker"), fs::copy_options::recursive);
    scratch_.write("docker/" + name + ".yaml",
                   "services:\n  ssrf_proxy:\n    volumes:\n      - source: \"./" +
                       json_escaped(name) +
                       ".template\"\n        target: /etc/squid/more.conf.template\n");
    scratch_.write("docker/" + name + ".template", "cache_peer 10.9.9.9 parent 7890 0 default\n");
  }

  void add_record() const {
    scratch_.make_directory("docker/proxyenv");
    scratch_.write("docker/proxyenv/" + name_, "");
    const std::string path = "\"proxyenv/" + json_escaped(name_) + "\": \"";
    scratch_.write("docker/proxyenv/setup.json",
                   R"({"schema": 1, "mode": "selective", "domains": [".x.test"], )"
                   R"("upstream": "http://10.0.0.1:1", "files": {)" +
                       path + std::string(kHashOfNothing) + R"("}, "sources": {)" + path + "1\"}}");
  }

  [[nodiscard]] Outcome run(const Words& words) const {
    return run_proxyenv(joined({{"dify"}, words, {"--dir", scratch_.path("docker")}}),
                        {"COMPOSE_FILE=docker-compose.yaml:" + name_ + ".yaml"});
  }

 private:
  ScratchDirectory scratch_;
  std::string name_;
};

}  // namespace

TEST_CASE("names of a tree reach no terminal as they are") {
  const Words init = {"init", "--upstream", "http://192.168.0.1:7890", "--domains", ".x.test"};
  for (const std::string& name : {kHostile, kHostile + "\xff"}) {
    for (const bool has_record : {false, true}) {
      CAPTURE(has_record);
      const HostileTree tree(name);
      if (has_record) tree.add_record();
      check_safe(tree.run({"verify"}));
      check_safe(tree.run({"verify", "--json"}));
      check_safe(tree.run({"init", "--uninstall", "--dry-run"}));
      check_safe(tree.run(joined({init, {"--dry-run"}})));
      check_safe(tree.run(init));
      check_safe(tree.run({"verify"}));
      check_safe(tree.run({"init", "--uninstall"}));
    }
  }
}

TEST_CASE("values of the environment reach no terminal as they are") {
  const Words environment = {"HTTPS_PROXY=http://" + kHostile + "\xff:1",
                             "http_proxy=" + kHostile + "\xff",
                             "NO_PROXY=" + kHostile + ",a\xff b",
                             "JAVA_TOOL_OPTIONS=-Dhttp.proxyHost=" + kHostile,
                             "PROXYENV_ALSO=java,node",
                             "PROXYENV_UNKNOWN" + kHostile + "=1"};
  for (const Words& words :
       {Words{"show"}, Words{"show", "--json"}, Words{"check"}, Words{"check", "--json"},
        Words{"explain", "https://" + kHostile + "/"},
        Words{"explain", "https://x.test/" + kHostile},
        Words{"explain", "--json", "https://x.test/"}, Words{"-v", "--", "/nonexistent" + kHostile},
        Words{"--" + kHostile}}) {
    check_safe(run_proxyenv(words, environment));
  }
}
