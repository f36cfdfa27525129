// SPDX-License-Identifier: Apache-2.0
// Signals that a write raises, and which must neither end this process nor reach the command.
#pragma once

#include <csignal>

namespace proxyenv::os {

// While it lives, writing raises no SIGPIPE (nobody reads), no SIGXFSZ (a file at its limit) and no
// SIGTTOU (a background job on a terminal with `stty tostop`). Ignoring them meanwhile would drop a
// signal that is already pending and that the command must inherit. So they are blocked, and those
// that our writing raised are removed. Mask, dispositions and pending signals are then as before.
class HoldWriteSignals {
 public:
  HoldWriteSignals();
  ~HoldWriteSignals();
  HoldWriteSignals(const HoldWriteSignals&) = delete;
  HoldWriteSignals& operator=(const HoldWriteSignals&) = delete;

 private:
  sigset_t mask_before_{};
  sigset_t pending_before_{};
};

// A write beyond the limit of RLIMIT_FSIZE raises SIGXFSZ, which ends the process. While this
// lives, the signal is ignored, and the write fails with EFBIG, as it does with ENOSPC on a full
// disk.
class IgnoreFileSizeSignal {
 public:
  IgnoreFileSizeSignal();
  ~IgnoreFileSizeSignal();
  IgnoreFileSizeSignal(const IgnoreFileSizeSignal&) = delete;
  IgnoreFileSizeSignal& operator=(const IgnoreFileSizeSignal&) = delete;

 private:
  struct sigaction before_ {};
};

}  // namespace proxyenv::os
