// SPDX-License-Identifier: Apache-2.0
// Generates starts of proxyenv: any that may be found (Situations), and the environments that
// people have (RealisticEnvironments). The same seed gives the same sequence on every machine.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "laws/generator.hpp"
#include "start/situation.hpp"

namespace proxyenv::testing {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  [[nodiscard]] std::size_t below(std::size_t bound) { return engine_() % bound; }
  [[nodiscard]] bool one_in(std::size_t n) { return below(n) == 0; }
  template <std::size_t N>
  [[nodiscard]] std::string pick(const std::array<std::string_view, N>& choices) {
    return std::string(choices[below(N)]);
  }

 private:
  std::mt19937_64 engine_;
};

// Plain values beside their near misses, in every family, and the odd ones of the laws.
class Situations {
 public:
  explicit Situations(std::uint64_t seed) : dice_(seed), odd_(seed) {}

  [[nodiscard]] Situation next();

 private:
  template <std::size_t P, std::size_t O>
  [[nodiscard]] std::string plain_or_odd(const std::array<std::string_view, P>& plain,
                                         const std::array<std::string_view, O>& odd) {
    return dice_.one_in(80) ? dice_.pick(odd) : dice_.pick(plain);
  }
  [[nodiscard]] std::string proxy();
  [[nodiscard]] std::string list();
  [[nodiscard]] std::string search_path();
  [[nodiscard]] std::string other_entry();
  [[nodiscard]] Strings words();
  [[nodiscard]] Strings environment();

  Dice dice_;
  Generator odd_;
};

// One value in 50 has a mistake that people make; all others are as documentation writes them.
class RealisticEnvironments {
 public:
  static constexpr std::array<std::string_view, 6> kKinds = {
      "Docker's config.json", "upper case only",     "Dify's containers",
      "Kubernetes pods",      "a developer's shell", "no proxy variable"};

  explicit RealisticEnvironments(std::uint64_t seed) : dice_(seed) {}

  [[nodiscard]] Strings of_kind(std::size_t kind);

 private:
  [[nodiscard]] std::string proxy();
  [[nodiscard]] std::string list(std::string_view form);
  void set(Strings& entries, std::string_view name, const std::string& value);

  Dice dice_;
};

}  // namespace proxyenv::testing
