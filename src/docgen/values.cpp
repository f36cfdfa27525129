// SPDX-License-Identifier: Apache-2.0
#include "docgen/values.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

#include "cli/output_form.hpp"
#include "clients/aliases.hpp"
#include "clients/catalog.hpp"
#include "clients/conditions.hpp"
#include "core/exemption_groups.hpp"
#include "core/family.hpp"
#include "core/finding.hpp"
#include "core/told_client.hpp"
#include "sources/format.hpp"

namespace proxyenv::docgen {

namespace {

Values one_of(std::initializer_list<std::string_view> words) {
  Values values = {Takes::word, {}};
  for (const std::string_view word : words) values.words.push_back({std::string(word), {}});
  return values;
}

// `row_word(row)` gives the Word of a row.
template <class Rows, class RowWord>
Values from_rows(Takes takes, const Rows& rows, RowWord row_word) {
  Values values = {takes, {}};
  for (const auto& row : rows) values.words.push_back(row_word(row));
  return values;
}

Word spelled(const FamilyRow& row) {
  return {std::string(row.name),
          std::string(row.lower) + (row.upper.empty() ? "" : ", ") + std::string(row.upper)};
}

Values clients() {
  Values values = from_rows(Takes::words, all_clients(), [](const Client* client) {
    return Word{std::string(client->name), std::string(client->what)};
  });
  for (const Alias& alias : all_aliases()) {
    values.words.push_back({std::string(alias.name), "asks " + std::string(alias.clients)});
  }
  return values;
}

Values conditions() {
  Values values = {Takes::words, {}};
  for (const ConditionRow& row : kConditions) {
    values.words.push_back({std::string(row.name), std::string(row.holds)});
    values.words.push_back({"no-" + std::string(row.name), std::string(row.fails)});
  }
  return values;
}

// Those that are rows of another table.
Values values_from_tables(cli::Option option) {
  using cli::Option;
  switch (option) {
    case Option::exempt:
      return from_rows(Takes::words, kExemptionGroups, [](const ExemptionGroup& row) {
        return Word{std::string(row.name), std::string(row.what)};
      });
    case Option::only:
      return from_rows(Takes::words, kFamilies, spelled);
    case Option::also:
      return from_rows(Takes::words, kToldClients, [](const ToldClientRow& row) {
        return Word{std::string(row.name), std::string(row.variable)};
      });
    case Option::env_format:
      return from_rows(Takes::word, sources::kFormats, [](const sources::FormatRow& row) {
        return Word{std::string(row.name), std::string(row.what)};
      });
    case Option::show_output:
      return from_rows(Takes::word, cli::kShowForms, [](const cli::ShowFormRow& row) {
        return Word{std::string(row.name), {}};
      });
    case Option::ignore:
      return from_rows(Takes::words, kFindings, [](const FindingRow& row) {
        return Word{std::string(row.name), std::string(to_string(row.severity))};
      });
    case Option::client:
      return clients();
    case Option::assume:
      return conditions();
    default:
      return {Takes::text, {}};
  }
}

}  // namespace

// tests/docgen asks the parser of each option whether these are the words that it takes.
Values values_of(cli::Option option) {
  using cli::Option;
  if (cli::row_of(option).argument.empty()) return {Takes::nothing, {}};
  switch (option) {
    case Option::prefer:
      return one_of({"lower", "upper"});
    case Option::empty:
      return one_of({"fill", "keep"});
    case Option::repair:
      return one_of({"on", "off"});
    case Option::color:
      return one_of({"auto", "always", "never"});
    case Option::leave_out:
      return {Takes::words, {{"ipv6-networks", "on which httpx fails"}}};
    case Option::severity:
      return one_of({"note", "warning", "error"});
    case Option::output:
      return one_of({"text", "json", "sarif", "github", "junit"});
    case Option::install:
    case Option::env_file:
    case Option::config:
      return {Takes::file, {}};
    case Option::pid:
      return {Takes::process, {}};
    default:
      return values_from_tables(option);
  }
}

Values values_of(cli::DifyOption option) {
  using cli::DifyOption;
  if (cli::row_of(option).argument.empty()) return {Takes::nothing, {}};
  switch (option) {
    case DifyOption::dir:
      return {Takes::folder, {}};
    case DifyOption::upstream_file:
    case DifyOption::access_log:
      return {Takes::file, {}};
    case DifyOption::mode:
      return one_of({"selective", "direct"});
    default:
      return {Takes::text, {}};
  }
}

}  // namespace proxyenv::docgen
