// SPDX-License-Identifier: Apache-2.0
#include "os/exec_failure.hpp"

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <string_view>
#include <utility>

#include "core/redaction.hpp"
#include "os/executable_file.hpp"
#include "os/file.hpp"

namespace proxyenv::os {

namespace {

std::string quoted(std::string_view word) {
  return "'" + redact_word(word) + "'";
}

bool is_directory(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool is_on_noexec_mount(const std::string& path) {
  struct statvfs status {};
  return ::statvfs(path.c_str(), &status) == 0 && (status.f_flag & ST_NOEXEC) != 0;
}

std::string interpreter_trouble(const ExecutableFormat& format, std::string_view trouble) {
  const bool is_script = format.kind == FileKind::script;
  const bool has_carriage_return = format.interpreter.ends_with('\r');
  std::string_view name = format.interpreter;
  if (has_carriage_return) name.remove_suffix(1);
  std::string text(is_script ? "its interpreter " : "its ELF loader ");
  text.append(quoted(name)).append(" ").append(trouble);
  if (has_carriage_return) {
    return "its first line ends in a carriage return, so the kernel looks for an interpreter " +
           quoted(name) +
           " with a carriage return in its name; save the script with Unix line ends";
  }
  if (is_script) return text + "; install it, or name another one in the script's first line";
  return text +
         "; the program was linked for another C library or the image lacks it (glibc and "
         "musl images differ)";
}

// What keeps the kernel from running this interpreter; empty where nothing is found.
std::string_view trouble_with(const std::string& interpreter) {
  struct stat status {};
  if (::stat(interpreter.c_str(), &status) != 0) {
    if (errno == ELOOP) return "is a symbolic link that leads back to itself";
    if (errno == EACCES) return "stands in a directory that may not be searched";
    return "does not exist";
  }
  if (S_ISDIR(status.st_mode)) return "is a directory";
  if (::access(interpreter.c_str(), X_OK) != 0) return "is not executable for this user";
  return is_on_noexec_mount(interpreter) ? "is on a file system that is mounted noexec" : "";
}

// The kernel follows this many interpreters and then says ELOOP (Linux 6.1 fs/exec.c, exec_binprm).
constexpr int kMostInterpreters = 5;

// An interpreter may itself be a script, and an ELF file's loader is one, too. Finds the first of
// them that cannot run. Returns no value if there is none.
std::optional<std::string> why_interpreter_fails(const std::string& path) {
  std::string file = path;
  for (int depth = 0; depth < kMostInterpreters; ++depth) {
    const auto format = read_format_of(file);
    if (!format || format->interpreter.empty()) break;
    const std::string_view trouble = trouble_with(format->interpreter);
    if (!trouble.empty()) {
      const std::string whose = depth == 0 ? "" : "of its interpreter " + quoted(file) + ", ";
      return whose + interpreter_trouble(*format, trouble);
    }
    file = format->interpreter;
  }
  return std::nullopt;
}

std::string why_not_found(const ExecFailure& failure) {
  if (failure.path.empty()) return "the command is an empty word";
  std::string text = "not found";
  if (failure.searched && failure.path_is_set) text.append(" in any directory of PATH");
  if (failure.searched && !failure.path_is_set) {
    text.append(" in /bin or /usr/bin (PATH is not set)");
  }
  if (failure.path.find_first_of(" \t") != std::string::npos) {
    text.append("; it is one word with blanks in it: give each argument as a word of its own");
  }
  return text;
}

std::string why_no_permission(const std::string& path) {
  if (is_directory(path)) return "it is a directory";
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return "a directory on the way to it may not be searched";
  if (!S_ISREG(status.st_mode)) return "it is not a regular file";
  if (is_on_noexec_mount(path)) return "its file system is mounted noexec";
  if (::access(path.c_str(), X_OK) != 0) {
    return "it is not executable for this user (chmod +x helps if it should be)";
  }
  if (auto why = why_interpreter_fails(path)) return *std::move(why);
  const auto format = read_format_of(path);
  if (format && format->kind == FileKind::script && format->interpreter.empty()) {
    return "its #! line names no interpreter";
  }
  return "permission denied (a security module, or a setuid file on a nosuid mount)";
}

// The kernel says ELOOP also where the interpreter of a script is a script, and so on.
std::string why_loop(const std::string& path) {
  if (!exists(path)) return error_text(ELOOP);
  if (auto why = why_interpreter_fails(path)) return *std::move(why);
  return "its interpreter is a script, whose interpreter is one, too, and so on: the kernel "
         "follows no more than " +
         std::to_string(kMostInterpreters) + "; name a program in its first line";
}

std::string why_no_shell(std::string_view what_it_lacks) {
  return std::string(what_it_lacks) + ", and " +
         (exists("/bin/sh") ? "/bin/sh, which would run it, cannot run itself"
                            : "there is no /bin/sh to run it with") +
         "; begin it with #! and its interpreter";
}

std::string why_unknown_script(const ExecutableFormat& format) {
  // BINPRM_BUF_SIZE, of which the last byte ends the text. It was 128 before Linux 5.1.
  constexpr std::size_t kLongestLine = 255;
  if (format.interpreter.empty()) return why_no_shell("its #! line names no interpreter");
  if (format.first_line_bytes > kLongestLine) {
    return "its #! line has " + std::to_string(format.first_line_bytes) +
           " bytes, of which the kernel reads 255; name the interpreter by a shorter path";
  }
  return "its #! line names an interpreter that this system cannot run";
}

std::string why_unknown_format(const std::string& path) {
  const auto format = read_format_of(path);
  if (!format && format.error().os_error == EACCES) {
    return "the kernel does not know its format, and it may not be read by this user, as the "
           "interpreter of a script must (chmod +r helps if it is one)";
  }
  if (!format) return "its format is not one that this system runs";
  switch (format->kind) {
    case FileKind::empty:
    case FileKind::text:
      return why_no_shell("it has no #! line");
    case FileKind::script:
      return why_unknown_script(*format);
    case FileKind::elf:
      if (format->truncated) return "it is an ELF file that ends too early; copy it again";
      if (format->machine != own_machine()) {
        return "it was built for " + name_of_machine(format->machine) + " and this machine is " +
               name_of_machine(own_machine()) + "; use an image or a download for this machine";
      }
      return "it is an ELF file for this machine, but not a program that the kernel accepts";
    case FileKind::unknown:
      break;
  }
  return "it is neither a program nor a script that this system runs";
}

// MAX_ARG_STRLEN: 32 pages for one string with its NUL.
std::size_t longest_string() {
  constexpr std::size_t kPages = 32;
  constexpr std::size_t kUsualPage = 4096;
  const long page = ::sysconf(_SC_PAGESIZE);
  return kPages * (page > 0 ? static_cast<std::size_t>(page) : kUsualPage);
}

std::string why_too_long(std::size_t environment_bytes) {
  return "arguments and environment are larger than the kernel allows; the environment alone has " +
         std::to_string((environment_bytes + 1023) / 1024) +
         " KiB (a quarter of the stack limit is allowed in all, `ulimit -s`, and 128 KiB a string)";
}

}  // namespace

std::string why_unchanged(const Environment& planned) {
  for (const std::string_view entry : planned.entries()) {
    if (entry.size() < longest_string()) continue;
    const auto variable = split_entry(entry);
    return (variable ? std::string(variable->name) : "a variable") + " would have " +
           std::to_string(entry.size()) + " bytes with its name, and the kernel allows " +
           std::to_string(longest_string() - 1) + "; the command gets the environment unchanged";
  }
  return "the environment would be too large with the added proxy variables (" +
         std::to_string(planned.exec_size()) + " bytes); the command gets it unchanged";
}

ExecExplanation explain(const ExecFailure& failure, std::size_t environment_bytes) {
  const auto cannot_run = [&](std::string why) {
    return ExecExplanation{"cannot run " + quoted(failure.path) + ": " + std::move(why),
                           kExitCannotRun};
  };
  switch (failure.os_error) {
    case ENOENT:
    case ENOTDIR: {
      if (failure.found) {
        return cannot_run(why_interpreter_fails(failure.path).value_or(error_text(ENOENT)));
      }
      return {"cannot run " + quoted(failure.path) + ": " + why_not_found(failure), kExitNotFound};
    }
    case EACCES:
    case EISDIR:
      return cannot_run(why_no_permission(failure.path));
    case ENOEXEC:
    case ELIBBAD:
      return cannot_run(why_unknown_format(failure.path));
    case E2BIG:
      return cannot_run(why_too_long(environment_bytes));
    case ELOOP:
      return cannot_run(why_loop(failure.path));
    case ETXTBSY:
      return cannot_run("it is open for writing; close it first");
    default:
      return cannot_run(error_text(failure.os_error));
  }
}

}  // namespace proxyenv::os
