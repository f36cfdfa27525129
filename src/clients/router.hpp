// SPDX-License-Identifier: Apache-2.0
// The routes of a client in one environment.
#pragma once

#include <concepts>
#include <memory>
#include <utility>

#include "clients/route.hpp"
#include "clients/target.hpp"

namespace proxyenv {

// A function of a target that owns the lambda it is made from, like std::move_only_function of
// C++23. std::function would also need to copy lambdas, which adds about 30 kB to the program.
template <class Result>
class TargetFunction {
 public:
  template <class Lambda>
  requires(!std::same_as<Lambda, TargetFunction>) TargetFunction(Lambda lambda)
      : lambda_(new Lambda(std::move(lambda)), [](void* it) { delete static_cast<Lambda*>(it); }),
        call_([](const void* it, const Target& target) -> Result {
          return (*static_cast<const Lambda*>(it))(target);
        }) {}

  Result operator()(const Target& target) const { return call_(lambda_.get(), target); }

 private:
  std::unique_ptr<void, void (*)(void*)> lambda_;
  Result (*call_)(const void* lambda, const Target& target);
};

// One client, of one version, in one environment: the route for a target. The answer depends on
// the target alone, not on what was asked before. A Router may hold views into the environment
// that it was compiled from, which must outlive it.
using Router = TargetFunction<Route>;

}  // namespace proxyenv
