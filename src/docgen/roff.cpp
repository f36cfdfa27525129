// SPDX-License-Identifier: Apache-2.0
#include "docgen/roff.hpp"

#include <algorithm>

#include "text/layout.hpp"

namespace proxyenv::docgen {

namespace {

// Lines of the source are as wide as those of a terminal, so that they can be read there.
constexpr std::size_t kSourceWidth = 78;

std::string escaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '\\':
        result += "\\(rs";
        break;
      case '-':
        result += "\\-";
        break;
      case '\'':
        result += "\\(aq";
        break;
      case '`':
        result += "\\(ga";
        break;
      case '^':
        result += "\\(ha";
        break;
      case '~':
        result += "\\(ti";
        break;
      case '"':
        result += "\\(dq";
        break;
      case ',':
        // Long lists have no blanks: a line may end here.
        result += i + 1 < text.size() && text[i + 1] != ' ' ? ",\\:" : ",";
        break;
      default:
        result.push_back(c);
    }
  }
  return result;
}

}  // namespace

ManPage::ManPage(std::string_view title, std::string_view footer) {
  text_.append(".\\\" Made from the tables of options by src/docgen.\n");
  text_.append(".TH ").append(title).append(" 1 \"\" \"").append(escaped(footer)).append("\"\n");
  // No hyphenation, and no blanks to fill lines: words can be searched and copied.
  text_.append(".nh\n.ad l\n");
}

void ManPage::line(std::string_view text) {
  const std::string safe = escaped(text);
  if (safe.starts_with('.')) text_.append("\\&");
  text_.append(safe).append("\n");
}

void ManPage::lines(std::string_view text) {
  const std::string all = wrapped(text, kSourceWidth, 0);
  std::string_view rest = all;
  while (!rest.empty()) {
    const std::string_view first = rest.substr(0, rest.find('\n'));
    line(first);
    rest.remove_prefix(std::min(first.size() + 1, rest.size()));
  }
}

void ManPage::begin_paragraph() {
  // Behind a heading roff begins one by itself.
  if (!behind_heading_) text_.append(".PP\n");
  behind_heading_ = false;
}

void ManPage::section(std::string_view title) {
  text_.append(".SH ").append(escaped(title)).append("\n");
  behind_heading_ = true;
}

void ManPage::subsection(std::string_view title) {
  text_.append(".SS ").append(escaped(title)).append("\n");
  behind_heading_ = true;
}

void ManPage::paragraph(std::string_view text) {
  if (text.empty()) return;
  begin_paragraph();
  lines(text);
}

void ManPage::name_line(std::string_view name, std::string_view what) {
  text_.append(escaped(name)).append(" \\- ").append(escaped(what)).append("\n");
}

void ManPage::synopsis(std::string_view bold, std::string_view rest) {
  begin_paragraph();
  text_.append("\\fB").append(escaped(bold)).append("\\fR ").append(escaped(rest));
  text_.append("\n");
}

void ManPage::item(std::string_view tag, std::string_view plain_tag, std::string_view text) {
  text_.append(".TP\n\\fB").append(escaped(tag)).append("\\fR").append(escaped(plain_tag));
  text_.append("\n");
  lines(text);
  behind_heading_ = false;
}

void ManPage::examples(std::string_view lines) {
  begin_paragraph();
  text_.append(".RS 4\n.nf\n");
  while (!lines.empty()) {
    const std::string_view first = lines.substr(0, lines.find('\n'));
    line(first);
    lines.remove_prefix(std::min(first.size() + 1, lines.size()));
  }
  text_.append(".fi\n.RE\n");
}

}  // namespace proxyenv::docgen
