// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/release.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

using Version = std::array<int, 3>;

// "1.16.0"; "v1.16.0" and "1.16.0-rc1" are tags of other images.
std::optional<Version> parse_version(std::string_view text) {
  Version version{};
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  for (std::size_t i = 0; i < version.size(); ++i) {
    if (i > 0 && (at == end || *at++ != '.')) return std::nullopt;
    const auto [next, error] = std::from_chars(at, end, version[i]);
    if (error != std::errc() || next == at || !ascii::is_digit(*at)) return std::nullopt;
    at = next;
  }
  if (at != end) return std::nullopt;
  return version;
}

constexpr Version kFirstApi = {0, 6, 16};
constexpr Version kLastApi = {1, 17, 99};

// From Dify's docker-compose.yaml of each release. The daemon exists since 1.0.0.
struct DaemonRow {
  Version dify;  // from this release on
  std::string_view daemon;
};
constexpr std::array<DaemonRow, 22> kDaemons = {{
    {{1, 0, 0}, "0.0.3"},  {{1, 0, 1}, "0.0.4"},   {{1, 1, 0}, "0.0.5"},  {{1, 1, 1}, "0.0.6"},
    {{1, 2, 0}, "0.0.7"},  {{1, 3, 0}, "0.0.8"},   {{1, 4, 0}, "0.0.10"}, {{1, 4, 1}, "0.1.1"},
    {{1, 5, 1}, "0.1.3"},  {{1, 7, 0}, "0.2.0"},   {{1, 9, 0}, "0.3.0"},  {{1, 9, 2}, "0.3.3"},
    {{1, 10, 0}, "0.4.1"}, {{1, 11, 0}, "0.5.1"},  {{1, 12, 0}, "0.5.3"}, {{1, 13, 0}, "0.5.4"},
    {{1, 13, 3}, "0.5.3"}, {{1, 14, 0}, "0.6.0"},  {{1, 14, 1}, "0.6.1"}, {{1, 15, 0}, "0.6.3"},
    {{1, 16, 0}, "0.6.3"}, {{1, 17, 0}, "0.6.10"},
}};

constexpr Version kLastShellScript = {0, 5, 7};  // 0.5.8 has no /app/entrypoint.sh
constexpr Version kLastDaemon = {0, 6, 10};

std::string known_releases() {
  return "known are Dify 0.6.16 to 1.17 and plugin daemon 0.0.3 to 0.6.10";
}

}  // namespace

Result<CommandWords> api_entrypoint(std::string_view tag) {
  const auto version = parse_version(tag);
  if (!version || *version < kFirstApi || *version > kLastApi) return fail(known_releases());
  // From api/docker/entrypoint.sh and the Dockerfile's ENTRYPOINT, unchanged since 0.3.
  return CommandWords{"/bin/bash", "/entrypoint.sh"};
}

Result<CommandWords> daemon_command(std::string_view tag) {
  // The serverless image is based on alpine, has no bash, and starts /app/main by its ENTRYPOINT.
  constexpr std::string_view kLocal = "-local";
  if (!tag.ends_with(kLocal)) return fail(known_releases() + ", tagged X.Y.Z-local");
  const auto version = parse_version(tag.substr(0, tag.size() - kLocal.size()));
  if (!version || *version > kLastDaemon || *version < Version{0, 0, 3}) {
    return fail(known_releases());
  }
  if (*version <= kLastShellScript) {
    // The script has no `#!` line, so bash must run it: execve fails.
    return CommandWords{"/bin/bash", "-c", "/app/entrypoint.sh"};
  }
  return CommandWords{"/bin/bash", "-c", "/app/commandline migrate && exec /app/main"};
}

Result<std::string> daemon_tag_of_release(std::string_view release) {
  const auto version = parse_version(release);
  if (!version || *version < kFirstApi || *version > kLastApi) return fail(known_releases());
  std::string_view daemon;
  for (const DaemonRow& row : kDaemons) {
    if (row.dify <= *version) daemon = row.daemon;
  }
  if (daemon.empty()) return fail("that release has no plugin daemon");
  return std::string(daemon) + "-local";
}

bool is_newer_than_known(std::string_view tag) {
  const auto version = parse_version(tag);
  return version && *version > kLastApi;
}

}  // namespace proxyenv::dify
