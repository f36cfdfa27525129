// SPDX-License-Identifier: Apache-2.0
#include "docgen/man.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "cli/options.hpp"
#include "cli/version.hpp"
#include "core/exemption_groups.hpp"
#include "core/finding.hpp"
#include "core/told_client.hpp"
#include "docgen/command_spec.hpp"
#include "docgen/roff.hpp"

namespace proxyenv::docgen {

namespace {

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

std::string footer() {
  return "proxyenv " + std::string(kVersion);
}

std::string joined(const std::vector<Word>& words) {
  std::string text;
  for (const Word& word : words) text.append(text.empty() ? "" : ", ").append(word.word);
  return text;
}

// The section that lists the words of an option; empty where the option's own text does.
std::string_view section_of(const OptionSpec& option) {
  if (option.name == "client") return "CLIENTS";
  if (option.name == "ignore") return "FINDINGS";
  if (option.name == "assume") return "CONDITIONS";
  if (option.name == "exempt" && !option.words.empty()) return "EXEMPTION GROUPS";
  if (option.name == "env-format") return "FORMATS";
  if (option.name == "also") return "CLIENTS THAT READ NO VARIABLES";
  return {};
}

void append_option(ManPage& page, const OptionSpec& option) {
  std::string tag;
  if (option.name.empty()) {
    tag = option.variable;
  } else {
    if (option.short_name != 0) tag.append({'-', option.short_name, ',', ' '});
    tag.append("--").append(option.name);
  }
  const std::string plain = option.name.empty()       ? "=1"
                            : option.argument.empty() ? ""
                                                      : " " + option.argument;
  std::string text = option.help + ".";
  const bool tells_words = option.argument.find('|') != std::string::npos;
  if (const std::string_view section = section_of(option); !section.empty()) {
    text.append(" See ").append(section).append(".");
  } else if (option.takes == Takes::word && !tells_words) {
    text.append(" One of: ").append(joined(option.words)).append(".");
  }
  if (!option.variable.empty() && !option.name.empty()) {
    text.append(" Also as the variable ").append(option.variable);
    text.append(option.argument.empty() ? "=1." : ".");
  }
  page.item(tag, plain, text);
}

// The options that `run` has in the same meaning are told there.
bool is_told_at(const CommandSpec& run, const OptionSpec& option) {
  return std::any_of(run.options.begin(), run.options.end(), [&](const OptionSpec& other) {
    return other.name == option.name && other.help == option.help;
  });
}

void append_command(ManPage& page, const std::string& program, const CommandSpec& command,
                    const CommandSpec* run) {
  page.subsection(program + " " + command.name);
  page.paragraph(upper(command.summary.substr(0, 1)) + command.summary.substr(1) + ".");
  page.synopsis(program + " " + command.name, command.synopsis);
  page.paragraph(command.operands_text);
  std::string told;
  for (const OptionSpec& option : command.options) {
    if (run != nullptr && is_told_at(*run, option)) {
      if (!option.name.empty()) told.append(told.empty() ? "" : ", ").append("--" + option.name);
    } else {
      append_option(page, option);
    }
  }
  if (!told.empty()) page.paragraph("As `" + program + " run` has them: " + told + ".");
  if (!command.examples.empty()) page.examples(command.examples);
}

void append_words(ManPage& page, std::string_view section, const std::vector<Word>& words) {
  if (section != "FINDINGS") {
    for (const Word& word : words) page.item(word.word, "", word.what);
    return;
  }
  for (const FindingRow& row : kFindings) {
    page.item(row.name, " (" + std::string(to_string(row.severity)) + ")", row.advice);
  }
}

void append_values(ManPage& page, const ProgramSpec& program) {
  std::vector<std::string_view> done = {"EXEMPTION GROUPS", "CLIENTS THAT READ NO VARIABLES"};
  page.section(done[0]);
  for (const ExemptionGroup& group : kExemptionGroups) {
    page.item(group.name, "", std::string(group.what) + ": " + std::string(group.entries));
  }
  page.section(done[1]);
  for (const ToldClientRow& row : kToldClients) page.item(row.name, "", row.what);
  for (const CommandSpec& command : program.commands) {
    for (const OptionSpec& option : command.options) {
      const std::string_view section = section_of(option);
      if (section.empty() || std::find(done.begin(), done.end(), section) != done.end()) continue;
      done.push_back(section);
      page.section(section);
      append_words(page, section, option.words);
    }
  }
}

void append_variables(ManPage& page, const CommandSpec& run) {
  page.section("ENVIRONMENT");
  page.paragraph(
      "The proxy variables of the families (see --only) are what proxyenv reads and writes. Its "
      "own "
      "variables have the meaning of options; the command line wins, and the command does not get "
      "them.");
  for (const OptionSpec& option : run.options) {
    if (option.variable.empty()) continue;
    page.item(option.variable, option.argument.empty() ? "=1" : "=" + option.argument,
              option.name.empty() ? option.help + "." : "As --" + option.name + ".");
  }
  page.item("NO_COLOR", "", "Where it has a value, --color auto prints no colours.");
}

void append_exit_status(ManPage& page) {
  page.section("EXIT STATUS");
  page.item("125", "", "proxyenv itself failed, and one line says why.");
  page.item("126", "", "run: the command was found, but cannot run.");
  page.item("127", "", "run: the command was not found.");
  page.item("1", "",
            "check: there is a finding of at least the severity that --severity names. diff: "
            "something differs, or is not known. explain --disagree: clients disagree.");
  page.paragraph("Else run has the command's own exit status, and the others have 0.");
}

std::string_view see_also() {
  return "The documentation is in the folder docs of the source: options.md, findings.md, "
         "clients.md, "
         "sources.md, exit-status.md and others.";
}

void append_dify(ManPage& page, const std::string& program, const CommandSpec& dify) {
  for (const CommandSpec& action : dify.actions) {
    append_command(page, program + " " + dify.name, action, nullptr);
  }
}

}  // namespace

std::string launcher_page() {
  const ProgramSpec program = launcher();
  const CommandSpec& run = program.commands.front();
  ManPage page("PROXYENV", footer());
  page.section("NAME");
  page.name_line("proxyenv", "make proxy variables mean the same to every program, then run one");
  page.section("SYNOPSIS");
  page.synopsis("proxyenv", run.synopsis);
  for (const CommandSpec& command : program.commands) {
    page.synopsis("proxyenv " + command.name, command.synopsis);
  }
  page.section("DESCRIPTION");
  page.paragraph(
      "proxyenv stands in front of any command, as a prefix or as the entrypoint of a container. "
      "It "
      "makes the proxy variables (http_proxy, HTTPS_PROXY, no_proxy and the others) consistent, "
      "and "
      "then becomes the command by exec. Nothing stays behind. It never guesses: where two "
      "spellings "
      "differ, both stay, and one line says so.");
  page.paragraph(
      "The first argument can be the name of a command. Without one, proxyenv runs the command "
      "line that it is given.");
  page.section("COMMANDS");
  for (const CommandSpec& command : program.commands) {
    if (command.name == "dify") {
      page.subsection("proxyenv dify");
      page.paragraph("Becomes proxyenv-tools, the companion, whose page has its options.");
    } else {
      append_command(page, "proxyenv", command, command.name == run.name ? nullptr : &run);
    }
  }
  append_values(page, program);
  append_variables(page, run);
  page.section("FILES");
  page.item(".proxyenv-check", "", "Rules of what check ignores, in the current folder.");
  append_exit_status(page);
  page.section("SEE ALSO");
  page.paragraph("proxyenv-tools(1), env(1), environ(7)");
  page.paragraph(see_also());
  return std::move(page).text();
}

std::string companion_page() {
  const ProgramSpec program = companion();
  ManPage page("PROXYENV-TOOLS", footer());
  page.section("NAME");
  page.name_line("proxyenv-tools",
                 "set up Dify behind a proxy, and read proxy variables of documents");
  page.section("SYNOPSIS");
  for (const CommandSpec& command : program.commands) {
    for (const CommandSpec& action : command.actions) {
      page.synopsis("proxyenv " + command.name + " " + action.name, action.synopsis);
    }
  }
  page.section("DESCRIPTION");
  page.paragraph(
      "proxyenv-tools is the companion of proxyenv(1), which starts it by itself for `proxyenv "
      "dify`, "
      "and for show, check, explain and diff where they read a Compose file, Kubernetes objects, a "
      "workflow of GitHub Actions or GitLab's CI file. The two programs lie in one folder.");
  page.section("COMMANDS");
  for (const CommandSpec& command : program.commands) {
    if (!command.actions.empty()) append_dify(page, "proxyenv", command);
  }
  page.section("EXIT STATUS");
  page.item("0", "", "init: done. verify: all is as configured.");
  page.item("1", "", "verify: something is not as configured, or nothing is proven.");
  page.item("125", "", "init: nothing was written. verify: it could not look. One line says why.");
  page.section("SEE ALSO");
  page.paragraph("proxyenv(1)");
  page.paragraph(see_also());
  return std::move(page).text();
}

}  // namespace proxyenv::docgen
