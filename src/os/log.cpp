// SPDX-License-Identifier: Apache-2.0
#include "os/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <csignal>
#include <ctime>
#include <initializer_list>
#include <memory>

#include "text/display.hpp"

namespace proxyenv::os {

namespace {

// Writing can raise SIGPIPE (nobody reads), SIGXFSZ (a file at its limit) and SIGTTOU (a background
// job on a terminal with `stty tostop`). To ignore them meanwhile would drop a signal that is
// already pending and that the command must inherit. So they are blocked, and those of ours are
// taken back.
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

spdlog::logger make_logger() {
  spdlog::logger logger("proxyenv", std::make_shared<spdlog::sinks::stderr_sink_st>());
  logger.set_pattern("proxyenv: %v");
  // There is no place left to report that a message could not be written.
  logger.set_error_handler([](const std::string&) {});
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
