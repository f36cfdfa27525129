// SPDX-License-Identifier: Apache-2.0
// Pages that are written by hand name clients, too. Each list of clients in them must be one that
// the models are asked about: of a row of core/readers.hpp, or of
// tests/support/documented_habits.cpp. The other way round, a row whose words change makes a list
// in a page unknown.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "clients/catalog.hpp"
#include "core/readers.hpp"
#include "support/client_habits.hpp"
#include "support/client_words.hpp"
#include "support/documented_habits.hpp"
#include "text/ascii.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

using Clients = std::set<std::string_view>;

constexpr std::array<std::string_view, 15> kPages = {"README.md",
                                                     "README.zh-CN.md",
                                                     "docs/decisions.md",
                                                     "docs/options.md",
                                                     "docs/options.zh-CN.md",
                                                     "docs/containers.md",
                                                     "docs/containers.zh-CN.md",
                                                     "docs/variables.md",
                                                     "docs/variables.zh-CN.md",
                                                     "docs/json.md",
                                                     "docs/json.zh-CN.md",
                                                     "docs/no-harm.md",
                                                     "docs/troubleshooting.md",
                                                     "docs/troubleshooting.zh-CN.md",
                                                     "docs/findings.zh-CN.md"};

// Lists that no model can answer for.
constexpr std::array<std::string_view, 3> kOtherLists = {
    "curl and Go",              // who sends an empty password; a route does not show it
    "Java or Node",             // whom --also tells
    "httpx, aiohttp and gRPC",  // what Google's SDKs are made of
};

// The page as one line, without what commands print and what is generated.
std::string prose_of(std::string_view page) {
  std::ifstream file(std::string(PROXYENV_REPOSITORY) + "/" + std::string(page));
  std::string prose;
  bool is_output = false;
  bool is_generated = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("```")) is_output = !is_output;
    // The Chinese texts of findings are written by hand, in tests/tables/texts.hpp.
    if (line.starts_with("<!-- ")) {
      is_generated = line.starts_with("<!-- generated:") && page != "docs/findings.zh-CN.md";
    }
    // tests/laws/no_harm_test.cpp knows its exceptions better.
    const bool is_exception = page == "docs/no-harm.md" && line.starts_with("| `");
    if (is_output || is_generated || is_exception) continue;
    prose.append(line.substr(std::min(line.find_first_not_of(' '), line.size()))).append(" ");
  }
  return prose;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// Lists in Chinese as lists in English, and without versions, which the rows have.
std::string with_english_lists(std::string text) {
  replace_all(text, "、", ", ");
  replace_all(text, " 和 ", " and ");
  replace_all(text, " 或 ", " or ");
  for (const std::string part : {"http", "fetch", "Net::HTTP", "urllib"}) {
    replace_all(text, " 的 " + part, "'s " + part);
  }
  static const std::regex kVersions(
      "( [0-9])?(（[0-9.]+ (起|之前)）| (before|from) [0-9][0-9.]*[0-9])|[0-9.]+ 之前的 ");
  return std::regex_replace(text, kVersions, "");
}

// The word for a client that the text begins with; the longest, for "Node's http" is not "Node".
const ClientWord* word_at(std::string_view text) {
  const ClientWord* longest = nullptr;
  for (const ClientWord& word : kClientWords) {
    if (word.clients.empty() || !text.starts_with(word.word)) continue;
    const std::string_view rest = text.substr(word.word.size());
    const bool goes_on = !rest.empty() && (ascii::is_alnum(rest[0]) || rest[0] == '-' ||
                                           rest[0] == '_' || rest[0] == '@');
    if (goes_on || (longest != nullptr && longest->word.size() > word.word.size())) continue;
    longest = &word;
  }
  return longest;
}

std::size_t separator_at(std::string_view text) {
  for (const std::string_view separator : {", and ", ", ", " and ", " or "}) {
    if (text.starts_with(separator)) return separator.size();
  }
  return 0;
}

// The clients of the list that the text begins with, and how long the list is. A word alone is a
// list of one.
struct FoundList {
  Clients clients;
  std::size_t words = 0;
  std::size_t size = 0;
};

FoundList list_at(std::string_view text) {
  FoundList list;
  std::size_t at = 0;
  while (const ClientWord* const word = word_at(text.substr(at))) {
    for (const std::string_view name : names_in(word->clients)) list.clients.insert(name);
    ++list.words;
    list.size = at + word->word.size();
    const std::size_t separator = separator_at(text.substr(list.size));
    if (separator == 0) break;
    at = list.size + separator;
  }
  return list;
}

struct ListInText {
  std::string_view text;
  Clients clients;
};

std::vector<ListInText> lists_in(std::string_view text) {
  std::vector<ListInText> lists;
  for (std::size_t at = 0; at < text.size();) {
    const bool is_inside =
        at > 0 && (ascii::is_alnum(text[at - 1]) || text[at - 1] == '-' || text[at - 1] == '_');
    const FoundList list = is_inside ? FoundList{} : list_at(text.substr(at));
    if (list.words > 1) lists.push_back({text.substr(at, list.size), list.clients});
    at += std::max<std::size_t>(list.size, 1);
  }
  return lists;
}

