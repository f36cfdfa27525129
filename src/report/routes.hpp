// SPDX-License-Identifier: Apache-2.0
// The output of `explain`: for each target and client, the route before and after normalization.
// The models redact all text from outside; it is escaped here.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "clients/catalog.hpp"
#include "text/layout.hpp"

namespace proxyenv {

// A client, and the version that the model answers for.
struct AskedClient {
  const Client* client;
  Version version;
  std::string version_text;  // as the user wrote it, or the range of the newest behaviour
  Assumptions assumptions = Assumptions::of_installs();
  std::string_view alias = {};  // the name that the user gave, where it is not the client's
};

// "curl", "curl@7.88.1" where the user named a version, "uv (rust-reqwest)" for an alias.
[[nodiscard]] std::string label_of(const AskedClient& asked);

// The target as a heading, with a note where its scheme was assumed. Escaped.
[[nodiscard]] std::string heading_of(const Target& target);

// Where a route leads, in a word: "direct", "fails", or the proxy. Not escaped.
[[nodiscard]] std::string way_of(const Route& route);

struct ClientRoutes {
  Route before;
  Route after;
};

// One target, with routes in the order of the clients.
struct TargetRoutes {
  Target target;
  std::vector<ClientRoutes> clients;
};

// One target for a person. Clients with the same routes before and after form a group. If clients
// disagree after normalization, the smaller group comes first. Each rule is printed once, with the
// clients that it applies to. Clients that do not know the scheme share one line at the end.
[[nodiscard]] std::string render_routes_text(std::span<const AskedClient> asked,
                                             const TargetRoutes& routes, const Layout& layout = {});

// The document of `explain --json`: {"schema":2,"targets":[T,...]}, where T is
// {"url","scheme_assumed","clients":[{"client","asked_as","version","before":R,"after":R}]} and R
// as in route_json.hpp. There may be many targets, so each is made into text when it is added, and
// the text can be taken piece by piece.
class RoutesJson {
 public:
  // `asked` must outlive this object.
  explicit RoutesJson(std::span<const AskedClient> asked) : asked_(asked) {}

  void add(const TargetRoutes& routes);

  // The beginning of the document, as far as it is ready and was not taken before.
  [[nodiscard]] std::string take();
  // The rest of the document, which is one line, ended by a newline. No target may be added after
  // this call.
  [[nodiscard]] std::string finish();

 private:
  // Routes that a client had for a target before, and their text: most targets get the same again.
  struct Known {
    ClientRoutes routes;
    std::string text;
  };

  [[nodiscard]] const std::string& text_of(std::size_t client, const ClientRoutes& routes);

  std::span<const AskedClient> asked_;
  std::vector<std::vector<Known>> known_;  // by client
  std::string text_ = R"({"schema":2,"targets":[)";
  bool is_first_ = true;
};

// Whether some clients go elsewhere than others after normalization. A client that fails disagrees
// with those that connect. Left out of the comparison are clients that do not know the scheme, and
// those that read no proxy variables.
[[nodiscard]] bool clients_disagree(const TargetRoutes& routes);

}  // namespace proxyenv
