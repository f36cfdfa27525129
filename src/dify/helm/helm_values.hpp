// SPDX-License-Identifier: Apache-2.0
// What the user's own values for the chart say that a setup depends on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dify/helm/chart.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

struct HelmValues {
  NameOverrides names;
  // Lists with entries that the list of a setup would replace: "api.extraEnv".
  std::vector<std::string> lists;
};

// Adds what one file says. Where several files say something of one key, Helm takes the last. An
// Error is the end of a sentence that begins with the file's name, and repeats nothing of it.
[[nodiscard]] Result<void> read_helm_values(const std::string& text, const ChartRow& chart,
                                            HelmValues& values);

}  // namespace proxyenv::dify
