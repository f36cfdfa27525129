// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/log_tally.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "dify/setup/squid_config.hpp"
#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

// An address' bytes, of one that is IPv4 mapped into IPv6 the IPv4 ones.
using AddressBytes = std::vector<unsigned char>;
std::optional<AddressBytes> parse_address(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  const std::string host(text);
  AddressBytes bytes(sizeof(in_addr));
  if (inet_pton(AF_INET, host.c_str(), bytes.data()) == 1) return bytes;
  bytes.resize(sizeof(in6_addr));
  if (inet_pton(AF_INET6, host.c_str(), bytes.data()) != 1) return std::nullopt;
  constexpr std::array<unsigned char, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (std::equal(kMapped.begin(), kMapped.end(), bytes.begin())) {
    bytes.erase(bytes.begin(), bytes.begin() + kMapped.size());
  }
  return bytes;
}

bool same_address(std::string_view a, std::string_view b) {
  const auto left = parse_address(a);
  return left && left == parse_address(b);
}

bool has_address(const std::vector<std::string>& addresses, std::string_view address) {
  return std::any_of(addresses.begin(), addresses.end(),
                     [&](const std::string& one) { return same_address(one, address); });
}

// A peer with `originserver` (the sandbox) is never sent a CONNECT, save to its own port (squid 5
// and 6, src/neighbors.cc, peerAllowedToUse): a tunnel to 443 is what tells the upstream's address
// where only its name is known.
bool proves_upstream(const AccessRecord& record) {
  return record.hierarchy == Hierarchy::peer && record.method == "CONNECT" && record.port == 443 &&
         !record.server.empty();
}

struct Judgement {
  Way way;
  std::optional<Cause> cause;
};

Judgement judge_refusal(const AccessRecord& record) {
  if (record.method == "CONNECT" && record.port && record.port != 443) {
    return {Way::denied, Cause::port_denied};
  }
  return {Way::denied, Cause::guard_denied};
}

// Squid itself answered.
Judgement judge_own_answer(const AccessRecord& record, bool listed) {
  if (record.status >= 500) {
    return {Way::failed, listed ? Cause::no_living_upstream : Cause::name_unknown};
  }
  if (record.status >= 400) return {Way::denied, Cause::invalid_request};
  return {Way::cached, std::nullopt};
}

// What a status says that came through a peer or from the host. On CONNECT every status but 2xx is
// an answer of the proxies; else 4xx and 500 are the host's own business.
std::optional<Cause> failure(const AccessRecord& record) {
  const bool connect = record.method == "CONNECT";
  const bool gateway_error = record.status >= 502 && record.status <= 504;
  if (record.hierarchy == Hierarchy::direct) {
    return (connect && record.status >= 400) || gateway_error
               ? std::optional(Cause::host_unreachable)
               : std::nullopt;
  }
  if (record.status == 407) return Cause::upstream_wants_password;
  // Squid 5 logs NONE_NONE where the connection to the peer failed; squid 6 TCP_TUNNEL, as it does
  // where the peer answered: cache.log tells those apart.
  if (connect && record.status >= 500) {
    return record.tag.starts_with("NONE") ? Cause::upstream_unreachable
                                          : Cause::upstream_answered_error;
  }
  if (connect && record.status >= 400) return Cause::upstream_refused;
  if (gateway_error) return Cause::upstream_answered_error;
  return std::nullopt;
}

// `other_peer` stands for each peer here: which one it was is known when the log is at its end.
Judgement judge(const AccessRecord& record, bool listed) {
  if (record.tag.find("DENIED") != std::string::npos) return judge_refusal(record);
  // The client left first; a listed host that squid had asked directly went direct all the same.
  // `*_ABORTED` with a status is a normal end.
  if (record.status == 0) {
    return {listed && record.hierarchy == Hierarchy::direct ? Way::direct : Way::unanswered,
            std::nullopt};
  }
  if (record.hierarchy == Hierarchy::none) return judge_own_answer(record, listed);
  if (const auto cause = failure(record)) return {Way::failed, cause};
  return {record.hierarchy == Hierarchy::direct ? Way::direct : Way::other_peer, std::nullopt};
}

}  // namespace

bool is_address(std::string_view host) {
  return parse_address(host).has_value();
}

bool is_covered(std::string_view host, const std::vector<std::string>& domains) {
  return std::any_of(domains.begin(), domains.end(), [&](const std::string& domain) {
    if (!domain.starts_with('.')) return host == domain;
    return domain.size() > 1 && (host.ends_with(domain) || host == domain.substr(1));
  });
}

bool is_in_network(std::string_view host, std::string_view network) {
  const std::size_t slash = network.find('/');
  const auto address = parse_address(host);
  const auto first = parse_address(network.substr(0, slash));
  if (!address || !first || address->size() != first->size()) return false;
  std::size_t bits = first->size() * 8;
  if (slash != std::string_view::npos) {
    const std::string_view length = network.substr(slash + 1);
    const char* const end = length.data() + length.size();
    const auto read = std::from_chars(length.data(), end, bits);
    if (read.ec != std::errc() || read.ptr != end || bits > first->size() * 8) return false;
  }
  for (std::size_t bit = 0; bit < bits; ++bit) {
    const unsigned mask = 0x80U >> (bit % 8);
    if (((*address)[bit / 8] & mask) != ((*first)[bit / 8] & mask)) return false;
  }
  return true;
}

