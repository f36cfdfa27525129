// SPDX-License-Identifier: Apache-2.0
// Prints the state that a program gets from an exec, one `key: value` for each line, so that two
// dumps can be compared as text. Values that differ in every run (the numbers of pipes and pseudo
// terminals) are left out. Values that reveal swapped descriptors (which of them share a file) are
// kept. It needs no /proc, no libc data files and no shared library, so it also runs in an empty
// image.
#include <fcntl.h>
#include <sched.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace {

std::string output;

// Every byte that is not printable ASCII, and the backslash, as \xNN: the original can be restored.
std::string escaped(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    if (c > ' ' && c < 0x7f && c != '\\') {
      text.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      text.append("\\x").append({kHex[byte / 16], kHex[byte % 16]});
    }
  }
  return text;
}

void print(const std::string& key, std::string_view value) {
  output.append(key).append(": ").append(value).append("\n");
}

void print(const std::string& key, long value) {
  print(key, std::to_string(value));
}

std::string octal(unsigned long value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%lo", value);
  return text.data();
}

// pipe:[4711] becomes pipe, /dev/pts/3 becomes /dev/pts.
std::string without_number(std::string_view target) {
  if (target.starts_with("/dev/pts/")) return "/dev/pts";
  return std::string(target.substr(0, target.find(":[")));
}

void print_descriptors() {
  constexpr int kHighest = 4096;
  struct Seen {
    int number;
    dev_t device;
    ino_t inode;
  };
  std::vector<Seen> seen;
  for (int number = 0; number < kHighest; ++number) {
    const int own_flags = ::fcntl(number, F_GETFD);
    if (own_flags < 0) continue;
    struct stat status {};
    ::fstat(number, &status);
    std::string text;
    std::array<char, PATH_MAX> target{};
    const std::string link = "/proc/self/fd/" + std::to_string(number);
    const ssize_t length = ::readlink(link.c_str(), target.data(), target.size());
    if (length > 0) {
      const std::string_view name(target.data(), static_cast<std::size_t>(length));
      text.append(escaped(without_number(name)));
    }
    text.append(" mode=").append(octal(status.st_mode));
    text.append(" flags=").append(octal(static_cast<unsigned long>(::fcntl(number, F_GETFL))));
    text.append(" own_flags=").append(std::to_string(own_flags));
    text.append(" offset=").append(std::to_string(::lseek(number, 0, SEEK_CUR)));
    for (const Seen& other : seen) {
      if (other.device == status.st_dev && other.inode == status.st_ino) {
        text.append(" same_as=").append(std::to_string(other.number));
        break;
      }
    }
    seen.push_back({number, status.st_dev, status.st_ino});
    print("descriptor " + std::to_string(number), text);
  }
}

void print_signals() {
  sigset_t blocked{};
  sigset_t pending{};
  ::sigprocmask(SIG_BLOCK, nullptr, &blocked);
  ::sigpending(&pending);
  std::string blocked_list;
  std::string pending_list;
  std::string ignored_list;
  for (int number = 1; number <= SIGRTMAX; ++number) {
    const std::string text = std::to_string(number) + " ";
    if (sigismember(&blocked, number) == 1) blocked_list.append(text);
    if (sigismember(&pending, number) == 1) pending_list.append(text);
    struct sigaction action {};
    if (::sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN) {
      ignored_list.append(text);
    }
  }
  print("signals blocked", blocked_list);
  print("signals pending", pending_list);
  print("signals ignored", ignored_list);
}

// The kernel's own text, for facts that no call returns. For instance, glibc hides signals 32 and
// 33 from the calls above.
void print_kernel_status() {
  constexpr std::array<std::string_view, 17> kLines = {
      "Name",   "Uid",    "Gid",    "Groups", "SigPnd", "ShdPnd",  "SigBlk",     "SigIgn", "SigCgt",
      "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "Threads", "NoNewPrivs", "Seccomp"};
  const int file = ::open("/proc/self/status", O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  std::string text;
  std::array<char, 4096> buffer{};
  while (true) {
    const ssize_t got = ::read(file, buffer.data(), buffer.size());
    if (got <= 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  ::close(file);
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const std::string_view key = line.substr(0, line.find(':'));
    for (const std::string_view wanted : kLines) {
      if (key == wanted) print("status " + std::string(key), escaped(line.substr(key.size())));
    }
  }
}

void print_limits() {
  for (int resource = 0; resource < RLIMIT_NLIMITS; ++resource) {
    struct rlimit limit {};
    if (::getrlimit(static_cast<__rlimit_resource_t>(resource), &limit) != 0) continue;
    print("limit " + std::to_string(resource),
          std::to_string(limit.rlim_cur) + " " + std::to_string(limit.rlim_max));
  }
}

void print_terminal() {
  const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  print("controlling terminal", terminal >= 0 ? "yes" : "no");
  if (terminal >= 0) {
    print("foreground", ::tcgetpgrp(terminal) == ::getpgrp() ? "yes" : "no");
    ::close(terminal);
  }
}

void print_place() {
  std::array<char, PATH_MAX> directory{};
  const char* found = ::getcwd(directory.data(), directory.size());
  print("directory", escaped(found != nullptr ? found : "?"));
  const mode_t mask = ::umask(0);
  ::umask(mask);
  print("umask", octal(mask));
  print("ids", std::to_string(::getuid()) + " " + std::to_string(::geteuid()) + " " +
                   std::to_string(::getgid()) + " " + std::to_string(::getegid()));
}

void print_schedule() {
  errno = 0;
  print("nice", ::getpriority(PRIO_PROCESS, 0));
  print("policy", ::sched_getscheduler(0));
  cpu_set_t processors{};
  CPU_ZERO(&processors);
  ::sched_getaffinity(0, sizeof processors, &processors);
  print("processors", CPU_COUNT(&processors));
  struct itimerval alarm {};
  ::getitimer(ITIMER_REAL, &alarm);
  print("alarm armed", alarm.it_value.tv_sec > 0 ? "yes" : "no");
  int death_signal = 0;
  ::prctl(PR_GET_PDEATHSIG, &death_signal);
  print("death signal", death_signal);
  int subreaper = 0;
  ::prctl(PR_GET_CHILD_SUBREAPER, &subreaper);
  print("subreaper", subreaper);
  print("timer slack", ::prctl(PR_GET_TIMERSLACK));
  print("dumpable", ::prctl(PR_GET_DUMPABLE));
  print("secure", static_cast<long>(::getauxval(AT_SECURE)));
}

}  // namespace

int main(int argc, char** argv, char** envp) {
  print("pid", ::getpid());
  print("parent", ::getppid());
  print("group is own", ::getpgrp() == ::getpid() ? "yes" : "no");
  print("group", ::getpgrp() == ::getpid() ? 0 : ::getpgrp());
  print("session is own", ::getsid(0) == ::getpid() ? "yes" : "no");
  print("session", ::getsid(0) == ::getpid() ? 0 : ::getsid(0));
  // NOLINTNEXTLINE(performance-no-int-to-ptr): getauxval(3) returns the pointer as a number
  print("executed file", escaped(reinterpret_cast<const char*>(::getauxval(AT_EXECFN))));
  for (int i = 0; i < argc; ++i) print("argv", escaped(argv[i]));
  print_descriptors();
  print_signals();
  print_kernel_status();
  print_limits();
  print_terminal();
  print_place();
  print_schedule();
  for (char** entry = envp; *entry != nullptr; ++entry) print("entry", escaped(*entry));

  std::string_view rest = output;
  while (!rest.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, rest.data(), rest.size());
    if (written < 0) return 1;
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}
