// SPDX-License-Identifier: Apache-2.0
#include "report/findings_text.hpp"

#include "report/finding_line.hpp"
#include "text/display.hpp"

namespace proxyenv {

std::string render_findings_text(std::span<const Finding> findings, const Layout& layout) {
  std::string text;
  for (const Finding& finding : findings) {
    const FindingParts parts = parts_of(finding);
    const std::string line = escape_for_display(render_finding_line(parts));
    const std::string_view severity = to_string(parts.severity);
    const std::string painted =
        layout.style.painted(ink_of(parts.severity), severity) + line.substr(severity.size());
    text.append(wrapped(painted, layout.width, 2)).append("\n");
  }
  return text;
}

}  // namespace proxyenv
