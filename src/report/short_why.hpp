// SPDX-License-Identifier: Apache-2.0
// Why a finding matters, for people: a clause of it may name twenty clients.
#pragma once

#include <string>
#include <string_view>

namespace proxyenv {

// The clauses of append_outcome() (clients/client_names.hpp), of which one with more than eight
// clients names the first six, which are the most used: "curl, Go, ..., axios and 7 more fail;
// ...". A last clause then says where all of them are named.
[[nodiscard]] std::string with_few_names(std::string_view why);

}  // namespace proxyenv
