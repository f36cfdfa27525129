// SPDX-License-Identifier: Apache-2.0
#include "core/plan/plan.hpp"

#include <algorithm>
#include <array>

#include "core/examine.hpp"
#include "core/no_proxy.hpp"
#include "core/plan/also_plan.hpp"
#include "core/plan/draft.hpp"
#include "core/portable_list.hpp"
#include "core/proxy_url.hpp"
#include "core/redaction.hpp"

namespace proxyenv {

namespace {

constexpr std::array<std::pair<Reason, std::string_view>, 30> kReasons = {{
    {Reason::already_consistent, "already_consistent"},
    {Reason::also_decided, "also_decided"},
    {Reason::also_no_proxy, "also_no_proxy"},
    {Reason::also_not_written, "also_not_written"},
    {Reason::cgi_guard, "cgi_guard"},
    {Reason::empty_kept, "empty_kept"},
    {Reason::exemptions_in_doubt, "exemptions_in_doubt"},
    {Reason::family_not_selected, "family_not_selected"},
    {Reason::grpc_decided, "grpc_decided"},
    {Reason::httpx_would_fail, "httpx_would_fail"},
    {Reason::list_exempts_everything, "list_exempts_everything"},
    {Reason::not_copied_down, "not_copied_down"},
    {Reason::repair_off, "repair_off"},
    {Reason::set_but_empty, "set_but_empty"},
    {Reason::source_only, "source_only"},
    {Reason::spellings_conflict, "spellings_conflict"},
    {Reason::twin_unusable, "twin_unusable"},
    {Reason::unusable_value, "unusable_value"},
    {Reason::empty_spelling, "empty_spelling"},
    {Reason::grpc_choice, "grpc_choice"},
    {Reason::grpc_exemptions, "grpc_exemptions"},
    {Reason::missing_spelling, "missing_spelling"},
    {Reason::option_also, "option_also"},
    {Reason::option_exempt, "option_exempt"},
    {Reason::option_loopback_proxy, "option_loopback_proxy"},
    {Reason::option_portable, "option_portable"},
    {Reason::option_proxy, "option_proxy"},
    {Reason::preferred_spelling, "preferred_spelling"},
    {Reason::repaired, "repaired"},
    {Reason::cleans_to_nothing, "cleans_to_nothing"},
}};

constexpr bool reasons_stand_at_their_index() {
  for (std::size_t i = 0; i < kReasons.size(); ++i) {
    if (static_cast<std::size_t>(kReasons[i].first) != i) return false;
  }
  return true;
}
static_assert(reasons_stand_at_their_index(), "to_string() indexes the table");

// Why a value that reads well is not copied into a lower-case spelling.
std::string why_not_copied_down(const ProxyReading& reading, const FamilyRow& row) {
  if (reading.url.userinfo && reading.url.userinfo->substr(0, 1).find_first_not_of(':') != 0) {
    return "not copied: its user name is empty, which wget refuses";
  }
  if (!reading.url.port) return "not copied: it has no port, and clients take different ones";
  if (has_path(reading.url)) {
    return "not copied: it has a path, on which git and Python's urllib fail";
  }
  const std::string scheme = std::string(reading.url.scheme) + "://";
  if (row.lower_only_readers.empty()) return "not copied: only http:// is, and this is " + scheme;
  return "not copied: " + std::string(row.lower_only_readers) + " would fail on " + scheme;
}

std::string with_name(std::string text, std::string_view variable) {
  return std::move(text.append(variable));
}

// Keeps the two spellings of one family alike.
class PairPlanner {
 public:
  PairPlanner(Draft& draft, Family family)
      : draft_(draft),
        family_(family),
        row_(proxyenv::row_of(family)),
        lower_(draft.line(family, Case::lower)),
        upper_(draft.line(family, Case::upper)),
        guarded_(family == Family::http && draft.spellings.in_cgi()) {}

  void plan() {
    if (guarded_ && upper_.present()) guard();
    const bool upper_counts = upper_.present() && !guarded_;
    if (lower_.present() || upper_counts) plan_values(lower_, guarded_ ? nullptr : &upper_);
    // Also where the only spelling said nothing and is removed: removed, it counts as unset.
    if (!lower_.value_after() && (guarded_ || !upper_.value_after())) produce_from_option();
  }

 private:
  void guard() {
    upper_.keep(Reason::cgi_guard, "not trusted: in a CGI process a request header can set it");
  }

