// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/drift.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "core/redaction.hpp"
#include "dify/compose/resolved_variable.hpp"
#include "dify/names/domain_list.hpp"
#include "dify/names/upstream.hpp"
#include "dify/setup/template_edits.hpp"
#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

using Kind = VerifyFindingKind;

const std::string kInitAgain = "run proxyenv dify init again, then docker compose up -d";

class DriftSearch {
 public:
  DriftSearch(const DifyTree& tree, const PathHashes& now, const Lookup& shell)
      : tree_(tree), record_(*tree.record), now_(now), shell_(shell) {}

  std::vector<VerifyFinding> run() {
    look_at_release("dify-api", record_.api_tag, tree_.api_tag());
    look_at_release("dify-plugin-daemon", record_.daemon_tag, tree_.daemon_tag());
    look_at_sources();
    for (const SquidTemplate& given : tree_.squid_templates()) look_at_template(given);
    look_at_own_files();
    look_at_override();
    look_at_domains();
    look_at_upstream();
    return std::move(findings_);
  }

 private:
  void add(Kind kind, std::string subject, std::string message, std::string advice) {
    findings_.push_back({kind, std::move(subject), std::move(message), std::move(advice)});
  }

  void look_at_release(const std::string& image, const std::string& then, const std::string& now) {
    if (then == now) return;
    const auto shown = [](const std::string& tag) { return tag.empty() ? "(no tag)" : tag; };
    add(Kind::release_changed, image,
        image + " was " + shown(then) + " when init ran and is " + shown(now) + " now", kInitAgain);
  }

  void look_at_sources() {
    for (const auto& [path, hash] : record_.sources) {
      const auto* current = hash_in(tree_.sources, path);
      if (current != nullptr && *current == hash) continue;
      add(Kind::source_changed, path,
          path + (current == nullptr ? " is not there, or not loaded, any more"
                                     : " has changed since init read it"),
          kInitAgain);
    }
  }

  void look_at_template(const SquidTemplate& given) {
    const auto edit = find_template_edit(given);
    if (!edit) return;
    add(Kind::template_patched, given.path, edit->message_of_verify(), edit->advice_of_verify());
  }

  void look_at_own_files() {
    for (const auto& [path, hash] : record_.files) {
      const auto* current = hash_in(now_, path);
      if (current == nullptr) {
        add(Kind::file_missing, path, path + ", which init wrote, is not there", kInitAgain);
      } else if (*current == hash) {
        continue;
      } else if (record_.wrote(path, *current)) {
        add(Kind::file_outdated, path,
            path +
                " is the one of an earlier init: the last one was ended half-way, or the file was "
                "put back",
            kInitAgain);
      } else {
        add(Kind::file_edited, path, path + " was edited since init wrote it",
            "move your changes to a file of your own, delete this one and " + kInitAgain);
      }
    }
  }

  void look_at_override() {
    const std::string written = record_.override_file();
    const auto& listed = tree_.compose.listed;
    const auto last = std::find(listed.rbegin(), listed.rend(), written);
    if (last != listed.rend()) {
      if (last == listed.rbegin()) return;
      const std::string& behind = *(last - 1);
      add(Kind::override_ignored, written,
          "COMPOSE_FILE names " + written + " before " + redact_word(behind) +
              ", which may overrule it",
          "put " + written + " last in COMPOSE_FILE, then docker compose up -d");
      return;
    }
    if (written == tree_.compose.override_file && tree_.compose.needed_compose_file.empty()) return;
    add(Kind::override_ignored, written,
        "Compose does not load " + written +
            (tree_.compose.is_compose_file_set
                 ? ": COMPOSE_FILE does not name it"
                 : ": it loads another override and ignores this one"),
        kInitAgain + ", and set COMPOSE_FILE as it says");
  }

  [[nodiscard]] std::optional<std::string> variable(std::string_view name) const {
    auto found = resolve_nonempty_variable(name, shell_, tree_.env);
    return found ? std::optional<std::string>(std::move(found->value)) : std::nullopt;
  }

  void look_at_domains() {
    const auto wished = variable("DOMAINS_BY_PROXY");
    if (!wished || record_.mode != Mode::selective) return;
    std::set<std::string> now;
    if (ascii::trimmed(*wished) == "all") {
      now.insert("all");
    } else {
      const auto list = parse_domain_list(*wished);
      if (!list) {
        add(Kind::domains_changed, "DOMAINS_BY_PROXY", "DOMAINS_BY_PROXY: " + list.error().message,
            "correct it, then " + kInitAgain);
        return;
      }
      for (const Domain& domain : list->domains) now.insert(domain.text());
    }
    const std::vector<std::string> words = record_.domain_words();
    const std::set<std::string> then(words.begin(), words.end());
    if (now == then) return;
    const std::string more = difference("more", now, then);
    const std::string less = difference("less", then, now);
    add(Kind::domains_changed, "DOMAINS_BY_PROXY",
        "DOMAINS_BY_PROXY is not what squid was given (" + more +
            (more.empty() || less.empty() ? "" : "; ") + less + ")",
        kInitAgain + "; a list given with --domains stands in no file: give it again");
  }

  // "more: .x, .y"
  static std::string difference(std::string_view what, const std::set<std::string>& a,
                                const std::set<std::string>& b) {
    std::string names;
    for (const std::string& name : a) {
      if (!b.contains(name)) names.append(names.empty() ? ": " : ", ").append(name);
    }
    return names.empty() ? names : std::string(what) + names;
  }

  void look_at_upstream() {
    const auto host = variable(kUpstreamHostName);
    if (!host || ascii::trimmed(*host).empty()) return;
    const auto then = parse_upstream(record_.upstream);
    if (!then) return;
    const auto port = variable(kUpstreamPortName);
    const auto now =
        upstream_of_variables(*host, port ? std::optional<std::string_view>(*port) : std::nullopt);
    if (now && now->host == then->host && now->port == then->port) return;
    const std::string names =
        std::string(kUpstreamHostName) + " and " + std::string(kUpstreamPortName) + " name ";
    // A value that cannot be read is not shown, because it may be a password.
    add(Kind::upstream_changed, std::string(kUpstreamHostName),
        names + (now ? now->shown() : "no upstream that can be read") + ", and squid was given " +
            then->shown(),
        now ? kInitAgain : "take them out, or correct them and " + kInitAgain);
  }

  static const std::string* hash_in(const PathHashes& hashes, const std::string& path) {
    const auto found = std::find_if(hashes.begin(), hashes.end(),
                                    [&](const auto& entry) { return entry.first == path; });
    return found == hashes.end() ? nullptr : &found->second;
  }

  const DifyTree& tree_;
  const SetupRecord& record_;
  const PathHashes& now_;
  const Lookup& shell_;
  std::vector<VerifyFinding> findings_;
};

}  // namespace

std::vector<VerifyFinding> find_drift(const DifyTree& tree, const PathHashes& now,
                                      const Lookup& shell) {
  return DriftSearch(tree, now, shell).run();
}

}  // namespace proxyenv::dify
