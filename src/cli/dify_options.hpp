// SPDX-License-Identifier: Apache-2.0
// The actions and options of `proxyenv dify`, in one table: parsing, --help and suggestions come
// from these rows.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/option_table.hpp"
#include "text/result.hpp"

namespace proxyenv::cli {

enum class DifyAction { init, verify };

struct DifyActionRow {
  DifyAction action;
  std::string_view name;
  std::string_view synopsis;
  std::string_view summary;
};

// clang-format off
inline constexpr std::array<DifyActionRow, 2> kDifyActions = {{
    {DifyAction::init, "init", "--dir DIR [OPTION...]",
     "set up a Dify tree so that only the listed domains go through the upstream proxy"},
    {DifyAction::verify, "verify", "[--dir DIR] [LOGFILE|-] [--json]",
     "say what squid's log shows of each host, whether that is what was configured, and what of "
     "the tree has changed since init"},
}};
// clang-format on

enum class DifyOption {
  dir,
  upstream,
  upstream_file,
  domains,
  mode,
  http,
  exempt,
  agent,
  wrap,
  release,
  podman,
  helm,
  chart,
  values,
  name_space,
  dry_run,
  uninstall,
  access_log,
  json,
  help,
};

// The actions that take an option, as bits.
enum class DifyScope : unsigned { init = 1U << 0U, verify = 1U << 1U, all = init | verify };

using DifyOptionRow = OptionTableRow<DifyOption, DifyScope>;

// clang-format off
inline constexpr OptionTable<DifyOption, DifyScope, 20> kDifyOptions = {{
    {DifyOption::dir, "dir", 0, "DIR", DifyScope::all,
     "Dify's docker folder, the one with docker-compose.yaml (default: the current folder)"},
    {DifyOption::upstream, "upstream", 0, "URL|-", DifyScope::all,
     "the proxy outside: http://HOST:PORT; - reads it from standard input. One with credentials "
     "never from the command line, where ps and the shell's history show it. Default: "
     "HTTP_PROXY_SERVER_HOST and HTTP_PROXY_SERVER_PORT, from the environment or DIR/.env"},
    {DifyOption::upstream_file, "upstream-file", 0, "FILE", DifyScope::init,
     "read the upstream's URL from a file"},
    {DifyOption::domains, "domains", 0, "LIST|all", DifyScope::all,
     "what goes through the upstream: .x is x with its subdomains, x that host alone; all: "
     "everything but the intranet. Default: DOMAINS_BY_PROXY, from the environment or DIR/.env",
     "", Repeat::joins_lists},
    {DifyOption::mode, "mode", 0, "selective|direct", DifyScope::init,
     "selective (default): containers talk to ssrf_proxy, whose squid chooses; direct: containers "
     "talk to the upstream themselves, for every https target"},
    {DifyOption::http, "http", 0, "", DifyScope::init,
     "plugins' http:// requests, too (from Dify 1.15 on ssrf_proxy answers 403 for in-house ones)"},
    {DifyOption::exempt, "exempt", 0, "LIST", DifyScope::init,
     "hosts and .domains of the intranet that stay direct; what is listed, workflow authors can "
     "reach past ssrf_proxy", "", Repeat::joins_lists},
    {DifyOption::agent, "agent", 0, "", DifyScope::init,
     "agent_ssrf_proxy, too, where the tree has it"},
    {DifyOption::wrap, "wrap", 0, "", DifyScope::init,
     "put proxyenv in front of the processes as well, for values that come from elsewhere"},
    {DifyOption::release, "release", 0, "X.Y.Z", DifyScope::init,
     "with --wrap: the Dify release whose images these are, where their tags do not say"},
    {DifyOption::podman, "podman", 0, "", DifyScope::init,
     "for podman-compose, which loads other files than Docker Compose and merges them otherwise"},
    {DifyOption::helm, "helm", 0, "RELEASE", DifyScope::init,
     "instead of a tree: write values for `helm upgrade` of this release, and what its squid shall "
     "include"},
    {DifyOption::chart, "chart", 0, "NAME", DifyScope::init,
     "with --helm: borispolonsky (default), or douban, which has no squid: --mode direct"},
    {DifyOption::values, "values", 0, "FILE", DifyScope::init,
     "with --helm: values of yours, of which nameOverride, fullnameOverride and lists that would be "
     "replaced are read; may be given several times", "", Repeat::joins_lists},
    {DifyOption::name_space, "namespace", 0, "NAME", DifyScope::init,
     "with --helm: the namespace of the release"},
    {DifyOption::dry_run, "dry-run", 0, "", DifyScope::init,
     "print the files instead of writing them, credentials hidden"},
    {DifyOption::uninstall, "uninstall", 0, "", DifyScope::init,
     "remove what init wrote; refuses where a file was edited since"},
    {DifyOption::access_log, "access-log", 0, "FILE|-", DifyScope::verify,
     "squid's log, as docker compose logs ssrf_proxy prints it; - reads it from standard input. "
     "LOGFILE alone says the same"},
    {DifyOption::json, "json", 0, "", DifyScope::verify,
     "print JSON"},
    {DifyOption::help, "help", 'h', "", DifyScope::all,
     "print this help"},
}};
// clang-format on

[[nodiscard]] constexpr const DifyOptionRow& row_of(DifyOption option) {
  return kDifyOptions[static_cast<std::size_t>(option)];
}

struct DifyCommandLine {
  std::optional<DifyAction> action;  // no value: only --help was asked for
  OptionsGiven<DifyOption> options;

  [[nodiscard]] bool has(DifyOption option) const { return options.contains(option); }
  // The value, or the values of a repeated list option joined by commas. Returns no value if the
  // option is not given.
  [[nodiscard]] std::optional<std::string> value(DifyOption option) const;
};

// `words`: the words after `dify`.
[[nodiscard]] Result<DifyCommandLine> parse_dify_command_line(
    std::span<const std::string_view> words);

// The text that `proxyenv dify --help` prints.
[[nodiscard]] std::string render_dify_help();

}  // namespace proxyenv::cli
