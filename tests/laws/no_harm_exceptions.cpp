// SPDX-License-Identifier: Apache-2.0
#include "laws/no_harm_exceptions.hpp"

#include <algorithm>

#include "support/client_habits.hpp"
#include "support/client_words.hpp"
#include "text/utf8.hpp"

namespace proxyenv::testing {

namespace {

bool has_list_without_utf8(const Environment& environment) {
  return !is_utf8(environment.find("no_proxy").value_or("")) ||
         !is_utf8(environment.find("NO_PROXY").value_or(""));
}

const UnreadForm* unread_form(const ListEntry& entry, const Situation& it) {
  const auto* const row =
      std::find_if(kUnreadForms.begin(), kUnreadForms.end(),
                   [&](const UnreadForm& one) { return one.form == form_of(entry.text); });
  if (row == kUnreadForms.end() || !it.has(row->finding)) return nullptr;
  if (is_among(it.client->name, clients_with(row->habit))) return nullptr;
  // The plan writes `*.x` as `.x` for gRPC, but a no_grpc_proxy that is set stays.
  const bool is_rewritten = is_grpc_core(it.client->name) && row->form == EntryForm::wildcard;
  return is_rewritten && entry.variable != "no_grpc_proxy" ? nullptr : row;
}

// The deciding variable is unchanged, and it, or its other spelling with the same value, has a
// finding of severity warning or worse.
bool is_uncovered_fault(const Situation& it) {
  const std::string& variable = it.route_after.variable;
  const auto was = it.before.find(variable);
  return was && was == it.after.find(variable) &&
         std::any_of(it.findings.begin(), it.findings.end(), [&](const Finding& finding) {
           const bool is_told_of_it = finding.variable == variable ||
                                      (find_family(finding.variable) == find_family(variable) &&
                                       it.before.find(finding.variable) == was);
           return is_told_of_it && row_of(finding.kind).severity >= Severity::warning;
         });
}

// A spelling of the deciding variable's family had a value, and has another one now.
bool is_mended(const Situation& it) {
  const FamilyRow* const row = find_family(it.route_after.variable);
  if (row == nullptr) return false;
  const auto is_changed = [&](std::string_view name) {
    const auto was = it.before.find(name);
    return !name.empty() && was && !was->empty() && was != it.after.find(name);
  };
  return is_changed(row->lower) || is_changed(row->upper);
}

// Some spelling of the variable does.
bool names_an_ipv6_proxy(const Situation& it, std::string_view variable) {
  return std::any_of(it.findings.begin(), it.findings.end(), [&](const Finding& finding) {
    return finding.kind == FindingKind::ipv6_proxy &&
           find_family(finding.variable) == find_family(variable);
  });
}

// The deciding variable's value was mended, and is a SOCKS proxy.
bool is_mended_socks(const Situation& it) {
  const std::string value(it.after.find(it.route_after.variable).value_or(""));
  return value.starts_with("socks") && it.before.find(it.route_after.variable) != value;
}

// The host ends in an entry with a dot in front, taken without its dots: notx for `.x`.
bool ends_in_a_dotted_entry(const Situation& it) {
  const auto lists = it.lists();
  return std::any_of(lists.begin(), lists.end(), [&](const ListEntry& entry) {
    const std::size_t name = std::min(entry.text.find_first_not_of('.'), entry.text.size());
    return name > 0 && it.target.lowered_host().ends_with(entry.text.substr(name));
  });
}

// The finding is one of the variable, or of its other spelling, which it was copied from.
bool has_in_family(const Situation& it, FindingKind kind, std::string_view variable) {
  const FamilyRow* const family = find_family(variable);
  return std::any_of(it.findings.begin(), it.findings.end(), [&](const Finding& finding) {
    return finding.kind == kind && find_family(finding.variable) == family;
  });
}

}  // namespace

std::string_view to_string(Harm harm) {
  constexpr std::array<std::string_view, 4> kTexts = {
      "no harm", "a working route fails", "an exempt target goes to the proxy",
      "a target that no list names is taken from the proxy"};
  return kTexts[static_cast<std::size_t>(harm)];
}

bool is_grpc_core(std::string_view client) {
  return client == "grpc" || client == "grpc-js" || client == "google-generativeai";
}

Harm harm_in(const Situation& it) {
  const auto [was, is] = std::pair(it.route_before.kind, it.route_after.kind);
  if (was != RouteKind::error && is == RouteKind::error) return Harm::working_fails;
  if (was == is) return Harm::none;
  if (was != RouteKind::proxy && is == RouteKind::proxy && !it.exempting_entries().empty()) {
    return Harm::exempt_is_proxied;
  }
  if (was != RouteKind::proxy || is != RouteKind::direct) return Harm::none;
  const auto lists = it.lists();
  if (std::none_of(lists.begin(), lists.end(),
                   [&](const ListEntry& entry) { return may_name(entry.text, it.target); })) {
    return Harm::proxied_is_direct;
  }
  return Harm::none;
}

const std::vector<Exception>& exceptions() {
  static const std::vector<Exception> kExceptions = {
      {"uncovered_fault", Harm::working_fails, "", is_uncovered_fault},
      {"uncovered_fault", Harm::proxied_is_direct, "", is_uncovered_fault},
      {"no_list", Harm::exempt_is_proxied, "busybox-wget",
       [](const Situation& it) {
         const std::vector<Finding> found = examine(it.after);
         return std::any_of(found.begin(), found.end(), [](const Finding& finding) {
           return finding.kind == FindingKind::busybox_wget;
         });
       }},
      {"star", Harm::exempt_is_proxied, "",
       [](const Situation& it) { return it.has(FindingKind::list_exempts_everything); }},
      {"user_without_password", Harm::working_fails, clients_with(Habit::fails_without_password),
       [](const Situation& it) { return it.has(FindingKind::user_without_password); }},
      {"proxy_v6_as_name", Harm::working_fails, "axios deno-fetch",
       [](const Situation& it) { return names_an_ipv6_proxy(it, it.route_after.variable); }},
      {"repaired_other_scheme", Harm::working_fails, "",
       [](const Situation& it) {
         return it.before.find(it.route_after.variable) != it.after.find(it.route_after.variable) &&
                (it.has(FindingKind::socks_proxy) || it.has(FindingKind::tls_proxy));
       }},
      {"mended_socks", Harm::working_fails, "ureq", is_mended_socks},
      {"mended_socks", Harm::proxied_is_direct, "ureq", is_mended_socks},
      {"lists_in_doubt", Harm::exempt_is_proxied, "",
       [](const Situation& it) {
         return std::any_of(it.findings.begin(), it.findings.end(), [](const Finding& finding) {
           return std::set{FindingKind::case_conflict,    FindingKind::duplicate_conflict,
                           FindingKind::duplicate_entry,  FindingKind::set_but_empty,
                           FindingKind::unreadable_list,  FindingKind::windows_list,
                           FindingKind::unbalanced_quotes}
                      .contains(finding.kind) &&
                  find_family(finding.variable) != nullptr &&
                  find_family(finding.variable)->is_list;
         });
       }},
      {"raw_suffix", Harm::proxied_is_direct, clients_with(Habit::name_as_ending),
       [](const Situation& it) {
         return it.has(FindingKind::names_in_list) || it.has(FindingKind::bad_list_entry) ||
                it.has(FindingKind::ipv6_address_in_list) || it.has(FindingKind::scheme_in_list) ||
                it.has(FindingKind::ports_in_list);
       }},
      {"dotted_suffix", Harm::proxied_is_direct, "python-websocket", ends_in_a_dotted_entry},
      {"upper_case_target", Harm::exempt_is_proxied, "aria2 grpc-js perl-lwp",
       [](const Situation& it) { return it.target.host != it.target.lowered_host(); }},
      {"blank_is_localhost", Harm::proxied_is_direct, "yarn-classic",
       [](const Situation& it) {
         return has_in_family(it, FindingKind::blank_value, it.route_before.variable);
       }},
      {"npm_addresses_v6", Harm::working_fails, "npm",
       [](const Situation& it) {
         return it.target.is_ipv6 && it.has(FindingKind::ipv6_brackets_in_list);
       }},
      {"list_is_no_utf8", Harm::exempt_is_proxied, "deno-fetch rust-reqwest rustup ureq",
       [](const Situation& it) {
         return has_list_without_utf8(it.before) &&
                (it.has(FindingKind::bad_list_entry) || it.has(FindingKind::scheme_in_list));
       }},
      {"mended_path", Harm::working_fails, "",
       [](const Situation& it) {
         const bool was_empty = it.before.find(it.route_after.variable) == std::string();
         return (is_mended(it) || was_empty) &&
                has_in_family(it, FindingKind::path_in_proxy, it.route_after.variable);
       }},
      {"unsendable_credentials", Harm::working_fails, "",
       [](const Situation& it) {
         // Python reads this name, too, and so far it won over HTTP_PROXY.
         const bool has_mixed_case = it.before.find("Http_Proxy").has_value();
         return it.has(FindingKind::unsendable_credentials) && (is_mended(it) || has_mixed_case);
       }},
      {"cgi", Harm::working_fails, clients_with(Habit::refuses_in_cgi),
       [](const Situation& it) { return it.has(FindingKind::go_refuses_in_cgi); }},
  };
  return kExceptions;
}

std::set<std::string_view> excuses_for(const Situation& it, Harm harm) {
  for (const Exception& row : exceptions()) {
    const bool is_meant = row.clients.empty() || is_among(it.client->name, row.clients);
    if (row.harm == harm && is_meant && row.applies(it)) {
      return {row.name};
    }
  }
  if (harm != Harm::exempt_is_proxied) return {};
  std::set<std::string_view> names;
  for (const ListEntry& entry : it.exempting_entries()) {
    const UnreadForm* row = unread_form(entry, it);
    if (row == nullptr) return {};
    names.insert(row->name);
  }
  return names;
}

}  // namespace proxyenv::testing
