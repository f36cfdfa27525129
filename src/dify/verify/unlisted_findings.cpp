// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/unlisted_findings.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "dify/names/cover_index.hpp"
#include "dify/names/domain_groups.hpp"
#include "dify/verify/cause_text.hpp"

namespace proxyenv::dify {

namespace {

using Kind = VerifyFindingKind;

// A list of hosts that ends at a limit.
class ShownHosts {
 public:
  void add(const std::string& host) {
    constexpr std::size_t kMostShown = 8;
    if (++count_ > kMostShown) return;
    text_.append(count_ == 1 ? "" : ", ").append(host);
    shown_ = count_;
  }
  [[nodiscard]] bool is_empty() const { return count_ == 0; }
  [[nodiscard]] std::string text() const {
    return count_ == shown_ ? text_ : text_ + " and " + std::to_string(count_ - shown_) + " more";
  }

 private:
  std::string text_;
  std::size_t count_ = 0;
  std::size_t shown_ = 0;
};

// Requests of hosts that went elsewhere than they should have a finding of their own.
bool is_told(const JudgedHost& judged) {
  return !judged.listed && judged.verdict != Verdict::through_upstream &&
         judged.verdict != Verdict::other_peer;
}

// The plugin daemon from 0.6.3 on asks these and pypi.org at its start (cmd/server/main.go), and
// takes one of these where pypi.org does not answer.
bool was_mirror_reached(std::span<const JudgedHost> hosts) {
  return std::any_of(hosts.begin(), hosts.end(), [](const JudgedHost& judged) {
    return judged.verdict == Verdict::as_configured &&
           (judged.host == "mirrors.aliyun.com" || judged.host == "pypi.tuna.tsinghua.edu.cn");
  });
}

void add_blocked_plugins(std::span<const JudgedHost> hosts, const Wording& wording,
                         std::vector<VerifyFinding>& findings) {
  const DomainGroup* const needed = find_domain_group("plugins");
  if (needed == nullptr) return;
  const CoverIndex index(needed->domains);
  const bool has_mirror = was_mirror_reached(hosts);
  ShownHosts blocked;
  for (const JudgedHost& judged : hosts) {
    const bool was_reached = judged.verdict != Verdict::failed && judged.verdict != Verdict::denied;
    const bool is_missed = !judged.listed && !was_reached && index.covers(judged.host);
    const bool is_replaced = has_mirror && judged.host == "pypi.org";
    if (is_missed && !is_replaced) blocked.add(judged.host);
  }
  if (blocked.is_empty()) return;
  findings.push_back(
      {Kind::plugins_blocked, "log",
       "installing plugins needs " + blocked.text() + ", and no request got there",
       wording.of(
           "list what it needs (dify init --domains '...,@plugins': marketplace.dify.ai, pypi.org, "
           "files.pythonhosted.org, github.com), or set PIP_MIRROR_URL to a mirror that is reached "
           "directly, with PLUGIN_IGNORE_UV_LOCK=true, since a plugin's uv.lock names "
           "files.pythonhosted.org; the sentence with the cause says why it failed")});
}

}  // namespace

std::vector<VerifyFinding> explain_unlisted(std::span<const JudgedHost> hosts,
                                            const Wording& wording) {
  std::map<Cause, ShownHosts> by_cause;
  for (const JudgedHost& judged : hosts) {
    if (!is_told(judged)) continue;
    for (const auto& [cause, count] : judged.counts.causes) {
      by_cause[cause].add(judged.host + " (" + times(count) + ")");
    }
  }
  std::vector<VerifyFinding> findings;
  add_blocked_plugins(hosts, wording, findings);
  for (const auto& [cause, shown] : by_cause) {
    const CauseText& text = text_of(cause);
    findings.push_back(
        {text.way == Way::failed ? Kind::unlisted_failed : Kind::unlisted_denied, "log",
         "not listed: " + shown.text() + ": " + std::string(text.sentence),
         wording.of(text.unlisted_advice.empty() ? text.advice : text.unlisted_advice)});
  }
  return findings;
}

}  // namespace proxyenv::dify
