// SPDX-License-Identifier: Apache-2.0
#include "clients/near_miss.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "clients/variables_read.hpp"
#include "core/no_proxy.hpp"
#include "net/domain.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

constexpr std::array<std::string_view, 3> kLists = {"no_proxy", "NO_PROXY", "no_grpc_proxy"};

// "10.", "10.1.*" and "10.1" with fewer than four parts: what people mean as a network.
std::optional<net::Network> read_prefix(std::string_view text) {
  if (text.ends_with('*')) text.remove_suffix(1);
  if (!text.ends_with('.')) return std::nullopt;
  std::string address(text);
  unsigned parts = static_cast<unsigned>(std::count(text.begin(), text.end(), '.'));
  constexpr unsigned kParts = 4;
  if (parts >= kParts) return std::nullopt;
  const unsigned bits = parts * 8;
  for (; parts + 1 < kParts; ++parts) address.append("0.");
  const auto base = net::parse_address(address + "0");
  return base ? std::optional(net::Network{*base, bits}) : std::nullopt;
}

std::string_view without_scheme(std::string_view text) {
  const std::size_t end = text.find("://");
  if (end == std::string_view::npos) return text;
  text.remove_prefix(end + 3);
  return text.substr(0, text.find('/'));
}

bool is_exempt(const Client& client, const Environment& environment, const Version& version,
               const Assumptions& assumptions, const Target& target) {
  const Route route = client.compile(environment, version, assumptions)(target);
  return route.kind == RouteKind::direct && route.entry;
}

// The environment in which these variables hold this entry alone.
Environment with_entry(const Environment& environment, const std::vector<std::string_view>& names,
                       const std::string& entry) {
  std::vector<Edit> edits;
  for (const std::string_view name : names) edits.push_back({name, entry});
  return edited(environment, edits);
}

std::string quoted(std::string_view entry) {
  return text::concatenated({"`", entry, "`"});
}

std::shared_ptr<const NearMiss> told(std::string_view entry, std::string_view instead,
                                     std::string text) {
  return std::make_shared<const NearMiss>(
      NearMiss{std::string(entry), std::string(instead), std::move(text)});
}

}  // namespace

NearMisses::Entry NearMisses::read_entry(std::string_view variable, std::string_view text) {
  Entry entry{variable, text, without_scheme(without_quotes(text)), {}, {}, {}, false};
  std::string_view rest = entry.cleaned;
  entry.is_everything = rest == kEveryHost;
  entry.network = net::parse_network(rest);
  if (!entry.network) entry.network = read_prefix(rest);
  if (entry.network) return entry;
  if (const std::size_t colon = rest.rfind(':');
      colon != std::string_view::npos && (rest.find(':') == colon || rest.front() == '[')) {
    entry.port = net::parse_port(rest.substr(colon + 1));
    if (entry.port) rest = rest.substr(0, colon);
  }
  if (rest.starts_with('[') && rest.ends_with(']')) rest = rest.substr(1, rest.size() - 2);
  if (const auto address = net::parse_address(rest)) {
    entry.network = net::Network{*address, address->is_v6 ? 128U : 32U};
  }
  rest.remove_prefix(std::min(rest.find_first_not_of("*."), rest.size()));
  rest = rest.substr(0, rest.find_last_not_of('.') + 1);
  entry.name = ascii::lowered(rest);
  return entry;
}

bool NearMisses::names(const Entry& entry, const Target& target,
                       const std::optional<net::Address>& address) {
  if (entry.is_everything) return true;
  if (entry.port && *entry.port != target.port) return false;
  if (entry.network) {
    return address && address->is_v6 == entry.network->address.is_v6 &&
           net::contains(*entry.network, *address);
  }
  std::string_view host = target.host;
  if (host.ends_with('.')) host.remove_suffix(1);
  return net::is_in_domain(host, entry.name);
}

