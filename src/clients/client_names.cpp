// SPDX-License-Identifier: Apache-2.0
#include "clients/client_names.hpp"

#include <algorithm>
#include <utility>

#include "core/readers.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

using NameList = std::vector<std::string_view>;

bool holds(const NameList& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool holds_all(const NameList& names, const NameList& some) {
  return std::all_of(some.begin(), some.end(), [&](auto name) { return holds(names, name); });
}

// A word, and the clients that it stands for here.
struct Use {
  std::string_view word;
  NameList means;
};

// The word that means the most of the clients in `left`, and none that are not in `all`. Between
// words that mean equally many, the one whose kin are among the clients, too, then the first.
Use best_word(const NameList& left, const NameList& all) {
  Use best;
  bool best_has_kin = false;
  for (const ClientWord& row : kClientWords) {
    NameList means = ascii::words_of(row.clients);
    if (means.empty() || !holds_all(all, means)) continue;
    const NameList kin = ascii::words_of(row.kin);
    const bool has_kin = holds_all(all, kin);
    if (has_kin) means.insert(means.end(), kin.begin(), kin.end());
    std::erase_if(means, [&](std::string_view name) { return !holds(left, name); });
    const bool is_better = means.size() > best.means.size() ||
                           (means.size() == best.means.size() && has_kin && !best_has_kin);
    if (means.empty() || !is_better) continue;
    best = {row.word, std::move(means)};
    best_has_kin = has_kin;
  }
  return best;
}

}  // namespace

std::string named_in_words(const std::vector<std::string_view>& clients) {
  NameList left = clients;
  NameList words;
  while (!left.empty()) {
    Use use = best_word(left, clients);
    if (use.means.empty()) use = {left.front(), {left.front()}};
    words.push_back(use.word);
    std::erase_if(left, [&](std::string_view name) { return holds(use.means, name); });
  }
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text.append(i + 1 == words.size() ? " and " : ", ");
    text.append(words[i]);
  }
  return text;
}

void append_clause(std::string& text, std::string_view clause) {
  text.append(text.empty() ? "" : "; ").append(clause);
}

void append_outcome(std::string& text, const std::vector<std::string_view>& clients,
                    std::string_view singular, std::string_view plural, std::string_view end) {
  if (clients.empty()) return;
  const std::string names = named_in_words(clients);
  append_clause(text, text::concatenated({names, agreeing(names, singular, plural), end}));
}

}  // namespace proxyenv
