// SPDX-License-Identifier: Apache-2.0
#include "report_dify/preview_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "clients/catalog.hpp"
#include "core/redaction.hpp"
#include "report/table.hpp"
#include "text/ascii.hpp"
#include "text/display.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

using dify::Connection;
using dify::ContainerPreview;
using dify::PastProxy;

// --- Variables ---------------------------------------------------------------------------------

bool is_list(std::string_view name) {
  const std::string lowered = ascii::lowered(name);
  return lowered == "no_proxy" || lowered == "no_grpc_proxy";
}

std::string shown_value(const std::optional<std::string>& value, bool is_list,
                        const ListDisclosure& lists) {
  if (!value) return "(not set)";
  if (value->empty()) return "(empty)";
  return escape_for_display(is_list ? lists.list(*value) : redact_proxy(*value));
}

std::string render_variables(const ContainerPreview& preview) {
  std::vector<TableRow> rows = {{"  VARIABLE", "BEFORE", "AFTER"}};
  for (const dify::ChangedVariable& variable : preview.changed) {
    ListDisclosure lists;
    lists.take(variable.before.value_or(""));
    lists.take(variable.after.value_or(""));
    const bool list = is_list(variable.name);
    rows.push_back({"  " + variable.name, shown_value(variable.before, list, lists),
                    shown_value(variable.after, list, lists)});
  }
  constexpr std::array<Align, 3> kColumns = {Align::left, Align::left, Align::left};
  return render_table(rows, kColumns);
}

// --- Connections -------------------------------------------------------------------------------

std::string address_of(const dify::Endpoint& endpoint) {
  const bool is_ipv6 = endpoint.host.find(':') != std::string::npos;
  return (is_ipv6 ? "[" + endpoint.host + "]" : endpoint.host) + ":" +
         std::to_string(endpoint.port);
}

std::string url_of(const Connection& connection) {
  std::string scheme = connection.uses_tls ? "https" : "http";
  if (speaks_grpc(connection)) scheme = connection.uses_tls ? "grpcs" : "grpc";
  return scheme + "://" + address_of(connection.endpoint);
}

// A way in words, and why it fails; empty: it does not.
struct Way {
  std::string words;
  std::string failure;
};

// `squid`: its name; empty: the containers talk to the upstream themselves.
Way past(PastProxy outcome, const std::string& proxy, const std::string& squid) {
  switch (outcome) {
    case PastProxy::upstream:
      return {squid.empty() ? proxy : proxy + ", then the upstream", {}};
    case PastProxy::direct:
      return {proxy + ", then direct", {}};
    case PastProxy::port_refused:
      return {{}, squid + " refuses CONNECT to any port but 443"};
    case PastProxy::private_refused:
      return {{}, squid + " refuses private networks"};
    case PastProxy::private_at_upstream:
      return {{}, "the upstream will not or cannot go to a private network"};
  }
  return {};
}

// Whether a client may read it. A container may have very many other variables, and clients look
// through all of them.
bool may_be_read(std::string_view name) {
  return ascii::lowered(name).find("proxy") != std::string::npos || name.starts_with("GRPC_") ||
         name == "REQUEST_METHOD";
}

// Asks the model of the client. `after`: the proxy is then that of the setup.
class Asker {
 public:
  Asker(const ContainerPreview& preview, const dify::DifyTree& tree,
        const dify::SetupRequest& request)
      : before_(environment_of(preview.before)),
        after_(environment_of(preview.after)),
        outcomes_(tree, request),
        squid_(request.mode == dify::Mode::selective ? tree.ssrf_proxy.name : std::string()) {
    for (const auto* variables : {&preview.before, &preview.after}) {
      for (const auto& [name, value] : *variables) {
        if (is_list(name)) lists_.take(value);
      }
    }
  }

  Way before(const Connection& connection) { return ask(connection, before_, false); }
  Way after(const Connection& connection) { return ask(connection, after_, true); }

 private:
  static Environment environment_of(const dify::ContainerVariables& variables) {
    std::vector<std::string> entries;
    for (const auto& [name, value] : variables) {
      if (!may_be_read(name)) continue;
      entries.push_back(text::concatenated({name, "=", value}));
    }
    return Environment::own(std::move(entries));
  }

