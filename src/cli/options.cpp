// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

namespace proxyenv::cli {

static_assert(rows_stand_at_their_index(kOptions), "row_of() indexes the table by the enumerator");

Scope scope_of(Subcommand subcommand) {
  switch (subcommand) {
    case Subcommand::run:
      return Scope::run;
    case Subcommand::show:
      return Scope::show;
    case Subcommand::check:
      return Scope::check;
    case Subcommand::explain:
      return Scope::explain;
    case Subcommand::diff:
      return Scope::diff;
    case Subcommand::dify:
      return Scope::none;  // the companion reads its own options
    case Subcommand::help:
      return Scope::help;
  }
  return Scope::none;
}

}  // namespace proxyenv::cli
