// SPDX-License-Identifier: Apache-2.0
// GNU wget 1.x. Read in wget 2024-06-09 (1.24.5 and later) src/retr.c getproxy, no_proxy_match,
// retrieve_url; src/host.c sufmatch; src/utils.c sepstring; src/url.c rewrite_shorthand_url,
// url_parse, url_skip_credentials. Run: 1.21.3. Its configuration file is assumed to be empty.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/port.hpp"
#include "core/proxy_url.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

const Version kLabelsCompared{1, 19, 3};
const Version kDotMeansSubdomains{1, 20};
const Version kUserInfoByRfc{1, 25};

// Every host ends in the empty text, so an empty entry matches a host that ends in a dot.
bool entry_matches(std::string_view entry, std::string_view host, const Version& version) {
  if (!ascii::ends_with_ignoring_case(host, entry)) return false;
  if (version < kLabelsCompared || host.size() == entry.size()) return true;
  if (host[host.size() - entry.size() - 1] == '.') return true;
  return entry.starts_with('.') && version >= kDotMeansSubdomains;
}

constexpr std::string_view kList = "no_proxy";

// sepstring() skips blanks after a comma; elsewhere blanks belong to the entry.
struct List {
  std::vector<std::string_view> entries;
  EntryIndex index;
};

List read_list(const Environment& environment) {
  const std::string_view value = environment.find(kList).value_or("");
  if (value.empty()) return {};
  List list{text::split(value, ","), {}};
  for (std::size_t i = 0; i < list.entries.size(); ++i) {
    std::string_view& entry = list.entries[i];
    if (i > 0) {
      entry.remove_prefix(std::min(entry.find_first_not_of(text::kAsciiSpace), entry.size()));
    }
    list.index.add(entry);
  }
  return list;
}

std::optional<Route> bypass(const List& list, std::string_view host, const Version& version) {
  for (const EntryIndex::Position i : list.index.candidates(host)) {
    const std::string_view entry = list.entries[i];
    if (entry_matches(entry, host, version)) return Route::exempt(entry, kList);
  }
  return std::nullopt;
}

struct WgetUrl {
  std::string_view scheme;  // http, https, ftp, ftps
  std::string_view host;    // with brackets
  std::string_view port;    // empty: the scheme's default
};

std::optional<std::string_view> known_scheme(std::string_view url) {
  constexpr std::array<std::string_view, 4> kSchemes = {"http", "https", "ftp", "ftps"};
  const std::size_t end = url.find("://");
  if (end == std::string_view::npos) return std::nullopt;
  const auto* const scheme =
      std::find(kSchemes.begin(), kSchemes.end(), ascii::lowered(url.substr(0, end)));
  return scheme == kSchemes.end() ? std::nullopt : std::optional(*scheme);
}

// rewrite_shorthand_url(): `host:80` is http, but `host:text` is read as `ftp://host/text`.
std::string without_shorthand(std::string_view value) {
  const std::size_t end = value.find_first_of(":/");
  const bool foreign = end != std::string_view::npos && value.substr(end).starts_with("://");
  if (known_scheme(value) || end == 0 || foreign) return std::string(value);
  const std::string text(value);
  if (end == std::string_view::npos || value[end] == '/') return "http://" + text;
  const std::size_t digits = std::min(value.find_first_not_of("0123456789", end + 1), value.size());
  if (digits > end + 1 && (digits == value.size() || value[digits] == '/')) return "http://" + text;
  return "ftp://" + text.substr(0, end) + "/" + text.substr(end + 1);
}

std::string_view without_user(std::string_view rest, const Version& version) {
  if (version < kUserInfoByRfc) {
    const std::size_t end = rest.find_first_of("@/?#;");
    return end != std::string_view::npos && rest[end] == '@' ? rest.substr(end + 1) : rest;
  }
  const std::size_t at = rest.find('@');
  if (at == std::string_view::npos) return rest;
  const std::string_view user = rest.substr(0, at);
  constexpr std::string_view kAllowed = "-_.!~*'();:&=+$,%";
  const bool allowed = std::all_of(user.begin(), user.end(), [&](char c) {
    return ascii::is_alnum(c) || kAllowed.find(c) != std::string_view::npos;
  });
  return allowed ? rest.substr(at + 1) : rest;
}

