// SPDX-License-Identifier: Apache-2.0
// Base64, in which the data of Kubernetes' Secrets stands.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace proxyenv::documents {

// The bytes (RFC 4648, section 4: with padding). Line ends in the text are skipped, as Go's decoder
// does. No value where it is no base64.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

}  // namespace proxyenv::documents
