// SPDX-License-Identifier: Apache-2.0
#include "sources/dockerfile_lines.hpp"

#include <algorithm>
#include <utility>

#include "sources/proxy_mentions.hpp"
#include "text/ascii.hpp"

namespace proxyenv::sources {

namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\r';
}

std::string_view without_leading_space(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

// A word that opens a here-document: "<<EOF", "<<-'EOF'", "3<<EOF".
struct HereDocument {
  std::string end;
  bool without_tabs = false;
};

bool opens_here_document(std::string_view word, HereDocument& opened) {
  while (!word.empty() && ascii::is_digit(word.front())) word.remove_prefix(1);
  if (!word.starts_with("<<")) return false;
  word.remove_prefix(2);
  opened.without_tabs = word.starts_with('-');
  if (opened.without_tabs) word.remove_prefix(1);
  if (word.find('<') != std::string_view::npos) return false;
  opened.end.clear();
  for (const char c : word) {
    if (!ascii::is_quote(c)) opened.end.push_back(c);
  }
  return !opened.end.empty();
}

// Those of RUN, COPY and ADD, in their order. Words in quotes open none.
std::vector<HereDocument> here_documents_of(std::string_view rest, char escape) {
  std::vector<HereDocument> opened;
  std::string word;
  char quote = '\0';
  const auto end_word = [&] {
    HereDocument one;
    if (opens_here_document(word, one)) opened.push_back(std::move(one));
    word.clear();
  };
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const char c = rest[i];
    if (quote == '\0' && (is_space(c) || c == '\n')) {
      end_word();
      continue;
    }
    word.push_back(c);
    if (c == escape && quote != '\'' && i + 1 < rest.size()) {
      word.push_back(rest[++i]);
    } else if (quote == '\0' && ascii::is_quote(c)) {
      quote = c;
    } else if (c == quote) {
      quote = '\0';
    }
  }
  end_word();
  return opened;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {
    constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
    if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
  }

  Result<DockerfileLines> read() {
    std::string_view line;
    while (next_line(line)) {
      const std::string_view begin = without_leading_space(line);
      if (begin.starts_with('#')) {
        take_directive(begin);
        continue;
      }
      in_directives_ = false;
      if (begin.empty()) continue;
      if (auto taken = take_instruction(begin); !taken) return fail(taken.error());
    }
    return std::move(read_);
  }

 private:
  bool next_line(std::string_view& line) {
    if (text_.empty()) return false;
    const std::size_t end = std::min(text_.find('\n'), text_.size());
    line = text_.substr(0, end);
    text_.remove_prefix(std::min(end + 1, text_.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++number_;
    return true;
  }

  // `# escape=X` counts only in front of everything that is no directive.
  void take_directive(std::string_view comment) {
    if (!in_directives_) return;
    const std::size_t equals = comment.find('=');
    if (equals == std::string_view::npos) {
      in_directives_ = false;
      return;
    }
    const std::string_view name = ascii::trimmed(comment.substr(1, equals - 1));
    const std::string_view value = ascii::trimmed(comment.substr(equals + 1));
    if (!std::all_of(name.begin(), name.end(), ascii::is_alnum)) {
      in_directives_ = false;
    } else if (ascii::equal_ignoring_case(name, "escape") && value.size() == 1) {
      read_.escape = value.front();
    }
  }

  // Removes the character that continues the line: a single one at its end, blanks behind it
  // allowed. Two in a row are none.
  [[nodiscard]] bool take_continuation(std::string_view& line) const {
    std::string_view cut = line;
    while (!cut.empty() && (cut.back() == ' ' || cut.back() == '\t')) cut.remove_suffix(1);
    if (!cut.ends_with(read_.escape)) return false;
    cut.remove_suffix(1);
    if (cut.ends_with(read_.escape)) return false;
    line = cut;
    return true;
  }

  Result<void> take_instruction(std::string_view line) {
    DockerfileInstruction instruction;
    instruction.line = number_;
    std::string all;
    bool goes_on = take_continuation(line);
    instruction.pieces.push_back({0, number_});
    all.append(line);
    while (goes_on && next_line(line)) {
      const std::string_view begin = without_leading_space(line);
      if (begin.empty() || begin.starts_with('#')) continue;
      goes_on = take_continuation(line);
      instruction.pieces.push_back({all.size(), number_});
      all.append(line);
    }
    cut_name(all, instruction);
    const std::string& name = instruction.name;
    const bool may_have = name == "RUN" || name == "COPY" || name == "ADD" || name == "ONBUILD";
    if (may_have && instruction.rest.find("<<") != std::string::npos) {
      if (auto skipped = skip_here_documents(instruction); !skipped) return skipped;
    }
    if (!instruction.name.empty()) read_.instructions.push_back(std::move(instruction));
    return {};
  }

  static void cut_name(const std::string& all, DockerfileInstruction& instruction) {
    std::size_t begin = 0;
    while (begin < all.size() && is_space(all[begin])) ++begin;
    std::size_t end = begin;
    while (end < all.size() && !is_space(all[end])) ++end;
    for (std::size_t i = begin; i < end; ++i) {
      instruction.name.push_back(ascii::is_lower(all[i]) ? static_cast<char>(all[i] - 'a' + 'A')
                                                         : all[i]);
    }
    while (end < all.size() && is_space(all[end])) ++end;
    instruction.rest = all.substr(end);
    for (DockerfileInstruction::Piece& piece : instruction.pieces) {
      piece.offset = piece.offset > end ? piece.offset - end : 0;
    }
  }

  Result<void> skip_here_documents(DockerfileInstruction& instruction) {
    for (const HereDocument& document : here_documents_of(instruction.rest, read_.escape)) {
      std::string_view line;
      bool ended = false;
      while (!ended && next_line(line)) {
        while (document.without_tabs && line.starts_with('\t')) line.remove_prefix(1);
        ended = line == document.end;
        if (next_mention(line, 0).name.empty()) continue;
        instruction.here_lines.push_back({std::string(line), number_});
      }
      if (!ended) {
        return fail("line " + std::to_string(instruction.line) +
                    " opens a here-document that has no end");
      }
    }
    return {};
  }

  std::string_view text_;
  DockerfileLines read_;
  std::size_t number_ = 0;
  bool in_directives_ = true;
};

}  // namespace

std::size_t DockerfileInstruction::line_of(std::size_t offset) const {
  const auto behind =
      std::upper_bound(pieces.begin(), pieces.end(), offset,
                       [](std::size_t at, const Piece& piece) { return at < piece.offset; });
  return behind == pieces.begin() ? line : std::prev(behind)->line;
}

Result<DockerfileLines> read_dockerfile_lines(std::string_view text) {
  return Reader(text).read();
}

}  // namespace proxyenv::sources
