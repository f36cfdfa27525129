// SPDX-License-Identifier: Apache-2.0
#include "dify/names/domain_list.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>

#include "core/no_proxy.hpp"
#include "core/redaction.hpp"
#include "dify/names/cover_index.hpp"
#include "dify/names/domain_groups.hpp"
#include "dify/names/domain_name.hpp"
#include "dify/names/full_width.hpp"
#include "dify/names/network_place.hpp"
#include "net/domain.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"
#include "text/suggestion.hpp"

namespace proxyenv::dify {

namespace {

// Zones in which, by their own documentation, anybody can have a name with any address, even a
// private one.
constexpr std::array<std::string_view, 10> kOpenZones = {
    "nip.io", "sslip.io", "xip.io", "traefik.me",  "localtest.me",
    "lvh.me", "rbndr.us", "1u.ms",  "duckdns.org", "ddns.net"};

std::optional<std::string_view> open_zone_of(std::string_view name) {
  for (const std::string_view zone : kOpenZones) {
    if (net::is_in_domain(name, zone)) return zone;
  }
  return std::nullopt;
}

// The host of an entry, which may be a URL or end in a port.
Result<std::string_view> host_part(std::string_view entry) {
  if (const std::size_t scheme = entry.find("://"); scheme != std::string_view::npos) {
    entry.remove_prefix(scheme + 3);
  }
  entry = entry.substr(0, entry.find_first_of("/?#"));
  if (entry.starts_with('[') || std::count(entry.begin(), entry.end(), ':') > 1) {
    return fail("is an address; the list is for domain names");
  }
  const std::size_t colon = entry.find(':');
  if (colon != std::string_view::npos) {
    const std::string_view port = entry.substr(colon + 1);
    if (port.empty() || !std::all_of(port.begin(), port.end(), ascii::is_digit)) {
      return fail("has something behind its colon that is no port");
    }
  }
  return entry.substr(0, colon);
}

// A provider's name where its domains are meant.
std::string group_hint(std::string_view name) {
  const DomainGroup* const group = find_domain_group(name);
  return group == nullptr ? std::string()
                          : ", or @" + std::string(group->name) + " for its domains";
}

Result<Domain> parse_domain(std::string_view entry) {
  const auto host = host_part(entry);
  if (!host) return fail(host.error());
  std::string_view name = *host;
  Domain domain;
  if (name == "*") return fail("is every host: that is --domains all");
  if (name.starts_with("*.")) name.remove_prefix(1);
  if (name.starts_with('.')) {
    domain.subdomains = true;
    name.remove_prefix(1);
  }
  if (name.ends_with('.')) name.remove_suffix(1);
  if (name.empty()) return fail("names no domain");
  if (reads_as_ipv4(name)) return fail("is an address; the list is for domain names");
  auto ascii = ascii_host_name(name);
  if (!ascii) return fail(ascii.error());
  if (reads_as_ipv4(*ascii)) return fail("is an address; the list is for domain names");
  if (*ascii == kAllDomains && !domain.subdomains) {
    return fail("is no domain; for everything write all, in lower case and with nothing beside it");
  }
  if (ascii->find('.') == std::string::npos) {
    return fail(domain.subdomains
                    ? "is a whole top-level domain, or a name of the intranet"
                    : "is a single label, a name of the intranet; write a domain with a dot in it" +
                          group_hint(*ascii));
  }
  if (net::is_in_domain(*ascii, "localhost") || net::is_in_domain(*ascii, "docker.internal")) {
    return fail("is this machine");
  }
  domain.name = std::move(*ascii);
  return domain;
}

void warn_of(const Domain& domain, DomainList& list) {
  if (const auto zone = open_zone_of(domain.name)) {
    list.warnings.push_back("anybody can point a name under " + std::string(*zone) +
                            " at an address of your network, and what is listed (" + domain.text() +
                            ") passes squid's check for private networks");
  } else if (const auto private_zone = private_zone_of(domain.name)) {
    list.warnings.push_back(domain.text() + " looks like a name of the intranet (." +
                            std::string(*private_zone) +
                            "): it would go to the upstream, past squid's check for private "
                            "networks");
  }
}

// Of the domains those that no other covers, each once, and a note for each of the others.
void keep_uncovered(const std::vector<Domain>& domains, DomainList& list) {
  std::vector<std::string> texts;
  for (const Domain& domain : domains) texts.push_back(domain.text());
  const CoverIndex index(texts);
  std::unordered_set<std::string_view> kept;
  for (std::size_t i = 0; i < domains.size(); ++i) {
    const std::string_view widest = index.entries_covering(texts[i]).back();
    if (widest != texts[i]) {
      list.notes.push_back(texts[i] + " is left out: " + std::string(widest) +
                           " covers it, and squid refuses or ignores the two together");
    } else if (kept.insert(texts[i]).second) {
      warn_of(domains[i], list);
      list.domains.push_back(domains[i]);
    }
  }
}

// What an entry is called in a message: by its text only where the list as a whole holds no
// credentials, and the entry itself cannot be a user and a password (`x:y`).
std::string called(std::string_view entry, std::size_t position, bool list_is_hidden) {
  const bool is_hidden =
      list_is_hidden || (entry.find(':') != std::string_view::npos && !host_part(entry));
  return "entry " + std::to_string(position) + (is_hidden ? " " : ", " + redact_word(entry) + ", ");
}

// --- Groups ---

// Null if the entry is no `@name` of a group that is known.
const DomainGroup* group_of(std::string_view entry) {
  return entry.starts_with('@') ? find_domain_group(entry.substr(1)) : nullptr;
}

Domain domain_of_text(std::string_view text) {
  const bool subdomains = text.starts_with('.');
  return {std::string(text.substr(subdomains ? 1 : 0)), subdomains};
}

std::string told_group(const DomainGroup& group) {
  constexpr std::size_t kMostShown = 6;
  std::string text = "@" + std::string(group.name) + " is ";
  if (group.domains.size() > kMostShown) {
    return text + std::to_string(group.domains.size()) + " domains";
  }
  return text + text::joined(group.domains, ", ");
}

// The list with blanks where its groups stand. `entries` are views into it.
std::string without_groups(const std::string& list, const std::vector<std::string_view>& entries) {
  std::string others = list;
  for (const std::string_view entry : entries) {
    if (group_of(entry) == nullptr) continue;
    others.replace(static_cast<std::size_t>(entry.data() - list.data()), entry.size(), entry.size(),
                   ' ');
  }
  return others;
}

// Whether each `@` begins an entry that could be the name of a group. The entry is not repeated:
// it may be a piece of a password nevertheless.
std::string explain_at_sign(const std::string& list) {
  const std::vector<std::string_view> entries = entries_of(list);
  const auto looks_like_group = [](std::string_view entry) {
    return entry.size() > 1 && entry.starts_with('@') &&
           std::all_of(entry.begin() + 1, entry.end(),
                       [](char c) { return ascii::is_alnum(c) || c == '-' || c == '_'; });
  };
  const bool is_group = std::all_of(entries.begin(), entries.end(), [&](std::string_view entry) {
    return !holds_at_sign(entry) || looks_like_group(entry);
  });
  if (!is_group) return "holds an @, which no domain has";
  std::vector<std::string_view> names;
  for (const DomainGroup& group : domain_groups()) names.push_back(group.name);
  const auto unknown = std::find_if(entries.begin(), entries.end(), [](std::string_view entry) {
    return holds_at_sign(entry) && group_of(entry) == nullptr;
  });
  const std::string meant = did_you_mean(unknown->substr(1), names, "@");
  return "holds the name of a group that is not known" +
         (meant.empty() ? "; the groups: " + names_of_domain_groups() : meant);
}

}  // namespace

bool is_all_domains(std::string_view list) {
  return ascii::trimmed(fold_full_width(list).text) == kAllDomains;
}

bool covers(std::string_view entry, std::string_view other) {
  if (!entry.starts_with('.')) return entry == other;
  if (other.starts_with('.')) other.remove_prefix(1);
  return net::is_in_domain(other, entry.substr(1));
}

Result<DomainList> parse_domain_list(std::string_view given) {
  const FullWidthText folded = fold_full_width(given);
  const std::vector<std::string_view> entries = entries_of(folded.text);
  const std::string others = without_groups(folded.text, entries);
  // One `@` makes every entry a piece of a password for all we know.
  if (holds_at_sign(others)) return fail(explain_at_sign(others));
  const bool is_hidden = may_hold_credentials(others);
  DomainList result;
  if (folded.was_changed) {
    result.notes.emplace_back(kReadAsAscii);
  }
  std::vector<Domain> all;
  std::size_t position = 0;
  for (const std::string_view entry : entries) {
    ++position;
    if (const DomainGroup* const group = group_of(entry)) {
      result.notes.push_back(told_group(*group));
      for (const std::string& domain : group->domains) all.push_back(domain_of_text(domain));
      continue;
    }
    auto domain = parse_domain(entry);
    if (!domain) return fail(called(entry, position, is_hidden) + domain.error().message);
    if (domain->text() != entry) {
      result.notes.push_back(
          (is_hidden ? "entry " + std::to_string(position) : redact_word(entry)) +
          " is written as " + domain->text());
    }
    all.push_back(std::move(*domain));
  }
  keep_uncovered(all, result);
  if (result.domains.empty()) return fail("the list has no entry");
  return result;
}

}  // namespace proxyenv::dify
