// SPDX-License-Identifier: Apache-2.0
#include "report/client_list.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "clients/aliases.hpp"
#include "clients/variables_read.hpp"
#include "report/json.hpp"
#include "report/table.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

namespace json = boost::json;

std::string_view how_judged(const Client& client) {
  return client.judged == Judged::by_real_client ? "run" : "source";
}

// "before 7.86" and "7.86" for the first two rows of a history.
std::string versions_of(const Client& client, std::size_t row) {
  const std::string from = client.history[row].from.text();
  if (!from.empty()) return "from " + from;
  const bool is_only = client.history.size() == 1;
  return is_only ? "all" : "before " + client.history[1].from.text();
}

json::object client_object(const Client& client) {
  json::array versions;
  for (const ClientVersion& row : client.history) {
    const std::string from = row.from.text();
    versions.push_back(
        json::object{{"from", from.empty() ? json::value(nullptr) : json::value(from)},
                     {"change", json_text(row.change)}});
  }
  return {{"client", json_text(client.name)},
          {"what", json_text(client.what)},
          {"judged", json_text(how_judged(client))},
          {"versions", std::move(versions)}};
}

json::object alias_object(const Alias& alias) {
  json::array clients;
  for (const Client* const client : clients_of(alias)) clients.push_back(json_text(client->name));
  return {{"alias", json_text(alias.name)},
          {"clients", std::move(clients)},
          {"built_on", json_text(alias.built_on)},
          {"source", json_text(alias.source)}};
}

std::string render_aliases() {
  std::vector<TableRow> rows = {{"ALIAS", "ASKS"}};
  for (const Alias& alias : all_aliases()) {
    rows.push_back({std::string(alias.name), std::string(alias.clients)});
  }
  constexpr std::array<Align, 2> kColumns = {Align::left, Align::left};
  return render_table(rows, kColumns);
}

}  // namespace

std::string render_client_list(std::span<const AskedClient> clients) {
  std::vector<TableRow> rows = {{"NAME", "JUDGED", "WHAT"}};
  for (const AskedClient& it : clients) {
    rows.push_back({std::string(it.client->name), std::string(how_judged(*it.client)),
                    std::string(it.client->what)});
  }
  constexpr std::array<Align, 3> kColumns = {Align::left, Align::left, Align::left};
  return render_table(rows, kColumns) +
         "\nrun: compared with the real client; source: read in its source.\n"
         "--client NAME@VERSION asks for a version; --list-clients --client NAME says in\n"
         "which versions it changed.\n\n" +
         render_aliases();
}

namespace {

constexpr std::array<std::string_view, 7> kSchemes = {"http", "https", "ws",   "wss",
                                                      "ftp",  "grpc",  "grpcs"};

std::vector<std::string> strings_of(const std::vector<std::string_view>& names) {
  return {names.begin(), names.end()};
}

// "  reads for https://: HTTPS_PROXY, https_proxy; list: NO_PROXY, no_proxy", one line for each
// scheme, or for several that are read for alike.
std::string render_variables(const AskedClient& asked) {
  std::vector<std::pair<VariablesRead, std::string>> lines;
  for (const std::string_view scheme : kSchemes) {
    VariablesRead read = variables_read(*asked.client, asked.version, scheme);
    if (read.proxies.empty()) continue;
    auto same = std::find_if(lines.begin(), lines.end(),
                             [&](const auto& line) { return line.first == read; });
    if (same == lines.end()) same = lines.insert(lines.end(), {std::move(read), ""});
    same->second.append(same->second.empty() ? "" : ", ").append(scheme).append("://");
  }
  std::string text;
  for (const auto& [read, schemes] : lines) {
    text.append("  reads for ").append(schemes).append(": ");
    text.append(text::joined(strings_of(read.proxies), ", "));
    text.append(read.lists.empty() ? "; no list" : "; list: ");
    text.append(text::joined(strings_of(read.lists), ", ")).append("\n");
  }
  return text.empty() ? "  reads no proxy variables\n" : text;
}

}  // namespace

std::string render_client_histories(std::span<const AskedClient> clients) {
  std::string text;
  for (const AskedClient& it : clients) {
    const Client& client = *it.client;
    text.append(text.empty() ? "" : "\n").append(client.name).append(": ").append(client.what);
    text.append(" (judged by: ").append(how_judged(client)).append(")\n");
    text.append(render_variables(it));
    for (const Condition condition : client.conditions) {
      const ConditionRow& row = row_of(condition);
      text.append("  condition ").append(row.name).append(": ").append(row.holds);
      text.append(row.by_default ? "; by default it is: " : "; by default not: ");
      text.append(row.reason).append("\n");
    }
    for (std::size_t row = 0; row < client.history.size(); ++row) {
      text.append("  ").append(versions_of(client, row)).append(": ");
      text.append(client.history[row].change).append("\n");
    }
  }
  return text;
}

std::string render_clients_json(std::span<const AskedClient> clients) {
  json::array list;
  for (const AskedClient& it : clients) list.push_back(client_object(*it.client));
  json::array aliases;
  for (const Alias& alias : all_aliases()) aliases.push_back(alias_object(alias));
  return render_json_line(
      json::object{{"schema", 1}, {"clients", std::move(list)}, {"aliases", std::move(aliases)}});
}

}  // namespace proxyenv
