// SPDX-License-Identifier: Apache-2.0
#include "cli/option_words.hpp"

#include <algorithm>

#include "core/redaction.hpp"
#include "text/ascii.hpp"
#include "text/suggestion.hpp"

namespace proxyenv::cli {

namespace {

bool is_option_word(std::string_view word) {
  return word.size() > 1 && word.front() == '-';
}

std::string_view long_name(std::string_view word) {
  return word.starts_with("--") ? word.substr(2) : std::string_view{};
}

const OptionForm* find_form(std::string_view name, const OptionSyntax& syntax) {
  const auto form = std::find_if(syntax.forms.begin(), syntax.forms.end(),
                                 [&](const OptionForm& it) { return it.name == name; });
  return name.empty() || form == syntax.forms.end() ? nullptr : &*form;
}

// The number of words of the option at the front: one, or two with its value. An unknown option
// counts as a flag here; parse_option_words() reports it.
std::size_t option_length(std::span<const std::string_view> words, const OptionSyntax& syntax) {
  const OptionForm* form = find_form(long_name(words[0]), syntax);
  return form != nullptr && form->takes_value && words.size() > 1 ? 2 : 1;
}

const OptionForm* find_short_form(char letter, const OptionSyntax& syntax) {
  const auto form = std::find_if(syntax.forms.begin(), syntax.forms.end(),
                                 [&](const OptionForm& it) { return it.short_name == letter; });
  return letter == 0 || form == syntax.forms.end() ? nullptr : &*form;
}

// The first short option of a bundle (`-vx`) that does not exist.
std::string_view unknown_short_option(std::string_view word, const OptionSyntax& syntax) {
  const bool known = word.size() > 2 && find_short_form(word[1], syntax) != nullptr;
  return known ? unknown_short_option(word.substr(1), syntax) : word.substr(1, 1);
}

// What may be repeated to the user of a word that is an option: its name, without a value, and only
// if it looks like a name. On a mistyped command line any word can hold a password, and one that
// holds an `@` may be a password up to there.
std::string quotable_name(std::string_view word, bool is_near_an_option = false) {
  const std::string_view name = word.substr(0, word.find('='));
  constexpr std::size_t kLongestName = 24;
  const bool plain =
      (is_near_an_option || !may_hold_credentials(word)) && name.size() <= kLongestName &&
      std::all_of(name.begin(), name.end(), [](char c) { return ascii::is_alpha(c) || c == '-'; });
  return plain ? std::string(name) : "of " + std::to_string(word.size()) + " bytes (not shown)";
}

Error unknown_option(std::string_view word, const OptionSyntax& syntax) {
  const std::string_view name = long_name(word.substr(0, word.find('=')));
  // The error for an existing option that is given to the wrong command: `proxyenv --json` for
  // `proxyenv show --json`.
  if (const auto owner = name.empty() ? std::nullopt : syntax.owner_elsewhere(name)) {
    return Error{"--" + std::string(name) + " is an option of `" + *owner + "`"};
  }
  std::vector<std::string_view> known;
  for (const OptionForm& form : syntax.forms) known.push_back(form.name);
  const std::string short_option = name.empty() && word.size() > 1
                                       ? "-" + std::string(unknown_short_option(word, syntax))
                                       : std::string();
  const std::string suggestion = did_you_mean(name, known, "--");
  const bool shows_short_option = !short_option.empty() && !may_hold_credentials(word);
  std::string message = "unknown option " + quotable_name(shows_short_option ? short_option : word,
                                                          !suggestion.empty());
  message.append(suggestion).append(syntax.advice_for_unknown);
  return Error{std::move(message)};
}

// What stands behind an option that takes a value, unless that is plainly another thing: the
// separator, or one of our short options. A value may look like a long option: `--exempt --x`.
std::optional<std::string_view> value_behind(std::span<const std::string_view> words,
                                             const OptionSyntax& syntax) {
  if (words.size() < 2 || words[1] == "--") return std::nullopt;
  const std::string_view next = words[1];
  const bool is_short_option =
      next.size() == 2 && next[0] == '-' && find_short_form(next[1], syntax) != nullptr;
  return is_short_option ? std::nullopt : std::optional(next);
}

// The option at the front, `--name`, `--name value` or `--name=value`, goes into `given`. The
// number of words that it took.
Result<std::size_t> take_long(std::span<const std::string_view> words, const OptionSyntax& syntax,
                              OptionValues& given) {
  const std::string_view word = words[0];
  const std::size_t equals = word.find('=');
  const OptionForm* form = find_form(long_name(word.substr(0, equals)), syntax);
  if (form == nullptr) return fail(unknown_option(word, syntax));
  const std::string name(form->name);
  const bool is_adjacent = equals != std::string_view::npos;
  const auto value = is_adjacent ? word.substr(equals + 1) : value_behind(words, syntax);
  if (!form->takes_value) {
    if (is_adjacent) return fail("option --" + name + " takes no value");
    given[name];
    return 1;
  }
  if (!value || (is_adjacent && (value->empty() || value == "--"))) {
    return fail("option --" + name + " needs a value");
  }
  given[name].emplace_back(*value);
  return is_adjacent ? 1 : 2;
}

// The short options of one word: `-v`, or `-qv` for two. None of them takes a value.
Result<void> take_short(std::string_view word, const OptionSyntax& syntax, OptionValues& given) {
  for (const char letter : word.substr(1)) {
    const OptionForm* form = find_short_form(letter, syntax);
    if (form == nullptr || form->takes_value) return fail(unknown_option(word, syntax));
    given[std::string(form->name)];
  }
  return {};
}

// Nobody writes so many. A program that puts a command line together by mistake gets one clear
// sentence.
Result<void> check_number(std::span<const std::string_view> words) {
  constexpr std::size_t kMostWords = 1000;
  constexpr std::size_t kMostLetters = 100;
  if (words.size() > kMostWords) {
    return fail("more than " + std::to_string(kMostWords) + " words of options");
  }
  const bool has_long_bundle = std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return is_option_word(word) && !word.starts_with("--") && word.size() - 1 > kMostLetters;
  });
  if (has_long_bundle) {
    return fail("more than " + std::to_string(kMostLetters) + " letters behind one dash");
  }
  return {};
}

}  // namespace

