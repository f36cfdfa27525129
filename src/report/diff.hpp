// SPDX-License-Identifier: Apache-2.0
// The output of `diff`: what differs between the environments A and B in the proxy variables, and
// in the routes of clients. Values and routes are redacted by those who made them; texts are
// escaped here.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/environment_difference.hpp"
#include "report/routes.hpp"
#include "text/layout.hpp"

namespace proxyenv {

// A client that takes another way in A than in B.
struct ClientDifference {
  std::size_t client;  // position among the asked ones
  Route a;
  Route b;
};

struct TargetDifference {
  Target target;
  std::vector<ClientDifference> clients;  // may be empty
};

struct EnvironmentDiff {
  std::string name_a;  // "2 proxy variables among 9 entries of process 1"
  std::string name_b;
  bool is_normalized = false;  // they are what run makes of the two
  EnvironmentDifference variables;
  std::vector<AskedClient> asked;
  std::vector<TargetDifference> targets;
};

// Whether a variable or a route differs.
[[nodiscard]] bool differs(const EnvironmentDiff& diff);

// For a person: the names of A and B, a paragraph for each variable and for each group of clients
// that differ, and a line with the counts. Values are shortened to the width of the layout; in a
// file, to that of 80 columns.
[[nodiscard]] std::string render_diff_text(const EnvironmentDiff& diff, const Layout& layout = {});

// For programs, as one line: {"schema":1,"a","b","normalized","same","variables":[{"variable",
// "difference","a","b","detail"}],"targets":[{"url","scheme_assumed","clients":[{"client","version","a":R,"b":R}]}]}
// with R as in RoutesJson. Only clients whose routes differ are in it.
[[nodiscard]] std::string render_diff_json(const EnvironmentDiff& diff);

}  // namespace proxyenv
