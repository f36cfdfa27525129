// SPDX-License-Identifier: Apache-2.0
#include "core/spelling.hpp"

#include <utility>

#include "core/comparison_key.hpp"
#include "core/loopback_proxy.hpp"
#include "core/proxy_url.hpp"
#include "core/repair_proxy.hpp"

namespace proxyenv {

namespace {

// One entry of a name.
struct Entry {
  std::string value;
  Repair repairs = Repair::none;
  ProxyDefect proxy_defect = ProxyDefect::none;
  ListDefect list_defect = ListDefect::none;
  bool says_nothing = false;
  bool loopback_replaced = false;
};

Entry repaired_entry(std::string_view raw, bool is_list) {
  if (is_list) {
    RepairedList list = repair_list(raw);
    return {std::move(list.value), list.repairs, ProxyDefect::none, list.defect, list.blank};
  }
  RepairedProxy proxy = repair_proxy(raw);
  return {std::move(proxy.value), proxy.repairs, proxy.defect, ListDefect::none, proxy.blank};
}

Entry read_entry(std::string_view raw, bool is_list, const ReadingOptions& options) {
  Entry entry = repaired_entry(raw, is_list);
  if (entry.says_nothing) return entry;
  if (!options.repair) {
    entry.value = raw;
    if (!is_list) entry.proxy_defect = read_proxy(raw).defect;
  }
  if (!is_list && !options.loopback_proxy.empty()) {
    if (auto replaced = with_loopback_replaced(entry.value, options.loopback_proxy)) {
      entry.value = std::move(*replaced);
      entry.loopback_replaced = true;
    }
  }
  return entry;
}

std::string key_of(std::string_view value, bool is_list) {
  return is_list ? comparison_key_of_list(value) : comparison_key_of_proxy(value);
}

// The spelling gets the value of its first entry with a value, if all others mean the same.
void take_entry(Spelling& spelling, Entry entry, bool is_list) {
  std::string key = key_of(entry.value, is_list);
  spelling.repairs |= entry.repairs;
  spelling.loopback_replaced = spelling.loopback_replaced || entry.loopback_replaced;
  if (spelling.has_value()) {
    if (key != spelling.key) spelling.state = SpellingState::ambiguous;
    return;
  }
  spelling.key = std::move(key);
  spelling.list_defect = entry.list_defect;
  spelling.proxy_defect = entry.proxy_defect;
  spelling.value = std::move(entry.value);
  const bool usable = spelling.proxy_defect == ProxyDefect::none;
  spelling.state = usable ? SpellingState::set : SpellingState::unusable;
}

void read_values(Spelling& spelling, bool is_list, const ReadingOptions& options) {
  if (spelling.raw.empty()) return;
  spelling.state = SpellingState::empty;
  bool some_empty = false;
  for (const std::string_view raw : spelling.raw) {
    if (raw.empty()) {
      some_empty = true;
      continue;
    }
    Entry entry = read_entry(raw, is_list, options);
    if (!entry.says_nothing) {
      take_entry(spelling, std::move(entry), is_list);
      continue;
    }
    some_empty = true;
    if (spelling.state == SpellingState::empty) spelling.state = SpellingState::blank;
  }
  spelling.has_empty_duplicate = some_empty && spelling.has_value();
}

}  // namespace

Spellings::Spellings(ProxyVariables variables, const ReadingOptions& options)
    : lists_(disclosure_of_lists(variables)),
      in_cgi_(variables.in_cgi),
      node_is_told_(variables.node_is_told) {
  for (const FamilyRow& row : kFamilies) {
    for (const Case letter_case : {Case::lower, Case::upper}) {
      Spelling& spelling =
          spellings_[static_cast<std::size_t>(row.family)][static_cast<std::size_t>(letter_case)];
      spelling.name = spelling_of(row.family, letter_case);
      spelling.raw = std::move(variables.of(row.family, letter_case));
      read_values(spelling, row.is_list, options);
    }
  }
}

Spellings::Spellings(const Environment& environment, const ReadingOptions& options)
    : Spellings(find_proxy_variables(environment), options) {}

}  // namespace proxyenv
