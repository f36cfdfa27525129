// SPDX-License-Identifier: Apache-2.0
#include "core/plan.hpp"

#include <algorithm>
#include <array>

#include "core/draft.hpp"
#include "core/no_proxy.hpp"
#include "core/proxy_url.hpp"
#include "core/redaction.hpp"

namespace proxyenv {

namespace {

constexpr std::array<std::pair<Reason, std::string_view>, 21> kReasons = {{
    {Reason::already_consistent, "already_consistent"},
    {Reason::cgi_guard, "cgi_guard"},
    {Reason::empty_kept, "empty_kept"},
    {Reason::family_not_selected, "family_not_selected"},
    {Reason::grpc_decided, "grpc_decided"},
    {Reason::list_exempts_everything, "list_exempts_everything"},
    {Reason::not_copied_down, "not_copied_down"},
    {Reason::set_but_empty, "set_but_empty"},
    {Reason::source_only, "source_only"},
    {Reason::spellings_conflict, "spellings_conflict"},
    {Reason::twin_unusable, "twin_unusable"},
    {Reason::unusable_value, "unusable_value"},
    {Reason::empty_spelling, "empty_spelling"},
    {Reason::grpc_choice, "grpc_choice"},
    {Reason::grpc_exemptions, "grpc_exemptions"},
    {Reason::missing_spelling, "missing_spelling"},
    {Reason::option_exempt, "option_exempt"},
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

std::string named(std::string_view text, std::string_view variable) {
  return std::string(text).append(variable);
}

struct DefectRow {
  FindingKind kind;
  std::string_view clause;
};

DefectRow row_of(ProxyDefect defect) {
  switch (defect) {
    case ProxyDefect::none:
    case ProxyDefect::unreadable:
      break;
    case ProxyDefect::unbalanced_quotes:
      return {FindingKind::unbalanced_quotes, "begins or ends with a quote that has no partner"};
    case ProxyDefect::missing_scheme:
      return {FindingKind::missing_scheme, "has no scheme and is not of the form HOST:PORT"};
    case ProxyDefect::unknown_scheme:
      return {FindingKind::unknown_scheme, "has a scheme that is not one of a proxy"};
    case ProxyDefect::no_host:
      return {FindingKind::no_host, "names no host"};
    case ProxyDefect::bad_host:
      return {FindingKind::bad_host, "has characters in the host that no host name has"};
    case ProxyDefect::bad_port:
      return {FindingKind::bad_port, "has a port that is not a number from 1 to 65535"};
    case ProxyDefect::unencoded_credentials:
      return {FindingKind::unencoded_credentials,
              "has reserved characters in user or password that leave in doubt where the host is"};
  }
  return {FindingKind::unreadable_value, "has blanks or control characters inside"};
}

// Why a value that reads well is not copied into a lower-case spelling.
std::string why_not_plain_http(const ProxyReading& reading) {
  if (reading.url.scheme == "http") {
    return "it has no port, and the clients that read only lower-case names take different ones";
  }
  return "wget, gRPC and apt, which read only lower-case names, would fail on " +
         std::string(reading.url.scheme) + "://";
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
    report_missing_port();
  }

 private:
  void guard() {
    upper_.keep(Reason::cgi_guard, "not trusted: in a CGI process a request header can set it");
    draft_.find(FindingKind::cgi_http_proxy, row_.upper,
                "HTTP_PROXY is not used as a source, because REQUEST_METHOD or GATEWAY_INTERFACE "
                "marks a CGI process, where a request header can set it");
  }

  void produce_from_option() {
    const bool takes_option = family_ == Family::http || family_ == Family::https;
    if (!takes_option || !draft_.policy.proxy) return;
    const auto all_has_value = [&](Case letter_case) {
      return draft_.spellings.of(Family::all, letter_case).has_value();
    };
    if (all_has_value(Case::lower) || all_has_value(Case::upper) || draft_.everything_exempt()) {
      return;
    }
    lower_.set(*draft_.policy.proxy, Reason::option_proxy, "from --proxy");
    if (!guarded_) upper_.set(*draft_.policy.proxy, Reason::option_proxy, "from --proxy");
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
    if (winner.spelling->state != SpellingState::set) return false;
    if (!row_.is_list && !lower_wins && !is_plain_http(read_proxy(winner.spelling->value))) {
      return false;
    }
    draft_.keep_or_repair(winner, family_);
    loser.set(winner.spelling->value, Reason::preferred_spelling,
              named("--prefer decides for ", winner.spelling->name));
    return true;
  }

  void conflict(DraftLine& first, DraftLine* other) {
    for (DraftLine* line : {&first, other}) {
      if (line == nullptr || !line->present()) continue;
      if (line->spelling->state == SpellingState::ambiguous) {
        line->keep(Reason::spellings_conflict, "stands twice, with different values");
        draft_.find(FindingKind::duplicate_conflict, line->spelling->name,
                    named("", line->spelling->name) +
                        " stands twice in the environment with different values; most programs "
                        "read the first, some the last");
      } else if (line->spelling->has_value()) {
        line->keep(
            Reason::spellings_conflict,
            named("differs from ", line == &first && other != nullptr ? other->spelling->name
                                                                      : first.spelling->name));
      } else {
        line->keep(Reason::twin_unusable, "its other spelling does not say one thing");
      }
    }
    if (other != nullptr && first.spelling->has_value() && other->spelling->has_value() &&
        first.spelling->key != other->spelling->key) {
      draft_.find(FindingKind::case_conflict, row_.lower,
                  named("", row_.lower) + " and " + std::string(row_.upper) + " differ: " +
                      std::string(row_.lower_readers) + " read " + std::string(row_.lower) + "; " +
                      std::string(row_.upper_readers) + " read " + std::string(row_.upper));
    }
  }

  // `target` is absent, empty or blank; `source` has a value.
  void fill(DraftLine& target, const DraftLine& source) {
    const bool blank = target.spelling->state == SpellingState::blank;
    if (target.spelling->says_nothing() && !draft_.policy.fill_empty) {
      target.keep(Reason::empty_kept, "set but empty, kept (--empty keep)");
      return;
    }
    if (blank && !draft_.policy.repair) {
      target.keep(Reason::empty_kept, "set but says nothing, kept (--repair off)");
      return;
    }
    const Spelling& from = *source.spelling;
    if (const auto obstacle = obstacle_to_copying(from, target)) {
      if (blank) {
        target.unset(Reason::cleans_to_nothing, "has nothing but blanks, quotes or separators");
      } else {
        target.keep(*obstacle, named("not filled from ", from.name));
      }
      return;
    }
    if (target.present()) {
      target.set(from.value, Reason::empty_spelling, named("was empty; copied from ", from.name));
      draft_.find(FindingKind::empty_filled, target.spelling->name,
                  named("", target.spelling->name) + " was set but empty, and was filled from " +
                      std::string(from.name));
    } else {
      target.set(from.value, Reason::missing_spelling, named("copied from ", from.name));
    }
  }

  // Why `from` is not copied into `target`; explained on the line of the source where that helps.
  std::optional<Reason> obstacle_to_copying(const Spelling& from, const DraftLine& target) {
    if (from.state != SpellingState::set) return Reason::twin_unusable;
    if (row_.is_list) {
      if (from.list_defect == ListDefect::would_exempt_everything) return Reason::twin_unusable;
      return std::nullopt;
    }
    DraftLine& source = draft_.line(family_, &target == &lower_ ? Case::upper : Case::lower);
    const auto explain = [&source](Reason reason, std::string detail) {
      if (source.action == Action::keep) source.keep(reason, std::move(detail));
      return reason;
    };
    if (draft_.everything_exempt()) {
      return explain(Reason::list_exempts_everything,
                     named("not copied: the list exempts every host, which not every reader of ",
                           target.spelling->name) +
                         " understands");
    }
    const ProxyReading reading = read_proxy(from.value);
    if (&target == &lower_ && !is_plain_http(reading)) {
      if (reading.url.scheme != "http") {
        draft_.find(FindingKind::not_copied_down, from.name,
                    named("", from.name) + " is not copied into " + std::string(row_.lower) + ": " +
                        why_not_plain_http(reading));
      }
      return explain(Reason::not_copied_down, "not copied: " + why_not_plain_http(reading));
    }
    return std::nullopt;
  }

  void says_nothing(DraftLine& line) const {
    if (!line.present()) return;
    if (line.spelling->state == SpellingState::blank && draft_.policy.repair &&
        draft_.policy.fill_empty) {
      line.unset(Reason::cleans_to_nothing, "has nothing but blanks, quotes or separators");
    } else {
      line.keep(Reason::set_but_empty, "set but empty");
    }
  }

  void report_missing_port() {
    if (row_.is_list) return;
    for (const DraftLine* line : {&lower_, &upper_}) {
      const bool says_something = line->spelling->state == SpellingState::set;
      if (!says_something || line->reason == Reason::cgi_guard) continue;
      if (read_proxy(line->spelling->value).url.port) continue;
      draft_.find(FindingKind::missing_port, line->spelling->name,
                  named("", line->spelling->name) +
                      " has no port: curl takes 1080, gRPC 443, the others 80");
      return;
    }
  }

  Draft& draft_;
  Family family_;
  const FamilyRow& row_;
  DraftLine& lower_;
  DraftLine& upper_;
  bool guarded_;
};

// --exempt extends every exemption list there is, empty ones too; one that holds `*` has no need.
// A name that stands twice with different values is left: no one value would keep both. A spelling
// without a value beside one that has it (kept empty, or not to be filled) is left too: the
// additions alone would pass for what the whole list should be.
void extend_exemptions(Draft& draft) {
  if (draft.policy.exempt.empty() || draft.everything_exempt()) return;
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

// Undoes what was decided for families that --only leaves out; they remained sources until here.
void limit_to_selected(Draft& draft) {
  for (const FamilyRow& row : kFamilies) {
    if (draft.policy.only.holds(row.family)) continue;
    for (DraftLine& line : draft.lines[static_cast<std::size_t>(row.family)]) {
      if (line.action == Action::keep) continue;
      line.keep(Reason::family_not_selected, "not among the families of --only");
      std::erase_if(draft.findings, [&](const Finding& finding) {
        return finding.kind == FindingKind::empty_filled && finding.variable == line.spelling->name;
      });
    }
  }
}

void report_list_of_everything(Draft& draft) {
  const DraftLine* const line = draft.line_that_exempts_everything();
  if (line == nullptr) return;
  draft.find(FindingKind::list_exempts_everything, line->spelling->name,
             named("", line->spelling->name) +
                 " exempts every host (`*`), so no proxy variable is added: wget, gRPC, apt, Ruby "
                 "and .NET do not understand `*`");
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
  return is_list_ ? redact_list(bytes_) : redact_proxy(bytes_);
}

void DraftLine::set(std::string value, Reason why, std::string text) {
  const bool unchanged =
      present() && std::all_of(spelling->raw.begin(), spelling->raw.end(),
                               [&](std::string_view raw) { return raw == value; });
  if (unchanged) {
    keep(Reason::already_consistent, "consistent");
    return;
  }
  action = Action::set;
  after = std::move(value);
  reason = why;
  detail = std::move(text);
}

Draft::Draft(const Spellings& read, const Policy& asked) : spellings(read), policy(asked) {
  for (const FamilyRow& row : kFamilies) {
    for (const Case letter_case : {Case::lower, Case::upper}) {
      line(row.family, letter_case).spelling = &spellings.of(row.family, letter_case);
    }
  }
}

const DraftLine* Draft::line_that_exempts_everything() const {
  const DraftLine* produced = nullptr;
  for (const Case letter_case : {Case::lower, Case::upper}) {
    const DraftLine& candidate = line(Family::no, letter_case);
    // Where --prefer replaces the list with the `*`, the other one counts, if it is written at all.
    const bool replaced = candidate.action == Action::set && policy.only.holds(Family::no);
    const auto& raw = candidate.spelling->raw;
    const bool exempts = replaced ? exempts_everything(candidate.after)
                                  : std::any_of(raw.begin(), raw.end(), exempts_everything);
    if (exempts && candidate.present()) return &candidate;
    if (exempts) produced = &candidate;
  }
  return produced;
}

void Draft::keep_or_repair(DraftLine& target, Family family) {
  const Spelling& spelling = *target.spelling;
  const bool is_list = proxyenv::row_of(family).is_list;
  const std::string name(spelling.name);
  if (spelling.state == SpellingState::unusable) {
    const DefectRow defect = row_of(spelling.proxy_defect);
    target.keep(Reason::unusable_value, std::string(defect.clause));
    find(defect.kind, spelling.name, name + " " + std::string(defect.clause));
    return;
  }
  if (is_list && spelling.list_defect == ListDefect::unbalanced_quotes) {
    target.keep(Reason::unusable_value, "has quotes that are not pairs round entries");
    find(FindingKind::unbalanced_quotes, spelling.name,
         name + " has quotes that are not pairs round the list or an entry");
    return;
  }
  if (is_list && spelling.list_defect == ListDefect::would_exempt_everything) {
    target.keep(Reason::unusable_value, "cleaning would leave `*`, which exempts every host");
    return;
  }
  if (!policy.repair && spelling.repairs != Repair::none) {
    find(FindingKind::repair_needed, spelling.name,
         name + " needs a repair that --repair off leaves undone: " + describe(spelling.repairs));
  }
  if (policy.repair && spelling.repairs != Repair::none) {
    target.set(spelling.value, Reason::repaired, describe(spelling.repairs));
  } else if (spelling.also_empty && policy.fill_empty) {
    target.set(spelling.value, Reason::empty_spelling, "stood twice, once empty");
    find(FindingKind::empty_filled, spelling.name,
         name + " stood twice, once empty, and the empty entry was filled from the other");
  } else {
    target.keep(Reason::already_consistent, "consistent");
  }
}

Plan make_plan(const Environment& environment, const Policy& policy) {
  const Spellings spellings(environment, policy.repair);
  Draft draft(spellings, policy);
  // The list first: whether proxies may be produced depends on it.
  PairPlanner(draft, Family::no).plan();
  report_list_of_everything(draft);
  for (const FamilyRow& row : kFamilies) {
    if (row.mirrored && !row.is_list) PairPlanner(draft, row.family).plan();
  }
  extend_exemptions(draft);
  plan_grpc(draft);
  limit_to_selected(draft);

  Plan plan;
  for (const FamilyRow& row : kFamilies) {
    for (const DraftLine& line : draft.lines[static_cast<std::size_t>(row.family)]) {
      if (!line.listed()) continue;
      Change change{line.spelling->name, row.family,  line.action, std::nullopt,
                    std::nullopt,        line.reason, line.detail};
      if (line.present()) {
        change.before.emplace(std::string(line.spelling->raw.front()), row.is_list);
      }
      if (const auto after = line.value_after()) {
        change.after.emplace(std::string(*after), row.is_list);
      }
      plan.changes.push_back(std::move(change));
      std::copy_if(draft.findings.begin(), draft.findings.end(), std::back_inserter(plan.findings),
                   [&](const Finding& finding) { return finding.variable == line.spelling->name; });
    }
  }
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
