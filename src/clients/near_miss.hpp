// SPDX-License-Identifier: Apache-2.0
// Why a client sends a target to a proxy although an entry of the list looks as if it exempted it.
// No knowledge of clients stands here: the model is asked again with the entry written in other
// ways, and under the other names of the list. The first that exempts the target is the answer.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/entry_index.hpp"
#include "core/redaction.hpp"
#include "net/address.hpp"

namespace proxyenv {

struct NearMiss {
  std::string entry;    // as it stands in the list
  std::string instead;  // what would exempt the target: an entry, or the name of a variable
  std::string text;     // a clause: "`*.corp` does not exempt it, `.corp` would"
};

// The lists of an environment, which must outlive this object.
class NearMisses {
 public:
  // `lists`: of all lists that those of the environment were made from. Where they do not allow
  // entries to be quoted, nothing is told.
  NearMisses(const Environment& environment, ListDisclosure lists);

  // The place of the first entry that names the target, as a person reads lists; none for most
  // targets.
  [[nodiscard]] std::optional<std::size_t> find(const Target& target) const;

  // Why that entry does not exempt the target, which the client sends to a proxy. Null where no
  // way to write it would, though the client reads some list. Answers are remembered.
  [[nodiscard]] std::shared_ptr<const NearMiss> explain(std::size_t entry, const Client& client,
                                                        const Version& version,
                                                        const Assumptions& assumptions,
                                                        const Target& target);

 private:
  // An entry, as a person reads it.
  struct Entry {
    std::string_view variable;
    std::string_view text;     // as it stands there
    std::string_view cleaned;  // without quotes and scheme
    std::string name;          // in lower case, without `*`, dots at its ends and port
    std::optional<std::uint16_t> port;
    std::optional<net::Network> network;
    bool is_everything = false;
  };

  static Entry read_entry(std::string_view variable, std::string_view text);
  // `address`: of the target's host, if it is one.
  static bool names(const Entry& entry, const Target& target,
                    const std::optional<net::Address>& address);
  static std::vector<std::string> variants(const Entry& entry, const Target& target);
  [[nodiscard]] std::shared_ptr<const NearMiss> look(const Entry& entry, const Client& client,
                                                     const Version& version,
                                                     const Assumptions& assumptions,
                                                     const Target& target) const;

  // What tells one question from another: entry, client, version, and the target's kind.
  using Key = std::tuple<std::size_t, const Client*, std::string, std::string>;

  const Environment& environment_;
  std::vector<Entry> entries_;
  clients::EntryIndex index_;
  std::map<Key, std::shared_ptr<const NearMiss>> known_;
};

}  // namespace proxyenv
