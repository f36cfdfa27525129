// SPDX-License-Identifier: Apache-2.0
// The grammar of sentences that name clients. Whether they are true is asked by
// tests/laws/readers_test.cpp.
#include "core/readers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/examine.hpp"
#include "core/plan/plan.hpp"
#include "support/client_words.hpp"
#include "text/ascii.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

// The lists of clients that sentences are made from.
std::set<std::string_view> client_lists() {
  std::set<std::string_view> lists;
  for (const HabitRow& row : kHabits) lists.insert({row.who_does, row.who_does_not});
  for (const SpellingReaders& row : kSpellingReaders) {
    lists.insert({row.lower, row.upper, row.lower_only});
  }
  lists.erase("");
  return lists;
}

struct Verb {
  std::string_view singular;
  std::string_view plural;
};

// The beginnings of what may stand behind clients. A clause that leaves its verb out, or has one
// that is always the same, has the same text twice.
constexpr Verb kVerbs[] = {
    {" applies ", " apply "},    {" asks ", " ask "},        {" cannot ", " cannot "},
    {" compares ", " compare "}, {" does not ", " do not "}, {" exempts ", " exempt "},
    {" fails ", " fail "},       {" looks ", " look "},      {" reads ", " read "},
    {" refuses ", " refuse "},   {" sends ", " send "},      {" speaks ", " speak "},
    {" would ", " would "},      {" as ", " as "},           {" on ", " on "},
    {" now uses ", " now use "}, {" or ", " or "},
};

// The longest list that ends at this place of the text; empty if none does.
std::string_view list_before(std::string_view text, std::size_t end,
                             const std::set<std::string_view>& lists) {
  std::string_view longest;
  for (const std::string_view list : lists) {
    const bool ends_here = text.substr(0, end).ends_with(list);
    const bool is_whole = end == list.size() || (ends_here && text[end - list.size() - 1] == ' ');
    if (ends_here && is_whole && list.size() > longest.size()) longest = list;
  }
  return longest;
}

// What is wrong behind the first list that has no right verb; empty if all have one. Adds the lists
// that were found with a verb to `seen`.
std::string wrong_verb(std::string_view sentence, std::set<std::string_view>& seen) {
  const std::string text = std::string(sentence) + " ";
  const auto lists = client_lists();
  for (std::size_t i = text.find(' '); i != std::string::npos; i = text.find(' ', i + 1)) {
    const std::string_view list = list_before(text, i, lists);
    const std::string_view behind = std::string_view(text).substr(i);
    // In the middle of a longer list, of "axios 1" or of "no client that is known".
    const auto goes_on = [&](std::string_view word) { return behind.starts_with(word); };
    const bool is_longer = goes_on(" and ") || goes_on(" from ") || goes_on(" before ") ||
                           (behind.size() > 1 && ascii::is_digit(behind[1]));
    if (list.empty() || is_longer || goes_on(" that ")) continue;
    const std::string_view front = std::string_view(text).substr(0, i - list.size());
    const bool is_plural = words_in(list).size() > 1 || front.ends_with("all but ");
    const bool is_right = std::any_of(std::begin(kVerbs), std::end(kVerbs), [&](const Verb& verb) {
      return behind.starts_with(is_plural ? verb.plural : verb.singular);
    });
    if (!is_right) return std::string(list.data(), list.size()) + "|" + std::string(behind);
    seen.insert(list);
  }
  return {};
}

// All sentences of findings about an environment, and of the plan that is made for it.
std::vector<std::string> sentences_about(const std::vector<std::string>& entries) {
  std::vector<std::string> sentences;
  const Environment environment = Environment::own(entries);
  for (const Finding& finding : examine(environment)) sentences.push_back(finding.message);
  for (const Change& change : make_plan(environment, {}).changes)
    sentences.push_back(change.detail);
  return sentences;
}

