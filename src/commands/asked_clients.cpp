// SPDX-License-Identifier: Apache-2.0
#include "commands/asked_clients.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "clients/aliases.hpp"
#include "core/no_proxy.hpp"
#include "os/log.hpp"
#include "text/list.hpp"
#include "text/suggestion.hpp"

namespace proxyenv::commands {

namespace {

AskedClient newest(const Client& client) {
  const Version version = newest_version(client);
  return {&client, version, version_range(client, version)};
}

Error no_such_client(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Client* known : all_clients()) names.push_back(known->name);
  const std::size_t models = names.size();
  for (const Alias& alias : all_aliases()) names.push_back(alias.name);
  std::string advice = did_you_mean(name, names);
  if (advice.empty()) {
    advice = "; the models are ";
    for (std::size_t i = 0; i < models; ++i) advice.append(i == 0 ? "" : ", ").append(names[i]);
    advice.append("; --list-clients has aliases, too");
  }
  return Error{"--client: no model of that name" + advice};
}

// The clients that a word of --client asks: one, or those of an alias.
Result<std::vector<AskedClient>> parse_client(std::string_view text) {
  const std::size_t at = text.find('@');
  const std::string_view name = text.substr(0, at);
  const bool has_version = at != std::string_view::npos;
  if (const Alias* const alias = find_alias(name)) {
    if (has_version) {
      return fail(text::concatenated({"--client: ", alias->name,
                                      " is an alias, whose version is not "
                                      "its client's; write CLIENT@VERSION with one of ",
                                      alias->clients}));
    }
    std::vector<AskedClient> asked;
    for (const Client* const client : clients_of(*alias)) {
      asked.push_back(newest(*client));
      asked.back().alias = alias->name;
    }
    return asked;
  }
  const Client* const client = find_client(name);
  if (client == nullptr) return fail(no_such_client(name));
  if (!has_version) return std::vector{newest(*client)};
  const auto version = parse_version(text.substr(at + 1));
  if (!version) {
    return fail("--client: the version of " + std::string(name) +
                " cannot be read; write NAME@1.2.3");
  }
  return std::vector{AskedClient{client, *version, version->text()}};
}

constexpr std::string_view kNot = "no-";  // in front of a condition that does not hold
constexpr std::size_t kMostClients = 100;

Error no_such_condition(std::string_view name) {
  const bool is_negated = name.starts_with(kNot);
  std::vector<std::string_view> names;
  for (const ConditionRow& row : kConditions) names.push_back(row.name);
  std::string advice = did_you_mean(is_negated ? name.substr(kNot.size()) : name, names,
                                    is_negated ? kNot : std::string_view());
  if (advice.empty()) {
    advice = "; the conditions are ";
    for (const std::string_view known : names) {
      advice.append(known == names.front() ? "" : ", ").append(known);
    }
    advice.append(", each also with no- in front");
  }
  return Error{"--assume: no condition of that name" + advice};
}

Result<Assumptions> read_assumptions(const cli::GivenOptions& options) {
  Assumptions assumptions = Assumptions::of_installs();
  const auto given = options.find(cli::Option::assume);
  if (given == options.end()) return assumptions;
  for (const std::string& list : given->second) {
    for (const std::string_view word : entries_of(list)) {
      const bool is_negated = word.starts_with(kNot);
      const auto condition = find_condition(is_negated ? word.substr(kNot.size()) : word);
      if (!condition) return fail(no_such_condition(word));
      if (assumptions.is_given(*condition) && assumptions.holds(*condition) == is_negated) {
        return fail("--assume says both of " + std::string(row_of(*condition).name));
      }
      assumptions = assumptions.given(*condition, !is_negated);
    }
  }
  return assumptions;
}

Result<std::vector<AskedClient>> read_names(const cli::GivenOptions& options) {
  std::vector<AskedClient> asked;
  const auto given = options.find(cli::Option::client);
  if (given == options.end()) {
    for (const Client* client : all_clients()) asked.push_back(newest(*client));
    return asked;
  }
  for (const std::string& list : given->second) {
    for (const std::string_view name : entries_of(list)) {
      const auto clients = parse_client(name);
      if (!clients) return fail(clients.error());
      asked.insert(asked.end(), clients->begin(), clients->end());
      if (asked.size() > kMostClients) {
        return fail("--client names more than " + std::to_string(kMostClients) + " clients");
      }
    }
  }
  if (asked.empty()) return fail("--client names no client");
  return asked;
}

}  // namespace

Result<std::vector<AskedClient>> read_clients(const cli::GivenOptions& options) {
  const auto assumptions = read_assumptions(options);
  if (!assumptions) return fail(assumptions.error());
  auto asked = read_names(options);
  if (!asked) return asked;
  for (AskedClient& it : *asked) it.assumptions = *assumptions;
  return asked;
}

void tell_aliases(std::span<const AskedClient> asked) {
  std::string_view last;
  for (const AskedClient& it : asked) {
    if (it.alias.empty() || it.alias == last) continue;
    last = it.alias;
    const Alias& alias = *find_alias(it.alias);
    if (alias.source == kOwnName) continue;  // "httpx is built on httpx"
    os::log_message(text::concatenated({alias.name, " is built on ", alias.built_on}));
  }
}

}  // namespace proxyenv::commands
