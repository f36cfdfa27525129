// SPDX-License-Identifier: Apache-2.0
#include "cli/policy_values.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <span>
#include <vector>

#include "core/no_proxy.hpp"
#include "core/proxy_url.hpp"
#include "core/readers.hpp"
#include "core/repair_proxy.hpp"
#include "net/host.hpp"
#include "text/list.hpp"
#include "text/suggestion.hpp"

namespace proxyenv::cli {

namespace {

template <class T>
struct Choice {
  std::string_view word;
  T meaning;
};

template <class T, std::size_t N>
Result<T> choose(std::string_view text, const std::array<Choice<T>, N>& choices) {
  std::vector<std::string_view> words;
  std::string allowed;
  for (std::size_t i = 0; i < N; ++i) {
    if (choices[i].word == text) return choices[i].meaning;
    words.push_back(choices[i].word);
    allowed.append(i == 0 ? "" : i + 1 == N ? " or " : ", ").append(choices[i].word);
  }
  return fail("must be " + allowed + did_you_mean(text, words));
}

constexpr std::array<Choice<Family>, kFamilyCount> family_choices() {
  std::array<Choice<Family>, kFamilyCount> choices{};
  for (std::size_t i = 0; i < kFamilyCount; ++i) {
    choices[i] = {kFamilies[i].name, kFamilies[i].family};
  }
  return choices;
}

constexpr std::array<Choice<ToldClient>, kToldClientCount> told_client_choices() {
  std::array<Choice<ToldClient>, kToldClientCount> choices{};
  for (std::size_t i = 0; i < kToldClientCount; ++i) {
    choices[i] = {kToldClients[i].name, kToldClients[i].client};
  }
  return choices;
}

}  // namespace

Result<std::string> parse_proxy_option(std::string_view text) {
  const RepairedProxy repaired = repair_proxy(text);
  if (repaired.blank) return fail("names no proxy; write http://HOST:PORT");
  const ProxyReading reading = read_proxy(repaired.value);
  if (reading.defect != ProxyDefect::none) {
    return fail(
        "cannot be read as a proxy; write http://HOST:PORT, with reserved characters in "
        "user and password percent-encoded");
  }
  if (reading.url.scheme != "http") {
    return fail(text::concatenated(
        {"must be an http:// proxy: ", who_cannot_use(reading.url.scheme, Family::https),
         " would fail on ", reading.url.scheme, "://"}));
  }
  if (!reading.url.port) return fail("has no port; write http://HOST:PORT");
  return repaired.value;
}

Result<FamilySelection> parse_only(std::string_view text) {
  FamilySelection selection = FamilySelection::none();
  const auto names = entries_of(text);
  if (names.empty()) return fail("names no family");
  for (const std::string_view name : names) {
    const auto family = choose(name, family_choices());
    if (!family) {
      return fail("takes families separated by commas, and each " + family.error().message);
    }
    selection.add(*family);
    // If gRPC is given the proxy, it must also be given the exemptions of no_proxy.
    if (*family == Family::grpc) selection.add(Family::no_grpc);
  }
  return selection;
}

Result<Case> parse_prefer(std::string_view text) {
  constexpr std::array<Choice<Case>, 2> kChoices = {
      {{"lower", Case::lower}, {"upper", Case::upper}}};
  return choose(text, kChoices);
}

Result<bool> parse_empty(std::string_view text) {
  constexpr std::array<Choice<bool>, 2> kChoices = {{{"fill", true}, {"keep", false}}};
  return choose(text, kChoices);
}

Result<bool> parse_repair(std::string_view text) {
  constexpr std::array<Choice<bool>, 2> kChoices = {{{"on", true}, {"off", false}}};
  return choose(text, kChoices);
}

Result<std::string> parse_loopback_proxy(std::string_view text) {
  std::string bracketed("[");
  bracketed.append(text).append("]");
  std::string host(net::is_host(bracketed) ? std::string_view(bracketed) : text);
  if (!net::is_host(host)) {
    return fail(
        "must be a host name or an address alone, without scheme, user, port and path: "
        "host.docker.internal, 172.17.0.1");
  }
  if (net::names_this_machine(host)) {
    return fail("is loopback itself; name the proxy's host as the container sees it");
  }
  return host;
}

Result<ToldClientSelection> parse_also(std::string_view text) {
  constexpr auto kChoices = told_client_choices();
  ToldClientSelection selection;
  const auto names = entries_of(text);
  if (names.empty()) return fail("names no client");
  for (const std::string_view name : names) {
    const auto client = choose(name, kChoices);
    if (!client) {
      return fail("takes clients separated by commas, and each " + client.error().message);
    }
    selection.add(*client);
  }
  return selection;
}

Result<bool> parse_leave_out(std::string_view text) {
  constexpr std::array<Choice<bool>, 1> kChoices = {{{"ipv6-networks", true}}};
  const auto names = entries_of(text);
  if (names.empty()) return fail("names no form of entries");
  for (const std::string_view name : names) {
    auto form = choose(name, kChoices);
    if (!form) return form;
  }
  return true;
}

Result<Severity> parse_severity(std::string_view text) {
  constexpr std::array<Choice<Severity>, 3> kChoices = {
      {{"note", Severity::note}, {"warning", Severity::warning}, {"error", Severity::error}}};
  return choose(text, kChoices);
}

Result<CheckOutput> parse_check_output(std::string_view text) {
  constexpr std::array<Choice<CheckOutput>, 5> kChoices = {{{"text", CheckOutput::text},
                                                            {"json", CheckOutput::json},
                                                            {"sarif", CheckOutput::sarif},
                                                            {"github", CheckOutput::github},
                                                            {"junit", CheckOutput::junit}}};
  return choose(text, kChoices);
}

Result<bool> parse_flag(std::string_view text) {
  constexpr std::array<Choice<bool>, 8> kChoices = {{{"1", true},
                                                     {"true", true},
                                                     {"yes", true},
                                                     {"on", true},
                                                     {"0", false},
                                                     {"false", false},
                                                     {"no", false},
                                                     {"off", false}}};
  return choose(text, kChoices);
}

Result<int> parse_pid(std::string_view text) {
  int pid = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), pid);
  if (error != std::errc{} || end != text.data() + text.size() || pid < 1) {
    return fail("must be the number of a process");
  }
  return pid;
}

}  // namespace proxyenv::cli
