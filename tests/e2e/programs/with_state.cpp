// SPDX-License-Identifier: Apache-2.0
//   with_state STEP... -- PROGRAM [ARG...]
// Puts its own process into a state, step by step in the given order, and executes PROGRAM. So
// `with_state ... -- dump_state` can be compared with `with_state ... -- proxyenv -- dump_state`.
// The environment is passed on untouched. Exit status 111: a step failed, and PROGRAM was not
// started; 112: PROGRAM could not be executed. The steps are in the table at the end.
#include <fcntl.h>
#include <grp.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pty.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr int kStepFailed = 111;
constexpr int kNotExecuted = 112;

// Options of the last step, the exec.
struct Start {
  const char* argv0 = nullptr;
  bool without_argv = false;
  int program = -1;  // execute this descriptor instead of the name
};
Start start;

[[noreturn]] void die(std::string_view step) {
  const int error = errno;
  const std::string line = "with_state: " + std::string(step) + ": " + std::strerror(error) + "\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
  ::_exit(kStepFailed);
}

struct StepFailure {
  int error;
};

void must(bool done) {
  if (!done) throw StepFailure{errno};
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> pieces;
  while (true) {
    const std::size_t end = text.find(separator);
    pieces.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + 1);
  }
}

int number(const std::string& text, int base = 10) {
  return static_cast<int>(std::strtol(text.c_str(), nullptr, base));
}

void move_to(int from, int to) {
  if (from == to) return;
  must(::dup2(from, to) >= 0);
  ::close(from);
}

void ignore(const std::string& value) {
  for (const std::string& piece : split(value, ',')) {
    must(std::signal(number(piece), SIG_IGN) != SIG_ERR);
  }
}

void block(const std::string& value) {
  sigset_t set{};
  sigemptyset(&set);
  for (const std::string& piece : split(value, ',')) sigaddset(&set, number(piece));
  must(::sigprocmask(SIG_BLOCK, &set, nullptr) == 0);
}

void raise_signal(const std::string& value) {
  must(::kill(::getpid(), number(value)) == 0);
}

void set_umask(const std::string& value) {
  ::umask(static_cast<mode_t>(number(value, 8)));
}

void change_directory(const std::string& value) {
  must(::chdir(value.c_str()) == 0);
}

// RESOURCE:SOFT:HARD, all numbers.
void limit(const std::string& value) {
  const auto pieces = split(value, ':');
  const struct rlimit wanted {
    std::strtoull(pieces.at(1).c_str(), nullptr, 10), std::strtoull(pieces.at(2).c_str(), nullptr,
                                                                    10)
  };
  must(::setrlimit(static_cast<__rlimit_resource_t>(number(pieces[0])), &wanted) == 0);
}

// FD:FLAGS:PATH, FLAGS of r, w, rw, a (append), n (non-blocking).
void open_file(const std::string& value) {
  const auto pieces = split(value, ':');
  const std::string& letters = pieces.at(1);
  int flags = letters.find('w') == std::string::npos   ? O_RDONLY
              : letters.find('r') == std::string::npos ? O_WRONLY
                                                       : O_RDWR;
  if (letters.find('a') != std::string::npos) flags |= O_APPEND;
  if (letters.find('n') != std::string::npos) flags |= O_NONBLOCK;
  const int file = ::open(pieces.at(2).c_str(), flags);
  must(file >= 0);
  move_to(file, number(pieces[0]));
}

// READ:WRITE, the two ends of one pipe.
void open_pipe(const std::string& value) {
  const auto pieces = split(value, ':');
  std::array<int, 2> ends{};
  must(::pipe(ends.data()) == 0);
  move_to(ends[0], number(pieces[0]));
  move_to(ends[1], number(pieces.at(1)));
}

void close_descriptor(const std::string& value) {
  ::close(number(value));
}

// The descriptor becomes the writing end of a pipe that nobody can read.
void break_pipe(const std::string& value) {
  std::array<int, 2> ends{};
  must(::pipe(ends.data()) == 0);
  ::close(ends[0]);
  move_to(ends[1], number(value));
}

void set_argv0(const std::string& value) {
  start.argv0 = value.c_str();
}
void drop_argv(const std::string& /*value*/) {
  start.without_argv = true;
}
void open_program(const std::string& value) {
  start.program = ::open(value.c_str(), O_PATH);
  must(start.program >= 0);
}

void write_file(const char* path, const std::string& text) {
  const int file = ::open(path, O_WRONLY | O_CLOEXEC);
  must(file >= 0);
  const ssize_t written = ::write(file, text.data(), text.size());
  ::close(file);
  must(written == static_cast<ssize_t>(text.size()));
}

