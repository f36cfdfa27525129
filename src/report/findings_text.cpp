// SPDX-License-Identifier: Apache-2.0
#include "report/findings_text.hpp"

#include "report/finding_line.hpp"
#include "text/display.hpp"

namespace proxyenv {

std::string render_findings_text(std::span<const Finding> findings) {
  std::string text;
  for (const Finding& finding : findings) {
    text.append(escape_for_display(render_finding_line(parts_of(finding)))).append("\n");
  }
  return text;
}

}  // namespace proxyenv
