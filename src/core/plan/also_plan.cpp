// SPDX-License-Identifier: Apache-2.0
#include "core/plan/also_plan.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "core/java_options.hpp"
#include "core/no_proxy.hpp"
#include "core/proxy_url.hpp"
#include "core/redaction.hpp"
#include "core/spelling.hpp"
#include "text/ascii.hpp"
#include "text/display.hpp"

namespace proxyenv {

namespace {

// Before JDK 9 a JVM ignores a longer one (arguments.cpp, OPTION_BUFFER_SIZE with its NUL).
constexpr std::size_t kLongestForOldJvm = 1023;

// What the two spellings of a family say together.
struct Statement {
  std::string_view variable;  // that says it; empty: nobody says anything
  std::string value;          // cleaned, unless --repair off
  std::string doubt;          // why it cannot be told on, as a clause; empty: it can
};

std::string list_of(const std::vector<std::string_view>& entries) {
  std::string text = "`" + escape_for_display(redact_list(entries.front())) + "`";
  if (entries.size() > 1) {
    text.append(" and ").append(std::to_string(entries.size() - 1)).append(" more");
  }
  return text;
}

class AlsoPlanner {
 public:
  AlsoPlanner(Plan& plan, const Environment& environment, const Policy& policy)
      : plan_(plan),
        environment_(environment),
        policy_(policy),
        // --only may have left a source as it was.
        spellings_(environment, policy.repair, policy.loopback_proxy.value_or(std::string())) {}

  void plan(const AlsoRow& row) {
    row_ = &row;
    values_ = values_of(row.variable);
    if (row.client == Also::java) plan_java();
    if (row.client == Also::node) plan_node();
  }

 private:
  [[nodiscard]] std::vector<std::string_view> values_of(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const char* entry : environment_.entries()) {
      const auto variable = split_entry(entry);
      if (variable && variable->name == name) values.push_back(variable->value);
    }
    return values;
  }

  // --- the line ----------------------------------------------------------------------------------

  void add_line(Action action, const std::optional<std::string>& after, Reason reason,
                std::string detail) {
    const auto shown = [](std::string_view value) {
      return SettingValue(std::string(value), ValueKind::client_option);
    };
    Change change{row_->variable, row_->name, action,           std::nullopt,
                  std::nullopt,   reason,     std::move(detail)};
    if (!values_.empty()) change.before = shown(values_.front());
    change.after = after ? std::optional(shown(*after)) : change.before;
    plan_.changes.push_back(std::move(change));
  }
  void keep(Reason reason, std::string detail) {
    if (!values_.empty()) add_line(Action::keep, std::nullopt, reason, std::move(detail));
  }
  void set(std::string value, std::string detail) {
    add_line(Action::set, std::move(value), Reason::option_also, std::move(detail));
  }
  void find(FindingKind kind, const std::string& clause) {
    plan_.findings.push_back(
        {kind, row_->variable, std::string(row_->variable).append(" ").append(clause)});
  }
  // Asked for, and not done.
  void refuse(const std::string& why) {
    keep(Reason::also_not_written, "nothing added: " + why);
    find(FindingKind::also_not_written, "is left as it is: " + why);
  }

  // --- what the families say ---------------------------------------------------------------------

  [[nodiscard]] Statement statement_of(Family family) const {
    const Spelling& lower = spellings_.of(family, Case::lower);
    const Spelling& upper = spellings_.of(family, Case::upper);
    const bool guarded = family == Family::http && spellings_.in_cgi();
    Statement statement;
    if (!lower.has_value() && (guarded || !upper.has_value())) return statement;
    const Spelling& chosen = lower.has_value() ? lower : upper;
    const Spelling& other = lower.has_value() ? upper : lower;
    statement.variable = chosen.name;
    statement.value = chosen.value;
    const bool other_counts = !guarded && other.state != SpellingState::absent;
    const auto named = [](std::string_view name, std::string_view clause) {
      return std::string(name).append(" ").append(clause);
    };
    if (chosen.state == SpellingState::ambiguous || chosen.also_empty) {
      statement.doubt = named(chosen.name, "stands twice, with different values");
    } else if (other_counts && other.says_nothing()) {
      statement.doubt = named(other.name, "is empty beside ") + std::string(chosen.name);
    } else if (other_counts && (other.key != chosen.key || other.also_empty ||
                                other.state == SpellingState::ambiguous)) {
      statement.doubt = named(lower.name, "and ") + std::string(upper.name) + " differ";
    } else if (chosen.state == SpellingState::unusable) {
      statement.doubt = named(chosen.name, "cannot be read as a proxy");
    } else if (chosen.list_defect != ListDefect::none) {
      statement.doubt = named(chosen.name, "cannot be read as a list");
    } else if (family == Family::no && !policy_.repair && chosen.repairs != Repair::none) {
      statement.doubt = named(chosen.name, "needs a repair, left (--repair off)");
    }
    return statement;
  }

