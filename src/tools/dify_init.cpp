// SPDX-License-Identifier: Apache-2.0
// `proxyenv dify init`: collects what was asked and what is there, lets dify/setup decide, and
// writes all of it or nothing.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <random>
#include <utility>

#include "commands/commands.hpp"
#include "core/redaction.hpp"
#include "dify/compose/compose_env.hpp"
#include "dify/names/exempt_list.hpp"
#include "dify/record/sha256.hpp"
#include "dify/setup/setup.hpp"
#include "os/companion.hpp"
#include "os/executable_format.hpp"
#include "os/file.hpp"
#include "os/file_set.hpp"
#include "os/log.hpp"
#include "text/ascii.hpp"
#include "text/display.hpp"
#include "text/suggestion.hpp"
#include "tools/commands.hpp"

namespace proxyenv::tools {

namespace {

using cli::DifyOption;

constexpr std::string_view kDomainsName = "DOMAINS_BY_PROXY";

constexpr std::string_view kProgramFolder = "proxyenv/bin";

constexpr unsigned kPublicFolder = 0755;
constexpr unsigned kPrivateFolder = 0700;

void say(std::string_view kind, const std::string& text) {
  os::log_message(std::string(kind) + ": " + text);
}

std::string random_text() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::random_device device;  // getrandom(2) here
  std::string text;
  for (int i = 0; i < 32; ++i) text.push_back(kDigits[device() % kDigits.size()]);
  return text;
}

// A word of a command that people paste into a shell.
std::string pasted(std::string_view word) {
  constexpr std::string_view kPlain = "_@%+=:,./-";
  const bool is_plain = !word.empty() && std::all_of(word.begin(), word.end(), [&](char c) {
    return ascii::is_alnum(c) || kPlain.find(c) != std::string_view::npos;
  });
  std::string text(word.starts_with('-') ? "./" : "");
  if (is_plain) return redact_word(text.append(word));
  text.push_back('\'');
  for (const char c : redact_word(word)) {
    if (c == '\'') text.append("'\\'");
    text.push_back(c);
  }
  return escape_for_display(text + "'");
}

tl::unexpected<Error> in_front(const std::string& what, const Error& error) {
  return fail(what + error.message, error.os_error);
}

class Init {
 public:
  Init(const cli::DifyCommandLine& line, const Environment& environment)
      : line_(line), environment_(environment) {
    folder_ = line_.value(DifyOption::dir).value_or(".");
    while (folder_.size() > 1 && folder_.ends_with('/')) folder_.pop_back();
  }

  Result<void> run() {
    if (folder_.empty()) return fail("--dir: an empty name is no folder");
    if (::access(folder_.c_str(), F_OK) != 0) return fail("--dir: there is no such folder");
    if (!line_.has(DifyOption::dry_run)) {
      auto lock = os::lock_folder(folder_);
      if (!lock) return in_front("--dir: ", lock.error());
      lock_ = std::move(*lock);
    }
    if (line_.has(DifyOption::uninstall)) return uninstall();
    for (const auto step :
         {&Init::read_sources, &Init::read_request, &Init::decide, &Init::compare_with_disk}) {
      if (auto done = (this->*step)(); !done) return done;
    }
    if (line_.has(DifyOption::dry_run)) return print_files();
    if (!actions_.empty()) {
      if (auto applied = apply(); !applied) return applied;
    }
    return tell();
  }

 private:
  // --- What is there ---

  [[nodiscard]] std::string path_of(const std::string& path) const {
    return path.starts_with('/') ? path : folder_ + "/" + path;
  }

  [[nodiscard]] Result<std::optional<os::FileState>> state_of(const std::string& path) const {
    auto state = os::read_file(path_of(path));
    if (!state) return in_front("cannot read " + redact_word(path_of(path)) + ": ", state.error());
    return state;
  }

  [[nodiscard]] dify::Lookup shell() const {
    return [this](std::string_view name) -> std::optional<std::string> {
      const auto value = environment_.find(name);
      return value ? std::optional<std::string>(*value) : std::nullopt;
    };
  }

  Result<void> read_sources() {
    const dify::ReadFile read =
        [this](const std::string& path) -> Result<std::optional<std::string>> {
      auto state = state_of(path);
      if (!state) return tl::unexpected<Error>(state.error());
      if (!*state) return std::nullopt;
      return std::move((*state)->content);
    };
    auto tree = dify::read_tree(read, shell(), os::names_below(folder_));
    if (!tree) return tl::unexpected<Error>(tree.error());
    tree_ = std::move(*tree);
    if (auto warning = env_files_warning(environment_)) warnings_.push_back(*std::move(warning));
    return {};
  }

