// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>
#include <vector>

#include "cli/version.hpp"
#include "commands/check_request.hpp"
#include "commands/checked_source.hpp"
#include "commands/commands.hpp"
#include "commands/layout.hpp"
#include "commands/source.hpp"
#include "os/log.hpp"
#include "report/check_github.hpp"
#include "report/check_json.hpp"
#include "report/check_junit.hpp"
#include "report/check_sarif.hpp"
#include "report/check_text.hpp"

namespace proxyenv::commands {

namespace {

// Looks at the sources one by one. What is wrong with one is kept, and the others go on.
class Checking {
 public:
  explicit Checking(const CheckRequest& request)
      : request_(request), applied_(request.ignored.size()) {
    report_.threshold = request.threshold;
    report_.version = kVersion;
    report_.tells_ignored = request.tells_ignored;
  }

  void add(const Result<SubjectSource>& source, const std::string& name, const std::string& path) {
    auto checked = source ? check_source(*source, path, request_, applied_)
                          : Result<CheckedSource>(tl::unexpect, source.error());
    if (source) switched_off_.push_back(what_is_switched_off(*source));
    report_.sources.push_back(checked ? std::move(*checked)
                                      : unread_source(checked.error(), name, path));
  }

  [[nodiscard]] const CheckReport& report() const { return report_; }

  // On standard error. Only when all sources are read: for one of them the companion may have taken
  // over, and have begun anew.
  void tell() const {
    for (const std::string& message : switched_off_) {
      if (!message.empty()) os::log_message(message);
    }
    for (const CheckedSource& source : report_.sources) {
      if (!source.trouble.empty()) os::log_message(source.trouble);
    }
    for (std::size_t i = 0; i < applied_.size() && request_.tells_ignored; ++i) {
      const std::size_t line = request_.ignored[i].line;
      if (applied_[i] || line == 0) continue;
      os::log_message(request_.rules_file + ", line " + std::to_string(line) +
                      ": the rule ignores nothing here");
    }
  }

 private:
  const CheckRequest& request_;
  CheckReport report_;
  std::vector<bool> applied_;  // for each rule whether it ignored something
  std::vector<std::string> switched_off_;
};

void add_sources(Checking& checking, const CheckRequest& request, const Invocation& invocation) {
  for (const std::string& path : request.files) {
    checking.add(read_file(path, invocation), {}, path);
  }
  for (const int pid : request.processes) {
    checking.add(read_process(pid, invocation.line.options), "process " + std::to_string(pid), {});
  }
  if (request.files.empty() && request.processes.empty()) {
    checking.add(read_own_environment(invocation), {}, {});
  }
}

std::string render(const CheckReport& report, cli::CheckOutput output, const Layout& layout) {
  switch (output) {
    case cli::CheckOutput::text:
      return render_check_text(report, layout);
    case cli::CheckOutput::json:
      return render_check_json(report);
    case cli::CheckOutput::sarif:
      return render_check_sarif(report);
    case cli::CheckOutput::github:
      return render_check_github(report);
    case cli::CheckOutput::junit:
      return render_check_junit(report);
  }
  return {};
}

}  // namespace

int check(const Invocation& invocation) {
  const auto request = read_check_request(invocation.line);
  if (!request) return fail_with(request.error());
  const auto layout = read_layout(invocation);
  if (!layout) return fail_with(layout.error());
  Checking checking(*request);
  add_sources(checking, *request, invocation);
  checking.tell();
  const CheckReport& report = checking.report();
  const CheckCounts counts = count(report);
  const bool is_text = request->output == cli::CheckOutput::text;
  const int printed =
      print(render(report, request->output, *layout), is_text ? layout->style : Style());
  if (printed != 0) return printed;
  if (counts.unread > 0) return kExitOwnFailure;
  return counts.failures > 0 ? kExitFindings : 0;
}

}  // namespace proxyenv::commands
