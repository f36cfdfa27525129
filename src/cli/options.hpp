// SPDX-License-Identifier: Apache-2.0
// Every option and every PROXYENV_ variable of the launcher, in one table: parsing, --help,
// suggestions and the removal of our own variables from the command's environment all use these
// rows.
#pragma once

#include <array>
#include <string_view>

#include "cli/option_table.hpp"

namespace proxyenv::cli {

// Subcommands; only the very first argument can be one.
enum class Subcommand { run, show, check, explain, diff, dify, help };

struct SubcommandRow {
  Subcommand subcommand;
  std::string_view name;
  std::string_view synopsis;
  std::string_view summary;
  bool in_companion;  // proxyenv-tools has it, because it needs a network or heavy libraries
  std::string_view operands;  // what the words of the synopsis are; may be empty
  std::string_view examples;  // lines, each a command line
};

// clang-format off
inline constexpr std::array<SubcommandRow, 7> kSubcommands = {{
    {Subcommand::run, "run", "[OPTION...] [--] COMMAND [ARG...]",
     "make the proxy variables consistent, then become COMMAND", false,
     "Options end at the first word that is none; -- ends them, too.",
     "proxyenv -- python app.py\n"
     "proxyenv run --exempt @loopback,.corp -- ./server --port 80\n"
     "ENTRYPOINT [\"/proxyenv\", \"--\", \"/app/start.sh\"]"},
    {Subcommand::show, "show", "[OPTION...] [SOURCE]",
     "print what run would change, and why; nothing runs", false, "",
     "proxyenv show --pid 1\n"
     "proxyenv show --portable --env-file .env\n"
     "eval \"$(proxyenv show --output shell --with-credentials)\""},
    {Subcommand::check, "check", "[OPTION...] [FILE...] [SOURCE...]",
     "print what is wrong with the variables, with advice; exit 1 if anything is", false,
     "FILE is the same as --env-file FILE.",
     "proxyenv check\n"
     "proxyenv check .env compose.yaml --severity error"},
    {Subcommand::explain, "explain", "URL... [OPTION...] [SOURCE]",
     "print the route of each client, before and after, and the rule that decides", false,
     "URL has http, https, ws, wss or ftp, or grpc:// and grpcs:// for channels; - reads URLs from "
     "standard input.",
     "proxyenv explain https://example.com/\n"
     "proxyenv explain grpcs://example.com --client grpc,grpc-go --pid 1"},
    {Subcommand::diff, "diff", "A B [URL...] [OPTION...]",
     "print what differs between two environments, and in the routes of clients; exit 1 if anything "
     "does", false,
     "A and B: `.` is the own environment, pid:N that of a process, FILE one in a file, FILE#NAME "
     "the one of that name.",
     "proxyenv diff . pid:1\n"
     "proxyenv diff .env compose.yaml#api https://example.com/"},
    {Subcommand::dify, "dify", "init|verify ...", "set up a Dify tree, read its squid log", true, "",
     ""},
    {Subcommand::help, "help", "[COMMAND]", "print the help of a command", false, "", ""},
}};
// clang-format on

enum class Option {
  proxy,
  exempt,
  leave_out,
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
  env_format,
  environment,
  show_output,
  with_credentials,
  json,
  color,
  severity,
  output,
  ignore,
  config,
  tell_ignored,
  client,
  assume,
  disagree,
  list_clients,
  normalized,
  version,
  help,
};

// The subcommands that take an option, as bits.
enum class Scope : unsigned {
  none = 0,
  run = 1U << 0U,
  show = 1U << 1U,
  check = 1U << 2U,
  explain = 1U << 3U,
  diff = 1U << 4U,
  help = 1U << 5U,
  source = show | check | explain,     // commands that read an environment and run nothing
  plan = run | show | explain | diff,  // commands that make a plan
  routes = explain | diff,             // commands that ask clients
  json = source | diff,
  laid_out = json | help,  // commands whose output is laid out for a terminal
  all = run | laid_out,
};

using OptionRow = OptionTableRow<Option, Scope>;

// clang-format off
inline constexpr OptionTable<Option, Scope, 35> kOptions = {{
    {Option::proxy, "proxy", 0, "URL", Scope::plan,
     "use this http:// proxy where no http or https spelling exists and ALL_PROXY has no value",
     "PROXYENV_PROXY"},
    {Option::exempt, "exempt", 0, "LIST", Scope::plan,
     "add hosts, domains, networks or groups (@loopback, @private, @dify, @kubernetes, "
     "@metadata) to the exemptions", "PROXYENV_EXEMPT", Repeat::joins_lists},
    {Option::leave_out, "leave-out", 0, "FORM,...", Scope::plan,
     "leave entries of this form out of the exemptions: ipv6-networks, on which httpx fails",
     "PROXYENV_LEAVE_OUT", Repeat::joins_lists},
    {Option::only, "only", 0, "FAMILY,...", Scope::plan,
     "write these families alone: http, https, all, ftp, grpc, no, no_grpc; all remain sources",
     "PROXYENV_ONLY"},
    {Option::prefer, "prefer", 0, "lower|upper", Scope::plan,
     "decide between two spellings that differ (else both stay)", "PROXYENV_PREFER"},
    {Option::empty, "empty", 0, "fill|keep", Scope::plan,
     "fill an empty spelling from its twin (default), or keep it empty", "PROXYENV_EMPTY"},
    {Option::repair, "repair", 0, "on|off", Scope::plan,
     "repair what is certainly broken (default on): quotes, blanks, a missing http://",
     "PROXYENV_REPAIR"},
    {Option::portable, "portable", 0, "", Scope::plan,
     "rewrite the exemptions so that the most clients read them alike, exempt loopback, and use "
     "the http proxy, or ALL_PROXY, where https or both have none", "PROXYENV_PORTABLE"},
    {Option::loopback_proxy, "loopback-proxy", 0, "HOST", Scope::plan,
     "put HOST (host.docker.internal, say) where a proxy names loopback, which in a container is "
     "the container itself", "PROXYENV_LOOPBACK_PROXY"},
    {Option::also, "also", 0, "CLIENT,...", Scope::plan,
     "also tell clients that read no proxy variables: electron, java, maven, node",
     "PROXYENV_ALSO", Repeat::joins_lists},
    {Option::strict, "strict", 0, "", Scope::run,
     "do not start (125) while a finding of severity warning or worse remains", "PROXYENV_STRICT"},
    {Option::quiet, "quiet", 'q', "", Scope::run,
     "print errors only", "PROXYENV_QUIET"},
    {Option::verbose, "verbose", 'v', "", Scope::run,
     "tell every change and every finding", "PROXYENV_VERBOSE"},
    {Option::off, "", 0, "", Scope::run,
     "run changes nothing at all and just becomes COMMAND", "PROXYENV_OFF"},
    {Option::install, "install", 0, "DEST", Scope::run,
     "copy this program to DEST, atomically, without a shell"},
    {Option::pid, "pid", 0, "N", Scope::source,
     "look at the environment that process N was started with", "", Repeat::refused,
     Scope::check},
    {Option::env_file, "env-file", 0, "FILE", Scope::source,
     "look at a file, or at standard input (-): .env, unit files, shell, env, docker inspect, ...",
     "", Repeat::refused, Scope::check},
    {Option::env_format, "env-format", 0, "NAME", Scope::json,
     "read files as this format, instead of telling it by what stands there"},
    {Option::environment, "environment", 0, "NAME", Scope::source,
     "of several environments in a file this one alone (a container or service)"},
    {Option::show_output, "output", 0, "FORM", Scope::show,
     "print as text (default) or json, or, to paste, as shell, env, docker, compose, kubernetes, "
     "systemd or powershell"},
    {Option::with_credentials, "with-credentials", 0, "", Scope::show,
     "with --output: also values that may hold a user and a password, which else are left out"},
    {Option::json, "json", 0, "", Scope::json,
     "print JSON"},
    {Option::color, "color", 0, "WHEN", Scope::laid_out,
     "colours: auto (default; at a terminal, unless NO_COLOR is set), always or never"},
    {Option::severity, "severity", 0, "LEVEL", Scope::check,
     "exit 1 from this severity on: note, warning (default) or error"},
    {Option::output, "output", 0, "FORMAT", Scope::check,
     "print text (default), json, sarif, github (annotations) or junit"},
    {Option::ignore, "ignore", 0, "FINDING,...", Scope::check,
     "count these findings, and do not print them", "", Repeat::joins_lists},
    {Option::config, "config", 0, "FILE", Scope::check,
     "a file of rules like `ignore FINDING [VARIABLE] [FILE-PATTERN]` (default: .proxyenv-check, if "
     "it is there)"},
    {Option::tell_ignored, "verbose", 'v', "", Scope::check,
     "print also what is ignored, and say which rules of the file ignored nothing"},
    {Option::client, "client", 0, "NAME,...", Scope::routes,
     "these clients alone; NAME@VERSION asks for a version (curl@7.88.1)", "", Repeat::joins_lists},
    {Option::assume, "assume", 0, "CONDITION,...", Scope::routes,
     "answer for this case: trust_env, socksio, PySocks, python-socks, aiohttp, own-agent, "
     "NODE_USE_ENV_PROXY, native-dns, desktop or resolves; no-socksio says that it is not there", "",
     Repeat::joins_lists},
    {Option::disagree, "disagree", 0, "", Scope::explain,
     "exit 1 where clients that read proxy variables still disagree after normalization"},
    {Option::list_clients, "list-clients", 0, "", Scope::explain,
     "list the clients; with --client, in which versions each changed"},
    {Option::normalized, "normalized", 0, "", Scope::diff,
     "compare what run makes of the two, with the options of run"},
    {Option::version, "version", 0, "", Scope::all,
     "print the version, its commit and the libraries in it; with --json as JSON"},
    {Option::help, "help", 'h', "", Scope::all,
     "print this help"},
}};
// clang-format on

[[nodiscard]] constexpr const OptionRow& row_of(Option option) {
  return kOptions[static_cast<std::size_t>(option)];
}

[[nodiscard]] Scope scope_of(Subcommand subcommand);

}  // namespace proxyenv::cli
