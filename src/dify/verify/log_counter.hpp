// SPDX-License-Identifier: Apache-2.0
// Counts the lines of a log that are squid's. Which ones are is known only at the end:
//   - If some line has a prefix of Compose or kubectl, lines without one do not count: these
//     programs write it in front of every line, so somebody else wrote the others.
//   - Where a squid has the plain name of its service, it alone counts. `evil-ssrf_proxy-1` beside
//     it is another service.
//   - Otherwise all squids must be of one installation. Where Compose numbered them, the whole log
//     must be one of Compose 2.0, in which each name begins with the project.
// What is not understood counts as another service's line.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "dify/verify/log_counts.hpp"

namespace proxyenv::dify {

class LogCounter {
 public:
  static constexpr std::size_t kMostRoutes = LogTally::kMostRoutes;

  // `expectation` must outlive this object and stay as it is.
  explicit LogCounter(const Expectation& expectation)
      : expectation_(expectation),
        unmarked_(expectation),
        plain_(expectation),
        installed_(expectation) {}

  // `line` without its newline.
  void add(std::string_view line);

  // Whether there were more hosts and peers than it keeps. The result is of no use then.
  [[nodiscard]] bool is_full() const {
    return unmarked_.is_full() || plain_.is_full() || installed_.is_full();
  }

  // To be called once, after the last line.
  [[nodiscard]] LogCounts finish();

 private:
  void add_of_installation(LogLine line);
  void note_container(const std::string& numbered);
  [[nodiscard]] bool is_installation_certain() const;

  const Expectation& expectation_;
  LogTally unmarked_;         // lines without a prefix
  LogTally plain_;            // `ssrf_proxy-1`
  LogTally installed_;        // `docker-ssrf_proxy-1`
  std::string installation_;  // of `installed_`
  bool is_marked_ = false;    // some line has a prefix
  bool has_several_installations_ = false;
  bool is_numbered_ = false;  // a container of `installed_` has a number of Compose
  std::set<std::string, std::less<>> containers_;  // to which Compose gave a number
  std::size_t lines_ = 0;                          // that are not blank
  std::size_t certificate_lines_ = 0;
};

}  // namespace proxyenv::dify
