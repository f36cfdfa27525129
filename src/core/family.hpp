// SPDX-License-Identifier: Apache-2.0
// A family is one setting with its spellings. Only this table contains the names. The order of the
// rows is the order of every report.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace proxyenv {

enum class Family { http, https, all, ftp, grpc, no, no_grpc };

enum class Case { lower, upper };

struct FamilyRow {
  Family family;
  std::string_view name;   // for --only
  std::string_view lower;  // the lower-case spelling, for instance https_proxy
  // Empty if no client reads an upper-case spelling and the plan does not copy from one either.
  std::string_view upper;
  bool is_list;  // an exemption list, not a proxy
  // The plan keeps the two spellings alike. It does not for grpc: nobody reads GRPC_PROXY, so that
  // name is only a source for grpc_proxy.
  bool mirrored;
};

inline constexpr std::size_t kFamilyCount = 7;

// core/readers.hpp says which clients read which spelling.
// clang-format off
inline constexpr std::array<FamilyRow, kFamilyCount> kFamilies = {{
    {Family::http,    "http",    "http_proxy",    "HTTP_PROXY",  false, true},
    {Family::https,   "https",   "https_proxy",   "HTTPS_PROXY", false, true},
    {Family::all,     "all",     "all_proxy",     "ALL_PROXY",   false, true},
    {Family::ftp,     "ftp",     "ftp_proxy",     "FTP_PROXY",   false, true},
    {Family::grpc,    "grpc",    "grpc_proxy",    "GRPC_PROXY",  false, false},
    {Family::no,      "no",      "no_proxy",      "NO_PROXY",    true,  true},
    {Family::no_grpc, "no_grpc", "no_grpc_proxy", "",            true,  false},
}};
// clang-format on

[[nodiscard]] constexpr const FamilyRow& row_of(Family family) {
  return kFamilies[static_cast<std::size_t>(family)];
}

[[nodiscard]] constexpr std::string_view spelling_of(Family family, Case letter_case) {
  return letter_case == Case::lower ? row_of(family).lower : row_of(family).upper;
}

// The family that has this spelling, to the letter; null for another name.
[[nodiscard]] const FamilyRow* find_family(std::string_view spelling);

}  // namespace proxyenv
