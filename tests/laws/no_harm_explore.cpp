#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <vector>
#include "clients/catalog.hpp"
#include "clients/matching.hpp"
#include "core/ascii.hpp"
#include "core/display.hpp"
#include "core/no_proxy.hpp"
#include "core/plan.hpp"
#include "laws/generator.hpp"
using namespace proxyenv;
using namespace proxyenv::testing;
namespace m = proxyenv::matching;
static bool covers(std::string_view entry, const Target& t, bool surely) {
  std::string e = ascii::lowered(entry);
  if (e == "*") return true;
  std::string host = t.lowered_host();
  auto addr = m::parse_address(host);
  if (!surely) {
    if (e.starts_with('[') ) { auto close=e.find(']'); if(close!=e.npos) e = e.substr(1, close-1); }
    else if (std::count(e.begin(), e.end(), ':')==1) e = e.substr(0, e.find(':'));
    auto p = e.find("://"); if (p != e.npos) e = e.substr(p+3);
    while (e.size()>1 && e.ends_with('.')) e.pop_back();
    while (host.size()>1 && host.ends_with('.')) host.pop_back();
    if (e == "*") return true;
  }
  if (auto n = m::parse_network(e)) return addr && m::contains(*n, *addr);
  if (auto a = m::parse_address(e)) return addr && *addr == *a;
  if (addr) return false;
  bool dot = false;
  if (e.starts_with("*.")) e.erase(0,1);
  if (e.starts_with('.')) { e.erase(0,1); dot = true; }
  if (e.empty()) return false;
  if (host == e) return !dot || !surely;
  return m::in_domain(host, e);
}
static std::vector<std::string> read_list(std::string_view raw) {
  auto c = clean_list(raw);
  std::vector<std::string> out;
  std::string v = c.defect == ListDefect::none ? c.value : std::string(raw);
  for (auto e : m::split(v, ",")) { auto t = m::trimmed(e, m::kAsciiSpace); if (!t.empty()) out.emplace_back(t); }
  return out;
}
static bool listed(const Environment& env, const Target& t, bool surely, std::string_view client) {
  for (const char* en : env.entries()) {
    auto v = split_entry(en);
    if (!v) continue;
    std::string n = ascii::lowered(v->name);
    bool grpcish = client == "grpc" || client == "grpc-js" || client == "google-generativeai";
    if (n != "no_proxy" && !(grpcish && n == "no_grpc_proxy")) continue;
    for (auto e : read_list(v->value)) if (covers(e, t, surely)) return true;
  }
  return false;
}
static std::string violation(const std::vector<std::string>& entries, const Client& c, const Target& t) {
  auto before = Environment::own(entries);
  auto plan = make_plan(before, Policy{});
  auto after = apply(before, plan);
  const Version v = newest_version(c);
  auto r0 = c.route(before, t, v), r1 = c.route(after, t, v);
  if (r0.kind != RouteKind::error && r1.kind == RouteKind::error) return r0.kind == RouteKind::direct ? "a1 direct->error" : "a2 proxy->error";
  if (r0.kind != RouteKind::proxy && r1.kind == RouteKind::proxy && listed(before, t, true, c.name)) return "b exempt->proxy";
  if (r0.kind == RouteKind::proxy && r1.kind == RouteKind::direct && !listed(before, t, false, c.name)) return "c proxy->direct unnamed";
  if (r0.kind == RouteKind::proxy && r1.kind == RouteKind::proxy && r0.proxy != r1.proxy) return "d other proxy";
  return "";
}
int main(int argc, char** argv) {
  std::uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 5000;
  Generator g(argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 7);
  std::mt19937_64 pick(99);
  std::vector<std::string> hosts = {"example.test","a.example.test","notexample.test","other.test","10.1.2.3","localhost","127.0.0.1","[fd00::1]","[::1]","a","d:8080"};
  struct Bucket { long n = 0; std::string example; };
  std::map<std::string, Bucket> buckets;
  for (std::uint64_t i = 0; i < count; ++i) {
    auto entries = g.environment(); (void)g.policy();
    auto before = Environment::own(entries);
    auto after = apply(before, make_plan(before, Policy{}));
    if (before.to_strings() == after.to_strings()) continue;
    for (const Client& c : all_clients()) {
      bool grpc = c.name.starts_with("grpc") || c.name == "google-generativeai";
      for (int k = 0; k < 4; ++k) {
        std::string scheme = grpc ? (pick()%2 ? "grpc" : "grpcs") : (pick()%2 ? "http" : "https");
        auto t = parse_target(scheme + "://" + hosts[pick()%hosts.size()]);
        std::string kind = violation(entries, c, *t);
        if (kind.empty()) continue;
        auto& b = buckets[kind + " | " + std::string(c.name)];
        b.n++;
        // shrink
        auto small = entries;
        bool changed = true;
        while (changed) {
          changed = false;
          for (std::size_t j = 0; j < small.size(); ++j) {
            auto cand = small; cand.erase(cand.begin()+long(j));
            if (violation(cand, c, *t) == kind) { small = cand; changed = true; break; }
          }
          if (changed) continue;
          for (std::size_t j = 0; j < small.size() && !changed; ++j)
            for (std::size_t p = small[j].find('=') + 1; p < small[j].size(); ++p) {
              auto cand = small; cand[j].erase(p, 1);
              if (violation(cand, c, *t) == kind) { small = cand; changed = true; break; }
            }
        }
        std::string text = t->text + " ";
        for (auto& e : small) text += " [" + escape_for_display(e) + "]";
        if (b.example.empty() || text.size() < b.example.size()) b.example = text;
      }
    }
  }
  for (auto& [k, b] : buckets) std::printf("%7ld  %-45s %s\n", b.n, k.c_str(), b.example.c_str());
}
