// SPDX-License-Identifier: Apache-2.0
// proxyenv_docgen FOLDER: writes the manual pages and the completions below FOLDER, where they lie
// below /usr/share when they are installed. The build calls it, so it runs on the machine that
// builds.
#include <fcntl.h>

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "docgen/command_spec.hpp"
#include "docgen/completions.hpp"
#include "docgen/man.hpp"
#include "os/file.hpp"

namespace {

using namespace proxyenv::docgen;

struct Document {
  std::string_view name;
  std::string (*make)();
};

constexpr std::array<Document, 8> kDocuments = {{
    {"man/man1/proxyenv.1", launcher_page},
    {"man/man1/proxyenv-tools.1", companion_page},
    {"bash-completion/completions/proxyenv", [] { return bash_completion(launcher()); }},
    {"bash-completion/completions/proxyenv-tools", [] { return bash_completion(companion()); }},
    {"zsh/site-functions/_proxyenv", [] { return zsh_completion(launcher()); }},
    {"zsh/site-functions/_proxyenv-tools", [] { return zsh_completion(companion()); }},
    {"fish/vendor_completions.d/proxyenv.fish", [] { return fish_completion(launcher()); }},
    {"fish/vendor_completions.d/proxyenv-tools.fish", [] { return fish_completion(companion()); }},
}};

// Whether the file has the text now.
bool put(const std::filesystem::path& path, const std::string& text) {
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  const proxyenv::os::Descriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  return file.is_open() && proxyenv::os::write_all(file.number(), text).has_value();
}

}  // namespace

// Exit status 2: no folder is given; 1: a file cannot be written.
int main(int argc, char** argv) {
  if (argc != 2) return 2;
  for (const Document& document : kDocuments) {
    if (!put(std::filesystem::path(argv[1]) / document.name, document.make())) return 1;
  }
  return 0;
}
