// SPDX-License-Identifier: Apache-2.0
// execve(2) and readlink(2) without the C library.
#pragma once

#include <fcntl.h>
#include <sys/syscall.h>

namespace proxyenv::start {

// Returns only on failure, and then the error's number.
[[nodiscard]] inline int call_execve(const char* path, char* const* words,
                                     char* const* environment) {
#if defined(__x86_64__)
  long result = SYS_execve;
  asm volatile("syscall"
               : "+a"(result)
               : "D"(path), "S"(words), "d"(environment)
               : "rcx", "r11", "memory");
#elif defined(__aarch64__)
  register long number asm("x8") = SYS_execve;
  register long result asm("x0") = reinterpret_cast<long>(path);
  register long second asm("x1") = reinterpret_cast<long>(words);
  register long third asm("x2") = reinterpret_cast<long>(environment);
  asm volatile("svc #0" : "+r"(result) : "r"(number), "r"(second), "r"(third) : "memory");
#else
#error "add this machine's system call"
#endif
  return static_cast<int>(-result);
}

// Returns the number of bytes of the target, which has no NUL, or on failure a negative number.
[[nodiscard]] inline long call_readlink(const char* path, char* target, unsigned long size) {
#if defined(__x86_64__)
  long result = SYS_readlink;
  asm volatile("syscall"
               : "+a"(result)
               : "D"(path), "S"(target), "d"(size)
               : "rcx", "r11", "memory");
#elif defined(__aarch64__)
  register long number asm("x8") = SYS_readlinkat;
  register long result asm("x0") = AT_FDCWD;
  register long second asm("x1") = reinterpret_cast<long>(path);
  register long third asm("x2") = reinterpret_cast<long>(target);
  register unsigned long fourth asm("x3") = size;
  asm volatile("svc #0"
               : "+r"(result)
               : "r"(number), "r"(second), "r"(third), "r"(fourth)
               : "memory");
#endif
  return result;
}

}  // namespace proxyenv::start
