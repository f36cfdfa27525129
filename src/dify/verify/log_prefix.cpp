// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/log_prefix.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

// 2026-07-27T12:00:00.123456789Z: --timestamps of docker, Compose and kubectl.
bool is_timestamp(std::string_view word) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  return word.size() > kForm.size() &&
         std::equal(kForm.begin(), kForm.end(), word.begin(),
                    [](char form, char c) { return form == '0' ? ascii::is_digit(c) : c == form; });
}

// The names of Dify's squids: Compose writes underscores, Kubernetes allows none (RFC 1123).
struct SquidNames {
  std::string_view ssrf_proxy;
  std::string_view agent_ssrf_proxy;
  std::string_view joints;  // what may stand between an installation's name and a squid's
};
constexpr std::string_view kAgentService = "agent_ssrf_proxy";
constexpr std::string_view kJointOfCompose = "-";
// podman-compose, Compose 1 and swarm join with an underscore, where the whole name is written.
constexpr std::string_view kJointsOfContainer = "-_";
constexpr SquidNames kOfKubernetes = {"ssrf-proxy", "agent-ssrf-proxy", "-"};
constexpr SquidNames kOfPod = {"ssrf", "agent-ssrf", "-"};

// What stands before `name` in NAME or BEFORE-NAME. Returns no value for any other text, so
// `evil_ssrf_proxy` is none of these if an underscore is no joint.
std::optional<std::string_view> text_before(std::string_view text, std::string_view name,
                                            std::string_view joints) {
  if (!text.ends_with(name)) return std::nullopt;
  text.remove_suffix(name.size());
  if (text.empty()) return text;
  if (text.size() == 1 || joints.find(text.back()) == std::string_view::npos) return std::nullopt;
  return text.substr(0, text.size() - 1);
}

// `name` is the service's or the container's.
void find_squid(LogPrefix& prefix, std::string_view name, const SquidNames& squids) {
  prefix.writer = LogWriter::agent_ssrf_proxy;
  auto before = text_before(name, squids.agent_ssrf_proxy, squids.joints);
  if (!before) {
    prefix.writer = LogWriter::ssrf_proxy;
    before = text_before(name, squids.ssrf_proxy, squids.joints);
  }
  if (!before) prefix.writer = LogWriter::another_service;
  prefix.installation = before.value_or(std::string_view());
}

// The place of the number that Compose gave a container, `-1` or `_1`; npos if there is none.
std::size_t place_of_number(std::string_view container) {
  const std::size_t last = container.find_last_not_of("0123456789");
  const bool has_number = last != std::string_view::npos && last + 1 < container.size() &&
                          (container[last] == '-' || container[last] == '_');
  return has_number ? last : std::string_view::npos;
}

// `ssrf_proxy-1`, `ssrf_proxy_1` of Compose 1, and `docker-ssrf_proxy-1` of Compose 2.0.
LogPrefix prefix_of_container(std::string_view container, const SquidNames& squids) {
  LogPrefix prefix;
  const std::size_t number = place_of_number(container);
  if (number != std::string_view::npos) prefix.numbered = container;
  find_squid(prefix, container.substr(0, number), squids);
  return prefix;
}

// STACK_SERVICE.SLOT.TASK@NODE of swarm.
LogPrefix prefix_of_compose(std::string_view name, std::string_view squid) {
  const std::size_t dot = name.find('.');
  const bool is_task =
      dot != std::string_view::npos && name.find('@', dot) != std::string_view::npos;
  LogPrefix prefix =
      is_task ? prefix_of_container(name.substr(0, dot), {squid, kAgentService, kJointsOfContainer})
              : prefix_of_container(name, {squid, kAgentService, kJointOfCompose});
  prefix.length = 2;
  return prefix;
}

bool is_in_brackets(std::string_view word) {
  return word.size() > 2 && word.front() == '[' && word.back() == ']';
}

// `[ssrf_proxy]`, or `[docker_ssrf_proxy_1]` where its settings ask for names of containers.
LogPrefix prefix_of_podman_compose(std::string_view word, std::string_view squid) {
  LogPrefix prefix = prefix_of_container(word.substr(1, word.size() - 2),
                                         {squid, kAgentService, kJointsOfContainer});
  prefix.length = 2;
  return prefix;
}

// Charts call the container `ssrf-proxy`, also with the release in front, or `squid` in a pod that
// is called so.
LogPrefix prefix_of_pod(std::string_view pod, std::string_view container) {
  LogPrefix prefix;
  if (container != "squid") {
    find_squid(prefix, container, kOfKubernetes);
    return prefix;
  }
  // RELEASE-ssrf-proxy-HASH-HASH, RELEASE-ssrf-0.
  prefix.writer = LogWriter::another_service;
  for (std::size_t at = pod.find(kOfPod.ssrf_proxy); at != std::string_view::npos;
       at = pod.find(kOfPod.ssrf_proxy, at + 1)) {
    const std::size_t end = at + kOfPod.ssrf_proxy.size();
    if (end < pod.size() && pod[end] != '-') continue;
    find_squid(prefix, pod.substr(0, end), kOfPod);
    if (prefix.writer != LogWriter::another_service) break;
  }
  return prefix;
}

// The names in `[pod/POD/CONTAINER]`. Returns no value where the word is none of that.
std::optional<std::string_view> names_in_pod(std::string_view word) {
  constexpr std::string_view kBegin = "[pod/";
  if (!word.starts_with(kBegin) || !word.ends_with(']')) return std::nullopt;
  word = word.substr(kBegin.size(), word.size() - kBegin.size() - 1);
  const std::size_t slash = word.find('/');
  const bool has_both = slash != std::string_view::npos && slash > 0 && slash + 1 < word.size();
  return has_both ? std::optional(word) : std::nullopt;
}