  // --- What was asked ---

  // A variable and where it stands; empty counts as unset, as an empty option would not.
  struct Variable {
    std::string value;
    bool in_env_file = false;
  };
  [[nodiscard]] std::optional<Variable> variable(std::string_view name) {
    // Compose's order: a set variable of the shell beats .env, even an empty one.
    if (const auto own = environment_.find(name)) {
      return own->empty() ? std::nullopt : std::optional(Variable{std::string(*own), false});
    }
    const dify::ComposeVariable* found = tree_.env.find_variable(name);
    if (found == nullptr || found->value.empty()) return std::nullopt;
    if (found->lost_name) {
      // What stands behind the `$` may be half a password: it is not repeated.
      warnings_.push_back(std::string(name) + " in line " + std::to_string(found->line) +
                          " of .env: a $ in it names a variable that is not set, so that nothing "
                          "is read there, as in Compose; if the $ is meant as it stands, put the "
                          "value in single quotes");
    }
    return Variable{found->value, true};
  }

  Result<void> read_request() {
    for (const auto step : {&Init::read_mode, &Init::read_upstream, &Init::read_domains,
                            &Init::read_exempt, &Init::read_program}) {
      if (auto done = (this->*step)(); !done) return done;
    }
    request_.http = line_.has(DifyOption::http);
    request_.agent = line_.has(DifyOption::agent);
    request_.release = line_.value(DifyOption::release);
    request_.fresh_salt = random_text();
    return {};
  }

  Result<void> read_mode() {
    const std::string mode = line_.value(DifyOption::mode).value_or("selective");
    constexpr std::array<std::string_view, 2> kModes = {"selective", "direct"};
    if (mode == kModes[0]) return {};
    if (mode != kModes[1]) {
      const auto near = nearest_word(mode, kModes);
      return fail("--mode is selective or direct" +
                  (near ? " (did you mean " + std::string(*near) + "?)" : std::string()));
    }
    request_.mode = dify::Mode::direct;
    return {};
  }

  Result<void> read_upstream() {
    const auto option = line_.value(DifyOption::upstream);
    const auto file = line_.value(DifyOption::upstream_file);
    if (option && file) return fail("give --upstream or --upstream-file, not both");
    if (option == "-") {
      constexpr int kStandardInput = 0;
      const auto text = os::read_all(kStandardInput, kLongestUrl);
      if (!text) return in_front("standard input: ", text.error());
      return take_upstream("standard input: the upstream ", *text);
    }
    if (file) {
      const auto descriptor = os::open_to_read(*file);
      if (!descriptor) return in_front("--upstream-file: ", descriptor.error());
      const auto text = os::read_all(descriptor->number(), kLongestUrl);
      if (!text) return in_front("--upstream-file: ", text.error());
      return take_upstream("--upstream-file: the upstream ", *text);
    }
    if (!option) return read_upstream_variables();
    if (dify::may_hold_credentials(*option)) {
      return fail(
          "--upstream: it holds credentials, which ps and the shell's history would show; "
          "write the URL to standard input (--upstream -) or into a file (--upstream-file "
          "FILE)");
    }
    return take_upstream("--upstream ", *option);
  }

  Result<void> take_upstream(const std::string& what, std::string_view text) {
    auto upstream = dify::parse_upstream(ascii::trimmed(text));
    if (!upstream) return in_front(what, upstream.error());
    request_.upstream = std::move(*upstream);
    return {};
  }

  Result<void> read_upstream_variables() {
    const auto host = variable(dify::kUpstreamHostName);
    if (!host) {
      return fail("no upstream: give --upstream http://HOST:PORT, or set " +
                  std::string(dify::kUpstreamHostName) + " and " +
                  std::string(dify::kUpstreamPortName));
    }
    const auto port = variable(dify::kUpstreamPortName);
    auto whole = dify::upstream_of_variables(
        host->value, port ? std::optional<std::string_view>(port->value) : std::nullopt);
    if (!whole) return tl::unexpected<Error>(whole.error());
    request_.upstream = std::move(*whole);
    if (request_.upstream.has_credentials() && host->in_env_file) warn_of_password();
    return {};
  }

