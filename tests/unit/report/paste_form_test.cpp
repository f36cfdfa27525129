// SPDX-License-Identifier: Apache-2.0
// How each form writes odd values. tests/real/pasted.py lets the real readers read them back.
#include "report/paste_form.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

using namespace proxyenv;

namespace {

Plan plan_with(std::string_view value, Action action = Action::keep) {
  const SettingValue setting(std::string(value), ValueKind::list);
  Change change{"no_proxy", "no", action, setting, setting, Reason::already_consistent, {}};
  return {{change}, {}};
}

std::string pasted(const PasteForm& form, std::string_view value) {
  return render_pasted(plan_with(value), form, Credentials::left_out).text;
}

}  // namespace

TEST_CASE("each form quotes what its reader would take otherwise") {
  struct Row {
    const PasteForm& form;
    std::string_view value;
    std::string_view text;
  };
  const Row rows[] = {
      {kShellForm, "a,.b", "export no_proxy='a,.b'\n"},
      {kShellForm, "it's $HOME `x` \"y\" \\ # %",
       "export no_proxy='it'\\''s $HOME `x` \"y\" \\ # %'\n"},
      {kShellForm, "a\nb", "export no_proxy='a\nb'\n"},
      {kShellForm, "", "export no_proxy=''\n"},
      {kEnvForm, "it's $HOME # \"y\" \\", "no_proxy=it's $HOME # \"y\" \\\n"},
      {kEnvForm, "", "no_proxy=\n"},
      {kDockerForm, " a # 'b' ", "no_proxy= a # 'b' \n"},
      {kComposeForm, "a,.b", "environment:\n  no_proxy: \"a,.b\"\n"},
      {kComposeForm, "\"a\" \\n $HOME ${X} $$ 'b' # %",
       "environment:\n  no_proxy: \"\\\"a\\\" \\\\n $$HOME $${X} $$$$ 'b' # %\"\n"},
      {kComposeForm, "a\nb", "environment:\n  no_proxy: \"a\\nb\"\n"},
      {kComposeForm, "\xef\xbf\xbe", "environment:\n  no_proxy: \"\\uFFFE\"\n"},
      {kComposeForm, "\xe4\xbb\xa3", "environment:\n  no_proxy: \"\xe4\xbb\xa3\"\n"},
      {kKubernetesForm, "a $(HOME) $", "env:\n  - name: no_proxy\n    value: \"a $$(HOME) $$\"\n"},
      {kKubernetesForm, "yes", "env:\n  - name: no_proxy\n    value: \"yes\"\n"},
      {kSystemdForm, "a 'b' \"c\" \\ $HOME %h #",
       "[Service]\nEnvironment=\"no_proxy=a 'b' \\\"c\\\" \\\\ $HOME %%h #\"\n"},
      {kSystemdForm, "a\nb", "[Service]\nEnvironment=\"no_proxy=a\\nb\"\n"},
      {kPowershellForm, "it's $HOME `x` \"y\"", "$env:no_proxy = 'it''s $HOME `x` \"y\"'\n"},
      {kPowershellForm, "\xe2\x80\x99", "$env:no_proxy = '\xe2\x80\x99\xe2\x80\x99'\n"},
      {kPowershellForm, "\xe2\x80\x9c", "$env:no_proxy = '\xe2\x80\x9c'\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CHECK(pasted(row.form, row.value) == row.text);
  }
}

TEST_CASE("what a form cannot hold is a comment, and is told") {
  struct Row {
    const PasteForm& form;
    std::string value;
    std::string_view comment;
    std::string_view why;
  };
  const Row rows[] = {
      {kDockerForm, "a\nb", "# no_proxy is left out: its value has several lines", "two lines"},
      {kDockerForm, std::string(65'527, 'a'), "# no_proxy is left out: its value has", "too long"},
      {kEnvForm, "a\nb", "", "two lines, in a form without comments"},
      {kPowershellForm, "", "# no_proxy is left out: its value is empty", "empty"},
      {kSystemdForm, "\xef\xbf\xbe", "# no_proxy is left out: its value has a char", "U+FFFE"},
      {kSystemdForm, "\xef\xb7\x90", "# no_proxy is left out: its value has a char", "U+FDD0"},
      {kShellForm, "a\x1b[31m", "# no_proxy is left out: its value has control", "an escape"},
      {kShellForm, "a\rb", "# no_proxy is left out: its value has control", "a carriage return"},
      {kComposeForm, "\xff", "  # no_proxy is left out: its value has control", "no UTF-8"},
      {kSystemdForm, "http://u:p@h:1", "# no_proxy is left out: its value may hold", "credentials"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Pasted result = render_pasted(plan_with(row.value), row.form, Credentials::left_out);
    CHECK(result.text.starts_with(row.comment));
    CHECK(result.text.find('=') == std::string::npos);
    CHECK(result.left_out.size() == 1);
  }
  CHECK(pasted(kDockerForm, std::string(65'525, 'a')).starts_with("no_proxy=aaa"));
}

TEST_CASE("credentials are written on demand, whole") {
  const std::string value = "http://u:p@proxy.corp:3128";
  const Plan plan = plan_with(value);
  CHECK(render_pasted(plan, kEnvForm, Credentials::written).text == "no_proxy=" + value + "\n");
  CHECK(render_pasted(plan, kEnvForm, Credentials::written).left_out.empty());
  CHECK(render_pasted(plan, kShellForm, Credentials::left_out).text.find("u:p") ==
        std::string::npos);
}

TEST_CASE("a variable that the plan removes is removed where the form can") {
  const Plan plan = plan_with("x", Action::unset);
  struct Row {
    const PasteForm& form;
    std::string_view text;
  };
  const Row rows[] = {
      {kShellForm, "unset no_proxy\n"},
      {kEnvForm, ""},
      {kDockerForm, "# no_proxy is not to be set\n"},
      {kComposeForm, "  # no_proxy is not to be set\n"},
      {kKubernetesForm, "  # no_proxy is not to be set\n"},
      {kSystemdForm, "[Service]\nUnsetEnvironment=no_proxy\n"},
      {kPowershellForm, "Remove-Item -ErrorAction Ignore Env:no_proxy\n"},
  };
  for (const Row& row : rows) {
    CHECK(render_pasted(plan, row.form, Credentials::left_out).text == row.text);
  }
  CHECK(render_pasted({}, kComposeForm, Credentials::left_out).text.empty());
}
