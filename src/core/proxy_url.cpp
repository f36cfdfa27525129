// SPDX-License-Identifier: Apache-2.0
#include "core/proxy_url.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/one_proxy.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"
#include "text/utf8.hpp"

namespace proxyenv {

namespace {

constexpr std::string_view kSchemeEnd = "://";
constexpr std::array<std::string_view, 7> kSchemes = {"http",    "https",  "socks",  "socks4",
                                                      "socks4a", "socks5", "socks5h"};

// RFC 3986, 3.2.1: the characters that user information may hold unencoded, except the single
// quote, which curl refuses in a proxy value. `%` is checked separately.
bool is_userinfo_char(char c) {
  constexpr std::string_view kMarks = "-._~!$&()*+,;=:";
  return ascii::is_alnum(c) || kMarks.find(c) != std::string_view::npos;
}

// Bytes above ASCII are included: Go and reqwest do not read a value that holds them unencoded.
bool needs_encoding(std::string_view text, std::size_t i) {
  const char c = text[i];
  return c == '%' ? !is_percent_escape(text, i) : !is_userinfo_char(c);
}

bool is_clean_userinfo(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (needs_encoding(text, i)) return false;
  }
  return true;
}

// A user name or a password with its reserved characters encoded. Returns no value if that is in
// doubt: `p@ss%40` may mean p@ss@ or p@ss%40. Bytes that are not UTF-8 are also in doubt: Python
// decodes escapes as UTF-8, so it would not restore these bytes.
std::optional<std::string> encode_credential(std::string_view text) {
  if (is_clean_userinfo(text)) return std::string(text);
  if (!is_utf8(text)) return std::nullopt;
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_percent_escape(text, i) || ascii::is_control(text[i])) return std::nullopt;
    if (needs_encoding(text, i)) {
      const auto byte = static_cast<unsigned char>(text[i]);
      encoded.append({'%', kHex[byte >> 4U], kHex[byte & 0xfU]});
    } else {
      encoded.push_back(text[i]);
    }
  }
  return encoded;
}

std::optional<std::string> encode_userinfo(std::string_view userinfo) {
  if (is_clean_userinfo(userinfo)) return std::string(userinfo);
  if (!are_certainly_credentials(userinfo)) return std::nullopt;
  const std::size_t colon = userinfo.find(':');
  auto user = encode_credential(userinfo.substr(0, colon));
  if (!user || colon == std::string_view::npos) return user;
  const auto password = encode_credential(userinfo.substr(colon + 1));
  if (!password) return std::nullopt;
  return *user + ":" + *password;
}

struct Authority {
  std::optional<std::string_view> userinfo;
  std::string_view host_and_port;
};

Authority split_authority(std::string_view authority) {
  const std::size_t at = authority.rfind('@');
  if (at == std::string_view::npos) return {std::nullopt, authority};
  return {authority.substr(0, at), authority.substr(at + 1)};
}

ProxyDefect read_host_and_port(std::string_view text, ProxyUrl& url) {
  std::size_t host_end = 0;
  if (text.starts_with('[')) {
    const std::size_t bracket = text.find(']');
    if (bracket == std::string_view::npos) return ProxyDefect::bad_host;
    host_end = bracket + 1;
  } else {
    host_end = std::min(text.find(':'), text.size());
  }
  url.host = text.substr(0, host_end);
  if (url.host.empty()) return ProxyDefect::no_host;
  if (!net::is_host(url.host)) return ProxyDefect::bad_host;
  const std::string_view rest = text.substr(host_end);
  if (rest.empty()) return ProxyDefect::none;
  url.port = rest.front() == ':' ? net::parse_port(rest.substr(1)) : std::nullopt;
  return url.port ? ProxyDefect::none : ProxyDefect::bad_port;
}

// Reads what follows "://". User information must be percent-encoded already.
ProxyReading read_after_scheme(std::string_view scheme, std::string_view text) {
  ProxyReading reading;
  reading.url.scheme = scheme;
  const std::size_t path = std::min(text.find_first_of("/?#"), text.size());
  reading.url.path = text.substr(path);
  const Authority authority = split_authority(text.substr(0, path));
  reading.url.userinfo = authority.userinfo;
  reading.defect = read_host_and_port(authority.host_and_port, reading.url);
  const bool at_in_path = reading.url.path.find('@') != std::string_view::npos;
  const bool unclean = authority.userinfo && !is_clean_userinfo(*authority.userinfo);
  // `http://user:12/34@host` may be a proxy `user` with a path, or a password with a slash.
  if (at_in_path || unclean) {
    reading.defect = ProxyDefect::unencoded_credentials;
  } else if (authority.userinfo && holds_a_proxy_in_front(*authority.userinfo)) {
    reading.defect = ProxyDefect::several_proxies;
  }
  return reading;
}