  struct Provided {
    std::string value;
    Reason reason;
    std::string detail;
  };

  // What the user wants to be used where no spelling exists.
  [[nodiscard]] std::optional<Provided> provided() const {
    if (family_ != Family::http && family_ != Family::https) return std::nullopt;
    const auto all_lower = draft_.line(Family::all, Case::lower).value_after();
    const auto all_upper = draft_.line(Family::all, Case::upper).value_after();
    if (has_value(all_lower) || has_value(all_upper)) {
      const std::string_view value = has_value(all_lower) ? *all_lower : *all_upper;
      const bool say_one_thing =
          !has_value(all_lower) || !has_value(all_upper) ||
          comparison_key_of_proxy(*all_lower) == comparison_key_of_proxy(*all_upper);
      const bool is_wanted = draft_.policy.portable && say_one_thing;
      return is_wanted ? portable_from(value, "ALL_PROXY") : std::nullopt;
    }
    if (draft_.policy.proxy) {
      std::string proxy = *draft_.policy.proxy;
      if (const auto& host = draft_.policy.loopback_proxy) {
        proxy = with_loopback_replaced(proxy, *host).value_or(proxy);
      }
      return Provided{std::move(proxy), Reason::option_proxy, "from --proxy"};
    }
    // undici, apt and Ruby's Net::HTTP use the http proxy for https targets, too.
    if (!draft_.policy.portable || family_ != Family::https) return std::nullopt;
    return portable_from(draft_.line(Family::http, Case::lower).value_after().value_or(""),
                         "http_proxy");
  }

  static bool has_value(std::optional<std::string_view> value) { return value && !value->empty(); }

  static std::optional<Provided> portable_from(std::string_view value, std::string_view name) {
    if (!is_plain_http(read_proxy(value))) return std::nullopt;
    return Provided{std::string(value), Reason::option_portable,
                    with_name("--portable: from ", name)};
  }

  void produce_from_option() {
    const auto found = provided();
    if (!found || draft_.everything_exempt()) return;
    const bool unsafe_below = draft_.exemptions_in_doubt(draft_.policy.only.holds(family_));
    if (!unsafe_below) lower_.set(found->value, found->reason, found->detail);
    if (!guarded_) upper_.set(found->value, found->reason, found->detail);
  }

  // `other` null: there is no second spelling to weigh.
  void plan_values(DraftLine& first, DraftLine* other) {
    const bool first_has = first.spelling->has_value();
    const bool other_has = other != nullptr && other->spelling->has_value();
    const auto ambiguous = [](const DraftLine* line) {
      return line != nullptr && line->spelling->state == SpellingState::ambiguous;
    };
    const bool differ = first_has && other_has && first.spelling->key != other->spelling->key;
    if (differ || ambiguous(&first) || ambiguous(other)) {
      if (!prefer()) conflict(first, other);
    } else if (first_has && other_has) {
      draft_.keep_or_repair(first, family_);
      draft_.keep_or_repair(*other, family_);
    } else if (first_has || other_has) {
      DraftLine& source = first_has ? first : *other;
      draft_.keep_or_repair(source, family_);
      if (other != nullptr) fill(first_has ? *other : first, source);
    } else {
      says_nothing(first);
      if (other != nullptr) says_nothing(*other);
    }
  }

  bool prefer() {
    if (!draft_.policy.prefer || guarded_) return false;
    const bool lower_wins = *draft_.policy.prefer == Case::lower;
    DraftLine& winner = lower_wins ? lower_ : upper_;
    DraftLine& loser = lower_wins ? upper_ : lower_;
    const bool usable = winner.spelling->state == SpellingState::set &&
                        !draft_.stays_half_empty(*winner.spelling, row_);
    if (!usable ||
        (!row_.is_list && !lower_wins && !is_plain_http(read_proxy(winner.spelling->value)))) {
      declined_ =
          with_name("; --prefer is not followed: ", winner.spelling->name)
              .append(usable ? " is no http://HOST:PORT" : " does not say one usable thing");
      return false;
    }
    draft_.keep_or_repair(winner, family_);
    loser.set(winner.spelling->value, Reason::preferred_spelling,
              with_name("--prefer decides for ", winner.spelling->name));
    return true;
  }

