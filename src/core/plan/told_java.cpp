// SPDX-License-Identifier: Apache-2.0
// JAVA_TOOL_OPTIONS for --also java: http.proxyHost, https.proxyHost, http.nonProxyHosts. For
// --also maven also the properties by which Maven's own transport uses these.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/java_options.hpp"
#include "core/plan/telling.hpp"
#include "core/proxy_url.hpp"
#include "text/display.hpp"

namespace proxyenv {

namespace {

// Before JDK 9 a JVM ignores a longer one (arguments.cpp, OPTION_BUFFER_SIZE with its NUL).
constexpr std::size_t kLongestForOldJvm = 1023;

// If a JVM gets proxy settings elsewhere, they are somebody's complete decision. Adding the missing
// half would change how the other half works: http.nonProxyHosts applies to http and https,
// socksProxyHost to all schemes without a proxy.
bool sets_a_proxy(std::string_view option) {
  constexpr std::array<std::string_view, 6> kNames = {
      "http.proxyHost", "https.proxyHost",    "proxyHost",
      "socksProxyHost", "http.nonProxyHosts", "java.net.useSystemProxies"};
  if (!option.starts_with("-D")) return false;
  const std::string_view name = option.substr(2, option.find('=') - 2);
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

// The decision that follows from the JVM's option variables alone, because they already set a proxy
// or cannot be read. Returns no value if they decide nothing.
std::optional<Telling> decision_of_options(const ToldSituation& situation) {
  for (const std::string_view name : {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"}) {
    const auto options = split_java_options(situation.environment.find(name).value_or(""));
    if (!options) {
      return Telling::refuse(std::string(name) +
                             " has a quote without its partner, with which no JVM starts");
    }
    if (std::any_of(options->begin(), options->end(), sets_a_proxy)) {
      return Telling::keep(Reason::also_decided,
                           std::string(name) + " sets a proxy for Java, so it stays");
    }
  }
  const auto& values = situation.values;
  const bool differ = std::any_of(values.begin(), values.end(),
                                  [&](std::string_view value) { return value != values.front(); });
  return differ ? std::optional(Telling::refuse("it " + std::string(kStandsTwice))) : std::nullopt;
}

bool is_absent(const Spellings& spellings, Family family, Case letter_case) {
  return !spellings.counts(family, letter_case) ||
         spellings.of(family, letter_case).state == SpellingState::absent;
}

// If a family has no value at all, ALL_PROXY is used for it, as curl and requests do.
Statement statement_for(const ToldSituation& situation, Family family) {
  const bool absent = is_absent(situation.spellings, family, Case::lower) &&
                      is_absent(situation.spellings, family, Case::upper);
  return statement_of(situation, absent ? Family::all : family);
}

// Asked of the lists as they will stand, and not of those that --portable made them from: the next
// run sees nothing else. No rewriting takes an `@` away.
bool list_may_hold_credentials(const Spellings& spellings) {
  const auto in = [&](Case letter_case) {
    const auto& raw = spellings.of(Family::no, letter_case).raw;
    return std::any_of(raw.begin(), raw.end(), may_hold_credentials);
  };
  return in(Case::lower) || in(Case::upper);
}

struct JavaProxies {
  std::string options;  // for the proxies that can be passed on, with a space in front
  std::string doubts;   // why others cannot be passed on, as clauses
  std::string_view with_credentials;  // a variable whose credentials are left out
};

std::string doubt_about_proxy(const Statement& proxy, const ProxyUrl& url) {
  if (!proxy.doubt.empty()) return proxy.doubt;
  if (url.scheme == "http" && url.port && !has_path(url)) return {};
  return std::string(proxy.variable) + " is no http://HOST:PORT";
}

std::string options_for(std::string_view prefix, const ProxyUrl& url) {
  std::string_view host = url.host;
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  std::string options;
  options.append(" -D").append(prefix).append(".proxyHost=").append(host);
  options.append(" -D").append(prefix).append(".proxyPort=").append(std::to_string(*url.port));
  return options;
}

JavaProxies java_proxies(const Statement& http, const Statement& https) {
  JavaProxies result;
  for (const auto& [proxy, prefix] : {std::pair(&http, "http"), std::pair(&https, "https")}) {
    if (!proxy->says_something()) continue;
    const ProxyUrl url = read_proxy(proxy->value).url;
    const std::string doubt = doubt_about_proxy(*proxy, url);
    if (doubt.empty()) {
      result.options.append(options_for(prefix, url));
      if (url.userinfo) result.with_credentials = proxy->variable;
    } else if (doubt != result.doubts) {  // the doubt about ALL_PROXY is reported once
      result.doubts.append(result.doubts.empty() ? "" : "; ").append(doubt);
    }
  }
  return result;
}

// What the user should know of the value that is set.
std::vector<std::pair<FindingKind, std::string>> findings_about(const JavaProxies& proxies,
                                                                const Statement& list,
                                                                const JavaExemptions& exemptions,
                                                                const ListDisclosure& lists,
                                                                std::size_t size) {
  std::vector<std::pair<FindingKind, std::string>> findings;
  if (!proxies.doubts.empty()) {
    findings.emplace_back(FindingKind::also_not_written,
                          "tells of one proxy only: " + proxies.doubts);
  }
  if (!proxies.with_credentials.empty()) {
    findings.emplace_back(FindingKind::also_credentials,
                          "names the proxy without the credentials of " +
                              std::string(proxies.with_credentials) +
                              ": every JVM prints its options");
  }
  if (!exemptions.left_out.empty()) {
    findings.emplace_back(FindingKind::also_entries_left_out,
                          "lacks " + escape_for_display(lists.quoted(exemptions.left_out)) +
                              " of " + std::string(list.variable) +
                              ", which Java has no word for: it uses the proxy there");
  }
  if (size > kLongestForOldJvm) {
    findings.emplace_back(
        FindingKind::also_too_long,
        "has " + std::to_string(size) + " bytes: before JDK 9 a JVM ignores it whole");
  }
  return findings;
}

// Maven 3.8 and older use the properties of the JVM. From 3.9 on Maven's transport is its own
// resolver's, which does so only with the first of these (maven-resolver 1.9.22,
// HttpTransporter.java); in Maven 4 it is the second (ApacheTransporter.java). Other programs do
// not know them. One that somebody set stays, since the last of two counts.
std::string options_for_maven(std::string_view already) {
  std::string options;
  const std::vector<std::string> words =
      split_java_options(already).value_or(std::vector<std::string>());
  for (const std::string_view name : {"aether.connector.http.useSystemProperties",
                                      "aether.transport.apache.useSystemProperties"}) {
    const std::string option = "-D" + std::string(name);
    const bool is_set = std::any_of(words.begin(), words.end(), [&](const std::string& word) {
      return word == option || word.starts_with(option + "=");
    });
    if (!is_set) options.append(" ").append(option).append("=true");
  }
  return options;
}

Telling tell_options(const ToldSituation& situation, const JavaProxies& proxies,
                     const Statement& list) {
  std::string options = proxies.options;
  const JavaExemptions exemptions = in_java_dialect(list.value);
  if (!exemptions.patterns.empty()) {
    options.append(" -Dhttp.nonProxyHosts=").append(exemptions.patterns);
  }
  std::string value(situation.values.empty() ? std::string_view() : situation.values.front());
  if (situation.maven) options.append(options_for_maven(value));
  const bool alone = value.empty();
  value.append(alone ? options.substr(1) : options);
  auto findings =
      findings_about(proxies, list, exemptions, situation.spellings.lists(), value.size());
  Telling telling = Telling::set(
      std::move(value), alone ? "for Java (--also)" : "for Java (--also), behind what was there");
  telling.findings = std::move(findings);
  return telling;
}

}  // namespace

// First match wins. Without a proxy there is no setting to write, whatever else is wrong. A
// decision that somebody made for Java comes before that of the list, and both come before the
// proxies.
Telling tell_java(const ToldSituation& situation) {
  const Statement http = statement_for(situation, Family::http);
  const Statement https = statement_for(situation, Family::https);
  if (!http.says_something() && !https.says_something()) {
    return Telling::keep(Reason::also_no_proxy, "no proxy to tell of");
  }
  if (auto decision = decision_of_options(situation)) return std::move(*decision);
  const Statement list = statement_of(situation, Family::no);
  if (auto decision = decision_of_list(list)) return std::move(*decision);
  // Every JVM prints its options: nothing is made from a list that may hold a password.
  if (list.says_something() && list_may_hold_credentials(situation.spellings)) {
    return Telling::refuse(std::string(list.variable) +
                           " may hold a user and a password, and every JVM prints its options");
  }
  const JavaProxies proxies = java_proxies(http, https);
  if (proxies.options.empty()) return Telling::refuse(proxies.doubts);
  return tell_options(situation, proxies, list);
}

}  // namespace proxyenv
