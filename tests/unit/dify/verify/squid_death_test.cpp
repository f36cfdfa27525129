// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/squid_death.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string_view>

using namespace proxyenv::dify;

TEST_CASE("squid's last words tell how it died") {
  struct Row {
    std::string_view text;
    Death death;
  };
  // Printed by a real squid 5.7, behind `FATAL: `; the last five stand in its source.
  const Row rows[] = {
      {"Bungled /etc/squid/squid.conf line 12: cache_peer h parent 0 0 login=u:p",
       Death::configuration},
      {"http_port: missing Port", Death::configuration},
      {"Cannot open '/var/log/squid/access.log' for writing.", Death::log_not_writable},
      {"Cannot open '/dev/stdout' for writing.", Death::log_not_writable},
      {"I don't handle this error well!", Death::log_not_writable},
      {"logfileWrite: stdio:/var/log/squid/access.log: (28) No space left on device",
       Death::log_not_writable},
      {"\tFailed to verify one of the swap directories, Check cache.log", Death::cache_folder},
      {"Rock cache_dir at /var/spool/squid/rock failed to open db file: (2) No such file or "
       "directory",
       Death::cache_folder},
      {"Unable to open HTTP Socket", Death::port_taken},
      {"failed to open /run/squid.pid: (2) No such file or directory", Death::pid_file},
      {"Squid is already running: Found fresh instance PID file (/run/squid.pid) with PID 7",
       Death::pid_file},
      {"getpwnam failed to find userid for effective user 'proxy'", Death::user_missing},
      {"Unable to find configuration file: /etc/squid/x.conf: (2) No such file or directory",
       Death::file_missing},
      {"Authentication helper program /x: (2) No such file or directory", Death::file_missing},
      {"MIME Config Table /x: (2) No such file or directory", Death::file_missing},
      {"logfile_daemon /x: (2) No such file or directory", Death::file_missing},
      {"Ipc::Mem::Segment::create failed to shm_open(/squid-cf__metadata.shm): (17) File exists",
       Death::shared_memory},
      {"Could not create a DNS socket", Death::open_files},
      {"Received Segment Violation...dying.", Death::crashed},
      {"xcalloc: Unable to allocate 1073741816 blocks of 392 bytes!", Death::out_of_memory},
      {"Dying from an exception handling failure; exception: std::bad_alloc", Death::out_of_memory},
      {"Failed to make swap directory /var/spool/squid: (13) Permission denied",
       Death::cache_folder},
      {"Received Bus Error...dying.", Death::crashed},
      {"The basic_auth helpers are crashing too rapidly, need help!", Death::unknown},
      // Near misses.
      {"x Bungled y", Death::unknown},
      {"Cannot open file", Death::unknown},
      {"x logfileWrite: y", Death::unknown},
      {"", Death::unknown},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(text_of(death_in_fatal_error(row.text)).name == text_of(row.death).name);
  }
}

TEST_CASE("a shell says that its squid was killed") {
  struct Row {
    std::string_view line;
    std::string_view death;  // empty: none
  };
  const Row rows[] = {
      {"/docker-entrypoint.sh: line 48:    12 Killed                  /usr/sbin/squid -f x -NYC 1",
       "killed"},
      {"/etc/squid/proxyenv-entrypoint.sh: line 9: 7 Killed squid -f x", "killed"},
      {"a.sh: line 9: 7 Aborted squid -f x", "crashed"},
      {"a.sh: line 9: 7 Segmentation fault (core dumped) squid -f x", "crashed"},
      {"a.sh: line 9: 7 Terminated squid -f x", ""},
      {"a.sh: line 9: 7 Killed sleep 5", ""},
      {"a.sh: line 9: x Killed squid", ""},
      {"a.sh: line 9 7 Killed squid", ""},
      {"a: line 9: 7 Killed squid", ""},
      {"Killed", ""},
      {"", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    const auto death = death_in_shell_line(row.line);
    CHECK((death ? text_of(*death).name : std::string_view()) == row.death);
  }
}
