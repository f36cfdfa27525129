// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/image.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace proxyenv::dify {

std::string image_tag(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const std::size_t colon = image.rfind(':');
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
