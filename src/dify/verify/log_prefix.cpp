// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/log_prefix.hpp"

#include <algorithm>
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

// What stands before `name` in NAME or BEFORE-NAME. Returns no value for any other text, so
// `evil_ssrf_proxy` is none of these.
std::optional<std::string_view> text_before(std::string_view text, std::string_view name) {
  if (!text.ends_with(name)) return std::nullopt;
  text.remove_suffix(name.size());
  if (text.empty()) return text;
  if (text.size() == 1 || !text.ends_with('-')) return std::nullopt;
  return text.substr(0, text.size() - 1);
}

// `name` is the service's or the container's, as Compose and Kubernetes write it.
void find_squid(LogPrefix& prefix, std::string_view name, std::string_view ssrf_proxy,
                std::string_view agent_ssrf_proxy) {
  prefix.writer = LogWriter::agent_ssrf_proxy;
  auto before = text_before(name, agent_ssrf_proxy);
  if (!before) {
    prefix.writer = LogWriter::ssrf_proxy;
    before = text_before(name, ssrf_proxy);
  }
  if (!before) prefix.writer = LogWriter::another_service;
  prefix.installation = before.value_or(std::string_view());
}

// `ssrf_proxy-1`, `ssrf_proxy_1` of Compose 1, and `docker-ssrf_proxy-1` of Compose 2.0.
LogPrefix prefix_of_compose(std::string_view container) {
  LogPrefix prefix;
  prefix.length = 2;
  const std::size_t last = container.find_last_not_of("0123456789");
  const bool has_number = last != std::string_view::npos && last + 1 < container.size() &&
                          (container[last] == '-' || container[last] == '_');
  if (has_number) prefix.numbered = container;
  find_squid(prefix, has_number ? container.substr(0, last) : container, "ssrf_proxy",
             "agent_ssrf_proxy");
  return prefix;
}

// `POD/CONTAINER`, where a name holds no underscore (RFC 1123). Charts call the container
// `ssrf-proxy`, also with the release in front, or `squid` in a pod that is called so.
LogPrefix prefix_of_pod(std::string_view names) {
  LogPrefix prefix;
  prefix.length = 1;
  const std::size_t slash = names.find('/');
  const std::string_view pod = names.substr(0, slash);
  const std::string_view container = names.substr(slash + 1);
  if (container != "squid") {
    find_squid(prefix, container, "ssrf-proxy", "agent-ssrf-proxy");
    return prefix;
  }
  // RELEASE-ssrf-proxy-HASH-HASH, RELEASE-ssrf-0.
  constexpr std::string_view kSsrf = "ssrf";
  prefix.writer = LogWriter::another_service;
  for (std::size_t at = pod.find(kSsrf); at != std::string_view::npos;
       at = pod.find(kSsrf, at + 1)) {
    const std::string_view behind = pod.substr(at + kSsrf.size());
    if (!behind.empty() && behind.front() != '-') continue;
    find_squid(prefix, pod.substr(0, at + kSsrf.size()), kSsrf, "agent-ssrf");
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

}  // namespace

LogPrefix read_log_prefix(const std::vector<std::string_view>& words) {
  LogPrefix prefix;
  if (words.empty()) return prefix;
  if (words.size() > 1 && words[1] == "|" && !is_timestamp(words[0])) {
    prefix = prefix_of_compose(words[0]);
  } else if (const auto names = names_in_pod(words[0])) {
    prefix = prefix_of_pod(*names);
  }
  if (prefix.length < words.size() && is_timestamp(words[prefix.length])) ++prefix.length;
  return prefix;
}

}  // namespace proxyenv::dify
