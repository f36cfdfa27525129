// SPDX-License-Identifier: Apache-2.0
// Every option and every PROXYENV_* variable, in one table: parsing, --help, suggestions and the
// removal of our own variables from the child's environment all come from these rows.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "core/environment.hpp"

namespace proxyenv::cli {

// Subcommands; only the very first argument can be one.
enum class Subcommand { run, show, check, explain, probe, audit, dify };

struct SubcommandRow {
  Subcommand subcommand;
  std::string_view name;
  std::string_view synopsis;
  std::string_view summary;
  bool in_companion;  // proxyenv-tools has it, because it needs a network or heavy libraries
};

inline constexpr std::array<SubcommandRow, 7> kSubcommands = {{
    {Subcommand::run, "run", "[OPTION...] [--] COMMAND [ARG...]",
     "make the proxy variables consistent, then become COMMAND", false},
    {Subcommand::show, "show", "[OPTION...] [SOURCE] [--json]",
     "print what run would change, and why", false},
    {Subcommand::check, "check", "[SOURCE] [--severity LEVEL] [--json]",
     "print what is wrong with the variables, with advice; exit 1 if anything is", false},
    {Subcommand::explain, "explain", "URL... [OPTION...] [SOURCE] [--client NAME,...] [--json]",
     "print the route of each client, before and after, and the rule that decides", false},
    {Subcommand::probe, "probe", "TARGET...", "ask the proxy for TARGET, say which step fails",
     true},
    {Subcommand::audit, "audit", "-- COMMAND", "list the connections that ignore the proxy", true},
    {Subcommand::dify, "dify", "init|verify ...", "set up a Dify tree, read its squid log", true},
}};

enum class Option {
  proxy,
  exempt,
  only,
  prefer,
  empty,
  repair,
  portable,
  loopback_proxy,
  also,
  strict,
  quiet,
  verbose,
  off,
  install,
  pid,
  env_file,
  json,
  severity,
  client,
  disagree,
  version,
  help,
};

// Which subcommands take an option, as bits.
enum class Scope : unsigned {
  run = 1U << 0U,
  show = 1U << 1U,
  check = 1U << 2U,
  explain = 1U << 3U,
  source = show | check | explain,  // what looks at an environment without running anything
  plan = run | show | explain,      // what makes a plan
  all = run | source,
};

struct OptionRow {
  Option option;
  std::string_view name;      // without dashes; empty: a variable only
  char short_name;            // 0: none
  std::string_view argument;  // what --help calls its value; empty: a flag
  std::string_view variable;  // the PROXYENV_ name; empty: command line only
  Scope scope;
  std::string_view help;
};

inline constexpr std::array<OptionRow, 22> kOptions = {{
    {Option::proxy, "proxy", 0, "URL", "PROXYENV_PROXY", Scope::plan,
     "use this http:// proxy where no http or https spelling exists and ALL_PROXY has no value"},
    {Option::exempt, "exempt", 0, "LIST", "PROXYENV_EXEMPT", Scope::plan,
     "add hosts, domains, networks or groups (@loopback, @private, @dify, @kubernetes) to the "
     "exemptions"},
    {Option::only, "only", 0, "FAMILY,...", "PROXYENV_ONLY", Scope::plan,
     "write these families alone: http, https, all, ftp, grpc, no, no_grpc; all remain sources"},
    {Option::prefer, "prefer", 0, "lower|upper", "PROXYENV_PREFER", Scope::plan,
     "decide between two spellings that differ (else both stay)"},
    {Option::empty, "empty", 0, "fill|keep", "PROXYENV_EMPTY", Scope::plan,
     "fill an empty spelling from its twin (default), or keep it empty"},
    {Option::repair, "repair", 0, "on|off", "PROXYENV_REPAIR", Scope::plan,
     "repair what is certainly broken (default on): quotes, blanks, a missing http://"},
    {Option::portable, "portable", 0, "", "PROXYENV_PORTABLE", Scope::plan,
     "rewrite the exemptions so that the most clients read them alike, exempt loopback, and use "
     "the "
     "http proxy, or ALL_PROXY, where https or both have none"},
    {Option::loopback_proxy, "loopback-proxy", 0, "HOST", "PROXYENV_LOOPBACK_PROXY", Scope::plan,
     "put HOST (host.docker.internal, say) where a proxy names loopback, which in a container is "
     "the container itself"},
    {Option::also, "also", 0, "CLIENT,...", "PROXYENV_ALSO", Scope::plan,
     "also tell clients that read no proxy variables: java, node"},
    {Option::strict, "strict", 0, "", "PROXYENV_STRICT", Scope::run,
     "do not start (125) while a finding of severity warning or worse remains"},
    {Option::quiet, "quiet", 'q', "", "PROXYENV_QUIET", Scope::run, "print errors only"},
    {Option::verbose, "verbose", 'v', "", "PROXYENV_VERBOSE", Scope::run,
     "tell every change and every finding"},
    {Option::off, "", 0, "", "PROXYENV_OFF", Scope::run,
     "run changes nothing at all and just becomes COMMAND"},
    {Option::install, "install", 0, "DEST", "", Scope::run,
     "copy this program to DEST, atomically, without a shell"},
    {Option::pid, "pid", 0, "N", "", Scope::source,
     "look at the environment that process N was started with"},
    {Option::env_file, "env-file", 0, "FILE", "", Scope::source,
     "look at NAME=VALUE lines from a file, or from standard input (-)"},
    {Option::json, "json", 0, "", "", Scope::source, "print JSON"},
    {Option::severity, "severity", 0, "LEVEL", "", Scope::check,
     "exit 1 from this severity on: note, warning (default) or error"},
    {Option::client, "client", 0, "NAME,...", "", Scope::explain,
     "these clients alone; NAME@VERSION asks for a version (curl@7.88.1)"},
    {Option::disagree, "disagree", 0, "", "", Scope::explain,
     "exit 1 where clients still disagree after normalization"},
    {Option::version, "version", 0, "", "", Scope::all, "print the version"},
    {Option::help, "help", 'h', "", "", Scope::all, "print this help"},
}};

[[nodiscard]] constexpr const OptionRow& row_of(Option option) {
  return kOptions[static_cast<std::size_t>(option)];
}
[[nodiscard]] bool applies(const OptionRow& row, Subcommand subcommand);

// The row of `--name`, for that subcommand.
[[nodiscard]] const OptionRow* find_option(std::string_view name, Subcommand subcommand);

// Our own variables: the entries whose names stand in the table, and no other PROXYENV_ name
// (Kubernetes makes PROXYENV_SERVICE_HOST and more for a Service called proxyenv).
[[nodiscard]] Environment own_variables(const Environment& environment);

// The environment without them.
[[nodiscard]] Environment without_own_variables(const Environment& environment);

}  // namespace proxyenv::cli
