// SPDX-License-Identifier: Apache-2.0
#include "tools/dify_request.hpp"

#include <unistd.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compose/resolved_variable.hpp"
#include "core/redaction.hpp"
#include "dify/names/domain_list.hpp"
#include "dify/names/exempt_list.hpp"
#include "dify/names/full_width.hpp"
#include "os/companion.hpp"
#include "os/executable_format.hpp"
#include "os/file.hpp"
#include "os/file_state.hpp"
#include "os/random.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"
#include "text/suggestion.hpp"
#include "tools/dify_sources.hpp"

namespace proxyenv::tools {

namespace {

using cli::DifyOption;
using dify::Mode;

constexpr std::string_view kDomainsName = "DOMAINS_BY_PROXY";
constexpr std::size_t kSaltBytes = 16;

// A variable that replaces an option. Doubts about it are added to `warnings`.
std::optional<compose::ResolvedVariable> variable(std::string_view name,
                                                  const Environment& environment,
                                                  const dify::DifyTree& tree,
                                                  std::vector<std::string>& warnings) {
  auto found = compose::resolve_nonempty_variable(name, shell_of(environment), tree.env);
  if (found && found->in_env_file != nullptr && found->in_env_file->lost_name) {
    // The text after the `$` may be half a password, so it is not repeated.
    warnings.push_back(std::string(name) + " in line " + std::to_string(found->in_env_file->line) +
                       " of " + tree.env_file +
                       ": a $ in it names a variable that is not set, so that nothing is "
                       "read there, as in Compose; if the $ is meant as it stands, put the value "
                       "in single quotes");
  }
  return found;
}

Result<Mode> read_mode(const cli::DifyCommandLine& line) {
  const std::string word = line.value(DifyOption::mode).value_or("selective");
  constexpr std::array<Mode, 2> kModes = {Mode::selective, Mode::direct};
  std::vector<std::string_view> names;
  for (const Mode mode : kModes) {
    if (word == name_of(mode)) return mode;
    names.push_back(name_of(mode));
  }
  return fail("--mode is selective or direct" + did_you_mean(word, names));
}

// --- The upstream ---

Result<dify::Upstream> parse_upstream(const std::string& what, std::string_view text) {
  auto upstream = dify::parse_upstream(ascii::trimmed(text));
  if (!upstream) return with_context(what, upstream.error());
  return upstream;
}

Result<dify::Upstream> read_upstream_from(int descriptor, const std::string& source) {
  const auto text = os::read_all(descriptor, kLongestUrl);
  if (!text) return with_context(source + ": ", text.error());
  return parse_upstream(source + ": the upstream ", *text);
}

Result<dify::Upstream> read_upstream_variables(const Environment& environment,
                                               const dify::DifyTree& tree,
                                               std::vector<std::string>& warnings) {
  const auto host = variable(dify::kUpstreamHostName, environment, tree, warnings);
  if (!host) {
    return fail("no upstream: give --upstream http://HOST:PORT, or set " +
                std::string(dify::kUpstreamHostName) + " and " +
                std::string(dify::kUpstreamPortName));
  }
  const auto port = variable(dify::kUpstreamPortName, environment, tree, warnings);
  auto upstream = dify::upstream_of_variables(
      host->value, port ? std::optional<std::string_view>(port->value) : std::nullopt);
  if (upstream && upstream->has_credentials() && host->in_env_file != nullptr) {
    warnings.push_back(dify::warn_of_password_in_env_file(tree));
  }
  return upstream;
}

Result<dify::Upstream> read_upstream(const cli::DifyCommandLine& line,
                                     const Environment& environment, const dify::DifyTree& tree,
                                     std::vector<std::string>& warnings) {
  const auto option = line.value(DifyOption::upstream);
  const auto file = line.value(DifyOption::upstream_file);
  if (option && file) return fail("give --upstream or --upstream-file, not both");
  if (option == "-") return read_upstream_from(STDIN_FILENO, "standard input");
  if (file) {
    const auto descriptor = os::open_to_read(*file);
    if (!descriptor) return with_context("--upstream-file: ", descriptor.error());
    return read_upstream_from(descriptor->number(), "--upstream-file");
  }
  if (!option) return read_upstream_variables(environment, tree, warnings);
  if (holds_at_sign(*option)) {
    return fail(
        "--upstream: it holds credentials, which ps and the shell's history would show; "
        "write the URL to standard input (--upstream -) or into a file (--upstream-file "
        "FILE)");
  }
  return parse_upstream("--upstream ", *option);
}

// --- The hosts that go there ---

struct Domains {
  bool all = false;
  std::vector<dify::Domain> list;  // empty if no source names any; check_request() reports that
};

Result<Domains> parse_domains(const std::string& what, const std::string& text,
                              dify::Advice& advice) {
  if (dify::is_all_domains(text)) return Domains{true, {}};
  auto list = dify::parse_domain_list(text);
  if (!list) return with_context(what, list.error());
  for (const std::string& note : list->notes) advice.notes.push_back(what + note);
  for (const std::string& warning : list->warnings) advice.warnings.push_back(what + warning);
  return Domains{false, std::move(list->domains)};
}

Result<Domains> read_domains(const cli::DifyCommandLine& line, Mode mode,
                             const Environment& environment, const dify::DifyTree& tree,
                             dify::Advice& advice) {
  const auto option = line.value(DifyOption::domains);
  if (mode == Mode::direct) {
    if (!option) return Domains();
    return fail(
        "--domains is for --mode selective: in direct mode every https request of the "
        "containers goes to the upstream");
  }
  if (option) return parse_domains("--domains: ", *option, advice);
  const auto set = variable(kDomainsName, environment, tree, advice.warnings);
  if (!set) return Domains();
  return parse_domains(std::string(kDomainsName) + ": ", set->value, advice);
}

// What is said where a full-width keyboard wrote an option's value.
std::string told_full_width(std::string_view what) {
  return text::concatenated({what, ": ", dify::kReadAsAscii});
}

Result<std::vector<std::string>> read_exempt(const cli::DifyCommandLine& line,
                                             dify::Advice& advice) {
  const auto option = line.value(DifyOption::exempt);
  if (!option) return std::vector<std::string>();
  auto list = dify::parse_exempt_list(*option);
  if (!list) return with_context("--exempt: ", list.error());
  if (dify::fold_full_width(*option).was_changed) {
    advice.notes.push_back(told_full_width("--exempt"));
  }
  return list;
}

// --- The program of --wrap ---

// The bytes of the program proxyenv; empty without --wrap.
Result<std::string> read_program(const cli::DifyCommandLine& line, const Environment& environment) {
  if (!line.has(DifyOption::wrap)) return std::string();
  const auto path = os::find_companion(os::kLauncherName, environment.find("PATH"));
  if (!path) {
    return fail("--wrap copies the program proxyenv, which is neither beside this one nor in PATH");
  }
  auto program = os::read_file(*path);
  if (!program || !*program) return fail("--wrap: " + redact_word(*path) + " cannot be read");
  std::string& bytes = (*program)->content;
  const auto format =
      os::read_executable_format(std::string_view(bytes).substr(0, os::kFormatBytes));
  if (format.kind != os::FileKind::elf || !format.interpreter.empty()) {
    return fail("--wrap: " + redact_word(*path) +
                " is no static program, and a container may lack what it needs");
  }
  return std::move(bytes);
}

}  // namespace

Result<ReadRequest> read_request(const cli::DifyCommandLine& line, const Environment& environment,
                                 const dify::DifyTree& tree) {
  dify::Advice advice;
  const auto mode = read_mode(line);
  if (!mode) return fail(mode.error());
  auto upstream = read_upstream(line, environment, tree, advice.warnings);
  if (!upstream) return fail(upstream.error());
  if (upstream->was_full_width) advice.notes.push_back(told_full_width("the upstream"));
  auto domains = read_domains(line, *mode, environment, tree, advice);
  if (!domains) return fail(domains.error());
  auto exempt = read_exempt(line, advice);
  if (!exempt) return fail(exempt.error());
  auto program = read_program(line, environment);
  if (!program) return fail(program.error());
  auto salt = os::random_digits(kSaltBytes);
  if (!salt) return fail(salt.error());

  dify::SetupRequest request;
  request.upstream = std::move(*upstream);
  if (tree.compose.is_podman()) dify::name_for_podman(request.upstream);
  request.mode = *mode;
  request.all_domains = domains->all;
  request.domains = std::move(domains->list);
  request.exempt = std::move(*exempt);
  request.http = line.has(DifyOption::http);
  request.agent = line.has(DifyOption::agent);
  request.wrap = line.has(DifyOption::wrap);
  request.release = line.value(DifyOption::release);
  request.program = std::move(*program);
  request.fresh_salt = std::move(*salt);
  return ReadRequest{std::move(request), std::move(advice)};
}

}  // namespace proxyenv::tools
