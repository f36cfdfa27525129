// SPDX-License-Identifier: Apache-2.0
// `proxyenv dify init`: reads the tree and the request, lets dify/setup decide, and writes all
// files or none.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "commands/commands.hpp"
#include "compose/resolved_variable.hpp"
#include "core/redaction.hpp"
#include "dify/setup/advice.hpp"
#include "dify/setup/changes.hpp"
#include "dify/setup/container_preview.hpp"
#include "dify/setup/setup.hpp"
#include "dify/tree/read_tree.hpp"
#include "os/file.hpp"
#include "os/file_set.hpp"
#include "os/file_state.hpp"
#include "os/folder.hpp"
#include "os/log.hpp"
#include "report_dify/preview_text.hpp"
#include "report_dify/setup_text.hpp"
#include "tools/commands.hpp"
#include "tools/dify_folder.hpp"
#include "tools/dify_helm.hpp"
#include "tools/dify_request.hpp"
#include "tools/dify_sources.hpp"
#include "tools/dify_uninstall.hpp"
#include "tools/output.hpp"

namespace proxyenv::tools {

namespace {

using cli::DifyOption;

void say(const dify::Advice& advice) {
  for (const std::string& note : advice.notes) os::log_message("note: " + note);
  for (const std::string& warning : advice.warnings) os::log_message("warning: " + warning);
}

// First what concerns the sources, then how it was asked, then the setup itself.
dify::Advice all_advice(const Environment& environment, const dify::Advice& asked,
                        const dify::Advice& setup) {
  dify::Advice all;
  if (auto warning = env_files_warning(environment)) all.warnings.push_back(std::move(*warning));
  for (const dify::Advice* part : {&asked, &setup}) {
    all.notes.insert(all.notes.end(), part->notes.begin(), part->notes.end());
    all.warnings.insert(all.warnings.end(), part->warnings.begin(), part->warnings.end());
  }
  return all;
}

// The folders of an earlier init whose permissions this setup changes: with a password in their
// files they become private.
Result<std::vector<std::string>> folders_with_new_mode(const dify::Setup& setup,
                                                       const DifyFolder& folder) {
  std::vector<std::string> paths;
  for (const dify::SetupFolder& wanted : setup.folders) {
    const auto needed = os::needs_mode(folder.directory, wanted.path, wanted.mode);
    if (!needed) {
      const std::string shown = redact_word(folder.name + "/" + wanted.path);
      return with_context("cannot look at the folder " + shown + ": ", needed.error());
    }
    if (*needed) paths.push_back(wanted.path);
  }
  return paths;
}

// The record is written first: if init is killed between the files, it can be run again.
os::FileSet files_to_write(const dify::Setup& setup, const dify::Changes& changes,
                           os::SeenFiles seen) {
  os::FileSet set;
  set.seen = std::move(seen);
  for (const dify::SetupFolder& wanted : setup.folders) {
    set.folders.push_back({wanted.path, wanted.mode});
  }
  for (const dify::FileChange& change : changes.files) {
    const bool is_record = change.file->path == dify::kRecordPath;
    set.files.insert(is_record ? set.files.begin() : set.files.end(),
                     {change.file->path, change.file->content, change.file->mode});
  }
  set.removed = changes.removed;
  return set;
}

// What --dry-run says of the containers.
Result<std::string> preview_of(const dify::DifyTree& tree, const dify::SetupRequest& request,
                               const Environment& environment) {
  const auto containers = dify::overridden_containers(tree, request);
  if (!containers) return fail(containers.error());
  const sources::Lookup variable = [&](std::string_view name) -> std::optional<std::string> {
    auto found = compose::resolve_variable(name, shell_of(environment), tree.env);
    return found ? std::optional<std::string>(std::move(found->value)) : std::nullopt;
  };
  return render_previews(dify::preview_containers(tree, request, *containers, variable), tree,
                         request);
}

Result<void> set_up(const cli::DifyCommandLine& line, const Environment& environment,
                    const DifyFolder& folder) {
  const auto tree = dify::read_tree(
      reader_of(folder), shell_of(environment), os::make_path_shortener(folder.name),
      line.has(DifyOption::podman) ? dify::ComposeProgram::podman_compose
                                   : dify::ComposeProgram::docker_compose);
  if (!tree) return fail(tree.error());
  const auto asked = read_request(line, environment, *tree);
  if (!asked) return fail(asked.error());
  const auto setup = dify::make_setup(*tree, asked->request);
  if (!setup) return fail(setup.error());
  os::SeenFiles seen;
  const auto changes =
      dify::compare_with_disk(*setup, tree->record, folder.name, look_into(folder, seen));
  if (!changes) return fail(changes.error());
  const dify::Advice advice =
      all_advice(environment, asked->advice, dify::advise(*tree, asked->request));

  // A dry run writes nothing, so an error of standard output says all. Behind the dry run, such an
  // error must also say that the files are written: print_done() adds that.
  if (line.has(DifyOption::dry_run)) {
    say(advice);
    auto preview = preview_of(*tree, asked->request, environment);
    if (!preview) return fail(preview.error());
    return os::write_standard_output(*preview +
                                     render_dry_run(*setup, *changes, asked->request.upstream));
  }
  const auto new_modes = folders_with_new_mode(*setup, folder);
  if (!new_modes) return fail(new_modes.error());
  if (!new_modes->empty() || !changes->files.empty() || !changes->removed.empty()) {
    auto written = write_into_folder(folder, files_to_write(*setup, *changes, std::move(seen)));
    if (!written) return written;
  }
  say(advice);
  return print_done(render_setup({&*tree, &asked->request, &*changes, *new_modes, folder.name,
                                  environment.find("COMPOSE_FILE").has_value()}));
}

Result<void> run(const cli::DifyCommandLine& line, const Environment& environment) {
  if (line.has(DifyOption::helm)) return set_up_chart(line, environment);
  for (const DifyOption option : {DifyOption::chart, DifyOption::values, DifyOption::name_space}) {
    if (!line.has(option)) continue;
    return fail("--" + std::string(cli::row_of(option).name) +
                " is for --helm RELEASE, which is not given");
  }
  const auto folder = open_folder(line);
  if (!folder) return fail(folder.error());
  const bool writes = !line.has(DifyOption::dry_run);
  const auto lock = writes ? os::lock_folder(folder->directory) : Result<os::Descriptor>();
  if (!lock) return with_context("--dir: ", lock.error());
  const auto was_killed = writes ? remove_rest_of_killed(*folder) : Result<bool>(false);
  if (!was_killed) return fail(was_killed.error());
  return line.has(DifyOption::uninstall) ? uninstall(line, environment, *folder, *was_killed)
                                         : set_up(line, environment, *folder);
}

}  // namespace

int dify_init(const cli::DifyCommandLine& line, const Environment& environment) {
  const auto done = run(line, environment);
  return done ? 0 : commands::fail_with(done.error());
}

}  // namespace proxyenv::tools
