// SPDX-License-Identifier: Apache-2.0
#include "sources/dockerfile_words.hpp"

#include <utility>

#include "sources/interpolation.hpp"
#include "sources/limits.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

bool is_space(char c) {
  return text::kAsciiSpace.find(c) != std::string_view::npos;
}

// `$@`, `$$`: parameters of a shell, which are never set here.
bool is_special_parameter(char c) {
  constexpr std::string_view kSpecial = "@*#?-$!0";
  return kSpecial.find(c) != std::string_view::npos;
}

class Expansion {
 public:
  Expansion(std::string_view rest, char escape, const DockerfileLookup& lookup)
      : rest_(rest), escape_(escape), lookup_(lookup) {}

  Result<ExpandedWord> expand() {
    auto text = until('\0');
    if (!text) return fail(text.error());
    return ExpandedWord{*std::move(text), std::move(not_known_)};
  }

 private:
  [[nodiscard]] bool at_end() const { return place_ == rest_.size(); }
  [[nodiscard]] char next() const { return rest_[place_]; }

  // Up to the character `stop`, which is taken; up to the end for NUL.
  Result<std::string> until(char stop) {
    constexpr int kDeepest = 32;
    if (++depth_ > kDeepest) return fail("a ${...} is nested too deeply");
    std::string result;
    while (!at_end()) {
      if (stop != '\0' && next() == stop) {
        ++place_;
        --depth_;
        return result;
      }
      auto piece = take_piece();
      if (!piece) return piece;
      result.append(*piece);
      if (result.size() > kLongestEntry) return fail("its references make it too long");
    }
    if (stop != '\0') return fail("a ${ stands there that is never closed");
    --depth_;
    return result;
  }

  Result<std::string> take_piece() {
    const char c = next();
    if (c == '\'') return single_quoted();
    if (c == '"') return double_quoted();
    if (c == '$') return reference();
    ++place_;
    if (c != escape_) return std::string(1, c);
    return at_end() ? std::string() : std::string(1, rest_[place_++]);
  }

  Result<std::string> single_quoted() {
    const std::size_t end = rest_.find('\'', place_ + 1);
    if (end == std::string_view::npos) return fail("a quote is opened there and never closed");
    std::string text(rest_.substr(place_ + 1, end - place_ - 1));
    place_ = end + 1;
    return text;
  }

  Result<std::string> double_quoted() {
    std::string text;
    ++place_;
    while (!at_end()) {
      const char c = next();
      if (c == '"') {
        ++place_;
        return text;
      }
      if (c == '$') {
        auto value = reference();
        if (!value) return value;
        text.append(*value);
        if (text.size() > kLongestEntry) return fail("its references make it too long");
        continue;
      }
      ++place_;
      if (c == escape_) {
        if (at_end()) break;
        const char escaped = rest_[place_++];
        if (escaped != '"' && escaped != '$' && escaped != escape_) text.push_back(escape_);
        text.push_back(escaped);
      } else {
        text.push_back(c);
      }
    }
    return fail("a quote is opened there and never closed");
  }

  std::string_view take_name() {
    const std::size_t begin = place_;
    if (at_end()) return {};
    if (ascii::is_digit(next()) && next() != '0') {
      while (!at_end() && ascii::is_digit(next())) ++place_;
    } else if (is_special_parameter(next())) {
      ++place_;
    } else {
      while (!at_end() && (ascii::is_alnum(next()) || next() == '_')) ++place_;
    }
    return rest_.substr(begin, place_ - begin);
  }

  std::optional<std::string> value_of(std::string_view name) {
    DockerfileReference found = lookup_(name);
    if (!found.is_known && not_known_.empty()) not_known_ = name;
    return std::move(found.value);
  }

