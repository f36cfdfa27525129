// SPDX-License-Identifier: Apache-2.0
// What an environment does not tell, but a client's route depends on: an optional package, an
// argument that a program passes, a switch, an agent of the program's own, where a name leads. Each
// has one row, and a client lists its own in Client::conditions. A model is told by Assumptions
// which of them hold, as it is told the version.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace proxyenv {

// In order of the alphabet of their names.
enum class Condition : unsigned char {
  aiohttp,
  desktop,
  native_dns,
  node_use_env_proxy,
  own_agent,
  pysocks,
  python_socks,
  resolves,
  socksio,
  trust_env,
};

enum class ConditionKind : unsigned char {
  package,     // optional, installed beside the client
  argument,    // passed by the program to the client's constructor
  setting,     // a variable of the environment that is no proxy variable
  agent,       // of the program's own, which takes the place of the client's
  resolution,  // what the target's name resolves to
};

struct ConditionRow {
  Condition condition;
  ConditionKind kind;
  std::string_view name;    // for --assume; `no-` in front says that it does not hold
  std::string_view holds;   // "if socksio is installed"
  std::string_view fails;   // "if socksio is not installed"
  bool by_default;          // what most installs and programs have
  bool reads_list_alike;    // the list is read in the same way in both cases
  std::string_view reason;  // why that is the default
};

// clang-format off
inline constexpr std::array<ConditionRow, 10> kConditions = {{
    {Condition::aiohttp, ConditionKind::package, "aiohttp",
     "if aiohttp is installed", "if aiohttp is not installed", true, false,
     "google-genai uses it where it is there, and httpx elsewhere"},
    {Condition::desktop, ConditionKind::setting, "desktop",
     "if it runs in a desktop with proxy settings of its own", "unless it runs in a desktop with proxy settings of its own",
     false, true, "GNOME, KDE and their kin have them; a container and a server run none"},
    {Condition::native_dns, ConditionKind::setting, "native-dns",
     "if GRPC_DNS_RESOLVER=native is set", "unless GRPC_DNS_RESOLVER=native is set", false, true,
     "gRPC asks c-ares for addresses"},
    {Condition::node_use_env_proxy, ConditionKind::setting, "NODE_USE_ENV_PROXY",
     "if NODE_USE_ENV_PROXY=1 is set", "unless NODE_USE_ENV_PROXY=1 is set", false, false,
     "Node.js has it off"},
    {Condition::own_agent, ConditionKind::agent, "own-agent",
     "if the program makes an Agent of its own", "unless the program makes an Agent of its own",
     false, true, "the AWS SDK v3, ws and superagent make one; most programs use the global one"},
    {Condition::pysocks, ConditionKind::package, "PySocks",
     "if PySocks is installed", "if PySocks is not installed", false, true,
     "an extra: pip install 'requests[socks]'"},
    {Condition::python_socks, ConditionKind::package, "python-socks",
     "if python-socks is installed", "if python-socks is not installed", false, true,
     "an extra of websockets"},
    {Condition::resolves, ConditionKind::resolution, "resolves",
     "if its name resolves into a network of the list",
     "unless its name resolves into a network of the list", false, false,
     "a name's address is not looked up here"},
    {Condition::socksio, ConditionKind::package, "socksio",
     "if socksio is installed", "if socksio is not installed", false, true,
     "an extra: pip install 'httpx[socks]'"},
    {Condition::trust_env, ConditionKind::argument, "trust_env",
     "if trust_env=True is passed", "unless trust_env=True is passed", false, true,
     "aiohttp's own default is False"},
}};
// clang-format on

[[nodiscard]] constexpr const ConditionRow& row_of(Condition condition) {
  return kConditions[static_cast<std::size_t>(condition)];
}

// The condition of that name, in any letter case; `-` and `_` are the same.
[[nodiscard]] std::optional<Condition> find_condition(std::string_view name);

// Which conditions hold.
class Assumptions {
 public:
  // What most installs and programs have.
  [[nodiscard]] static constexpr Assumptions of_installs() {
    Assumptions result;
    for (const ConditionRow& row : kConditions) result.set(row.condition, row.by_default);
    return result;
  }
  // All that a client can do with the variables: every package is installed, and every argument is
  // passed. So the real clients are compared with their models.
  [[nodiscard]] static constexpr Assumptions in_place() {
    Assumptions result = of_installs();
    for (const ConditionRow& row : kConditions) {
      if (row.kind == ConditionKind::package || row.kind == ConditionKind::argument) {
        result.set(row.condition, true);
      }
    }
    return result;
  }

  [[nodiscard]] constexpr bool holds(Condition condition) const {
    return (holds_ & bit(condition)) != 0;
  }
  // Whether somebody said so, and it is no default.
  [[nodiscard]] constexpr bool is_given(Condition condition) const {
    return (given_ & bit(condition)) != 0;
  }

  // The same with this condition decided.
  [[nodiscard]] constexpr Assumptions with(Condition condition, bool holds) const {
    Assumptions result = *this;
    result.set(condition, holds);
    return result;
  }
  [[nodiscard]] constexpr Assumptions given(Condition condition, bool holds) const {
    Assumptions result = with(condition, holds);
    result.given_ |= bit(condition);
    return result;
  }

 private:
  static constexpr unsigned bit(Condition condition) {
    return 1U << static_cast<unsigned>(condition);
  }
  constexpr void set(Condition condition, bool holds) {
    holds_ = holds ? holds_ | bit(condition) : holds_ & ~bit(condition);
  }

  unsigned holds_ = 0;
  unsigned given_ = 0;
};

}  // namespace proxyenv
