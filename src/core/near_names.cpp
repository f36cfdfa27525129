// SPDX-License-Identifier: Apache-2.0
#include "core/near_names.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "core/family.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"
#include "text/suggestion.hpp"

namespace proxyenv {

namespace {

// Read by somebody, and near enough to a name of kFamilies to be taken for a slip: curl (wss_proxy,
// ws_proxy, ftps_proxy), the go command (GOPROXY), rsync, Ruby and urllib in a CGI process
// (CGI_HTTP_PROXY), and programs that have a SOCKS_PROXY of their own.
constexpr std::array<std::string_view, 8> kReadByOthers = {
    "ftps_proxy", "goproxy",   "rsync_proxy",    "socks_proxy",
    "ws_proxy",   "wss_proxy", "cgi_http_proxy", "grpcs_proxy"};

constexpr std::string_view kOwnPrefix = "PROXYENV_";

bool is_identifier(std::string_view name) {
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return ascii::is_alnum(c) || c == '_' || c == '-'; });
}

bool is_read_by_others(std::string_view name) {
  const std::string lowered = ascii::lowered(name);
  return std::find(kReadByOthers.begin(), kReadByOthers.end(), lowered) != kReadByOthers.end();
}

// PROXYENV_SERVICE_HOST, PROXYENV_SERVICE_PORT..., PROXYENV_PORT, PROXYENV_PORT_80_TCP...
bool is_made_by_kubernetes(std::string_view name) {
  name.remove_prefix(kOwnPrefix.size());
  return name == "SERVICE_HOST" || name == "PORT" || name.starts_with("SERVICE_PORT") ||
         name.starts_with("PORT_");
}

// The name of kFamilies that is meant, in the letter case of the name.
std::optional<std::string_view> nearest_family_name(std::string_view name) {
  constexpr std::size_t kShort = 9;  // NO_PROXY and names of one letter more or less
  const bool is_lower = std::any_of(name.begin(), name.end(), ascii::is_lower);
  std::vector<std::string_view> candidates;
  for (const FamilyRow& row : kFamilies) {
    const std::string_view candidate = is_lower || row.upper.empty() ? row.lower : row.upper;
    candidates.push_back(candidate);
  }
  return nearest_word(name, candidates, name.size() <= kShort ? 1 : 2);
}

std::optional<Finding> finding_of(std::string_view name,
                                  std::span<const std::string_view> own_names) {
  if (name.starts_with(kOwnPrefix)) {
    if (own_names.empty() || is_made_by_kubernetes(name)) return std::nullopt;
    if (std::find(own_names.begin(), own_names.end(), name) != own_names.end()) return std::nullopt;
    return Finding{
        FindingKind::own_variable_unknown, name,
        text::concatenated({name, " is no variable of proxyenv", did_you_mean(name, own_names)})};
  }
  constexpr std::size_t kLongest = 20;
  if (name.size() > kLongest || !is_identifier(name) || find_family(name) != nullptr ||
      is_read_by_others(name)) {
    return std::nullopt;
  }
  const auto nearest = nearest_family_name(name);
  if (!nearest) return std::nullopt;
  const bool is_case_alone = ascii::lowered(name) == ascii::lowered(*nearest);
  return Finding{
      FindingKind::similar_name, name,
      text::concatenated({name,
                          is_case_alone ? " is in mixed case, which hardly a program reads"
                                        : " is a name that no known program reads",
                          " (did you mean ", *nearest, "?)"})};
}

}  // namespace

std::vector<Finding> examine_names(const Environment& environment,
                                   std::span<const std::string_view> own_names) {
  std::vector<Finding> findings;
  for (const char* entry : environment.entries()) {
    const auto variable = split_entry(entry);
    if (!variable) continue;
    // Most names have no such letter, and a slip seldom loses it.
    if (variable->name.find_first_of("xX") == std::string_view::npos) continue;
    auto finding = finding_of(variable->name, own_names);
    const bool is_known = std::any_of(findings.begin(), findings.end(), [&](const Finding& it) {
      return it.variable == variable->name;
    });
    if (finding && !is_known) findings.push_back(std::move(*finding));
  }
  return findings;
}

}  // namespace proxyenv
