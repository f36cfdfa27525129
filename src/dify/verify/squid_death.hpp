// SPDX-License-Identifier: Apache-2.0
// The kinds of death that squid dies, told from what it, or the shell that started it, prints last.
// Nearly all texts were made to happen, with squid 5.7 and 6.13 (tests/dify/squid/deaths_case.py);
// the others stand in its source. A text is only recognised, never passed on: squid repeats lines
// of its configuration, and with them the upstream's password.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace proxyenv::dify {

enum class Death {
  cache_folder,      // the folder of its cache is missing, or cannot be written
  configuration,     // squid.conf is wrong
  crashed,           // an assertion, or a segment violation
  file_missing,      // a file or a helper that squid.conf names
  killed,            // by a signal; mostly the kernel, for memory
  layout_unknown,    // the script that `dify init` mounts did not start it
  log_not_writable,  // the log, mostly in a folder that is a volume
  open_files,        // the limit of open files is too low
  out_of_memory,     // squid itself got no memory
  pid_file,          // another squid runs, or the PID file cannot be written
  port_taken,        // the port is taken, or the address is not this container's
  shared_memory,     // /dev/shm
  unknown,           // any other fatal error
  user_missing,      // the user that squid should run as
};
inline constexpr std::size_t kDeaths = 14;

struct DeathText {
  Death death;
  std::string_view name;      // in JSON
  std::string_view sentence;  // what happened, without a full stop
  std::string_view advice;    // a template for a Wording
};

[[nodiscard]] const DeathText& text_of(Death death);

// What a fatal error of squid's says. `text`: what stands behind `FATAL: `.
[[nodiscard]] Death death_in_fatal_error(std::string_view text);

// What a line without squid's timestamp says: `entrypoint.sh: line 9:    12 Killed    squid ...` of
// a shell whose squid was ended by a signal. No value if the line is none of that.
[[nodiscard]] std::optional<Death> death_in_shell_line(std::string_view line);

}  // namespace proxyenv::dify
