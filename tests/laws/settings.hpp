// SPDX-License-Identifier: Apache-2.0
// The seed and the number of environments for the laws. They are fixed, so that failures can be
// repeated; PROXYENV_LAWS_SEED and PROXYENV_LAWS_COUNT change them.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace proxyenv::testing {

inline std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

inline std::uint64_t seed() {
  return number_from("PROXYENV_LAWS_SEED", 20261123);
}

// The sanitizers look for mistakes of the code, which a quarter of the environments runs as well.
inline std::uint64_t environment_count() {
#ifdef NDEBUG
  return number_from("PROXYENV_LAWS_COUNT", 20'000);
#else
  return number_from("PROXYENV_LAWS_COUNT", 5'000);
#endif
}

// Law 7 asks every client model; a build without optimization is about forty times slower.
inline std::uint64_t no_harm_count() {
#ifdef NDEBUG
  return number_from("PROXYENV_LAWS_COUNT", 100'000);
#else
  return number_from("PROXYENV_LAWS_COUNT", 5'000);
#endif
}

// So does law 11, in all versions, and the law of the advice, once for each finding.
inline std::uint64_t failures_count() {
#ifdef NDEBUG
  return number_from("PROXYENV_LAWS_COUNT", 1'500);
#else
  return number_from("PROXYENV_LAWS_COUNT", 300);
#endif
}

// The law of long lists asks every client in all versions, with two lists for each.
inline std::uint64_t long_lists_count() {
#ifdef NDEBUG
  return number_from("PROXYENV_LAWS_COUNT", 20'000) / 100;
#else
  return number_from("PROXYENV_LAWS_COUNT", 2'000) / 100;
#endif
}

// Law 6b prints everything in every form for each pair of environments.
inline std::uint64_t leak_count() {
#ifdef NDEBUG
  return number_from("PROXYENV_LAWS_COUNT", 20'000) / 5;
#else
  return number_from("PROXYENV_LAWS_COUNT", 2'500) / 5;
#endif
}

}  // namespace proxyenv::testing
