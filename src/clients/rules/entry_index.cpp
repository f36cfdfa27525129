// SPDX-License-Identifier: Apache-2.0
#include "clients/rules/entry_index.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include "net/address.hpp"
#include "text/ascii.hpp"

namespace proxyenv::clients {

namespace {

using Position = EntryIndex::Position;

// So many entries are compared as fast as they are looked up.
constexpr Position kShort = 16;
constexpr unsigned kIpv4Bits = 32;

// FNV-1a, of a text from its end to its beginning: of all endings of a host on the way.
class Hash {
 public:
  void add(unsigned char byte) {
    constexpr std::uint32_t kPrime = 16777619;
    value_ = (value_ ^ byte) * kPrime;
  }
  void add(char c) { add(static_cast<unsigned char>(ascii::to_lower(c))); }
  [[nodiscard]] std::uint32_t value() const { return value_ ^ (value_ >> 15U); }

 private:
  std::uint32_t value_ = 2166136261;
};

std::uint32_t hash_of(std::string_view name) {
  Hash hash;
  std::for_each(name.rbegin(), name.rend(), [&](char c) { hash.add(c); });
  return hash.value();
}

// Of the IPv4 network with a prefix of this length that the address is in.
std::uint32_t hash_of(const net::Address& address, unsigned bits) {
  Hash hash;
  hash.add(static_cast<unsigned char>(bits));
  for (unsigned i = 0; i < kIpv4Bits / 8; ++i) {
    const unsigned rest = bits > i * 8 ? std::min(bits - i * 8, 8U) : 0;
    hash.add(static_cast<unsigned char>(address.bytes[i] & (0xff00U >> rest)));
  }
  return hash.value();
}

bool ends_in_number(std::string_view host) {
  return !host.empty() && ascii::is_digit(host[host.rfind('.') + 1]);
}

// All names of this machine are one to some clients: for axios 0.0.0.0 in the list means localhost.
bool means_this_machine(std::string_view name) {
  return name.starts_with("127.") || name == "0.0.0.0" ||
         ascii::ends_with_ignoring_case(name, "localhost");
}

// What a host must end in; empty for an entry that any host may match. Dots and stars in front mean
// no more than "and below" to any client. At the other end they mean "what begins so" to some.
std::string_view name_of(std::string_view entry) {
  const std::string_view name = entry.substr(std::min(entry.find_first_not_of("*."), entry.size()));
  const bool is_plain = std::all_of(name.begin(), name.end(), [](char c) {
    return ascii::is_alnum(c) || c == '.' || c == '-' || c == '_';
  });
  // Some clients count several dots as one.
  const bool has_odd_dots = name.ends_with('.') || name.find("..") != std::string_view::npos;
  // `10.1`, `0x7f000001` and `010.0.0.1` are addresses to some clients, and names to others.
  const bool is_odd_number = ends_in_number(name) && !net::is_ipv4(name);
  const bool is_odd = !is_plain || has_odd_dots || is_odd_number || means_this_machine(name);
  return is_odd ? std::string_view() : name;
}

// An IPv4 network that no name is in. Some clients read /0 as the single address, others as
// everything.
std::optional<net::Network> network_of(std::string_view entry) {
  if (entry.find('/') == std::string_view::npos) return std::nullopt;
  const auto network = net::parse_network(entry);
  return network && !network->address.is_v6 && network->bits > 0 ? network : std::nullopt;
}

std::string_view without_dots_behind(std::string_view host) {
  return host.substr(0, host.find_last_not_of('.') + 1);
}

}  // namespace

class EntryIndex::Tables {
 public:
  void add(std::string_view entry) {
    const Position position = size_++;
    const std::string_view name = name_of(entry);
    const auto network = name.empty() ? network_of(entry) : std::nullopt;
    if (name.empty()) {
      if (!network) always_.push_back(position);
      always_and_networks_.push_back(position);
    }
    if (network) lengths_ |= std::uint64_t{1} << network->bits;
    const bool has_key = network || !name.empty();
    if (has_key) {
      keys_.push_back(
          {network ? hash_of(network->address, network->bits) : hash_of(name), position, 0});
    }
    if (size_ <= kShort) return;
    if (2 * keys_.size() > buckets_.size()) {
      link_all();
    } else if (has_key) {
      link(keys_.size() - 1);
    }
  }

