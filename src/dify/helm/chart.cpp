// SPDX-License-Identifier: Apache-2.0
#include "dify/helm/chart.hpp"

#include <algorithm>

#include "text/ascii.hpp"
#include "text/suggestion.hpp"

namespace proxyenv::dify {

const std::vector<ChartRow>& charts() {
  // clang-format off
  static const std::vector<ChartRow> kCharts = {
      {"borispolonsky", "BorisPolonsky/dify-helm 3c4ef102, chart 0.38.0-rc2", "dify/dify",
       "https://borispolonsky.github.io/dify-helm", true,
       {{"api", false, "CHECK_UPDATE_URL"}, {"worker", false, ""}, {"beat", false, ""},
        {"apiWebsocket", false, ""}, {"pluginDaemon", true, ""}},
       {"-api", "-api-websocket", "-web", "-sandbox", "-plugin-daemon", "-ssrf-proxy",
        "-agent-backend", "-local-sandbox"}},
      {"douban", "douban/charts bc922d9e, chart dify 0.9.1", "douban/dify",
       "https://douban.github.io/charts/", false, {},
       {"-api-svc", "-frontend", "-sandbox", "-plugin-daemon", "-minio"}},
  };
  // clang-format on
  return kCharts;
}

Result<const ChartRow*> find_chart(std::string_view name) {
  std::vector<std::string_view> names;
  std::string all;
  for (const ChartRow& row : charts()) {
    if (row.name == name) return &row;
    names.push_back(row.name);
    all.append(all.empty() ? "" : " or ").append(row.name);
  }
  return fail("--chart is " + all + did_you_mean(name, names));
}

std::string full_name_of(std::string_view release, const NameOverrides& overrides) {
  constexpr std::size_t kLongest = 63;
  const std::string chart = overrides.name.empty() ? "dify" : overrides.name;
  std::string name(overrides.full_name.empty() ? release : overrides.full_name);
  if (overrides.full_name.empty() && name.find(chart) == std::string::npos) {
    name.append("-").append(chart);
  }
  if (name.size() > kLongest) name.resize(kLongest);
  if (name.ends_with('-')) name.pop_back();
  return name;
}

bool is_kubernetes_name(std::string_view name, std::size_t longest) {
  return !name.empty() && name.size() <= longest && name.front() != '-' && name.back() != '-' &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return ascii::is_lower(c) || ascii::is_digit(c) || c == '-'; });
}

}  // namespace proxyenv::dify
