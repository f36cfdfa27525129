// SPDX-License-Identifier: Apache-2.0
#include "core/examine.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "core/no_proxy.hpp"
#include "core/proxy_url.hpp"
#include "core/redaction.hpp"
#include "core/spelling.hpp"
#include "net/address.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"

namespace proxyenv {

namespace {

FindingKind kind_of(ProxyDefect defect) {
  switch (defect) {
    case ProxyDefect::none:
    case ProxyDefect::unreadable:
      break;
    case ProxyDefect::unbalanced_quotes:
      return FindingKind::unbalanced_quotes;
    case ProxyDefect::missing_scheme:
      return FindingKind::missing_scheme;
    case ProxyDefect::unknown_scheme:
      return FindingKind::unknown_scheme;
    case ProxyDefect::no_host:
      return FindingKind::no_host;
    case ProxyDefect::bad_host:
      return FindingKind::bad_host;
    case ProxyDefect::bad_port:
      return FindingKind::bad_port;
    case ProxyDefect::unencoded_credentials:
      return FindingKind::unencoded_credentials;
  }
  return FindingKind::unreadable_value;
}

bool has_line_end(std::string_view text) {
  return text.find_first_of("\r\n") != text.npos;
}

// "`a`", or "`a` and 2 more".
std::string quoted_entries(const std::vector<std::string_view>& entries) {
  std::string text = "`" + redact_list(entries.front()) + "`";
  if (entries.size() > 1) {
    text.append(" and ").append(std::to_string(entries.size() - 1)).append(" more");
  }
  return text;
}

template <class Predicate>
std::vector<std::string_view> entries_that(std::string_view list, Predicate predicate) {
  std::vector<std::string_view> entries = entries_of(list);
  std::erase_if(entries, [&](std::string_view entry) { return !predicate(entry); });
  return entries;
}

bool is_network(std::string_view entry) {
  const std::size_t slash = entry.find('/');
  return slash != std::string_view::npos && slash > 0 && slash + 1 < entry.size() &&
         entry.find("://") == std::string_view::npos &&
         std::all_of(entry.begin() + static_cast<std::ptrdiff_t>(slash) + 1, entry.end(),
                     ascii::is_digit);
}

bool is_ipv6(std::string_view entry) {
  return std::count(entry.begin(), entry.end(), ':') > 1 && !entry.starts_with('[');
}

// What some client could mean by an entry: a name (also with `.`, `*` or `*.` in front, or a dot at
// its end), an address, a network, each but the last with a port, brackets round IPv6. A URL is
// none.
bool can_be_an_entry(std::string_view entry) {
  if (entry == "*" || is_network(entry)) return true;
  if (entry.starts_with('[')) {
    const std::size_t end = entry.find(']');
    const std::string_view rest = entry.substr(std::min(end, entry.size() - 1) + 1);
    return end != entry.npos && net::is_host(entry.substr(0, end + 1)) &&
           (rest.empty() || (rest.front() == ':' && net::parse_port(rest.substr(1))));
  }
  if (is_ipv6(entry)) return net::is_host("[" + std::string(entry) + "]");
  if (const std::size_t colon = entry.find(':'); colon != entry.npos) {
    if (!net::parse_port(entry.substr(colon + 1))) return false;
    entry = entry.substr(0, colon);
  }
  if (entry.starts_with('*')) entry.remove_prefix(1);
  if (entry.starts_with('.')) entry.remove_prefix(1);
  if (entry.ends_with('.')) entry.remove_suffix(1);
  return net::is_host(entry);
}

// A host or a domain without a dot in front.
bool is_plain_name(std::string_view entry) {
  return can_be_an_entry(entry) && !net::is_ipv4(entry) && !is_ipv6(entry) &&
         !entry.starts_with('.') && entry.find_first_of("*/:[") == entry.npos &&
         ascii::lowered(entry) != "localhost";
}

bool has_port(std::string_view entry) {
  const std::size_t colon = entry.rfind(':');
  return colon != std::string_view::npos && !is_ipv6(entry) && !entry.ends_with(']') &&
         net::parse_port(entry.substr(colon + 1)).has_value() &&
         entry.find("://") == std::string_view::npos;
}

class Examiner {
 public:
  explicit Examiner(const Spellings& spellings) : spellings_(spellings) {}

