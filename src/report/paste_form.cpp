// SPDX-License-Identifier: Apache-2.0
#include "report/paste_form.hpp"

#include "text/display.hpp"

namespace proxyenv {

namespace {

class PastedText {
 public:
  PastedText(const PasteForm& form, Credentials credentials)
      : form_(form), credentials_(credentials) {}

  void add(const Change& change) {
    const auto& value = change.action == Action::keep ? change.before : change.after;
    if (change.action == Action::unset) {
      remove(change.variable);
    } else if (value) {
      set(change.variable, *value);
    }
  }

  [[nodiscard]] Pasted finish() && {
    if (has_lines_) pasted_.text.insert(0, form_.heading);
    return std::move(pasted_);
  }

 private:
  void set(std::string_view name, const SettingValue& value) {
    const std::string& bytes = value.with_credentials();
    if (credentials_ == Credentials::left_out && value.redacted() != bytes) {
      leave_out(name, "may hold a user and a password; --with-credentials writes it");
    } else if (escape_lines_for_display(bytes) != bytes) {
      leave_out(name, "has control characters or bytes that are not UTF-8");
    } else if (const auto lines = form_.set(name, bytes)) {
      add_lines(*lines);
    } else {
      leave_out(name, form_.why_not);
    }
  }

  void remove(std::string_view name) {
    const std::string line = form_.remove(name);
    if (!line.empty()) return add_lines(line);
    add_comment(std::string(name) + " is not to be set");
  }

  void leave_out(std::string_view name, std::string_view why) {
    const std::string text = std::string(name) + " is left out: its value " + std::string(why);
    add_comment(text);
    pasted_.left_out.push_back(text);
  }

  void add_comment(std::string_view text) {
    if (form_.comment.empty()) return;
    pasted_.text.append(form_.comment).append(text).append("\n");
  }

  void add_lines(std::string_view lines) {
    pasted_.text.append(lines).append("\n");
    has_lines_ = true;
  }

  const PasteForm& form_;
  Credentials credentials_;
  bool has_lines_ = false;
  Pasted pasted_;
};

}  // namespace

Pasted render_pasted(const Plan& plan, const PasteForm& form, Credentials credentials) {
  PastedText text(form, credentials);
  for (const Change& change : plan.changes) text.add(change);
  return std::move(text).finish();
}

}  // namespace proxyenv
