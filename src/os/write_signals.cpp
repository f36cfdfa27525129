// SPDX-License-Identifier: Apache-2.0
#include "os/write_signals.hpp"

#include <ctime>
#include <initializer_list>

namespace proxyenv::os {

namespace {

sigset_t set_of(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : signals) sigaddset(&set, signal);
  return set;
}

}  // namespace

HoldWriteSignals::HoldWriteSignals() {
  sigemptyset(&pending_before_);
  sigpending(&pending_before_);
  const sigset_t held = set_of({SIGPIPE, SIGXFSZ, SIGTTOU});
  sigprocmask(SIG_BLOCK, &held, &mask_before_);
}

HoldWriteSignals::~HoldWriteSignals() {
  const timespec at_once{};
  for (const int signal : {SIGPIPE, SIGXFSZ}) {
    const sigset_t one = set_of({signal});
    if (sigismember(&pending_before_, signal) == 0) sigtimedwait(&one, nullptr, &at_once);
  }
  sigprocmask(SIG_SETMASK, &mask_before_, nullptr);
}

IgnoreFileSizeSignal::IgnoreFileSizeSignal() {
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGXFSZ, &ignore, &before_);
}

IgnoreFileSizeSignal::~IgnoreFileSizeSignal() {
  ::sigaction(SIGXFSZ, &before_, nullptr);
}

}  // namespace proxyenv::os