  Result<std::string> reference() {
    ++place_;  // the `$`
    if (at_end() || next() != '{') {
      const std::string_view name = take_name();
      if (name.empty()) return std::string("$");
      return value_of(name).value_or("");
    }
    ++place_;
    const std::string_view name = take_name();
    if (name.empty() || at_end()) return fail("a ${...} that Docker does not take");
    auto value = value_of(name);
    char kind = rest_[place_++];
    if (kind == '}') return value.value_or("");
    const bool empty_counts_as_unset = kind == ':';
    if (empty_counts_as_unset) {
      if (at_end()) return fail("a ${ stands there that is never closed");
      kind = rest_[place_++];
    }
    auto word = until('}');
    if (!word) return word;
    const bool is_set = value && !(empty_counts_as_unset && value->empty());
    switch (kind) {
      case '-':
        return is_set ? *std::move(value) : *std::move(word);
      case '+':
        return is_set ? *std::move(word) : std::string();
      case '?':
        if (is_set) return *std::move(value);
        return fail(required_and_not_set(name, rest_));
      default:
        // Patterns (`${X#a}`, `${X/a/b}`), which newer releases of BuildKit know.
        not_known_ = name;
        return std::string();
    }
  }

  std::string_view rest_;
  char escape_;
  const DockerfileLookup& lookup_;
  std::string not_known_;
  std::size_t place_ = 0;
  int depth_ = 0;
};

}  // namespace

std::vector<DockerfileWord> split_dockerfile_words(std::string_view rest, char escape) {
  std::vector<DockerfileWord> words;
  DockerfileWord word{{}, 0};
  char quote = '\0';
  bool in_word = false;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const char c = rest[i];
    if (quote == '\0' && is_space(c)) {
      if (in_word) words.push_back(std::exchange(word, {{}, 0}));
      in_word = false;
      continue;
    }
    if (!in_word) word.offset = i;
    in_word = true;
    const bool is_last = i + 1 == rest.size();
    if (c == escape && quote != '\'') {
      if (is_last) break;  // it stands for nothing
      word.text.push_back(c);
      word.text.push_back(rest[++i]);
      continue;
    }
    if (quote == '\0' && ascii::is_quote(c)) {
      quote = c;
    } else if (c == quote) {
      quote = '\0';
    }
    word.text.push_back(c);
  }
  if (in_word) words.push_back(std::move(word));
  return words;
}

Result<std::vector<DockerfileAssignment>> split_env(std::string_view rest, char escape) {
  std::vector<DockerfileAssignment> assignments;
  const auto words = split_dockerfile_words(rest, escape);
  if (words.empty()) return fail("ENV has no variable");
  if (words.front().text.find('=') == std::string::npos) {
    const std::size_t end = std::min(rest.find_first_of(text::kAsciiSpace), rest.size());
    const std::string_view value = text::trimmed(rest.substr(end), text::kAsciiSpace);
    if (value.empty()) return fail("ENV has a name without a value");
    assignments.push_back({std::string(rest.substr(0, end)), std::string(value), 0});
    return assignments;
  }
  for (const DockerfileWord& word : words) {
    const std::size_t equals = word.text.find('=');
    if (equals == std::string::npos) return fail("ENV has a word without `=`");
    assignments.push_back({word.text.substr(0, equals), word.text.substr(equals + 1), word.offset});
  }
  return assignments;
}

std::vector<DockerfileAssignment> split_arg(std::string_view rest, char escape) {
  std::vector<DockerfileAssignment> assignments;
  for (DockerfileWord& word : split_dockerfile_words(rest, escape)) {
    const std::size_t equals = word.text.find('=');
    if (equals == std::string::npos) {
      assignments.push_back({std::move(word.text), std::nullopt, word.offset});
    } else {
      assignments.push_back(
          {word.text.substr(0, equals), word.text.substr(equals + 1), word.offset});
    }
  }
  return assignments;
}

Result<ExpandedWord> expand_word(std::string_view word, char escape,
                                 const DockerfileLookup& lookup) {
  return Expansion(word, escape, lookup).expand();
}

}  // namespace proxyenv::sources
