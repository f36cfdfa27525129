// SPDX-License-Identifier: Apache-2.0
#include "os/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <csignal>
#include <memory>

#include "core/display.hpp"

namespace proxyenv::os {

namespace {

class IgnoreBrokenPipe {
 public:
  IgnoreBrokenPipe() {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, &before_);
  }
  ~IgnoreBrokenPipe() { sigaction(SIGPIPE, &before_, nullptr); }
  IgnoreBrokenPipe(const IgnoreBrokenPipe&) = delete;
  IgnoreBrokenPipe& operator=(const IgnoreBrokenPipe&) = delete;

 private:
  struct sigaction before_ {};
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
  const IgnoreBrokenPipe guard;
  static spdlog::logger logger = make_logger();
  const std::string line = escape_for_display(text);
  logger.log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace proxyenv::os
