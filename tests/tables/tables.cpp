// SPDX-License-Identifier: Apache-2.0
#include "tables/tables.hpp"

#include <algorithm>
#include <stdexcept>

#include "cli/options.hpp"
#include "clients/aliases.hpp"
#include "clients/catalog.hpp"
#include "core/exemption_groups.hpp"
#include "core/family.hpp"
#include "core/finding.hpp"
#include "core/readers.hpp"
#include "support/client_habits.hpp"
#include "support/documented_habits.hpp"
#include "tables/client_table.hpp"
#include "tables/markdown.hpp"
#include "tables/texts.hpp"
#include "text/ascii.hpp"
#include "text/display.hpp"
#include "text/list.hpp"

namespace proxyenv::tables {

namespace {

constexpr bool texts_stand_at_their_index() {
  for (std::size_t i = 0; i < kFindingTexts.size(); ++i) {
    if (static_cast<std::size_t>(kFindingTexts[i].kind) != i) return false;
  }
  for (std::size_t i = 0; i < kReasonTexts.size(); ++i) {
    if (static_cast<std::size_t>(kReasonTexts[i].reason) != i) return false;
  }
  return kFindingTexts.size() == kFindings.size() &&
         kReasonTexts.back().reason == Reason::cleans_to_nothing;
}
static_assert(texts_stand_at_their_index(), "each finding and each reason has its text");

// The words that replace a placeholder of texts.hpp.
std::string_view words_for(std::string_view placeholder) {
  const std::size_t colon = placeholder.find(':');
  const std::string_view question = placeholder.substr(0, colon);
  const std::string_view name = placeholder.substr(colon + 1);
  if (question == "lower only") {
    for (const FamilyRow& row : kFamilies) {
      if (row.name == name) return readers_of(row.family).lower_only;
    }
  }
  for (const HabitRow& row : kHabits) {
    if (row.name == name && question == "does") return row.who_does;
    if (row.name == name && question == "does not") return row.who_does_not;
  }
  for (const testing::DocumentedHabit& row : testing::documented_habits()) {
    if (row.name == name && question == "who") return row.who;
  }
  throw std::invalid_argument("tests/tables/texts.hpp: {" + std::string(placeholder) + "}");
}

std::string with_clients(std::string_view text) {
  std::string result;
  while (true) {
    const std::size_t begin = text.find('{');
    // `${PORT}` is not a placeholder, but text that somebody forgot to expand.
    const bool is_shell = begin != text.npos && begin > 0 && text[begin - 1] == '$';
    const std::size_t end = std::min(text.find('}', begin), text.size());
    if (begin == text.npos) return result.append(text);
    if (is_shell) {
      result.append(text.substr(0, end + 1));
    } else {
      result.append(text.substr(0, begin))
          .append(words_for(text.substr(begin + 1, end - begin - 1)));
    }
    text.remove_prefix(end + 1);
  }
}

// "axios@1.20 curl" as "`axios` 1.20, `curl`".
std::string clients_shown(std::string_view list) {
  std::vector<std::string> shown;
  for (const std::string_view entry : ascii::words_of(list)) {
    const std::size_t at = std::min(entry.find('@'), entry.size());
    std::string client = code(entry.substr(0, at));
    if (at < entry.size()) client.append(" ").append(entry.substr(at + 1));
    shown.push_back(std::move(client));
  }
  return text::joined(shown, ", ");
}

template <class Rows, class Name>
std::vector<std::string> names_of(const Rows& rows, Name name) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.emplace_back(name(row));
  return names;
}

template <class Rows, class MakeRow>
std::vector<Row> rows_of(const Rows& rows, MakeRow make_row) {
  std::vector<Row> made;
  for (const auto& row : rows) made.push_back(make_row(row));
  return made;
}

// A value as it is written in a page: what nobody sees is escaped.
std::string example_shown(const Entries& entries) {
  std::string text = "```text\n";
  for (const std::string_view entry : entries) {
    if (!entry.empty()) text.append(escape_for_display(entry)).append("\n");
  }
  return text.append("```\n");
}

// The words of a page that differ between the languages.
struct Language {
  std::string_view run;
  std::string_view example;
  std::string_view fix;
};

constexpr Language kEnglish = {"printed by `run`", "For instance:", "**Fix:** "};
constexpr Language kChinese = {"运行时输出", "例如：", "**怎么办：** "};

std::string finding_section(const FindingRow& row, const Language& words, std::string_view what,
                            std::string_view advice) {
  const FindingText& text = kFindingTexts[static_cast<std::size_t>(row.kind)];
  std::string section =
      "### " + code(row.name) + "\n\n*" + std::string(to_string(row.severity)) + "*";
  if (row.printed_by_run) section.append(", ").append(words.run);
  section.append("\n\n").append(with_clients(what)).append("\n\n");
  section.append(words.example).append("\n\n").append(example_shown(text.example));
  return section.append("\n").append(words.fix).append(advice).append("\n");
}

std::string findings() {
  std::string page;
  for (const FindingRow& row : kFindings) {
    if (!page.empty()) page.append("\n");
    page.append(finding_section(
        row, kEnglish, kFindingTexts[static_cast<std::size_t>(row.kind)].what, row.advice));
  }
  return page;
}

std::string findings_in_chinese() {
  std::string page;
  for (const FindingRow& row : kFindings) {
    const FindingText& text = kFindingTexts[static_cast<std::size_t>(row.kind)];
    if (!page.empty()) page.append("\n");
    page.append(finding_section(row, kChinese, text.what_in_chinese, text.advice_in_chinese));
  }
  return page;
}

std::string reasons() {
  return markdown(
      {"reason", "action", "meaning"}, rows_of(kReasonTexts, [](const ReasonText& row) -> Row {
        return {code(to_string(row.reason)), std::string(row.action), with_clients(row.what)};
      }));
}

std::string readers() {
  return markdown({"name", "what some clients do", "those who do, and since which version"},
                  rows_of(kHabits, [](const HabitRow& row) -> Row {
                    return {code(row.name), std::string(row.what),
                            clients_shown(testing::clients_with(row.habit))};
                  }));
}

// The clients that read the family's spellings so.
std::string readers_shown(const FamilyRow& row, bool (*so)(const testing::SpellingHabits&)) {
  return clients_shown(testing::clients_that(
      [&](const Client& client) { return so(testing::spelling_habits(client, row)); }));
}

std::string spellings() {
  return markdown(
      {"family", "who reads lower case first", "who reads upper case first",
       "who reads lower case alone"},
      rows_of(kFamilies, [](const FamilyRow& row) -> Row {
        return {
            code(row.name), readers_shown(row, [](const auto& it) { return it.lower_first; }),
            readers_shown(row, [](const auto& it) { return it.upper_first; }),
            readers_shown(row, [](const auto& it) { return it.reads_lower && !it.reads_upper; })};
      }));
}

std::string families() {
  return markdown(
      {"family", "spellings", "what it holds"}, rows_of(kFamilies, [](const FamilyRow& row) -> Row {
        return {code(row.name), code(row.lower) + (row.upper.empty() ? "" : " " + code(row.upper)),
                row.is_list ? "an exemption list" : "a proxy"};
      }));
}

std::string exemption_groups() {
  return markdown({"group", "what it names", "entries"},
                  rows_of(kExemptionGroups, [](const ExemptionGroup& row) -> Row {
                    return {code(row.name), std::string(row.what), code(row.entries)};
                  }));
}

// "7.86: networks in the list"; the first row of a history has no version.
std::string history_shown(const Client& client) {
  std::vector<std::string> changes;
  for (const ClientVersion& row : client.history) {
    const std::string from = row.from.text();
    if (row.change.empty()) continue;
    changes.push_back((from.empty() ? "at first" : from) + ": " + std::string(row.change));
  }
  return text::joined(changes, "; ");
}

std::string clients() {
  return markdown({"name", "what it is", "judged by", "what changed with its versions"},
                  rows_of(all_clients(), [](const Client* client) -> Row {
                    return {
                        code(client->name), std::string(client->what),
                        client->judged == Judged::by_real_client ? "the real client" : "its source",
                        history_shown(*client)};
                  }));
}

std::string aliases() {
  return markdown({"name", "client", "built on", "read in"},
                  rows_of(all_aliases(), [](const Alias& alias) -> Row {
                    std::vector<std::string> names;
                    for (const Client* const it : clients_of(alias))
                      names.push_back(code(it->name));
                    return {code(alias.name), text::joined(names, ", "),
                            std::string(alias.built_on), std::string(alias.source)};
                  }));
}

std::string clients_asking_for(Condition condition) {
  std::vector<std::string> names;
  for (const Client* const client : all_clients()) {
    const auto& asked = client->conditions;
    if (std::find(asked.begin(), asked.end(), condition) != asked.end()) {
      names.push_back(code(client->name));
    }
  }
  return text::joined(names, ", ");
}

std::string conditions() {
  return markdown({"condition", "holds", "by default", "clients"},
                  rows_of(kConditions, [](const ConditionRow& row) -> Row {
                    return {code(row.name), std::string(row.holds),
                            (row.by_default ? "yes: " : "no: ") + std::string(row.reason),
                            clients_asking_for(row.condition)};
                  }));
}

std::string option_shown(const cli::OptionRow& row) {
  if (row.name.empty()) return {};
  std::string text = "--" + std::string(row.name);
  if (!row.argument.empty()) text.append(" ").append(row.argument);
  const std::string short_name =
      row.short_name == 0 ? std::string() : code("-" + std::string(1, row.short_name)) + ", ";
  return short_name + code(text);
}

std::string subcommands_shown(const cli::OptionRow& row) {
  using cli::Scope;
  std::vector<std::string> names;
  for (const auto& [scope, name] :
       {std::pair(Scope::run, "run"), std::pair(Scope::show, "show"),
        std::pair(Scope::check, "check"), std::pair(Scope::explain, "explain")}) {
    if (cli::overlap(row.scope, scope)) names.push_back(code(name));
  }
  return text::joined(names, ", ");
}

std::string options() {
  return markdown({"option", "variable", "effect", "for"},
                  rows_of(cli::kOptions, [](const cli::OptionRow& row) -> Row {
                    return {option_shown(row), code(row.variable), std::string(row.help),
                            subcommands_shown(row)};
                  }));
}

}  // namespace