// A new mount namespace, and without root a new user namespace as well.
void own_namespaces(const std::string& /*value*/) {
  if (::unshare(CLONE_NEWNS) != 0) {
    must(errno == EPERM);
    const std::string user = std::to_string(::geteuid());
    const std::string group = std::to_string(::getegid());
    must(::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0);
    write_file("/proc/self/setgroups", "deny");
    write_file("/proc/self/uid_map", "0 " + user + " 1");
    write_file("/proc/self/gid_map", "0 " + group + " 1");
  }
  must(::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0);
}

void change_root(const std::string& value) {
  if (::chroot(value.c_str()) != 0) {
    must(errno == EPERM);
    own_namespaces({});
    must(::chroot(value.c_str()) == 0);
  }
  must(::chdir("/") == 0);
}

// DIRECTORY:OPTIONS, OPTIONS as mount(8) has them for tmpfs.
void mount_tmpfs(const std::string& value) {
  const auto pieces = split(value, ':');
  must(::mount("tmpfs", pieces[0].c_str(), "tmpfs", 0, pieces.at(1).c_str()) == 0);
}

// OPTIONS of a /proc of its own (hidepid=2).
void mount_proc(const std::string& value) {
  must(::mount("proc", "/proc", "proc", 0, value.c_str()) == 0);
}

// Numbers of capabilities that no program has from the next exec on.
void drop_capabilities(const std::string& value) {
  for (const std::string& piece : split(value, ',')) {
    must(::prctl(PR_CAPBSET_DROP, number(piece), 0, 0, 0) == 0);
  }
}

void make_read_only(const std::string& value) {
  const char* path = value.c_str();
  must(::mount(path, path, nullptr, MS_BIND | MS_REC, nullptr) == 0);
  must(::mount("none", path, nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) == 0);
}

void make_noexec(const std::string& value) {
  const char* path = value.c_str();
  must(::mount(path, path, nullptr, MS_BIND | MS_REC, nullptr) == 0);
  must(::mount("none", path, nullptr, MS_REMOUNT | MS_BIND | MS_NOEXEC, nullptr) == 0);
}

void become_user(const std::string& value) {
  const auto id = static_cast<uid_t>(number(value));
  must(::setgroups(0, nullptr) == 0);
  must(::setresgid(id, id, id) == 0);
  must(::setresuid(id, id, id) == 0);
}

void set_real_user(const std::string& value) {
  const auto id = static_cast<uid_t>(number(value));
  must(::setresuid(id, static_cast<uid_t>(-1), static_cast<uid_t>(-1)) == 0);
}

void set_real_group(const std::string& value) {
  const auto id = static_cast<gid_t>(number(value));
  must(::setresgid(id, static_cast<gid_t>(-1), static_cast<gid_t>(-1)) == 0);
}

void open_session(const std::string& /*value*/) {
  if (::getpid() == ::getpgrp()) return;
  must(::setsid() >= 0);
}

void open_group(const std::string& /*value*/) {
  must(::setpgid(0, 0) == 0);
}

// A pseudo terminal that controls this session; its slave is the descriptor, its master stays open.
void open_terminal(const std::string& value) {
  open_session({});
  int master = -1;
  int slave = -1;
  must(::openpty(&master, &slave, nullptr, nullptr, nullptr) == 0);
  must(::ioctl(slave, TIOCSCTTY, 0) == 0);
  move_to(slave, number(value));
}

void set_nice(const std::string& value) {
  must(::setpriority(PRIO_PROCESS, 0, number(value)) == 0);
}

void set_alarm(const std::string& value) {
  ::alarm(static_cast<unsigned>(number(value)));
}

void set_death_signal(const std::string& value) {
  must(::prctl(PR_SET_PDEATHSIG, number(value)) == 0);
}

void set_subreaper(const std::string& /*value*/) {
  must(::prctl(PR_SET_CHILD_SUBREAPER, 1) == 0);
}

// A child that has ended and was not waited for. The next program in this process must not wait for
// it either.
void leave_zombie(const std::string& /*value*/) {
  const pid_t child = ::fork();
  must(child >= 0);
  if (child == 0) ::_exit(0);
  siginfo_t info{};
  must(::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT) == 0);
}

