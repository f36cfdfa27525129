// SPDX-License-Identifier: Apache-2.0
// `proxyenv dify verify`: collects what was configured and what squid wrote, lets dify/drift and
// dify/verification judge, and prints.
#include <unistd.h>

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "commands/commands.hpp"
#include "core/redaction.hpp"
#include "dify/names/domain_list.hpp"
#include "dify/names/upstream.hpp"
#include "dify/record/sha256.hpp"
#include "dify/setup/override.hpp"
#include "dify/setup/squid_config.hpp"
#include "dify/tree/read_tree.hpp"
#include "dify/verify/drift.hpp"
#include "dify/verify/log_lines.hpp"
#include "dify/verify/log_tally.hpp"
#include "dify/verify/verification.hpp"
#include "os/file.hpp"
#include "os/file_state.hpp"
#include "os/folder.hpp"
#include "os/log.hpp"
#include "report_dify/verification.hpp"
#include "text/ascii.hpp"
#include "tools/commands.hpp"
#include "tools/dify_sources.hpp"

namespace proxyenv::tools {

namespace {

using cli::DifyOption;

constexpr int kStandardInput = 0;

tl::unexpected<Error> in_front(const std::string& what, const Error& error) {
  return fail(what + error.message, error.os_error);
}

class Verify {
 public:
  Verify(const cli::DifyCommandLine& line, const Environment& environment)
      : line_(line), environment_(environment) {}

  // Whether everything is as configured.
  Result<bool> run() {
    for (const auto step : {&Verify::read_tree, &Verify::read_expectation, &Verify::read_log}) {
      if (auto done = (this->*step)(); !done) return tl::unexpected<Error>(done.error());
    }
    std::optional<dify::Verification> verification;
    if (log_) {
      verification = dify::verify_log(std::move(*log_), expectation_);
      for (dify::VerifyFinding& finding : verification->findings) {
        findings_.push_back(std::move(finding));
      }
    }
    const bool is_direct = record_ && record_->mode == dify::Mode::direct;
    const VerifyReport report{&expectation_, verification ? &*verification : nullptr, findings_,
                              is_direct};
    const std::string text = line_.has(DifyOption::json) ? render_verification_json(report)
                                                         : render_verification_text(report);
    if (const auto written = os::write_all(STDOUT_FILENO, text); !written) {
      return in_front("cannot write to standard output: ", written.error());
    }
    return dify::holds(findings_);
  }

 private:
  [[nodiscard]] Result<std::optional<std::string>> read(const std::string& path) const {
    const std::string full =
        path.starts_with('/') ? path : line_.value(DifyOption::dir).value_or(".") + "/" + path;
    auto state = os::read_file(full);
    if (!state) return in_front("cannot read " + redact_word(full) + ": ", state.error());
    if (!*state) return std::nullopt;
    return std::move((*state)->content);
  }

  // What is configured stands in the tree, unless --domains says it.
  Result<void> read_tree() {
    if (line_.has(DifyOption::domains) && !line_.has(DifyOption::dir)) {
      // Then there need be no tree; where init has set one up here, it counts.
      const auto record = read(std::string(dify::kRecordPath));
      if (!record || !*record) return {};
    }
    const dify::ReadFile read_file = [this](const std::string& path) { return read(path); };
    const dify::Lookup shell = [this](std::string_view name) -> std::optional<std::string> {
      const auto value = environment_.find(name);
      return value ? std::optional<std::string>(*value) : std::nullopt;
    };
    if (const auto warning = env_files_warning(environment_)) {
      os::log_message("warning: " + *warning);
    }
    auto tree = dify::read_tree(
        read_file, shell, os::make_path_shortener(line_.value(DifyOption::dir).value_or(".")));
    if (!tree) return tl::unexpected<Error>(tree.error());
    if (!tree->record) {
      if (line_.has(DifyOption::domains)) return {};
      return fail(std::string(dify::kRecordPath) +
                  " is not there: run proxyenv dify init first, or say with --domains what should "
                  "go through the upstream");
    }
    dify::PathHashes now;
    for (const auto& [path, hash] : tree->record->files) {
      const auto text = read(path);
      if (!text) return tl::unexpected<Error>(text.error());
      if (*text) now.emplace_back(path, dify::sha256(**text));
    }
    findings_ = dify::find_drift(*tree, now, shell);
    record_ = std::move(tree->record);
    return {};
  }