// In the order in which they are tried: nearest to what stands there first.
std::vector<std::string> NearMisses::variants(const Entry& entry, const Target& target) {
  std::vector<std::string> texts = {std::string(entry.cleaned)};
  const std::string port = ":" + std::to_string(target.port);
  if (!entry.name.empty()) {
    const bool has_front = entry.cleaned.starts_with('*') || entry.cleaned.starts_with('.');
    const std::array<std::string_view, 3> fronts = {has_front ? "." : "", has_front ? "" : ".",
                                                    "*."};
    for (const std::string_view front : fronts) texts.push_back(std::string(front) + entry.name);
    texts.push_back(entry.name + port);
  }
  if (entry.network) {
    texts.push_back(text::concatenated(
        {net::to_string(entry.network->address), "/", std::to_string(entry.network->bits)}));
  }
  texts.push_back(target.lowered_host());
  texts.push_back(target.normalized_host());
  texts.push_back(target.normalized_host() + port);
  return texts;
}

NearMisses::NearMisses(const Environment& environment, ListDisclosure lists)
    : environment_(environment) {
  for (const std::string_view name : kLists) {
    if (const auto value = environment.find(name)) lists.take(*value);
  }
  if (!lists.shows_entries()) return;
  for (const std::string_view name : kLists) {
    for (const std::string_view text :
         split_at_list_separators(environment.find(name).value_or(std::string_view()))) {
      const bool is_known = std::any_of(entries_.begin(), entries_.end(),
                                        [&](const Entry& it) { return it.text == text; });
      if (is_known) continue;
      entries_.push_back(read_entry(name, text));
      index_.add(entries_.back().cleaned);
    }
  }
}

std::optional<std::size_t> NearMisses::find(const Target& target) const {
  const auto address = net::parse_address(target.host);
  for (const clients::EntryIndex::Position i : index_.candidates(target.host)) {
    if (names(entries_[i], target, address)) return i;
  }
  return std::nullopt;
}

std::shared_ptr<const NearMiss> NearMisses::explain(std::size_t entry, const Client& client,
                                                    const Version& version,
                                                    const Assumptions& assumptions,
                                                    const Target& target) {
  // Hosts below a name are all alike to a client, and so are addresses in a network.
  const Entry& asked = entries_[entry];
  std::string kind = target.scheme;
  kind.append(target.port_is_written ? ":" : "/").append(target.is_ipv6 ? "6" : "");
  if (ascii::lowered(target.host) == asked.name) kind.append("=");
  if (asked.port || asked.is_everything) kind.append(target.text);
  const auto [known, is_new] =
      known_.try_emplace(Key{entry, &client, version.text(), std::move(kind)});
  if (is_new) known->second = look(asked, client, version, assumptions, target);
  return known->second;
}

std::shared_ptr<const NearMiss> NearMisses::look(const Entry& entry, const Client& client,
                                                 const Version& version,
                                                 const Assumptions& assumptions,
                                                 const Target& target) const {
  const auto exempts = [&](const std::vector<std::string_view>& names, const std::string& text) {
    return is_exempt(client, with_entry(environment_, names, text), version, assumptions, target);
  };
  std::vector<std::string_view> own;  // the names of lists that are set
  for (const std::string_view name : kLists) {
    if (environment_.find(name)) own.push_back(name);
  }
  const std::string here = quoted(entry.text);
  // What stands there alone: the client splits the list elsewhere.
  if (exempts(own, std::string(entry.text))) {
    return told(entry.text, entry.text, here + " exempts it only where commas separate entries");
  }
  const std::vector<std::string> texts = variants(entry, target);
  for (const std::string& text : texts) {
    if (!exempts(own, text)) continue;
    return told(entry.text, text,
                text::concatenated({here, " does not exempt it, ", quoted(text), " would"}));
  }
  for (const std::string& text : texts) {
    for (const std::string_view name : kLists) {
      if (!exempts({name}, text)) continue;
      const std::string there = text == entry.text ? std::string() : quoted(text) + " ";
      return told(entry.text, name,
                  text::concatenated({here, " in ", entry.variable, " does not exempt it, ", there,
                                      "in ", name, " would"}));
    }
  }
  const VariablesRead read = variables_read(client, version, target.scheme);
  if (read.proxies.empty() || !read.lists.empty()) return nullptr;
  return told(entry.text, {}, here + " does not exempt it: no list is read");
}

}  // namespace proxyenv
