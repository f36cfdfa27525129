// SPDX-License-Identifier: Apache-2.0
// The files of `dify init --helm`: values for `helm upgrade`, and where the chart has a squid, the
// object for `kubectl apply` that holds what squid shall include. They follow the same rule as the
// override for Compose: see containers.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dify/helm/chart.hpp"
#include "dify/names/domain_list.hpp"
#include "dify/names/upstream.hpp"
#include "dify/setup/request.hpp"
#include "dify/setup/setup.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

inline constexpr std::string_view kHelmValuesPath = "proxyenv/helm-values.yaml";
inline constexpr std::string_view kHelmObjectPath = "proxyenv/helm-squid.yaml";

// The first bytes of both.
inline constexpr std::string_view kHelmBeginning = "# Written by `proxyenv dify init`: ";

struct HelmRequest {
  const ChartRow* chart = nullptr;
  std::string release;
  std::string full_name;   // that its objects begin with: full_name_of()
  std::string name_space;  // empty: the one that kubectl and helm use
  Upstream upstream;
  Mode mode = Mode::selective;
  bool all_domains = false;
  std::vector<Domain> domains;
  std::vector<std::string> exempt;
  bool http = false;       // plugins' http requests, too
  std::string fresh_salt;  // random; names the object that holds a password
};

// The files, with modes. An Error says what the chart, Kubernetes or squid cannot do.
[[nodiscard]] Result<std::vector<SetupFile>> make_helm_files(const HelmRequest& request);

// What to run then: kubectl, helm, and the command that verifies. One line each.
[[nodiscard]] std::string render_helm_commands(const HelmRequest& request);

}  // namespace proxyenv::dify
