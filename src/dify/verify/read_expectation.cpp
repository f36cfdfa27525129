// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/read_expectation.hpp"

#include <string>
#include <utility>

#include "dify/names/domain_list.hpp"
#include "dify/names/upstream.hpp"
#include "dify/record/written_files.hpp"

namespace proxyenv::dify {

namespace {

void take_direct(Expectation& expectation, DirectPlaces direct) {
  expectation.direct = std::move(direct.domains);
  expectation.direct_addresses = std::move(direct.addresses);
}

}  // namespace

Result<Expectation> read_expectation(const SetupRecord& record, const ReadFile& read) {
  Expectation expectation;
  expectation.everything = record.all_domains;
  if (expectation.everything) {
    const auto include = read(std::string(kSquidIncludePath));
    if (!include) return fail(include.error());
    if (*include) take_direct(expectation, read_direct_places(**include));
  } else {
    expectation.domains = record.domains;
  }
  const auto written = read(record.override_file());
  if (!written) return fail(written.error());
  expectation.agent = *written && overrides_service(**written, "agent_ssrf_proxy");
  if (const auto upstream = parse_upstream(record.upstream)) expectation.upstream = upstream->host;
  return expectation;
}

Result<Expectation> with_domains(Expectation expectation, std::string_view domains) {
  expectation.domains.clear();
  expectation.everything = is_all_domains(domains);
  if (expectation.everything) {
    // Without a tree, the hosts are used that init sends direct if --exempt is not given.
    if (expectation.direct_addresses.empty()) {
      take_direct(expectation, always_direct_places());
    }
    return expectation;
  }
  auto list = parse_domain_list(domains);
  if (!list) return fail(list.error());
  expectation.notes = std::move(list->notes);
  for (const Domain& domain : list->domains) expectation.domains.push_back(domain.text());
  return expectation;
}

}  // namespace proxyenv::dify
