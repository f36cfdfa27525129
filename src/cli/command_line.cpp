// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.hpp"

#include <algorithm>
#include <boost/program_options.hpp>

#include "cli/policy_values.hpp"
#include "core/ascii.hpp"
#include "core/edit_distance.hpp"
#include "core/exemption_groups.hpp"

namespace proxyenv::cli {

namespace {

namespace po = boost::program_options;

bool is_option_word(std::string_view word) {
  return word.size() > 1 && word.front() == '-';
}

std::string_view long_name(std::string_view word) {
  return word.starts_with("--") ? word.substr(2) : std::string_view{};
}

// How many words the option at the front takes: one, or two with its value. Unknown ones count as
// flags: the parser names them.
std::size_t option_length(std::span<const std::string_view> words, Subcommand subcommand) {
  const OptionRow* row = find_option(long_name(words[0]), subcommand);
  const bool takes_next_word = row != nullptr && !row->argument.empty();
  return takes_next_word && words.size() > 1 ? 2 : 1;
}

// How many of the words are options and their values, up to the command.
std::size_t count_option_words(std::span<const std::string_view> words, Subcommand subcommand) {
  std::size_t i = 0;
  while (i < words.size() && is_option_word(words[i]) && words[i] != "--") {
    i += option_length(words.subspan(i), subcommand);
  }
  return i;
}

struct SortedWords {
  std::vector<std::string_view> options;
  std::vector<std::string> arguments;
};

// Options and arguments in any order; behind `--` there are only arguments.
SortedWords sort_words(std::span<const std::string_view> words, Subcommand subcommand) {
  SortedWords sorted;
  bool only_arguments = false;
  while (!words.empty()) {
    std::size_t length = 1;
    if (!only_arguments && words[0] == "--") {
      only_arguments = true;
    } else if (!only_arguments && is_option_word(words[0])) {
      length = option_length(words, subcommand);
      sorted.options.insert(sorted.options.end(), words.begin(),
                            words.begin() + static_cast<std::ptrdiff_t>(length));
    } else {
      sorted.arguments.emplace_back(words[0]);
    }
    words = words.subspan(length);
  }
  return sorted;
}

po::options_description describe_options(Subcommand subcommand) {
  po::options_description description;
  for (const OptionRow& row : kOptions) {
    if (row.name.empty() || !applies(row, subcommand)) continue;
    std::string names(row.name);
    if (row.short_name != 0) names.append({',', row.short_name});
    if (row.argument.empty()) {
      description.add_options()(names.c_str(), "");
    } else {
      description.add_options()(names.c_str(), po::value<std::vector<std::string>>());
    }
  }
  return description;
}

// Of a bundle of short options (`-vx`) the first that does not exist.
std::string_view unknown_short_option(std::string_view word, Subcommand subcommand) {
  const auto* const row = std::find_if(kOptions.begin(), kOptions.end(), [&](const OptionRow& it) {
    return it.short_name == word[1] && applies(it, subcommand);
  });
  const bool known = row != kOptions.end() && word.size() > 2;
  return known ? unknown_short_option(word.substr(1), subcommand) : word.substr(1, 1);
}

// The option of a word as it may be repeated to the user: its name, without a value, and only if
// it has the form of a name. A password can stand anywhere on a mistyped command line.
std::string quotable_name(std::string_view word) {
  const std::string_view name = word.substr(0, word.find('='));
  constexpr std::size_t kLongestName = 24;
  const bool plain =
      name.size() <= kLongestName &&
      std::all_of(name.begin(), name.end(), [](char c) { return ascii::is_alpha(c) || c == '-'; });
  return plain ? std::string(name) : "of " + std::to_string(word.size()) + " bytes (not shown)";
}

Error unknown_option(std::string_view word, Subcommand subcommand) {
  std::vector<std::string_view> known;
  for (const OptionRow& row : kOptions) {
    if (!row.name.empty() && applies(row, subcommand)) known.push_back(row.name);
  }
  const std::string_view name = long_name(word.substr(0, word.find('=')));
  const std::string short_option = name.empty() && word.size() > 1
                                       ? "-" + std::string(unknown_short_option(word, subcommand))
                                       : std::string();
  std::string message =
      "unknown option " + quotable_name(short_option.empty() ? word : short_option);
  if (const auto near = nearest_word(name, known)) {
    message.append(" (did you mean --").append(*near).append("?)");
  }
  if (subcommand == Subcommand::run) {
    message.append("; if it belongs to the command, put -- before the command");
  }
  return Error{std::move(message)};
}

// An option that exists, given to the wrong subcommand: `proxyenv --json` for `proxyenv show
// --json`.
std::optional<Error> misplaced_option(std::string_view word, Subcommand subcommand) {
  const std::string_view name = long_name(word.substr(0, word.find('=')));
  for (const SubcommandRow& row : kSubcommands) {
    if (row.subcommand == subcommand || find_option(name, row.subcommand) == nullptr) continue;
    return Error{"--" + std::string(name) + " is an option of `proxyenv " + std::string(row.name) +
                 "`"};
  }
  return std::nullopt;
}

Error translate(const po::error_with_option_name& error, std::span<const std::string_view> words,
                Subcommand subcommand) {
  if (dynamic_cast<const po::unknown_option*>(&error) != nullptr) {
    // Program_options names what it could not match; the word itself tells what was typed.
    const std::string name = error.get_option_name();
    const auto word = std::find_if(words.begin(), words.end(), [&](std::string_view candidate) {
      return is_option_word(candidate) && candidate.starts_with(name);
    });
    const std::string_view typed = word == words.end() ? std::string_view(name) : *word;
    const auto misplaced = misplaced_option(typed, subcommand);
    return misplaced ? *misplaced : unknown_option(typed, subcommand);
  }
  const std::string option = quotable_name(error.get_option_name());
  if (const auto* syntax = dynamic_cast<const po::invalid_command_line_syntax*>(&error)) {
    switch (syntax->kind()) {
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

std::optional<std::string> repeated_option(const GivenOptions& given) {
  for (const auto& [option, values] : given) {
    const OptionRow& row = row_of(option);
    if (!row.argument.empty() && values.size() > 1 && option != Option::exempt &&
        option != Option::also && option != Option::client) {
      return std::string(row.name);
    }
  }
  return std::nullopt;
}

Result<GivenOptions> parse_options(std::span<const std::string_view> words, Subcommand subcommand) {
  GivenOptions given;
  if (words.empty()) return given;
  namespace style = po::command_line_style;
  // No guessing: `--pro` is not --proxy, so that a new option never changes what a word means.
  constexpr int kStyle = style::unix_style & ~style::allow_guessing;
  const std::vector<std::string> copies(words.begin(), words.end());
  const po::options_description description = describe_options(subcommand);
  try {
    const auto parsed = po::command_line_parser(copies).options(description).style(kStyle).run();
    for (const po::option& option : parsed.options) {
      const OptionRow* row = find_option(option.string_key, subcommand);
      if (row == nullptr) return tl::unexpected<Error>(unknown_option("-", subcommand));
      // `--exempt -- COMMAND`: the separator is nobody's value.
      if (!option.value.empty() && option.value.front() == "--") {
        return fail("option --" + option.string_key + " needs a value");
      }
      auto& values = given[row->option];
      values.insert(values.end(), option.value.begin(), option.value.end());
    }
  } catch (const po::error_with_option_name& error) {
    return tl::unexpected<Error>(translate(error, words, subcommand));
  } catch (const po::error&) {
    return fail("the options cannot be read");
  }
  if (const auto twice = repeated_option(given)) {
    return fail("option --" + *twice + " is given twice");
  }
  return given;
}

// The value of an option, and what to call it in a message.
struct Asked {
  std::string source;
  std::string value;
};

class SettingsReader {
 public:
  SettingsReader(const GivenOptions& given, const Environment& environment)
      : given_(given), environment_(environment) {}

  Result<Settings> read() {
    Settings settings;
    Policy& policy = settings.policy;
    assign(Option::proxy, parse_proxy_option, policy.proxy);
    assign(Option::exempt, expand_exemptions, policy.exempt);
    assign(Option::only, parse_only, policy.only);
    assign(Option::prefer, parse_prefer, policy.prefer);
    assign(Option::empty, parse_empty, policy.fill_empty);
    assign(Option::repair, parse_repair, policy.repair);
    assign(Option::portable, parse_flag, policy.portable);
    assign(Option::loopback_proxy, parse_loopback_proxy, policy.loopback_proxy);
    assign(Option::also, parse_also, policy.also);
    assign(Option::strict, parse_flag, settings.strict);
    assign(Option::quiet, parse_flag, settings.quiet);
    assign(Option::verbose, parse_flag, settings.verbose);
    if (trouble_) return tl::unexpected<Error>(*trouble_);
    return settings;
  }

 private:
  template <class Parse, class Target>
  void assign(Option option, Parse parse, Target& target) {
    const auto asked = find(option);
    if (!asked || trouble_) return;
    auto value = parse(asked->value);
    if (value) {
      target = std::move(*value);
    } else {
      trouble_ = Error{asked->source + ": " + value.error().message};
    }
  }

  [[nodiscard]] std::optional<Asked> find(Option option) const {
    const OptionRow& row = row_of(option);
    const std::string name = "--" + std::string(row.name);
    if (const auto found = given_.find(option); found != given_.end()) {
      if (row.argument.empty()) return Asked{name, "1"};
      std::string joined;
      for (const std::string& value : found->second) {
        joined.append(joined.empty() ? "" : ",").append(value);
      }
      return Asked{name, joined};
    }
    const auto variable = environment_.find(row.variable);
    if (!variable || variable->empty()) return std::nullopt;
    return Asked{std::string(row.variable), std::string(*variable)};
  }

  const GivenOptions& given_;
  const Environment& environment_;
  std::optional<Error> trouble_;
};

}  // namespace

Result<CommandLine> parse_command_line(std::span<const std::string_view> words) {
  CommandLine line;
  std::size_t begin = 0;
  if (!words.empty()) {
    const auto* const row =
        std::find_if(kSubcommands.begin(), kSubcommands.end(),
                     [&](const SubcommandRow& candidate) { return candidate.name == words[0]; });
    if (row != kSubcommands.end()) {
      line.subcommand = row->subcommand;
      begin = 1;
      if (row->in_companion) {
        line.operands = begin;
        return line;
      }
    }
  }
  const auto rest = words.subspan(begin);
  if (line.subcommand != Subcommand::run) {
    SortedWords sorted = sort_words(rest, line.subcommand);
    auto options = parse_options(sorted.options, line.subcommand);
    if (!options) return tl::unexpected<Error>(options.error());
    line.options = std::move(*options);
    line.arguments = std::move(sorted.arguments);
    return line;
  }
  const std::size_t count = count_option_words(rest, line.subcommand);
  auto options = parse_options(rest.first(count), line.subcommand);
  if (!options) return tl::unexpected<Error>(options.error());
  line.options = std::move(*options);
  line.operands = begin + count;
  if (line.operands < words.size() && words[line.operands] == "--") ++line.operands;
  return line;
}

Result<Settings> read_settings(const GivenOptions& given, const Environment& own) {
  return SettingsReader(given, own).read();
}

Result<bool> is_switched_off(const Environment& own) {
  const std::string_view variable = row_of(Option::off).variable;
  const auto value = own.find(variable);
  if (!value || value->empty()) return false;
  auto off = parse_flag(*value);
  if (!off) return fail(std::string(variable) + ": " + off.error().message);
  return off;
}

}  // namespace proxyenv::cli
