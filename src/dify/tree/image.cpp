// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/image.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

bool is_digest(std::string_view text) {
  constexpr std::size_t kShortest = 32;  // hexadecimal digits
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const std::string_view hex = text.substr(colon + 1);
  return hex.size() >= kShortest && std::all_of(hex.begin(), hex.end(), ascii::is_hex_digit);
}

}  // namespace

std::string image_tag(std::string_view image) {
  // distribution/reference: NAME[:TAG][@ALGORITHM:HEX]. What is no digest behind an `@`, or stands
  // behind a second colon, makes it none of that: `alice:s3cret@host` has no tag.
  const std::size_t at = std::min(image.find('@'), image.size());
  if (at < image.size() && !is_digest(image.substr(at + 1))) return {};
  image = image.substr(0, at);
  image.remove_prefix(image.rfind('/') == std::string_view::npos ? 0 : image.rfind('/') + 1);
  const std::size_t colon = image.find(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view tag = image.substr(colon + 1);
  // distribution/reference: [\w][\w.-]{0,127}. The tag is written into a comment of the override,
  // where a line end would begin a new line.
  constexpr std::size_t kLongest = 128;
  const bool is_tag = tag.size() <= kLongest && std::all_of(tag.begin(), tag.end(), [](char c) {
                        return ascii::is_alnum(c) || c == '_' || c == '.' || c == '-';
                      });
  return is_tag ? std::string(tag) : std::string();
}

std::string image_name(std::string_view image) {
  image = image.substr(0, image.find('@'));
  image = image.substr(image.rfind('/') == std::string_view::npos ? 0 : image.rfind('/') + 1);
  return std::string(image.substr(0, image.find(':')));
}

}  // namespace proxyenv::dify
