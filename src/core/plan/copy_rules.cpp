// SPDX-License-Identifier: Apache-2.0
#include "core/plan/copy_rules.hpp"

#include "core/no_proxy.hpp"
#include "core/plan/exemptions.hpp"
#include "core/portable_list.hpp"
#include "core/proxy_url.hpp"
#include "core/readers.hpp"
#include "core/repair_list.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

// Python reads the upper-case list if there is no lower-case one, and no list if the lower-case one
// is empty. If that is filled, httpx, which has worked so far, could fail on the list.
bool would_fail_httpx(const Draft& draft, const DraftLine& source, const DraftLine& target) {
  if (!source.row->is_list || !target.spelling->says_nothing()) return false;
  std::string list = source.spelling->value;
  if (draft.policy.portable) list = portable_list(list);
  if (draft.policy.leave_out_ipv6_networks) list = without_ipv6_networks(list);
  return may_fail_httpx(list);
}

// A faulty list is not copied, and then the proxies are not copied either (exemptions.hpp).
bool has_fault(const Draft& draft, const Spelling& list) {
  return list.list_defect != ListDefect::none ||
         (!draft.policy.repair && list.repairs != Repair::none);
}

// Why a value that reads well is not copied into a lower-case spelling. First match wins, because
// what a person can mend in the value (user name, port, path) is said before its scheme, which the
// proxy itself decides.
std::string why_not_copied_down(const ProxyReading& reading, const FamilyRow& row) {
  if (reading.url.userinfo && reading.url.userinfo->substr(0, 1).find_first_not_of(':') != 0) {
    return text::concatenated(
        {"not copied: its user name is empty, which ", who_does(Habit::fails_on_empty_user),
         agreeing(who_does(Habit::fails_on_empty_user), " refuses", " refuse")});
  }
  if (!reading.url.port) return "not copied: it has no port, and clients take different ones";
  if (has_path(reading.url)) {
    return text::concatenated({"not copied: it has a path, on which ",
                               who_does(Habit::fails_on_path),
                               agreeing(who_does(Habit::fails_on_path), " fails", " fail")});
  }
  const CredentialFault fault = credential_fault(reading);
  if (fault == CredentialFault::control_character) {
    return text::concatenated({"not copied: user or password has a control character, on which ",
                               row_of(Habit::fails_on_control_character).who_does, " fails"});
  }
  if (fault == CredentialFault::not_utf8) {
    return text::concatenated(
        {"not copied: user or password has bytes that are no UTF-8, on which ",
         row_of(Habit::fails_on_no_utf8).who_does, " fail"});
  }
  const std::string_view scheme = reading.url.scheme;
  const std::string_view who = who_cannot_use(scheme, row.family);
  if (who.empty()) {
    return text::concatenated({"not copied: only http:// is, and this is ", scheme, "://"});
  }
  return text::concatenated({"not copied: ", who, " would fail on ", scheme, "://"});
}

// Python reads no proxy where the lower-case spelling is empty: requests and aiohttp, which worked
// so far, would fail on such credentials, whether they are percent-encoded or not.
bool would_fail_python(const ProxyReading& reading, const DraftLine& target) {
  return target.spelling->says_nothing() && credential_fault(reading) != CredentialFault::none;
}

// Who would fail, as the end of a sentence.
std::string why_python_would_fail(const ProxyReading& reading) {
  const bool by_colon = credential_fault(reading) == CredentialFault::colon_in_user;
  return text::concatenated(
      {"not copied: ",
       by_colon ? "its user name has a colon, on which "
                : "user or password has characters beyond Latin-1, on which ",
       row_of(by_colon ? Habit::fails_on_colon_in_user : Habit::fails_beyond_latin1).who_does,
       " would fail; so far they see no proxy"});
}

// A proxy that the clients which read only lower case do not have yet. First match wins: whether
// they could use it at all comes before whom they would ask it for.
std::optional<Obstacle> obstacle_to_copying_down(const Draft& draft, const DraftLine& source,
                                                 const DraftLine& target) {
  const ProxyReading reading = read_proxy(source.spelling->value);
  if (!is_plain_http(reading)) {
    return Obstacle{Reason::not_copied_down, why_not_copied_down(reading, *source.row)};
  }
  if (would_fail_python(reading, target)) {
    return Obstacle{Reason::not_copied_down, why_python_would_fail(reading)};
  }
  if (exemptions_in_doubt_as_planned(draft)) {
    return Obstacle{Reason::exemptions_in_doubt,
                    "not copied: " + what_leaves_exemptions_in_doubt(draft) +
                        ", and exempt hosts would go to the proxy"};
  }
  if (draft.policy.only.holds(source.row->family) && exemptions_in_doubt_as_written(draft)) {
    return Obstacle{Reason::exemptions_in_doubt,
                    "not copied: hosts that NO_PROXY exempts would go to the proxy; add `no` to "
                    "--only"};
  }
  return std::nullopt;
}

// npm reads whichever spelling stands last: the empty one so far, and so no proxy.
std::optional<Obstacle> obstacle_to_filling_upper(const DraftLine& source,
                                                  const DraftLine& target) {
  const ProxyReading reading = read_proxy(source.spelling->value);
  if (!target.spelling->says_nothing() || credential_fault(reading) != CredentialFault::not_utf8) {
    return std::nullopt;
  }
  return Obstacle{Reason::not_copied_down,
                  "not copied: user or password has bytes that are no UTF-8, on which npm would "
                  "fail; so far it sees no proxy"};
}

}  // namespace

// First match wins: a defect of the value itself comes before other reasons, so that the reported
// reason disappears if the value is mended.
std::optional<Obstacle> obstacle_to_copying(const Draft& draft, const DraftLine& source,
                                            const DraftLine& target) {
  if (would_fail_httpx(draft, source, target)) return Obstacle{Reason::httpx_would_fail, {}};
  if (!draft.says_one_usable_thing(source)) return Obstacle{Reason::twin_unusable, {}};
  if (source.row->is_list) {
    if (has_fault(draft, *source.spelling)) return Obstacle{Reason::twin_unusable, {}};
    return std::nullopt;
  }
  if (everything_is_exempt(draft)) {
    return Obstacle{Reason::list_exempts_everything,
                    "not copied: the list exempts every host (`*`), which not every client "
                    "understands"};
  }
  if (target.letter_case == Case::upper) return obstacle_to_filling_upper(source, target);
  return obstacle_to_copying_down(draft, source, target);
}

}  // namespace proxyenv
