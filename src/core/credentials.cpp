// SPDX-License-Identifier: Apache-2.0
#include "core/credentials.hpp"

#include "core/one_proxy.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"
#include "text/utf8.hpp"

namespace proxyenv {

namespace {

// RFC 3986, 3.2.1: the characters that user information may hold unencoded, except the single
// quote, which curl refuses in a proxy value. `%` is checked separately.
bool is_userinfo_char(char c) {
  constexpr std::string_view kMarks = "-._~!$&()*+,;=:";
  return ascii::is_alnum(c) || kMarks.find(c) != std::string_view::npos;
}

// Bytes above ASCII are included: Go and reqwest do not read a value that holds them unencoded.
bool needs_encoding(std::string_view text, std::size_t i) {
  const char c = text[i];
  return c == '%' ? !is_percent_escape(text, i) : !is_userinfo_char(c);
}

// A user name or a password with its reserved characters encoded. Returns no value if that is in
// doubt: `p@ss%40` may mean p@ss@ or p@ss%40. Bytes that are not UTF-8 are also in doubt: Python
// decodes escapes as UTF-8, so it would not restore these bytes.
std::optional<std::string> encode_credential(std::string_view text) {
  if (is_encoded_userinfo(text)) return std::string(text);
  if (!is_utf8(text)) return std::nullopt;
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_percent_escape(text, i) || ascii::is_control(text[i])) return std::nullopt;
    if (needs_encoding(text, i)) {
      const auto byte = static_cast<unsigned char>(text[i]);
      encoded.append({'%', kHex[byte >> 4U], kHex[byte & 0xfU]});
    } else {
      encoded.push_back(text[i]);
    }
  }
  return encoded;
}

}  // namespace

bool is_encoded_userinfo(std::string_view userinfo) {
  for (std::size_t i = 0; i < userinfo.size(); ++i) {
    if (needs_encoding(userinfo, i)) return false;
  }
  return true;
}

std::optional<std::string> encoded_userinfo(std::string_view userinfo) {
  if (is_encoded_userinfo(userinfo)) return std::string(userinfo);
  if (!are_certainly_credentials(userinfo)) return std::nullopt;
  const std::size_t colon = userinfo.find(':');
  auto user = encode_credential(userinfo.substr(0, colon));
  if (!user || colon == std::string_view::npos) return user;
  const auto password = encode_credential(userinfo.substr(colon + 1));
  if (!password) return std::nullopt;
  return *user + ":" + *password;
}

}  // namespace proxyenv