  [[nodiscard]] std::vector<Position> find(std::string_view host, Networks networks) const {
    const std::string_view name = without_dots_behind(host);
    const auto address = ends_in_number(name) ? net::parse_address(host) : std::nullopt;
    const bool is_odd = host.find(':') != std::string_view::npos ||
                        (ends_in_number(name) && (!address || address->is_v6));
    if (size_ <= kShort || is_odd) return all();
    const bool asks_all_networks = networks == Networks::looked_at && !address;
    const std::vector<Position>& others = asks_all_networks ? always_and_networks_ : always_;
    std::vector<Position> found;
    find_names(name, found);
    if (address) find_networks(*address, found);
    std::sort(found.begin(), found.end());
    if (others.empty()) return found;
    std::vector<Position> positions(others.size() + found.size());
    std::merge(others.begin(), others.end(), found.begin(), found.end(), positions.begin());
    return positions;
  }

 private:
  // What makes an entry matter to a host: its name, that the host ends in, or its network.
  struct Key {
    std::uint32_t hash = 0;
    Position position = 0;
    std::uint32_t next = 0;  // in keys_, of the same bucket; counted from 1
  };

  void link(std::size_t key) {
    const std::uint32_t hash = keys_[key].hash;
    std::uint32_t& first = buckets_[hash & (buckets_.size() - 1)];
    keys_[key].next = first;
    first = static_cast<std::uint32_t>(key + 1);
    filter_[filter_word(hash)] |= filter_bit(hash);
  }

  void link_all() {
    std::size_t size = 64;
    while (size < 4 * keys_.size()) size *= 2;
    buckets_.assign(size, 0);
    filter_.assign(size / 16, 0);
    for (std::size_t key = 0; key < keys_.size(); ++key) link(key);
  }

  // Four bits of the filter for each bucket: most endings of a host are the name of no entry.
  [[nodiscard]] std::size_t filter_word(std::uint32_t hash) const {
    return (hash / 64) & (filter_.size() - 1);
  }
  static std::uint64_t filter_bit(std::uint32_t hash) { return std::uint64_t{1} << (hash % 64); }

  void find(std::uint32_t hash, std::vector<Position>& found) const {
    if ((filter_[filter_word(hash)] & filter_bit(hash)) == 0) return;
    std::uint32_t next = buckets_[hash & (buckets_.size() - 1)];
    for (; next != 0; next = keys_[next - 1].next) {
      if (keys_[next - 1].hash == hash) found.push_back(keys_[next - 1].position);
    }
  }

  void find_names(std::string_view host, std::vector<Position>& found) const {
    if (buckets_.empty()) return;
    Hash hash;
    std::for_each(host.rbegin(), host.rend(), [&](char c) {
      hash.add(c);
      find(hash.value(), found);
    });
  }

  void find_networks(const net::Address& address, std::vector<Position>& found) const {
    for (unsigned bits = 1; bits <= kIpv4Bits; ++bits) {
      if ((lengths_ >> bits & 1U) != 0) find(hash_of(address, bits), found);
    }
  }

  [[nodiscard]] std::vector<Position> all() const {
    std::vector<Position> positions(size_);
    std::iota(positions.begin(), positions.end(), Position{0});
    return positions;
  }

  Position size_ = 0;
  std::vector<Position> always_;               // entries that any host may match
  std::vector<Position> always_and_networks_;  // those, and the networks
  std::uint64_t lengths_ = 0;                  // of the prefixes of networks, one bit each
  std::vector<Key> keys_;
  std::vector<std::uint32_t> buckets_;  // the first of keys_ by hash, counted from 1; 0: none
  std::vector<std::uint64_t> filter_;
};

EntryIndex::EntryIndex() = default;
EntryIndex::~EntryIndex() = default;
EntryIndex::EntryIndex(EntryIndex&& other) noexcept = default;
EntryIndex& EntryIndex::operator=(EntryIndex&& other) noexcept = default;

void EntryIndex::add(std::string_view entry) {
  if (!tables_) tables_ = std::make_unique<Tables>();
  tables_->add(entry);
}

std::vector<EntryIndex::Position> EntryIndex::candidates(std::string_view host,
                                                         Networks networks) const {
  return tables_ ? tables_->find(host, networks) : std::vector<Position>();
}

}  // namespace proxyenv::clients
