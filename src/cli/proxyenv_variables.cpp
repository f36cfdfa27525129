// SPDX-License-Identifier: Apache-2.0
#include "cli/proxyenv_variables.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/policy_values.hpp"
#include "core/exemption_groups.hpp"
#include "core/name_index.hpp"
#include "text/list.hpp"

namespace proxyenv::cli {

namespace {

// The value of an option, and its name for messages.
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
    assign(Option::leave_out, parse_leave_out, policy.leave_out_ipv6_networks);
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
      return Asked{name, text::joined(found->second, ",")};
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

std::vector<std::string_view> own_variable_names() {
  std::vector<std::string_view> names;
  for (const OptionRow& row : kOptions) {
    if (!row.variable.empty()) names.push_back(row.variable);
  }
  return names;
}

Environment own_variables(const Environment& environment) {
  const NameIndex index(own_variable_names());
  std::vector<std::string> own;
  for (const char* entry : environment.entries()) {
    if (index.match(entry)) own.emplace_back(entry);
  }
  return Environment::own(std::move(own));
}

Environment without_own_variables(const Environment& environment) {
  std::vector<Edit> edits;
  for (const std::string_view name : own_variable_names()) edits.push_back({name, std::nullopt});
  return edited(environment, edits);
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
