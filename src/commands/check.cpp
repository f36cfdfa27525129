// SPDX-License-Identifier: Apache-2.0
#include <string>

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

// What is wrong with a source is kept, and the others go on.
void add(CheckReport& report, const Result<SubjectSource>& source, const std::string& name,
         const std::string& path, const CheckRequest& request) {
  auto checked = source ? check_source(*source, path, request)
                        : Result<CheckedSource>(tl::unexpect, source.error());
  report.sources.push_back(checked ? std::move(*checked)
                                   : unread_source(checked.error(), name, path));
}

CheckReport make_report(const CheckRequest& request, const Invocation& invocation) {
  const auto& options = invocation.line.options;
  CheckReport report;
  report.threshold = request.threshold;
  report.version = kVersion;
  for (const std::string& path : request.files) {
    add(report, read_file(path, invocation), {}, path, request);
  }
  for (const int pid : request.processes) {
    add(report, read_process(pid, options), "process " + std::to_string(pid), {}, request);
  }
  if (request.files.empty() && request.processes.empty()) {
    add(report, read_own_environment(invocation), {}, {}, request);
  }
  return report;
}

// Only when all sources are read: for one of them the companion may have taken over, and have begun
// anew.
void tell_troubles(const CheckReport& report) {
  for (const CheckedSource& source : report.sources) {
    if (!source.trouble.empty()) os::log_message(source.trouble);
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
  const CheckReport report = make_report(*request, invocation);
  tell_troubles(report);
  const CheckCounts counts = count(report);
  const bool is_text = request->output == cli::CheckOutput::text;
  const int printed =
      print(render(report, request->output, *layout), is_text ? layout->style : Style());
  if (printed != 0) return printed;
  if (counts.unread > 0) return kExitOwnFailure;
  return counts.failures > 0 ? kExitFindings : 0;
}

}  // namespace proxyenv::commands
