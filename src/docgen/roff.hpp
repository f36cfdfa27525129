// SPDX-License-Identifier: Apache-2.0
// A manual page as it grows. Texts are plain: whatever roff would act on is escaped here, and what
// somebody may copy from the page (dashes, quotes) stays ASCII.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace proxyenv::docgen {

class ManPage {
 public:
  // "PROXYENV" and the footer "proxyenv 0.2.0".
  ManPage(std::string_view title, std::string_view footer);

  void section(std::string_view title);
  void subsection(std::string_view title);
  void paragraph(std::string_view text);
  // "name - what it does", as section NAME has it: whatis(1) reads that line.
  void name_line(std::string_view name, std::string_view what);
  // A command line: the program's words in bold, the rest as it is.
  void synopsis(std::string_view bold, std::string_view rest);
  // An indented text behind a tag in bold; `plain_tag` stands behind it.
  void item(std::string_view tag, std::string_view plain_tag, std::string_view text);
  // Lines that stay as they are, each a command line.
  void examples(std::string_view lines);

  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  void line(std::string_view text);
  void lines(std::string_view text);
  void begin_paragraph();

  std::string text_;
  bool behind_heading_ = false;
};

}  // namespace proxyenv::docgen
