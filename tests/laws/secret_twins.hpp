// SPDX-License-Identifier: Apache-2.0
// Environments that hold a user and a password of a proxy in every form in which people have them,
// each with a twin: the same environment with other letters and digits in the user and the
// password. Whatever is printed of the one must be printed of the other. Secrets have one character
// or more, and are letters, digits or both. The same seed gives the same sequence.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv::testing {

struct SecretSample {
  std::vector<std::string> secrets;  // user and password, as a person has them
  std::string value;                 // that they stand in
  std::vector<std::string> environment;
};

struct SecretTwins {
  std::array<SecretSample, 2> samples;
};

class SecretTwinsGenerator {
 public:
  explicit SecretTwinsGenerator(std::uint64_t seed) : engine_(seed) {}

  [[nodiscard]] SecretTwins next();

 private:
  using Twin = std::array<std::string, 2>;  // two texts of one form

  [[nodiscard]] std::size_t below(std::size_t bound) { return engine_() % bound; }
  [[nodiscard]] bool one_in(std::size_t n) { return below(n) == 0; }
  template <std::size_t N>
  [[nodiscard]] std::string pick(const std::array<std::string_view, N>& choices) {
    return std::string(choices[below(N)]);
  }
  [[nodiscard]] Twin word();
  [[nodiscard]] Twin password();
  [[nodiscard]] std::string at_sign();
  [[nodiscard]] Twin value(const Twin& user, const Twin& password);
  [[nodiscard]] std::vector<std::string> names();

  std::mt19937_64 engine_;
};

}  // namespace proxyenv::testing
