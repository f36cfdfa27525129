// SPDX-License-Identifier: Apache-2.0
// The parts of an image's name: registry:5000/langgenius/dify-api:1.16.0@sha256:...
#pragma once

#include <string>
#include <string_view>

namespace proxyenv::dify {

// "1.16.0". Empty if the image has no tag, or one that no registry would accept.
[[nodiscard]] std::string image_tag(std::string_view image);

// "dify-api": without registry, folder, tag and digest.
[[nodiscard]] std::string image_name(std::string_view image);

}  // namespace proxyenv::dify
