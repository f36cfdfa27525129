// SPDX-License-Identifier: Apache-2.0
#include "dify/names/domain_name.hpp"

#include <idn2.h>

#include <algorithm>
#include <memory>

#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

Result<std::string> to_punycode(const std::string& name) {
  char* output = nullptr;
  constexpr int kFlags = IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL;
  const int status = idn2_to_ascii_8z(name.c_str(), &output, kFlags);
  const std::unique_ptr<char, void (*)(void*)> owner(output, idn2_free);
  if (status != IDN2_OK) return fail("is no domain name that could be written as punycode");
  return std::string(output);
}

bool is_label(std::string_view label) {
  constexpr std::size_t kLongest = 63;  // RFC 1035, 2.3.4
  // squid's acl would read a leading hyphen as an option.
  return !label.empty() && label.size() <= kLongest && label.front() != '-' &&
         label.back() != '-' && std::all_of(label.begin(), label.end(), [](char c) {
           return ascii::is_lower(c) || ascii::is_digit(c) || c == '-';
         });
}

}  // namespace

Result<std::string> ascii_host_name(std::string_view name) {
  if (name.find('\0') != std::string_view::npos) return fail("holds a NUL byte");
  std::string ascii = ascii::lowered(name);
  if (!is_ascii(name)) {
    auto punycode = to_punycode(std::string(name));
    if (!punycode) return punycode;
    ascii = ascii::lowered(*punycode);
  }
  constexpr std::size_t kLongest = 253;
  if (ascii.size() > kLongest) return fail("is longer than a domain name can be");
  for (std::string_view rest = ascii;;) {
    const std::size_t dot = rest.find('.');
    if (!is_label(rest.substr(0, dot))) {
      return fail("is no domain name: letters, digits and inner hyphens between single dots");
    }
    if (dot == std::string_view::npos) return ascii;
    rest.remove_prefix(dot + 1);
  }
}

bool reads_as_ipv4(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  const std::size_t dot = name.rfind('.');
  const std::string last = ascii::lowered(name.substr(dot == std::string_view::npos ? 0 : dot + 1));
  if (last.empty()) return false;
  if (std::all_of(last.begin(), last.end(), ascii::is_digit)) return true;
  return last.starts_with("0x") && std::all_of(last.begin() + 2, last.end(), ascii::is_hex_digit);
}

bool is_container_name(std::string_view text) {
  return !text.empty() && ascii::is_alnum(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return ascii::is_alnum(c) || c == '_' || c == '-'; });
}

}  // namespace proxyenv::dify
