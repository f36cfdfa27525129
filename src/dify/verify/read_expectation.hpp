// SPDX-License-Identifier: Apache-2.0
// The configuration of squid, read from the files that `dify init` wrote, or taken from --domains.
#pragma once

#include <string_view>

#include "dify/record/setup_record.hpp"
#include "dify/tree/tree.hpp"
#include "dify/verify/expectation.hpp"

namespace proxyenv::dify {

// The expectation for a tree that `dify init` has set up. `read`: as in read_tree(); its Errors are
// passed on. A missing file is skipped, since find_drift() reports it.
[[nodiscard]] Result<Expectation> read_expectation(const SetupRecord& record, const ReadFile& read);

// The expectation with the list of --domains instead of its own: entries as in parse_domain_list(),
// or `all`. An Error says what is wrong with the list.
[[nodiscard]] Result<Expectation> with_domains(Expectation expectation, std::string_view domains);

}  // namespace proxyenv::dify
