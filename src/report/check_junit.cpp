// SPDX-License-Identifier: Apache-2.0
#include "report/check_junit.hpp"

#include <string_view>

#include "report/finding_line.hpp"
#include "text/display.hpp"

namespace proxyenv {

namespace {

// The text for a value of an attribute or the content of an element. Control characters and bytes
// that are not UTF-8 are escaped for display. What is left that XML 1.0 forbids (2.2, Char) are the
// noncharacters U+FFFE and U+FFFF.
std::string xml_text(std::string_view text) {
  std::string out;
  const std::string shown = escape_for_display(text);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const std::string_view rest = std::string_view(shown).substr(i);
    if (rest.starts_with("\xef\xbf\xbe") || rest.starts_with("\xef\xbf\xbf")) {
      out.append(rest[2] == '\xbe' ? "\\u{fffe}" : "\\u{ffff}");
      i += 2;
      continue;
    }
    switch (rest.front()) {
      case '&':
        out.append("&amp;");
        break;
      case '<':
        out.append("&lt;");
        break;
      case '>':
        out.append("&gt;");
        break;
      case '"':
        out.append("&quot;");
        break;
      default:
        out.push_back(rest.front());
    }
  }
  return out;
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out.append(" ").append(name).append("=\"").append(xml_text(value)).append("\"");
}

void append_attribute(std::string& out, std::string_view name, std::size_t value) {
  append_attribute(out, name, std::to_string(value));
}

// How many tests a suite has, and how they end.
struct Tests {
  std::size_t all = 0;
  std::size_t failed = 0;
  std::size_t with_error = 0;
  std::size_t skipped = 0;
};

class Suite {
 public:
  Suite(const CheckedSource& source, Severity threshold) : source_(source), threshold_(threshold) {
    if (!source.trouble.empty()) add_trouble();
    for (const CheckedEnvironment& each : source.environments) add(each);
  }

  void append_to(std::string& out) const {
    out.append("  <testsuite");
    append_attribute(out, "name", class_name({}));
    append_attribute(out, "tests", tests_.all);
    append_attribute(out, "failures", tests_.failed);
    append_attribute(out, "errors", tests_.with_error);
    append_attribute(out, "skipped", tests_.skipped);
    out.append(">\n").append(cases_).append("  </testsuite>\n");
  }

  [[nodiscard]] const Tests& tests() const { return tests_; }

 private:
  [[nodiscard]] std::string class_name(std::string_view environment) const {
    std::string name(source_.name.empty() ? "environment" : source_.label);
    if (!environment.empty()) name.append(" ").append(environment);
    return name;
  }

  void begin(std::string_view environment, std::string_view name, FindingPlace place) {
    ++tests_.all;
    cases_.append("    <testcase");
    append_attribute(cases_, "classname", class_name(environment));
    append_attribute(cases_, "name", name);
    if (!place.path.empty()) append_attribute(cases_, "file", place.path);
    if (place.line > 0) append_attribute(cases_, "line", place.line);
  }

  void add_trouble() {
    ++tests_.with_error;
    begin({}, "is read", {source_.path, 0});
    cases_.append("><error");
    append_attribute(cases_, "message", source_.trouble);
    cases_.append("/></testcase>\n");
  }

  void add(const CheckedEnvironment& environment) {
    if (environment.findings.empty()) {
      begin(environment.name, describe(source_, environment), {source_.path, 0});
      cases_.append("/>\n");
    }
    for (const CheckedFinding& each : environment.findings) add(environment, each);
  }

  void add(const CheckedEnvironment& environment, const CheckedFinding& checked) {
    const FindingParts parts = parts_of(checked.finding);
    begin(environment.name, std::string(parts.name).append(" ").append(parts.subject),
          place_of(source_, checked));
    if (checked.ignored) {
      ++tests_.skipped;
      cases_.append("><skipped");
      append_attribute(cases_, "message", "ignored, as asked: " + std::string(parts.message));
      cases_.append("/></testcase>\n");
      return;
    }
    std::string text;
    if (!parts.why.empty()) text.append("why: ").append(xml_text(parts.why)).append("\n");
    text.append("fix: ").append(xml_text(parts.advice)).append("\n");
    text.append("see: ").append(anchor_of(checked.finding.kind));
    if (parts.severity < threshold_) {
      cases_.append("><system-out>").append(to_string(parts.severity)).append(": ");
      cases_.append(xml_text(parts.message)).append("\n").append(text);
      cases_.append("</system-out></testcase>\n");
      return;
    }
    ++tests_.failed;
    cases_.append("><failure");
    append_attribute(cases_, "type", to_string(parts.severity));
    append_attribute(cases_, "message", parts.message);
    cases_.append(">").append(text).append("</failure></testcase>\n");
  }

  const CheckedSource& source_;
  Severity threshold_;
  Tests tests_;
  std::string cases_;
};

}  // namespace

std::string render_check_junit(const CheckReport& report) {
  std::string suites;
  Tests all;
  for (const CheckedSource& source : report.sources) {
    const Suite suite(source, report.threshold);
    suite.append_to(suites);
    all.all += suite.tests().all;
    all.failed += suite.tests().failed;
    all.with_error += suite.tests().with_error;
    all.skipped += suite.tests().skipped;
  }
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"proxyenv check\"";
  append_attribute(text, "tests", all.all);
  append_attribute(text, "failures", all.failed);
  append_attribute(text, "errors", all.with_error);
  append_attribute(text, "skipped", all.skipped);
  return text.append(">\n").append(suites).append("</testsuites>\n");
}

}  // namespace proxyenv
