// SPDX-License-Identifier: Apache-2.0
// NODE_USE_ENV_PROXY for --also node.
#include <algorithm>
#include <string>
#include <utility>

#include "core/plan/telling.hpp"
#include "core/proxy_url.hpp"
#include "net/address.hpp"
#include "text/ascii.hpp"

namespace proxyenv {

namespace {

bool holds_non_ascii(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

bool holds_non_ascii_escape(std::string_view text) {
  for (std::size_t i = text.find('%'); i < text.size(); i = text.find('%', i + 1)) {
    if (i + 1 < text.size() && text[i + 1] > '7') return true;
  }
  return false;
}

// WHATWG's URL reads a host whose last label begins with a digit as an IPv4 address.
bool is_certain_host(std::string_view written) {
  if (written.starts_with('[')) return true;
  const std::string host = ascii::lowered(written);
  if (("." + host).find(".xn--") != std::string::npos) return false;
  std::string_view last = host;
  if (last.ends_with('.')) last.remove_suffix(1);
  last = last.substr(last.rfind('.') + 1);  // npos + 1 is 0
  const bool numeric = !last.empty() && ascii::is_digit(last.front());
  return !numeric || net::is_ipv4(host);
}

// Whether Node certainly accepts the value. WHATWG's URL, which Node uses, throws for some hosts
// (10.0.0.256, names in Punycode), undici for a path, and both for credentials that do not decode
// to UTF-8. The process then throws at its start, even if it would not use the proxy
// (clients/node.cpp).
bool is_certain_for_node(const ProxyReading& reading) {
  if (reading.defect != ProxyDefect::none) return false;
  const ProxyUrl& url = reading.url;
  if (url.scheme != "http" && url.scheme != "https") return false;
  if (has_path(url)) return false;
  if (url.userinfo && holds_non_ascii(*url.userinfo)) return false;
  if (url.userinfo && holds_non_ascii_escape(*url.userinfo)) return false;
  return is_certain_host(url.host);
}

// The first proxy variable that Node reads and may fail to start on; empty if there is none.
std::string_view uncertain_variable(const Spellings& spellings) {
  for (const Family family : {Family::http, Family::https}) {
    for (const Case letter_case : {Case::lower, Case::upper}) {
      const Spelling& spelling = spellings.of(family, letter_case);
      for (const std::string_view raw : spelling.raw) {
        if (!raw.empty() && !is_certain_for_node(read_proxy(raw))) return spelling.name;
      }
    }
  }
  return {};
}

}  // namespace

// First match wins. A decision that somebody made for Node comes first, readable or not. Then comes
// whether there is a proxy to use, then all reasons why a process that works today could fail.
Telling tell_node(const ToldSituation& situation) {
  if (!situation.values.empty()) {
    return Telling::keep(Reason::also_decided,
                         situation.values.front() == "1" ? "on already" : "set, so it stays");
  }
  const std::string_view options = situation.environment.find("NODE_OPTIONS").value_or("");
  // A flag overrides the variable (Node.js CLI documentation), so the variable is not needed.
  if (options.find("--use-env-proxy") != options.npos) {
    return Telling::keep(Reason::also_decided, "NODE_OPTIONS says --use-env-proxy");
  }
  if (options.find("--no-use-env-proxy") != options.npos) {
    return Telling::refuse("NODE_OPTIONS says --no-use-env-proxy");
  }
  if (auto decision = decision_about_switch(situation, "Node")) return std::move(*decision);
  if (const auto variable = uncertain_variable(situation.spellings); !variable.empty()) {
    return Telling::refuse(
        std::string(variable) +
        " is no plain http:// or https:// URL, and Node may fail to start on it");
  }
  return Telling::set("1", "for Node.js (--also)");
}

}  // namespace proxyenv
