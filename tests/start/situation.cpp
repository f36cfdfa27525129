// SPDX-License-Identifier: Apache-2.0
#include "start/situation.hpp"

#include <array>
#include <cerrno>
#include <cstring>

namespace proxyenv::testing {

namespace {

Strings strings_at(char* const* strings) {
  Strings copies;
  for (; *strings != nullptr; ++strings) copies.emplace_back(*strings);
  return copies;
}

std::size_t bytes_of(const Strings& strings) {
  std::size_t bytes = 0;
  for (const std::string& text : strings) bytes += text.size() + 1;
  return bytes;
}

}  // namespace

int error_of(const Situation& situation, std::string_view path) {
  constexpr std::array<int, 20> kErrors = {
      ENOENT, ENOENT, ENOENT, ENOENT,       ENOENT, ENOENT, ENOENT, ENOENT,  ENOENT, ENOTDIR,
      EACCES, ESTALE, ENODEV, ENAMETOOLONG, ELOOP,  EPERM,  E2BIG,  ENOEXEC, EIO,    ETXTBSY};
  std::uint64_t hash = 14695981039346656037U ^ situation.errors;  // FNV-1a
  for (const char c : path) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return kErrors[(hash >> 32U) % kErrors.size()];
}

Attempt attempt_of(const char* path, char* const* words, char* const* environment) {
  return {path, strings_at(words), strings_at(environment)};
}

MadeUpStack::MadeUpStack(const Situation& situation) {
  const std::string program = "p";  // the kernel puts the file's name behind the environment
  const std::size_t pointers = 1 + situation.words.size() + 1 + situation.environment.size() + 1 +
                               2 * (situation.facts.size() + 1);
  const std::size_t bytes =
      bytes_of(situation.words) + bytes_of(situation.environment) + program.size() + 1;
  // At the end stands a null pointer. The strings end right in front of it.
  const std::size_t string_words = (bytes + 7) / 8;
  memory_.assign(pointers + string_words + 1, 0);
  char* text = reinterpret_cast<char*>(memory_.data() + pointers) + (8 * string_words - bytes);
  std::uint64_t* pointer = memory_.data();
  const auto put_strings = [&](const Strings& strings) {
    for (const std::string& one : strings) {
      std::memcpy(text, one.c_str(), one.size() + 1);
      *pointer++ = reinterpret_cast<std::uint64_t>(text);
      text += one.size() + 1;
    }
    *pointer++ = 0;
  };
  *pointer++ = situation.words.size();
  put_strings(situation.words);
  put_strings(situation.environment);
  for (const auto& [type, value] : situation.facts) {
    *pointer++ = type;
    *pointer++ = value;
  }
  std::memcpy(text, program.c_str(), program.size() + 1);
}

}  // namespace proxyenv::testing
