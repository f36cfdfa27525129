// SPDX-License-Identifier: Apache-2.0
// The output of `diff`: what differs between the environments A and B in the proxy variables, and
// in the routes of clients. Values and routes are redacted by those who made them; texts are
// escaped here.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/environment_difference.hpp"
#include "core/finding.hpp"
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

// What the reader of a source noticed in its text.
struct DiffRemark {
  Finding finding;
  std::size_t line;  // from 1; 0: no line is known
};

// One of the two that are compared.
struct DiffSide {
  std::string name;                      // "2 proxy variables among 9 entries of process 1"
  std::vector<DiffRemark> remarks = {};  // in their order
};

struct EnvironmentDiff {
  DiffSide a;
  DiffSide b;
  bool is_normalized = false;  // they are what run makes of the two
  EnvironmentDifference variables;
  std::vector<AskedClient> asked;
  std::vector<TargetDifference> targets;
};

// Whether a variable or a route differs.
[[nodiscard]] bool differs(const EnvironmentDiff& diff);

// Whether all that A and B set is known. Where it is not, they cannot be called the same.
[[nodiscard]] bool is_all_known(const EnvironmentDiff& diff);

// For a person: A and B, each with what its reader noticed, a paragraph for each variable and for
// each group of clients that differ, and a line with the counts. Values are shortened to the width
// of the layout; in a file, to that of 80 columns.
[[nodiscard]] std::string render_diff_text(const EnvironmentDiff& diff, const Layout& layout = {});

// For programs, as one line:
// {"schema":2,"a","b","normalized","all_known","same","remarks":[{"side",
// "line","name","severity","variable","message","advice"}],"variables":[{"variable","difference",
// "a","b","detail"}],"targets":[{"url","scheme_assumed","clients":[{"client","version","a":R,"b":R}]}]}
// with R as in RoutesJson. Only clients whose routes differ are in it.
[[nodiscard]] std::string render_diff_json(const EnvironmentDiff& diff);

}  // namespace proxyenv
