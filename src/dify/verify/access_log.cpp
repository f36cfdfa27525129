// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/access_log.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <utility>
#include <vector>

#include "core/proxy_url.hpp"
#include "dify/verify/plain_log_line.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), ascii::is_digit);
}

// Whether the text matches the pattern, in which `0` stands for a digit and any other character for
// itself.
bool has_form(std::string_view text, std::string_view pattern) {
  return text.size() == pattern.size() &&
         std::equal(text.begin(), text.end(), pattern.begin(),
                    [](char c, char p) { return p == '0' ? ascii::is_digit(c) : c == p; });
}

bool is_code(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return ascii::is_upper(c) || ascii::is_digit(c) || c == '_';
  });
}

// Squid 6 src/hier_code.h.
std::optional<Hierarchy> parse_hierarchy(std::string_view code) {
  const auto holds = [&](std::string_view part) {
    return code.find(part) != std::string_view::npos;
  };
  if (!is_code(code)) return std::nullopt;
  if (code == "HIER_NONE" || code == "NONE") return Hierarchy::none;
  if (holds("PARENT") || holds("SIBLING") || code == "CARP") return Hierarchy::peer;
  if (holds("DIRECT") || code == "ORIGINAL_DST" || code == "PINNED") return Hierarchy::direct;
  return std::nullopt;
}

bool is_host_text(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return ascii::is_alnum(c) || c == '.' || c == '-' || c == '_' || c == ':';
  });
}

struct Authority {
  std::string host;
  std::optional<std::uint16_t> port;
};

// Reads host, host:port and [address]:port. Returns an empty host for any other text.
Authority parse_authority(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at != std::string_view::npos) text.remove_prefix(at + 1);
  std::string_view host = text;
  std::string_view rest;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return {};
    host = text.substr(1, end - 1);
    rest = text.substr(end + 1);
  } else if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    host = text.substr(0, colon);
    rest = text.substr(colon);
  }
  Authority authority;
  if (!rest.empty()) {
    if (rest.front() != ':') return {};
    authority.port = net::parse_port(rest.substr(1));
    if (!authority.port) return {};
  }
  if (host.ends_with('.')) host.remove_suffix(1);
  if (is_host_text(host)) authority.host = ascii::lowered(host);
  return authority;
}

std::optional<std::uint16_t> default_port(std::string_view scheme) {
  if (scheme == "http" || scheme == "ws") return 80;
  if (scheme == "https" || scheme == "wss") return 443;
  if (scheme == "ftp") return 21;
  return std::nullopt;
}

// Squid logs host:port for CONNECT and a URL for any other method. `error:...` and urn: have no
// host.
Authority parse_request_target(std::string_view method, std::string_view url) {
  if (method == "CONNECT") return parse_authority(url);
  const std::string_view scheme = scheme_part(url);
  if (scheme.empty()) return {};
  url.remove_prefix(scheme.size() + 3);
  Authority authority = parse_authority(url.substr(0, url.find_first_of("/?#")));
  if (!authority.port) authority.port = default_port(ascii::lowered(scheme));
  return authority;
}

// The fields of the native format.
enum Field : std::size_t {
  kTime,
  kElapsed,
  kClient,
  kResult,
  kBytes,
  kMethod,
  kUrl,
  kUser,
  kServer,
  kType,
  kFields
};

std::optional<AccessRecord> parse_access(std::span<const std::string_view> words) {
  if (words.size() < kFields) return std::nullopt;
  const std::string_view time = words[kTime];
  const std::size_t dot = time.find('.');
  if (dot == std::string_view::npos || !all_digits(time.substr(0, dot)) ||
      !has_form(time.substr(dot), ".000")) {
    return std::nullopt;
  }
  std::string_view elapsed = words[kElapsed];
  if (elapsed.starts_with('-')) elapsed.remove_prefix(1);  // a clock that was set back
  if (!all_digits(elapsed) || !all_digits(words[kBytes])) return std::nullopt;
  const std::size_t slash = words[kResult].find('/');
  if (slash == std::string_view::npos || !is_code(words[kResult].substr(0, slash)) ||
      !has_form(words[kResult].substr(slash), "/000")) {
    return std::nullopt;
  }
  const std::size_t server_slash = words[kServer].find('/');
  if (server_slash == std::string_view::npos) return std::nullopt;
  const auto hierarchy = parse_hierarchy(words[kServer].substr(0, server_slash));
  if (!hierarchy) return std::nullopt;
  AccessRecord record;
  record.tag = words[kResult].substr(0, slash);
  for (const char digit : words[kResult].substr(slash + 1)) {
    record.status = record.status * 10 + (digit - '0');
  }
  const std::string_view bytes = words[kBytes];
  std::from_chars(bytes.data(), bytes.data() + bytes.size(), record.bytes);
  record.method = words[kMethod];
  const Authority target = parse_request_target(words[kMethod], words[kUrl]);
  record.host = target.host;
  if (!target.host.empty()) record.port = target.port;
  record.hierarchy = *hierarchy;
  const std::string_view server = words[kServer].substr(server_slash + 1);
  if (is_host_text(server) && server != "-") record.server = ascii::lowered(server);
  if (is_host_text(words[kClient])) record.client = ascii::lowered(words[kClient]);
  return record;
}

std::string length_of(std::string_view text) {
  return "(" + std::to_string(text.size()) + " bytes, not shown)";
}

