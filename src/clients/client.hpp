// SPDX-License-Identifier: Apache-2.0
// A modelled client. Its model is one file, which cites the client's source and ends with the
// client's row. A model is a pure function in two steps, like Config and ProxyFunc in Go's
// httpproxy. compile() reads the environment once; the Router that it returns answers for one
// target after another. Models deliberately repeat some code, such as a URL parser or a list of
// proxy schemes: each copy describes another program. Code that several clients really share is in
// rules/. Models describe a newly started process that does not edit its own environment and passes
// no proxy of its own to the client. What else a route depends on is a condition of the client.
#pragma once

#include <span>
#include <string_view>

#include "clients/conditions.hpp"
#include "clients/router.hpp"
#include "clients/version.hpp"
#include "core/environment.hpp"

namespace proxyenv {

// One row for each behaviour: it is valid from this version until the version of the next row.
struct ClientVersion {
  Version from;
  std::string_view change;  // what is different from the row before
};

enum class Judged {
  by_real_client,  // compared with the real client (scripts/compare-clients)
  from_source,     // read in the client's source; never run
};

// A model's compile(). One without conditions does not take assumptions.
class Compile {
 public:
  using Plain = Router (*)(const Environment& environment, const Version& version);
  using Conditional = Router (*)(const Environment& environment, const Version& version,
                                 const Assumptions& assumptions);

  constexpr Compile(Plain plain) : plain_(plain) {}
  constexpr Compile(Conditional conditional) : conditional_(conditional) {}

  [[nodiscard]] Router operator()(const Environment& environment, const Version& version,
                                  const Assumptions& assumptions = Assumptions::in_place()) const {
    return plain_ != nullptr ? plain_(environment, version)
                             : conditional_(environment, version, assumptions);
  }

 private:
  Plain plain_ = nullptr;
  Conditional conditional_ = nullptr;
};

struct Client {
  std::string_view name;
  std::string_view what;  // for people: "the curl command and libcurl"
  // The routes are as the client takes them: a proxy may be a piece of somebody's credentials. To
  // show routes, use a CompiledClient (catalog.hpp) instead.
  Compile compile;
  std::span<const ClientVersion> history;  // ascending; the first row has Version{} or the oldest
  Judged judged;
  std::span<const Condition> conditions = {};  // those that its model asks for
};

}  // namespace proxyenv