  std::vector<Finding> examine() {
    for (const FamilyRow& row : kFamilies) examine_family(row);
    return std::move(findings_);
  }

 private:
  void find(FindingKind kind, std::string_view variable, std::string_view clause) {
    findings_.push_back({kind, variable, std::string(variable).append(" ").append(clause)});
  }

  [[nodiscard]] bool is_guarded(const FamilyRow& row) const {
    return row.family == Family::http && spellings_.in_cgi();
  }

  void examine_family(const FamilyRow& row) {
    const Spelling& lower = spellings_.of(row.family, Case::lower);
    const Spelling& upper = spellings_.of(row.family, Case::upper);
    const bool upper_counts = row.mirrored && !is_guarded(row);
    examine_spelling(row, lower);
    if (upper_counts) {
      compare(row, lower, upper);
      // What both spellings have is said once.
      if (upper.raw != lower.raw) examine_spelling(row, upper);
    } else if (is_guarded(row) && upper.state != SpellingState::absent) {
      find(FindingKind::cgi_http_proxy, upper.name,
           "is not to be trusted: REQUEST_METHOD or GATEWAY_INTERFACE marks a CGI process, where a "
           "request header can set it");
    }
    if (is_guarded(row) && lower.has_value()) {
      find(
          FindingKind::go_refuses_in_cgi, lower.name,
          "is set in a CGI process (REQUEST_METHOD or GATEWAY_INTERFACE): Go refuses every http:// "
          "request there");
    }
    if (row.family == Family::https) examine_https_gap();
    if (row.family == Family::no) examine_loopback_exemption();
  }

  void compare(const FamilyRow& row, const Spelling& lower, const Spelling& upper) {
    if (lower.has_value() && upper.has_value() && lower.key != upper.key) {
      findings_.push_back({FindingKind::case_conflict, row.lower,
                           std::string(row.lower) + " and " + std::string(row.upper) +
                               " differ: " + std::string(row.lower_readers) + " read " +
                               std::string(row.lower) + "; " + std::string(row.upper_readers) +
                               " read " + std::string(row.upper)});
    }
    const bool one_says_nothing =
        (lower.has_value() && upper.says_nothing()) || (upper.has_value() && lower.says_nothing());
    const bool differ = lower.has_value() && upper.has_value() && lower.key != upper.key;
    if ((one_says_nothing || differ) && row.family != Family::all && row.family != Family::ftp) {
      find(FindingKind::order_dependent, row.lower,
           "and its twin differ, and npm reads whichever stands last");
    }
    if (lower.state == SpellingState::absent && upper.has_value() &&
        !row.lower_only_readers.empty()) {
      find(FindingKind::missing_spelling, row.lower,
           "is not set, and " + std::string(row.lower_only_readers) + " do not read " +
               std::string(row.upper));
    }
    if (upper.state == SpellingState::absent && lower.has_value()) {
      find(FindingKind::missing_upper_spelling, row.upper,
           "is not set; some programs read no other spelling");
    }
  }

  void examine_spelling(const FamilyRow& row, const Spelling& spelling) {
    switch (spelling.state) {
      case SpellingState::absent:
        return;
      case SpellingState::empty:
        find(FindingKind::set_but_empty, spelling.name, "is set, with no value");
        return;
      case SpellingState::blank:
        find(FindingKind::set_but_empty, spelling.name,
             "has nothing but blanks, quotes or separators");
        if (row.is_list) {
          find(FindingKind::blank_list_entry, spelling.name,
               "has a blank entry: gRPC exempts every host for it");
        }
        return;
      case SpellingState::ambiguous:
        find(FindingKind::duplicate_conflict, spelling.name,
             "stands twice in the environment with different values; most programs read the "
             "first, some the last");
        return;
      case SpellingState::unusable:
        find(kind_of(spelling.proxy_defect), spelling.name,
             std::string(describe(spelling.proxy_defect)) +
                 (spelling.raw.front().find('$') == std::string_view::npos
                      ? ""
                      : " (has a variable in it been left unexpanded?)"));
        return;
      case SpellingState::set:
        break;
    }
    if (spelling.raw.size() > 1) {
      find(FindingKind::duplicate_entry, spelling.name, "stands twice in the environment");
    }
    examine_repairs(spelling, row.is_list);
    const Spelling& lower = spellings_.of(row.family, Case::lower);
    if (&spelling != &lower && spelling.key == lower.key) return;  // said of the lower one
    if (row.is_list) {
      examine_list(spelling);
    } else {
      examine_proxy(spelling, row.family);
    }
  }

