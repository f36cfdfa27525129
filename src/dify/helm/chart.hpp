// SPDX-License-Identifier: Apache-2.0
// The Helm charts for Dify that `dify init --helm` knows, by the keys of their values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/result.hpp"

namespace proxyenv::dify {

// A component whose containers call providers.
struct ChartComponent {
  std::string_view key;  // `KEY.extraEnv` takes variables
  bool is_daemon;        // the plugin daemon; the others run Dify's own code
  // A variable that the chart's own list has, with an empty value. A list of ours replaces that
  // one, and so repeats it. May be empty.
  std::string_view own_variable;
};

struct ChartRow {
  std::string_view name;       // of --chart
  std::string_view source;     // the repository and the commit whose values.yaml was read
  std::string_view reference;  // what `helm upgrade` is given, after `helm repo add`
  std::string_view repository;
  bool has_squid;
  std::vector<ChartComponent> components;  // empty: one list reaches all of them
  std::vector<std::string_view> services;  // that stand behind the release's name
};

// In the order in which they are named in messages; the first is the default.
[[nodiscard]] const std::vector<ChartRow>& charts();

// An Error names the charts that there are.
[[nodiscard]] Result<const ChartRow*> find_chart(std::string_view name);

// What values may say of the names. An empty one says nothing.
struct NameOverrides {
  std::string name;       // nameOverride
  std::string full_name;  // fullnameOverride
};

// The name that all objects of a release begin with: fullnameOverride or, without it, the release's
// name, with `-dify` behind it unless it holds `dify`, for which nameOverride may stand
// (`dify.fullname` of both charts).
[[nodiscard]] std::string full_name_of(std::string_view release,
                                       const NameOverrides& overrides = {});

// Whether Kubernetes takes the name for a release or a namespace: RFC 1123, at most `longest`
// bytes.
[[nodiscard]] bool is_kubernetes_name(std::string_view name, std::size_t longest);

}  // namespace proxyenv::dify
