// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cerrno>
#include <string>
#include <utility>
#include <vector>

#include "commands/asked_clients.hpp"
#include "commands/asked_targets.hpp"
#include "commands/commands.hpp"
#include "commands/layout.hpp"
#include "commands/source.hpp"
#include "core/plan/plan.hpp"
#include "core/proxy_variables.hpp"
#include "os/file.hpp"
#include "report/client_list.hpp"
#include "report/routes.hpp"

namespace proxyenv::commands {

namespace {

// Reading ends here, for instance if somebody gives /dev/zero.
constexpr std::size_t kLargestInput = std::size_t{16} << 20U;

// The URLs of the command line. `-` is replaced by the lines of standard input.
Result<std::vector<std::string>> read_urls(const std::vector<std::string>& arguments) {
  std::vector<std::string> urls;
  for (const std::string& argument : arguments) {
    if (argument != "-") {
      urls.push_back(argument);
      continue;
    }
    constexpr int kStandardInput = 0;
    const auto text = os::read_all(kStandardInput, kLargestInput);
    if (!text && text.error().os_error == EFBIG) {
      return fail("standard input is too large for a list of URLs (more than 16 MiB)");
    }
    if (!text) return fail("standard input: " + text.error().message);
    std::string_view rest = *text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      if (end > 0) urls.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  if (urls.empty()) {
    return fail("no URL given; for instance: proxyenv explain https://example.com/");
  }
  return urls;
}

struct Explanation {
  std::string text;           // the output
  bool disagreement = false;  // clients disagree about some target after normalization
};

enum class Format { text, json };

Explanation explain_targets(const std::vector<AskedClient>& asked,
                            const std::vector<Target>& targets, const Environment& before,
                            const Environment& after, Format format, const Layout& layout) {
  // Each client reads the environments once, and not for each target.
  // The lists after are made from those before, which decide what may be shown of both.
  const ListDisclosure lists = disclosure_of_lists(find_proxy_variables(before));
  std::vector<std::pair<CompiledClient, CompiledClient>> routers;
  for (const AskedClient& client : asked) {
    const auto compiled = [&](const Environment& environment) {
      return CompiledClient(*client.client, environment, client.version, lists, client.assumptions);
    };
    routers.emplace_back(compiled(before), compiled(after));
  }
  Explanation explanation;
  RoutesJson document(asked);
  for (const Target& target : targets) {
    TargetRoutes routes{target, {}};
    for (const auto& [router_before, router_after] : routers) {
      routes.clients.push_back({router_before.route(target), router_after.route(target)});
    }
    explanation.disagreement = explanation.disagreement || clients_disagree(routes);
    if (format == Format::json) {
      document.add(routes);
    } else {
      explanation.text.append(render_routes_text(asked, routes, layout));
    }
  }
  if (format == Format::json) explanation.text = document.finish();
  return explanation;
}

// Without --client the clients of all models.
int list_clients(const Invocation& invocation, const std::vector<AskedClient>& asked, Format format,
                 const Layout& layout) {
  if (!invocation.line.arguments.empty()) {
    return fail_with(Error{"--list-clients takes no URL"});
  }
  if (format == Format::json) return print(render_clients_json(asked));
  const bool are_named = invocation.line.has(cli::Option::client);
  return print(wrapped_lines(are_named ? render_client_histories(asked) : render_client_list(asked),
                             layout.width));
}

}  // namespace

int explain(const Invocation& invocation) {
  const auto& options = invocation.line.options;
  const auto layout = read_layout(invocation);
  if (!layout) return fail_with(layout.error());
  const auto asked = read_clients(options);
  if (!asked) return fail_with(asked.error());
  const Format format = options.contains(cli::Option::json) ? Format::json : Format::text;
  if (options.contains(cli::Option::list_clients)) {
    return list_clients(invocation, *asked, format, *layout);
  }
  // Before the URLs: where the companion takes over, it reads those of standard input.
  const auto source = read_source(invocation);
  if (!source) return fail_with(source.error());
  const auto urls = read_urls(invocation.line.arguments);
  if (!urls) return fail_with(urls.error());
  const auto targets = parse_targets(*urls, *asked);
  if (!targets) return fail_with(targets.error());
  if (format == Format::json && source->subjects.size() > 1) {
    return fail_with(not_one_subject(*source));
  }
  tell_what_was_read(*source);
  Explanation all;
  for (const Subject& subject : source->subjects) {
    const Environment& before = subject.environment;
    const Environment after = apply(before, make_plan(before, subject.policy));
    const Explanation one = explain_targets(*asked, *targets, before, after, format, *layout);
    if (format == Format::text) all.text.append(heading_of(*source, subject));
    all.text.append(one.text);
    all.disagreement = all.disagreement || one.disagreement;
  }
  const int printed = print(all.text, format == Format::text ? layout->style : Style());
  if (printed != 0) return printed;
  return options.contains(cli::Option::disagree) && all.disagreement ? kExitFindings : 0;
}

}  // namespace proxyenv::commands
