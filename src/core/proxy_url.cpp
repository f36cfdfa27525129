// SPDX-License-Identifier: Apache-2.0
#include "core/proxy_url.hpp"

#include <algorithm>
#include <array>

#include "core/authority.hpp"
#include "core/credentials.hpp"
#include "core/one_proxy.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"
#include "text/utf8.hpp"

namespace proxyenv {

namespace {

constexpr std::array<std::string_view, 7> kSchemes = {"http",    "https",  "socks",  "socks4",
                                                      "socks4a", "socks5", "socks5h"};

// Reads what follows "://". User information must be percent-encoded already.
ProxyReading read_after_scheme(std::string_view scheme, std::string_view text) {
  ProxyReading reading;
  reading.url.scheme = scheme;
  const std::size_t path = std::min(text.find_first_of("/?#"), text.size());
  reading.url.path = text.substr(path);
  const Authority authority = split_authority(text.substr(0, path));
  reading.url.userinfo = authority.userinfo;
  const HostAndPort place = read_host_and_port(authority.host_and_port);
  reading.url.host = place.host;
  reading.url.port = place.port;
  reading.defect = place.defect;
  const bool at_in_path = reading.url.path.find('@') != std::string_view::npos;
  const bool unclean = authority.userinfo && !is_encoded_userinfo(*authority.userinfo);
  // `http://user:12/34@host` may be a proxy `user` with a path, or a password with a slash.
  if (at_in_path || unclean) {
    reading.defect = ProxyDefect::unencoded_credentials;
  } else if (authority.userinfo && holds_a_proxy_in_front(*authority.userinfo)) {
    reading.defect = ProxyDefect::several_proxies;
  }
  return reading;
}

ProxyReading read_by_grammar(std::string_view value) {
  const auto defective = [](ProxyDefect defect) { return ProxyReading{{}, defect}; };
  if (value.empty()) return defective(ProxyDefect::no_host);
  if (ascii::is_quote(value.front()) || ascii::is_quote(value.back())) {
    return defective(ProxyDefect::unbalanced_quotes);
  }
  if (std::any_of(value.begin(), value.end(), ascii::is_control) ||
      ascii::is_blank(value.front()) || ascii::is_blank(value.back())) {
    return defective(ProxyDefect::unreadable);
  }
  const std::string_view scheme = scheme_part(value);
  if (scheme.empty()) {
    const bool garbled = value.find(kSchemeEnd) != std::string_view::npos;
    return defective(garbled ? ProxyDefect::unreadable : ProxyDefect::missing_scheme);
  }
  if (!is_known_scheme(scheme)) return defective(ProxyDefect::unknown_scheme);
  return read_after_scheme(scheme, value.substr(scheme.size() + kSchemeEnd.size()));
}

}  // namespace

ProxyReading read_proxy(std::string_view value) {
  ProxyReading reading = read_by_grammar(value);
  if (reading.defect != ProxyDefect::none && reading.defect != ProxyDefect::unbalanced_quotes) {
    reading.defect = more_exact_defect(value, reading.defect);
  }
  return reading;
}

bool is_known_scheme(std::string_view scheme) {
  return std::find(kSchemes.begin(), kSchemes.end(), scheme) != kSchemes.end();
}

std::string_view scheme_part(std::string_view value) {
  const std::size_t end = value.find(kSchemeEnd);
  if (end == std::string_view::npos || end == 0 || !ascii::is_alpha(value.front())) return {};
  const std::string_view scheme = value.substr(0, end);
  const bool valid = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return ascii::is_alnum(c) || c == '+' || c == '.' || c == '-';
  });
  return valid ? scheme : std::string_view{};
}

bool has_path(const ProxyUrl& url) {
  return !url.path.empty() && url.path != "/";
}

bool is_plain_http(const ProxyReading& reading) {
  // wget 1.21.3 refuses an empty user name ("Invalid user name").
  const auto& userinfo = reading.url.userinfo;
  const bool empty_user = userinfo && (userinfo->empty() || userinfo->front() == ':');
  // git from 2.47 on and urllib refuse a path (git http.c set_curl_proxy_type; urllib: nonnumeric
  // port).
  if (reading.defect != ProxyDefect::none || reading.url.scheme != "http" ||
      !reading.url.port.has_value() || empty_user || has_path(reading.url)) {
    return false;
  }
  const CredentialFault fault = credential_fault(reading);
  return fault != CredentialFault::control_character && fault != CredentialFault::not_utf8;
}

CredentialFault credential_fault(const ProxyReading& reading) {
  if (!reading.url.userinfo) return CredentialFault::none;
  const std::string_view userinfo = *reading.url.userinfo;
  const std::string decoded = percent_decoded(userinfo);
  constexpr unsigned char kFirstPrintable = ' ';
  if (std::any_of(decoded.begin(), decoded.end(),
                  [](char c) { return static_cast<unsigned char>(c) < kFirstPrintable; })) {
    return CredentialFault::control_character;
  }
  if (!is_utf8(decoded)) return CredentialFault::not_utf8;
  const std::string user = percent_decoded(userinfo.substr(0, userinfo.find(':')));
  if (user.find(':') != std::string::npos) return CredentialFault::colon_in_user;
  return fits_latin1(decoded) ? CredentialFault::none : CredentialFault::beyond_latin1;
}

}  // namespace proxyenv
