// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/log_counter.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

// Dify has some 30.
constexpr std::size_t kMostContainers = 1000;

// What the clients in Dify's containers print: OpenSSL (Python's ssl, requests, httpx, curl), Go's
// crypto/x509 (the plugin daemon), rustls (uv), Node, and gRPC's BoringSSL.
bool says_certificate_is_not_trusted(std::string_view text) {
  constexpr std::array<std::string_view, 6> kPhrases = {"certificate verify failed",
                                                        "CERTIFICATE_VERIFY_FAILED",
                                                        "certificate signed by unknown authority",
                                                        "invalid peer certificate: UnknownIssuer",
                                                        "SELF_SIGNED_CERT_IN_CHAIN",
                                                        "UNABLE_TO_GET_ISSUER_CERT"};
  return std::any_of(kPhrases.begin(), kPhrases.end(), [&](std::string_view phrase) {
    return text.find(phrase) != std::string_view::npos;
  });
}

}  // namespace

void LogCounter::add(std::string_view text) {
  LogLine line = parse_log_line(text, expectation_.squid);
  if (!ascii::trimmed(text).empty()) ++lines_;
  // Any container may say it. It proves nothing about routes, and nothing is judged by it.
  const bool is_of_others = std::holds_alternative<std::monostate>(line.content);
  if (is_of_others && says_certificate_is_not_trusted(text)) ++certificate_lines_;
  if (line.writer == LogWriter::unknown) {
    unmarked_.add(std::move(line));
    return;
  }
  is_marked_ = true;
  note_container(line.numbered);
  const bool is_of_squid = line.writer == LogWriter::ssrf_proxy ||
                           (line.writer == LogWriter::agent_ssrf_proxy && expectation_.agent);
  if (!is_of_squid) return;
  if (line.installation.empty()) {
    plain_.add(std::move(line));
  } else {
    add_of_installation(std::move(line));
  }
}

void LogCounter::add_of_installation(LogLine line) {
  if (installation_.empty()) installation_ = line.installation;
  if (line.installation != installation_) {
    has_several_installations_ = true;
    return;
  }
  if (!line.numbered.empty()) is_numbered_ = true;
  installed_.add(std::move(line));
}

void LogCounter::note_container(const std::string& numbered) {
  if (!numbered.empty() && containers_.size() < kMostContainers) containers_.insert(numbered);
}

bool LogCounter::is_installation_certain() const {
  if (has_several_installations_) return false;
  if (!is_numbered_) return true;
  return containers_.size() < kMostContainers &&
         std::all_of(containers_.begin(), containers_.end(), [&](const std::string& name) {
           return name.starts_with(installation_ + "-") || name.starts_with(installation_ + "_");
         });
}

LogCounts LogCounter::finish() {
  LogCounts counts;
  if (!is_marked_) {
    counts = unmarked_.finish();
  } else if (!plain_.is_empty()) {
    counts = plain_.finish();
  } else if (is_installation_certain()) {
    counts = installed_.finish();
  }
  counts.certificate_lines = certificate_lines_;
  counts.other_lines = lines_ - counts.access_lines - counts.message_lines;
  return counts;
}

}  // namespace proxyenv::dify
