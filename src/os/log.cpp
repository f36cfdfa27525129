// SPDX-License-Identifier: Apache-2.0
#include "os/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/sink.h>

#include <csignal>
#include <cstdio>
#include <ctime>
#include <initializer_list>
#include <memory>
#include <string>

#include "text/display.hpp"

namespace proxyenv::os {

namespace {

// Writing can raise SIGPIPE (nobody reads), SIGXFSZ (a file at its limit) and SIGTTOU (a background
// job on a terminal with `stty tostop`). Ignoring them meanwhile would drop a signal that is
// already pending and that the command must inherit. So they are blocked, and those that our
// writing raised are removed.
class HoldWriteSignals {
 public:
  HoldWriteSignals() {
    sigemptyset(&pending_before_);
    sigpending(&pending_before_);
    const sigset_t held = set_of({SIGPIPE, SIGXFSZ, SIGTTOU});
    sigprocmask(SIG_BLOCK, &held, &mask_before_);
  }
  ~HoldWriteSignals() {
    const timespec at_once{};
    for (const int signal : {SIGPIPE, SIGXFSZ}) {
      const sigset_t one = set_of({signal});
      if (sigismember(&pending_before_, signal) == 0) sigtimedwait(&one, nullptr, &at_once);
    }
    sigprocmask(SIG_SETMASK, &mask_before_, nullptr);
  }
  HoldWriteSignals(const HoldWriteSignals&) = delete;
  HoldWriteSignals& operator=(const HoldWriteSignals&) = delete;

 private:
  static sigset_t set_of(std::initializer_list<int> signals) {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : signals) sigaddset(&set, signal);
    return set;
  }

  sigset_t mask_before_{};
  sigset_t pending_before_{};
};

// One line for each message. spdlog's own sinks include a formatter for patterns, dates and times,
// which this line does not need.
class StandardErrorSink final : public spdlog::sinks::sink {
 public:
  void log(const spdlog::details::log_msg& message) override {
    std::string line = "proxyenv: ";
    line.append(message.payload.data(), message.payload.size()).push_back('\n');
    // If this fails, there is no place left to report it.
    (void)std::fwrite(line.data(), 1, line.size(), stderr);
  }
  void flush() override {}  // standard error has no buffer
  void set_pattern(const std::string& /*pattern*/) override {}
  void set_formatter(std::unique_ptr<spdlog::formatter> /*formatter*/) override {}
};

spdlog::logger make_logger() {
  spdlog::logger logger("proxyenv", std::make_shared<StandardErrorSink>());
  // spdlog catches what its sink throws. That can only be that memory ends, which main() answers.
  logger.set_error_handler([](const std::string&) { throw; });
  return logger;
}

}  // namespace

void log_message(std::string_view text) {
  const HoldWriteSignals guard;
  static spdlog::logger logger = make_logger();
  const std::string line = escape_for_display(text);
  logger.log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace proxyenv::os
