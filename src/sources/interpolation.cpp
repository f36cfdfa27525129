// SPDX-License-Identifier: Apache-2.0
#include "sources/interpolation.hpp"

#include "text/ascii.hpp"

namespace proxyenv::sources {

namespace {

bool begins_name(char c) {
  return ascii::is_alpha(c) || c == '_';
}

std::size_t name_length(std::string_view text) {
  std::size_t length = 0;
  if (text.empty() || !begins_name(text.front())) return 0;
  while (length < text.size() && (begins_name(text[length]) || ascii::is_digit(text[length]))) {
    ++length;
  }
  return length;
}

// The position of the brace that closes the first one. Nested references are counted.
std::size_t closing_brace(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{' && (i == 0 || text[i - 1] == '$')) ++depth;
    if (text[i] == '}' && --depth == 0) return i;
  }
  return std::string_view::npos;
}

class Interpolation {
 public:
  Interpolation(std::string_view whole, const Lookup& lookup) : whole_(whole), lookup_(lookup) {}

  Result<std::string> expand() { return expand(whole_); }
  [[nodiscard]] bool lost_name() const { return lost_name_; }

 private:
  Result<std::string> expand(std::string_view text) {
    // People's Compose files nest once or twice. Nesting beyond this limit is an error.
    constexpr int kDeepest = 32;
    if (depth_ > kDeepest) return fail("a ${...} is nested too deeply");
    ++depth_;
    std::string result;
    while (!text.empty()) {
      const std::size_t dollar = text.find('$');
      result.append(text.substr(0, dollar));
      if (dollar == std::string_view::npos) break;
      text.remove_prefix(dollar + 1);
      auto piece = reference(text);
      if (!piece) return piece;
      result.append(*piece);
      // execve(2) accepts no longer string. References to references can double the length with
      // each line.
      constexpr std::size_t kLongest = std::size_t{128} << 10U;
      if (result.size() > kLongest) return fail("its references make it longer than 128 KiB");
    }
    --depth_;
    return result;
  }

  std::string value_or_lost(const std::optional<std::string>& value) {
    if (!value) lost_name_ = true;
    return value.value_or("");
  }

  // Resolves the reference after a `$`, and removes it from `text`.
  Result<std::string> reference(std::string_view& text) {
    if (text.starts_with('$')) {
      text.remove_prefix(1);
      return std::string("$");
    }
    if (const std::size_t length = name_length(text); length > 0) {
      const std::string_view name = text.substr(0, length);
      text.remove_prefix(length);
      return value_or_lost(lookup_(name));
    }
    if (!text.starts_with('{')) return std::string("$");  // as in Compose 2.26: `1$`, `$-`
    const std::size_t end = closing_brace(text);
    if (end == std::string_view::npos) return fail("a `${` stands there that is never closed");
    const std::string_view inside = text.substr(1, end - 1);
    text.remove_prefix(end + 1);
    return braced(inside);
  }

  Result<std::string> braced(std::string_view inside) {
    const std::size_t length = name_length(inside);
    if (length == 0) return fail("a ${...} without a name");
    const std::string_view name = inside.substr(0, length);
    const auto value = lookup_(name);
    std::string_view rest = inside.substr(length);
    if (rest.empty()) return value_or_lost(value);
    const bool empty_counts_as_unset = rest.starts_with(':');
    if (empty_counts_as_unset) rest.remove_prefix(1);
    const bool is_set = value && !(empty_counts_as_unset && value->empty());
    if (rest.empty()) return fail("a ${...} that ends behind its colon");
    const char kind = rest.front();
    rest.remove_prefix(1);
    switch (kind) {
      case '-':
        return is_set ? Result<std::string>(*value) : expand(rest);
      case '+':
        return is_set ? expand(rest) : Result<std::string>(std::string());
      case '?':
        if (is_set) return *value;
        return fail(required_and_not_set(name, whole_));
      default:
        return fail("a ${...} with something else behind its name than :-, :+ or :?");
    }
  }

  std::string_view whole_;
  const Lookup& lookup_;
  int depth_ = 0;
  bool lost_name_ = false;
};

}  // namespace

Result<std::string> interpolate(std::string_view text, const Lookup& lookup) {
  return Interpolation(text, lookup).expand();
}

Result<Interpolated> interpolate_and_tell(std::string_view text, const Lookup& lookup) {
  Interpolation interpolation(text, lookup);
  auto expanded = interpolation.expand();
  if (!expanded) return fail(expanded.error());
  return Interpolated{*std::move(expanded), interpolation.lost_name()};
}

Error required_and_not_set(std::string_view name, std::string_view text) {
  const std::string begin = "${" + std::string(name);
  const bool is_whole = text.starts_with(begin) && text.find_first_of("$}", 1) + 1 == text.size();
  return Error{(is_whole ? "the variable " + std::string(name) : std::string("a variable")) +
               " is required there and not set"};
}

}  // namespace proxyenv::sources
