// SPDX-License-Identifier: Apache-2.0
// The entry point of proxyenv (-Wl,-e,proxyenv_start). It tries to start the command before the C
// library begins, which costs several times as much as the exec itself. If it returns, it goes on
// to the C library's own entry point, _start, as if it had not been there. docs/early-start.md has
// the figures.
//
// No library and no data may be needed here: nothing is initialized, and each page that is touched
// costs a tenth of the whole. The build checks that this object needs _start alone and has nothing
// but code (check_object.cmake).
#include <cstdint>

#include "start/busybox.hpp"
#include "start/launch.hpp"
#include "start/system_call.hpp"

namespace proxyenv::start {

// `stack` is the initial stack.
[[gnu::used, gnu::noinline]] static void begin(std::uintptr_t* stack) asm("proxyenv_begin");

static void begin(std::uintptr_t* stack) {
  launch(
      stack,
      [](const char* path, char* const* words, char* const* environment) {
        return call_execve(path, words, environment);
      },
      [] { return wget_is_busybox(); });
}

}  // namespace proxyenv::start

// The C library's entry point finds the stack and the registers that the kernel passes to it as
// they were: rdx holds a function for atexit, and x0 its counterpart, or 0 in a static program.
#if defined(__x86_64__)
asm(R"(
  .globl proxyenv_start
  .type proxyenv_start, @function
proxyenv_start:
  xor %ebp, %ebp
  mov %rsp, %rdi
  push %rdx
  push %rdx
  call proxyenv_begin
  pop %rdx
  pop %rdx
  jmp _start
  .size proxyenv_start, . - proxyenv_start
)");
#elif defined(__aarch64__)
asm(R"(
  .globl proxyenv_start
  .type proxyenv_start, %function
proxyenv_start:
  mov x29, #0
  mov x30, #0
  mov x19, x0
  mov x0, sp
  bl proxyenv_begin
  mov x0, x19
  b _start
  .size proxyenv_start, . - proxyenv_start
)");
#else
#error "add this machine's entry"
#endif