// The host or the name of a peer, which squid prints as `10.0.0.1/7890/0` or as `name`.
std::string peer_name(std::string_view text) {
  const std::string_view name = text.substr(0, text.find('/'));
  return is_host_text(name) ? std::string(name) : length_of(text);
}

// Of `Bungled /etc/squid/squid.conf line 48: cache_peer ...` only file and line. The text after it
// is the line itself, which may hold the upstream's password, like any other message.
std::string fatal_detail(std::string_view text) {
  constexpr std::string_view kBungled = "Bungled ";
  constexpr std::string_view kLine = " line ";
  const std::size_t line = text.find(kLine);
  const std::size_t colon = text.find(':');
  if (!text.starts_with(kBungled) || line == std::string_view::npos ||
      colon == std::string_view::npos || line + kLine.size() >= colon) {
    return length_of(text);
  }
  const std::string_view file = text.substr(kBungled.size(), line - kBungled.size());
  const std::string_view number = text.substr(line + kLine.size(), colon - line - kLine.size());
  const bool is_path =
      file.starts_with("/etc/squid/") && std::all_of(file.begin(), file.end(), [](char c) {
        return ascii::is_alnum(c) || c == '/' || c == '.' || c == '-' || c == '_';
      });
  if (!is_path || !all_digits(number)) return length_of(text);
  return std::string(file) + " line " + std::string(number);
}

// The text between two literals. Returns no value if the text does not hold both.
std::optional<std::string_view> between(std::string_view text, std::string_view before,
                                        std::string_view after) {
  if (!text.starts_with(before) || !text.ends_with(after) ||
      text.size() < before.size() + after.size()) {
    return std::nullopt;
  }
  return text.substr(before.size(), text.size() - before.size() - after.size());
}

std::optional<SquidMessage> parse_message(std::string_view text) {
  using Kind = SquidMessageKind;
  if (const auto found = between(text, "FATAL: ", "")) {
    const Death death = death_in_fatal_error(*found);
    const bool has_detail = death == Death::configuration || death == Death::unknown;
    return SquidMessage{Kind::death, has_detail ? fatal_detail(*found) : std::string(), death};
  }
  // Squid 5 src/neighbors.cc; squid 6 says ERROR.
  for (const std::string_view before : {"TCP connection to ", "ERROR: Connection to "}) {
    if (const auto found = between(text, before, " failed")) {
      return SquidMessage{Kind::parent_unreachable, peer_name(*found)};
    }
  }
  if (const auto found = between(text, "Detected DEAD Parent: ", "")) {
    return SquidMessage{Kind::parent_unreachable, peer_name(*found)};
  }
  return std::nullopt;
}

// A message follows `2026/07/27 12:00:00|` or `2026/07/27 12:00:00 kid1|`.
std::optional<SquidMessage> parse_cache_log(std::string_view line,
                                            std::span<const std::string_view> words) {
  if (words.empty()) return std::nullopt;
  const auto rest_from = [&](std::string_view word) {
    return line.substr(static_cast<std::size_t>(word.data() - line.data()));
  };
  const auto rest_behind = [&](std::string_view word) {
    return ascii::trimmed(rest_from(word).substr(word.size()));
  };
  using Kind = SquidMessageKind;
  if (words[0] == "[proxyenv]") return SquidMessage{Kind::death, "", Death::layout_unknown};
  if (const auto death = death_in_shell_line(rest_from(words[0]))) {
    return SquidMessage{Kind::death, "", *death};
  }
  if (words.size() < 3 || !has_form(words[0], "0000/00/00")) return std::nullopt;
  if (has_form(words[1], "00:00:00|")) return parse_message(rest_behind(words[1]));
  if (has_form(words[1], "00:00:00") && words[2].starts_with("kid") && words[2].ends_with('|')) {
    return parse_message(rest_behind(words[2]));
  }
  return std::nullopt;
}

LogContent parse_content(std::string_view line, std::span<const std::string_view> words) {
  if (auto record = parse_access(words)) return *std::move(record);
  if (auto message = parse_cache_log(line, words)) return *std::move(message);
  return std::monostate{};
}

LogLine with_prefix(const LogPrefix& prefix, LogContent content) {
  return {prefix.writer, std::string(prefix.installation), std::string(prefix.numbered),
          std::move(content)};
}

}  // namespace

LogLine parse_log_line(std::string_view given, std::string_view squid) {
  std::string buffer;
  const std::string_view line = plain_log_line(given, buffer);
  const std::vector<std::string_view> all = ascii::words_of(line);
  const std::span<const std::string_view> words(all);
  const LogPrefix prefix = read_log_prefix(words, squid);
  LogLine read = with_prefix(prefix, parse_content(line, words.subspan(prefix.length)));
  const bool is_known =
      read.writer != LogWriter::unknown || !std::holds_alternative<std::monostate>(read.content);
  if (is_known) return read;
  // A name with nothing that marks it as a prefix is one only if a line of squid's stands behind
  // it.
  for (const LogPrefix& bare : read_bare_prefixes(words, squid)) {
    LogContent content = parse_content(line, words.subspan(bare.length));
    if (std::holds_alternative<std::monostate>(content)) continue;
    return with_prefix(bare, std::move(content));
  }
  return read;
}

}  // namespace proxyenv::dify
