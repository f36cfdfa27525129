// SPDX-License-Identifier: Apache-2.0
// Read in urllib3 util/url.py (parse_url), see ../python_requests.cpp for the versions.
#include "clients/rules/urllib3.hpp"

#include <algorithm>

#include "clients/rules/python.hpp"
#include "text/ascii.hpp"

namespace proxyenv::clients::urllib3 {

namespace {

bool has_lone_bracket(std::string_view netloc) {
  return (netloc.find('[') == std::string_view::npos) !=
         (netloc.find(']') == std::string_view::npos);
}

}  // namespace

std::optional<Authority> parse_url(std::string_view value) {
  const std::size_t colon = value.find(':');
  const auto is_scheme_char = [](char c) { return ascii::is_alnum(c) || c == '+' || c == '-'; };
  const bool has_scheme =
      colon != std::string_view::npos && colon > 0 && ascii::is_alpha(value.front()) &&
      std::all_of(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(colon),
                  is_scheme_char);
  Authority result;
  std::string_view rest = value;
  if (has_scheme) {
    result.scheme = ascii::lowered(value.substr(0, colon));
    rest.remove_prefix(colon + 1);
  }
  if (has_scheme || value.starts_with('/')) {
    if (!rest.starts_with("//")) return result;  // no authority, so no host
    rest.remove_prefix(2);
  }
  const std::size_t end = std::min(rest.find_first_of("\\/?#"), rest.size());
  result.behind = rest.substr(end);
  std::string_view text = rest.substr(0, end);
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
    result.userinfo = text.substr(0, at);
    // urlsplit raises "Invalid IPv6 URL".
    const bool is_url = has_scheme || value.starts_with('/');
    if (is_url && has_lone_bracket(text)) return std::nullopt;
    text.remove_prefix(at + 1);
  }
  const std::size_t host_end =
      text.starts_with('[') ? text.find(']') + 1 : std::min(text.find(':'), text.size());
  result.host = text.substr(0, host_end);
  if (result.host.find_first_of(text.starts_with('[') ? "/" : "[]") != std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view port = text.substr(host_end);
  if (port.empty()) return result;
  if (port.front() != ':') return std::nullopt;
  port.remove_prefix(1);
  if (port.ends_with('\n')) port.remove_suffix(1);  // `$` of a regular expression allows it
  if (!std::all_of(port.begin(), port.end(), ascii::is_digit)) return std::nullopt;
  result.port = python::parse_int(port).value_or(0);
  if (result.port > 65535) return std::nullopt;
  return result;
}

}  // namespace proxyenv::clients::urllib3
