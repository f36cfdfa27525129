// SPDX-License-Identifier: Apache-2.0
// Compose and Kubernetes read YAML, and then expand variables in what they read. In YAML's double
// quotes (YAML 1.2.2, 7.3.1) a backslash escapes; both programs read `$$` as one `$`.
#include <array>

#include "report/paste_form.hpp"
#include "report/quoted.hpp"

namespace proxyenv {

namespace {

// U+FFFE and U+FFFF are characters that YAML does not take unescaped (YAML 1.2.2, 5.1). `$`:
// Compose interpolates `$NAME` and `${NAME}` (compose-go, template), Kubernetes `$(NAME)`
// (third_party/forked/golang/expansion).
constexpr std::array<Replacement, 6> kQuoted = {{{"\\", "\\\\"},
                                                 {"\"", "\\\""},
                                                 {"\n", "\\n"},
                                                 {"\xef\xbf\xbe", "\\uFFFE"},
                                                 {"\xef\xbf\xbf", "\\uFFFF"},
                                                 {"$", "$$"}}};

std::string quoted(std::string_view value) {
  return "\"" + with_replacements(value, kQuoted) + "\"";
}

std::optional<std::string> for_compose(std::string_view name, std::string_view value) {
  return "  " + std::string(name) + ": " + quoted(value);
}

std::optional<std::string> for_kubernetes(std::string_view name, std::string_view value) {
  return "  - name: " + std::string(name) + "\n    value: " + quoted(value);
}

std::string remove(std::string_view /*name*/) {
  return {};
}

}  // namespace

const PasteForm kComposeForm = {"environment:\n", "  # ", for_compose, "", remove};
const PasteForm kKubernetesForm = {"env:\n", "  # ", for_kubernetes, "", remove};

}  // namespace proxyenv
