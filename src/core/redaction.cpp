// SPDX-License-Identifier: Apache-2.0
#include "core/redaction.hpp"

#include <algorithm>

#include "core/ascii.hpp"
#include "core/proxy_url.hpp"

namespace proxyenv {

namespace {

std::string only_length(std::string_view value) {
  return "(" + std::to_string(value.size()) + (value.size() == 1 ? " byte" : " bytes") +
         ", not shown)";
}

bool is_surrounding(char c) {
  return ascii::is_blank(c) || ascii::is_quote(c);
}

// An `@`, or one that a client may decode.
bool holds_at(std::string_view text) {
  return text.find('@') != std::string_view::npos || text.find("%40") != std::string_view::npos;
}

struct Tail {
  std::string_view host_and_port;
  std::string_view path;
  bool has_port = false;
};

// `host`, `host:port`, either with a path; nothing if it is anything else.
bool read_tail(std::string_view text, Tail& tail) {
  const std::size_t path = std::min(text.find_first_of("/?#"), text.size());
  tail.path = text.substr(path);
  tail.host_and_port = text.substr(0, path);
  const std::size_t host_end = tail.host_and_port.starts_with('[')
                                   ? tail.host_and_port.find(']') + 1
                                   : std::min(tail.host_and_port.find(':'), path);
  if (!is_host(tail.host_and_port.substr(0, host_end))) return false;
  const std::string_view port = tail.host_and_port.substr(host_end);
  tail.has_port = !port.empty();
  return port.empty() || (port.front() == ':' && parse_port(port.substr(1)).has_value());
}

std::string shown(std::string_view path) {
  return path.empty() || path == "/" ? std::string(path) : "/***";
}

}  // namespace

std::string redact_proxy(std::string_view value) {
  // Quotes and blanks round the value are what a person may be looking for: they stay visible.
  std::string_view core = value;
  while (!core.empty() && is_surrounding(core.front())) core.remove_prefix(1);
  const std::string_view before = value.substr(0, value.size() - core.size());
  while (!core.empty() && is_surrounding(core.back())) core.remove_suffix(1);
  const std::string_view after = value.substr(before.size() + core.size());
  if (core.empty()) return std::string(value);

  const std::string_view scheme = scheme_part(core);
  const std::string_view prefix = core.substr(0, scheme.empty() ? 0 : scheme.size() + 3);
  const std::string_view rest = core.substr(prefix.size());
  const std::size_t at = rest.rfind('@');
  Tail tail;
  const bool readable = read_tail(at == std::string_view::npos ? rest : rest.substr(at + 1), tail);
  // Without a scheme, and behind an `@`, only a port tells a host from the rest of a password.
  const bool certain = tail.has_port || (at == std::string_view::npos && !scheme.empty());
  if (!readable || !certain) return only_length(value);
  std::string text(before);
  text.append(prefix);
  if (at != std::string_view::npos) text.append("***@");
  text.append(tail.host_and_port).append(shown(tail.path)).append(after);
  return text;
}

std::string redact_list(std::string_view value) {
  return holds_at(value) ? only_length(value) : std::string(value);
}

std::string redact_word(std::string_view word) {
  // `//user@host` is a URL without its scheme, not a path.
  const bool is_path = (word.starts_with('/') && !word.starts_with("//")) ||
                       word.starts_with("./") || word.starts_with("../");
  const bool holds_colon = word.find(':') != std::string_view::npos;
  const bool holds_url = word.find("://") != std::string_view::npos;
  const bool suspect = holds_url || (holds_at(word) && (holds_colon || !is_path));
  return suspect ? only_length(word) : std::string(word);
}

}  // namespace proxyenv