bool should_use_upstream(std::string_view host, const Expectation& expectation) {
  if (expectation.everything) {
    const bool is_service = host.find_first_of(".:") == std::string_view::npos;
    return !is_service && !is_covered(host, expectation.direct) &&
           std::none_of(expectation.direct_addresses.begin(), expectation.direct_addresses.end(),
                        [&](const std::string& network) { return is_in_network(host, network); });
  }
  return is_covered(host, expectation.domains);
}

void LogCount::add(std::string_view text) {
  LogLine line = parse_log_line(text);
  const bool counts = line.writer == LogWriter::unknown || line.writer == LogWriter::ssrf_proxy ||
                      (line.writer == LogWriter::agent_ssrf_proxy && expectation_.agent);
  if (!counts) line.content = std::monostate{};
  if (const auto* record = std::get_if<AccessRecord>(&line.content)) {
    ++tally_.access_lines;
    // A squid that answers has started since.
    std::erase_if(tally_.stops, [&](const Stop& stop) { return stop.writer == line.writer; });
    if (!record->host.empty()) add_record(*record);
  } else if (auto* message = std::get_if<SquidMessage>(&line.content)) {
    ++tally_.message_lines;
    add_message(line.writer, std::move(*message));
  } else if (!ascii::trimmed(text).empty()) {
    ++tally_.other_lines;
  }
}

void LogCount::add_message(LogWriter writer, SquidMessage message) {
  // A restart loop says the same again and again; more than these nobody reads.
  constexpr std::size_t kMostStops = 16;
  constexpr std::size_t kMostPeers = 1000;
  if (message.kind == SquidMessageKind::parent_unreachable) {
    if (lost_peers_.size() < kMostPeers) lost_peers_.insert(std::move(message.detail));
    return;
  }
  Stop stop{writer, std::move(message)};
  const bool is_new =
      std::find(tally_.stops.begin(), tally_.stops.end(), stop) == tally_.stops.end();
  if (is_new && tally_.stops.size() < kMostStops) tally_.stops.push_back(std::move(stop));
}

void LogCount::add_record(const AccessRecord& record) {
  if (proves_upstream(record)) proven_.insert(record.server);
  const Judgement judgement = judge(record, should_use_upstream(record.host, expectation_));
  Tally& host = tally_.hosts[record.host];
  const bool is_peer = judgement.way == Way::other_peer || judgement.way == Way::failed;
  if (is_peer && record.hierarchy == Hierarchy::peer) {
    PeerUse& use = peers_[record.host][record.server];
    if (proves_upstream(record)) ++use.tunnels;
    if (!judgement.cause) {
      ++use.answered;
    } else if (*judgement.cause == Cause::upstream_answered_error && record.status == 503) {
      ++use.failed_503;
    } else {
      ++use.failed[*judgement.cause];
    }
    return;
  }
  ++host.ways[static_cast<std::size_t>(judgement.way)];
  if (judgement.cause) ++host.causes[*judgement.cause];
}

LogTally LogCount::finish() {
  if (is_address(expectation_.upstream)) {
    tally_.upstream_addresses = {expectation_.upstream};
  } else {
    tally_.upstream_addresses.assign(proven_.begin(), proven_.end());
  }
  // Then it is not the upstream that answered 503.
  const bool lost_upstream =
      std::any_of(lost_peers_.begin(), lost_peers_.end(),
                  [&](const std::string& peer) { return is_upstream(peer); });
  for (auto& [host, servers] : peers_) {
    Tally& tally = tally_.hosts[host];
    for (auto& [server, use] : servers) {
      if (use.failed_503 > 0) {
        use.failed[lost_upstream ? Cause::upstream_unreachable : Cause::upstream_answered_error] +=
            use.failed_503;
      }
      add_peer(tally, server, use);
    }
  }
  return std::move(tally_);
}

void LogCount::add_peer(Tally& host, const std::string& server, const PeerUse& use) const {
  const bool is_upstream = has_address(tally_.upstream_addresses, server);
  host.ways[static_cast<std::size_t>(is_upstream ? Way::upstream : Way::other_peer)] +=
      use.answered;
  // Where nothing tells who the peer was, the upstream is the likelier one.
  const bool is_known = !server.empty() && !tally_.upstream_addresses.empty();
  if (is_known && !is_upstream) host.foreign_tunnels += use.tunnels;
  for (const auto& [cause, count] : use.failed) {
    if (is_upstream) host.failed_at_upstream += count;
    host.ways[static_cast<std::size_t>(Way::failed)] += count;
    host.causes[is_upstream || !is_known ? cause : Cause::other_peer_failed] += count;
  }
}

// A peer's name in squid's configuration, its name in the network, or its address.
bool LogCount::is_upstream(std::string_view peer) const {
  return peer == kSquidPeerName || peer == expectation_.upstream ||
         has_address(tally_.upstream_addresses, peer);
}

std::string_view to_string(Way way) {
  constexpr std::array<std::string_view, kWays> kNames = {
      "upstream", "direct", "failed", "denied", "other_peer", "cached", "unanswered"};
  return kNames[static_cast<std::size_t>(way)];
}

}  // namespace proxyenv::dify