std::size_t count_option_words(std::span<const std::string_view> words,
                               const OptionSyntax& syntax) {
  std::size_t i = 0;
  while (i < words.size() && is_option_word(words[i]) && words[i] != "--") {
    i += option_length(words.subspan(i), syntax);
  }
  return i;
}

SortedWords sort_words(std::span<const std::string_view> words, const OptionSyntax& syntax) {
  SortedWords sorted;
  bool only_arguments = false;
  while (!words.empty()) {
    std::size_t length = 1;
    if (!only_arguments && words[0] == "--") {
      only_arguments = true;
    } else if (!only_arguments && is_option_word(words[0])) {
      length = option_length(words, syntax);
      sorted.options.insert(sorted.options.end(), words.begin(),
                            words.begin() + static_cast<std::ptrdiff_t>(length));
    } else {
      sorted.arguments.emplace_back(words[0]);
    }
    words = words.subspan(length);
  }
  return sorted;
}

Result<OptionValues> parse_option_words(std::span<const std::string_view> words,
                                        const OptionSyntax& syntax) {
  OptionValues given;
  if (words.empty()) return given;
  if (auto checked = check_number(words); !checked) return fail(checked.error());
  while (!words.empty()) {
    std::size_t length = 1;
    if (words[0].starts_with("--")) {
      const auto taken = take_long(words, syntax, given);
      if (!taken) return fail(taken.error());
      length = *taken;
    } else if (auto taken = take_short(words[0], syntax, given); !taken) {
      return fail(taken.error());
    }
    words = words.subspan(length);
  }
  for (const OptionForm& form : syntax.forms) {
    const auto found = given.find(form.name);
    if (form.takes_value && !form.repeatable && found != given.end() && found->second.size() > 1) {
      return fail("option --" + std::string(form.name) + " is given twice");
    }
  }
  return given;
}

}  // namespace proxyenv::cli
