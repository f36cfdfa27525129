// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cerrno>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "clients/near_miss.hpp"
#include "clients/variables_read.hpp"
#include "commands/asked_clients.hpp"
#include "commands/asked_targets.hpp"
#include "commands/commands.hpp"
#include "commands/layout.hpp"
#include "commands/source.hpp"
#include "core/plan/plan.hpp"
#include "core/proxy_variables.hpp"
#include "os/file.hpp"
#include "report/client_list.hpp"
#include "report/route_matrix.hpp"
#include "report/routes.hpp"
#include "text/list.hpp"

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

enum class Format { text, json };

// Standard output, written in pieces, so that memory does not grow with the number of targets.
class Printer {
 public:
  explicit Printer(const Style& style) : style_(style) {}

  // Whole lines, or a whole piece of JSON.
  void add(std::string_view text) {
    constexpr std::size_t kPiece = std::size_t{1} << 16U;
    pending_.append(text);
    if (pending_.size() >= kPiece) flush();
  }
  // 0, or 125 where something could not be written, which is told.
  [[nodiscard]] int finish() {
    flush();
    return status_;
  }
  [[nodiscard]] bool has_failed() const { return status_ != 0; }

 private:
  void flush() {
    if (status_ == 0) status_ = print(pending_, style_);
    pending_.clear();
  }

  Style style_;
  std::string pending_;
  int status_ = 0;
};

// All clients, each of which has read the environments before and after once. These and the clients
// must outlive it.
class Routers {
 public:
  // The lists after are made from those before, which decide what may be shown of both.
  Routers(const std::vector<AskedClient>& asked, const Environment& before,
          const Environment& after)
      : Routers(asked, before, after, disclosure_of_lists(find_proxy_variables(before))) {}

  [[nodiscard]] TargetRoutes of(const Target& target) {
    TargetRoutes routes{target, {}};
    routes.clients.reserve(routers_.size());
    const auto entry_before = near_before_.find(target);
    const auto entry_after = near_after_.find(target);
    for (std::size_t i = 0; i < routers_.size(); ++i) {
      ClientRoutes one{routers_[i].first.route(target), routers_[i].second.route(target)};
      const AskedClient& client = asked_[i];
      const auto explain = [&](Route& route, NearMisses& near, std::optional<std::size_t> entry) {
        if (route.kind != RouteKind::proxy || !entry) return;
        route.near_miss =
            near.explain(*entry, *client.client, client.version, client.assumptions, target);
      };
      explain(one.before, near_before_, entry_before);
      explain(one.after, near_after_, entry_after);
      name_variables(one.before, i, target);
      name_variables(one.after, i, target);
      routes.clients.push_back(std::move(one));
    }
    return routes;
  }

 private:
  Routers(const std::vector<AskedClient>& asked, const Environment& before,
          const Environment& after, const ListDisclosure& lists)
      : asked_(asked), near_before_(before, lists), near_after_(after, lists) {
    for (const AskedClient& it : asked) {
      const auto compiled = [&](const Environment& environment) {
        return CompiledClient(*it.client, environment, it.version, lists, it.assumptions);
      };
      routers_.emplace_back(compiled(before), compiled(after));
    }
  }

  // "none of its variables is set (https_proxy, http_proxy)"
  void name_variables(Route& route, std::size_t client, const Target& target) {
    constexpr std::string_view kNone = "none of its variables";
    if (route.kind != RouteKind::direct || !route.rule.starts_with(kNone)) return;
    const auto [known, is_new] = names_.try_emplace({client, target.scheme});
    if (is_new) {
      const AskedClient& it = asked_[client];
      const auto read = variables_read(*it.client, it.version, target.scheme).proxies;
      if (!read.empty()) {
        known->second = " (" + text::joined({read.begin(), read.end()}, ", ") + ")";
      }
    }
    route.rule.append(known->second);
  }

  const std::vector<AskedClient>& asked_;
  std::vector<std::pair<CompiledClient, CompiledClient>> routers_;
  NearMisses near_before_;
  NearMisses near_after_;
  std::map<std::pair<std::size_t, std::string>, std::string> names_;  // by client and scheme
};

// Each gives the routes of all targets to the printer, and returns whether clients disagree about
// some target after normalization.
bool explain_as_json(const std::vector<AskedClient>& asked, const std::vector<Target>& targets,
                     Routers& routers, Printer& printer) {
  bool disagreement = false;
  RoutesJson document(asked);
  for (const Target& target : targets) {
    const TargetRoutes routes = routers.of(target);
    disagreement = disagreement || clients_disagree(routes);
    document.add(routes);
    printer.add(document.take());
    if (printer.has_failed()) break;
  }
  printer.add(document.finish());
  return disagreement;
}

bool explain_as_text(const std::vector<AskedClient>& asked, std::span<const Target> targets,
                     Routers& routers, const Layout& layout, Printer& printer) {
  bool disagreement = false;
  const bool is_single = targets.size() == 1;
  for (std::size_t first = 0; first < targets.size() && !printer.has_failed();) {
    std::vector<TargetRoutes> block;
    for (const Target& target :
         targets.subspan(first).first(std::min(kMatrixTargets, targets.size() - first))) {
      block.push_back(routers.of(target));
      disagreement = disagreement || clients_disagree(block.back());
    }
    if (first > 0) printer.add("\n");
    printer.add(is_single ? render_routes_text(asked, block.front(), layout)
                          : render_route_matrix(asked, block, first + 1, layout));
    first += block.size();
  }
  return disagreement;
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
  tell_aliases(*asked);
  Printer printer(format == Format::text ? layout->style : Style());
  bool disagreement = false;
  for (const Subject& subject : source->subjects) {
    const Environment& before = subject.environment;
    const Environment after = apply(before, make_plan(before, subject.policy));
    Routers routers(*asked, before, after);
    if (format == Format::text) printer.add(heading_of(*source, subject));
    const bool disagree = format == Format::json
                              ? explain_as_json(*asked, *targets, routers, printer)
                              : explain_as_text(*asked, *targets, routers, *layout, printer);
    disagreement = disagreement || disagree;
  }
  const int printed = printer.finish();
  if (printed != 0) return printed;
  return options.contains(cli::Option::disagree) && disagreement ? kExitFindings : 0;
}

}  // namespace proxyenv::commands
