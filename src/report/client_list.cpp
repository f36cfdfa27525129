// SPDX-License-Identifier: Apache-2.0
#include "report/client_list.hpp"

#include <array>
#include <utility>
#include <vector>

#include "report/json.hpp"
#include "report/table.hpp"

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
         "which versions it changed.\n";
}

std::string render_client_histories(std::span<const AskedClient> clients) {
  std::string text;
  for (const AskedClient& it : clients) {
    const Client& client = *it.client;
    text.append(text.empty() ? "" : "\n").append(client.name).append(": ").append(client.what);
    text.append(" (judged by: ").append(how_judged(client)).append(")\n");
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
  return render_json_line(json::object{{"schema", 1}, {"clients", std::move(list)}});
}

}  // namespace proxyenv
