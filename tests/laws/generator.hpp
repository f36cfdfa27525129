// SPDX-License-Identifier: Apache-2.0
// Generates usual and unusual environments and policies: all spellings, odd values, every list
// dialect, malformed entries, terminal escapes, bytes that are not UTF-8. The same seed gives the
// same sequence on every machine (std::mt19937_64 is specified bit by bit; the distributions of
// <random> are not, so none is used).
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/policy.hpp"

namespace proxyenv::testing {

// Parts of the credentials that the generator puts into values. No output may hold any of them.
inline constexpr std::array<std::string_view, 6> kSecrets = {"Zq7uSr", "Xk2pAs", "Jw9wOr",
                                                             "Vb4dEn", "Hy6tOk", "Mf3sEc"};

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : engine_(seed) {}

  [[nodiscard]] std::vector<std::string> environment();
  [[nodiscard]] Policy policy();

 private:
  [[nodiscard]] std::size_t below(std::size_t bound) { return engine_() % bound; }
  [[nodiscard]] bool one_in(std::size_t n) { return below(n) == 0; }
  template <std::size_t N>
  [[nodiscard]] std::string pick(const std::array<std::string_view, N>& choices) {
    return std::string(choices[below(N)]);
  }
  [[nodiscard]] std::string credentials();
  [[nodiscard]] std::string proxy_value();
  [[nodiscard]] std::string list_value();
  [[nodiscard]] std::string wrapped(std::string value);
  [[nodiscard]] std::string other_entry();
  [[nodiscard]] std::string client_option_entry();

  std::mt19937_64 engine_;
};

}  // namespace proxyenv::testing
