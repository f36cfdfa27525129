// SPDX-License-Identifier: Apache-2.0
#include "core/finding_edits.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/address_forms.hpp"
#include "core/examine.hpp"
#include "core/no_proxy.hpp"
#include "core/proxy_url.hpp"
#include "core/spelling.hpp"
#include "core/told_client.hpp"

namespace proxyenv {

namespace {

using Edits = std::vector<Edit>;

bool is_good(const Spelling& spelling) {
  return spelling.state == SpellingState::set && spelling.repairs == Repair::none &&
         spelling.raw.size() == 1 && spelling.list_defect == ListDefect::none;
}

class Editor {
 public:
  Editor(const Finding& finding, const Environment& environment)
      : finding_(finding), environment_(environment), spellings_(environment, {.repair = true}) {
    row_ = find_family(finding.variable);
    if (row_ == nullptr) return;
    is_lower_ = finding.variable == row_->lower;
    own_ = &spellings_.of(row_->family, is_lower_ ? Case::lower : Case::upper);
    twin_ = &spellings_.of(row_->family, is_lower_ ? Case::upper : Case::lower);
  }

  [[nodiscard]] Edits edits() const {
    if (finding_.kind == FindingKind::node_reads_no_proxy) {
      return {{kToldClients[static_cast<std::size_t>(ToldClient::node)].variable, "1"}};
    }
    if (row_ == nullptr) return {};
    switch (finding_.kind) {
      case FindingKind::blanks:
      case FindingKind::blanks_in_proxy:
      case FindingKind::blank_list_entry:
      case FindingKind::carriage_return:
      case FindingKind::list_separators:
      case FindingKind::missing_scheme:
      case FindingKind::quotes:
      case FindingKind::unencoded_credentials:
      case FindingKind::uppercase_in_list:
      case FindingKind::uppercase_scheme:
        return repaired();
      case FindingKind::blank_value:
      case FindingKind::empty_all_proxy:
      case FindingKind::no_proxy_meant:
      case FindingKind::set_but_empty:
        return removed();
      case FindingKind::missing_spelling:
      case FindingKind::missing_upper_spelling:
        return copied();
      case FindingKind::grpc_loopback_not_exempt:
        return with_loopback({});
      case FindingKind::loopback_not_exempt:
        return extended(Family::no, {"localhost", "127.0.0.1"}, false);
      case FindingKind::metadata_not_exempt:
        return extended(Family::no, {"169.254.169.254"}, false);
      case FindingKind::address_prefix_in_list:
      case FindingKind::ipv6_brackets_in_list:
      case FindingKind::wildcards_in_list:
        return with_entries_mended();
      default:
        return {};
    }
  }

 private:
  // The variable gets the value; the other spelling, too, if it has the same bytes: what both have
  // is told of one.
  [[nodiscard]] Edits for_both(const std::optional<std::string>& value) const {
    Edits edits = {{own_->name, value}};
    if (!twin_->name.empty() && twin_->raw == own_->raw) edits.push_back({twin_->name, value});
    return edits;
  }

  [[nodiscard]] Edits repaired() const {
    const bool is_certain =
        own_->state == SpellingState::set && own_->repairs != Repair::none && own_->raw.size() == 1;
    return is_certain ? for_both(own_->value) : Edits();
  }

  [[nodiscard]] Edits removed() const {
    const bool stands_alone = twin_->raw.empty() || twin_->raw == own_->raw;
    return own_->raw.size() == 1 && stands_alone ? for_both(std::nullopt) : Edits();
  }

  [[nodiscard]] Edits copied() const {
    if (!is_good(*twin_)) return {};
    // Lower-case names are read by clients that take http:// proxies alone.
    const bool is_proxy_for_all = row_->is_list || read_proxy(twin_->value).url.scheme == "http";
    if (is_lower_ && !is_proxy_for_all) return {};
    Edits edits = {{own_->name, twin_->value}};
    return is_lower_ && !row_->is_list ? with_loopback(std::move(edits)) : edits;
  }

