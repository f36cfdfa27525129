// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/drift.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "compose/resolved_variable.hpp"
#include "core/redaction.hpp"
#include "dify/names/domain_list.hpp"
#include "dify/names/upstream.hpp"
#include "dify/tree/compose_commands.hpp"
#include "dify/tree/template_edits.hpp"
#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

using Kind = VerifyFindingKind;

using Findings = std::vector<VerifyFinding>;

std::string init_again(const ComposeCommands& commands) {
  return "run proxyenv " + commands.init() + " again, then " + commands.up();
}

// Null if the path is not among them.
const std::string* hash_in(const PathHashes& hashes, const std::string& path) {
  const auto found = std::find_if(hashes.begin(), hashes.end(),
                                  [&](const auto& entry) { return entry.first == path; });
  return found == hashes.end() ? nullptr : &found->second;
}

Findings release_drift(const std::string& image, const std::string& then, const std::string& now,
                       const std::string& again) {
  if (then == now) return {};
  const auto shown = [](const std::string& tag) { return tag.empty() ? "(no tag)" : tag; };
  return {{Kind::release_changed, image,
           image + " was " + shown(then) + " when init ran and is " + shown(now) + " now", again}};
}

Findings source_drift(const PathHashes& then, const PathHashes& now, const std::string& again) {
  const std::unordered_map<std::string_view, std::string_view> hashes(now.begin(), now.end());
  const PathHashes shown = with_names_shown(then);
  Findings findings;
  for (std::size_t i = 0; i < then.size(); ++i) {
    const auto& [path, hash] = then[i];
    const auto current = hashes.find(path);
    if (current != hashes.end() && current->second == hash) continue;
    const std::string& name = shown[i].first;
    findings.push_back({Kind::source_changed, name,
                        name + (current == hashes.end() ? " is not there, or not loaded, any more"
                                                        : " has changed since init read it"),
                        again});
  }
  return findings;
}

Findings template_edits(const DifyTree& tree) {
  Findings findings;
  for (const SquidTemplate& given : tree.squid_templates()) {
    const auto edit = find_template_edit(given);
    if (!edit) continue;
    findings.push_back({Kind::template_patched, redact_word(given.path), edit->message_of_verify(),
                        edit->advice_of_verify()});
  }
  return findings;
}

// Findings about the files that init wrote. `now`: the hashes of those that still exist.
Findings own_file_drift(const SetupRecord& record, const PathHashes& now,
                        const std::string& again) {
  Findings findings;
  for (const auto& [path, hash] : record.files) {
    const auto* current = hash_in(now, path);
    if (current == nullptr) {
      findings.push_back(
          {Kind::file_missing, path, path + ", which init wrote, is not there", again});
    } else if (*current == hash) {
      continue;
    } else if (record.wrote(path, *current)) {
      findings.push_back({Kind::file_outdated, path,
                          path +
                              " is the one of an earlier init: the last one was ended half-way, or "
                              "the file was put back",
                          again});
    } else {
      findings.push_back({Kind::file_edited, path, path + " was edited since init wrote it",
                          "move your changes to a file of your own, delete this one and " + again});
    }
  }
  return findings;
}

// Whether Compose loads the override that init wrote, and no file after it.
Findings override_drift(const DifyTree& tree, const std::string& written,
                        const std::string& again) {
  const auto& listed = tree.compose.listed;
  const auto last = std::find(listed.rbegin(), listed.rend(), written);
  if (last != listed.rend()) {
    if (last == listed.rbegin()) return {};
    const std::string& behind = *(last - 1);
    return {{Kind::override_ignored, written,
             "COMPOSE_FILE names " + written + " before " + tree.compose.shown(behind) +
                 ", which may overrule it",
             "put " + written + " last in COMPOSE_FILE, then " + commands_of(tree).up()}};
  }
  if (written == tree.compose.override_file && tree.compose.needed_compose_file.empty()) return {};
  return {
      {Kind::override_ignored, written,
       "Compose does not load " + written +
           (tree.compose.is_compose_file_set ? ": COMPOSE_FILE does not name it"
                                             : ": it loads another override and ignores this one"),
       again + ", and set COMPOSE_FILE as it says"}};
}