// `text` (the part after the scheme) with its credentials encoded. Returns no value if the split
// between credentials and host is in doubt.
std::optional<std::string> encode_credentials_in(std::string_view text) {
  const std::size_t path = std::min(text.find_first_of("/?#"), text.size());
  std::string_view userinfo;
  std::string_view rest;
  ProxyUrl url;
  if (text.find('@', path) == std::string_view::npos) {
    const Authority authority = split_authority(text.substr(0, path));
    if (!authority.userinfo) return std::string(text);
    userinfo = *authority.userinfo;
    rest = text.substr(userinfo.size() + 1);
  } else {
    // RFC 3986 ends the authority at the first of `/?#`. Only where that reading is impossible (no
    // host, or no port behind the colon) does the later `@` show what was meant.
    if (read_host_and_port(split_authority(text.substr(0, path)).host_and_port, url) ==
        ProxyDefect::none) {
      return std::nullopt;
    }
    userinfo = text.substr(0, text.rfind('@'));
    rest = text.substr(userinfo.size() + 1);
    const std::size_t rest_path = std::min(rest.find_first_of("/?#"), rest.size());
    ProxyUrl meant;
    if (read_host_and_port(rest.substr(0, rest_path), meant) != ProxyDefect::none || !meant.port) {
      return std::nullopt;
    }
  }
  // `http://${USER}:${PASSWORD}@host:3128` with both variables empty.
  if (userinfo.empty() || userinfo == ":") return std::string(rest);
  const auto encoded = encode_userinfo(userinfo);
  if (!encoded) return std::nullopt;
  return *encoded + "@" + std::string(rest);
}

// host:port, with or without credentials, and without a part that could be meant as a scheme. Every
// client that accepts a value without a scheme reads this as an http proxy.
bool is_host_with_port(std::string_view text) {
  const ProxyReading reading = read_after_scheme("http", text);
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

std::optional<std::string> with_loopback_replaced(std::string_view value, std::string_view host) {
  const ProxyReading reading = read_proxy(value);
  if (reading.defect != ProxyDefect::none || !net::is_loopback_host(reading.url.host)) {
    return std::nullopt;
  }
  const auto begin = static_cast<std::size_t>(reading.url.host.data() - value.data());
  std::string replaced(value.substr(0, begin));
  return replaced.append(host).append(value.substr(begin + reading.url.host.size()));
}

namespace {

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

CleanedProxy clean_proxy(std::string_view value) {
  const auto as_given = [&](ProxyDefect defect, bool blank = false) {
    return CleanedProxy{std::string(value), Repair::none, defect, blank};
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
  constexpr char kFirstPrintable = ' ';
  if (std::any_of(decoded.begin(), decoded.end(),
                  [](char c) { return c >= 0 && c < kFirstPrintable; })) {
    return CredentialFault::control_character;
  }
  if (!is_utf8(decoded)) return CredentialFault::not_utf8;
  const std::string user = percent_decoded(userinfo.substr(0, userinfo.find(':')));
  if (user.find(':') != std::string::npos) return CredentialFault::colon_in_user;
  return fits_latin1(decoded) ? CredentialFault::none : CredentialFault::beyond_latin1;
}

std::string comparison_key_of_proxy(std::string_view value) {
  const CleanedProxy cleaned = clean_proxy(value);
  const ProxyReading reading = read_proxy(cleaned.value);
  if (reading.defect != ProxyDefect::none) return std::string(value);
  const ProxyUrl& url = reading.url;
  std::string key(url.scheme);
  key.append(kSchemeEnd);
  if (url.userinfo) key.append(*url.userinfo).append("@");
  key.append(ascii::lowered(url.host));
  if (url.port) key.append(":").append(std::to_string(*url.port));
  if (url.path != "/") key.append(url.path);
  return key;
}

std::string_view describe(ProxyDefect defect) {
  switch (defect) {
    case ProxyDefect::none:
      return "";
    case ProxyDefect::unreadable:
      return "has blanks or control characters inside, or no scheme in front of its ://";
    case ProxyDefect::unbalanced_quotes:
      return "begins or ends with a quote that has no partner";
    case ProxyDefect::missing_scheme:
      return "has no scheme and is not of the form HOST:PORT";
    case ProxyDefect::unknown_scheme:
      return "has a scheme that is not one of a proxy";
    case ProxyDefect::no_host:
      return "names no host";
    case ProxyDefect::bad_host:
      return "has characters in the host that no host name has";
    case ProxyDefect::bad_port:
      return "has a port that is not a number from 1 to 65535";
    case ProxyDefect::unencoded_credentials:
      return "has reserved characters in user or password that leave in doubt where the host is";
    case ProxyDefect::several_proxies:
      return "holds more than one proxy, where clients take one";
    case ProxyDefect::second_scheme:
      return "has a second scheme behind the first";
    case ProxyDefect::credentials_before_scheme:
      return "has user and password in front of the scheme, where they belong behind it";
    case ProxyDefect::assignment:
      return "holds an assignment (NAME=...), as when one pair of quotes stands round several";
    case ProxyDefect::words_beside:
      return "has other words beside the proxy, as a command or the answer of a PAC file has";
    case ProxyDefect::comment:
      return "has a comment behind the proxy, which docker's --env-file keeps";
    case ProxyDefect::unseen_characters:
      return "has characters that nobody sees: a byte order mark, a no-break space or the like";
    case ProxyDefect::typographic_characters:
      return "has typographic quotes or dashes, which programs take for letters";
    case ProxyDefect::full_width_characters:
      return "has full-width characters where those of ASCII belong";
  }
  return "";
}

}  // namespace proxyenv