  void conflict(DraftLine& first, DraftLine* other) {
    for (DraftLine* line : {&first, other}) {
      if (line == nullptr || !line->present()) continue;
      const DraftLine* const twin = line == &first ? other : &first;
      if (line->spelling->state == SpellingState::ambiguous) {
        line->keep(Reason::spellings_conflict, "stands twice, with different values" + declined_);
      } else if (line->spelling->has_value()) {
        std::string differs = with_name("differs from ", twin->spelling->name) + declined_;
        if (line->spelling->loopback_replaced && !draft_.stays_half_empty(*line->spelling, row_)) {
          // Asked for of each value, whichever of the two was meant.
          line->set(line->spelling->value, Reason::option_loopback_proxy,
                    std::string(kLoopbackReplaced) + "; " + differs);
        } else {
          line->keep(Reason::spellings_conflict, std::move(differs));
        }
      } else {
        line->keep(Reason::twin_unusable, "its other spelling does not say one thing");
      }
    }
  }

  // `target` is absent, empty or blank; `source` has a value.
  void fill(DraftLine& target, const DraftLine& source) {
    const bool blank = target.spelling->state == SpellingState::blank;
    if (target.spelling->says_nothing() && !draft_.policy.fill_empty) {
      target.keep(Reason::empty_kept, "says nothing, kept (--empty keep)");
      return;
    }
    if (blank && !draft_.policy.repair) {
      target.keep(Reason::empty_kept, "says nothing, kept (--repair off)");
      return;
    }
    const Spelling& from = *source.spelling;
    if (const auto obstacle = obstacle_to_copying(from, target)) {
      // What says nothing stays, too: removed, it would uncover its twin to those that read both.
      target.keep(*obstacle, with_name("not filled from ", from.name));
    } else if (target.present()) {
      target.set(from.value, Reason::empty_spelling,
                 with_name("was empty; filled from ", from.name));
    } else {
      target.set(from.value, Reason::missing_spelling, with_name("copied from ", from.name));
    }
  }

  // Why `from` is not copied into `target`; explained on the line of the source where that helps.
  std::optional<Reason> obstacle_to_copying(const Spelling& from, const DraftLine& target) {
    // Python reads the upper-case list where there is no lower-case one, and none where that is
    // empty: httpx, which worked so far, would fail.
    if (row_.is_list && target.spelling->says_nothing() &&
        may_fail_httpx(draft_.policy.portable ? portable_list(from.value) : from.value)) {
      return Reason::httpx_would_fail;
    }
    if (from.state != SpellingState::set) return Reason::twin_unusable;
    if (draft_.stays_half_empty(from, row_)) return Reason::twin_unusable;
    if (row_.is_list) {
      // A list with a fault is not spread, and then neither are the proxies (exemptions_in_doubt).
      const bool is_clean = from.list_defect == ListDefect::none &&
                            (draft_.policy.repair || from.repairs == Repair::none);
      return is_clean ? std::nullopt : std::optional(Reason::twin_unusable);
    }
    DraftLine& source = draft_.line(family_, &target == &lower_ ? Case::upper : Case::lower);
    const auto explain = [&source](Reason reason, std::string detail) {
      if (source.action == Action::keep) source.keep(reason, std::move(detail));
      return reason;
    };
    if (draft_.everything_exempt()) {
      return explain(Reason::list_exempts_everything,
                     "not copied: the list exempts every host (`*`), which not every client "
                     "understands");
    }
    if (&target != &lower_) return std::nullopt;
    const ProxyReading reading = read_proxy(from.value);
    if (!is_plain_http(reading)) {
      return explain(Reason::not_copied_down, why_not_copied_down(reading, row_));
    }
    if (draft_.exemptions_in_doubt(false)) {
      return explain(Reason::exemptions_in_doubt,
                     "not copied: no_proxy and NO_PROXY do not say the same, and hosts that one "
                     "exempts would go to the proxy");
    }
    if (draft_.policy.only.holds(family_) && draft_.exemptions_in_doubt(true)) {
      return explain(Reason::exemptions_in_doubt,
                     "not copied: hosts that NO_PROXY exempts would go to the proxy; add `no` to "
                     "--only");
    }
    return std::nullopt;
  }