// Each family in conflict, with one spelling, and each of the forms that sentences are about.
std::vector<std::vector<std::string>> environments() {
  std::vector<std::vector<std::string>> all = {
      {"REQUEST_METHOD=GET", "http_proxy=http://p:1"},
      {"no_proxy=*.a,a,::1,fd00::/8,[::1],a:80,10.0.0.0/8"},
      {"no_proxy=10.0.0.1-10.0.0.9"},
      {"no_proxy=10.1.,172.17.*"},
      {"no_proxy=<local>"},
      {"no_proxy=*"},
      {"no_proxy=a,*"},
      {"no_proxy=A,"},
      {"no_proxy= "},
      {"no_proxy=", "NO_PROXY=a"},
  };
  for (const std::string_view proxy :
       {"https://p:1", "socks5://p:1", "socks5h://p:1", "http://[::1]:1", "http://p:1/x",
        "http://u@p:1", "http://:s@p:1", "http://u:%01@p:1", "http://u:%FF@p:1",
        "http://u%3A:s@p:1", "http://u:%D1%8F@p:1"}) {
    for (const std::string_view family : {"http", "https", "all", "ftp", "grpc"}) {
      const std::string name(family);
      all.push_back({name + "_proxy=" + std::string(proxy)});
      std::string upper = name;
      std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      });
      all.push_back({upper + "_PROXY=" + std::string(proxy)});
      all.push_back({name + "_proxy=http://other:1", upper + "_PROXY=" + std::string(proxy)});
    }
  }
  return all;
}

}  // namespace

TEST_CASE("the verb agrees with one client, two clients and many") {
  struct Row {
    std::string_view clients;
    std::string_view verb;
  };
  const Row rows[] = {
      {"wget", "reads"},
      {"Python's urllib", "reads"},
      {"Ruby's Net::HTTP", "reads"},
      {"curl from 7.86", "reads"},
      {"no client that is known", "reads"},
      {"wget and apt", "read"},
      {"Go and Rust's reqwest", "read"},
      {"wget, gRPC and apt", "read"},
      {"curl from 7.86, git and axios 1 before 1.20", "read"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.clients);
    CHECK(agreeing(row.clients, "reads", "read") == row.verb);
  }
}

TEST_CASE("a wrong verb is found") {
  std::set<std::string_view> seen;
  for (const std::string_view text :
       {"ftp_proxy is not set, and wget and apt does not read FTP_PROXY",
        "on which httpx fail when a client is made", "no client that is known read FTP_PROXY",
        "all but Go, Ruby, Java, VS Code and Chromium sends requests", "which httpx likes"}) {
    CAPTURE(text);
    CHECK_FALSE(wrong_verb(text, seen).empty());
  }
  for (const std::string_view text :
       {"ftp_proxy is not set, and wget and apt do not read FTP_PROXY", "httpx fails on it",
        "git and Node fail on it, Python's urllib on a `?`", "nothing"}) {
    CAPTURE(text);
    CHECK(wrong_verb(text, seen).empty());
  }
}

TEST_CASE("in every sentence the verb agrees with the clients in front of it") {
  std::set<std::string_view> seen;
  for (const auto& entries : environments()) {
    for (const std::string& sentence : sentences_about(entries)) {
      CAPTURE(sentence);
      CHECK(wrong_verb(sentence, seen) == "");
    }
  }
  // Sentences about these habits name the other clients; the documentation names both.
  const std::set<std::string_view> not_in_sentences = {who_does(Habit::port),
                                                       who_does(Habit::network_v4),
                                                       who_does(Habit::tls_proxy),
                                                       who_does(Habit::socks_proxy),
                                                       who_does(Habit::http_for_https),
                                                       who_does_not(Habit::http_for_https),
                                                       who_does_not(Habit::wildcard),
                                                       readers_of(Family::grpc).upper,
                                                       who_does(Habit::url),
                                                       who_does(Habit::all_proxy_first)};
  for (const std::string_view list : client_lists()) {
    CAPTURE(list);
    CHECK(seen.contains(list) != not_in_sentences.contains(list));
  }
}
