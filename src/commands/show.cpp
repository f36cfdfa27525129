// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "cli/output_form.hpp"
#include "commands/commands.hpp"
#include "commands/layout.hpp"
#include "commands/source.hpp"
#include "core/plan/plan.hpp"
#include "os/log.hpp"
#include "report/paste_form.hpp"
#include "report/plan_json.hpp"
#include "report/plan_text.hpp"

namespace proxyenv::commands {

namespace {

using cli::ShowForm;

const PasteForm& paste_form_of(ShowForm form) {
  switch (form) {
    case ShowForm::text:
    case ShowForm::json:
    case ShowForm::shell:
      return kShellForm;
    case ShowForm::env:
      return kEnvForm;
    case ShowForm::docker:
      return kDockerForm;
    case ShowForm::compose:
      return kComposeForm;
    case ShowForm::kubernetes:
      return kKubernetesForm;
    case ShowForm::systemd:
      return kSystemdForm;
    case ShowForm::powershell:
      return kPowershellForm;
  }
  return kShellForm;
}

// What is left out also stands on standard error: a shell that evaluates the text hides comments.
int print_pasted(const Plan& plan, const PasteForm& form, Credentials credentials) {
  const Pasted pasted = render_pasted(plan, form, credentials);
  for (const std::string& sentence : pasted.left_out) os::log_message(sentence);
  return print(pasted.text);
}

}  // namespace

int show(const Invocation& invocation) {
  const cli::CommandLine& line = invocation.line;
  if (!line.arguments.empty()) {
    return fail_with(Error{"show takes no command; to run one called show, put -- before it"});
  }
  const auto form = cli::read_show_form(line.options);
  if (!form) return fail_with(form.error());
  const bool is_to_paste = *form != ShowForm::text && *form != ShowForm::json;
  const bool with_credentials = line.has(cli::Option::with_credentials);
  if (with_credentials && !is_to_paste) {
    return fail_with(
        Error{"--with-credentials is for the forms to paste, --output shell and the "
              "like; text and JSON never show them"});
  }
  const auto layout = read_layout(invocation);
  if (!layout) return fail_with(layout.error());
  const auto source = read_source(invocation);
  if (!source) return fail_with(source.error());
  if (*form != ShowForm::text && source->subjects.size() > 1) {
    return fail_with(not_one_subject(*source));
  }
  tell_what_was_read(*source);
  const Plan first =
      make_plan(source->subjects.front().environment, source->subjects.front().policy);
  if (*form == ShowForm::json) return print(render_plan_json(first));
  if (*form != ShowForm::text) {
    return print_pasted(first, paste_form_of(*form),
                        with_credentials ? Credentials::written : Credentials::left_out);
  }
  std::string text;
  for (const Subject& subject : source->subjects) {
    const Plan plan = make_plan(subject.environment, subject.policy);
    if (!text.empty()) text.append("\n");
    text.append(heading_of(*source, subject)).append(render_plan_text(plan, *layout));
  }
  return print(text, layout->style);
}

}  // namespace proxyenv::commands
