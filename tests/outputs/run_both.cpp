// SPDX-License-Identifier: Apache-2.0
// Runs two programs with the same words, environment and input, and returns the output of each.
//
//   run_both PROGRAM PROGRAM
//
// It reads requests from standard input and answers each on standard output, until the input ends.
// A request begins with four numbers of 32 bits in the machine's byte order: the number of words,
// the number of environment entries, the bytes of all these strings, and the bytes of the input.
// Then follow the strings, each ended by a NUL, and the input. An answer has for each program the
// status from wait(), the sizes of standard output and standard error, and the contents of both.
//
// The environment is passed on unchanged, even with duplicate names and entries without `=`. The
// word `@PID@` is replaced by the process number of an idle process with the same environment. A
// program that takes longer than 20 seconds is ended by SIGALRM.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr unsigned kSecondsAtMost = 20;
constexpr std::string_view kPidWord = "@PID@";
constexpr std::string_view kHold = "--hold";

struct Request {
  std::string strings;  // the memory of `words` and `environment`
  std::vector<char*> words;
  std::vector<char*> environment;
  std::string input;
};

// Files in memory that replace the standard streams.
struct Streams {
  int input = -1;
  int output = -1;
  int error = -1;
};

[[noreturn]] void die(const char* what) {
  std::perror(what);
  std::exit(2);
}

// Fills all of `bytes`; false if the input ends before the first byte.
bool read_all(char* bytes, std::size_t size) {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t count = ::read(STDIN_FILENO, bytes + done, size - done);
    if (count < 0) die("run_both: read");
    if (count == 0 && done == 0) return false;
    if (count == 0) die("run_both: a cut request");
    done += static_cast<std::size_t>(count);
  }
  return true;
}

void write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0) die("run_both: write");
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

// A list of `count` strings and a null pointer, for execve().
std::vector<char*> take_strings(char*& next, std::size_t count) {
  std::vector<char*> list;
  for (std::size_t i = 0; i < count; ++i) {
    list.push_back(next);
    next += std::strlen(next) + 1;
  }
  list.push_back(nullptr);
  return list;
}

bool read_request(Request& request) {
  std::array<std::uint32_t, 4> numbers{};
  if (!read_all(reinterpret_cast<char*>(numbers.data()), sizeof numbers)) return false;
  const auto [words, entries, strings_size, input_size] = numbers;
  request.strings.resize(strings_size);
  request.input.resize(input_size);
  if (strings_size > 0) read_all(request.strings.data(), strings_size);
  if (input_size > 0) read_all(request.input.data(), input_size);
  char* next = request.strings.data();
  request.words = take_strings(next, words);
  request.environment = take_strings(next, entries);
  return true;
}

Streams make_streams() {
  const Streams streams{::memfd_create("input", MFD_CLOEXEC), ::memfd_create("output", MFD_CLOEXEC),
                        ::memfd_create("error", MFD_CLOEXEC)};
  if (streams.input < 0 || streams.output < 0 || streams.error < 0) die("run_both: memfd_create");
  return streams;
}

void empty(int descriptor) {
  if (::ftruncate(descriptor, 0) != 0) die("run_both: ftruncate");
  if (::lseek(descriptor, 0, SEEK_SET) != 0) die("run_both: lseek");
}

std::string content(int descriptor) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) die("run_both: fstat");
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  if (::pread(descriptor, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    die("run_both: pread");
  }
  return bytes;
}

// The child of a vfork() shares this memory: it may set this and must not return.
volatile int exec_error = 0;

// Executes the program in the child. `exec_error` reports a failure.
[[noreturn]] void become(const char* program, char* const* words, char* const* environment,
                         const Streams& streams) {
  ::dup2(streams.input, STDIN_FILENO);
  ::dup2(streams.output, STDOUT_FILENO);
  ::dup2(streams.error, STDERR_FILENO);
  ::alarm(kSecondsAtMost);
  ::execve(program, words, environment);
  exec_error = errno;
  ::_exit(1);
}

pid_t start(const char* program, char* const* words, char* const* environment,
            const Streams& streams) {
  exec_error = 0;
  const pid_t child = ::vfork();
  if (child < 0) die("run_both: vfork");
  if (child == 0) become(program, words, environment, streams);
  if (exec_error != 0) {
    errno = exec_error;
    die(program);
  }
  return child;
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) die("run_both: waitpid");
  }
  return status;
}

void run_and_answer(const char* program, const Request& request, const Streams& streams) {
  empty(streams.input);
  empty(streams.output);
  empty(streams.error);
  write_all(streams.input, request.input);
  ::lseek(streams.input, 0, SEEK_SET);
  const int status =
      wait_for(start(program, request.words.data(), request.environment.data(), streams));
  const std::string output = content(streams.output);
  const std::string error = content(streams.error);
  const std::array<std::uint32_t, 3> numbers = {static_cast<std::uint32_t>(status),
                                                static_cast<std::uint32_t>(output.size()),
                                                static_cast<std::uint32_t>(error.size())};
  std::string answer(reinterpret_cast<const char*>(numbers.data()), sizeof numbers);
  write_all(STDOUT_FILENO, answer.append(output).append(error));
}

// The place of `@PID@` among the words, or null.
char** pid_word(Request& request) {
  for (char*& word : request.words) {
    if (word != nullptr && word == kPidWord) return &word;
  }
  return nullptr;
}

// Starts a process that has this environment and does nothing. Its environment can be read once it
// runs: it sends a byte then, because vfork() returns a little earlier.
pid_t start_holder(char* const* environment, const Streams& streams) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) die("run_both: pipe2");
  std::string name = "holder";
  std::string hold(kHold);
  const std::array<char*, 3> words = {name.data(), hold.data(), nullptr};
  const pid_t holder =
      start("/proc/self/exe", words.data(), environment, {streams.input, ends[1], streams.error});
  char byte = 0;
  if (::read(ends[0], &byte, 1) != 1) die("run_both: the holder did not start");
  for (const int end : ends) ::close(end);
  return holder;
}

// Runs both programs while such a process exists, with its number instead of `word`.
void answer_beside_process(Request& request, char** word,
                           const std::array<const char*, 2>& programs, const Streams& streams) {
  const pid_t held = start_holder(request.environment.data(), streams);
  std::string number = std::to_string(held);
  *word = number.data();
  for (const char* program : programs) run_and_answer(program, request, streams);
  ::kill(held, SIGKILL);
  wait_for(held);
}

int hold() {
  ::alarm(0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  write_all(STDOUT_FILENO, "x");
  for (;;) ::pause();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && argv[1] == kHold) return hold();
  if (argc != 3) {
    std::fputs("usage: run_both PROGRAM PROGRAM\n", stderr);
    return 2;
  }
  const std::array<const char*, 2> programs = {argv[1], argv[2]};
  const Streams streams = make_streams();
  Request request;
  while (read_request(request)) {
    if (char** word = pid_word(request); word != nullptr) {
      answer_beside_process(request, word, programs, streams);
    } else {
      for (const char* program : programs) run_and_answer(program, request, streams);
    }
  }
  return 0;
}
