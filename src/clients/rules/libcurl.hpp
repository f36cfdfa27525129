// SPDX-License-Identifier: Apache-2.0
// What git shares with curl, as both stand on libcurl: the exemption list, and the reading of a
// proxy's value. In curl.cpp; versions are libcurl's.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "clients/route.hpp"
#include "clients/target.hpp"
#include "clients/version.hpp"

namespace proxyenv::clients::libcurl {

// The entry that exempts the target, if one does. A view that is good until the next question.
[[nodiscard]] std::optional<std::string_view> exempting_entry(std::string_view list,
                                                              const Target& target,
                                                              const Version& version);

// CURLOPT_PROXY with CURLOPT_PROXYTYPE `scheme`, which counts where the value names none.
// libcurl's URL parser rejects what is no URL, where others make the best of it.
[[nodiscard]] Route read_proxy_value(std::string_view value, std::string scheme,
                                     std::string_view variable, const Version& version);

}  // namespace proxyenv::clients::libcurl
