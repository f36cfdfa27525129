// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/setup.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "dify/record/sha256.hpp"
#include "dify/setup/checks.hpp"
#include "dify/setup/containers.hpp"
#include "dify/setup/override.hpp"
#include "dify/setup/restart_labels.hpp"
#include "dify/setup/squid_config.hpp"
#include "dify/setup/squid_entrypoint.hpp"
#include "dify/setup/upstream_env.hpp"
#include "dify/setup/wrapped_commands.hpp"
#include "dify/tree/compose_commands.hpp"
#include "text/utf8.hpp"

namespace proxyenv::dify {

namespace {

using Files = std::vector<SetupFile>;

constexpr unsigned kPublic = 0644;
constexpr unsigned kPrivate = 0600;
constexpr unsigned kProgram = 0755;
constexpr unsigned kPublicFolder = 0755;
constexpr unsigned kPrivateFolder = 0700;

bool holds_secret(const SetupRequest& request) {
  return request.upstream.has_credentials();
}

SetupFile file(std::string_view path, std::string content, unsigned mode) {
  return {std::string(path), std::move(content), mode, false};
}

SetupFile squid_include(const SetupRequest& request) {
  return file(kSquidIncludePath,
              request.all_domains ? render_upstream_for_all(request.upstream, request.exempt)
                                  : render_selective_upstream(request.upstream, request.domains),
              holds_secret(request) ? kPrivate : kPublic);
}

// All files except the override and the record.
Files files_in_folder(const SetupRequest& request) {
  Files files = {file(kIgnorePath, "*\n", kPublic)};
  if (request.mode == Mode::selective) {
    files.push_back(file(kSquidScriptPath, std::string(kSquidEntrypoint), kPublic));
    files.push_back(squid_include(request));
  } else if (holds_secret(request)) {
    files.push_back(file(kUpstreamEnvPath, render_upstream_env(request), kPrivate));
  }
  if (request.wrap) {
    files.push_back(file(kProgramPath, request.program, kProgram));
    files.back().is_program = true;
  }
  return files;
}

// The salt of the last setup is kept, so that a second init causes no change.
std::string choose_salt(const DifyTree& tree, const SetupRequest& request) {
  if (!holds_secret(request)) return {};
  return tree.record && !tree.record->salt.empty() ? tree.record->salt : request.fresh_salt;
}

std::string title_of(const DifyTree& tree, const SetupRequest& request) {
  const std::string tag = tree.is_source_deployment() ? "(source deployment)" : tree.api_tag();
  std::string text = "Dify " + (tag.empty() ? std::string("of an image without a tag") : tag);
  text.append(", ").append(name_of(request.mode));
  if (request.all_domains && request.mode == Mode::selective) text.append(", all domains");
  return text + ", upstream " + request.upstream.shown();
}

SetupRecord record_of(const DifyTree& tree, const SetupRequest& request, const Files& files,
                      const std::string& salt) {
  SetupRecord record;
  record.mode = request.mode;
  record.program = tree.compose.program;
  record.all_domains = request.all_domains;
  for (const Domain& domain : request.domains) record.domains.push_back(domain.text());
  record.upstream = request.upstream.shown();
  record.api_tag = tree.api_tag();
  record.daemon_tag = tree.daemon_tag();
  record.salt = salt;
  record.sources = tree.sources;
  for (const SetupFile& file : files) record.files.emplace_back(file.path, sha256(file.content));
  if (const auto& last = tree.record) {
    record.replaced = last->files == record.files ? last->replaced : last->files;
  }
  return record;
}

// The record is private while it holds the hash of a file with a secret, even of the last setup.
SetupFile record_file(const DifyTree& tree, const SetupRequest& request, const Files& files,
                      const std::string& salt) {
  const bool last_held_secret = tree.record && !tree.record->salt.empty();
  return file(kRecordPath, render_setup_record(record_of(tree, request, files, salt)),
              holds_secret(request) || last_held_secret ? kPrivate : kPublic);
}

std::vector<SetupFolder> folders_of(const SetupRequest& request) {
  std::vector<SetupFolder> folders;
  folders.push_back({std::string(kFolder), holds_secret(request) ? kPrivateFolder : kPublicFolder});
  // The whole folder is mounted, into containers that run as another user.
  if (request.wrap) folders.push_back({std::string(kProgramFolder), kPublicFolder});
  return folders;
}

// Names of the tree stand in the YAML of the override and in the JSON of the record. Neither can
// hold bytes that are not UTF-8.
Result<void> check_utf8(const Files& files) {
  const bool holds_others = std::any_of(files.begin(), files.end(), [](const SetupFile& file) {
    return !file.is_program && !is_utf8(file.content);
  });
  if (!holds_others) return {};
  return fail(
      "a name in this tree has bytes that are not UTF-8, which neither a Compose file nor "
      "proxyenv/setup.json can hold: rename that file, and what names it in the Compose files");
}

}  // namespace

Result<std::vector<OverrideService>> overridden_containers(const DifyTree& tree,
                                                           const SetupRequest& request) {
  const auto commands = read_wrapped_commands(tree, request);
  if (!commands) return fail(commands.error());
  return containers_of(tree, request, *commands, {});
}

Result<Setup> make_setup(const DifyTree& tree, const SetupRequest& request) {
  if (const auto checked = check_request(tree, request); !checked) return fail(checked.error());
  const auto commands = read_wrapped_commands(tree, request);
  if (!commands) return fail(commands.error());

  const std::string salt = choose_salt(tree, request);
  Setup setup;
  setup.folders = folders_of(request);
  setup.files = files_in_folder(request);
  const RestartLabels labels = restart_labels_of(setup.files, salt);
  setup.files.push_back(file(tree.compose.override_file,
                             render_override(title_of(tree, request), commands_of(tree).up(),
                                             containers_of(tree, request, *commands, labels)),
                             kPublic));
  setup.files.push_back(record_file(tree, request, setup.files, salt));
  if (const auto checked = check_utf8(setup.files); !checked) return fail(checked.error());
  return setup;
}

}  // namespace proxyenv::dify
