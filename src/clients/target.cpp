// SPDX-License-Identifier: Apache-2.0
#include "clients/target.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "core/proxy_url.hpp"
#include "core/redaction.hpp"
#include "net/address.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {
constexpr std::array<std::pair<std::string_view, std::uint16_t>, 7> kTargetSchemes = {{
    {"ftp", 21},
    {"grpc", 443},
    {"grpcs", 443},
    {"http", 80},
    {"https", 443},
    {"ws", 80},
    {"wss", 443},
}};

// `authority`: without user information. `behind`: what follows it.
std::string text_to_show(std::string_view url, std::string_view scheme, std::string_view authority,
                         std::string_view behind) {
  // `http://alice:12/s3cret@proxy:3128`: what looks like a host may be a user.
  if (holds_at_sign(authority) || holds_at_sign(behind)) return length_of(url);
  const bool is_bare = behind.empty() || behind == "/";
  const bool hides = !is_bare && (holds_at_sign(url) || may_hold_credentials(behind));
  return text::concatenated({scheme, "://", authority, hides ? "/***" : behind});
}

struct ResolverName {
  Resolver resolver = Resolver::unnamed;
  std::string_view prefix;  // of the text to show
  std::string_view endpoint;
};

// RESOLVER:ENDPOINT or RESOLVER://AUTHORITY/ENDPOINT (gRPC Name Resolution). The authority of dns
// is the name server to ask. No value for another text.
std::optional<ResolverName> read_resolver(std::string_view text) {
  ResolverName name;
  if (text.starts_with("dns:")) {
    name = {Resolver::dns, "dns:///", text.substr(4)};
  } else if (text.starts_with("passthrough:")) {
    name = {Resolver::passthrough, "passthrough:///", text.substr(12)};
  } else {
    return std::nullopt;
  }
  if (!name.endpoint.starts_with("//")) return name;
  const std::size_t slash = name.endpoint.find('/', 2);
  name.endpoint.remove_prefix(std::min(slash, name.endpoint.size() - 1) + 1);
  return name;
}

Result<Target> parse_channel(const ResolverName& name) {
  // A path cannot follow here, so what looks like one may be the end of a password.
  if (name.endpoint.find_first_of("/?#@") != std::string_view::npos) {
    return fail("the host cannot be read; write dns:///HOST[:PORT]");
  }
  auto target = parse_target("grpcs://" + std::string(name.endpoint));
  if (!target) return target;
  target->resolver = name.resolver;
  target->text = text::concatenated({name.prefix, name.endpoint});
  return target;
}
}  // namespace

std::string Target::normalized_host() const {
  const auto address = is_ipv6 ? net::parse_address(host) : std::nullopt;
  return address ? "[" + net::to_string(*address) + "]" : ascii::lowered(bracketed_host());
}

std::string Target::lowered_host() const {
  return ascii::lowered(host);
}

std::uint16_t default_port_of(std::string_view scheme) {
  const auto* const row = std::find_if(kTargetSchemes.begin(), kTargetSchemes.end(),
                                       [&](const auto& it) { return it.first == scheme; });
  return row == kTargetSchemes.end() ? std::uint16_t{0} : row->second;
}

Result<Target> parse_target(std::string_view url) {
  if (const auto channel = read_resolver(url)) return parse_channel(*channel);
  Target target;
  const std::string_view scheme = scheme_part(url);
  target.scheme = ascii::lowered(scheme);
  if (scheme.empty()) return fail("not a URL; write https://HOST[:PORT]/");
  target.port = default_port_of(target.scheme);
  if (target.port == 0) {
    return fail("a scheme that no client here has; use http, https, ws, wss, grpc, grpcs or ftp");
  }
  std::string_view rest = url.substr(scheme.size() + 3);
  const std::size_t path = std::min(rest.find_first_of("/?#"), rest.size());
  std::string_view authority = rest.substr(0, path);
  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) authority.remove_prefix(at + 1);
  const bool bracketed = authority.starts_with('[');
  const std::size_t host_end =
      bracketed ? authority.find(']') + 1 : std::min(authority.find(':'), authority.size());
  const std::string_view host = authority.substr(0, host_end);
  if (!net::is_host(host)) return fail("the host cannot be read; write https://HOST[:PORT]/");
  const std::string_view port = authority.substr(host_end);
  if (!port.empty()) {
    const auto number = port.front() == ':' ? net::parse_port(port.substr(1)) : std::nullopt;
    if (!number) return fail("the port is not a number from 1 to 65535");
    target.port = *number;
    target.port_is_written = true;
  }
  target.is_ipv6 = bracketed;
  target.host = bracketed ? host.substr(1, host.size() - 2) : host;
  target.text = text_to_show(url, target.scheme, authority, rest.substr(path));
  return target;
}

Result<Target> parse_typed_target(std::string_view text, std::string_view scheme) {
  if (!scheme_part(text).empty() || read_resolver(text)) return parse_target(text);
  auto target = parse_target(text::concatenated({scheme, kSchemeEnd, text}));
  if (target) target->scheme_is_assumed = true;
  return target;
}

}  // namespace proxyenv
