// SPDX-License-Identifier: Apache-2.0
// A line of a log without what a terminal or Docker's log file puts round it.
#pragma once

#include <string>
#include <string_view>

namespace proxyenv::dify {

// Without colours (`docker compose logs` writes some), and of a line of Docker's own log file
// (`{"log":"...","stream":"stdout",...}`, json-file) what the container wrote. The result is a view
// into `line` or into `buffer`, which must outlive it.
[[nodiscard]] std::string_view plain_log_line(std::string_view line, std::string& buffer);

}  // namespace proxyenv::dify
