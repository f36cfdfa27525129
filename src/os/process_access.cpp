// SPDX-License-Identifier: Apache-2.0
#include "os/process_access.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "os/file.hpp"
#include "text/list.hpp"

namespace proxyenv::os {

namespace {

constexpr unsigned kOverflowUser = 65534;  // what a user without a number here is shown as

// The words behind "NAME:" in /proc/PID/status.
std::vector<std::string_view> words_of(std::string_view status, std::string_view name) {
  std::vector<std::string_view> words;
  text::for_each_piece(status, '\n', [&](std::string_view line) {
    if (!line.starts_with(name) || line.substr(name.size()).substr(0, 1) != ":") return;
    for (const std::string_view word : text::split(line.substr(name.size() + 1), "\t ")) {
      if (!word.empty()) words.push_back(word);
    }
  });
  return words;
}

std::uint64_t number_of(std::string_view text, int base) {
  std::uint64_t number = 0;
  (void)std::from_chars(text.data(), text.data() + text.size(), number, base);
  return number;
}

// The first of the numbers that differs from `own`: real, effective, saved, of the file system. The
// kernel wants all of the first three alike.
unsigned other_than(unsigned own, const std::vector<std::string_view>& words) {
  constexpr int kDecimal = 10;
  for (const std::string_view word : words) {
    const auto number = static_cast<unsigned>(number_of(word, kDecimal));
    if (number != own) return number;
  }
  return own;
}

std::uint64_t capabilities_in(std::string_view status) {
  constexpr int kHexadecimal = 16;
  const auto words = words_of(status, "CapPrm");
  return words.empty() ? 0 : number_of(words.front(), kHexadecimal);
}

std::string read_small_file(const std::string& path) {
  constexpr std::size_t kLargest = 64UL << 10U;
  const auto file = open_to_read(path);
  return file ? read_head(file->number(), kLargest).value_or(std::string()) : std::string();
}

// Whether /proc is that of this PID namespace: there /proc/self has the number that getpid(2) says.
bool is_own_proc() {
  std::array<char, 16> number{};
  const ssize_t size = ::readlink("/proc/self", number.data(), number.size());
  return size > 0 && std::string_view(number.data(), static_cast<std::size_t>(size)) ==
                         std::to_string(::getpid());
}

// The first user namespace maps every number to itself.
bool is_in_user_namespace() {
  const std::string map = read_small_file("/proc/self/uid_map");
  return !map.empty() && map.find("4294967295") == std::string::npos;
}

void read_status(ProcessAccess& access, std::string_view status, int pid) {
  const std::string own = read_small_file("/proc/self/status");
  access.user = other_than(access.own_user, words_of(status, "Uid"));
  access.group = other_than(access.own_group, words_of(status, "Gid"));
  access.has_more_capabilities = (capabilities_in(status) & ~capabilities_in(own)) != 0;
  access.in_container = words_of(status, "NSpid").size() > words_of(own, "NSpid").size();
  // The files of a process that may not be dumped belong to root (proc(5)).
  struct stat file {};
  const std::string path = "/proc/" + std::to_string(pid) + "/environ";
  access.is_protected = ::stat(path.c_str(), &file) == 0 && file.st_uid == 0 && *access.user != 0;
}

std::string why_missing(const ProcessAccess& access) {
  if (access.is_hidden) {
    return "is hidden by this /proc (mounted with hidepid): run this as the user of that process, "
           "or as root with CAP_SYS_PTRACE";
  }
  if (access.proc_is_foreign) {
    return "does not exist (any more) in this /proc, which counts the processes of another PID "
           "namespace: take the number that ps shows here, or mount a /proc of its own";
  }
  return "does not exist (any more) among the processes seen from here: for one in a container run "
         "`docker exec CONTAINER proxyenv ...`, or on the host take the number that `docker "
         "inspect "
         "--format '{{.State.Pid}}' CONTAINER` prints";
}

std::string of_another_user(const ProcessAccess& access) {
  const std::string user = std::to_string(*access.user);
  if (access.in_user_namespace && *access.user == kOverflowUser) {
    return "belongs to a user outside this user namespace: run this outside of it";
  }
  if (access.own_user != 0) {
    return "belongs to user " + user + ", and this runs as user " +
           std::to_string(access.own_user) + ": run this as that user (sudo -u '#" + user +
           "') or as root";
  }
  return "belongs to user " + user +
         ", and root has no CAP_SYS_PTRACE here: run this as that user (docker exec --user " +
         user + "), or start the container with --cap-add SYS_PTRACE";
}

std::string why_forbidden(const ProcessAccess& access) {
  if (*access.user != access.own_user) return of_another_user(access);
  if (access.group != access.own_group) {
    const std::string group = std::to_string(access.group);
    return "runs with group " + group + ": run this with that group (setpriv --regid " + group +
           ") or as root";
  }
  if (access.is_protected) {
    return "is protected by the kernel (its program file cannot be read, or it changed its user or "
           "its capabilities): run this as root with CAP_SYS_PTRACE";
  }
  if (access.has_more_capabilities) {
    return "has capabilities that this process lacks: run this with the same ones (docker exec "
           "--privileged), or with CAP_SYS_PTRACE (docker run --cap-add SYS_PTRACE)";
  }
  return "cannot be looked at, though it has the same user: AppArmor, SELinux or a sandbox may "
         "forbid it; run this in the same container, or as root";
}

}  // namespace

ProcessAccess look_at_process(int pid) {
  ProcessAccess access;
  access.own_user = ::geteuid();
  access.own_group = ::getegid();
  access.in_user_namespace = is_in_user_namespace();
  access.proc_is_foreign = !is_own_proc();
  const std::string folder = "/proc/" + std::to_string(pid);
  const std::string status = read_small_file(folder + "/status");
  if (!status.empty()) {
    read_status(access, status, pid);
    return access;
  }
  access.is_found = ::access(folder.c_str(), F_OK) == 0;
  // In another PID namespace the number would be that of another process.
  access.is_hidden =
      access.is_found || (!access.proc_is_foreign && (::kill(pid, 0) == 0 || errno == EPERM));
  return access;
}

std::string why_unreadable(const ProcessAccess& access) {
  if (!access.user) return why_missing(access);
  std::string why = why_forbidden(access);
  if (access.in_container) {
    why.append("; it is in a container: `docker exec CONTAINER proxyenv ...` looks from inside");
  }
  return why;
}

}  // namespace proxyenv::os
