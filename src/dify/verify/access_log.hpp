// SPDX-License-Identifier: Apache-2.0
// Reads squid's log line by line. There are lines of its native access log (`%ts.%03tu %6tr %>a
// %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt`, also the format of Dify's `dify_log`), and lines of
// cache.log that say why something failed. `docker logs`, `docker compose logs` and `kubectl logs`
// print these lines with prefixes, timestamps and colours, mixed with all other output of the
// container. A line may hold any bytes, and one that is not recognised completely counts as empty.
// Only the fields of these structs are passed on, because lines hold secrets: URLs have
// credentials, and squid prints the upstream's password (`login=`) in its own error lines.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "dify/verify/log_prefix.hpp"
#include "dify/verify/squid_death.hpp"

namespace proxyenv::dify {

// Where squid sent a request: its hierarchy code without the address.
enum class Hierarchy {
  none,    // HIER_NONE: nowhere: squid itself answered or refused
  direct,  // HIER_DIRECT, ORIGINAL_DST, PINNED
  peer,    // FIRSTUP_PARENT and the other codes for a parent or sibling
};

struct AccessRecord {
  std::string tag;  // TCP_TUNNEL, NONE_NONE, TCP_DENIED ...
  int status = 0;   // squid's answer to its client; 0: none
  std::string method;
  std::string host;  // lower case, without brackets and final dot; empty: no request for a host
  std::optional<std::uint16_t> port;  // as written, or the scheme's default
  Hierarchy hierarchy = Hierarchy::none;
  std::string server;       // the address that squid connected to, or tried to; may be empty
  std::string client;       // the address that the request came from; may be empty
  std::uint64_t bytes = 0;  // sent to the client

  friend bool operator==(const AccessRecord&, const AccessRecord&) = default;
};

enum class SquidMessageKind {
  death,               // squid ended, or was not started; `death` says how
  parent_unreachable,  // detail: the parent's address (squid 5) or name, as far as it is a host
};

struct SquidMessage {
  SquidMessageKind kind;
  std::string detail;  // of an unsuccessful configuration: file and line if squid names them; of an
                       // unknown death: the message's length
  Death death = Death::unknown;

  friend bool operator==(const SquidMessage&, const SquidMessage&) = default;
};

using LogContent = std::variant<std::monostate, AccessRecord, SquidMessage>;

struct LogLine {
  // As in LogPrefix.
  LogWriter writer = LogWriter::unknown;
  std::string installation;
  std::string numbered;
  LogContent content;
};

// `line`: without its newline. `squid`: the name of its service in the Compose files.
[[nodiscard]] LogLine parse_log_line(std::string_view line, std::string_view squid = kSquidService);

}  // namespace proxyenv::dify
