// SPDX-License-Identifier: Apache-2.0
#include "core/redaction.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/proxy_url.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"

namespace proxyenv {

namespace {

std::string only_length(std::string_view value) {
  return "(" + std::to_string(value.size()) + (value.size() == 1 ? " byte" : " bytes") +
         ", not shown)";
}

bool is_surrounding(char c) {
  return ascii::is_blank(c) || ascii::is_quote(c);
}

// The text with its percent escapes decoded, as a client may do before it looks for a URL, repeated
// a few times, until the text stays the same (each pass shortens it). Full-width forms that URL
// parsers fold to ASCII (UTS 46) are folded, too.
std::string fully_decoded(std::string_view text) {
  std::string decoded(text);
  for (int round = 0; round < 8; ++round) {
    std::string next = percent_decoded(decoded);
    if (next == decoded) break;
    decoded = std::move(next);
  }
  constexpr std::array<std::pair<std::string_view, char>, 4> kFolded = {
      {{"\xef\xbc\xa0", '@'}, {"\xef\xb9\xab", '@'}, {"\xef\xbc\x9a", ':'}, {"\xef\xbc\x8f", '/'}}};
  for (const auto& [wide, narrow] : kFolded) {
    for (std::size_t at = 0; (at = decoded.find(wide, at)) != std::string::npos; ++at) {
      decoded.replace(at, wide.size(), 1, narrow);
    }
  }
  return decoded;
}

// Looks for "://", also with missing or wrong slashes.
bool holds_url(std::string_view decoded) {
  const std::string lowered = ascii::lowered(decoded);
  return lowered.find("://") != std::string::npos || lowered.find("http:") != std::string::npos ||
         lowered.find("https:") != std::string::npos;
}
bool holds_at(std::string_view decoded) {
  return decoded.find('@') != std::string_view::npos;
}

struct Tail {
  std::string_view host_and_port;
  std::string_view path;
  bool has_port = false;
};

// Reads `host` or `host:port`, both optionally with a path, into `tail`. False for any other text.
bool read_tail(std::string_view text, Tail& tail) {
  const std::size_t path = std::min(text.find_first_of("/?#"), text.size());
  tail.path = text.substr(path);
  tail.host_and_port = text.substr(0, path);
  const std::size_t host_end = tail.host_and_port.starts_with('[')
                                   ? tail.host_and_port.find(']') + 1
                                   : std::min(tail.host_and_port.find(':'), path);
  if (!net::is_host(tail.host_and_port.substr(0, host_end))) return false;
  const std::string_view port = tail.host_and_port.substr(host_end);
  tail.has_port = !port.empty();
  return port.empty() || (port.front() == ':' && net::parse_port(port.substr(1)).has_value());
}

// An option that sets a JVM's proxy and cannot hold other data.
bool is_java_proxy_option(std::string_view word) {
  const auto value_of = [&](std::string_view name) -> std::optional<std::string_view> {
    for (const std::string_view prefix : {"-Dhttp.", "-Dhttps."}) {
      const std::string option = std::string(prefix).append(name).append("=");
      if (word.starts_with(option)) return word.substr(option.size());
    }
    return std::nullopt;
  };
  if (const auto host = value_of("proxyHost")) {
    return net::is_host(*host) || net::is_host(std::string("[").append(*host).append("]"));
  }
  if (const auto port = value_of("proxyPort")) return net::parse_port(*port).has_value();
  const auto list = value_of("nonProxyHosts");
  return list && std::all_of(list->begin(), list->end(), [](char c) {
           return ascii::is_alnum(c) || std::string_view(".-_*[]:|").find(c) != std::string::npos;
         });
}

std::string shown(std::string_view path) {
  return path.empty() || path == "/" ? std::string(path) : "/***";
}

}  // namespace

std::string redact_proxy(std::string_view value) {
  // Quotes and blanks around the value stay visible, because a person may be looking for them.
  std::string_view core = value;
  while (!core.empty() && is_surrounding(core.front())) core.remove_prefix(1);
  const std::string_view before = value.substr(0, value.size() - core.size());
  while (!core.empty() && is_surrounding(core.back())) core.remove_suffix(1);
  const std::string_view after = value.substr(before.size() + core.size());
  if (core.empty()) return std::string(value);

  const std::string_view scheme = scheme_part(core);
  const std::string_view prefix = core.substr(0, scheme.empty() ? 0 : scheme.size() + 3);
  // `alice://s3cret@host:3128`: the text there may be a user.
  if (!scheme.empty() && !is_known_scheme(ascii::lowered(scheme))) return only_length(value);
  const std::string_view rest = core.substr(prefix.size());
  const std::size_t at = rest.rfind('@');
  Tail tail;
  const bool readable = read_tail(at == std::string_view::npos ? rest : rest.substr(at + 1), tail);
  // Without a scheme, or after an `@`, only a port distinguishes a host from the rest of a
  // password.
  const bool certain = tail.has_port || (at == std::string_view::npos && !scheme.empty());
  if (!readable || !certain) return only_length(value);
  std::string text(before);
  text.append(prefix);
  if (at != std::string_view::npos) text.append("***@");
  text.append(tail.host_and_port).append(shown(tail.path)).append(after);
  return text;
}

std::string redact_list(std::string_view value) {
  const std::string decoded = fully_decoded(value);
  return holds_at(decoded) || holds_url(decoded) ? only_length(value) : std::string(value);
}

std::string redact_client_option(std::string_view value) {
  constexpr std::array<std::string_view, 7> kSwitches = {"",      "0",  "1",  "true",
                                                         "false", "on", "off"};
  if (std::find(kSwitches.begin(), kSwitches.end(), value) != kSwitches.end()) {
    return std::string(value);
  }
  constexpr std::string_view kSpace = " \t\n\v\f\r";
  std::string text;
  const auto append = [&text](std::string_view piece) {
    text.append(text.empty() ? "" : " ").append(piece);
  };
  std::string_view hidden;  // consecutive words that are not shown
  for (std::size_t begin = value.find_first_not_of(kSpace); begin < value.size();) {
    const std::size_t end = std::min(value.find_first_of(kSpace, begin), value.size());
    const std::string_view word = value.substr(begin, end - begin);
    if (is_java_proxy_option(word)) {
      if (!hidden.empty()) append(only_length(hidden));
      hidden = {};
      append(word);
    } else if (hidden.empty()) {
      hidden = word;
    } else {
      hidden = {hidden.data(), static_cast<std::size_t>(word.end() - hidden.begin())};
    }
    begin = value.find_first_not_of(kSpace, end);
  }
  if (!hidden.empty()) append(only_length(hidden));
  return text;
}

std::string redact_word(std::string_view word) {
  // `//user@host` is a URL without its scheme, not a path.
  const bool is_path = (word.starts_with('/') && !word.starts_with("//")) ||
                       word.starts_with("./") || word.starts_with("../");
  const std::string decoded = fully_decoded(word);
  const bool holds_colon = decoded.find(':') != std::string::npos;
  constexpr std::size_t kLongestWord = 256;  // and messages stay short
  const bool suspect = word.size() > kLongestWord || holds_url(decoded) ||
                       (holds_at(decoded) && (holds_colon || !is_path));
  return suspect ? only_length(word) : std::string(word);
}

}  // namespace proxyenv
