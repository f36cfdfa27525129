// SPDX-License-Identifier: Apache-2.0
//   at_call kill|fail NUMBER -- PROGRAM [ARG...]
// Runs PROGRAM and stops it at one of its system calls that concern files, counted from 1: `kill`
// counts those that change something and kills the program before the call is made, `fail` counts
// those that look at something, too, and lets that one fail with EIO. The exit status is that of
// PROGRAM. 111: the kernel does not allow this here; 112: PROGRAM could not be executed; 113: it
// ended before that call.
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

namespace {

constexpr int kNotAllowed = 111;
constexpr int kNotExecuted = 112;
constexpr int kEndedBefore = 113;

// Calls that change something. openat(2) is one of them where it makes a file.
const std::vector<long> kChanging = {
    SYS_mkdirat,  SYS_unlinkat, SYS_linkat,   SYS_renameat2, SYS_write, SYS_fchmod, SYS_fchown,
    SYS_fsync,    SYS_flock,    SYS_fchownat, SYS_fchmodat,
#ifdef SYS_renameat
    SYS_renameat,
#endif
#ifdef SYS_rename  // not on newer architectures
    SYS_rename,   SYS_mkdir,    SYS_rmdir,    SYS_unlink,    SYS_link,  SYS_chmod,  SYS_lchown,
#endif
};

const std::vector<long> kLooking = {SYS_newfstatat, SYS_fstat, SYS_read, SYS_faccessat, SYS_fcntl};

std::vector<sock_filter> make_filter(bool with_looking) {
  std::vector<long> calls = kChanging;
  if (with_looking) calls.insert(calls.end(), kLooking.begin(), kLooking.end());
  const auto load = [](std::size_t offset) {
    return sock_filter{BPF_LD | BPF_W | BPF_ABS, 0, 0, static_cast<unsigned>(offset)};
  };
  const auto give = [](unsigned answer) { return sock_filter{BPF_RET | BPF_K, 0, 0, answer}; };
  std::vector<sock_filter> filter = {load(offsetof(seccomp_data, nr))};
  for (const long call : calls) {
    filter.push_back({BPF_JMP | BPF_JEQ | BPF_K, 0, 1, static_cast<unsigned>(call)});
    filter.push_back(give(SECCOMP_RET_USER_NOTIF));
  }
  filter.push_back({BPF_JMP | BPF_JEQ | BPF_K, 1, 0, SYS_openat});
  filter.push_back(give(SECCOMP_RET_ALLOW));
  if (!with_looking) {
    filter.push_back(load(offsetof(seccomp_data, args) + 2 * sizeof(__u64)));  // its flags
    filter.push_back({BPF_JMP | BPF_JSET | BPF_K, 1, 0, O_CREAT});
    filter.push_back(give(SECCOMP_RET_ALLOW));
  }
  filter.push_back(give(SECCOMP_RET_USER_NOTIF));
  return filter;
}

// A descriptor, passed from the child to its parent.
union ControlBuffer {
  std::array<char, CMSG_SPACE(sizeof(int))> bytes;
  cmsghdr alignment;
};

bool send_descriptor(int socket, int descriptor) {
  ControlBuffer control{};
  char byte = 'x';
  iovec data{&byte, 1};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control.bytes.data();
  message.msg_controllen = control.bytes.size();
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &descriptor, sizeof(int));
  return ::sendmsg(socket, &message, 0) == 1;
}

int receive_descriptor(int socket) {
  ControlBuffer control{};
  char byte = 0;
  iovec data{&byte, 1};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control.bytes.data();
  message.msg_controllen = control.bytes.size();
  if (::recvmsg(socket, &message, MSG_CMSG_CLOEXEC) != 1) return -1;
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (header == nullptr) return -1;
  int descriptor = -1;
  std::memcpy(&descriptor, CMSG_DATA(header), sizeof(int));
  return descriptor;
}

[[noreturn]] void become(char** words, bool with_looking, int socket) {
  std::vector<sock_filter> filter = make_filter(with_looking);
  const sock_fprog program = {static_cast<unsigned short>(filter.size()), filter.data()};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) ::_exit(kNotAllowed);
  const long listener =
      ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
  if (listener < 0 || !send_descriptor(socket, static_cast<int>(listener))) ::_exit(kNotAllowed);
  ::close(static_cast<int>(listener));
  ::close(socket);
  ::execv(words[0], words);
  ::_exit(kNotExecuted);
}

// Answers the calls of the child until it ends. Returns whether it came to call `number`.
bool answer_calls(int listener, pid_t child, bool is_kill, long number) {
  for (long count = 1;;) {
    pollfd waiting{listener, POLLIN, 0};
    if (::poll(&waiting, 1, -1) != 1 || (waiting.revents & POLLIN) == 0) return count > number;
    seccomp_notif call{};
    if (::ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call) != 0) continue;
    seccomp_notif_resp answer{};
    answer.id = call.id;
    answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    if (count++ == number && is_kill) {
      ::kill(child, SIGKILL);
      return true;
    }
    if (count == number + 1) {
      answer.flags = 0;
      answer.error = -EIO;
    }
    ::ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
  }
}

}  // namespace

int main(int count, char** words) {
  if (count < 5 || std::string_view(words[3]) != "--") return kNotExecuted;
  const bool is_kill = std::string_view(words[1]) == "kill";
  const long number = std::strtol(words[2], nullptr, 10);
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return kNotAllowed;
  const pid_t child = ::fork();
  if (child < 0) return kNotAllowed;
  if (child == 0) become(words + 4, !is_kill, ends[1]);
  ::close(ends[1]);
  const int listener = receive_descriptor(ends[0]);
  const bool was_reached = listener >= 0 && answer_calls(listener, child, is_kill, number);
  int status = 0;
  if (::waitpid(child, &status, 0) != child) return kNotAllowed;
  if (WIFSIGNALED(status)) {
    ::raise(WTERMSIG(status));
    return kNotAllowed;
  }
  if (listener >= 0 && !was_reached) return kEndedBefore;
  return WEXITSTATUS(status);
}