  void says_nothing(DraftLine& line) const {
    if (!line.present()) return;
    const bool blank = line.spelling->state == SpellingState::blank;
    // In a CGI process a blank http_proxy hides the untrusted one from Python and Ruby; a blank
    // https_proxy keeps undici and apt from the http one, which `*` does not everywhere.
    const bool may_go = !guarded_ && (row_.is_list || !draft_.everything_exempt());
    if (blank && draft_.policy.repair && draft_.policy.fill_empty && may_go) {
      line.unset(Reason::cleans_to_nothing, std::string(kSaysNothing));
    } else {
      line.keep(Reason::set_but_empty, blank ? std::string(kSaysNothing) : "set but empty");
    }
  }

  Draft& draft_;
  Family family_;
  const FamilyRow& row_;
  DraftLine& lower_;
  DraftLine& upper_;
  bool guarded_;
  std::string declined_;  // why --prefer did not decide, as the end of a clause
};

// `*` has no need of a change. And where one spelling goes on standing twice, once empty, changing
// the other would tear them apart.
bool lists_can_be_changed(const Draft& draft) {
  const auto stays_half_empty = [&](Case letter_case) {
    const DraftLine& line = draft.line(Family::no, letter_case);
    return line.action == Action::keep &&
           draft.stays_half_empty(*line.spelling, row_of(Family::no));
  };
  return !draft.everything_exempt() && !stays_half_empty(Case::lower) &&
         !stays_half_empty(Case::upper);
}

// --exempt extends every exemption list there is, empty ones too; one that holds `*` has no need.
// A name that stands twice with different values is left: no one value would keep both. A spelling
// without a value beside one that has it (kept empty, or not to be filled) is left too: the
// additions alone would pass for what the whole list should be.
void extend_exemptions(Draft& draft) {
  if (draft.policy.exempt.empty() || !lists_can_be_changed(draft)) return;
  for (const Case letter_case : {Case::lower, Case::upper}) {
    DraftLine& line = draft.line(Family::no, letter_case);
    const Spelling& twin =
        draft.spellings.of(Family::no, letter_case == Case::lower ? Case::upper : Case::lower);
    const bool says_nothing = !line.spelling->has_value() && line.action != Action::set;
    if (line.stays_ambiguous() || (says_nothing && twin.has_value())) continue;
    const std::string before = line.extendable_value();
    std::string extended = with_entries(before, draft.policy.exempt);
    if (line.action == Action::set) {
      line.after = std::move(extended);
      line.detail.append("; extended by --exempt");
    } else if (extended != before) {
      line.set(std::move(extended), Reason::option_exempt, "extended by --exempt");
    }
  }
}

// --portable rewrites every list that is clean and says one thing, and makes it name loopback where
// a proxy is set: Go, Ruby and Java exempt that by themselves, the others do not.
void make_lists_portable(Draft& draft) {
  if (!draft.policy.portable || !lists_can_be_changed(draft)) return;
  const bool has_proxy =
      draft.policy.proxy || std::any_of(kFamilies.begin(), kFamilies.end(), [&](const auto& row) {
        return !row.is_list && (draft.spellings.of(row.family, Case::lower).has_value() ||
                                draft.spellings.of(row.family, Case::upper).has_value());
      });
  // A new list, where none stays, not even an empty one.
  const bool is_wanted = has_proxy && !draft.line(Family::no, Case::lower).value_after() &&
                         !draft.line(Family::no, Case::upper).value_after();
  const std::vector<std::string> loopback = {"localhost", "127.0.0.1"};
  for (const Case letter_case : {Case::lower, Case::upper}) {
    DraftLine& line = draft.line(Family::no, letter_case);
    const std::string before(line.value_after().value_or(""));
    const bool stays =
        line.present() && line.action == Action::keep && line.reason != Reason::already_consistent;
    if (stays || (before.empty() && !is_wanted)) continue;
    const CleanedList cleaned = clean_list(before);
    if (cleaned.defect != ListDefect::none || cleaned.value != before) continue;
    std::string portable = portable_list(before);
    if (has_proxy) portable = with_entries(portable, loopback);
    if (portable == before) continue;
    const bool is_set = line.action == Action::set;
    line.set(std::move(portable), is_set ? line.reason : Reason::option_portable,
             is_set ? line.detail + "; rewritten by --portable" : "rewritten by --portable");
  }
}

// Undoes what was decided for families that --only leaves out; they remained sources until here.
void limit_to_selected(Draft& draft) {
  for (const FamilyRow& row : kFamilies) {
    if (draft.policy.only.holds(row.family)) continue;
    for (DraftLine& line : draft.lines[static_cast<std::size_t>(row.family)]) {
      if (line.action == Action::keep) continue;
      line.keep(Reason::family_not_selected, "not among the families of --only");
    }
  }
}

// The proxy variables as they will stand, for examine().
Environment variables_after(const Draft& draft) {
  std::vector<std::string> entries;
  if (draft.spellings.in_cgi()) entries.emplace_back("REQUEST_METHOD=");
  const auto append = [&entries](std::string_view name, std::string_view value) {
    entries.push_back(std::string(name).append("=").append(value));
  };
  for (const auto& family : draft.lines) {
    for (const DraftLine& line : family) {
      if (line.action == Action::set) append(line.spelling->name, line.after);
      if (line.action != Action::keep) continue;
      for (const std::string_view raw : line.spelling->raw) append(line.spelling->name, raw);
    }
  }
  return Environment::own(std::move(entries));
}

const FamilyRow& family_of(std::string_view variable) {
  return *std::find_if(kFamilies.begin(), kFamilies.end(), [&](const FamilyRow& row) {
    return variable == row.lower || variable == row.upper;
  });
}

// What examine() finds of the variables as they will stand, and what was filled. Families that
// --only leaves out are the user's own business, but for the lists: they decide what the written
// proxies reach.
std::vector<Finding> find_what_remains(const Draft& draft) {
  std::vector<Finding> findings;
  for (const auto& family : draft.lines) {
    for (const DraftLine& line : family) {
      if (line.action != Action::set || line.reason != Reason::empty_spelling) continue;
      findings.push_back({FindingKind::empty_filled, line.spelling->name,
                          std::string(line.spelling->name) + " " + line.detail});
    }
  }
  for (Finding& finding : examine(variables_after(draft))) {
    const FamilyRow& row = family_of(finding.variable);
    if (row.is_list || draft.policy.only.holds(row.family)) findings.push_back(std::move(finding));
  }
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return family_of(a.variable).family < family_of(b.variable).family;
  });
  return findings;
}

}  // namespace

