// SPDX-License-Identifier: Apache-2.0
// What one client does, as the table of docs/clients.md says it. Nothing is written down twice: the
// client's model is asked with small environments, in its newest version, and then in the older
// ones, to see since when that is so.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "clients/client.hpp"
#include "clients/variables_read.hpp"

namespace proxyenv::tables {

// Something that the newest version does or does not do.
struct Fact {
  bool holds = false;
  std::string since;  // the version that brought it; empty where every modelled version does it
};

// The variables for targets of these schemes, which are read for alike.
struct VariablesFact {
  std::vector<std::string_view> schemes;
  VariablesRead read;
  std::string since;  // as in Fact
};

// Which targets an entry exempts. `x` stands for a name: ex.test.
struct ListFacts {
  Fact same;              // x exempts x
  Fact below;             // x exempts a.x
  Fact ending;            // x exempts notx
  Fact dot_below;         // .x exempts a.x
  Fact dot_same;          // .x exempts x
  Fact star_below;        // *.x exempts a.x
  Fact star_same;         // *.x exempts x
  Fact everything;        // * exempts every target where it is the whole list
  Fact everything_among;  // * exempts every target among other entries
  Fact network_v4;        // 10.1.0.0/16 exempts 10.1.2.3
  Fact network_v6;        // fd00::/8 exempts [fd00::1]
  Fact port;              // x:8443 exempts port 8443 of x, and no other port
  Fact blanks;            // blanks separate entries
  Fact loopback;          // localhost is exempt without any entry
};

// What the client does with SCHEME://HOST:PORT. `misread`: it connects to another place, or speaks
// another protocol there.
enum class ProxyAnswer { used, misread, ignored, fails };

struct ProxyFact {
  std::string_view scheme;  // "http"; empty for a value without a scheme, HOST:PORT
  ProxyAnswer answer = ProxyAnswer::ignored;
  std::string since;  // of `used`, as in Fact
  // The package without which it is not used; empty for none.
  std::string_view needs;
};

struct ClientFacts {
  std::vector<VariablesFact> variables;  // empty for a client that reads none
  ListFacts list;
  std::vector<ProxyFact> proxies;
};

[[nodiscard]] ClientFacts facts_of(const Client& client);

}  // namespace proxyenv::tables
