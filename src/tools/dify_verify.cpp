// SPDX-License-Identifier: Apache-2.0
// `proxyenv dify verify`: reads the configuration and squid's log, lets dify/verify judge, and
// prints the result.
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "commands/commands.hpp"
#include "core/redaction.hpp"
#include "dify/names/full_width.hpp"
#include "dify/names/upstream.hpp"
#include "dify/record/sha256.hpp"
#include "dify/tree/compose_commands.hpp"
#include "dify/tree/read_tree.hpp"
#include "dify/verify/drift.hpp"
#include "dify/verify/log_counter.hpp"
#include "dify/verify/log_lines.hpp"
#include "dify/verify/read_expectation.hpp"
#include "dify/verify/verification.hpp"
#include "os/file.hpp"
#include "os/folder.hpp"
#include "os/log.hpp"
#include "report_dify/verification.hpp"
#include "text/ascii.hpp"
#include "tools/commands.hpp"
#include "tools/dify_folder.hpp"
#include "tools/dify_sources.hpp"

namespace proxyenv::tools {

namespace {

using cli::DifyOption;

constexpr int kStandardInput = 0;

// The folder. Returns no value if --domains gives the expectation and there is no setup of init in
// the current folder, which nobody has named.
Result<std::optional<DifyFolder>> find_folder(const cli::DifyCommandLine& line) {
  auto folder = open_folder(line);
  const bool may_be_missing = line.has(DifyOption::domains) && !line.has(DifyOption::dir);
  if (!may_be_missing && !folder) return fail(folder.error());
  if (!may_be_missing) return std::move(*folder);
  if (!folder) return std::nullopt;
  const auto record = reader_of_own_files(*folder)(std::string(dify::kRecordPath));
  if (!record || !*record) return std::nullopt;
  return std::move(*folder);
}

// The tree with the record of `dify init`. Returns no value if --domains gives the expectation and
// there is no setup of init here.
Result<std::optional<dify::DifyTree>> read_set_up_tree(const cli::DifyCommandLine& line,
                                                       const Environment& environment,
                                                       const DifyFolder& folder) {
  if (const auto warning = env_files_warning(environment)) {
    os::log_message("warning: " + *warning);
  }
  auto tree = dify::read_tree(reader_of(folder), shell_of(environment),
                              os::make_path_shortener(folder.name));
  if (!tree) return fail(tree.error());
  if (tree->record) return std::move(*tree);
  if (line.has(DifyOption::domains)) return std::nullopt;
  return fail(std::string(dify::kRecordPath) +
              " is not there: run proxyenv dify init first, or say with --domains what should go "
              "through the upstream");
}

// The hashes of the record's files that exist.
Result<dify::PathHashes> hash_files(const dify::SetupRecord& record, const dify::ReadFile& read) {
  dify::PathHashes hashes;
  for (const auto& [path, hash] : record.files) {
    const auto text = read(path);
    if (!text) return fail(text.error());
    if (*text) hashes.emplace_back(path, dify::sha256(**text));
  }
  return hashes;
}

// The host of --upstream; no value if the option is not given.
Result<std::optional<std::string>> read_upstream_host(const cli::DifyCommandLine& line) {
  auto text = line.value(DifyOption::upstream);
  if (!text) return std::nullopt;
  if (*text == "-") {
    if (line.value(DifyOption::access_log) == "-") {
      return fail("--upstream and --access-log cannot both be read from standard input");
    }
    auto given = os::read_all(kStandardInput, kLongestUrl);
    if (!given) return with_context("standard input: ", given.error());
    text = std::move(*given);
  } else if (holds_at_sign(*text)) {
    return fail("--upstream: its host and port are enough; credentials would show in ps");
  }
  auto upstream = dify::parse_upstream(ascii::trimmed(*text));
  if (!upstream) return with_context("--upstream ", upstream.error());
  if (upstream->was_full_width) {
    os::log_message("note: --upstream: " + std::string(dify::kReadAsAscii));
  }
  return std::move(upstream->host);
}

// The expectation from the options, or otherwise from the tree. `record`: null if there is no tree.
Result<dify::Expectation> expectation_of(const cli::DifyCommandLine& line,
                                         const dify::SetupRecord* record,
                                         const dify::ReadFile& read) {
  Result<dify::Expectation> expectation;
  if (record != nullptr) expectation = dify::read_expectation(*record, read);
  if (!expectation) return expectation;
  if (const auto domains = line.value(DifyOption::domains)) {
    expectation = dify::with_domains(std::move(*expectation), *domains);
    if (!expectation) return with_context("--domains: ", expectation.error());
    for (const std::string& note : expectation->notes) {
      os::log_message("note: --domains: " + note);
    }
  }
  auto upstream = read_upstream_host(line);
  if (!upstream) return fail(upstream.error());
  if (*upstream) expectation->upstream = std::move(**upstream);
  return expectation;
}

Result<dify::LogCounts> count_lines(int descriptor, const dify::Expectation& expectation) {
  dify::LogCounter counter(expectation);
  dify::LogLines lines([&](std::string_view line) { counter.add(line); });
  std::vector<char> buffer(std::size_t{1} << 16U);
  for (;;) {
    const auto got = os::read_some(descriptor, buffer);
    if (!got) return fail(got.error());
    if (*got == 0) break;
    lines.add({buffer.data(), *got});
    if (counter.is_full()) {
      return fail("more than " + std::to_string(dify::LogCounter::kMostRoutes) +
                  " hosts and peers; give a part of it: " + expectation.commands.compose +
                  " logs --since 1h " + expectation.squid);
    }
  }
  lines.finish();
  return counter.finish();
}

// `file`: the value of --access-log, or the word that stands for it.
Result<dify::LogCounts> count_log(const std::string& file, const dify::Expectation& expectation) {
  if (file == "-") {
    auto counts = count_lines(kStandardInput, expectation);
    if (!counts) return with_context("standard input: ", counts.error());
    return counts;
  }
  const std::string what = "cannot read the log " + redact_word(file) + ": ";
  const auto descriptor = os::open_to_read(file);
  if (!descriptor) return with_context(what, descriptor.error());
  auto counts = count_lines(descriptor->number(), expectation);
  if (!counts) return with_context(what, counts.error());
  return counts;
}

// `record`: null if there is no tree.
bool is_in_direct_mode(const dify::SetupRecord* record) {
  return record != nullptr && record->mode == dify::Mode::direct;
}

// Returns no value where no log is given, which is an Error if there is no tree either.
Result<std::optional<dify::LogCounts>> read_log(const cli::DifyCommandLine& line,
                                                const dify::SetupRecord* record,
                                                const dify::Expectation& expectation) {
  const auto file = line.value(DifyOption::access_log);
  if (!file) {
    if (record != nullptr) return std::nullopt;
    return fail(
        "no log is given (a file, or - for standard input), and there is no tree to look at "
        "without it");
  }
  if (is_in_direct_mode(record)) {
    return fail(
        "a log says nothing in direct mode: the containers talk to the upstream themselves, and "
        "squid's "
        "log does not show it; the upstream's own log does");
  }
  auto counts = count_log(*file, expectation);
  if (!counts) return fail(counts.error());
  return std::move(*counts);
}

Result<VerifyResult> verify(const cli::DifyCommandLine& line, const Environment& environment) {
  const auto folder = find_folder(line);
  if (!folder) return fail(folder.error());
  const auto tree = *folder ? read_set_up_tree(line, environment, **folder)
                            : Result<std::optional<dify::DifyTree>>(std::nullopt);
  if (!tree) return fail(tree.error());
  const dify::SetupRecord* record = *tree ? &*(*tree)->record : nullptr;
  const dify::ReadFile read = *tree ? reader_of_own_files(**folder) : dify::ReadFile();

  VerifyResult result;
  result.is_direct_mode = is_in_direct_mode(record);
  if (record != nullptr) {
    const auto now = hash_files(*record, read);
    if (!now) return fail(now.error());
    result.findings = dify::find_drift(**tree, *now, shell_of(environment));
  }
  auto expectation = expectation_of(line, record, read);
  if (!expectation) return fail(expectation.error());
  result.expectation = std::move(*expectation);
  if (*tree) result.expectation.commands = dify::commands_of(**tree);
  result.expectation.commands.is_known = tree->has_value();
  if (*tree && !(*tree)->ssrf_proxy.name.empty()) {
    result.expectation.squid = (*tree)->ssrf_proxy.name;
  }
  auto counts = read_log(line, record, result.expectation);
  if (!counts) return fail(counts.error());
  if (*counts) {
    result.log = dify::verify_log(std::move(**counts), result.expectation);
    for (const dify::VerifyFinding& finding : result.log->findings) {
      result.findings.push_back(finding);
    }
  }
  return result;
}

}  // namespace

int dify_verify(const cli::DifyCommandLine& line, const Environment& environment) {
  const auto result = verify(line, environment);
  if (!result) return commands::fail_with(result.error());
  const int printed =
      commands::print(line.has(DifyOption::json) ? render_verification_json(*result)
                                                 : render_verification_text(*result));
  if (printed != 0) return printed;
  return dify::holds(result->findings) ? 0 : commands::kExitFindings;
}

}  // namespace proxyenv::tools
