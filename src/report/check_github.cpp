// SPDX-License-Identifier: Apache-2.0
#include "report/check_github.hpp"

#include <string_view>

#include "report/finding_line.hpp"
#include "text/display.hpp"

namespace proxyenv {

namespace {

// What the runner decodes again: `%`, line ends, and in properties also `:` and `,`.
void append_escaped(std::string& out, std::string_view text, bool is_property) {
  for (const char c : text) {
    if (c == '%') {
      out.append("%25");
    } else if (c == '\r') {
      out.append("%0D");
    } else if (c == '\n') {
      out.append("%0A");
    } else if (is_property && c == ':') {
      out.append("%3A");
    } else if (is_property && c == ',') {
      out.append("%2C");
    } else {
      out.push_back(c);
    }
  }
}

std::string_view command_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "notice";
  }
  return "error";
}

struct Annotation {
  std::string_view command;
  std::string_view path;
  std::size_t line;
  std::string title;
  std::string message;  // of one line or several; escaped for display
};

void append(std::string& text, const Annotation& annotation) {
  text.append("::").append(annotation.command).append(" ");
  if (!annotation.path.empty()) {
    text.append("file=");
    append_escaped(text, escape_for_display(annotation.path), true);
    if (annotation.line > 0) text.append(",line=").append(std::to_string(annotation.line));
    text.append(",");
  }
  text.append("title=");
  append_escaped(text, annotation.title, true);
  text.append("::");
  append_escaped(text, annotation.message, false);
  text.append("\n");
}

std::string message_of(const CheckedSource& source, const CheckedEnvironment& environment,
                       const FindingParts& parts) {
  std::string message;
  if (!environment.name.empty()) {
    message.append(escape_for_display(environment.name)).append(": ");
  } else if (source.path.empty() && !source.name.empty()) {
    message.append(escape_for_display(source.name)).append(": ");
  }
  message.append(escape_for_display(parts.message));
  if (!parts.why.empty()) message.append("\nwhy: ").append(escape_for_display(parts.why));
  return message.append("\nfix: ").append(escape_for_display(parts.advice));
}

}  // namespace

std::string render_check_github(const CheckReport& report) {
  std::string text;
  for (const CheckedSource& source : report.sources) {
    if (!source.trouble.empty()) {
      append(text, {"error", source.path, 0, "proxyenv", escape_for_display(source.trouble)});
    }
    for (const CheckedEnvironment& environment : source.environments) {
      for (const CheckedFinding& each : environment.findings) {
        if (each.ignored) continue;
        const FindingParts parts = parts_of(each.finding);
        const FindingPlace place = place_of(source, each);
        append(text,
               {command_of(parts.severity), place.path, place.line,
                "proxyenv " + std::string(parts.name), message_of(source, environment, parts)});
      }
    }
  }
  return text.append(summary_of(report)).append("\n");
}

}  // namespace proxyenv
