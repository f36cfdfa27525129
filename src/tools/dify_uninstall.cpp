// SPDX-License-Identifier: Apache-2.0
#include "tools/dify_uninstall.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compose/resolved_variable.hpp"
#include "core/redaction.hpp"
#include "dify/record/setup_record.hpp"
#include "dify/setup/changes.hpp"
#include "dify/tree/compose_commands.hpp"
#include "dify/tree/compose_files.hpp"
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

// Returns no value where there is no record.
Result<std::optional<dify::SetupRecord>> read_record(const dify::LookAtFile& look) {
  const auto file = look(std::string(dify::kRecordPath), 0);
  if (!file) return fail(file.error());
  if (!*file) return std::nullopt;
  auto record = dify::parse_setup_record((*file)->content);
  if (!record) return with_context(std::string(dify::kRecordPath) + " ", record.error());
  return std::move(*record);
}

// An .env that cannot be read tells nothing here.
sources::ComposeEnv read_env(const DifyFolder& folder, const sources::Lookup& shell) {
  const auto text = reader_of(folder)(std::string(dify::kEnvFile));
  if (!text || !*text) return {};
  return sources::parse_compose_env(**text, shell).value_or(sources::ComposeEnv());
}

// Compose fails if COMPOSE_FILE names a missing file.
std::string how_to_mend_compose_file(const std::vector<std::string>& removed,
                                     const DifyFolder& folder, const Environment& environment) {
  const sources::Lookup shell = shell_of(environment);
  const sources::ComposeEnv env = read_env(folder, shell);
  const auto listed = compose::resolve_variable("COMPOSE_FILE", shell, env);
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
  for (const std::string& path : paths) {
    text.append(verb).append(escape_for_display(path)).append("\n");
  }
  return text;
}

// Plain `docker compose up` would start a second Dify beside a source deployment.
std::string how_to_restart(const DifyFolder& folder, const Environment& environment,
                           dify::ComposeProgram program) {
  const auto is_middleware = dify::is_middleware_alone(reader_of(folder), shell_of(environment));
  const bool is_alone = is_middleware && *is_middleware;
  return command_to_run(folder.name, dify::compose_commands(is_alone, {}, program).up());
}

// The folders of ours, if nothing is in them. Returns whether the outer one is gone.
Result<bool> remove_empty_folders(const DifyFolder& folder) {
  if (auto inner = remove_if_empty(folder, dify::kProgramFolder); !inner) return inner;
  return remove_if_empty(folder, dify::kFolder);
}

// The record is removed last. Where it is missing, an earlier call may have been killed behind
// that, or before it wrote one.
Result<void> remove_rest(const DifyFolder& folder, const Environment& environment, bool was_killed,
                         bool is_dry_run) {
  const auto was_empty = is_dry_run ? Result<bool>(false) : remove_empty_folders(folder);
  if (!was_empty) return fail(was_empty.error());
  if (was_killed || *was_empty) {
    return print_done("removed  what was left of a call that was killed\n" +
                      how_to_restart(folder, environment, dify::ComposeProgram::docker_compose));
  }
  return fail("there is nothing to remove: " + redact_word(folder.name + "/") +
              std::string(dify::kRecordPath) + " is not there");
}

}  // namespace

Result<void> uninstall(const cli::DifyCommandLine& line, const Environment& environment,
                       const DifyFolder& folder, bool was_killed) {
  if (auto refused = refuse_other_options(line); !refused) return refused;
  const bool is_dry_run = line.has(DifyOption::dry_run);
  os::SeenFiles seen;
  const dify::LookAtFile look = look_into(folder, seen);
  const auto record = read_record(look);
  if (!record) return fail(record.error());
  if (!*record) return remove_rest(folder, environment, was_killed, is_dry_run);
  auto removed = dify::files_on_disk(**record, folder.name, look);
  if (!removed) return fail(removed.error());
  removed->emplace_back(dify::kRecordPath);  // last: if this is killed, it can be run again
  if (is_dry_run) return os::write_standard_output(render_removed("would remove ", *removed));

  os::FileSet set;
  set.removed = *removed;
  set.seen = std::move(seen);
  if (auto written = write_into_folder(folder, std::move(set)); !written) return written;
  std::string text = render_removed("removed  ", *removed);
  const auto is_gone = remove_empty_folders(folder);
  if (!is_gone) return fail(is_gone.error());
  if (!*is_gone) {
    text.append("kept     proxyenv/, which holds files of yours\n");
  }
  text.append(how_to_mend_compose_file(*removed, folder, environment));
  return print_done(text.append(how_to_restart(folder, environment, (*record)->program)));
}

}  // namespace proxyenv::tools
