// SPDX-License-Identifier: Apache-2.0
#include "core/near_names.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "core/family.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"
#include "text/plain_ascii.hpp"
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

std::optional<Finding> own_name_finding(std::string_view name,
                                        std::span<const std::string_view> own_names) {
  if (own_names.empty() || is_made_by_kubernetes(name)) return std::nullopt;
  if (std::find(own_names.begin(), own_names.end(), name) != own_names.end()) return std::nullopt;
  return Finding{
      FindingKind::own_variable_unknown, name,
      text::concatenated({name, " is no variable of proxyenv", did_you_mean(name, own_names)})};
}

// What is wrong with a name that is like `nearest`, behind the name.
std::string_view slip_in(std::string_view name, std::string_view plain, std::string_view nearest) {
  if (name != plain && ascii::equal_ignoring_case(plain, nearest)) {
    return name.find_first_of(" \t") != std::string_view::npos
               ? " has a blank in its name, so no program reads it"
               : " has characters in its name that look like others, or that nobody sees";
  }
  return ascii::equal_ignoring_case(name, nearest)
             ? " is in mixed case, which hardly a program reads"
             : " is a name that no known program reads";
}

std::optional<Finding> finding_of(std::string_view name,
                                  std::span<const std::string_view> own_names) {
  if (name.starts_with(kOwnPrefix)) return own_name_finding(name, own_names);
  const std::string_view nearest = nearest_proxy_name(name);
  if (nearest.empty()) return std::nullopt;
  const std::string plain = text::in_plain_ascii(name);
  // A blank at the end is seen in quotes alone.
  const std::string_view quote = name == plain ? "" : "`";
  return Finding{FindingKind::similar_name, name,
                 text::concatenated({quote, name, quote, slip_in(name, plain, nearest),
                                     " (did you mean ", nearest, "?)"})};
}

}  // namespace

std::string_view nearest_proxy_name(std::string_view name) {
  constexpr std::size_t kLongest = 20;
  constexpr std::size_t kLongestInBytes = 64;
  if (name.size() > kLongestInBytes || find_family(name) != nullptr) return {};
  const std::string plain = text::in_plain_ascii(name);
  if (plain.size() > kLongest || is_read_by_others(plain)) return {};
  return nearest_family_name(plain).value_or(std::string_view());
}

std::vector<Finding> examine_names(const Environment& environment,
                                   std::span<const std::string_view> own_names) {
  std::vector<Finding> findings;
  for (const char* entry : environment.entries()) {
    const auto variable = split_entry(entry);
    if (!variable) continue;
    // Most names have no such letter, and a slip seldom loses it.
    const bool may_be_one = std::any_of(variable->name.begin(), variable->name.end(), [](char c) {
      return ascii::to_lower(c) == 'x' || static_cast<unsigned char>(c) >= 0x80;
    });
    if (!may_be_one) continue;
    auto finding = finding_of(variable->name, own_names);
    const bool is_known = std::any_of(findings.begin(), findings.end(), [&](const Finding& it) {
      return it.variable == variable->name;
    });
    if (finding && !is_known) findings.push_back(std::move(*finding));
  }
  return findings;
}

}  // namespace proxyenv
