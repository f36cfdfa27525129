// SPDX-License-Identifier: Apache-2.0
#include "commands/out_of_memory.hpp"

#include <cxxabi.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <new>
#include <stdexcept>
#include <string_view>
#include <typeinfo>

#include "commands/commands.hpp"

namespace proxyenv::commands {

namespace {

int say_out_of_memory() {
  // With write(2), because os::log_message() needs memory.
  constexpr std::string_view kMessage = "proxyenv: out of memory\n";
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, kMessage.data(), kMessage.size());
  return kExitOwnFailure;
}

// std::terminate() calls this where an exception leaves the construction of a static object or a
// function that must not throw, and where there is no memory for the exception itself. It must not
// throw, nor need memory.
[[noreturn]] void end_where_nothing_catches() {
  const std::type_info* const thrown = abi::__cxa_current_exception_type();
  if (thrown == nullptr || *thrown == typeid(std::bad_alloc) ||
      *thrown == typeid(std::length_error)) {
    ::_exit(say_out_of_memory());
  }
  std::abort();
}

// Runs before the constructors of static objects, which have no priority.
[[gnu::constructor(101)]] void install_terminate_handler() {
  std::set_terminate(end_where_nothing_catches);
}

}  // namespace

// What std::terminate() calls where no handler is set. The library's own function of this name
// prints the name of the exception's type, for which it brings 50 KB of the grammar of such names
// (libsupc++/vterminate.cc). A static program that has a function of this name gets none from the
// library. C++ reserves the name, so the function has it only as an assembler name.
[[noreturn]] void end_without_a_name() __asm__("_ZN9__gnu_cxx27__verbose_terminate_handlerEv");
void end_without_a_name() {
  end_where_nothing_catches();
}

int run_until_out_of_memory(ProgramMain program, int argc, char** argv, char** envp) {
  try {
    return program(argc, argv, envp);
  } catch (const std::bad_alloc&) {
    return say_out_of_memory();
  } catch (const std::length_error&) {
    // A text or a list that would be longer than any can be.
    return say_out_of_memory();
  }
}

}  // namespace proxyenv::commands
