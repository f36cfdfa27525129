// SPDX-License-Identifier: Apache-2.0
// Which entries of a long list a client has to look at for one host. Models compare a host with
// each entry in turn, as their clients do. With a list of 1,000 entries and many targets nearly all
// of these comparisons are with names that have nothing in common with the host.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace proxyenv::clients {

// Nothing here depends on a client: an entry is left out only where no client could count it, and
// an entry or a host in any unusual form is never left out. Short lists are looked at as a whole.
class EntryIndex {
 public:
  using Position = std::uint32_t;

  // Of a host that is a name.
  enum class Networks {
    left_out,   // a name is in no network, but for those that hold every address
    looked_at,  // the client may have looked the name up
  };

  EntryIndex();
  ~EntryIndex();
  EntryIndex(EntryIndex&& other) noexcept;
  EntryIndex& operator=(EntryIndex&& other) noexcept;

  // The next entry of the list: the text of it that is compared with hosts.
  void add(std::string_view entry);

  // The places of the entries that may matter to the host, in the order of the list. `host`: as it
  // is compared, without its port.
  [[nodiscard]] std::vector<Position> candidates(std::string_view host,
                                                 Networks networks = Networks::left_out) const;

 private:
  class Tables;
  std::unique_ptr<Tables> tables_;  // null for a list without entries
};

}  // namespace proxyenv::clients
