// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/advice.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/redaction.hpp"
#include "dify/names/cover_index.hpp"
#include "dify/setup/connection_advice.hpp"
#include "dify/setup/direct_hosts.hpp"
#include "dify/setup/profile_advice.hpp"
#include "dify/setup/release.hpp"
#include "dify/tree/template_edits.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"
#include "text/unique_words.hpp"

namespace proxyenv::dify {

namespace {

using Sentences = std::vector<std::string>;

bool holds(const Sentences& list, std::string_view entry) {
  return std::find(list.begin(), list.end(), entry) != list.end();
}

void append(Sentences& list, Sentences more) {
  for (std::string& sentence : more) list.push_back(std::move(sentence));
}

Advice advise_on_upstream(const DifyTree& tree, const SetupRequest& request) {
  const Upstream& upstream = request.upstream;
  if (upstream.was_loopback) {
    return {{"the upstream is on this machine, which a container calls " + upstream.host +
             ": the proxy must listen there, too, and not on 127.0.0.1 alone (in Clash: "
             "allow-lan)"},
            {}};
  }
  const bool is_known = upstream.is_address() || upstream.is_docker_host() ||
                        upstream.is_podman_host() || holds(tree.service_names, upstream.host);
  if (is_known) return {};
  if (upstream.host.find('.') == std::string::npos) {
    return {{},
            {"the upstream's name has no dot and is no service of this tree: a container may not "
             "know it; an address is safer"}};
  }
  if (request.mode != Mode::selective) return {};
  return {{"the upstream is given by name: if DNS fails in the moment that squid starts, it stays "
           "unreachable for a minute and more; an address is safer"},
          {}};
}

// Both squids may have the same template. One warning about it is enough.
void warn_of_squid(const SquidService& squid, text::UniqueWords& warnings) {
  if (!squid.entrypoint_exists) {
    warnings.add(redact_word(squid.entrypoint) + ", which the Compose file mounts into " +
                 squid.name + ", is not there: the container will not start without it");
  }
  for (const SquidTemplate& given : squid.templates) {
    if (const auto edit = find_template_edit(given)) warnings.add(edit->warning_of_init());
  }
}

Sentences warn_of_squids(const DifyTree& tree, const SetupRequest& request) {
  text::UniqueWords warnings;
  if (request.mode != Mode::selective) return {};
  warn_of_squid(tree.ssrf_proxy, warnings);
  if (tree.agent_ssrf_proxy && request.agent) warn_of_squid(*tree.agent_ssrf_proxy, warnings);
  return warnings.take();
}

Sentences warn_of_env_file(const DifyTree& tree) {
  if (tree.env_file_readers.empty()) return {};
  std::vector<std::string> names;
  for (const sources::ComposeVariable& variable : tree.env.variables()) {
    const std::string name = ascii::lowered(variable.name);
    if (!variable.value.empty() && (name == "http_proxy" || name == "https_proxy" ||
                                    name == "all_proxy" || name == "no_proxy")) {
      names.push_back(variable.name);
    }
  }
  if (names.empty()) return {};
  return {tree.env_file + " sets " + text::joined(names, ", ") + ", and all of " + tree.env_file +
          " reaches " + text::joined(tree.env_file_readers, ", ") +
          "; this setup needs none of these variables there, and overrides them where it can: take "
          "them out"};
}

Sentences warn_of_exempt(const SetupRequest& request) {
  Sentences warnings;
  if (request.exempt.empty()) return warnings;
  const CoverIndex exempt(request.exempt);
  for (const Domain& domain : request.domains) {
    if (exempt.covers(domain.name)) {
      warnings.push_back(domain.text() + " is listed and exempt: the containers go there directly");
    }
  }
  warnings.push_back("--exempt: workflow authors can reach " + text::joined(request.exempt, ", ") +
                     " from api and worker without ssrf_proxy's check; list what is safe to reach");
  return warnings;
}

Sentences warn_of_password(const DifyTree& tree, const SetupRequest& request) {
  if (request.mode != Mode::direct || !request.upstream.has_credentials()) return {};
  std::vector<std::string> services;
  for (const DifyService& service : tree.api_like) services.push_back(service.name);
  if (tree.plugin_daemon) services.push_back(tree.plugin_daemon->name);
  return {"in direct mode the upstream's password is in the environment of " +
          text::joined(services, ", ") +
          ", and every plugin can read it; --mode selective gives it to ssrf_proxy alone"};
}

Sentences notes_on_release(const DifyTree& tree) {
  if (!is_newer_than_known(tree.api_tag())) return {};
  return {"Dify " + tree.api_tag() + " is newer than what this version was tried with (up to " +
          std::string(kNewestRelease) + "): it is set up by the layout of its files"};
}

Sentences notes_on_podman(const DifyTree& tree) {
  if (tree.compose.is_podman() || !tree.has_podman_settings) return {};
  return {
      "the Compose files have settings that podman-compose alone reads (x-podman): if that starts "
      "the containers, give --podman, since it does not merge an override as Docker Compose does"};
}

Sentences warn_of_podman(const DifyTree& tree) {
  if (!tree.compose.is_podman()) return {};
  Sentences warnings;
  if (tree.lacks_default_network) {
    warnings.emplace_back(
        "podman-compose ends with `missing networks: default` here: put a line `default: {}` below "
        "`networks:` in the Compose file");
  }
  if (tree.compose.is_compose_file_set && !tree.compose.needed_compose_file.empty()) {
    warnings.emplace_back(
        "podman-compose up to 1.6 does not read COMPOSE_FILE in .env: set it in the shell, as said "
        "below, or it loads neither your files nor this override");
  }
  return warnings;
}

Sentences notes_on_mode(const DifyTree& tree, const SetupRequest& request) {
  Sentences notes;
  if (request.mode != Mode::selective) return notes;
  if (tree.agent_ssrf_proxy && !request.agent) {
    notes.push_back(tree.agent_ssrf_proxy->name + " stays as it is; --agent sets it up, too");
  }
  if (request.all_domains) {
    notes.emplace_back(
        "from Dify 1.15 on squid still looks each name up before it asks the upstream; where DNS "
        "does not know the outside, that waits up to 30 s a name, and listing the domains "
        "avoids it");
  }
  return notes;
}

Sentences notes_on_service_names(const DifyTree& tree) {
  Sentences notes;
  for (const std::string& name : tree.service_names) {
    if (!is_domain_in_use(name)) continue;
    std::string& note = notes.emplace_back("the service ");
    note.append(name).append(" is not exempted by name: clients would take it for all of .");
    note.append(name);
  }
  return notes;
}

}  // namespace

Advice advise(const DifyTree& tree, const SetupRequest& request) {
  Advice advice = advise_on_upstream(tree, request);
  append(advice.notes, notes_on_release(tree));
  append(advice.notes, notes_on_podman(tree));
  append(advice.notes, notes_on_mode(tree, request));
  append(advice.notes, notes_on_service_names(tree));
  append(advice.notes, notes_on_inactive_services(tree));
  append(advice.warnings, warn_of_podman(tree));
  append(advice.warnings, warn_of_inactive_proxies(tree, request));
  append(advice.warnings, warn_of_squids(tree, request));
  append(advice.warnings, warn_of_connections(tree, request));
  append(advice.warnings, warn_of_env_file(tree));
  append(advice.warnings, warn_of_exempt(request));
  append(advice.warnings, warn_of_password(tree, request));
  return advice;
}

std::string warn_of_password_in_env_file(const DifyTree& tree) {
  const std::string advice = "; take it out of there and give it with --upstream -";
  const std::string readers = text::joined(tree.env_file_readers, ", ");
  if (readers.empty()) {
    return "the upstream's password stands in " + tree.env_file +
           ", all of which reaches api, worker, sandbox and "
           "every plugin from Dify 1.14.1 on" +
           advice;
  }
  return "the upstream's password stands in " + tree.env_file + ", all of which reaches " +
         readers + ", and so every plugin" + advice;
}

}  // namespace proxyenv::dify
