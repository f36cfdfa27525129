// SPDX-License-Identifier: Apache-2.0
#include "report_dify/setup_text.hpp"

#include <algorithm>

#include "core/redaction.hpp"
#include "core/shell_quoted.hpp"
#include "dify/tree/compose_commands.hpp"
#include "net/host.hpp"
#include "text/display.hpp"

namespace proxyenv {

namespace {

using dify::Mode;

std::string summary(const SetupReport& report) {
  const dify::SetupRequest& request = *report.request;
  const std::string tag = report.tree->is_source_deployment() ? std::string("(source deployment)")
                                                              : report.tree->api_tag();
  std::string text = "Dify " + (tag.empty() ? std::string("(image without a tag)") : tag) + " in " +
                     escape_for_display(redact_word(report.folder)) + ": ";
  const std::string upstream = request.upstream.shown();
  if (request.mode == Mode::direct) return text + "direct, https through " + upstream + "\n";
  if (request.all_domains) return text + "everything but the intranet through " + upstream + "\n";
  text.append("through ").append(upstream).append(" go, and nothing else:\n");
  for (const dify::Domain& domain : request.domains) {
    text.append("  ").append(domain.name);
    text.append(domain.subdomains ? " and its subdomains\n" : "\n");
  }
  return text;
}

std::string what_was_done(const SetupReport& report) {
  std::string text;
  for (const std::string& path : report.folders_with_new_mode) {
    text.append("changed  ").append(path).append("/ (its permissions)\n");
  }
  for (const dify::FileChange& change : report.changes->files) {
    text.append(change.is_new ? "wrote    " : "changed  ")
        .append(escape_for_display(change.file->path))
        .append("\n");
  }
  for (const std::string& path : report.changes->removed) {
    text.append("removed  ").append(escape_for_display(path)).append("\n");
  }
  return text.empty() ? "nothing to change: all files are as they should be\n" : text;
}

std::string how_to_set_compose_file(const SetupReport& report) {
  const dify::ComposeFiles& files = report.tree->compose;
  if (files.needed_compose_file.empty()) return {};
  const bool is_for_shell = report.is_compose_file_in_shell || files.is_podman();
  if (!can_be_pasted(files.needed_compose_file)) {
    return "First make " + files.override_file + " the last file of COMPOSE_FILE, " +
           (is_for_shell ? "in the shell" : "in .env") + "\n";
  }
  const std::string where = report.is_compose_file_in_shell
                                ? "First set in the shell, where it is set now:  export "
                            : files.is_podman()         ? "First set in the shell:  export "
                            : files.is_compose_file_set ? "First change the line in .env to:  "
                                                        : "First put this line into .env:  ";
  const std::string& value = files.needed_compose_file;
  return where + "COMPOSE_FILE=" + (is_for_shell ? shell_quoted(value) : env_file_quoted(value)) +
         "\n";
}

// The content of a file that init would write, without the upstream's credentials, and without
// names of files that may hold some.
std::string shown_content(const dify::SetupFile& file, const dify::Upstream& upstream) {
  std::string text = dify::without_credentials(file.content, upstream);
  if (file.path != dify::kRecordPath) return text;
  auto record = dify::parse_setup_record(text);
  if (!record) return text;
  record->sources = dify::with_names_shown(record->sources);
  return dify::render_setup_record(*record);
}

std::string how_to_verify(const SetupReport& report) {
  const dify::DifyTree& tree = *report.tree;
  if (report.request->mode == Mode::selective) {
    std::string squids = tree.ssrf_proxy.name;
    if (report.request->agent) squids.append(" ").append(tree.agent_ssrf_proxy->name);
    // podman-compose has that option from 1.5 on.
    const std::string plain = tree.compose.is_podman() ? "" : "--no-log-prefix ";
    return "Then verify: " + dify::commands_of(tree).compose + " logs " + plain + squids +
           " | proxyenv dify verify --dir . --access-log -\n";
  }
  // These requests do not pass squid. curl, which both images contain, reads the same variables as
  // the container's own clients.
  const std::string& service =
      tree.is_source_deployment() ? tree.plugin_daemon->name : tree.api_like.front().name;
  return "Then verify: " + dify::commands_of(tree).compose + " exec " + service +
         " curl -sSI https://marketplace.dify.ai/\n"
         "             is answered, and the upstream's own log shows the request\n";
}

// Where api and worker are no containers: the proxy that they can reach from this machine.
std::string how_to_start_processes(const SetupReport& report) {
  const dify::DifyTree& tree = *report.tree;
  if (!tree.is_source_deployment()) return {};
  const dify::Upstream& upstream = report.request->upstream;
  std::string proxy = "the upstream's URL";
  if (report.request->mode == Mode::selective) {
    const std::string written = tree.env.find("EXPOSE_SSRF_PROXY_PORT").value_or("3128");
    proxy = "http://127.0.0.1:" + std::to_string(net::parse_port(written).value_or(3128));
  } else if (upstream.was_loopback) {
    proxy = "http://127.0.0.1:" + std::to_string(upstream.port);
  } else if (!upstream.has_credentials()) {
    proxy = upstream.shown();
  }
  return "Then start api and worker, which run outside of Compose, with HTTPS_PROXY=" + proxy +
         " and behind proxyenv:  proxyenv -- COMMAND\n";
}

}  // namespace

std::string render_setup(const SetupReport& report) {
  return summary(report) + what_was_done(report) + how_to_set_compose_file(report) +
         command_to_run(report.folder, dify::commands_of(*report.tree).up()) +
         how_to_start_processes(report) + how_to_verify(report);
}

std::string render_dry_run(const dify::Setup& setup, const dify::Changes& changes,
                           const dify::Upstream& upstream) {
  std::string text;
  for (const dify::SetupFile& file : setup.files) {
    text.append("==> ").append(escape_for_display(file.path)).append(" <==\n");
    if (file.is_program) {
      text.append("(the program proxyenv, ").append(std::to_string(file.content.size()));
      text.append(" bytes)\n\n");
    } else {
      text.append(shown_content(file, upstream)).append("\n");
    }
  }
  for (const std::string& path : changes.removed) {
    text.append("would remove ").append(escape_for_display(path)).append("\n");
  }
  return text;
}

std::string command_to_run(const std::string& folder, const std::string& up) {
  if (!can_be_pasted(folder)) return "Now run in that folder:  " + up + "\n";
  const std::string there = folder == "." ? std::string() : "cd " + shell_quoted(folder) + " && ";
  return "Now run:     " + there + up + "\n";
}

}  // namespace proxyenv
