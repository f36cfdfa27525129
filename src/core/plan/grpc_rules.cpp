// SPDX-License-Identifier: Apache-2.0
#include "core/plan/grpc_rules.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/grpc_list.hpp"
#include "core/no_proxy.hpp"
#include "core/plan/exemptions.hpp"
#include "core/plan/repair_rules.hpp"
#include "core/proxy_url.hpp"
#include "core/repair_list.hpp"
#include "text/ascii.hpp"

namespace proxyenv {

namespace {

using Value = std::optional<std::string_view>;

// The variables in which gRPC looks for its proxy, in its order.
struct ProxyValues {
  Value grpc;
  Value https;
  Value http;
};

// gRPC accepts more than is_plain_http(): a missing port (443), a scheme in upper case (1.73),
// blanks.
bool may_proxy(std::string_view value) {
  return ascii::lowered(ascii::trimmed(value)).starts_with("http:");
}

// Whether some version of gRPC would use a proxy. C-core stops at the first value that exists,
// grpc-js skips empty ones (grpc-js 1.13 http_proxy.ts, getProxyInfo).
bool may_be_proxied(const ProxyValues& values) {
  const auto& [grpc, https, http] = values;
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

// The value that the lower-case spelling will really have, even if --only leaves it out.
Value written(const Draft& draft, Family family) {
  const DraftLine& line = draft.line(family, Case::lower);
  return draft.policy.only.holds(family) ? line.value_after() : first_raw(*line.spelling);
}

bool is_usable(Value value) {
  return value && is_plain_http(read_proxy(*value));
}

// Set by somebody, even empty: it stays, repaired where it is certainly broken. First match wins,
// because a name that stands twice has no one value to judge, and gRPC respects an empty entry
// whatever the other entries of the name say.
void keep_decision(const Draft& draft, DraftLine& line) {
  const Spelling& spelling = *line.spelling;
  if (spelling.state == SpellingState::ambiguous) {
    line.keep(Reason::spellings_conflict, std::string(kStandsTwice));
  } else if (!spelling.has_value() || spelling.has_empty_duplicate) {
    line.keep(Reason::grpc_decided, spelling.state == SpellingState::blank
                                        ? std::string(kSaysNothing)
                                        : "set but empty, which gRPC respects, so it stays");
  } else {
    keep_or_repair(draft, line);
    if (line.reason != Reason::already_consistent) return;
    line.keep(Reason::grpc_decided,
              lower_only_readers_cannot_use(line) ? std::move(line.detail) : "set, so it stays");
  }
}

// --- GRPC_PROXY, which is only a source -------------------------------------------------------

// First match wins, because a value that is no source needs no other word. The option comes before
// the general reason, because it was given for each value.
void plan_source(const Draft& draft, DraftLine& source) {
  if (!source.present()) return;
  const Spelling& spelling = *source.spelling;
  if (!is_usable(first_raw(spelling))) {
    source.keep(Reason::source_only,
                "gRPC does not read it, and it is no source: not http://HOST:PORT");
  } else if (spelling.loopback_replaced && spelling.state == SpellingState::set) {
    keep_or_repair(draft, source);
  } else {
    source.keep(Reason::source_only, "gRPC does not read it; grpc_proxy is what it reads");
  }
}

// --- grpc_proxy --------------------------------------------------------------------------------

// The variable that gRPC would use without grpc_proxy. Null if that is none, or not certain.
const DraftLine* choice_of_grpc(const Draft& draft) {
  const DraftLine& https = draft.line(Family::https, Case::lower);
  const DraftLine& http = draft.line(Family::http, Case::lower);
  const bool https_exists =
      https.value_after() || draft.line(Family::https, Case::upper).value_after();
  const DraftLine& chosen = https_exists ? https : http;
  // Which of two different entries gRPC sees depends on the program that starts it.
  return !chosen.stays_ambiguous() && is_usable(chosen.value_after()) ? &chosen : nullptr;
}

// Whether gRPC clients that go direct so far would get a proxy without all exemptions. (If only
// --only leaves no_proxy out, no_grpc_proxy carries the list.)
bool would_miss_exemptions(const Draft& draft) {
  const ProxyValues without_grpc_proxy = {std::nullopt,
                                          draft.line(Family::https, Case::lower).value_after(),
                                          draft.line(Family::http, Case::lower).value_after()};
  return !may_be_proxied(without_grpc_proxy) && exemptions_in_doubt_as_planned(draft);
}

// First match wins. A value that somebody set for gRPC comes before every choice. Reasons against
// any proxy come before the choice of one. GRPC_PROXY, which names gRPC, comes before the others.
void plan_proxy(const Draft& draft, DraftLine& proxy, const DraftLine& source) {
  if (proxy.present()) {
    keep_decision(draft, proxy);
    return;
  }
  if (everything_is_exempt(draft) || would_miss_exemptions(draft)) return;
  const bool source_is_usable =
      source.spelling->state == SpellingState::set && is_usable(source.spelling->raw.front());
  const DraftLine* const chosen = source_is_usable ? &source : choice_of_grpc(draft);
  if (chosen == nullptr) return;
  proxy.set(std::string(*chosen->value_after()), Reason::grpc_choice,
            "for gRPC, from " + std::string(chosen->spelling->name));
}

// --- no_grpc_proxy -----------------------------------------------------------------------------

// The list with the entries of --exempt, in gRPC's dialect.
std::string with_exempt_option(const Draft& draft, std::string list) {
  if (exempts_everything(list)) return list;
  std::vector<std::string> additions;
  for (const std::string& entry : draft.policy.exempt) additions.push_back(in_grpc_dialect(entry));
  return with_entries(list, additions);
}

void extend_decision(const Draft& draft, DraftLine& exemptions) {
  if (draft.policy.exempt.empty() || exemptions.stays_ambiguous()) return;
  const std::string before = exemptions.extendable_value();
  std::string extended = with_exempt_option(draft, before);
  if (extended != before) {
    exemptions.set(std::move(extended), Reason::option_exempt, "extended by --exempt");
  }
}

bool was_proxied(const Draft& draft) {
  const auto raw = [&](Family family) {
    return first_raw(draft.spellings.of(family, Case::lower));
  };
  return may_be_proxied({raw(Family::grpc), raw(Family::https), raw(Family::http)});
}

bool will_be_proxied(const Draft& draft) {
  return may_be_proxied(
      {written(draft, Family::grpc), written(draft, Family::https), written(draft, Family::http)});
}

// The names of loopback that the list lacks, if gRPC starts to use a proxy.
std::vector<std::string> missing_loopback(const Draft& draft, const std::string& list) {
  std::vector<std::string> missing;
  if (was_proxied(draft)) return missing;
  if (!names_localhost(list)) missing.emplace_back("localhost");
  if (!names_loopback_address(list)) missing.emplace_back("127.0.0.1");
  return missing;
}

void produce_exemptions(const Draft& draft, DraftLine& exemptions) {
  if (!will_be_proxied(draft) || everything_is_exempt(draft)) return;
  const std::string planned(draft.line(Family::no, Case::lower).value_after().value_or(""));
  // A produced list is repaired even with --repair off, because a blank or empty entry exempts
  // every host in gRPC.
  const RepairedList repaired = repair_list(planned);
  if (repaired.defect != ListDefect::none) return;  // no certain list can be made from it
  const std::string list = repaired.blank ? std::string() : repaired.value;

  // With --only, no_proxy may not be written. Then gRPC would not see the list at all.
  const bool list_is_unseen = written(draft, Family::no).value_or("") != planned;
  const bool needs_dialect = needs_grpc_dialect(list);
  const std::vector<std::string> loopback = missing_loopback(draft, list);
  if (loopback.empty() && !list_is_unseen && !needs_dialect) return;

  std::string value = with_exempt_option(draft, needs_dialect ? in_grpc_dialect(list) : list);
  std::string detail = "exemptions for gRPC";
  if (needs_dialect) detail.append(", `*.x` as `.x`");
  if (!loopback.empty()) {
    value = with_entries(value, loopback);
    detail.append(", with loopback, since gRPC now uses the proxy");
  }
  if (!value.empty()) {
    exemptions.set(std::move(value), Reason::grpc_exemptions, std::move(detail));
  }
}

// A list of only blanks is removed, because gRPC would exempt every host: every name ends in an
// entry that is empty after trimming.
void plan_exemptions(const Draft& draft, DraftLine& exemptions) {
  const bool blank = exemptions.spelling->state == SpellingState::blank && draft.policy.repair;
  if (exemptions.present() && !blank) {
    keep_decision(draft, exemptions);
    extend_decision(draft, exemptions);
    return;
  }
  if (blank) exemptions.unset(Reason::cleans_to_nothing, std::string(kSaysNothing));
  produce_exemptions(draft, exemptions);
}

}  // namespace

void plan_grpc(Draft& draft) {
  DraftLine& source = draft.line(Family::grpc, Case::upper);
  DraftLine& proxy = draft.line(Family::grpc, Case::lower);
  plan_source(draft, source);
  plan_proxy(draft, proxy, source);
  plan_exemptions(draft, draft.line(Family::no_grpc, Case::lower));
}

}  // namespace proxyenv