Clients clients_of(std::string_view sentence) {
  Clients clients;
  for (const std::string_view text : words_in(sentence)) {
    const ClientWord* const word = find_word(read_version(text).word);
    if (word == nullptr) continue;
    for (const std::string_view name : names_in(word->clients)) clients.insert(name);
  }
  return clients;
}

std::set<Clients> lists_that_models_answer_for() {
  std::set<Clients> lists;
  for (const HabitRow& row : kHabits) {
    lists.insert(clients_of(row.who_does));
    lists.insert(clients_of(row.who_does_not));
  }
  for (const SpellingReaders& row : kSpellingReaders) {
    lists.insert(clients_of(row.lower));
    lists.insert(clients_of(row.upper));
    lists.insert(clients_of(row.lower_only));
  }
  for (const DocumentedHabit& row : documented_habits()) lists.insert(clients_of(row.who));
  return lists;
}

}  // namespace

TEST_CASE("documents: lists of clients are found in prose of both languages") {
  struct Row {
    std::string_view text;
    std::vector<std::string_view> lists;
  };
  const std::vector<Row> rows = {
      {"wget, gRPC and apt read it", {"wget, gRPC and apt"}},
      {"wget reads it, gRPC does not", {}},
      {"axios and Node's http: no", {"axios and Node's http"}},
      {"wget、gRPC 和 apt 只读", {"wget, gRPC and apt"}},
      {"axios 和 Node 的 http", {"axios and Node's http"}},
      {"curl（7.86 起）、git 认识", {"curl, git"}},
      {"Node 的 http 和 1.73 之前的 gRPC 会", {"Node's http and gRPC"}},
      {"curl from 7.86, git and axios 1 before 1.20", {"curl, git and axios"}},
      {"axios 1（1.20 起）、git 认识", {"axios, git"}},
      {"curl@7.88.1, wget,go", {}},
      {"`grpc-js` and npm", {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const std::string text = with_english_lists(std::string(row.text));
    const auto found = lists_in(text);
    REQUIRE(found.size() == row.lists.size());
    for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i].text == row.lists[i]);
  }
}

TEST_CASE("documents: the models answer for each list of clients in a page") {
  const std::set<Clients> known = lists_that_models_answer_for();
  std::size_t count = 0;
  for (const std::string_view page : kPages) {
    const std::string prose = with_english_lists(prose_of(page));
    CAPTURE(page);
    CHECK_FALSE(prose.empty());
    for (const ListInText& list : lists_in(prose)) {
      ++count;
      CAPTURE(list.text);
      const bool is_other =
          std::find(kOtherLists.begin(), kOtherLists.end(), list.text) != kOtherLists.end();
      CHECK((is_other || known.contains(list.clients)));
    }
  }
  CHECK(count > 10);
}

TEST_CASE("documents: the number of clients is that of the catalog") {
  const std::string number = std::to_string(all_clients().size());
  CHECK(prose_of("README.md").find("[" + number + " clients](docs/clients.md)") !=
        std::string::npos);
  CHECK(prose_of("README.zh-CN.md").find("[" + number + " 个客户端](docs/clients.zh-CN.md)") !=
        std::string::npos);
  const auto by_real_client =
      clients_that([](const Client& client) { return client.judged == Judged::by_real_client; });
  const std::string judged = std::to_string(names_in(by_real_client).size());
  const std::string changes = prose_of("CHANGELOG.md");
  CHECK(changes.find(number + " modelled clients") != std::string::npos);
  CHECK(changes.find(judged + " of the models are judged by the real clients") !=
        std::string::npos);
  const auto reading = clients_that([](const Client& client) {
    return uses_proxies(client, newest_version(client)) &&
           !stands_behind_a_word(client.name, "Java");
  });
  const std::string readers = std::to_string(names_in(reading).size());
  CHECK(prose_of("docs/no-harm.md")
            .find("the " + readers + " modelled clients that read variables") != std::string::npos);
}

TEST_CASE("documents: DESIGN names files that are there, and as short as it says") {
  const auto open = [](const std::string& path) {
    return std::ifstream(std::string(PROXYENV_REPOSITORY) + "/" + path);
  };
  const std::regex file("`((?:src|scripts|tests|docs)/[^` ]+\\.[a-z]+)`");
  const std::regex promise("in (\\w+) files of fewer than (\\d+) lines");
  auto design = open("DESIGN.md");
  std::size_t limit = 0;
  std::size_t rows = 0;
  std::size_t lines = 0;
  std::size_t promises = 0;
  for (std::string line; std::getline(design, line);) {
    std::smatch found;
    if (std::regex_search(line, found, promise)) {
      ++promises;
      CHECK(found[1] == "six");
      limit = std::stoul(found[2]);
      rows = lines = 0;
    }
    std::smatch named;
    for (std::string rest = line; std::regex_search(rest, named, file); rest = named.suffix()) {
      CAPTURE(named[1].str());
      if (named[1].str().find("NAME") != std::string::npos) continue;
      auto text = open(named[1]);
      REQUIRE(text.is_open());
      // The first file of a row is one of the six.
      if (limit == 0 || !line.starts_with(named[0].str().insert(0, "| "))) continue;
      ++rows;
      for (std::string of_file; std::getline(text, of_file);) ++lines;
      CHECK(lines < limit);
      if (rows == 6) limit = 0;
    }
  }
  CHECK(promises == 2);
  CHECK(limit == 0);
}
