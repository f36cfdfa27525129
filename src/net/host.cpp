// SPDX-License-Identifier: Apache-2.0
#include "net/host.hpp"

#include <algorithm>

#include "net/address.hpp"
#include "text/ascii.hpp"

namespace proxyenv::net {

namespace {

constexpr std::size_t kLongestHostName = 253;  // RFC 1035, 2.3.4, as text

bool is_bracketed(std::string_view text) {
  return text.size() > 2 && text.front() == '[' && text.back() == ']';
}

std::string_view without_brackets(std::string_view literal) {
  return literal.substr(1, literal.size() - 2);
}

}  // namespace

bool is_host(std::string_view text) {
  if (is_bracketed(text)) return is_ipv6(without_brackets(text));
  if (text.empty() || text.size() > kLongestHostName) return false;
  if (text.front() == '.' || text.front() == '-') return false;
  if (text.find("..") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return ascii::is_alnum(c) || c == '-' || c == '.' || c == '_'; });
}

bool is_loopback_host(std::string_view host) {
  if (is_bracketed(host)) {
    const auto address = parse_address(without_brackets(host));
    return address && address->is_v6 && is_loopback(unmapped(*address));
  }
  if (host.ends_with('.')) host.remove_suffix(1);
  const bool numeric =
      std::all_of(host.begin(), host.end(), [](char c) { return ascii::is_digit(c) || c == '.'; });
  return ascii::lowered(host) == "localhost" || (numeric && host.starts_with("127."));
}

bool names_this_machine(std::string_view host) {
  if (is_loopback_host(host)) return true;
  const auto address = parse_address(is_bracketed(host) ? without_brackets(host) : host);
  return address && std::all_of(address->bytes.begin(), address->bytes.end(),
                                [](std::uint8_t byte) { return byte == 0; });
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  if (text.empty() || text.size() > 5) return std::nullopt;
  unsigned value = 0;
  for (const char c : text) {
    if (!ascii::is_digit(c)) return std::nullopt;
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  if (value == 0 || value > 65535) return std::nullopt;
  return static_cast<std::uint16_t>(value);
}

}  // namespace proxyenv::net
