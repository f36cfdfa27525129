// SPDX-License-Identifier: Apache-2.0
// The clients that have a model: what `explain --list-clients` prints.
#pragma once

#include <span>
#include <string>

#include "report/routes.hpp"

namespace proxyenv {

// One line for each: its name, whether the real client was run, and what it is; then the aliases.
[[nodiscard]] std::string render_client_list(std::span<const AskedClient> clients);

// Each with the variables that it reads, its conditions, and all versions in which it changed.
[[nodiscard]] std::string render_client_histories(std::span<const AskedClient> clients);

// The same for programs, as one line: {"schema":1,"clients":[{"client","what","judged","versions":
// [{"from","change"}]}],"aliases":[{"alias","clients","built_on","source"}]}. "judged" is run or
// source; "from" is null for the oldest behaviour.
[[nodiscard]] std::string render_clients_json(std::span<const AskedClient> clients);

}  // namespace proxyenv
