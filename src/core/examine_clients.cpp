// SPDX-License-Identifier: Apache-2.0
#include "core/examine_clients.hpp"

#include <algorithm>
#include <string_view>

#include "core/no_proxy.hpp"
#include "core/readers.hpp"
#include "core/repair_list.hpp"
#include "core/told_client.hpp"
#include "net/address.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

// Whether an entry of the spelling is as asked. What a repair would mend is read as mended, since
// another finding tells it. Otherwise entries stand between commas: to clients the rest is one
// name.
template <class Asked>
bool some_entry(const Spelling& spelling, Asked asked) {
  return std::any_of(spelling.raw.begin(), spelling.raw.end(), [&](std::string_view raw) {
    const RepairedList repaired = repair_list(raw);  // of a list in doubt the same bytes
    const auto entries = entries_at_commas(repaired.value);
    return std::any_of(entries.begin(), entries.end(), asked);
  });
}

template <class Asked>
bool some_entry_of_both(const Spellings& spellings, Asked asked) {
  return some_entry(spellings.of(Family::no, Case::lower), asked) ||
         some_entry(spellings.of(Family::no, Case::upper), asked);
}

bool is_any(std::string_view /*entry*/) {
  return true;
}

bool names_loopback(std::string_view entry) {
  if (std::any_of(entry.begin(), entry.end(), is_list_separator)) return false;
  return entry == kEveryHost || names_localhost(entry) || names_loopback_address(entry);
}

// gRPC takes http:// proxies alone, from the first of these variables that is there.
bool grpc_is_proxied(const Spellings& spellings) {
  for (const Family family : {Family::grpc, Family::https, Family::http}) {
    const Spelling& lower = spellings.of(family, Case::lower);
    if (lower.state == SpellingState::absent || lower.state == SpellingState::empty) continue;
    return ascii::lowered(ascii::trimmed(lower.raw.front())).starts_with("http:");
  }
  return false;
}

// The list that gRPC reads.
bool grpc_list_names_loopback(const Spellings& spellings) {
  const Spelling& own = spellings.of(Family::no_grpc, Case::lower);
  const Spelling& list =
      own.state == SpellingState::absent ? spellings.of(Family::no, Case::lower) : own;
  return some_entry(list, names_loopback);
}

// Whether gRPC asks the proxy for its own machine depends on the letter case that was set. With
// upper case alone the plan gives gRPC a list with loopback; with lower case it was so before.
void examine_loopback(std::vector<Finding>& findings, const Spellings& spellings) {
  if (grpc_is_proxied(spellings) && !grpc_list_names_loopback(spellings)) {
    const Spelling& own = spellings.of(Family::no_grpc, Case::lower);
    const std::string_view list =
        row_of(own.state == SpellingState::absent ? Family::no : Family::no_grpc).lower;
    add_finding(findings, FindingKind::grpc_loopback_not_exempt, list,
                "does not name loopback: gRPC reads the lower-case proxies, and asks the proxy for "
                "servers on localhost");
    return;
  }
  if (!has_value(spellings, Family::http) && !has_value(spellings, Family::https) &&
      !has_value(spellings, Family::all)) {
    return;
  }
  if (some_entry_of_both(spellings, names_loopback)) return;
  add_finding(findings, FindingKind::loopback_not_exempt, row_of(Family::no).upper,
              text::concatenated({"does not name loopback: all but ", who_does(Habit::loopback),
                                  " send requests for localhost to the proxy"}));
}

// 169.254.0.0/16 is link-local (RFC 3927). EC2, Azure, Google Cloud, OpenStack and others answer
// with an instance's metadata and credentials at 169.254.169.254, over http. A proxy outside the
// instance cannot reach that address.
void examine_metadata(std::vector<Finding>& findings, const Spellings& spellings) {
  const bool is_proxied = has_value(spellings, Family::http) || has_value(spellings, Family::all);
  const net::Address metadata = *net::parse_address("169.254.169.254");
  const auto names_metadata = [&](std::string_view entry) {
    const auto network = net::parse_network(entry);
    return entry == kEveryHost || net::parse_address(entry) == metadata ||
           (network && !network->address.is_v6 && net::contains(*network, metadata));
  };
  if (!is_proxied || some_entry_of_both(spellings, names_metadata)) return;
  add_finding(findings, FindingKind::metadata_not_exempt, row_of(Family::no).upper,
              "does not name 169.254.169.254: in a cloud, requests for metadata and credentials go "
              "to the proxy");
}

// BusyBox wget takes http_proxy for http:// and https:// alike, ftp_proxy, and no list
// (networking/wget.c of 1.35, run: https:// goes to the proxy as a GET, without CONNECT).
void examine_busybox(std::vector<Finding>& findings, const Spellings& spellings) {
  if (!spellings.of(Family::http, Case::lower).has_value()) return;
  if (!some_entry_of_both(spellings, is_any)) return;
  add_finding(findings, FindingKind::busybox_wget, row_of(Family::http).lower,
              "decides alone for wget of BusyBox (Alpine): it reads no list, and uses this proxy "
              "for https:// too");
}

}  // namespace

bool has_value(const Spellings& spellings, Family family) {
  return spellings.of(family, Case::lower).has_value() ||
         (spellings.counts(family, Case::upper) && spellings.of(family, Case::upper).has_value());
}

void examine_exemptions(std::vector<Finding>& findings, const Spellings& spellings) {
  examine_busybox(findings, spellings);
  examine_loopback(findings, spellings);
  examine_metadata(findings, spellings);
}

void examine_node(std::vector<Finding>& findings, const Spellings& spellings) {
  const bool is_proxied = has_value(spellings, Family::http) || has_value(spellings, Family::https);
  if (!is_proxied || spellings.node_is_told()) return;
  add_finding(findings, FindingKind::node_reads_no_proxy,
              kToldClients[static_cast<std::size_t>(ToldClient::node)].variable,
              "is not set: without it fetch and http of Node.js ignore the proxy variables");
}

}  // namespace proxyenv
