// SPDX-License-Identifier: Apache-2.0
#include "clients/rules/whatwg_url.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "net/address.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"
#include "text/percent.hpp"
#include "text/utf8.hpp"

namespace proxyenv::clients {

namespace {

struct SpecialScheme {
  std::string_view name;
  std::uint16_t port;
};
constexpr std::array<SpecialScheme, 5> kSpecial = {
    {{"ftp", 21}, {"http", 80}, {"https", 443}, {"ws", 80}, {"wss", 443}}};

const SpecialScheme* find_special(std::string_view scheme) {
  const auto* const row = std::find_if(kSpecial.begin(), kSpecial.end(),
                                       [&](const auto& it) { return it.name == scheme; });
  return row == kSpecial.end() ? nullptr : row;
}

// `%` and control characters are forbidden only in the hosts of special schemes.
bool is_forbidden(char c, bool special) {
  constexpr std::string_view kForbidden = " #/:<>?@[\\]^|";
  if (special && (c == '%' || ascii::is_control(c))) return true;
  return c == '\0' || kForbidden.find(c) != std::string_view::npos;
}

std::string serialized_v6(const net::Address& address) {
  std::array<unsigned, 8> groups{};
  for (std::size_t i = 0; i < groups.size(); ++i) {
    groups[i] = (static_cast<unsigned>(address.bytes[2 * i]) << 8U) | address.bytes[2 * i + 1];
  }
  std::size_t best = 0;  // the longest run of zeros, at least two
  std::size_t best_size = 1;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    std::size_t size = 0;
    while (i + size < groups.size() && groups[i + size] == 0) ++size;
    if (size > best_size) {
      best = i;
      best_size = size;
    }
  }
  std::string text;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (best_size > 1 && i == best) {
      text.append(i == 0 ? "::" : ":");
      i += best_size - 1;
      continue;
    }
    std::array<char, 8> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), groups[i], 16).ptr;
    text.append(digits.data(), end);
    if (i + 1 < groups.size()) text.push_back(':');
  }
  return text;
}

// A part of an IPv4 address: decimal, octal after `0`, hexadecimal after `0x`.
std::optional<std::uint64_t> parse_ipv4_number(std::string_view part) {
  if (part.empty()) return std::nullopt;
  int base = 10;
  if (part.starts_with("0x") || part.starts_with("0X")) {
    base = 16;
    part.remove_prefix(2);
  } else if (part.size() > 1 && part.front() == '0') {
    base = 8;
    part.remove_prefix(1);
  }
  std::uint64_t number = 0;
  if (part.empty()) return number;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number, base);
  if (error != std::errc{} || end != part.data() + part.size()) return std::nullopt;
  return number;
}

std::vector<std::string_view> ipv4_parts(std::string_view host) {
  std::vector<std::string_view> parts = text::split(host, ".");
  if (parts.size() > 1 && parts.back().empty()) parts.pop_back();
  return parts;
}

bool ends_in_number(std::string_view host) {
  const std::string_view last = ipv4_parts(host).back();
  if (!last.empty() && std::all_of(last.begin(), last.end(), ascii::is_digit)) return true;
  return parse_ipv4_number(last).has_value();
}

std::optional<std::string> normalized_ipv4(std::string_view host) {
  const std::vector<std::string_view> parts = ipv4_parts(host);
  if (parts.size() > 4) return std::nullopt;
  std::uint64_t address = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto number = parse_ipv4_number(parts[i]);
    if (!number) return std::nullopt;
    const bool is_last = i + 1 == parts.size();
    const std::uint64_t limit = is_last ? std::uint64_t{1} << (8 * (5 - parts.size())) : 256;
    if (*number >= limit) return std::nullopt;
    address += is_last ? *number : *number << (8 * (3 - i));
  }
  std::string text;
  for (unsigned shift = 32; shift > 0; shift -= 8) {
    if (!text.empty()) text.push_back('.');
    text.append(std::to_string((address >> (shift - 8)) & 0xffU));
  }
  return text;
}