// url_parse(). Returns no value if wget says "Error parsing proxy URL".
std::optional<WgetUrl> parse_url(std::string_view url, const Version& version) {
  const auto scheme = known_scheme(url);
  if (!scheme) return std::nullopt;
  const std::string_view after_scheme = url.substr(scheme->size() + 3);
  const std::string_view rest = without_user(after_scheme, version);
  const bool has_user = rest.size() < after_scheme.size();
  // An empty user name is refused, with or without a password.
  if (has_user && (after_scheme.front() == '@' || after_scheme.front() == ':')) return std::nullopt;
  const std::string_view ends = scheme->starts_with("http") ? ":/?#" : ":/;#";
  std::size_t host_end = 0;
  if (rest.starts_with('[')) {
    host_end = rest.find(']') + 1;
  } else {
    host_end = std::min(rest.find_first_of(ends), rest.size());
  }
  WgetUrl result{*scheme, rest.substr(0, host_end), {}};
  if (!net::is_host(result.host)) return std::nullopt;
  const std::string_view after_host = rest.substr(host_end);
  if (after_host.empty() || after_host.front() != ':') {
    const bool ended =
        after_host.empty() || ends.find(after_host.front()) != std::string_view::npos;
    return ended ? std::optional(result) : std::nullopt;
  }
  result.port = after_host.substr(1, after_host.find_first_of(ends.substr(1)) - 1);
  if (!result.port.empty() && !parse_padded_port(result.port)) return std::nullopt;
  return result;
}

std::string_view default_port(std::string_view scheme) {
  if (scheme == "https") return "443";
  if (scheme == "http") return "80";
  return scheme == "ftp" ? "21" : "990";
}

Route read_proxy_value(const Variable& proxy, std::string_view target_scheme,
                       const Version& version) {
  const std::string text = without_shorthand(proxy.value);
  const auto url = parse_url(text, version);
  if (!url) return Route::error("wget cannot read the proxy's URL", proxy.name);
  if (url->scheme != "http" && url->scheme != target_scheme) {
    return Route::error("wget wants an http:// proxy, or the target's own scheme", proxy.name);
  }
  // wget speaks plain HTTP even to an https:// proxy.
  const std::string_view spoken = url->scheme == "ftp" ? "ftp" : "http";
  const auto port = parse_padded_port(url->port.empty() ? default_port(url->scheme) : url->port);
  return Route::through(spoken, ascii::lowered(url->host), port.value_or(0), proxy.name);
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& version) {
  std::string_view name = "ftp_proxy";
  if (scheme == "http") name = "http_proxy";
  if (scheme == "https") name = "https_proxy";
  const auto value = environment.find(name);
  if (!value || value->empty()) {
    return {Route::direct("none of its variables has a value"), false};
  }
  return {read_proxy_value({name, *value}, scheme, version)};
}

Router compile(const Environment& environment, const Version& version) {
  return make_router("wget", choose_each({"http", "https", "ftp"}, environment, version, choose),
                     [list = read_list(environment), version](const Target& target) {
                       return bypass(list, target.host, version);
                     });
}

constexpr ClientVersion kHistory[] = {
    {{}, "an entry covers every host that ends in its text"},
    {{1, 19, 3}, "an entry covers whole labels; one with a leading dot covers nothing"},
    {{1, 20}, "an entry with a leading dot covers subdomains"},
    {{1, 25}, "the user and password end at the first @ only where RFC 2396 allows what they hold"},
};

}  // namespace

extern const Client kWget = {"wget", "GNU wget 1.x", compile, kHistory, Judged::by_real_client};

}  // namespace proxyenv::clients
