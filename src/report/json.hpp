// SPDX-License-Identifier: Apache-2.0
// Helpers for all JSON output. Boost.JSON does not check that a string is UTF-8. json_text() must
// be used for text from outside, so that the output is always valid.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/setting_value.hpp"
#include "report/finding_line.hpp"

namespace proxyenv {

// The text, escaped as in the form for people (text/display.hpp).
[[nodiscard]] boost::json::string json_text(std::string_view text);

// The value, redacted; null where there is none.
[[nodiscard]] boost::json::value json_setting(const std::optional<SettingValue>& value);

// {"name","severity",SUBJECT,"message","advice"}. `subject_name`: the key of the subject.
[[nodiscard]] boost::json::object finding_object(const FindingParts& finding,
                                                 std::string_view subject_name);

// The object as one line, ended by a newline.
[[nodiscard]] std::string render_json_line(const boost::json::object& object);

}  // namespace proxyenv