  void warn_of_password() {
    std::string readers;
    for (const std::string& name : tree_.env_file_readers) {
      readers.append(readers.empty() ? "" : ", ").append(name);
    }
    const std::string advice = "; take it out of there and give it with --upstream -";
    warnings_.push_back(
        readers.empty()
            ? "the upstream's password stands in .env, all of which reaches api, worker, sandbox "
              "and every plugin from Dify 1.14.1 on" +
                  advice
            : "the upstream's password stands in .env, all of which reaches " + readers +
                  ", and so every plugin" + advice);
  }

  Result<void> read_domains() {
    const auto option = line_.value(DifyOption::domains);
    if (request_.mode == dify::Mode::direct) {
      if (!option) return {};
      return fail(
          "--domains is for --mode selective: in direct mode every https request of the "
          "containers goes to the upstream");
    }
    const auto set = option ? std::nullopt : variable(kDomainsName);
    if (!option && !set) return {};  // make_setup says what is missing
    const std::string what = option ? "--domains: " : std::string(kDomainsName) + ": ";
    const std::string text = option ? *option : set->value;
    if (ascii::trimmed(text) == "all") {
      request_.all_domains = true;
      return {};
    }
    auto list = dify::parse_domain_list(text);
    if (!list) return in_front(what, list.error());
    request_.domains = std::move(list->domains);
    for (const std::string& note : list->notes) notes_.push_back(what + note);
    for (const std::string& warning : list->warnings) warnings_.push_back(what + warning);
    return {};
  }

  Result<void> read_exempt() {
    const auto option = line_.value(DifyOption::exempt);
    if (!option) return {};
    auto list = dify::parse_exempt_list(*option);
    if (!list) return in_front("--exempt: ", list.error());
    request_.exempt = std::move(*list);
    return {};
  }

  Result<void> read_program() {
    request_.wrap = line_.has(DifyOption::wrap);
    if (!request_.wrap) return {};
    const auto path = os::find_companion(os::kLauncherName, environment_.find("PATH"));
    if (!path) {
      return fail(
          "--wrap copies the program proxyenv, which is neither beside this one nor in PATH");
    }
    auto program = os::read_file(*path);
    if (!program || !*program) return fail("--wrap: " + redact_word(*path) + " cannot be read");
    std::string& bytes = (*program)->content;
    const auto format =
        os::read_executable_format(std::string_view(bytes).substr(0, os::kFormatBytes));
    if (format.kind != os::FileKind::elf || !format.interpreter.empty()) {
      return fail("--wrap: " + redact_word(*path) +
                  " is no static program, and a container may lack what it needs");
    }
    request_.program = std::move(bytes);
    return {};
  }

  // --- What to do ---

  Result<void> decide() {
    auto setup = dify::make_setup(tree_, request_);
    if (!setup) return tl::unexpected<Error>(setup.error());
    setup_ = std::move(*setup);
    for (std::string& note : setup_.notes) notes_.push_back(std::move(note));
    for (std::string& warning : setup_.warnings) warnings_.push_back(std::move(warning));
    return {};
  }

  // Who changed a file that init wrote, or keeps another under its name, keeps what he has.
  [[nodiscard]] Result<void> refuse_edited(const std::string& path, const std::string& content,
                                           const std::optional<dify::SetupRecord>& record) const {
    if (path == dify::kRecordPath) return {};
    if (record && record->wrote(path, dify::sha256(content))) return {};
    if (!record || record->hash_of(path) == nullptr) {
      return fail(redact_word(path_of(path)) + " is there, and " + std::string(dify::kRecordPath) +
                  " does not say that proxyenv dify init wrote it: move it away");
    }
    return fail(redact_word(path_of(path)) +
                " was edited since proxyenv dify init wrote it: move your changes to a file of "
                "your own, then delete this one");
  }

  Result<void> compare_with_disk() {
    set_.folder = folder_;
    set_.folders.push_back(
        {std::string(dify::kFolder), setup_.holds_secret ? kPrivateFolder : kPublicFolder});
    // What is mounted is the folder, into containers whose user is another.
    if (request_.wrap) set_.folders.push_back({std::string(kProgramFolder), kPublicFolder});
    for (const os::NewFolder& folder : set_.folders) {
      if (os::needs_mode(path_of(folder.path), folder.mode)) {
        actions_.push_back("changed  " + folder.path + "/ (its permissions)");
      }
    }
    for (const dify::SetupFile& file : setup_.files) {
      const auto state = state_of(file.path);
      if (!state) return tl::unexpected<Error>(state.error());
      const bool is_new = !*state;
      const bool same = !is_new && (*state)->content == file.content;
      if (same && os::serves((*state)->mode, file.mode)) continue;
      if (!is_new && !same) {
        auto checked = refuse_edited(file.path, (*state)->content, tree_.record);
        if (!checked) return checked;
      }
      // The record first: whoever is killed among the files can run init again.
      const bool is_record = file.path == dify::kRecordPath;
      set_.files.insert(is_record ? set_.files.begin() : set_.files.end(),
                        {file.path, file.content, file.mode});
      actions_.push_back((is_new ? "wrote    " : "changed  ") + file.path);
    }
    return find_leftovers();
  }

