// SPDX-License-Identifier: Apache-2.0
#include "os/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <csignal>
#include <ctime>
#include <memory>

#include "core/display.hpp"

namespace proxyenv::os {

namespace {

// Writing to a pipe that nobody reads raises SIGPIPE. Ignoring it meanwhile would drop one that is
// pending already, which the command inherits; so it is blocked, and ours is taken back.
class HoldBrokenPipe {
 public:
  HoldBrokenPipe() {
    sigset_t pending;
    sigemptyset(&pending);
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    const sigset_t pipe = only_sigpipe();
    sigprocmask(SIG_BLOCK, &pipe, &mask_before_);
  }
  ~HoldBrokenPipe() {
    const sigset_t pipe = only_sigpipe();
    const timespec at_once{};
    if (!was_pending_) sigtimedwait(&pipe, nullptr, &at_once);
    sigprocmask(SIG_SETMASK, &mask_before_, nullptr);
  }
  HoldBrokenPipe(const HoldBrokenPipe&) = delete;
  HoldBrokenPipe& operator=(const HoldBrokenPipe&) = delete;

 private:
  static sigset_t only_sigpipe() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    return set;
  }

  sigset_t mask_before_{};
  bool was_pending_ = false;
};

spdlog::logger make_logger() {
  spdlog::logger logger("proxyenv", std::make_shared<spdlog::sinks::stderr_sink_st>());
  logger.set_pattern("proxyenv: %v");
  // There is nobody to tell that telling failed.
  logger.set_error_handler([](const std::string&) {});
  return logger;
}

}  // namespace

void log_message(std::string_view text) {
  const HoldBrokenPipe guard;
  static spdlog::logger logger = make_logger();
  const std::string line = escape_for_display(text);
  logger.log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace proxyenv::os
