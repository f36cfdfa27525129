// SPDX-License-Identifier: Apache-2.0
#include "clients/rules/python_url.hpp"

#include <algorithm>
#include <iterator>

#include "clients/rules/python.hpp"
#include "net/address.hpp"
#include "text/ascii.hpp"

namespace proxyenv::clients::python {

namespace {

// Control characters and blanks at the beginning are dropped, tabs and line ends anywhere.
std::string cleaned(std::string_view value) {
  while (!value.empty() && static_cast<unsigned char>(value.front()) <= ' ') value.remove_prefix(1);
  std::string text;
  std::copy_if(value.begin(), value.end(), std::back_inserter(text),
               [](char c) { return c != '\t' && c != '\r' && c != '\n'; });
  return text;
}

bool is_scheme(std::string_view text) {
  return !text.empty() && ascii::is_alpha(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return ascii::is_alnum(c) || c == '+' || c == '-' || c == '.'; });
}

// Fills host and port; false where urlsplit() raises. An address of a later IP version in brackets
// (`[v1.x]`) counts as an error here, as it is when the client connects.
bool read_host_and_port(std::string_view text, SplitUrl& url) {
  const std::size_t bracket = text.find('[');
  std::string_view host = text.substr(0, text.find(':'));
  std::string_view rest = text.substr(host.size());
  if (bracket != std::string_view::npos) {
    const std::string_view inside = text.substr(bracket + 1);
    host = inside.substr(0, inside.find(']'));
    rest = inside.substr(std::min(host.size() + 1, inside.size()));
    const bool is_alone = bracket == 0 && (rest.empty() || rest.front() == ':');
    if (!is_alone || !net::is_ipv6(host.substr(0, host.find('%')))) return false;
  }
  url.host = ascii::lowered(host);
  if (!rest.empty()) url.port = rest.substr(1);
  return true;
}

}  // namespace

std::optional<SplitUrl> split_url(std::string_view value) {
  const std::string text = cleaned(value);
  std::string_view rest = text;
  SplitUrl url;
  if (const std::size_t colon = rest.find(':');
      colon != std::string_view::npos && is_scheme(rest.substr(0, colon))) {
    url.scheme = ascii::lowered(rest.substr(0, colon));
    rest.remove_prefix(colon + 1);
  }
  if (!rest.starts_with("//")) {
    url.behind = rest;
    return url;
  }
  rest.remove_prefix(2);
  std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  url.behind = rest.substr(authority.size());
  const bool opens = authority.find('[') != std::string_view::npos;
  if (opens != (authority.find(']') != std::string_view::npos)) return std::nullopt;
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    url.userinfo = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  // Brackets before the `@` alone make Python take the host for an address, too.
  const bool is_in_userinfo = opens && authority.find('[') == std::string_view::npos;
  if (is_in_userinfo && !net::is_ipv6(authority.substr(0, authority.find(':')))) {
    return std::nullopt;
  }
  if (!read_host_and_port(authority, url)) return std::nullopt;
  return url;
}

std::optional<std::int64_t> port_of(const SplitUrl& url) {
  constexpr std::int64_t kHighestPort = 65535;
  if (url.port.empty()) return 0;
  if (!std::all_of(url.port.begin(), url.port.end(), ascii::is_digit)) return std::nullopt;
  const auto port = parse_int(url.port);
  return port && *port <= kHighestPort ? port : std::nullopt;
}

}  // namespace proxyenv::clients::python
