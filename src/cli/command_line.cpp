// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.hpp"

#include <algorithm>

#include "cli/option_words.hpp"
#include "cli/policy_values.hpp"
#include "core/exemption_groups.hpp"

namespace proxyenv::cli {

namespace {

OptionSyntax syntax_of(Subcommand subcommand) {
  OptionSyntax syntax;
  for (const OptionRow& row : kOptions) {
    if (row.name.empty() || !applies(row, subcommand)) continue;
    const bool repeatable =
        row.option == Option::exempt || row.option == Option::also || row.option == Option::client;
    syntax.forms.push_back({row.name, row.short_name, !row.argument.empty(), repeatable});
  }
  syntax.owner_elsewhere = [subcommand](std::string_view name) -> std::optional<std::string> {
    for (const SubcommandRow& row : kSubcommands) {
      if (row.subcommand != subcommand && find_option(name, row.subcommand) != nullptr) {
        return "proxyenv " + std::string(row.name);
      }
    }
    return std::nullopt;
  };
  if (subcommand == Subcommand::run) {
    syntax.advice_for_unknown = "; if it belongs to the command, put -- before the command";
  }
  return syntax;
}

Result<GivenOptions> parse_options(std::span<const std::string_view> words, Subcommand subcommand,
                                   const OptionSyntax& syntax) {
  auto parsed = parse_option_words(words, syntax);
  if (!parsed) return fail(parsed.error());
  GivenOptions given;
  for (auto& [name, values] : *parsed) {
    given[find_option(name, subcommand)->option] = std::move(values);
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
    if (trouble_) return fail(*trouble_);
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
        line.command_begin = begin;
        return line;
      }
    }
  }
  const auto rest = words.subspan(begin);
  const OptionSyntax syntax = syntax_of(line.subcommand);
  if (line.subcommand != Subcommand::run) {
    SortedWords sorted = sort_words(rest, syntax);
    auto options = parse_options(sorted.options, line.subcommand, syntax);
    if (!options) return fail(options.error());
    line.options = std::move(*options);
    line.arguments = std::move(sorted.arguments);
    return line;
  }
  const std::size_t count = count_option_words(rest, syntax);
  auto options = parse_options(rest.first(count), line.subcommand, syntax);
  if (!options) return fail(options.error());
  line.options = std::move(*options);
  line.command_begin = begin + count;
  if (line.command_begin < words.size() && words[line.command_begin] == "--") ++line.command_begin;
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
