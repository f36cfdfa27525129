// SPDX-License-Identifier: Apache-2.0
// Whether the value of one spelling may be copied into the other spelling of its family.
// Private to the files of this folder.
#pragma once

#include <optional>
#include <string>

#include "core/plan/draft.hpp"

namespace proxyenv {

struct Obstacle {
  Reason reason;
  std::string
      detail_of_source;  // the explanation on the source's line; empty if that line says enough
};

// Why the value of `source` is not copied into `target`, which is absent or without content.
// Returns no value if it may be copied.
[[nodiscard]] std::optional<Obstacle> obstacle_to_copying(const Draft& draft,
                                                          const DraftLine& source,
                                                          const DraftLine& target);

}  // namespace proxyenv
