// SPDX-License-Identifier: Apache-2.0
#include "laws/common_reading.hpp"

#include <algorithm>

#include "core/no_proxy.hpp"
#include "core/repair_list.hpp"
#include "net/address.hpp"
#include "net/domain.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::testing {

namespace {

bool covers(std::string_view entry, const std::string& host, bool apex_of_dotted) {
  if (entry == "*") return true;
  const auto address = net::parse_address(host);
  if (const auto network = net::parse_network(entry)) {
    return address && net::contains(*network, *address);
  }
  if (const auto listed = net::parse_address(entry)) return address && *address == *listed;
  if (address) return false;
  if (entry.starts_with("*.")) entry.remove_prefix(1);
  const bool is_dotted = entry.starts_with('.');
  if (is_dotted) entry.remove_prefix(1);
  if (host == entry) return !is_dotted || apex_of_dotted;
  return net::is_in_domain(host, entry);
}

bool is_name_of_loopback(std::string_view text) {
  return text == "localhost" || text.starts_with("127.") || text == "::1" || text == "::" ||
         text == "0.0.0.0";
}

// Removes scheme, brackets, port and trailing dots.
std::string_view bare(std::string_view entry) {
  if (const auto scheme = entry.find("://"); scheme != entry.npos) entry.remove_prefix(scheme + 3);
  if (entry.starts_with('[')) {
    entry = entry.substr(1, entry.find(']') - 1);
  } else if (std::count(entry.begin(), entry.end(), ':') == 1) {
    entry = entry.substr(0, entry.find(':'));
  }
  while (entry.size() > 1 && entry.ends_with('.')) entry.remove_suffix(1);
  return entry;
}

}  // namespace

std::vector<ListEntry> listed_entries(const Environment& environment, bool for_grpc) {
  std::vector<ListEntry> entries;
  for (const char* const entry : environment.entries()) {
    const auto variable = split_entry(entry);
    if (!variable) continue;
    const bool is_list = ascii::lowered(variable->name) == "no_proxy" ||
                         (for_grpc && variable->name == "no_grpc_proxy");
    if (!is_list) continue;
    const RepairedList repaired = repair_list(variable->value);
    // A list that cannot be repaired is only split at commas.
    const std::string list =
        repaired.defect == ListDefect::none ? repaired.value : std::string(variable->value);
    for (const std::string_view piece : text::split(list, ",")) {
      const std::string_view text = text::trimmed(piece, text::kAsciiSpace);
      if (!text.empty()) entries.push_back({ascii::lowered(text), variable->name});
    }
  }
  return entries;
}

EntryForm form_of(std::string_view entry) {
  if (entry == "*") return EntryForm::everything;
  if (entry.starts_with("*.")) return EntryForm::wildcard;
  if (entry.starts_with('.')) return EntryForm::dotted;
  if (const auto network = net::parse_network(entry)) {
    return network->address.is_v6 ? EntryForm::network_v6 : EntryForm::network_v4;
  }
  if (const auto address = net::parse_address(entry)) {
    return address->is_v6 ? EntryForm::address_v6 : EntryForm::address_v4;
  }
  const bool is_name = std::all_of(entry.begin(), entry.end(), [](char c) {
    return ascii::is_alnum(c) || c == '-' || c == '.' || c == '_';
  });
  return is_name ? EntryForm::name : EntryForm::odd;
}

bool exempts(std::string_view entry, const Target& target) {
  return covers(entry, target.lowered_host(), false);
}

bool may_name(std::string_view entry, const Target& target) {
  const std::string host(bare(target.lowered_host()));
  // Split like the most lenient client, because some clients read parts of a list that cannot be
  // repaired.
  for (const std::string_view piece : entries_of(entry)) {
    if (covers(bare(piece), host, true)) return true;
    if (is_name_of_loopback(bare(piece)) && is_name_of_loopback(host)) return true;
  }
  return false;
}

}  // namespace proxyenv::testing
