// SPDX-License-Identifier: Apache-2.0
#include "cli/option_words.hpp"

#include <algorithm>
#include <boost/program_options.hpp>

#include "core/redaction.hpp"
#include "text/ascii.hpp"
#include "text/suggestion.hpp"

namespace proxyenv::cli {

namespace {

namespace po = boost::program_options;

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

po::options_description describe(const OptionSyntax& syntax) {
  po::options_description description;
  for (const OptionForm& form : syntax.forms) {
    std::string names(form.name);
    if (form.short_name != 0) names.append({',', form.short_name});
    if (form.takes_value) {
      description.add_options()(names.c_str(), po::value<std::vector<std::string>>());
    } else {
      description.add_options()(names.c_str(), "");
    }
  }
  return description;
}

// The first short option of a bundle (`-vx`) that does not exist.
std::string_view unknown_short_option(std::string_view word, const OptionSyntax& syntax) {
  const bool known = word.size() > 2 && std::any_of(syntax.forms.begin(), syntax.forms.end(),
                                                    [&](const OptionForm& form) {
                                                      return form.short_name == word[1];
                                                    });
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

Error translate(const po::error_with_option_name& error, std::span<const std::string_view> words,
                const OptionSyntax& syntax) {
  if (dynamic_cast<const po::unknown_option*>(&error) != nullptr) {
    // Boost names only the part that it could not match. The word has the text as typed.
    const std::string name = error.get_option_name();
    const auto word = std::find_if(words.begin(), words.end(), [&](std::string_view candidate) {
      return is_option_word(candidate) && candidate.starts_with(name);
    });
    return unknown_option(word == words.end() ? std::string_view(name) : *word, syntax);
  }
  const std::string option = quotable_name(error.get_option_name());
  if (const auto* trouble = dynamic_cast<const po::invalid_command_line_syntax*>(&error)) {
    switch (trouble->kind()) {
      case po::invalid_syntax::missing_parameter:
      case po::invalid_syntax::empty_adjacent_parameter:
        return Error{"option " + option + " needs a value"};
      case po::invalid_syntax::extra_parameter:
        return Error{"option " + option + " takes no value"};
      default:
        break;
    }
  }
  return Error{"option " + option + " cannot be read"};
}

// Boost.Program_options moves all that is left for each option that it takes, be it a word or a
// letter of a bundle (`-qv`).
Result<void> check_number(std::span<const std::string_view> words) {
  constexpr std::size_t kMostWords = 1000;
  constexpr std::size_t kMostLetters = 100;
  if (words.size() > kMostWords) {
    return fail("more than " + std::to_string(kMostWords) + " words of options");
  }
  const bool has_long_bundle = std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return is_option_word(word) && !word.starts_with("--") && word.size() - 1 > kMostLetters;
  });
  if (has_long_bundle)
    return fail("more than " + std::to_string(kMostLetters) + " letters behind one dash");
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
  namespace style = po::command_line_style;
  constexpr int kStyle = style::unix_style & ~style::allow_guessing;
  const std::vector<std::string> copies(words.begin(), words.end());
  const po::options_description description = describe(syntax);
  try {
    const auto parsed = po::command_line_parser(copies).options(description).style(kStyle).run();
    for (const po::option& option : parsed.options) {
      if (find_form(option.string_key, syntax) == nullptr) {
        return fail(unknown_option("-", syntax));
      }
      // `--exempt -- COMMAND`: the separator is not the value of an option.
      if (!option.value.empty() && option.value.front() == "--") {
        return fail("option --" + option.string_key + " needs a value");
      }
      auto& values = given[option.string_key];
      values.insert(values.end(), option.value.begin(), option.value.end());
    }
  } catch (const po::error_with_option_name& error) {
    return fail(translate(error, words, syntax));
  } catch (const po::error&) {
    return fail("the options cannot be read");
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
