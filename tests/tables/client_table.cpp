// SPDX-License-Identifier: Apache-2.0
#include "tables/client_table.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/catalog.hpp"
#include "tables/client_facts.hpp"
#include "tables/markdown.hpp"
#include "text/list.hpp"

namespace proxyenv::tables {

namespace {

// The words of the table in one language. The names of entries are the same in all.
struct Words {
  Row heading;
  std::string_view from_before, from_behind;  // round the version that brought something
  std::string_view comma, semicolon;
  std::string_view no_variables;
  std::string_view no_list;
  std::string_view same, below, ending;           // of `x`
  std::string_view dot_below, dot_same;           // of `.x`
  std::string_view star_below, star_same;         // of `*.x`
  std::string_view everything, everything_alone;  // of `*`
  std::string_view network_v4, networks;
  std::string_view port, blanks, loopback;
  std::string_view misread, ignored, fails, used, needs;
  std::string_view by_real_client, from_source;
};

const Words& english() {
  static const Words kWords = {
      {"client", "proxy variables, in order", "list", "entries that exempt", "schemes of the proxy",
       "`host:port` as the proxy", "conditions", "judged by"},
      " (",
      "+)",
      ", ",
      "; ",
      "none",
      "none",
      "`x` alone",
      "`x` and below",
      "all that ends in `x`",
      "`.x` below",
      "`.x` and `x`",
      "`*.x` below",
      "`*.x` and `x`",
      "`*`",
      "`*` alone",
      "IPv4 networks",
      "networks",
      "`x:port`",
      "blanks separate",
      "loopback always",
      "misread",
      "ignored",
      "fails",
      "used",
      "with ",
      "real client",
      "source",
  };
  return kWords;
}

const Words& chinese() {
  static const Words kWords = {
      {"客户端", "代理变量（按顺序）", "列表", "能让目标直连的写法", "代理的协议",
       "代理写成 `host:port`", "条件", "依据"},
      "（",
      " 起）",
      "、",
      "；",
      "不读",
      "不读",
      "`x` 仅自身",
      "`x` 及子域名",
      "以 `x` 结尾的一切名字",
      "`.x` 子域名",
      "`.x` 子域名和 `x`",
      "`*.x` 子域名",
      "`*.x` 子域名和 `x`",
      "`*`",
      "`*` 须单独写",
      "IPv4 网段",
      "网段",
      "`x:port`",
      "空格也分隔",
      "回环地址总是直连",
      "误读",
      "忽略",
      "出错",
      "可用",
      "需 ",
      "真实客户端",
      "源码",
  };
  return kWords;
}

// "`x` and below (7.86+)"
std::string since_shown(std::string_view what, const std::string& since, const Words& words) {
  std::string text(what);
  if (!since.empty()) text.append(words.from_before).append(since).append(words.from_behind);
  return text;
}

std::string names_shown(const std::vector<std::string_view>& names) {
  std::vector<std::string> shown;
  for (const std::string_view name : names) shown.push_back(code(name));
  return text::joined(shown, " ");
}

std::string variables_shown(const ClientFacts& facts, const Words& words) {
  std::vector<std::string> groups;
  for (const VariablesFact& it : facts.variables) {
    std::vector<std::string> schemes(it.schemes.begin(), it.schemes.end());
    std::string group = text::joined(schemes, words.comma) + ": ";
    if (facts.variables.size() == 1 && it.since.empty()) group.clear();
    groups.push_back(since_shown(group + names_shown(it.read.proxies), it.since, words));
  }
  return groups.empty() ? std::string(words.no_variables) : text::joined(groups, words.semicolon);
}

// The lists of all schemes, each name once.
std::string lists_shown(const ClientFacts& facts, const Words& words) {
  std::vector<std::string_view> names;
  for (const VariablesFact& it : facts.variables) {
    for (const std::string_view name : it.read.lists) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }
  return names.empty() ? std::string(words.no_list) : names_shown(names);
}

// The first of these facts that holds, as its words; nothing where none does.
void append_first(std::vector<std::string>& parts, const Words& words,
                  std::initializer_list<std::pair<const Fact&, std::string_view>> facts) {
  for (const auto& [fact, what] : facts) {
    if (!fact.holds) continue;
    parts.push_back(since_shown(what, fact.since, words));
    return;
  }
}

std::string entries_shown(const ListFacts& list, const Words& words) {
  std::vector<std::string> parts;
  append_first(parts, words,
               {{list.ending, words.ending}, {list.below, words.below}, {list.same, words.same}});
  append_first(parts, words, {{list.dot_same, words.dot_same}, {list.dot_below, words.dot_below}});
  append_first(parts, words,
               {{list.star_same, words.star_same}, {list.star_below, words.star_below}});
  append_first(
      parts, words,
      {{list.everything_among, words.everything}, {list.everything, words.everything_alone}});
  append_first(parts, words,
               {{list.network_v6, words.networks}, {list.network_v4, words.network_v4}});
  append_first(parts, words, {{list.port, words.port}});
  append_first(parts, words, {{list.blanks, words.blanks}});
  append_first(parts, words, {{list.loopback, words.loopback}});
  return text::joined(parts, words.semicolon);
}

std::string schemes_shown(const ClientFacts& facts, const Words& words) {
  std::vector<std::string> shown;
  for (const ProxyFact& it : facts.proxies) {
    if (it.scheme.empty() || it.answer != ProxyAnswer::used) continue;
    std::string text = since_shown(it.scheme, it.since, words);
    if (!it.needs.empty()) text.append(" ").append(words.needs).append(code(it.needs));
    shown.push_back(std::move(text));
  }
  return text::joined(shown, words.comma);
}

std::string without_scheme_shown(const ClientFacts& facts, const Words& words) {
  for (const ProxyFact& it : facts.proxies) {
    if (!it.scheme.empty()) continue;
    switch (it.answer) {
      case ProxyAnswer::used:
        return since_shown(words.used, it.since, words);
      case ProxyAnswer::misread:
        return std::string(words.misread);
      case ProxyAnswer::ignored:
        return std::string(words.ignored);
      case ProxyAnswer::fails:
        return std::string(words.fails);
    }
  }
  return {};
}

std::string conditions_shown(const Client& client) {
  std::vector<std::string_view> names;
  for (const Condition condition : client.conditions) names.push_back(row_of(condition).name);
  return names_shown(names);
}

std::string table(const Words& words) {
  std::vector<Row> rows;
  for (const Client* const client : all_clients()) {
    const ClientFacts facts = facts_of(*client);
    const std::string_view judge =
        client->judged == Judged::by_real_client ? words.by_real_client : words.from_source;
    rows.push_back({code(client->name), variables_shown(facts, words), lists_shown(facts, words),
                    entries_shown(facts.list, words), schemes_shown(facts, words),
                    without_scheme_shown(facts, words), conditions_shown(*client),
                    std::string(judge)});
  }
  return markdown(words.heading, rows);
}

}  // namespace

std::string client_table() {
  return table(english());
}

std::string client_table_in_chinese() {
  return table(chinese());
}

}  // namespace proxyenv::tables
