// SPDX-License-Identifier: Apache-2.0
// What may be shown of a value. People paste our output into chats, so no user information of a
// proxy URL may be in it: not raw, not decoded, not in part. These functions work on bytes and ask
// no parser first; what they do not recognise completely is shown as its length.
// The results still hold bytes from outside: pass them through escape_for_display() to print them.
// There is one decision about it, and it is made on the whole value as it was given, before
// anything is cut: a password may hold whatever separates entries, words and parts of a URL.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv {

// Whether the value holds an `@`: as it stands, percent-encoded to any depth, or as one of the
// wide forms that URL parsers fold to it (UTS 46), anywhere in the value. A user and a password may
// stand before it. Takes time in proportion to the value's length.
[[nodiscard]] bool holds_at_sign(std::string_view value);

// Whether a value that is no proxy (a list, a word, a URL's path) may hold the credentials of one:
// it holds an `@` in some form, or a `://`, behind which they may stand alone.
[[nodiscard]] bool may_hold_credentials(std::string_view value);

// "(31 bytes, not shown)".
[[nodiscard]] std::string length_of(std::string_view value);

// The host and the port that redact_proxy() shows of a value, as written there; the port is empty
// where none is written. Returns no value where only the length is shown.
struct ShownProxy {
  std::string_view host;  // an IPv6 address has its brackets
  std::string_view port;
};
[[nodiscard]] std::optional<ShownProxy> shown_proxy(std::string_view value);

// "http://***@host:3128" for a proxy value with credentials, the value itself (its path hidden)
// for one that reads as a proxy without; else "(31 bytes, not shown)".
[[nodiscard]] std::string redact_proxy(std::string_view value);

// Whether entries of exemption lists may be shown. It is asked of every list, whole and as it was
// given, from which an entry may come, since one list is made from another. Where one of them may
// hold credentials, no entry is shown: a URL cannot be cut out safely, because a password may hold
// the separators.
class ListDisclosure {
 public:
  ListDisclosure() = default;
  explicit ListDisclosure(std::string_view raw_list) { take(raw_list); }

  void take(std::string_view raw_list);
  [[nodiscard]] bool shows_entries() const { return shows_entries_; }
  // The list, or its length.
  [[nodiscard]] std::string list(std::string_view value) const;
  // "`a`", or "`a` and 2 more"; "3 entries" where they are not shown. At least one entry.
  [[nodiscard]] std::string quoted(const std::vector<std::string_view>& entries) const;

  friend bool operator==(const ListDisclosure&, const ListDisclosure&) = default;

 private:
  bool shows_entries_ = true;
};

// An entry that was cut out of a list. It is shown by the decision about the whole list alone.
class EntryOfList {
 public:
  explicit EntryOfList(std::string_view text) : text_(text) {}
  // "the entry `a`", or "an entry that is not shown".
  [[nodiscard]] std::string described(const ListDisclosure& lists) const;

 private:
  std::string text_;
};

// A variable of --also. JAVA_TOOL_OPTIONS may hold any secret (-Djavax.net.ssl.keyStorePassword=,
// -Dhttp.proxyPassword=), so words show only where they name a proxy's host, its port or
// exemptions, runs of others as their length, and none where the value holds an `@`; a value of
// NODE_USE_ENV_PROXY only where it is one that somebody means.
// `lists`: of those that the exemptions in the value may come from.
[[nodiscard]] std::string redact_client_option(std::string_view value,
                                               const ListDisclosure& lists = {});

// Whether a word of the command line, or a path, may hold credentials. An `@` alone makes no secret
// of a path without a colon (/opt/node_modules/@scope/tool).
[[nodiscard]] bool may_word_hold_credentials(std::string_view word);

// Such a word: itself, or its length where it may hold credentials or is longer than 256 bytes.
[[nodiscard]] std::string redact_word(std::string_view word);

}  // namespace proxyenv
