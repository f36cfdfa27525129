// SPDX-License-Identifier: Apache-2.0
// What stands in front of a line of a log and says which container wrote it. `docker compose logs`
// writes the container's name without its project and a bar, Compose 2.0 the whole name
// (pkg/compose/compose.go getContainerNameWithoutProject, cmd/formatter/logs.go setPrefix), `docker
// service logs` a task and a bar, podman-compose from 1.1 on `[SERVICE]` and a bar. `kubectl logs
// --prefix` writes `[pod/POD/CONTAINER]` (pkg/cmd/logs/logs.go addPrefixIfNeeded). All write it in
// front of every line. `podman logs --names` writes the container's name alone
// (libpod/logs/log.go), stern writes pod and container. syslog and `journalctl` write `TIME HOST
// TAG[PID]:`, where Docker's tag is the container's id unless `--log-opt tag` names another.
// `docker logs` and `kubectl logs` without that option write nothing there, and nor does
// --no-log-prefix.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace proxyenv::dify {

// The service of squid in Dify's own Compose files.
inline constexpr std::string_view kSquidService = "ssrf_proxy";

// Who wrote a line. Lines of other services prove nothing: code in the sandbox and plugins can
// print a line that looks like squid's.
enum class LogWriter {
  unknown,  // nothing stands there
  ssrf_proxy,
  agent_ssrf_proxy,
  another_service
};

struct LogPrefix {
  LogWriter writer = LogWriter::unknown;
  // What stands before the name of squid's service: the project for Compose 2.0, the release for
  // kubectl. In a name of a later Compose it is a part of the name of another service: whoever
  // knows the whole log decides.
  std::string_view installation;
  // A container's name to which Compose gave a number, with all that stands before it.
  std::string_view numbered;
  std::size_t length = 0;  // in words, with a timestamp that stands behind it
};

// `words`: the words of the line, without colours. The result holds views into them. `squid`: the
// name of its service in the Compose files.
[[nodiscard]] LogPrefix read_log_prefix(std::span<const std::string_view> words,
                                        std::string_view squid);

// What could be a prefix although nothing marks it as one: `NAME`, `NAME:` and `POD CONTAINER` of
// squid's, and syslog's of any container, which is `unknown` where the tag is an id. Whoever asks
// looks whether a line of squid's stands behind it.
[[nodiscard]] std::vector<LogPrefix> read_bare_prefixes(std::span<const std::string_view> words,
                                                        std::string_view squid);

}  // namespace proxyenv::dify