  Way ask(const Connection& connection, const Environment& environment, bool is_after) {
    const Client* client = find_client(connection.client);
    const auto target = parse_target(url_of(connection));
    if (client == nullptr || !target) return {"direct", {}};
    // Reading an environment takes time in proportion to it, so each client reads it once.
    auto& known = is_after ? compiled_after_ : compiled_before_;
    auto compiled = known.find(connection.client);
    if (compiled == known.end()) {
      compiled = known
                     .emplace(connection.client,
                              std::make_unique<CompiledClient>(*client, environment,
                                                               newest_version(*client), lists_))
                     .first;
    }
    const Route route = compiled->second->route(*target);
    switch (route.kind) {
      case RouteKind::direct:
      case RouteKind::no_scheme:
        return {"direct", {}};
      case RouteKind::error:
        return {{}, route.rule};
      case RouteKind::proxy:
        return is_after ? past(outcomes_.of(connection.endpoint,
                                            connection.uses_tls || speaks_grpc(connection)),
                               route.proxy, squid_)
                        : Way{route.proxy, {}};
    }
    return {};
  }

  using Compiled = std::map<std::string_view, std::unique_ptr<CompiledClient>>;

  Environment before_;
  Environment after_;
  Compiled compiled_before_;
  Compiled compiled_after_;
  ListDisclosure lists_;
  dify::ProxyOutcomes outcomes_;
  std::string squid_;
};

// The letters of a table, as in that of `explain`: D is direct, F fails, P and those behind it are
// ways through proxies.
class Letters {
 public:
  std::string of(const Way& way) {
    if (!way.failure.empty()) return "F";
    if (way.words == "direct") return "D";
    auto found = std::find(ways_.begin(), ways_.end(), way.words);
    if (found == ways_.end()) found = ways_.insert(ways_.end(), way.words);
    constexpr std::ptrdiff_t kLast = 'Z' - 'P';
    return std::string(1, static_cast<char>('P' + std::min(found - ways_.begin(), kLast)));
  }

  [[nodiscard]] std::string legend() const {
    std::string text = "  D direct, F fails";
    for (std::size_t i = 0; i < ways_.size(); ++i) {
      text.append(", ").append(1, static_cast<char>('P' + std::min<std::size_t>(i, 'Z' - 'P')));
      text.append(" ").append(escape_for_display(ways_[i]));
    }
    return text + ", > before and after\n";
  }

 private:
  std::vector<std::string> ways_;
};

std::string render_connections(const ContainerPreview& preview, const dify::DifyTree& tree,
                               const dify::SetupRequest& request) {
  if (preview.connections.empty()) return {};
  Asker asker(preview, tree, request);
  Letters letters;
  std::string errors;
  std::vector<TableRow> rows = {{"  WAY", "TARGET", "CLIENT", "VARIABLE"}};
  for (const Connection& connection : preview.connections) {
    const Way before = asker.before(connection);
    const Way after = asker.after(connection);
    const std::string first = letters.of(before);
    const std::string last = letters.of(after);
    const std::string url = escape_for_display(
        connection.client.empty() ? address_of(connection.endpoint) : url_of(connection));
    const std::string variable = escape_for_display(redact_word(connection.variable));
    rows.push_back(
        {text::concatenated({"  ", first, first == last ? "" : ">", first == last ? "" : last}),
         url,
         connection.client.empty() ? "(reads no proxy variables)" : std::string(connection.client),
         variable});
    if (after.failure.empty()) continue;
    errors.append("error: ").append(variable).append(": ").append(url).append(" would fail: ");
    errors.append(escape_for_display(after.failure)).append("\n");
  }
  constexpr std::array<Align, 4> kColumns = {Align::left, Align::left, Align::left, Align::left};
  return "\n" + letters.legend() + render_table(rows, kColumns) + errors;
}

}  // namespace

std::string render_previews(const std::vector<ContainerPreview>& previews,
                            const dify::DifyTree& tree, const dify::SetupRequest& request) {
  std::string text;
  for (const ContainerPreview& preview : previews) {
    text.append("==> ").append(text::joined(preview.names, ", ")).append(" <==\n");
    text.append(render_variables(preview)).append(render_connections(preview, tree, request));
    text.append("\n");
  }
  return text;
}

}  // namespace proxyenv
