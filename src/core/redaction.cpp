// SPDX-License-Identifier: Apache-2.0
#include "core/redaction.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "core/proxy_url.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"

namespace proxyenv {

namespace {

bool is_surrounding(char c) {
  return ascii::is_blank(c) || ascii::is_quote(c);
}

// Decodes percent escapes as often as there are any, and folds the full-width and small forms of
// ASCII characters, as a client may do before it looks for a URL. Whatever a new character
// completes is folded at once, so each byte is looked at a few times and no more.
class Decoder {
 public:
  void add(char c) {
    text_.push_back(c);
    while (fold_end()) {
    }
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  // Replaces the last three bytes by the character that they stand for, if they do.
  bool fold_end() {
    constexpr std::size_t kLength = 3;  // of an escape, and of a folded character in UTF-8
    if (text_.size() < kLength) return false;
    const std::string_view end = std::string_view(text_).substr(text_.size() - kLength);
    const auto meant =
        is_percent_escape(end, 0) ? std::optional(percent_decoded(end).front()) : folded(end);
    if (!meant) return false;
    text_.resize(text_.size() - kLength);
    text_.push_back(*meant);
    return true;
  }

  static std::optional<char> folded(std::string_view bytes) {
    if (bytes[0] != '\xef') return std::nullopt;
    const auto second = static_cast<unsigned char>(bytes[1]);
    const auto third = static_cast<unsigned char>(bytes[2]);
    // U+FF01 to U+FF5E are `!` to `~`.
    if (second == 0xbc && third >= 0x81) return static_cast<char>(third - 0x60);
    if (second == 0xbd && third <= 0x9e) return static_cast<char>(third - 0x20);
    constexpr std::array<std::pair<unsigned char, char>, 3> kSmall = {
        {{0xab, '@'}, {0xaa, '%'}, {0x95, ':'}}};
    for (const auto& [small, meant] : kSmall) {
      if (second == 0xb9 && third == small) return meant;
    }
    return std::nullopt;
  }

  std::string text_;
};

std::string fully_decoded(std::string_view text) {
  Decoder decoder;
  for (const char c : text) decoder.add(c);
  return decoder.take();
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
bool holds_colon(std::string_view decoded) {
  return decoded.find(':') != std::string_view::npos;
}

// What stands in a proxy value behind its credentials.
struct Tail {
  std::string_view host;
  std::string_view port;  // empty where none is written
  std::string_view path;
};

// Reads `host` or `host:port`, both optionally with a path, into `tail`. False for any other text.
bool read_tail(std::string_view text, Tail& tail) {
  const std::size_t path = std::min(text.find_first_of("/?#"), text.size());
  tail.path = text.substr(path);
  const std::string_view authority = text.substr(0, path);
  const std::size_t host_end =
      authority.starts_with('[') ? authority.find(']') + 1 : std::min(authority.find(':'), path);
  tail.host = authority.substr(0, host_end);
  if (!net::is_host(tail.host)) return false;
  const std::string_view behind = authority.substr(host_end);
  if (behind.empty()) return true;
  tail.port = behind.substr(1);
  return behind.front() == ':' && net::parse_port(tail.port).has_value();
}

// An option that tells a JVM of a proxy and can hold nothing else.
bool is_java_proxy_option(std::string_view word, const ListDisclosure& lists) {
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
  return list && lists.shows_entries() && std::all_of(list->begin(), list->end(), [](char c) {
           return ascii::is_alnum(c) || std::string_view(".-_*[]:|").find(c) != std::string::npos;
         });
}

std::string shown(std::string_view path) {
  return path.empty() || path == "/" ? std::string(path) : "/***";
}

// A proxy value of which more than the length may be shown, in its pieces.
struct ProxyPieces {
  std::string_view before;  // blanks and quotes round the value: a person may be looking for them
  std::string_view scheme;  // with its `://`; may be empty
  bool has_credentials = false;
  Tail tail;
  std::string_view after;
};

std::optional<ProxyPieces> read_pieces(std::string_view value) {
  ProxyPieces pieces;
  std::string_view core = value;
  while (!core.empty() && is_surrounding(core.front())) core.remove_prefix(1);
  pieces.before = value.substr(0, value.size() - core.size());
  while (!core.empty() && is_surrounding(core.back())) core.remove_suffix(1);
  pieces.after = value.substr(pieces.before.size() + core.size());

  const std::string_view scheme = scheme_part(core);
  // `alice://s3cret@host:3128`: what stands there may be a user.
  if (!scheme.empty() && !is_known_scheme(ascii::lowered(scheme))) return std::nullopt;
  pieces.scheme = core.substr(0, scheme.empty() ? 0 : scheme.size() + 3);
  const std::string_view rest = core.substr(pieces.scheme.size());
  const std::size_t at = rest.rfind('@');
  pieces.has_credentials = at != std::string_view::npos;
  const std::string_view behind = pieces.has_credentials ? rest.substr(at + 1) : rest;
  // `http://alice:443/s3cret%40host:3128`: what looks like a host may be a user.
  if (holds_at_sign(behind) || !read_tail(behind, pieces.tail)) return std::nullopt;
  // Without a scheme, and behind an `@`, only a port tells a host from the rest of a password.
  const bool certain =
      !pieces.tail.port.empty() || (!pieces.has_credentials && !pieces.scheme.empty());
  if (!certain) return std::nullopt;
  return pieces;
}

}  // namespace

bool holds_at_sign(std::string_view value) {
  return holds_at(fully_decoded(value));
}

bool may_hold_credentials(std::string_view value) {
  const std::string decoded = fully_decoded(value);
  return holds_at(decoded) || holds_url(decoded);
}

std::string length_of(std::string_view value) {
  return "(" + std::to_string(value.size()) + (value.size() == 1 ? " byte" : " bytes") +
         ", not shown)";
}

std::optional<ShownProxy> shown_proxy(std::string_view value) {
  const auto pieces = read_pieces(value);
  if (!pieces) return std::nullopt;
  return ShownProxy{pieces->tail.host, pieces->tail.port};
}

std::string redact_proxy(std::string_view value) {
  if (std::all_of(value.begin(), value.end(), is_surrounding)) return std::string(value);
  const auto pieces = read_pieces(value);
  if (!pieces) return length_of(value);
  std::string text(pieces->before);
  text.append(pieces->scheme);
  if (pieces->has_credentials) text.append("***@");
  text.append(pieces->tail.host);
  if (!pieces->tail.port.empty()) text.append(":").append(pieces->tail.port);
  text.append(shown(pieces->tail.path)).append(pieces->after);
  return text;
}

void ListDisclosure::take(std::string_view raw_list) {
  if (may_hold_credentials(raw_list)) shows_entries_ = false;
}

std::string ListDisclosure::list(std::string_view value) const {
  return shows_entries_ && !may_hold_credentials(value) ? std::string(value) : length_of(value);
}

std::string ListDisclosure::quoted(const std::vector<std::string_view>& entries) const {
  const std::size_t count = entries.size();
  if (!shows_entries_) return std::to_string(count) + (count == 1 ? " entry" : " entries");
  std::string text = "`" + std::string(entries.front()) + "`";
  if (count > 1) text.append(" and ").append(std::to_string(count - 1)).append(" more");
  return text;
}

std::string EntryOfList::described(const ListDisclosure& lists) const {
  return lists.shows_entries() ? "the entry `" + text_ + "`" : "an entry that is not shown";
}

std::string redact_client_option(std::string_view value, const ListDisclosure& lists) {
  constexpr std::array<std::string_view, 7> kSwitches = {"",      "0",  "1",  "true",
                                                         "false", "on", "off"};
  if (std::find(kSwitches.begin(), kSwitches.end(), value) != kSwitches.end()) {
    return std::string(value);
  }
  if (holds_at_sign(value)) return length_of(value);
  constexpr std::string_view kSpace = " \t\n\v\f\r";
  std::string text;
  const auto append = [&text](std::string_view piece) {
    text.append(text.empty() ? "" : " ").append(piece);
  };
  std::string_view hidden;  // consecutive words that are not shown
  for (std::size_t begin = value.find_first_not_of(kSpace); begin < value.size();) {
    const std::size_t end = std::min(value.find_first_of(kSpace, begin), value.size());
    const std::string_view word = value.substr(begin, end - begin);
    if (is_java_proxy_option(word, lists)) {
      if (!hidden.empty()) append(length_of(hidden));
      hidden = {};
      append(word);
    } else if (hidden.empty()) {
      hidden = word;
    } else {
      hidden = {hidden.data(), static_cast<std::size_t>(word.end() - hidden.begin())};
    }
    begin = value.find_first_not_of(kSpace, end);
  }
  if (!hidden.empty()) append(length_of(hidden));
  return text;
}

bool may_word_hold_credentials(std::string_view word) {
  // `//user@host` is a URL without its scheme, not a path.
  const bool is_path = (word.starts_with('/') && !word.starts_with("//")) ||
                       word.starts_with("./") || word.starts_with("../");
  const std::string decoded = fully_decoded(word);
  return holds_url(decoded) || (holds_at(decoded) && (holds_colon(decoded) || !is_path));
}

std::string redact_word(std::string_view word) {
  constexpr std::size_t kLongestWord = 256;  // no message of 100 KiB
  const bool is_shown = word.size() <= kLongestWord && !may_word_hold_credentials(word);
  return is_shown ? std::string(word) : length_of(word);
}

}  // namespace proxyenv
