// SPDX-License-Identifier: Apache-2.0
#include "core/repair_proxy.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/authority.hpp"
#include "core/credentials.hpp"
#include "core/one_proxy.hpp"
#include "core/proxy_url.hpp"
#include "text/ascii.hpp"

namespace proxyenv {

namespace {

// `text` (the part after the scheme) with its credentials encoded. Returns no value if the split
// between credentials and host is in doubt.
std::optional<std::string> encode_credentials_in(std::string_view text) {
  const std::size_t path = std::min(text.find_first_of("/?#"), text.size());
  std::string_view userinfo;
  std::string_view rest;
  if (text.find('@', path) == std::string_view::npos) {
    const Authority authority = split_authority(text.substr(0, path));
    if (!authority.userinfo) return std::string(text);
    userinfo = *authority.userinfo;
    rest = text.substr(userinfo.size() + 1);
  } else {
    // RFC 3986 ends the authority at the first of `/?#`. Only where that reading is impossible (no
    // host, or no port behind the colon) does the later `@` show what was meant.
    const std::string_view host_and_port = split_authority(text.substr(0, path)).host_and_port;
    if (read_host_and_port(host_and_port).defect == ProxyDefect::none) return std::nullopt;
    userinfo = text.substr(0, text.rfind('@'));
    rest = text.substr(userinfo.size() + 1);
    const std::size_t rest_path = std::min(rest.find_first_of("/?#"), rest.size());
    const HostAndPort meant = read_host_and_port(rest.substr(0, rest_path));
    if (meant.defect != ProxyDefect::none || !meant.port) return std::nullopt;
  }
  // `http://${USER}:${PASSWORD}@host:3128` with both variables empty.
  if (userinfo.empty() || userinfo == ":") return std::string(rest);
  const auto encoded = encoded_userinfo(userinfo);
  if (!encoded) return std::nullopt;
  return *encoded + "@" + std::string(rest);
}

// host:port, with or without credentials, and without a part that could be meant as a scheme. Every
// client that accepts a value without a scheme reads this as an http proxy.
bool is_host_with_port(std::string_view text) {
  const std::string as_url = "http://" + std::string(text);
  const ProxyReading reading = read_proxy(as_url);
  if (reading.defect != ProxyDefect::none || !reading.url.port) return false;
  // `wpad:80/wpad.dat` is the location of a proxy's settings, not a proxy.
  if (!reading.url.path.empty() && reading.url.path != "/") return false;
  const auto& userinfo = reading.url.userinfo;
  if (userinfo && !are_certainly_credentials_without_scheme(*userinfo)) return false;
  const std::string_view host = reading.url.host;
  const bool only_digits = std::all_of(host.begin(), host.end(), ascii::is_digit);
  const std::string first = ascii::lowered(text.substr(0, text.find(':')));
  return !only_digits && !is_known_scheme(first) && first != "ftp";
}

// The value without the blanks and the one pair of quotes around it. Adds its changes to `repairs`.
std::string_view without_surroundings(std::string_view value, Repair& repairs) {
  std::string_view text = ascii::trimmed(value);
  if (text.size() != value.size()) repairs |= Repair::blanks;
  if (text.size() >= 2 && ascii::is_quote(text.front()) && text.front() == text.back()) {
    repairs |= Repair::quotes;
    const std::string_view inside = text.substr(1, text.size() - 2);
    text = ascii::trimmed(inside);
    if (text.size() != inside.size()) repairs |= Repair::blanks;
  }
  return text;
}

// `text` with its scheme in lower case, or added, and its credentials encoded, if each change is
// certain. Adds its changes to `repairs`.
std::string with_url_mended(std::string_view text, Repair& repairs) {
  const std::string_view written = scheme_part(text);
  std::string scheme = ascii::lowered(written);
  if (scheme != written) repairs |= Repair::scheme_case;
  const std::string_view rest =
      written.empty() ? text : text.substr(written.size() + kSchemeEnd.size());
  const auto encoded = encode_credentials_in(rest);
  if (!encoded) return std::string(text);
  if (*encoded != rest) {
    // Encoding makes the text longer; only empty credentials make it shorter.
    const bool shorter = encoded->size() < rest.size();
    repairs |= shorter ? Repair::no_credentials : Repair::credentials;
  }
  if (scheme.empty() && is_host_with_port(*encoded)) {
    scheme = "http";
    repairs |= Repair::scheme_added;
  }
  return scheme.empty() ? *encoded : scheme + std::string(kSchemeEnd) + *encoded;
}

}  // namespace

RepairedProxy repair_proxy(std::string_view value) {
  const auto as_given = [&](ProxyDefect defect, bool blank = false) {
    return RepairedProxy{std::string(value), Repair::none, defect, blank};
  };
  Repair repairs = Repair::none;
  const std::string_view text = without_surroundings(value, repairs);
  if (text.empty()) return {std::string(value), repairs, ProxyDefect::none, true};
  // A remaining quote at one end has no partner. Then the value is in doubt altogether, even
  // whether a scheme is missing (`'http://u:p@h:1`).
  if (ascii::is_quote(text.front()) || ascii::is_quote(text.back())) {
    return as_given(ProxyDefect::unbalanced_quotes);
  }
  std::string mended = with_url_mended(text, repairs);
  const ProxyDefect defect = read_proxy(mended).defect;
  if (defect != ProxyDefect::none) return as_given(defect);
  return {std::move(mended), repairs, ProxyDefect::none, false};
}

}  // namespace proxyenv