std::optional<std::string> parse_host(std::string_view text, bool special) {
  if (text.starts_with('[')) {
    if (!text.ends_with(']')) return std::nullopt;
    const auto address = net::parse_address(text.substr(1, text.size() - 2));
    if (!address || !address->is_v6) return std::nullopt;
    return "[" + serialized_v6(*address) + "]";
  }
  const std::string host = special ? ascii::lowered(percent_decoded(text)) : std::string(text);
  if (std::any_of(host.begin(), host.end(), [&](char c) { return is_forbidden(c, special); })) {
    return std::nullopt;
  }
  if (!special) return host;
  if (host.empty()) return std::nullopt;
  return ends_in_number(host) ? normalized_ipv4(host) : host;
}

struct HostAndPort {
  std::string_view host;
  std::optional<std::string_view> port;
};

HostAndPort split_port(std::string_view text) {
  bool in_brackets = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '[') in_brackets = true;
    if (text[i] == ']') in_brackets = false;
    if (text[i] == ':' && !in_brackets) return {text.substr(0, i), text.substr(i + 1)};
  }
  return {text, std::nullopt};
}

// Fills port; false if the constructor throws.
bool read_port(std::string_view text, const SpecialScheme* special, WhatwgUrl& url) {
  if (text.empty()) return true;
  if (!std::all_of(text.begin(), text.end(), ascii::is_digit)) return false;
  std::uint16_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return false;
  if (special == nullptr || special->port != number) url.port = number;
  return true;
}

bool read_authority(std::string_view text, const SpecialScheme* special, WhatwgUrl& url) {
  const std::size_t at = text.rfind('@');
  if (at != std::string_view::npos) {
    const std::string_view user = text.substr(0, at);
    const std::size_t colon = std::min(user.find(':'), user.size());
    url.username = user.substr(0, colon);
    url.password = user.substr(std::min(colon + 1, user.size()));
    text.remove_prefix(at + 1);
    if (text.empty()) return false;
  }
  const HostAndPort parts = split_port(text);
  if (parts.host.empty() && (special != nullptr || parts.port)) return false;
  auto host = parse_host(parts.host, special != nullptr);
  if (!host) return false;
  url.host = std::move(*host);
  return read_port(parts.port.value_or(std::string_view{}), special, url);
}

}  // namespace

std::optional<WhatwgUrl> parse_whatwg_url(std::string_view text) {
  const std::string clean = cleaned_url(text);
  std::string_view rest = clean;
  const std::size_t colon = rest.find(':');
  if (colon == std::string_view::npos || colon == 0 || !ascii::is_alpha(rest.front())) {
    return std::nullopt;
  }
  WhatwgUrl url;
  url.scheme = ascii::lowered(rest.substr(0, colon));
  if (!std::all_of(url.scheme.begin(), url.scheme.end(), is_scheme_character)) return std::nullopt;
  rest.remove_prefix(colon + 1);
  const SpecialScheme* special = find_special(url.scheme);
  if (special != nullptr) {
    rest.remove_prefix(std::min(rest.find_first_not_of("/\\"), rest.size()));
  } else if (rest.starts_with("//") && url.scheme != "file") {
    rest.remove_prefix(2);
  } else {
    return url;  // no authority
  }
  const std::size_t end =
      std::min(rest.find_first_of(special != nullptr ? "/\\?#" : "/?#"), rest.size());
  url.behind = rest.substr(end);
  if (!read_authority(rest.substr(0, end), special, url)) return std::nullopt;
  return url;
}

std::string whatwg_hostname(std::string_view host, bool is_ipv6) {
  const std::string written = is_ipv6 ? "[" + std::string(host) + "]" : std::string(host);
  return parse_host(written, true).value_or(ascii::lowered(written));
}

std::string cleaned_url(std::string_view text) {
  const auto is_outer = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && is_outer(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_outer(text.back())) text.remove_suffix(1);
  std::string result(text);
  std::erase_if(result, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return result;
}

bool is_scheme_character(char c) {
  return ascii::is_alnum(c) || c == '+' || c == '-' || c == '.';
}

bool is_special_scheme(std::string_view scheme) {
  return find_special(scheme) != nullptr;
}

bool is_uri_component(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && !is_percent_escape(text, i)) return false;
  }
  return is_utf8(percent_decoded(text));
}

}  // namespace proxyenv::clients