// The entries of `a` that `b` does not have: "more: .x, .y"; empty if there are none.
std::string difference(std::string_view what, const std::set<std::string>& a,
                       const std::set<std::string>& b) {
  std::string names;
  for (const std::string& name : a) {
    if (!b.contains(name)) names.append(names.empty() ? ": " : ", ").append(name);
  }
  return names.empty() ? names : std::string(what) + names;
}

// The words of a list in the form of the record.
Result<std::set<std::string>> domain_words_of(std::string_view list) {
  std::set<std::string> words;
  if (is_all_domains(list)) {
    words.emplace(kAllDomains);
    return words;
  }
  const auto parsed = parse_domain_list(list);
  if (!parsed) return fail(parsed.error());
  for (const Domain& domain : parsed->domains) words.insert(domain.text());
  return words;
}

// `wanted`: the value of DOMAINS_BY_PROXY, if it is set.
Findings domain_drift(const SetupRecord& record, const std::optional<std::string>& wanted,
                      const std::string& again) {
  const std::string name = "DOMAINS_BY_PROXY";
  if (!wanted || record.mode != Mode::selective) return {};
  const auto now = domain_words_of(*wanted);
  if (!now) {
    return {{Kind::domains_changed, name, name + ": " + now.error().message,
             "correct it, then " + again}};
  }
  const std::vector<std::string> words = record.domain_words();
  const std::set<std::string> then(words.begin(), words.end());
  if (*now == then) return {};
  const std::string more = difference("more", *now, then);
  const std::string less = difference("less", then, *now);
  return {{Kind::domains_changed, name,
           name + " is not what squid was given (" + more +
               (more.empty() || less.empty() ? "" : "; ") + less + ")",
           again + "; a list given with --domains stands in no file: give it again"}};
}

// `host` and `port`: the variables that name the upstream, as far as they are set.
Findings upstream_drift(const SetupRecord& record, const std::optional<std::string>& host,
                        const std::optional<std::string>& port, const std::string& again) {
  if (!host || ascii::trimmed(*host).empty()) return {};
  const auto then = parse_upstream(record.upstream);
  if (!then) return {};
  const auto now =
      upstream_of_variables(*host, port ? std::optional<std::string_view>(*port) : std::nullopt);
  if (now && now->host == then->host && now->port == then->port) return {};
  const std::string names =
      std::string(kUpstreamHostName) + " and " + std::string(kUpstreamPortName) + " name ";
  // A value that cannot be read is not shown, because it may be a password.
  return {{Kind::upstream_changed, std::string(kUpstreamHostName),
           names + (now ? now->shown() : "no upstream that can be read") +
               ", and squid was given " + then->shown(),
           now ? again : "take them out, or correct them and " + again}};
}

}  // namespace

std::vector<VerifyFinding> find_drift(const DifyTree& tree, const PathHashes& now,
                                      const sources::Lookup& shell) {
  const SetupRecord& record = *tree.record;
  const auto variable = [&](std::string_view name) {
    auto found = compose::resolve_nonempty_variable(name, shell, tree.env);
    return found ? std::optional<std::string>(std::move(found->value)) : std::nullopt;
  };
  const std::string again = init_again(commands_of(tree));
  Findings all;
  const auto add = [&](Findings findings) {
    for (VerifyFinding& finding : findings) all.push_back(std::move(finding));
  };
  add(release_drift("dify-api", record.api_tag, tree.api_tag(), again));
  add(release_drift("dify-plugin-daemon", record.daemon_tag, tree.daemon_tag(), again));
  add(source_drift(record.sources, tree.sources, again));
  add(template_edits(tree));
  add(own_file_drift(record, now, again));
  add(override_drift(tree, record.override_file(), again));
  add(domain_drift(record, variable("DOMAINS_BY_PROXY"), again));
  add(upstream_drift(record, variable(kUpstreamHostName), variable(kUpstreamPortName), again));
  return all;
}

}  // namespace proxyenv::dify
