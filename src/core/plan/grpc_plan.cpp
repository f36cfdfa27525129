// SPDX-License-Identifier: Apache-2.0
// grpc_proxy and no_grpc_proxy. gRPC reads, lower case only, the first that exists of grpc_proxy,
// https_proxy and http_proxy; an empty or unusable one ends the search without a proxy (grpc v1.76
// http_proxy_mapper.cc, GetHttpProxyServer; grpc/grpc#17339). Its exemptions are no_grpc_proxy if
// that exists, else no_proxy.
// grpc_proxy is produced with the value that gRPC would pick anyway, so that it stays that one;
// no_grpc_proxy only where gRPC would otherwise send to the proxy what the list exempts, or a
// local sidecar.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/no_proxy.hpp"
#include "core/plan/draft.hpp"
#include "core/proxy_url.hpp"
#include "text/ascii.hpp"

namespace proxyenv {

namespace {

using Value = std::optional<std::string_view>;

// gRPC takes more than is_plain_http() says: no port (443), a scheme in upper case (1.73), blanks.
bool may_proxy(std::string_view value) {
  return ascii::lowered(ascii::trimmed(value)).starts_with("http:");
}

// Some gRPC would use a proxy. C-core stops at the first that exists, grpc-js passes over empty
// ones (grpc-js 1.13 http_proxy.ts, getProxyInfo).
bool may_be_proxied(Value grpc, Value https, Value http) {
  const Value chosen = grpc ? grpc : https ? https : http;
  if (chosen && may_proxy(*chosen)) return true;
  for (const Value value : {grpc, https, http}) {
    if (value && !value->empty()) return may_proxy(*value);
  }
  return false;
}

Value first_raw(const Spelling& spelling) {
  if (spelling.raw.empty()) return std::nullopt;
  return spelling.raw.front();
}

Value usable(Value value) {
  return value && is_plain_http(read_proxy(*value)) ? value : std::nullopt;
}

class GrpcPlanner {
 public:
  explicit GrpcPlanner(Draft& draft)
      : draft_(draft),
        proxy_(draft.line(Family::grpc, Case::lower)),
        source_(draft.line(Family::grpc, Case::upper)),
        exemptions_(draft.line(Family::no_grpc, Case::lower)) {}

  void plan() {
    plan_proxy();
    plan_exemptions();
  }

 private:
  void plan_proxy() {
    if (source_.present()) plan_source();
    if (proxy_.present()) {
      keep_decision(proxy_, Family::grpc);
      return;
    }
    if (draft_.everything_exempt()) return;
    const DraftLine& https = draft_.line(Family::https, Case::lower);
    const DraftLine& http = draft_.line(Family::http, Case::lower);
    // no_grpc_proxy carries the list where --only leaves no_proxy out.
    const bool proxied_anyway =
        may_be_proxied(std::nullopt, https.value_after(), http.value_after());
    if (!proxied_anyway && draft_.exemptions_in_doubt(false)) return;
    if (source_.spelling->state == SpellingState::set && usable(source_.spelling->raw.front())) {
      choose(*source_.value_after(), source_.spelling->name);
      return;
    }
    const bool https_exists =
        https.value_after() || draft_.line(Family::https, Case::upper).value_after();
    const DraftLine& chosen = https_exists ? https : http;
    // Which of two different entries gRPC sees depends on the program that starts it.
    if (chosen.stays_ambiguous()) return;
    if (const Value value = usable(chosen.value_after())) choose(*value, chosen.spelling->name);
  }

  void plan_source() {
    if (!usable(first_raw(*source_.spelling))) {
      source_.keep(Reason::source_only,
                   "no client reads it, and it is no source: not http://HOST:PORT");
    } else if (source_.spelling->loopback_replaced &&
               source_.spelling->state == SpellingState::set) {
      draft_.keep_or_repair(source_, Family::grpc);
    } else {
      source_.keep(Reason::source_only, "no client reads it; grpc_proxy is what gRPC reads");
    }
  }

  void choose(std::string_view value, std::string_view from) {
    proxy_.set(std::string(value), Reason::grpc_choice, "for gRPC, from " + std::string(from));
  }

