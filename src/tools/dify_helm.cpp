// SPDX-License-Identifier: Apache-2.0
#include "tools/dify_helm.hpp"

#include <string>
#include <utility>
#include <vector>

#include "core/redaction.hpp"
#include "dify/helm/helm_setup.hpp"
#include "dify/helm/helm_values.hpp"
#include "dify/record/file_names.hpp"
#include "os/file.hpp"
#include "os/file_set.hpp"
#include "os/folder.hpp"
#include "os/log.hpp"
#include "tools/dify_folder.hpp"
#include "tools/dify_request.hpp"
#include "tools/output.hpp"

namespace proxyenv::tools {

namespace {

using cli::DifyOption;

// Options of init that concern a tree with Compose files.
Result<void> refuse_options_of_trees(const cli::DifyCommandLine& line) {
  for (const DifyOption option : {DifyOption::agent, DifyOption::wrap, DifyOption::release,
                                  DifyOption::podman, DifyOption::uninstall}) {
    if (!line.has(option)) continue;
    return fail("--" + std::string(cli::row_of(option).name) +
                " is for Compose, and --helm for Kubernetes: give one of them");
  }
  return {};
}

Result<dify::HelmValues> read_values(const cli::DifyCommandLine& line,
                                     const dify::ChartRow& chart) {
  constexpr std::size_t kLongest = std::size_t{4} << 20U;
  dify::HelmValues values;
  const auto given = line.options.find(DifyOption::values);
  if (given == line.options.end()) return values;
  for (const std::string& name : given->second) {
    const std::string what = "--values " + redact_word(name) + ": ";
    const auto descriptor = os::open_to_read(name);
    if (!descriptor) return with_context(what, descriptor.error());
    const auto text = os::read_all(descriptor->number(), kLongest);
    if (!text) return with_context(what, text.error());
    if (auto read = dify::read_helm_values(*text, chart, values); !read) {
      return with_context("--values " + redact_word(name) + " ", read.error());
    }
  }
  return values;
}

// The names stand in NO_PROXY and in the proxy's URL, so a wrong one sends requests astray.
void tell_names(const dify::HelmRequest& request, const dify::HelmValues& values, bool were_read) {
  if (!were_read) {
    os::log_message("note: the services are taken to be called " + request.full_name +
                    "-...; if your values set nameOverride or fullnameOverride, give them with "
                    "--values FILE");
  }
  for (const std::string& list : values.lists) {
    os::log_message("warning: " + list + " of your values has entries, which the list in " +
                    std::string(dify::kHelmValuesPath) +
                    " replaces: put them beside its own into a file behind it");
  }
}

dify::HelmRequest helm_request(const cli::DifyCommandLine& line, const dify::ChartRow& chart,
                               dify::SetupRequest asked, const dify::HelmValues& values) {
  dify::HelmRequest request;
  request.chart = &chart;
  request.release = line.value(DifyOption::helm).value_or("");
  request.full_name = dify::full_name_of(request.release, values.names);
  request.name_space = line.value(DifyOption::name_space).value_or("");
  request.upstream = std::move(asked.upstream);
  request.mode = asked.mode;
  request.all_domains = asked.all_domains;
  request.domains = std::move(asked.domains);
  request.exempt = std::move(asked.exempt);
  request.http = asked.http;
  request.fresh_salt = std::move(asked.fresh_salt);
  return request;
}

// A file in the way that init did not write is not replaced.
Result<void> check_place(const dify::SetupFile& file, const dify::LookAtFile& look,
                         const DifyFolder& folder) {
  const auto there = look(file.path, file.mode);
  if (!there) return fail(there.error());
  if (!*there || (*there)->content.starts_with(dify::kHelmBeginning)) return {};
  return fail(redact_word(folder.name + "/" + file.path) +
              " is there and is none of ours; take it away first");
}

Result<void> write_files(const std::vector<dify::SetupFile>& files, const DifyFolder& folder,
                         bool is_secret) {
  const auto lock = os::lock_folder(folder.directory);
  if (!lock) return with_context("--dir: ", lock.error());
  if (const auto rest = remove_rest_of_killed(folder); !rest) return fail(rest.error());
  os::FileSet set;
  const dify::LookAtFile look = look_into(folder, set.seen);
  set.folders.push_back({std::string(dify::kFolder), is_secret ? 0700U : 0755U});
  for (const dify::SetupFile& file : files) {
    if (auto checked = check_place(file, look, folder); !checked) return checked;
    set.files.push_back({file.path, file.content, file.mode});
  }
  return write_into_folder(folder, std::move(set));
}

std::string shown(const std::vector<dify::SetupFile>& files, const dify::Upstream& upstream) {
  std::string text;
  for (const dify::SetupFile& file : files) {
    text.append("--- ").append(file.path).append("\n");
    text.append(dify::without_credentials(file.content, upstream));
  }
  return text;
}

}  // namespace

Result<void> set_up_chart(const cli::DifyCommandLine& line, const Environment& environment) {
  if (auto refused = refuse_options_of_trees(line); !refused) return refused;
  const auto chart =
      dify::find_chart(line.value(DifyOption::chart).value_or(std::string(dify::charts()[0].name)));
  if (!chart) return fail(chart.error());
  // There is no tree, so variables of the shell alone replace options.
  auto asked = read_request(line, environment, dify::DifyTree());
  if (!asked) return fail(asked.error());
  const auto values = read_values(line, **chart);
  if (!values) return fail(values.error());
  const dify::HelmRequest request = helm_request(line, **chart, std::move(asked->request), *values);
  const auto files = dify::make_helm_files(request);
  if (!files) return fail(files.error());
  for (const std::string& note : asked->advice.notes) os::log_message("note: " + note);
  for (const std::string& warning : asked->advice.warnings) os::log_message("warning: " + warning);
  tell_names(request, *values, line.has(DifyOption::values));
  if (line.has(DifyOption::dry_run)) {
    return os::write_standard_output(shown(*files, request.upstream));
  }
  const auto folder = open_folder(line);
  if (!folder) return fail(folder.error());
  auto written = write_files(*files, *folder, request.upstream.has_credentials());
  if (!written) return written;
  std::string text;
  for (const dify::SetupFile& file : *files) {
    text.append("wrote    ").append(file.path).append("\n");
  }
  return print_done(text + dify::render_helm_commands(request));
}

}  // namespace proxyenv::tools