  void examine_repairs(const Spelling& spelling, bool is_list) {
    const auto needs = [&](Repair repair) { return has(spelling.repairs, repair); };
    const bool line_end = std::any_of(spelling.raw.begin(), spelling.raw.end(), has_line_end);
    if (needs(Repair::blanks) && line_end) {
      find(FindingKind::carriage_return, spelling.name, "has a carriage return or newline in it");
    } else if (needs(Repair::blanks)) {
      find(FindingKind::blanks, spelling.name,
           is_list ? "has blanks beside its entries" : "has blanks round its value");
    }
    if (needs(Repair::quotes)) {
      find(FindingKind::quotes, spelling.name, "has quotes round its value");
    }
    if (needs(Repair::scheme_added)) {
      find(FindingKind::missing_scheme, spelling.name, "has no http:// in front of HOST:PORT");
    }
    if (needs(Repair::scheme_case)) {
      find(FindingKind::uppercase_scheme, spelling.name, "has its scheme in upper case");
    }
    if (needs(Repair::credentials)) {
      find(FindingKind::unencoded_credentials, spelling.name,
           "has reserved characters in user or password that are not percent-encoded");
    }
    if (needs(Repair::separators)) {
      find(FindingKind::list_separators, spelling.name,
           "has entries that are not separated by commas");
    }
    if (needs(Repair::entry_case)) {
      find(FindingKind::uppercase_in_list, spelling.name,
           "has entries in upper case, which grpc-js and npm compare as they stand");
    }
    if (needs(Repair::empty_entries)) {
      find(FindingKind::blank_list_entry, spelling.name,
           "has an empty entry: gRPC or grpc-js exempts every host for it");
    }
  }

  void examine_proxy(const Spelling& spelling, Family family) {
    const ProxyUrl url = read_proxy(spelling.value).url;
    if (!url.port) {
      find(FindingKind::missing_port, spelling.name,
           "has no port, and clients take different ones (80, 443 or 1080)");
    }
    if (url.scheme == "https") {
      find(FindingKind::tls_proxy, spelling.name,
           "is an https:// proxy: gRPC, apt for http and wget do not speak TLS to a proxy");
    } else if (url.scheme != "http" && family != Family::all) {
      find(FindingKind::socks_proxy, spelling.name,
           "is a SOCKS proxy: gRPC and wget cannot use it, Python's urllib and Ruby speak HTTP to "
           "it");
    }
    if (url.host.starts_with('[')) {
      find(FindingKind::ipv6_proxy, spelling.name,
           "names an IPv6 address, which axios looks up as a name for http:// targets");
    }
    if (has_path(url)) {
      find(FindingKind::path_in_proxy, spelling.name,
           "has something behind its port: git and Python's urllib fail on it");
    }
    if (url.userinfo && url.userinfo->find(':') == std::string_view::npos) {
      find(FindingKind::user_without_password, spelling.name,
           "names a user without a password: git asks for one, wget, requests and urllib send "
           "neither");
    }
    if (net::is_loopback_host(url.host)) {
      find(FindingKind::loopback_proxy, spelling.name,
           "names loopback: in a container that is the container itself");
    }
  }

