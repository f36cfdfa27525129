// SPDX-License-Identifier: Apache-2.0
#include "core/plan/repair_rules.hpp"

#include "core/plan/exemptions.hpp"
#include "core/proxy_url.hpp"
#include "core/readers.hpp"
#include "core/repair_list.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

// The defect of a list, as the end of a sentence. `defect` is not `none`.
std::string_view describe_defect(ListDefect defect) {
  if (defect == ListDefect::unbalanced_quotes) return "has quotes that are not pairs round entries";
  if (defect == ListDefect::unreadable) return "has pieces that are no hosts";
  return "is `*` with something round it, which clients read differently";
}

std::string why_duplicate_stays_empty(const Draft& draft, const DraftLine& line) {
  const bool is_plain = !line.row->is_list && is_plain_http(read_proxy(line.spelling->value));
  const std::string_view cause = !draft.policy.fill_empty ? "--empty keep"
                                 : line.row->is_list      ? "httpx may fail on the list"
                                 : is_plain ? "requests would fail on credentials beyond Latin-1"
                                            : "only http://HOST:PORT is copied";
  return "stands twice, once empty, which is not filled (" + std::string(cause) + ")";
}

struct Objection {
  Reason reason;
  std::string detail;
};

// Why the value stays unchanged. First match wins; the first reason is the one that a person would
// have to change first. --repair off comes before an unusable value, because it may be the only
// reason why the value is unusable. `*` comes last: it only forbids repairs that are otherwise
// possible.
std::optional<Objection> objection_to_change(const Draft& draft, const DraftLine& line) {
  const Spelling& spelling = *line.spelling;
  const bool needs_repair = spelling.repairs != Repair::none;
  if (!draft.policy.repair && needs_repair) {
    return Objection{Reason::repair_off,
                     "needs a repair, left (--repair off): " + describe(spelling.repairs)};
  }
  if (spelling.state == SpellingState::unusable) {
    return Objection{Reason::unusable_value, std::string(describe(spelling.proxy_defect))};
  }
  if (spelling.list_defect != ListDefect::none) {
    return Objection{Reason::unusable_value, std::string(describe_defect(spelling.list_defect))};
  }
  if (draft.keeps_empty_duplicate(line)) {
    return Objection{Reason::empty_kept, why_duplicate_stays_empty(draft, line)};
  }
  // A mended proxy would start to work for clients that do not understand `*`.
  if (needs_repair && !line.row->is_list && everything_is_exempt_for(draft, line.row->family)) {
    return Objection{Reason::list_exempts_everything,
                     "needs a repair, left: the list exempts every host (`*`)"};
  }
  return std::nullopt;
}

std::string detail_of_replacement(const Draft& draft, const Spelling& spelling) {
  std::string detail(kLoopbackReplaced);
  if (draft.policy.repair && spelling.repairs != Repair::none) {
    detail.append(", ").append(describe(spelling.repairs));
  }
  return detail;
}

}  // namespace

// First match wins. An option that names this change comes before every objection. An objection
// comes before every change that proxyenv makes by itself. A repair comes before filling the empty
// duplicate, because it fills that, too.
void keep_or_repair(const Draft& draft, DraftLine& line) {
  const Spelling& spelling = *line.spelling;
  if (spelling.loopback_replaced && draft.says_one_usable_thing(line)) {
    line.set(spelling.value, Reason::option_loopback_proxy, detail_of_replacement(draft, spelling));
  } else if (auto objection = objection_to_change(draft, line)) {
    line.keep(objection->reason, std::move(objection->detail));
  } else if (spelling.repairs != Repair::none) {
    line.set(spelling.value, Reason::repaired, describe(spelling.repairs));
  } else if (spelling.has_empty_duplicate) {
    line.set(spelling.value, Reason::empty_spelling, "stood twice, once empty; filled");
  } else if (lower_only_readers_cannot_use(line)) {
    const std::string_view scheme = read_proxy(line.spelling->value).url.scheme;
    line.keep(Reason::already_consistent,
              text::concatenated(
                  {"kept, but ", who_cannot_use(scheme, line.row->family), " cannot use it"}));
  } else {
    line.keep(Reason::already_consistent, "consistent");
  }
}

void keep_without_value(DraftLine& line) {
  if (!line.present()) return;
  const bool blank = line.spelling->state == SpellingState::blank;
  line.keep(Reason::set_but_empty, blank ? std::string(kSaysNothing) : "set but empty");
}

bool lower_only_readers_cannot_use(const DraftLine& line) {
  return !line.row->is_list && line.letter_case == Case::lower &&
         !readers_of(line.row->family).lower_only.empty() &&
         read_proxy(line.spelling->value).url.scheme != "http";
}

}  // namespace proxyenv