std::string_view to_string(Action action) {
  switch (action) {
    case Action::keep:
      return "keep";
    case Action::set:
      return "set";
    case Action::unset:
      return "unset";
  }
  return "keep";
}

std::string_view to_string(Reason reason) {
  return kReasons[static_cast<std::size_t>(reason)].second;
}

std::string SettingValue::redacted() const {
  switch (kind_) {
    case ValueKind::proxy:
      return redact_proxy(bytes_);
    case ValueKind::list:
      return redact_list(bytes_);
    case ValueKind::client_option:
      break;
  }
  return redact_client_option(bytes_);
}

Plan make_plan(const Environment& environment, const Policy& policy) {
  const Spellings spellings(environment, policy.repair,
                            policy.loopback_proxy.value_or(std::string()));
  Draft draft(spellings, policy);
  // The list first: whether proxies may be produced depends on it.
  PairPlanner(draft, Family::no).plan();
  extend_exemptions(draft);
  make_lists_portable(draft);
  // ALL_PROXY next: http and https may be produced from it.
  for (const Family family : {Family::all, Family::http, Family::https, Family::ftp}) {
    PairPlanner(draft, family).plan();
  }
  plan_grpc(draft);
  limit_to_selected(draft);

  Plan plan;
  plan.findings = find_what_remains(draft);
  for (const FamilyRow& row : kFamilies) {
    for (const DraftLine& line : draft.lines[static_cast<std::size_t>(row.family)]) {
      if (!line.listed()) continue;
      Change change{line.spelling->name, row.name,    line.action, std::nullopt,
                    std::nullopt,        line.reason, line.detail};
      const ValueKind kind = row.is_list ? ValueKind::list : ValueKind::proxy;
      if (line.present()) change.before.emplace(std::string(line.spelling->raw.front()), kind);
      if (const auto after = line.value_after()) change.after.emplace(std::string(*after), kind);
      plan.changes.push_back(std::move(change));
    }
  }
  if (policy.also.names_somebody()) append_also(plan, apply(environment, plan), policy);
  return plan;
}

Environment apply(const Environment& environment, const Plan& plan) {
  std::vector<Edit> edits;
  for (const Change& change : plan.changes) {
    if (change.action == Action::keep) continue;
    Edit edit{change.variable, std::nullopt};
    if (change.after) edit.value = change.after->with_credentials();
    edits.push_back(std::move(edit));
  }
  return edits.empty() ? environment : edited(environment, edits);
}

}  // namespace proxyenv
