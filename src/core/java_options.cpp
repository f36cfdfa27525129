// SPDX-License-Identifier: Apache-2.0
#include "core/java_options.hpp"

#include <algorithm>

#include "core/no_proxy.hpp"
#include "net/address.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"

namespace proxyenv {

namespace {

// isspace(3) in the C locale.
bool is_space(char c) {
  return std::string_view(" \t\n\v\f\r").find(c) != std::string_view::npos;
}

// "10.0.0.0/8", with one or two digits after the slash. Returns no value for /0, whose pattern
// would also match names.
std::optional<net::Network> parse_ipv4_network(std::string_view entry) {
  const auto network = net::parse_network(entry);
  const std::size_t digits = entry.size() - (entry.find('/') + 1);
  if (!network || digits > 2 || network->address.is_v6 || network->bits == 0) return std::nullopt;
  return network;
}

// The patterns of an IPv4 network, at most 16: 10.0.0.0/8 is 10.*, 172.16.0.0/12 is 172.16.* to
// 172.31.*. Empty if there would be more, or if the text is not such a network.
std::vector<std::string> patterns_of_network(std::string_view entry) {
  constexpr unsigned kMostPatterns = 16;
  const auto network = parse_ipv4_network(entry);
  if (!network) return {};
  const auto& bytes = network->address.bytes;
  const std::size_t octets = (network->bits + 7) / 8;  // that a pattern contains
  const auto count = 1U << (octets * 8 - network->bits);
  if (count > kMostPatterns) return {};
  std::string prefix;
  for (std::size_t i = 0; i + 1 < octets; ++i) {
    prefix.append(std::to_string(bytes.at(i))).append(".");
  }
  const unsigned first = bytes.at(octets - 1) & ~(count - 1);
  std::vector<std::string> patterns;
  for (unsigned last = first; last < first + count; ++last) {
    patterns.push_back(prefix + std::to_string(last) + (octets < 4 ? ".*" : ""));
  }
  return patterns;
}

std::vector<std::string> patterns_of(std::string_view entry) {
  // The JDK compares the host in the form of a URL, with brackets.
  std::string bracketed("[");
  bracketed.append(entry).append("]");
  if (net::is_host(bracketed)) return {ascii::lowered(bracketed)};
  if (entry.starts_with('[')) {
    return net::is_host(entry) ? std::vector{ascii::lowered(entry)} : std::vector<std::string>{};
  }
  if (entry.find('/') != std::string_view::npos) return patterns_of_network(entry);
  const bool below_only = entry.starts_with('.') || entry.starts_with("*.");
  std::string_view name = entry;
  if (below_only) name.remove_prefix(name.find('.') + 1);
  if (name.ends_with('.')) name.remove_suffix(1);
  if (!net::is_host(name)) return {};
  const std::string lowered = ascii::lowered(name);
  if (below_only) return {"*." + lowered};
  if (net::is_ipv4(name)) return {lowered};
  return {lowered, "*." + lowered};
}

}  // namespace

std::optional<std::vector<std::string>> split_java_options(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < text.size();) {
    if (is_space(text[i])) {
      ++i;
      continue;
    }
    std::string& word = words.emplace_back();
    while (i < text.size() && !is_space(text[i])) {
      if (!ascii::is_quote(text[i])) {
        word.push_back(text[i++]);
        continue;
      }
      const std::size_t close = text.find(text[i], i + 1);
      if (close == std::string_view::npos) return std::nullopt;
      word.append(text.substr(i + 1, close - i - 1));
      i = close + 1;
    }
  }
  return words;
}

JavaExemptions in_java_dialect(std::string_view list) {
  JavaExemptions result;
  for (const std::string_view entry : entries_of(list)) {
    const std::vector<std::string> patterns = patterns_of(entry);
    if (patterns.empty()) result.left_out.push_back(entry);
    for (const std::string& pattern : patterns) {
      result.patterns.append(result.patterns.empty() ? "" : "|").append(pattern);
    }
  }
  return result;
}

}  // namespace proxyenv
