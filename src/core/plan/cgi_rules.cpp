// SPDX-License-Identifier: Apache-2.0
#include "core/plan/cgi_rules.hpp"

#include "core/plan/repair_rules.hpp"

namespace proxyenv {

// First match wins, because two different values must not be hidden by a repair. A lower-case
// spelling that says nothing stays: removed, it would uncover HTTP_PROXY to Python and Ruby.
void plan_http_in_cgi(const Draft& draft, DraftLine& lower, DraftLine& upper) {
  if (upper.present()) {
    upper.keep(Reason::cgi_guard, "not trusted: in a CGI process a request header can set it");
  }
  if (lower.spelling->state == SpellingState::ambiguous) {
    lower.keep(Reason::spellings_conflict, std::string(kStandsTwice));
  } else if (lower.spelling->has_value()) {
    keep_or_repair(draft, lower);
  } else {
    keep_without_value(lower);
  }
}

}  // namespace proxyenv
