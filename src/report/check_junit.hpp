// SPDX-License-Identifier: Apache-2.0
// What `check` found, as a JUnit report, which GitLab, Jenkins and others show as test results.
// There is no standard; the elements are those that the readers of both know (Jenkins' junit
// plugin, GitLab's lib/gitlab/ci/parsers/test/junit.rb).
#pragma once

#include <string>

#include "report/check_report.hpp"

namespace proxyenv {

// A suite for each source, with a test for each finding, or one for an environment that has none.
// A finding fails its test from the threshold on; below it, the test passes and prints it. What is
// ignored is a skipped test, and a source that could not be read is a test with an error.
[[nodiscard]] std::string render_check_junit(const CheckReport& report);

}  // namespace proxyenv
