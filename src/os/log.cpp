// SPDX-License-Identifier: Apache-2.0
#include "os/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/sink.h>

#include <cstdio>
#include <memory>
#include <string>

#include "os/write_signals.hpp"
#include "text/display.hpp"

namespace proxyenv::os {

namespace {

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

void log_lines(std::string_view lines) {
  const HoldWriteSignals guard;
  (void)std::fwrite(lines.data(), 1, lines.size(), stderr);
}

}  // namespace proxyenv::os