  // What an earlier init wrote and this one does not.
  Result<void> find_leftovers() {
    if (!tree_.record) return {};
    auto found = files_of(*tree_.record);
    if (!found) return tl::unexpected<Error>(found.error());
    for (std::string& path : *found) {
      const bool stays = std::any_of(setup_.files.begin(), setup_.files.end(),
                                     [&](const auto& file) { return file.path == path; });
      if (stays) continue;
      actions_.push_back("removed  " + path);
      set_.removed.push_back(std::move(path));
    }
    return {};
  }

  // The files of the record that are there. An edited one is an Error.
  [[nodiscard]] Result<std::vector<std::string>> files_of(const dify::SetupRecord& record) const {
    std::vector<std::string> found;
    for (const auto& [path, hash] : record.files) {
      const auto state = state_of(path);
      if (!state) return tl::unexpected<Error>(state.error());
      if (!*state) continue;
      auto checked = refuse_edited(path, (*state)->content, record);
      if (!checked) return tl::unexpected<Error>(checked.error());
      found.push_back(path);
    }
    for (const auto& [path, hash] : record.replaced) {
      if (record.hash_of(path) != nullptr) continue;
      const auto state = state_of(path);
      if (!state) return tl::unexpected<Error>(state.error());
      // Somebody else's, meanwhile, is none of ours.
      if (*state && dify::sha256((*state)->content) == hash) found.push_back(path);
    }
    return found;
  }

  [[nodiscard]] Result<void> apply() const {
    for (const std::string_view below : {std::string_view("."), dify::kFolder, kProgramFolder}) {
      os::remove_unfinished(path_of(std::string(below)));
    }
    auto applied = os::apply(set_);
    if (applied) os::remove_if_empty(path_of(std::string(kProgramFolder)));
    return applied;
  }

  // --- What to say ---

  void say_remarks() const {
    for (const std::string& note : notes_) say("note", note);
    for (const std::string& warning : warnings_) say("warning", warning);
  }

  Result<void> print_files() const {
    std::string text;
    for (const dify::SetupFile& file : setup_.files) {
      text.append("==> ").append(file.path).append(" <==\n");
      if (file.is_program) {
        text.append("(the program proxyenv, ").append(std::to_string(file.content.size()));
        text.append(" bytes)\n\n");
      } else {
        text.append(dify::without_credentials(file.content, request_.upstream)).append("\n");
      }
    }
    for (const std::string& path : set_.removed) text.append("would remove ").append(path) += '\n';
    say_remarks();
    return print(text);
  }

  [[nodiscard]] std::string summary() const {
    const std::string tag = tree_.api_tag();
    std::string text = "Dify " + (tag.empty() ? std::string("(image without a tag)") : tag) +
                       " in " + escape_for_display(redact_word(folder_)) + ": ";
    const std::string upstream = request_.upstream.shown();
    if (request_.mode == dify::Mode::direct) {
      return text + "direct, https through " + upstream + "\n";
    }
    if (request_.all_domains) {
      return text + "everything but the intranet through " + upstream + "\n";
    }
    text.append("through ").append(upstream).append(" go, and nothing else:\n");
    for (const dify::Domain& domain : request_.domains) {
      text.append("  ").append(domain.name);
      text.append(domain.subdomains ? " and its subdomains\n" : "\n");
    }
    return text;
  }