// A PID namespace of its own. The next program is process 1 there; this one waits and ends as it
// did.
void become_process_1(const std::string& /*value*/) {
  if (::unshare(CLONE_NEWPID) != 0) {
    must(errno == EPERM);
    must(::unshare(CLONE_NEWUSER | CLONE_NEWPID) == 0);
  }
  const pid_t child = ::fork();
  must(child >= 0);
  if (child == 0) return;
  int status = 0;
  ::waitpid(child, &status, 0);
  ::_exit(WIFEXITED(status) ? WEXITSTATUS(status) : kStepFailed);
}

// From here on the process is killed (SIGSYS) by a call that the filter does not allow.
void install(std::vector<sock_filter> filter) {
  sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  must(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
  must(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0);
}

// From here on no file can be made without a name, as on some file systems.
void forbid_unnamed_files(const std::string& /*value*/) {
  constexpr unsigned kUnnamed = O_TMPFILE & ~O_DIRECTORY;
  install({
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args) + 2 * sizeof(__u64)),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, kUnnamed, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EOPNOTSUPP),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  });
}

// A filter that gives one answer for these calls, and another one for all others.
std::vector<sock_filter> filter_of(std::initializer_list<unsigned> calls, unsigned answer,
                                   unsigned otherwise) {
  std::vector<sock_filter> filter = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
  for (const unsigned call : calls) {
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1));
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, answer));
  }
  filter.push_back(BPF_STMT(BPF_RET | BPF_K, otherwise));
  return filter;
}

void forbid_network(const std::string& /*value*/) {
  install(filter_of({SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_sendto, SYS_sendmsg,
                     SYS_recvmsg, SYS_recvfrom},
                    SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_ALLOW));
}

// Only programs without a C library can run then.
void allow_exec_alone(const std::string& /*value*/) {
  install(filter_of({SYS_execve, SYS_exit}, SECCOMP_RET_ALLOW, SECCOMP_RET_KILL_PROCESS));
}

struct Step {
  std::string_view name;
  void (*take)(const std::string& value);
};

constexpr std::array<Step, 35> kSteps = {{
    {"alarm", set_alarm},
    {"argv0", set_argv0},
    {"block", block},
    {"broken_pipe", break_pipe},
    {"chroot", change_root},
    {"close", close_descriptor},
    {"death_signal", set_death_signal},
    {"directory", change_directory},
    {"drop", drop_capabilities},
    {"exec_alone", allow_exec_alone},
    {"group", open_group},
    {"ignore", ignore},
    {"limit", limit},
    {"namespaces", own_namespaces},
    {"nice", set_nice},
    {"no_argv", drop_argv},
    {"no_network", forbid_network},
    {"no_unnamed_files", forbid_unnamed_files},
    {"noexec", make_noexec},
    {"open", open_file},
    {"pipe", open_pipe},
    {"proc", mount_proc},
    {"process_1", become_process_1},
    {"program", open_program},
    {"raise", raise_signal},
    {"read_only", make_read_only},
    {"real_gid", set_real_group},
    {"real_uid", set_real_user},
    {"session", open_session},
    {"subreaper", set_subreaper},
    {"terminal", open_terminal},
    {"tmpfs", mount_tmpfs},
    {"uid", become_user},
    {"umask", set_umask},
    {"zombie", leave_zombie},
}};

void take_step(std::string_view word, std::string& value) {
  const std::string_view name = word.substr(0, word.find('='));
  if (name.size() < word.size()) value = word.substr(name.size() + 1);
  for (const Step& step : kSteps) {
    if (step.name == name) return step.take(value);
  }
  throw StepFailure{EINVAL};
}

}  // namespace

int main(int argc, char** argv, char** envp) {
  // Steps keep pointers into their values.
  std::vector<std::string> values(static_cast<std::size_t>(argc));
  int i = 1;
  for (; i < argc && std::string_view(argv[i]) != "--"; ++i) {
    try {
      take_step(argv[i], values[static_cast<std::size_t>(i)]);
    } catch (const StepFailure& failure) {
      errno = failure.error;
      die(argv[i]);
    }
  }
  if (i + 1 >= argc) return kStepFailed;
  char** words = argv + i + 1;
  const std::string program = words[0];
  if (start.argv0 != nullptr) words[0] = const_cast<char*>(start.argv0);
  if (start.without_argv) words[0] = nullptr;
  if (start.program >= 0) {
    ::syscall(SYS_execveat, start.program, "", words, envp, AT_EMPTY_PATH);
  } else {
    ::execve(program.c_str(), words, envp);
  }
  const std::string line = "with_state: exec: " + std::string(std::strerror(errno)) + "\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
  return kNotExecuted;
}
