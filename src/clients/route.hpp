// SPDX-License-Identifier: Apache-2.0
// What a client does with a target: goes direct, uses a proxy, fails, or does not know its scheme.
// A route also says why: which variable and which rule decided.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "clients/conditions.hpp"
#include "core/redaction.hpp"

namespace proxyenv {

enum class RouteKind {
  direct,
  proxy,
  error,      // the client raises, exits or cannot be constructed
  no_scheme,  // the client does not know the target's scheme, whatever the environment
};

struct NearMiss;
struct OtherRoute;

struct Route {
  RouteKind kind = RouteKind::direct;
  // proxy: where the client connects, as SCHEME://HOST:PORT with the client's own default port;
  // SCHEME is the protocol spoken to the proxy (http: plain, https: TLS, socks5 ...). It never
  // holds credentials.
  std::string proxy;
  std::string variable;  // the name that decided, as spelled in the environment; may be empty
  std::string rule;      // a clause for people: quotes nothing of a value
  // What exempted the target. CompiledClient puts it into `rule`, where the whole list allows it.
  std::optional<EntryOfList> entry = std::nullopt;
  // The client reads no proxy variables here: a switch, an option or a version would have to be
  // another one. Where it goes says nothing about the variables.
  bool reads_nothing = false;
  // The way under another condition, if that is another one. CompiledClient fills it in.
  std::shared_ptr<const OtherRoute> otherwise = nullptr;
  // proxy: why an entry of the list that names the target does not exempt it (near_miss.hpp). Null
  // where there is no such entry, or nobody asked.
  std::shared_ptr<const NearMiss> near_miss = nullptr;

  static Route direct(std::string_view rule, std::string_view variable = {});
  // Direct, because the client reads no proxy variables here.
  static Route unread(std::string_view rule);
  // A route through SCHEME://HOST:PORT, decided by this variable. An IPv6 host must have brackets.
  static Route through(std::string_view scheme, std::string_view host, std::int64_t port,
                       std::string_view variable);
  // Direct, because this entry of the list in `variable` covers the target.
  static Route exempt(std::string_view entry, std::string_view variable);
  // "CLIENT has no scheme ftp://; ADVICE"
  static Route no_scheme(std::string_view client, std::string_view scheme,
                         std::string_view advice = {});
  static Route error(std::string_view rule, std::string_view variable = {});
};

// The route of a client for which a condition is the other way round.
struct OtherRoute {
  Condition condition;
  bool holds;  // there
  Route route;
};

// "if socksio is installed"
[[nodiscard]] constexpr std::string_view clause_of(const OtherRoute& other) {
  return other.holds ? row_of(other.condition).holds : row_of(other.condition).fails;
}

}  // namespace proxyenv
