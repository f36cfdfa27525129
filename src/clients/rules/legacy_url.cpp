// SPDX-License-Identifier: Apache-2.0
#include "clients/rules/legacy_url.hpp"

#include <algorithm>
#include <charconv>

#include "text/ascii.hpp"

namespace proxyenv::clients {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

// Their URLs have a host only behind `//`. Of any other scheme, what follows the colon is the host:
// proxy.corp:3128 has the scheme `proxy.corp` and the host 3128. Letters count.
bool needs_slashes(std::string_view scheme) {
  return is_special_scheme(scheme) || scheme == "file" || scheme == "gopher";
}

// Takes `:PORT` from the end of the host.
void take_port(std::string_view& host, WhatwgUrl& url) {
  const std::size_t colon = host.rfind(':');
  const std::string_view digits = host.substr(std::min(colon, host.size() - 1) + 1);
  if (colon == kNone || !std::all_of(digits.begin(), digits.end(), ascii::is_digit)) return;
  host = host.substr(0, colon);
  if (digits.empty()) return;
  constexpr unsigned kTooLarge = 65536;
  unsigned port = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  url.port = read.ec == std::errc{} ? std::min(port, kTooLarge) : kTooLarge;
}

// False if url.parse() throws.
bool read_authority(std::string_view rest, WhatwgUrl& url) {
  const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
  const std::size_t at = rest.substr(0, end).rfind('@');
  const std::size_t begin = at + 1;  // 0 where there is none
  if (at != kNone && !is_uri_component(rest.substr(0, at))) return false;
  const std::size_t host_end = std::min(rest.find_first_of(" \"%';<>^`{|}", begin), end);
  url.behind = rest.substr(host_end);
  std::string_view host = rest.substr(begin, host_end - begin);
  if (!host.empty()) take_port(host, url);
  const bool is_ipv6 = host.starts_with('[') && host.ends_with(']');
  const std::string_view inside = is_ipv6 ? host.substr(1, host.size() - 2) : std::string_view();
  // Of [[fd99::1]] the inner brackets stay, with which it is no host.
  const bool is_host = is_ipv6 && inside.find_first_of("[]") == kNone;
  if (is_host) host = inside;
  if (!is_ipv6) host = host.substr(0, host.find(':'));
  url.host = ascii::lowered(host);
  return is_ipv6 || host.find_first_of("[]") == kNone;
}

}  // namespace

std::optional<WhatwgUrl> parse_legacy_url(std::string_view text) {
  // A backslash is a slash, but not in a query, where nothing is of interest.
  std::string clean = cleaned_url(text);
  std::replace(clean.begin(), clean.end(), '\\', '/');
  std::string_view rest = clean;
  std::optional<WhatwgUrl> url(std::in_place);
  std::size_t scheme_size = 0;
  while (scheme_size < rest.size() && is_scheme_character(rest[scheme_size])) ++scheme_size;
  const std::string_view scheme = rest.substr(0, scheme_size);
  const bool has_scheme = scheme_size > 0 && rest.substr(scheme_size).starts_with(':');
  if (has_scheme) {
    url->scheme = ascii::lowered(scheme);
    rest.remove_prefix(scheme_size + 1);
  }
  const bool slashes = rest.starts_with("//");
  if (slashes) rest.remove_prefix(2);
  // Without a scheme, `//` begins a host only where a user stands in front of it.
  const std::size_t at = rest.find('@');
  const bool has_user = slashes && at > 0 && at < rest.find('/');
  if (has_scheme ? !slashes && needs_slashes(scheme) : !has_user) return url;
  if (!read_authority(rest, *url)) url.reset();
  return url;
}

}  // namespace proxyenv::clients
