// SPDX-License-Identifier: Apache-2.0
// What a model makes of an exemption list, kept for the next question. `explain` asks each model
// about each target, of two environments in turn, and a list has a thousand entries: parsed each
// time, 10,000 URLs took 44 s. Models stay functions of their arguments: what is kept depends on
// nothing but its key, and the key is compared by content.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "clients/version.hpp"

namespace proxyenv::clients {

// Meant for a function's `static thread_local`.
template <class Value>
class Prepared {
 public:
  Prepared() = default;
  Prepared(const Prepared&) = delete;  // values have views into the slots' texts
  Prepared& operator=(const Prepared&) = delete;

  // make(text, version), of a text that is kept with the value: the value may have views into it.
  // Value and views are good until get() is called again.
  template <class Make>
  const Value& get(std::string_view text, const Version& version, const Make& make) {
    const auto same = [&](const Slot& slot) {
      return slot.filled && slot.version == version && slot.text == text;
    };
    auto* const found = std::find_if(slots_.begin(), slots_.end(), same);
    if (found != slots_.end()) return found->value;
    Slot& slot = slots_[oldest_];
    oldest_ = (oldest_ + 1) % kSlots;
    slot.filled = false;  // should make() throw
    slot.text = text;
    slot.version = version;
    slot.value = make(std::string_view(slot.text), version);
    slot.filled = true;
    return slot.value;
  }

 private:
  // Before and after, and that for a few versions of a client, or clients that share rules.
  static constexpr std::size_t kSlots = 8;

  struct Slot {
    bool filled = false;
    std::string text;
    Version version;
    Value value;
  };
  std::array<Slot, kSlots> slots_;
  std::size_t oldest_ = 0;
};

}  // namespace proxyenv::clients
