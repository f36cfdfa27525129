// SPDX-License-Identifier: Apache-2.0
// The variables of a plan in a form to paste elsewhere: a shell, a Compose file, a unit of systemd.
// A value is either written so that the reader of that form gets exactly these bytes, or it is left
// out and a comment says why. It is never written broken or shortened.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/plan/plan.hpp"

namespace proxyenv {

// A form is its functions. Names are those of kFamilies and kToldClients: letters and underscores.
struct PasteForm {
  std::string_view heading;  // lines in front, if any variable is written; may be empty
  std::string_view comment;  // what a comment begins with; empty: the form knows no comments
  // The lines that give the variable this value; no value where the form cannot hold it.
  std::optional<std::string> (*set)(std::string_view name, std::string_view value);
  std::string_view why_not;  // why set() gives no value, behind "its value"
  // The line that takes the variable away; empty: the form has none.
  std::string (*remove)(std::string_view name);
};

extern const PasteForm kShellForm;       // sh, bash, dash, zsh: eval "$(...)"
extern const PasteForm kEnvForm;         // as env(1) prints
extern const PasteForm kDockerForm;      // docker run --env-file
extern const PasteForm kComposeForm;     // `environment:` of a service
extern const PasteForm kKubernetesForm;  // `env:` of a container
extern const PasteForm kSystemdForm;     // a drop-in of a unit
extern const PasteForm kPowershellForm;

inline constexpr std::array<const PasteForm*, 7> kPasteForms = {
    &kShellForm,      &kEnvForm,     &kDockerForm,    &kComposeForm,
    &kKubernetesForm, &kSystemdForm, &kPowershellForm};

enum class Credentials { left_out, written };

struct Pasted {
  std::string text;
  std::vector<std::string>
      left_out;  // "https_proxy: its value ...": what is not in the text, and why
};

// Each variable that is there once the plan is applied, in the order of the plan, and the removal
// of those that the plan takes away. Credentials::left_out leaves out each value of which redaction
// hides a piece. A value with bytes that are no text is left out, too: on its way to a terminal it
// would be escaped, and so be another value.
[[nodiscard]] Pasted render_pasted(const Plan& plan, const PasteForm& form,
                                   Credentials credentials);

}  // namespace proxyenv