  [[nodiscard]] std::string next_steps() const {
    std::string text;
    if (!tree_.compose_file_value.empty()) {
      const std::string line = "COMPOSE_FILE=" + pasted(tree_.compose_file_value);
      const bool in_shell = environment_.find("COMPOSE_FILE").has_value();
      text.append(in_shell ? "First set in the shell, where it is set now:  export "
                  : tree_.compose_file_is_set ? "First change the line in .env to:  "
                                              : "First put this line into .env:  ")
          .append(line)
          .append("\n");
    }
    text.append(command_to_run());
    if (request_.mode == dify::Mode::selective) {
      text.append(
          "Then verify: docker compose logs --no-log-prefix ssrf_proxy | proxyenv dify "
          "verify --dir . --access-log -\n");
    } else {
      // No squid sees these requests: curl, which api's image has for its health check, asks the
      // variables that api has.
      text.append("Then verify: docker compose exec ")
          .append(tree_.api_like.front().name)
          .append(" curl -sSI https://marketplace.dify.ai/\n")
          .append("             is answered, and the upstream's own log shows the request\n");
    }
    return text;
  }

  [[nodiscard]] std::string command_to_run() const {
    const std::string there = folder_ == "." ? std::string() : "cd " + pasted(folder_) + " && ";
    return "Now run:     " + there + "docker compose up -d\n";
  }

  Result<void> tell() const {
    std::string text = summary();
    if (actions_.empty()) text.append("nothing to change: all files are as they should be\n");
    for (const std::string& action : actions_) text.append(action).append("\n");
    say_remarks();
    return print_done(text + next_steps());
  }

  static Result<void> print(const std::string& text) {
    if (const auto written = os::write_all(STDOUT_FILENO, text); !written) {
      return in_front("cannot write to standard output: ", written.error());
    }
    return {};
  }

  static Result<void> print_done(const std::string& text) {
    if (const auto printed = print(text); !printed) return in_front("done, but ", printed.error());
    return {};
  }

  // --- And back ---

  Result<void> uninstall() {
    for (const auto& [option, values] : line_.options) {
      if (option != DifyOption::dir && option != DifyOption::uninstall &&
          option != DifyOption::dry_run) {
        return fail("--uninstall takes only --dir and --dry-run besides");
      }
    }
    const auto text = state_of(std::string(dify::kRecordPath));
    if (!text) return tl::unexpected<Error>(text.error());
    if (!*text) {
      return fail("there is nothing to remove: " + redact_word(path_of("")) +
                  std::string(dify::kRecordPath) + " is not there");
    }
    const auto record = dify::parse_setup_record((*text)->content);
    if (!record) return in_front(std::string(dify::kRecordPath) + " ", record.error());
    auto found = files_of(*record);
    if (!found) return tl::unexpected<Error>(found.error());
    set_.folder = folder_;
    set_.removed = std::move(*found);
    set_.removed.emplace_back(dify::kRecordPath);  // last: whoever is killed can run it again
    const bool dry = line_.has(DifyOption::dry_run);
    std::string told;
    for (const std::string& path : set_.removed) {
      told.append(dry ? "would remove " : "removed  ").append(path).append("\n");
    }
    if (dry) return print(told);
    if (auto applied = apply(); !applied) return applied;
    if (!os::remove_if_empty(path_of(std::string(dify::kFolder)))) {
      told.append("kept     proxyenv/, which holds files of yours\n");
    }
    return print_done(told + what_names_the_removed() + command_to_run());
  }

  // Compose stops at a name in COMPOSE_FILE that is no file.
  [[nodiscard]] std::string what_names_the_removed() const {
    auto listed = shell()("COMPOSE_FILE");
    const bool in_shell = listed.has_value();
    if (!in_shell) {
      const auto text = state_of(std::string(dify::kEnvFile));
      if (!text || !*text) return {};
      const auto env = dify::parse_compose_env((*text)->content, shell());
      if (env) listed = env->find("COMPOSE_FILE");
    }
    for (const std::string& path : set_.removed) {
      if (!listed || listed->find(path) == std::string::npos) continue;
      return "First take " + path + " out of COMPOSE_FILE, " +
             (in_shell ? "in the shell" : "in .env") + "\n";
    }
    return {};
  }

  const cli::DifyCommandLine& line_;
  const Environment& environment_;
  std::string folder_;
  os::Descriptor lock_;
  dify::DifyTree tree_;
  dify::SetupRequest request_;
  dify::Setup setup_;
  os::FileSet set_;
  std::vector<std::string> actions_;
  std::vector<std::string> notes_;
  std::vector<std::string> warnings_;
};

}  // namespace

int dify_init(const cli::DifyCommandLine& line, const Environment& environment) {
  const auto done = Init(line, environment).run();
  return done ? 0 : commands::fail_with(done.error());
}

}  // namespace proxyenv::tools
