// SPDX-License-Identifier: Apache-2.0
#include "state_dump.hpp"

#include <algorithm>
#include <cstdlib>

#include "run_program.hpp"

namespace e2e {

namespace {

std::string unescaped(std::string_view text) {
  std::string bytes;
  while (!text.empty()) {
    if (text.front() == '\\') {
      bytes.push_back(
          static_cast<char>(std::strtol(std::string(text.substr(2, 2)).c_str(), nullptr, 16)));
      text.remove_prefix(4);
    } else {
      bytes.push_back(text.front());
      text.remove_prefix(1);
    }
  }
  return bytes;
}

}  // namespace

std::string StateDump::value(std::string_view key) const {
  for (const std::string& line : lines_of(rest)) {
    if (line.starts_with(key) && line.substr(key.size(), 2) == ": ") {
      return line.substr(key.size() + 2);
    }
  }
  return {};
}

std::string difference(const StateDump& expected, const StateDump& got) {
  std::string text;
  const auto append_missing = [&text](const StateDump& from, const StateDump& in,
                                      const char* mark) {
    const auto lines = lines_of(in.rest);
    for (const std::string& line : lines_of(from.rest)) {
      if (std::find(lines.begin(), lines.end(), line) == lines.end()) {
        text.append(mark).append(line).append("\n");
      }
    }
  };
  append_missing(expected, got, "expected ");
  append_missing(got, expected, "got      ");
  return text;
}

StateDump parse_state_dump(std::string_view text) {
  StateDump dump;
  for (const std::string& line : lines_of(text)) {
    const std::size_t end = line.find(": ");
    const std::string key = line.substr(0, end);
    const std::string value = end == std::string::npos ? "" : line.substr(end + 2);
    if (key == "pid") {
      dump.pid = std::atoi(value.c_str());
    } else if (key == "argv") {
      dump.argv.push_back(unescaped(value));
    } else if (key == "entry") {
      dump.environment.push_back(unescaped(value));
    } else {
      dump.rest.append(line).append("\n");
    }
  }
  return dump;
}

}  // namespace e2e