  void examine_list(const Spelling& spelling) {
    if (spelling.list_defect == ListDefect::unbalanced_quotes) {
      find(FindingKind::unbalanced_quotes, spelling.name,
           "has quotes that are not pairs round the list or an entry");
    }
    if (spelling.list_defect == ListDefect::unreadable) {
      find(FindingKind::unreadable_value, spelling.name,
           "has pieces that are no hosts, in quotes or between blanks, `;` or `|`: a comment or a "
           "range?");
    }
    const std::string_view list = spelling.value;
    if (exempts_everything(list)) {
      find(FindingKind::list_exempts_everything, spelling.name,
           "exempts every host (`*`): curl, Python and Go read it so, wget, gRPC, apt, Ruby and "
           ".NET do not");
    }
    const auto report = [&](FindingKind kind, std::string_view clause, auto predicate) {
      const auto entries = entries_that(list, predicate);
      if (entries.empty()) return;
      // What stands beside an `@` may be a piece of a password.
      const bool may_hold_password = list.find_first_of("@\"'") != list.npos;
      find(kind, spelling.name,
           "has " +
               (may_hold_password ? std::to_string(entries.size()) + " entries"
                                  : quoted_entries(entries)) +
               std::string(clause));
    };
    report(FindingKind::wildcards_in_list, ", which only Go, undici, Node and axios read",
           [](std::string_view entry) { return entry.size() > 1 && entry.starts_with('*'); });
    report(FindingKind::networks_in_list,
           ", which wget, urllib, httpx, aiohttp, Node, axios, .NET, npm and apt do not read",
           [](std::string_view entry) { return is_network(entry) && !is_ipv6(entry); });
    report(
        FindingKind::names_in_list,
        ", which .NET, axios and Node's http do not apply to subdomains, and gRPC and apt apply to "
        "every host that ends so",
        is_plain_name);
    report(FindingKind::ipv6_address_in_list,
           ", which urllib, npm and .NET read only in brackets, Ruby as a name, gRPC and apt as "
           "the end of one",
           [](std::string_view entry) { return is_ipv6(entry) && !is_network(entry); });
    report_bad_entries(spelling);
    report(FindingKind::ipv6_network_in_list, ", on which httpx fails when a client is made",
           [](std::string_view entry) { return is_network(entry) && is_ipv6(entry); });
    report(FindingKind::ipv6_brackets_in_list, ", on which httpx fails when a client is made",
           [](std::string_view entry) { return entry.starts_with('['); });
    report(FindingKind::ports_in_list,
           ", which curl, git, wget, gRPC, reqwest, .NET, npm and apt do not read", has_port);
    report(FindingKind::scheme_in_list, ", a URL where a host belongs",
           [](std::string_view entry) { return entry.find("://") != std::string_view::npos; });
  }

  // By their places: what is no host may be a piece of a password.
  void report_bad_entries(const Spelling& spelling) {
    std::string places;
    std::size_t place = 0;
    std::size_t count = 0;
    for (const std::string_view entry : entries_of(spelling.value)) {
      ++place;
      if (can_be_an_entry(entry) || entry.find("://") != entry.npos) continue;
      if (++count <= 3) places.append(places.empty() ? "" : ", ").append(std::to_string(place));
    }
    if (count == 0) return;
    find(FindingKind::bad_list_entry, spelling.name,
         "has entries that are no host, domain, address or network: number " + places +
             (count > 3 ? " and " + std::to_string(count - 3) + " more" : ""));
  }

  [[nodiscard]] bool has_value(Family family) const {
    const bool upper_counts = family != Family::http || !spellings_.in_cgi();
    return spellings_.of(family, Case::lower).has_value() ||
           (upper_counts && spellings_.of(family, Case::upper).has_value());
  }
  [[nodiscard]] bool is_present(Family family) const {
    return spellings_.of(family, Case::lower).state != SpellingState::absent ||
           spellings_.of(family, Case::upper).state != SpellingState::absent;
  }

  void examine_https_gap() {
    if (!has_value(Family::http) || is_present(Family::https) || has_value(Family::all)) return;
    find(FindingKind::https_gap, proxyenv::row_of(Family::https).upper,
         "is not set though a proxy for http is: most clients go direct to https targets");
  }

  void examine_loopback_exemption() {
    if (!has_value(Family::http) && !has_value(Family::https) && !has_value(Family::all)) return;
    for (const Case letter_case : {Case::lower, Case::upper}) {
      const auto& raw = spellings_.of(Family::no, letter_case).raw;
      if (std::any_of(raw.begin(), raw.end(), [](std::string_view list) {
            return names_localhost(list) || names_loopback_address(list) ||
                   exempts_everything(list);
          })) {
        return;
      }
    }
    find(FindingKind::loopback_not_exempt, proxyenv::row_of(Family::no).upper,
         "does not name loopback: all but Go, Ruby and Java send requests for localhost to the "
         "proxy");
  }

  const Spellings& spellings_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> examine(const Environment& environment) {
  return examine(Spellings(environment, true));
}

std::vector<Finding> examine(const Spellings& spellings) {
  return Examiner(spellings).examine();
}

}  // namespace proxyenv