  // True where the list leaves nothing to tell, or is in doubt; the line is made then.
  bool is_settled_by_list(const Statement& list) {
    if (exempts_everything(list.value)) {
      keep(Reason::list_exempts_everything, "nothing added: the list exempts every host (`*`)");
      return true;
    }
    if (list.doubt.empty()) return false;
    refuse(list.doubt + ", and hosts that one exempts would go to the proxy");
    return true;
  }

  // --- Java --------------------------------------------------------------------------------------

  // What a JVM is told of its proxies elsewhere is somebody's decision, whole: to add the half that
  // is missing would change how the other half works (http.nonProxyHosts serves http and https,
  // socksProxyHost serves what has no proxy of its own).
  static bool sets_a_proxy(std::string_view option) {
    constexpr std::array<std::string_view, 6> kNames = {
        "http.proxyHost", "https.proxyHost",    "proxyHost",
        "socksProxyHost", "http.nonProxyHosts", "java.net.useSystemProxies"};
    if (!option.starts_with("-D")) return false;
    const std::string_view name = option.substr(2, option.find('=') - 2);
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
  }

  // True where an option variable of the JVM decides already, or cannot be read.
  bool is_settled_by_options() {
    for (const std::string_view name : {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"}) {
      const std::string_view text = environment_.find(name).value_or(std::string_view());
      const auto options = split_java_options(text);
      if (!options) {
        refuse(std::string(name) + " has a quote without its partner, with which no JVM starts");
        return true;
      }
      if (std::any_of(options->begin(), options->end(), sets_a_proxy)) {
        keep(Reason::also_decided, std::string(name) + " sets a proxy for Java, so it stays");
        return true;
      }
    }
    const bool differ = std::any_of(values_.begin(), values_.end(), [&](std::string_view value) {
      return value != values_.front();
    });
    if (differ) refuse("it stands twice, with different values");
    return differ;
  }

  // Where a family says nothing at all, ALL_PROXY speaks for it, as for curl and requests.
  [[nodiscard]] Statement statement_for(Family family) const {
    const bool absent = spellings_.of(family, Case::lower).state == SpellingState::absent &&
                        (spellings_.of(family, Case::upper).state == SpellingState::absent ||
                         (family == Family::http && spellings_.in_cgi()));
    return statement_of(absent ? Family::all : family);
  }

  void plan_java() {
    if (statement_for(Family::http).variable.empty() &&
        statement_for(Family::https).variable.empty()) {
      keep(Reason::also_no_proxy, "no proxy to tell of");
      return;
    }
    const Statement list = statement_of(Family::no);
    if (is_settled_by_options() || is_settled_by_list(list)) return;
    std::string options;
    std::vector<std::string> doubts;
    std::string with_credentials;  // the variable whose credentials are left out
    for (const auto& [family, prefix] :
         {std::pair(Family::http, "http"), std::pair(Family::https, "https")}) {
      const Statement proxy = statement_for(family);
      if (proxy.variable.empty()) continue;
      const ProxyReading reading = read_proxy(proxy.value);
      std::string doubt = proxy.doubt;
      if (doubt.empty() &&
          (reading.url.scheme != "http" || !reading.url.port || has_path(reading.url))) {
        doubt = std::string(proxy.variable) + " is no http://HOST:PORT";
      }
      if (!doubt.empty()) {
        if (std::find(doubts.begin(), doubts.end(), doubt) == doubts.end()) {
          doubts.push_back(std::move(doubt));
        }
        continue;
      }
      std::string_view host = reading.url.host;
      if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
      options.append(" -D").append(prefix).append(".proxyHost=").append(host);
      options.append(" -D").append(prefix).append(".proxyPort=");
      options.append(std::to_string(*reading.url.port));
      if (reading.url.userinfo) with_credentials = proxy.variable;
    }
    std::string all_doubts;
    for (const std::string& doubt : doubts) {
      all_doubts.append(all_doubts.empty() ? "" : "; ").append(doubt);
    }
    if (options.empty()) {
      refuse(all_doubts);
      return;
    }
    const JavaExemptions exemptions = in_java_dialect(list.value);
    if (!exemptions.patterns.empty()) {
      options.append(" -Dhttp.nonProxyHosts=").append(exemptions.patterns);
    }
    std::string value(values_.empty() ? std::string_view() : values_.front());
    value.append(value.empty() ? options.substr(1) : options);
    if (!all_doubts.empty()) {
      find(FindingKind::also_not_written, "tells of one proxy only: " + all_doubts);
    }
    if (!with_credentials.empty()) {
      find(FindingKind::also_credentials, "names the proxy without the credentials of " +
                                              with_credentials + ": every JVM prints its options");
    }
    if (!exemptions.left_out.empty()) {
      find(FindingKind::also_entries_left_out,
           "lacks " + list_of(exemptions.left_out) + " of " + std::string(list.variable) +
               ", which Java has no word for: it uses the proxy there");
    }
    if (value.size() > kLongestForOldJvm) {
      find(FindingKind::also_too_long,
           "has " + std::to_string(value.size()) + " bytes: before JDK 9 a JVM ignores it whole");
    }
    set(std::move(value), values_.empty() || values_.front().empty()
                              ? "for Java (--also)"
                              : "for Java (--also), behind what was there");
  }

  // --- Node.js -----------------------------------------------------------------------------------

  // What WHATWG's URL, which Node asks, takes beyond doubt: it throws at some hosts (10.0.0.256,
  // names in Punycode), undici at a path, and both at credentials that do not decode to UTF-8. A
  // process that throws at such a value does so at its start, whether it would use the proxy or
  // not (clients/node.cpp).
  static bool is_certain_for_node(const ProxyReading& reading) {
    if (reading.defect != ProxyDefect::none) return false;
    const ProxyUrl& url = reading.url;
    if (url.scheme != "http" && url.scheme != "https") return false;
    if (has_path(url)) return false;
    if (url.userinfo && std::any_of(url.userinfo->begin(), url.userinfo->end(),
                                    [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
      return false;
    }
    if (url.userinfo && holds_non_ascii_escape(*url.userinfo)) return false;
    if (url.host.starts_with('[')) return true;
    const std::string host = ascii::lowered(url.host);
    if (("." + host).find(".xn--") != std::string::npos) return false;
    std::string_view last = host;
    if (last.ends_with('.')) last.remove_suffix(1);
    last = last.substr(last.rfind('.') + 1);  // npos + 1 is 0
    const bool numeric = !last.empty() && ascii::is_digit(last.front());
    in_addr address{};
    return !numeric || inet_pton(AF_INET, host.c_str(), &address) == 1;
  }

  static bool holds_non_ascii_escape(std::string_view text) {
    for (std::size_t i = text.find('%'); i < text.size(); i = text.find('%', i + 1)) {
      if (i + 1 < text.size() && text[i + 1] > '7') return true;
    }
    return false;
  }

  void plan_node() {
    if (!values_.empty()) {
      keep(Reason::also_decided, values_.front() == "1" ? "on already" : "set, so it stays");
      return;
    }
    const std::string_view options = environment_.find("NODE_OPTIONS").value_or(std::string_view());
    // A flag wins over the variable (Node.js CLI documentation), so there is nothing to add.
    if (options.find("--use-env-proxy") != std::string_view::npos) return;
    if (options.find("--no-use-env-proxy") != std::string_view::npos) {
      refuse("NODE_OPTIONS says --no-use-env-proxy");
      return;
    }
    const Statement http = statement_of(Family::http);
    const Statement https = statement_of(Family::https);
    if (http.variable.empty() && https.variable.empty()) return;
    if (is_settled_by_list(statement_of(Family::no))) return;
    // Node knows no CGI.
    if (spellings_.in_cgi() &&
        spellings_.of(Family::http, Case::upper).state != SpellingState::absent) {
      refuse("in a CGI process a request header can set HTTP_PROXY, which Node reads");
      return;
    }
    for (const Statement& proxy : {http, https}) {
      if (!proxy.doubt.empty()) {
        refuse(proxy.doubt);
        return;
      }
    }
    for (const Family family : {Family::http, Family::https}) {
      for (const Case letter_case : {Case::lower, Case::upper}) {
        const Spelling& spelling = spellings_.of(family, letter_case);
        for (const std::string_view raw : spelling.raw) {
          if (raw.empty() || is_certain_for_node(read_proxy(raw))) continue;
          refuse(std::string(spelling.name) +
                 " is no plain http:// or https:// URL, and Node may fail to start on it");
          return;
        }
      }
    }
    set("1", "for Node.js (--also)");
  }

  Plan& plan_;
  const Environment& environment_;
  const Policy& policy_;
  Spellings spellings_;
  const AlsoRow* row_ = nullptr;
  std::vector<std::string_view> values_;  // of the variable, in every entry of the name
};

}  // namespace

void append_also(Plan& plan, const Environment& environment, const Policy& policy) {
  AlsoPlanner planner(plan, environment, policy);
  for (const AlsoRow& row : kAlso) {
    if (policy.also.holds(row.client)) planner.plan(row);
  }
}

}  // namespace proxyenv
