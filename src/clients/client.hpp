// SPDX-License-Identifier: Apache-2.0
// A modelled client. Its model is one file, which ends in the client's row and cites the client's
// source. A model is a pure function, in two steps, as Go's httpproxy has them (Config, then
// ProxyFunc): compile() reads the environment once, and the Router that it gives answers for one
// target after another. Models repeat on purpose what each client has for itself, a URL parser or a
// list of proxy schemes: each copy says what another program does. What several clients really
// share stands in rules/. Models answer for a fresh process (what a program does that edits its own
// environment after start is not modelled), and as if the program passed no proxy of its own.
#pragma once

#include <span>
#include <string_view>

#include "clients/router.hpp"
#include "clients/version.hpp"
#include "core/environment.hpp"

namespace proxyenv {

// One row a behaviour: from this version on, until the next row.
struct ClientVersion {
  Version from;
  std::string_view change;  // what is different from the row before
};

enum class Judged {
  by_real_client,  // compared with the real client (scripts/compare-clients)
  from_source,     // read in the client's source, and never run
};

struct Client {
  std::string_view name;
  std::string_view what;  // for people: "the curl command and libcurl"
  // The routes are as the client takes them: a proxy may be a piece of somebody's credentials.
  // Whoever shows routes asks a CompiledClient (catalog.hpp) instead.
  Router (*compile)(const Environment& environment, const Version& version);
  std::span<const ClientVersion> history;  // ascending; the first row has Version{} or the oldest
  Judged judged;
};

}  // namespace proxyenv