  // The edits, and what the list of gRPC then lacks, since gRPC reads the lower-case names.
  [[nodiscard]] Edits with_loopback(Edits edits) const {
    const std::vector<Finding> then = examine(edited(environment_, edits));
    const auto lack = std::find_if(then.begin(), then.end(), [](const Finding& it) {
      return it.kind == FindingKind::grpc_loopback_not_exempt;
    });
    if (lack == then.end()) return edits;
    Edits more = extended(find_family(lack->variable)->family, {"localhost", "127.0.0.1"}, true);
    if (more.empty()) return {};
    for (Edit& edit : more) edits.push_back(std::move(edit));
    return edits;
  }

  // The lists that are there with these entries, too; both spellings where none is there. gRPC
  // reads the lower-case one alone, so it gets that one.
  [[nodiscard]] Edits extended(Family family, const std::vector<std::string>& entries,
                               bool for_grpc) const {
    const Spelling& lower = spellings_.of(family, Case::lower);
    const Spelling& upper = spellings_.of(family, Case::upper);
    const bool is_new = lower.raw.empty() && upper.raw.empty();
    Edits edits;
    for (const Spelling* const spelling : {&lower, &upper}) {
      if (spelling->name.empty() || (spelling->raw.empty() && !is_new)) continue;
      if (!spelling->raw.empty() && !is_good(*spelling)) return {};
      edits.push_back({spelling->name, with_entries(spelling->value, entries)});
    }
    if (lower.raw.empty() && !is_new && for_grpc) {
      edits.insert(edits.begin(), {lower.name, edits.front().value});
    }
    return edits;
  }

  [[nodiscard]] Edits with_entries_mended() const {
    if (!is_good(*own_)) return {};
    std::string list;
    for (const std::string_view entry : entries_at_commas(own_->value)) {
      const auto mended = mended_entry(entry);
      list.append(list.empty() ? "" : ",").append(mended ? *mended : std::string(entry));
    }
    return list == own_->value ? Edits() : for_both(list);
  }

  [[nodiscard]] std::optional<std::string> mended_entry(std::string_view entry) const {
    switch (finding_.kind) {
      case FindingKind::address_prefix_in_list:
        return network_of_prefix(entry);
      case FindingKind::ipv6_brackets_in_list:
        if (!entry.starts_with('[') || !entry.ends_with(']')) return std::nullopt;
        return std::string(entry.substr(1, entry.size() - 2));
      case FindingKind::wildcards_in_list:
        if (!entry.starts_with("*.")) return std::nullopt;
        return std::string(entry.substr(1));
      default:
        return std::nullopt;
    }
  }

  const Finding& finding_;
  const Environment& environment_;
  Spellings spellings_;
  const FamilyRow* row_ = nullptr;
  bool is_lower_ = false;
  const Spelling* own_ = nullptr;
  const Spelling* twin_ = nullptr;
};

bool holds(const std::vector<Finding>& findings, const Finding& finding) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& it) {
    return it.kind == finding.kind && it.variable == finding.variable;
  });
}

// Whether the finding is gone, and none of its severity or a higher one has come. BusyBox reads no
// list, so each list brings its note.
bool helps(const Finding& finding, const std::vector<Finding>& before,
           const std::vector<Finding>& after) {
  if (holds(after, finding)) return false;
  return std::all_of(after.begin(), after.end(), [&](const Finding& it) {
    return it.kind == FindingKind::busybox_wget || holds(before, it) ||
           row_of(it.kind).severity < row_of(finding.kind).severity;
  });
}

}  // namespace

std::vector<Edit> edits_for(const Finding& finding, const Environment& environment) {
  std::vector<Edit> edits = Editor(finding, environment).edits();
  if (edits.empty()) return edits;
  // A value may have a fault beside this one, which the change would only spread.
  const std::vector<Finding> after = examine(edited(environment, edits));
  return helps(finding, examine(environment), after) ? edits : std::vector<Edit>();
}

}  // namespace proxyenv
