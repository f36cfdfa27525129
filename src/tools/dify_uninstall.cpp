// SPDX-License-Identifier: Apache-2.0
#include "tools/dify_uninstall.hpp"

#include <utility>
#include <vector>

#include "core/redaction.hpp"
#include "dify/compose/resolved_variable.hpp"
#include "dify/record/setup_record.hpp"
#include "dify/setup/changes.hpp"
#include "os/file.hpp"
#include "os/file_set.hpp"
#include "os/folder.hpp"
#include "report_dify/setup_text.hpp"
#include "text/display.hpp"
#include "tools/dify_folder.hpp"
#include "tools/dify_sources.hpp"
#include "tools/output.hpp"

namespace proxyenv::tools {

namespace {

using cli::DifyOption;

Result<void> refuse_other_options(const cli::DifyCommandLine& line) {
  for (const auto& [option, values] : line.options) {
    if (option != DifyOption::dir && option != DifyOption::uninstall &&
        option != DifyOption::dry_run) {
      return fail("--uninstall takes only --dir and --dry-run besides");
    }
  }
  return {};
}

Result<dify::SetupRecord> read_record(const std::string& folder) {
  const auto text = reader_of(folder)(std::string(dify::kRecordPath));
  if (!text) return fail(text.error());
  if (!*text) {
    return fail("there is nothing to remove: " + redact_word(folder + "/") +
                std::string(dify::kRecordPath) + " is not there");
  }
  auto record = dify::parse_setup_record(**text);
  if (!record) return with_context(std::string(dify::kRecordPath) + " ", record.error());
  return record;
}

// An .env that cannot be read is ignored here.
dify::ComposeEnv read_env(const std::string& folder, const dify::Lookup& shell) {
  const auto text = reader_of(folder)(std::string(dify::kEnvFile));
  if (!text || !*text) return {};
  return dify::parse_compose_env(**text, shell).value_or(dify::ComposeEnv());
}

// Compose fails if COMPOSE_FILE names a missing file.
std::string how_to_mend_compose_file(const std::vector<std::string>& removed,
                                     const std::string& folder, const Environment& environment) {
  const dify::Lookup shell = shell_of(environment);
  const dify::ComposeEnv env = read_env(folder, shell);
  const auto listed = dify::resolve_variable("COMPOSE_FILE", shell, env);
  if (!listed) return {};
  for (const std::string& path : removed) {
    if (listed->value.find(path) == std::string::npos) continue;
    return "First take " + escape_for_display(path) + " out of COMPOSE_FILE, " +
           (listed->in_env_file == nullptr ? "in the shell" : "in .env") + "\n";
  }
  return {};
}

std::string render_removed(std::string_view verb, const std::vector<std::string>& paths) {
  std::string text;
  for (const std::string& path : paths)
    text.append(verb).append(escape_for_display(path)).append("\n");
  return text;
}

}  // namespace

Result<void> uninstall(const cli::DifyCommandLine& line, const Environment& environment,
                       const std::string& folder) {
  if (auto refused = refuse_other_options(line); !refused) return refused;
  const auto record = read_record(folder);
  if (!record) return fail(record.error());
  auto removed = dify::files_on_disk(*record, folder, look_into(folder));
  if (!removed) return fail(removed.error());
  removed->emplace_back(dify::kRecordPath);  // last: if this is killed, it can be run again
  if (line.has(DifyOption::dry_run)) {
    return os::write_standard_output(render_removed("would remove ", *removed));
  }

  if (auto written = write_into_folder({folder, {}, {}, *removed}); !written) return written;
  std::string text = render_removed("removed  ", *removed);
  if (!os::remove_if_empty(path_in(folder, std::string(dify::kFolder)))) {
    text.append("kept     proxyenv/, which holds files of yours\n");
  }
  text.append(how_to_mend_compose_file(*removed, folder, environment));
  return print_done(text.append(command_to_run(folder)));
}

}  // namespace proxyenv::tools
