// SPDX-License-Identifier: Apache-2.0
// The plan of `run` without options, for environments in which each proxy variable is absent, empty
// or plain (plain_value.hpp). Such a plan changes no entry and only appends some, and nothing is
// said on standard error. The rules are those of core/plan, where the reasons stand. Where a rule
// would do anything else, the answer is no, and the full plan decides. tests/start compares both.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/family.hpp"
#include "start/literal.hpp"
#include "start/plain_value.hpp"
#include "start/variables.hpp"

namespace proxyenv::start {

// A new entry. Its name with the `=` has 8 to 16 bytes, so two words that may overlap hold it.
// Nothing is initialized before it is needed, because clearing so much memory would call memset.
struct Addition {
  std::uint64_t name_begin;
  std::uint64_t name_end;
  std::size_t name_size;
  const char* value;
  std::size_t value_size;
  bool without_stars;  // `*.x` becomes `.x`, as gRPC reads it
  bool with_localhost;
  bool with_loopback_address;
};

struct PlainPlan {
  static constexpr std::size_t kMost = 7;  // each family of two gets at most one
  Addition additions[kMost];
  std::size_t count = 0;
  // http_proxy is new, and there is a list. If wget is BusyBox's, there is something to say.
  bool gives_busybox_a_proxy = false;
};

template <std::size_t kPosition>
Addition& add(PlainPlan& plan, const char* value, std::size_t size) {
  constexpr Literal kName(name_at(kPosition), "=");
  static_assert(kName.size >= kWordSize && kName.size <= 2 * kWordSize);
  Addition& addition = plan.additions[plan.count++];
  addition.name_begin = kName.word_at(0);
  addition.name_end = kName.word_at(kName.size - kWordSize);
  addition.name_size = kName.size;
  addition.value = value;
  addition.value_size = size;
  addition.without_stars = addition.with_localhost = addition.with_loopback_address = false;
  return addition;
}

// What the clients that read only lower case see of a family, before and after.
struct Seen {
  PlainProxy before;
  PlainProxy after;
  bool has_some_spelling = false;  // one of the two names will be there, be it empty
};

// What the rules know of the families that they have decided.
struct Decided {
  Seen http;
  Seen https;
  Seen grpc;
  PlainList list;
  bool has_new_http_proxy = false;
};

enum class Copied { nowhere, to_lower, to_upper };

[[nodiscard]] inline bool are_equal(const char* a, const char* b) {
  while (*a == *b && *a != '\0') {
    ++a;
    ++b;
  }
  return *a == *b;
}

// What both names of a family say. Null if neither is set, or if they differ, which `differ` tells.
[[nodiscard]] inline const char* common_value(const Values& values, bool& differ) {
  differ =
      values.lower != nullptr && values.upper != nullptr && !are_equal(values.lower, values.upper);
  if (differ) return nullptr;
  return values.lower != nullptr ? values.lower : values.upper;
}

[[nodiscard]] inline Copied missing_spelling(const Values& values) {
  if (values.lower == nullptr) return Copied::to_lower;
  return values.upper == nullptr ? Copied::to_upper : Copied::nowhere;
}

// False: the values need thought.
[[nodiscard]] inline bool decide_proxies(const Values& values, Seen& seen, PlainProxy& proxy,
                                         Copied& copied) {
  bool differ = false;
  copied = Copied::nowhere;
  const char* const value = common_value(values, differ);
  if (value == nullptr) return !differ;
  if (!read_plain_proxy(value, proxy)) return false;
  seen.has_some_spelling = true;
  if (values.lower != nullptr) seen.before = seen.after = proxy;
  if (proxy.size == 0) return true;
  copied = missing_spelling(values);
  // Only http:// is copied into lower case.
  if (copied == Copied::to_lower && !proxy.is_http) copied = Copied::nowhere;
  if (copied == Copied::to_lower) seen.after = proxy;
  return true;
}

// False: the values need thought.
[[nodiscard]] inline bool decide_lists(const Values& values, PlainList& list, Copied& copied) {
  bool differ = false;
  copied = Copied::nowhere;
  const char* const value = common_value(values, differ);
  if (value == nullptr) return !differ;
  if (!read_plain_list(value, list)) return false;
  if (list.size != 0) copied = missing_spelling(values);
  return true;
}

// Whether some version of gRPC would use a proxy. C-core stops at the first name that exists,
// grpc-js at the first that is not empty.
[[nodiscard]] inline bool may_be_proxied(const PlainProxy& grpc, const PlainProxy& https,
                                         const PlainProxy& http) {
  const PlainProxy& first = grpc.text != nullptr ? grpc : https.text != nullptr ? https : http;
  const PlainProxy& not_empty = grpc.size != 0 ? grpc : https.size != 0 ? https : http;
  return first.is_http || not_empty.is_http;
}

// The proxy that gRPC would choose. False: the value needs thought.
[[nodiscard]] inline bool decide_grpc(const Values& values, Decided& decided, bool& is_new) {
  is_new = false;
  if (values.upper != nullptr) return false;  // GRPC_PROXY, which nobody reads, may be a source
  Seen& seen = decided.grpc;
  if (values.lower != nullptr) {
    const bool is_plain = read_plain_proxy(values.lower, seen.before);
    seen.after = seen.before;
    return is_plain;
  }
  const Seen& chosen = decided.https.has_some_spelling ? decided.https : decided.http;
  is_new = chosen.after.is_http;
  if (is_new) seen.after = chosen.after;
  return true;
}

// Which exemptions gRPC needs in a list of its own.
struct GrpcList {
  bool is_new = false;
  bool lacks_localhost = false;
  bool lacks_loopback_address = false;
};

[[nodiscard]] inline bool names_loopback(const PlainList& list) {
  return list.names_localhost || list.names_loopback_address;
}

// False: the value needs thought.
[[nodiscard]] inline bool decide_grpc_list(const Values& values, const Decided& decided,
                                           GrpcList& grpc) {
  const Seen& https = decided.https;
  const Seen& http = decided.http;
  const bool is_proxied = may_be_proxied(decided.grpc.after, https.after, http.after);
  if (values.lower != nullptr) {
    PlainList given;
    return read_plain_list(values.lower, given) && (!is_proxied || names_loopback(given));
  }
  if (!is_proxied) return true;
  if (may_be_proxied(decided.grpc.before, https.before, http.before)) {
    // The full plan warns that gRPC asks the proxy for its own machine.
    if (!names_loopback(decided.list)) return false;
  } else {
    grpc.lacks_localhost = !decided.list.names_localhost;
    grpc.lacks_loopback_address = !decided.list.names_loopback_address;
  }
  grpc.is_new = decided.list.wildcards != 0 || grpc.lacks_localhost || grpc.lacks_loopback_address;
  return true;
}

template <Family kFamily>
void add_copy(PlainPlan& plan, Copied copied, const char* value, std::size_t size) {
  constexpr std::size_t kLower = 2 * static_cast<std::size_t>(kFamily);
  if (copied == Copied::to_lower) add<kLower>(plan, value, size);
  if (copied == Copied::to_upper) add<kLower + 1>(plan, value, size);
}

// The rules of one family: whether all of its values need no thought. Its new entries are appended.
template <Family kFamily>
[[nodiscard]] bool plan_proxies(const Values& values, Decided& decided, PlainPlan& plan) {
  Seen of_no_interest;
  Seen& seen = kFamily == Family::http    ? decided.http
               : kFamily == Family::https ? decided.https
                                          : of_no_interest;
  PlainProxy proxy;
  Copied copied = Copied::nowhere;
  if (!decide_proxies(values, seen, proxy, copied)) return false;
  if (kFamily == Family::http) decided.has_new_http_proxy = copied == Copied::to_lower;
  add_copy<kFamily>(plan, copied, proxy.text, proxy.size);
  return true;
}

template <Family kFamily>
[[nodiscard]] bool plan_lists(const Values& values, Decided& decided, PlainPlan& plan) {
  Copied copied = Copied::nowhere;
  if (!decide_lists(values, decided.list, copied)) return false;
  add_copy<kFamily>(plan, copied, decided.list.text, decided.list.size);
  plan.gives_busybox_a_proxy = decided.has_new_http_proxy && decided.list.size != 0;
  return true;
}

template <std::size_t kPosition>
[[nodiscard]] bool plan_grpc(const Values& values, Decided& decided, PlainPlan& plan) {
  bool is_new = false;
  if (!decide_grpc(values, decided, is_new)) return false;
  if (is_new) add<kPosition>(plan, decided.grpc.after.text, decided.grpc.after.size);
  return true;
}

template <std::size_t kPosition>
[[nodiscard]] bool plan_grpc_list(const Values& values, const Decided& decided, PlainPlan& plan) {
  GrpcList grpc;
  if (!decide_grpc_list(values, decided, grpc)) return false;
  if (!grpc.is_new) return true;
  const PlainList& list = decided.list;
  Addition& addition = add<kPosition>(plan, list.text, list.size - list.wildcards);
  addition.without_stars = list.wildcards != 0;
  addition.with_localhost = grpc.lacks_localhost;
  addition.with_loopback_address = grpc.lacks_loopback_address;
  return true;
}

template <Family kFamily>
[[nodiscard]] bool plan_family(const Variables& variables, Decided& decided, PlainPlan& plan) {
  constexpr FamilyRow kRow = row_of(kFamily);
  constexpr std::size_t kLower = 2 * static_cast<std::size_t>(kFamily);
  const Values& values = variables.of(kFamily);
  if constexpr (kRow.mirrored && kRow.is_list) {
    return plan_lists<kFamily>(values, decided, plan);
  } else if constexpr (kRow.mirrored) {
    return plan_proxies<kFamily>(values, decided, plan);
  } else if constexpr (kFamily == Family::grpc) {
    return plan_grpc<kLower>(values, decided, plan);
  } else {
    static_assert(kFamily == Family::no_grpc);
    return plan_grpc_list<kLower>(values, decided, plan);
  }
}

template <std::size_t... kRow>
[[nodiscard]] bool plan_families(const Variables& variables, PlainPlan& plan,
                                 std::index_sequence<kRow...> /*rows*/) {
  // A rule uses what the rules of earlier rows have decided.
  static_assert(Family::http < Family::no && Family::http < Family::grpc &&
                Family::https < Family::grpc && Family::grpc < Family::no_grpc &&
                Family::no < Family::no_grpc);
  Decided decided;
  return (plan_family<kFamilies[kRow].family>(variables, decided, plan) && ...);
}

// The entries that `run` would append, in the order of kFamilies. False: the full plan must decide.
[[nodiscard]] inline bool make_plain_plan(const Variables& variables, PlainPlan& plan) {
  return plan_families(variables, plan, std::make_index_sequence<kFamilyCount>());
}

// --- the new entries as bytes ------------------------------------------------------------------

// With the final NUL.
[[nodiscard]] inline std::size_t size_of(const Addition& addition) {
  constexpr std::size_t kLocalhost = Literal(",localhost").size;
  constexpr std::size_t kLoopbackAddress = Literal(",127.0.0.1").size;
  std::size_t size = addition.name_size + addition.value_size + 1;
  if (addition.with_localhost) size += kLocalhost;
  if (addition.with_loopback_address) size += kLoopbackAddress;
  const bool begins_with_comma = addition.value_size == 0;
  return size - (begins_with_comma ? 1 : 0);
}

template <Literal kText>
[[nodiscard]] char* write_bytes(char* to) {
  static_assert(kText.size >= kWordSize && kText.size <= 2 * kWordSize);
  store_word(to, kText.word_at(0));
  store_word(to + kText.size - kWordSize, kText.word_at(kText.size - kWordSize));
  return to + kText.size;
}

// Writes size_of() bytes.
inline void write_entry(const Addition& addition, char* to) {
  store_word(to, addition.name_begin);
  store_word(to + addition.name_size - kWordSize, addition.name_end);
  to += addition.name_size;
  const char* from = addition.value;
  for (std::size_t left = addition.value_size; left > 0; ++from) {
    if (addition.without_stars && *from == '*') continue;
    *to++ = *from;
    --left;
  }
  bool needs_comma = addition.value_size != 0;
  if (addition.with_localhost) {
    if (needs_comma) *to++ = ',';
    to = write_bytes<"localhost">(to);
    needs_comma = true;
  }
  if (addition.with_loopback_address) {
    if (needs_comma) *to++ = ',';
    to = write_bytes<"127.0.0.1">(to);
  }
  *to = '\0';
}

}  // namespace proxyenv::start
