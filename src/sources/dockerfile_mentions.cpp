// SPDX-License-Identifier: Apache-2.0
#include "sources/dockerfile_mentions.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sources/proxy_mentions.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

bool is_instruction(std::string_view name) {
  constexpr std::array<std::string_view, 18> kInstructions = {
      "ADD",    "ARG",   "CMD",         "COPY",  "ENTRYPOINT", "ENV",
      "EXPOSE", "FROM",  "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD",
      "RUN",    "SHELL", "STOPSIGNAL",  "USER",  "VOLUME",     "WORKDIR"};
  return std::find(kInstructions.begin(), kInstructions.end(), name) != kInstructions.end();
}

// `stays`: a command of Windows sets it for good.
DockerfileMention mention_of(std::string_view variable, std::string_view instruction, bool stays,
                             std::size_t line) {
  std::string name(variable);
  if (instruction == "ONBUILD") {
    std::string message = name + " is set by ONBUILD, in images that are built from this one";
    return {FindingKind::value_not_known, std::move(name), line, std::move(message)};
  }
  if (instruction == "RUN" && !stays) {
    std::string message =
        name +
        " is named in a RUN, and set for its commands at most: a container does not get it, nor "
        "what a RUN writes to /etc/environment or to a profile";
    return {FindingKind::value_not_known, std::move(name), line, std::move(message)};
  }
  const std::string_view why = stays ? " is set by a command that is not looked at"
                               : is_instruction(instruction)
                                   ? " stands in an instruction that sets no variable of the image"
                                   : " stands behind no instruction that Dockerfiles have";
  return {FindingKind::line_not_read,
          {},
          line,
          text::concatenated({"line ", std::to_string(line), " is not read: ", name, why})};
}

class Mentions {
 public:
  explicit Mentions(const DockerfileInstruction& instruction) : instruction_(instruction) {}

  std::vector<DockerfileMention> find() {
    look_in(instruction_.name, instruction_.line);
    look_in(instruction_.rest, 0);
    for (const DockerfileInstruction::HereLine& here : instruction_.here_lines) {
      look_in(here.text, here.line);
    }
    return std::move(found_);
  }

 private:
  // `line`: that of the whole text; 0 for what the instruction itself has behind its name.
  void look_in(std::string_view text, std::size_t line) {
    const bool is_known = is_instruction(instruction_.name);
    const std::string lowered = ascii::lowered(text);
    const bool stays = lowered.find("setx") != std::string::npos ||
                       lowered.find("setenvironmentvariable") != std::string::npos;
    for (auto found = next_mention(text, 0); !found.name.empty();
         found = next_mention(text, found.end)) {
      const MentionForm form = form_of(text, found);
      const bool is_set = form == MentionForm::assignment ||
                          (form == MentionForm::before_text && !is_known) ||
                          (form != MentionForm::reference && stays) ||
                          (form != MentionForm::reference && instruction_.name == "ONBUILD");
      if (!is_set) continue;
      const std::size_t at = line != 0 ? line : instruction_.line_of(found.begin);
      found_.push_back(mention_of(found.name, instruction_.name, stays, at));
    }
  }

  const DockerfileInstruction& instruction_;
  std::vector<DockerfileMention> found_;
};

}  // namespace

std::vector<DockerfileMention> mentions_in(const DockerfileInstruction& instruction) {
  return Mentions(instruction).find();
}

}  // namespace proxyenv::sources