std::span<const Table> all_tables() {
  static const std::vector<Table> kTables = {
      {"aliases", "programs and SDKs, and the clients that they are built on", aliases,
       [] { return names_of(all_aliases(), [](const Alias& it) { return it.name; }); }},
      {"clients", "every client that is modelled", clients,
       [] { return names_of(all_clients(), [](const Client* it) { return it->name; }); }},
      {"clients-at-a-glance", "what each client reads, and how", client_table,
       [] { return names_of(all_clients(), [](const Client* it) { return it->name; }); }},
      {"clients-at-a-glance-zh", "the same in Chinese", client_table_in_chinese,
       [] { return names_of(all_clients(), [](const Client* it) { return it->name; }); }},
      {"conditions", "the conditions of --assume", conditions,
       [] { return names_of(kConditions, [](const ConditionRow& it) { return it.name; }); }},
      {"exemption-groups", "the groups of --exempt", exemption_groups,
       [] { return names_of(kExemptionGroups, [](const auto& it) { return it.name; }); }},
      {"families", "the families of --only", families,
       [] { return names_of(kFamilies, [](const FamilyRow& it) { return it.name; }); }},
      {"findings", "what `check` finds", findings,
       [] { return names_of(kFindings, [](const FindingRow& it) { return it.name; }); }},
      {"findings-zh", "the same in Chinese", findings_in_chinese,
       [] { return names_of(kFindings, [](const FindingRow& it) { return it.name; }); }},
      {"options", "the options of the launcher", options,
       [] { return names_of(cli::kOptions, [](const auto& it) { return it.name; }); }},
      {"readers", "who reads what", readers,
       [] { return names_of(kHabits, [](const HabitRow& it) { return it.name; }); }},
      {"reasons", "why a variable is kept, set or unset", reasons,
       [] {
         return names_of(kReasonTexts, [](const ReasonText& it) { return to_string(it.reason); });
       }},
      {"spellings", "who reads which spelling of a variable", spellings,
       [] { return names_of(kFamilies, [](const FamilyRow& it) { return it.lower; }); }},
  };
  return kTables;
}

}  // namespace proxyenv::tables
