// SPDX-License-Identifier: Apache-2.0
#include "core/plan/option_rules.hpp"

#include "core/comparison_key.hpp"
#include "core/plan/exemptions.hpp"
#include "core/proxy_url.hpp"

namespace proxyenv {

namespace {

struct Provided {
  std::string value;
  Reason reason;
  std::string detail;
};

std::optional<Provided> portable_from(std::string_view value, std::string_view name) {
  if (!is_plain_http(read_proxy(value))) return std::nullopt;
  return Provided{std::string(value), Reason::option_portable,
                  "--portable: from " + std::string(name)};
}

// all_proxy and ALL_PROXY after the plan; an empty value counts as none.
struct AllProxies {
  std::optional<std::string_view> lower;
  std::optional<std::string_view> upper;
  bool ambiguous;  // one of the names goes on standing twice with different values

  explicit AllProxies(const Draft& draft)
      : lower(draft.line(Family::all, Case::lower).value_after()),
        upper(draft.line(Family::all, Case::upper).value_after()),
        ambiguous(draft.line(Family::all, Case::lower).stays_ambiguous() ||
                  draft.line(Family::all, Case::upper).stays_ambiguous()) {
    if (lower && lower->empty()) lower.reset();
    if (upper && upper->empty()) upper.reset();
  }
  [[nodiscard]] bool differ() const {
    return ambiguous ||
           (lower && upper && comparison_key_of_proxy(*lower) != comparison_key_of_proxy(*upper));
  }
};

// First match wins: a proxy that somebody set for everything (ALL_PROXY) is a decision, so --proxy
// does not override it; --proxy was given by name, so --portable does not override that.
std::optional<Provided> provided_proxy(const Draft& draft, Family family) {
  if (family != Family::http && family != Family::https) return std::nullopt;
  if (const AllProxies all(draft); all.lower || all.upper) {
    if (!draft.policy.portable || all.differ()) return std::nullopt;
    return portable_from(all.lower ? *all.lower : *all.upper, "ALL_PROXY");
  }
  if (draft.policy.proxy) {
    return Provided{*draft.policy.proxy, Reason::option_proxy, "from --proxy"};
  }
  if (!draft.policy.portable || family != Family::https) return std::nullopt;
  // undici, apt and Ruby's Net::HTTP use the http proxy for https targets, too.
  const DraftLine& http = draft.line(Family::http, Case::lower);
  if (http.stays_ambiguous()) return std::nullopt;  // nobody knows which of the two was meant
  return portable_from(http.value_after().value_or(""), "http_proxy");
}

}  // namespace

void produce_from_options(Draft& draft, Family family) {
  const auto provided = provided_proxy(draft, family);
  if (!provided || everything_is_exempt(draft)) return;
  // A family that --only leaves out is not written. Its planned value can still be a source for
  // others.
  const bool in_doubt = draft.policy.only.holds(family) ? exemptions_in_doubt_as_written(draft)
                                                        : exemptions_in_doubt_as_planned(draft);
  if (!in_doubt) {
    draft.line(family, Case::lower).set(provided->value, provided->reason, provided->detail);
  }
  if (draft.spellings.counts(family, Case::upper)) {
    draft.line(family, Case::upper).set(provided->value, provided->reason, provided->detail);
  }
}

}  // namespace proxyenv