bool is_container_name(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return ascii::is_alnum(c) || c == '-' || c == '_' || c == '.';
  }) && std::any_of(word.begin(), word.end(), ascii::is_alpha);
}

bool has_form(std::string_view word, std::string_view form) {
  return std::equal(word.begin(), word.end(), form.begin(), form.end(), [](char c, char wanted) {
    return wanted == '0' ? ascii::is_digit(c) : c == wanted;
  });
}

// `Nov 29 07:10:01` is three words, 2026-11-29T07:10:01+0000 one. 0: neither stands there.
std::size_t length_of_syslog_time(std::span<const std::string_view> words) {
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (words.empty()) return 0;
  if (is_timestamp(words[0])) return 1;
  if (words.size() < 3 || words[0].size() != 3) return 0;
  const std::size_t month = kMonths.find(words[0]);
  const bool is_day = has_form(words[1], "0") || has_form(words[1], "00");
  const bool is_time = has_form(words[2].substr(0, 8), "00:00:00");  // a fraction may follow
  return month != std::string_view::npos && month % 3 == 0 && is_day && is_time ? 3 : 0;
}

// What stands before the colon in `TAG:` and `TAG[PID]:`. Returns no value for any other word.
std::optional<std::string_view> syslog_tag(std::string_view word) {
  if (!word.ends_with(':')) return std::nullopt;
  word.remove_suffix(1);
  if (word.ends_with(']')) {
    const std::size_t bracket = word.find('[');
    if (bracket == std::string_view::npos) return std::nullopt;
    const std::string_view pid = word.substr(bracket + 1, word.size() - bracket - 2);
    if (pid.empty() || !std::all_of(pid.begin(), pid.end(), ascii::is_digit)) return std::nullopt;
    word = word.substr(0, bracket);
  }
  return word.empty() ? std::nullopt : std::optional(word);
}

// Docker's own tag is the container's id, shortened to 12 digits (daemon/logger/loggerutils,
// log_tag.go). Neither that nor the name of a program that runs containers says which service it
// is.
bool is_tag_without_name(std::string_view tag) {
  constexpr std::array<std::string_view, 5> kPrograms = {"docker", "dockerd", "containerd",
                                                         "podman", "conmon"};
  const bool is_id =
      (tag.size() == 12 || tag.size() == 64) && std::all_of(tag.begin(), tag.end(), [](char c) {
        return ascii::is_digit(c) || (c >= 'a' && c <= 'f');
      });
  return is_id || std::find(kPrograms.begin(), kPrograms.end(), tag) != kPrograms.end();
}

// TIME HOST TAG[PID]: of syslog's files and `journalctl`, whose --no-hostname leaves HOST out.
std::optional<LogPrefix> prefix_of_syslog(std::span<const std::string_view> words,
                                          std::string_view squid) {
  const std::size_t begin = length_of_syslog_time(words);
  if (begin == 0) return std::nullopt;
  for (std::size_t at = begin; at < words.size() && at < begin + 2; ++at) {
    const auto tag = syslog_tag(words[at]);
    if (!tag) continue;
    LogPrefix prefix;
    if (!is_tag_without_name(*tag)) {
      prefix = prefix_of_container(*tag, {squid, kAgentService, kJointsOfContainer});
    }
    prefix.length = at + 1;
    return prefix;
  }
  return std::nullopt;
}

// A timestamp, and what a node's own log files have behind it (CRI): `stdout F`.
std::size_t length_with_timestamp(std::span<const std::string_view> words, std::size_t length) {
  if (length >= words.size() || !is_timestamp(words[length])) return length;
  ++length;
  const bool is_cri = length + 1 < words.size() && words[length].starts_with("std") &&
                      (words[length + 1] == "F" || words[length + 1] == "P");
  return is_cri ? length + 2 : length;
}

}  // namespace

LogPrefix read_log_prefix(std::span<const std::string_view> words, std::string_view squid) {
  LogPrefix prefix;
  if (words.empty()) return prefix;
  if (words.size() > 1 && words[1] == "|" && !is_timestamp(words[0])) {
    prefix = is_in_brackets(words[0]) ? prefix_of_podman_compose(words[0], squid)
                                      : prefix_of_compose(words[0], squid);
  } else if (const auto names = names_in_pod(words[0])) {
    const std::size_t slash = names->find('/');
    prefix = prefix_of_pod(names->substr(0, slash), names->substr(slash + 1));
    prefix.length = 1;
  }
  prefix.length = length_with_timestamp(words, prefix.length);
  return prefix;
}

std::vector<LogPrefix> read_bare_prefixes(std::span<const std::string_view> words,
                                          std::string_view squid) {
  std::vector<LogPrefix> prefixes;
  if (words.size() < 3) return prefixes;
  if (auto prefix = prefix_of_syslog(words, squid)) return {*prefix};
  std::string_view name = words[0];
  if (name.ends_with(':')) name.remove_suffix(1);
  if (!is_container_name(name)) return prefixes;
  LogPrefix container = prefix_of_container(name, {squid, kAgentService, kJointsOfContainer});
  container.length = length_with_timestamp(words, 1);
  if (container.writer != LogWriter::another_service) prefixes.push_back(container);
  LogPrefix pod = prefix_of_pod(words[0], words[1]);
  pod.length = length_with_timestamp(words, 2);
  if (pod.writer != LogWriter::another_service) prefixes.push_back(pod);
  return prefixes;
}

}  // namespace proxyenv::dify