  // Set by somebody, even empty: it stays, repaired where it is certainly broken.
  void keep_decision(DraftLine& line, Family family) {
    if (line.spelling->state == SpellingState::ambiguous) {
      line.keep(Reason::spellings_conflict, "stands twice, with different values");
    } else if (line.spelling->has_value() && !line.spelling->also_empty) {
      draft_.keep_or_repair(line, family);
      if (line.reason == Reason::already_consistent) {
        const bool consistent = line.detail == "consistent";
        line.keep(Reason::grpc_decided, consistent ? "set, so it stays" : std::move(line.detail));
      }
    } else {
      line.keep(Reason::grpc_decided, line.spelling->state == SpellingState::blank
                                          ? std::string(kSaysNothing)
                                          : "set but empty, which gRPC respects, so it stays");
    }
  }

  void plan_exemptions() {
    const bool blank = exemptions_.spelling->state == SpellingState::blank && draft_.policy.repair;
    if (exemptions_.present() && !blank) {
      keep_decision(exemptions_, Family::no_grpc);
      extend_decision();
      return;
    }
    if (blank) {
      // A list of nothing but blanks makes gRPC exempt every host (an entry that is trimmed to the
      // empty string is a suffix of every name).
      exemptions_.unset(Reason::cleans_to_nothing, "has nothing but blanks, quotes or separators");
    }
    produce_exemptions();
  }

  void extend_decision() {
    if (draft_.policy.exempt.empty() || exemptions_.stays_ambiguous()) return;
    const std::string before = exemptions_.extendable_value();
    std::string extended = with_option(before);
    if (extended != before) {
      exemptions_.set(std::move(extended), Reason::option_exempt, "extended by --exempt");
    }
  }

  // The list with the entries of --exempt, in gRPC's dialect.
  [[nodiscard]] std::string with_option(std::string list) const {
    if (exempts_everything(list)) return list;
    std::vector<std::string> additions;
    for (const std::string& entry : draft_.policy.exempt) {
      additions.push_back(in_grpc_dialect(entry));
    }
    return with_entries(list, additions);
  }

  void produce_exemptions() {
    const auto raw = [this](Family family) {
      return first_raw(draft_.spellings.of(family, Case::lower));
    };
    const auto written = [this](Family family) {
      const DraftLine& line = draft_.line(family, Case::lower);
      return draft_.policy.only.holds(family) ? line.value_after() : first_raw(*line.spelling);
    };
    const bool proxied_before =
        may_be_proxied(raw(Family::grpc), raw(Family::https), raw(Family::http));
    const bool proxied_after =
        may_be_proxied(written(Family::grpc), written(Family::https), written(Family::http));
    if (!proxied_after || draft_.everything_exempt()) return;

    std::string list(draft_.line(Family::no, Case::lower).value_after().value_or(""));
    // --only may leave no_proxy unwritten: then gRPC would not see the list at all.
    const bool list_is_unseen = written(Family::no).value_or("") != list;
    // What is made is clean, whatever --repair says of what somebody set: a blank or empty entry
    // exempts every host in gRPC.
    const CleanedList cleaned = clean_list(list);
    if (cleaned.defect != ListDefect::none) return;  // nothing certain can be made of it
    list = cleaned.blank ? std::string() : cleaned.value;
    std::vector<std::string> loopback;
    if (!proxied_before && !names_localhost(list)) loopback.emplace_back("localhost");
    if (!proxied_before && !names_loopback_address(list)) loopback.emplace_back("127.0.0.1");
    if (loopback.empty() && !list_is_unseen && !needs_grpc_dialect(list)) return;

    std::string value = with_option(needs_grpc_dialect(list) ? in_grpc_dialect(list) : list);
    std::string detail = "exemptions for gRPC";
    if (needs_grpc_dialect(list)) detail.append(", `*.x` as `.x`");
    if (!loopback.empty()) {
      value = with_entries(value, loopback);
      detail.append(", with loopback, since gRPC now uses the proxy");
    }
    if (!value.empty()) {
      exemptions_.set(std::move(value), Reason::grpc_exemptions, std::move(detail));
    }
  }

  Draft& draft_;
  DraftLine& proxy_;
  DraftLine& source_;
  DraftLine& exemptions_;
};

}  // namespace

void plan_grpc(Draft& draft) {
  GrpcPlanner(draft).plan();
}

}  // namespace proxyenv
