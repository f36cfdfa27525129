// SPDX-License-Identifier: Apache-2.0
#include "run_program.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio.hpp>
#include <boost/optional.hpp>  // config.hpp does not include it with std::filesystem
#include <boost/process/v2/default_launcher.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/stdio.hpp>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <utility>

namespace e2e {

namespace {

namespace asio = boost::asio;
namespace process = boost::process::v2;
using boost::system::error_code;

// An argv and an environment block that are used unchanged. The arguments of Boost's launcher
// cannot express that.
struct ExactWords {
  std::vector<const char*> argv;
  std::vector<const char*> block;

  explicit ExactWords(const Program& program) {
    for (const std::string& word : program.argv) argv.push_back(word.c_str());
    for (const std::string& entry : program.environment) block.push_back(entry.c_str());
    argv.push_back(nullptr);
    block.push_back(nullptr);
  }

  template <class Launcher>
  error_code on_setup(Launcher& launcher, const process::filesystem::path& /*executable*/,
                      const char* const*& words) {
    words = argv.data();
    launcher.env = block.data();
    return {};
  }

  // Boost 1.81 closes only what is above the highest descriptor to keep (close_handles.ipp takes
  // the same index twice), so the child inherited ctest's own log, whose offset changes.
  template <class Launcher>
  error_code on_exec_setup(Launcher& /*launcher*/, const process::filesystem::path& /*executable*/,
                           const char* const*& /*words*/) {
    if (::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return {};
    return {errno, boost::system::system_category()};
  }
};

// A file without a name, so that input of any size neither blocks us nor is shortened.
int open_input(const std::string& text) {
  const int file = ::memfd_create("input", MFD_CLOEXEC);
  if (file < 0) throw std::runtime_error("memfd_create failed");
  if (::write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    throw std::runtime_error("cannot write the input");
  }
  ::lseek(file, 0, SEEK_SET);
  return file;
}

// Reads one of the program's outputs to its end.
class Collector {
 public:
  explicit Collector(asio::io_context& context) : reader_(context) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe2 failed");
    reader_.assign(ends[0]);
    writer_ = ends[1];
  }
  ~Collector() { close_writer(); }
  Collector(const Collector&) = delete;
  Collector& operator=(const Collector&) = delete;

  [[nodiscard]] int writer() const { return writer_; }
  void close_writer() {
    if (writer_ >= 0) ::close(std::exchange(writer_, -1));
  }
  void start(std::string& text) {
    asio::async_read(reader_, asio::dynamic_buffer(text),
                     [this](const error_code&, std::size_t) { is_done_ = true; });
  }
  void stop() { reader_.cancel(); }
  [[nodiscard]] bool is_done() const { return is_done_; }

 private:
  asio::posix::stream_descriptor reader_;
  int writer_ = -1;
  bool is_done_ = false;
};

}  // namespace

Outcome run_program(const Program& program) {
  Outcome outcome;
  asio::io_context context;
  Collector out(context);
  Collector err(context);
  const int input = open_input(program.input);
  ExactWords exact(program);

  process::default_process_launcher launcher;
  error_code start_error;
  // After a failed exec the child calls exit(3), which would print our buffers again.
  std::fflush(nullptr);
  auto child = launcher(context.get_executor(), start_error, program.argv.at(0), Words{},
                        process::process_stdio{input, out.writer(), err.writer()}, exact);
  ::close(input);
  out.close_writer();
  err.close_writer();
  if (start_error) {
    if (launcher.pid > 0) ::waitpid(launcher.pid, nullptr, 0);
    outcome.start_error = start_error.value();
    return outcome;
  }
  outcome.pid = launcher.pid;
  out.start(outcome.out);
  err.start(outcome.err);

  asio::steady_timer timer(context, program.timeout);
  child.handle().async_wait([&](const error_code&, int status) {
    if (WIFEXITED(status)) outcome.exit_status = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
    // Processes that the program left running may keep the pipes open, and must not block us for
    // ever.
    timer.expires_after(std::chrono::seconds(5));
    timer.async_wait([&](const error_code& stopped) {
      if (stopped) return;
      out.stop();
      err.stop();
    });
  });
  timer.async_wait([&](const error_code& stopped) {
    if (stopped) return;
    outcome.timed_out = true;
    ::kill(launcher.pid, SIGKILL);
  });
  const auto has_ended = [&] { return outcome.exit_status >= 0 || outcome.signal != 0; };
  while (!has_ended() || !out.is_done() || !err.is_done()) context.run_one();
  return outcome;
}

std::ostream& operator<<(std::ostream& stream, const Outcome& outcome) {
  if (outcome.start_error != 0) return stream << "not started, errno " << outcome.start_error;
  if (outcome.timed_out) stream << "timed out; ";
  if (outcome.signal != 0) {
    stream << "killed by signal " << outcome.signal;
  } else {
    stream << "exit status " << outcome.exit_status;
  }
  return stream << "\n--- out:\n" << outcome.out << "\n--- err:\n" << outcome.err << "\n---";
}

std::string proxyenv_path() {
  const char* const other = std::getenv("PROXYENV_E2E_LAUNCHER");
  return other == nullptr ? E2E_PROXYENV : other;
}
std::string companion_path() {
  const char* const other = std::getenv("PROXYENV_E2E_COMPANION");
  return other == nullptr ? E2E_COMPANION : other;
}
std::string helper_path(std::string_view name) {
  return std::string(E2E_HELPERS "/").append(name);
}

Outcome run_proxyenv(const Words& words, const Words& environment, std::string input) {
  return run_program({joined({{proxyenv_path()}, words}), environment, std::move(input)});
}

Outcome run_with_state(const Words& steps, const Words& words, const Words& environment) {
  return run_program(
      {joined({{helper_path("with_state")}, steps, {"--"}, words}), environment, {}});
}

Words joined(std::initializer_list<Words> lists) {
  Words words;
  for (const Words& list : lists) words.insert(words.end(), list.begin(), list.end());
  return words;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace e2e
