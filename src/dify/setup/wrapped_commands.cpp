// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/wrapped_commands.hpp"

#include <string>
#include <utility>

#include "core/redaction.hpp"
#include "dify/tree/image.hpp"

namespace proxyenv::dify {

namespace {

Result<void> refuse_own_command(const DifyTree& tree, const DifyService& service) {
  if (!service.has_entrypoint && !service.has_command) return {};
  return fail("--wrap: " + service.name + " has an entrypoint or a command of its own in " +
              tree.compose.shown_alternatives() + "; put proxyenv in front of that one");
}

tl::unexpected<Error> unknown_image(const SetupRequest& request, const DifyService& service,
                                    const Error& error) {
  const std::string newest(kNewestRelease);
  const std::string nearest =
      "; if it starts what Dify " + newest + " starts, say so with --release " + newest;
  if (request.release) {
    const bool is_newer = is_newer_than_known(*request.release);
    return fail("--release: " + error.message + (is_newer ? nearest : ""));
  }
  const std::string advice = is_newer_than_known(image_tag(service.image))
                                 ? nearest
                                 : "; say what the image was built from with --release X.Y.Z";
  return fail("--wrap: the image of " + service.name + " (" + redact_word(service.image) +
              ") is of no known release; " + error.message + advice);
}

// All services like api are expected to run the same image. The last one's counts.
Result<CommandWords> read_api_entrypoint(const DifyTree& tree, const SetupRequest& request) {
  CommandWords words;
  for (const DifyService& service : tree.api_like) {
    if (const auto checked = refuse_own_command(tree, service); !checked) {
      return fail(checked.error());
    }
    auto entrypoint = api_entrypoint(request.release.value_or(image_tag(service.image)));
    if (!entrypoint) return unknown_image(request, service, entrypoint.error());
    words = std::move(*entrypoint);
  }
  return words;
}

Result<CommandWords> read_daemon_command(const DifyTree& tree, const SetupRequest& request) {
  if (!tree.plugin_daemon) return CommandWords();
  const DifyService& daemon = *tree.plugin_daemon;
  if (const auto checked = refuse_own_command(tree, daemon); !checked) return fail(checked.error());
  std::string tag = image_tag(daemon.image);
  if (request.release) {
    auto known = daemon_tag_of_release(*request.release);
    if (!known) return unknown_image(request, daemon, known.error());
    tag = std::move(*known);
  }
  auto command = daemon_command(tag);
  if (!command) return unknown_image(request, daemon, command.error());
  return command;
}

}  // namespace

Result<WrappedCommands> read_wrapped_commands(const DifyTree& tree, const SetupRequest& request) {
  if (!request.wrap) return WrappedCommands();
  auto entrypoint = read_api_entrypoint(tree, request);
  if (!entrypoint) return fail(entrypoint.error());
  auto command = read_daemon_command(tree, request);
  if (!command) return fail(command.error());
  return WrappedCommands{std::move(*entrypoint), std::move(*command)};
}

}  // namespace proxyenv::dify
