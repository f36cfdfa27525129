// SPDX-License-Identifier: Apache-2.0
//   at_call kill|fail|starve NUMBER ERROR -- PROGRAM [ARG...]
// Runs PROGRAM and stops it at one of its system calls, counted from 1, be they of whatever kind:
// `kill` kills the program before the call is made, `fail` lets that one fail with the error of the
// number ERROR. `starve` counts only the calls that ask for memory, and refuses that one and all
// behind it (ENOMEM). Behind the output of PROGRAM the last line on standard error is "at_call:
// NUMBER", the kernel's number of the call, or "at_call: none" if the program ended before it. A
// call that cannot fail by its definition is made. The exit status is that of PROGRAM. 111: the
// kernel does not allow this here; 112: PROGRAM could not be executed.
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>

namespace {

constexpr int kNotAllowed = 111;
constexpr int kNotExecuted = 112;
constexpr int kNone = -1;

// These always succeed. futex(2) only wakes others here, of which there are none.
constexpr std::array<long, 11> kCannotFail = {
    SYS_exit,    SYS_exit_group, SYS_getpid,          SYS_gettid, SYS_getuid, SYS_getgid,
    SYS_geteuid, SYS_getegid,    SYS_set_tid_address, SYS_umask,  SYS_futex,
};

enum class Mode { kill, fail, starve };

struct Order {
  Mode mode = Mode::kill;
  long number = 0;
  int error = 0;
};

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

// All calls go to the parent but the one that passes the listener to it. PROGRAM makes no such
// call.
[[noreturn]] void become(char** words, int socket) {
  std::array<sock_filter, 4> filter = {{
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_sendmsg, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
  }};
  const sock_fprog program = {static_cast<unsigned short>(filter.size()), filter.data()};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) ::_exit(kNotAllowed);
  const long listener =
      ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
  // Without a listener each further call fails, and so would the exit with this status.
  if (listener < 0) ::_exit(kNotAllowed);
  if (!send_descriptor(socket, static_cast<int>(listener))) ::kill(::getpid(), SIGKILL);
  ::close(static_cast<int>(listener));
  ::close(socket);
  ::execv(words[0], words);
  ::_exit(kNotExecuted);
}

// Answers the calls of the child until it ends.
class Answering {
 public:
  Answering(int listener, pid_t child, const Order& order)
      : listener_(listener), child_(child), order_(order) {}

  // Returns the kernel's number of the call that was stopped.
  int run() {
    for (;;) {
      pollfd waiting{listener_, POLLIN, 0};
      const int ready = ::poll(&waiting, 1, -1);
      if (ready < 0 && errno == EINTR) continue;
      if (ready != 1 || (waiting.revents & POLLIN) == 0) return stopped_;
      seccomp_notif call{};
      if (::ioctl(listener_, SECCOMP_IOCTL_NOTIF_RECV, &call) != 0) continue;
      if (!answer(call)) return stopped_;
    }
  }

 private:
  // Returns whether the child goes on.
  bool answer(const seccomp_notif& call) {
    seccomp_notif_resp answer{};
    answer.id = call.id;
    answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    if (std::exchange(is_limited_, false)) set_memory(RLIM_INFINITY);
    const bool is_counted = has_begun_ && (order_.mode != Mode::starve || asks_for_memory(call));
    if (is_counted) ++count_;
    // What comes before the first execve is at_call itself.
    has_begun_ = has_begun_ || call.data.nr == SYS_execve;
    if (is_counted && count_ == order_.number) {
      stopped_ = call.data.nr;
      if (order_.mode == Mode::kill) {
        ::kill(child_, SIGKILL);
        return false;
      }
      if (order_.mode == Mode::fail) refuse(call, answer, order_.error);
    }
    const bool is_hungry = order_.mode == Mode::starve && count_ >= order_.number;
    if (is_counted && is_hungry) set_memory(1);
    ::ioctl(listener_, SECCOMP_IOCTL_NOTIF_SEND, &answer);
    return true;
  }

  static bool asks_for_memory(const seccomp_notif& call) {
    const long number = call.data.nr;
    return number == SYS_mmap || number == SYS_mremap || number == SYS_brk;
  }

  void set_memory(rlim_t limit) const {
    const struct rlimit wanted { limit, RLIM_INFINITY };
    ::prlimit(child_, RLIMIT_AS, &wanted, nullptr);
  }

  void refuse(const seccomp_notif& call, seccomp_notif_resp& answer, int error) {
    const long number = call.data.nr;
    if (std::find(kCannotFail.begin(), kCannotFail.end(), number) != kCannotFail.end()) return;
    if (number == SYS_brk) {
      // It tells no error: it returns the end of the memory as it is, which the kernel knows.
      set_memory(1);
      is_limited_ = true;
      return;
    }
    answer.flags = 0;
    answer.error = -error;
  }

  int listener_;
  pid_t child_;
  Order order_;
  bool has_begun_ = false;
  bool is_limited_ = false;  // for one call
  long count_ = 0;
  int stopped_ = kNone;
};

bool read_order(char** words, Order& order) {
  const std::string_view mode = words[1];
  if (mode != "kill" && mode != "fail" && mode != "starve") return false;
  order.mode = mode == "kill" ? Mode::kill : mode == "fail" ? Mode::fail : Mode::starve;
  order.number = std::strtol(words[2], nullptr, 10);
  order.error = static_cast<int>(std::strtol(words[3], nullptr, 10));
  return std::string_view(words[4]) == "--";
}

}  // namespace

int main(int count, char** words) {
  Order order;
  if (count < 6 || !read_order(words, order)) return kNotExecuted;
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return kNotAllowed;
  const pid_t child = ::fork();
  if (child < 0) return kNotAllowed;
  if (child == 0) become(words + 5, ends[1]);
  ::close(ends[1]);
  const int listener = receive_descriptor(ends[0]);
  const int stopped = listener >= 0 ? Answering(listener, child, order).run() : kNone;
  int status = 0;
  if (::waitpid(child, &status, 0) != child) return kNotAllowed;
  if (stopped == kNone) std::fputs("at_call: none\n", stderr);
  if (stopped != kNone) std::fprintf(stderr, "at_call: %d\n", stopped);
  if (WIFSIGNALED(status)) {
    const struct rlimit no_core {};
    ::setrlimit(RLIMIT_CORE, &no_core);  // that of PROGRAM stays
    ::signal(WTERMSIG(status), SIG_DFL);
    ::raise(WTERMSIG(status));
    return kNotAllowed;
  }
  return WEXITSTATUS(status);
}