  Result<void> read_expectation() {
    if (record_) {
      if (auto taken = take_record(); !taken) return taken;
    }
    if (const auto domains = line_.value(DifyOption::domains)) {
      expectation_.domains.clear();
      expectation_.everything = ascii::trimmed(*domains) == "all";
      if (expectation_.everything) {
        // Without a tree of that mode: what init sends direct without --exempt.
        if (expectation_.direct_addresses.empty()) {
          take_direct(dify::render_upstream_for_all({}, {}));
        }
      } else {
        const auto list = dify::parse_domain_list(*domains);
        if (!list) return in_front("--domains: ", list.error());
        for (const dify::Domain& domain : list->domains) {
          expectation_.domains.push_back(domain.text());
        }
      }
    }
    return read_upstream();
  }

  Result<void> take_record() {
    expectation_.everything = record_->all_domains;
    if (!expectation_.everything) {
      expectation_.domains = record_->domains;
    } else {
      const auto text = read(std::string(dify::kSquidIncludePath));
      if (!text) return tl::unexpected<Error>(text.error());
      if (*text) take_direct(**text);
    }
    const auto overriding = read(record_->override_file());
    if (!overriding) return tl::unexpected<Error>(overriding.error());
    expectation_.agent = *overriding && dify::overrides_service(**overriding, "agent_ssrf_proxy");
    if (const auto upstream = dify::parse_upstream(record_->upstream)) {
      expectation_.upstream = upstream->host;
    }
    return {};
  }

  void take_direct(std::string_view include) {
    dify::DirectPlaces direct = dify::read_direct(include);
    expectation_.direct = std::move(direct.domains);
    expectation_.direct_addresses = std::move(direct.addresses);
  }

  Result<void> read_upstream() {
    const auto option = line_.value(DifyOption::upstream);
    if (!option) return {};
    std::string text = *option;
    if (text == "-") {
      if (line_.value(DifyOption::access_log) == "-") {
        return fail("--upstream and --access-log cannot both be read from standard input");
      }
      auto given = os::read_all(kStandardInput, kLongestUrl);
      if (!given) return in_front("standard input: ", given.error());
      text = std::move(*given);
    } else if (dify::may_hold_credentials(text)) {
      return fail("--upstream: its host and port are enough; credentials would show in ps");
    }
    const auto upstream = dify::parse_upstream(ascii::trimmed(text));
    if (!upstream) return in_front("--upstream ", upstream.error());
    expectation_.upstream = upstream->host;
    return {};
  }

  Result<void> read_log() {
    const auto file = line_.value(DifyOption::access_log);
    if (!file) {
      if (record_) return {};
      return fail("--access-log is missing, and there is no tree to look at without it");
    }
    if (record_ && record_->mode == dify::Mode::direct) {
      return fail(
          "--access-log: in direct mode the containers talk to the upstream themselves, and "
          "squid's log does not show it; the upstream's own log does");
    }
    Result<void> counted;
    if (*file == "-") {
      counted = count_log(kStandardInput);
      if (!counted) return in_front("standard input: ", counted.error());
      return {};
    }
    const auto descriptor = os::open_to_read(*file);
    counted = descriptor ? count_log(descriptor->number())
                         : Result<void>(tl::unexpect, descriptor.error());
    if (!counted) {
      return in_front("--access-log: cannot read " + redact_word(*file) + ": ", counted.error());
    }
    return {};
  }

  Result<void> count_log(int descriptor) {
    dify::LogCount count(expectation_);
    dify::LogLines lines([&](std::string_view line) { count.add(line); });
    std::vector<char> buffer(std::size_t{1} << 16U);
    for (;;) {
      const auto got = os::read_some(descriptor, buffer);
      if (!got) return tl::unexpected<Error>(got.error());
      if (*got == 0) break;
      lines.add({buffer.data(), *got});
    }
    lines.finish();
    log_ = count.finish();
    return {};
  }

  const cli::DifyCommandLine& line_;
  const Environment& environment_;
  std::optional<dify::SetupRecord> record_;
  dify::Expectation expectation_;
  std::optional<dify::LogTally> log_;
  std::vector<dify::VerifyFinding> findings_;
};

}  // namespace

int dify_verify(const cli::DifyCommandLine& line, const Environment& environment) {
  const auto holds = Verify(line, environment).run();
  if (!holds) return commands::fail_with(holds.error());
  return *holds ? 0 : commands::kExitFindings;
}

}  // namespace proxyenv::tools
