// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/squid_death.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

// clang-format off
constexpr std::array<DeathText, kDeaths> kTexts = {{
    {Death::cache_folder, "cache_folder",
     "its cache folder is missing, or it may not write there",
     "remove the volume over /var/spool/squid, or give that folder to the user proxy of the image; "
     "dify init cannot help"},
    {Death::configuration, "configuration", "its configuration is wrong",
     "run {init} again; {compose} logs {squid} shows the error (do not paste it: it may "
     "hold the upstream's password)"},
    {Death::crashed, "crashed", "it crashed",
     "take another version of its image; dify init cannot help"},
    {Death::file_missing, "file_missing", "a file or a program that its configuration names is not "
     "there",
     "put back the file that {compose} logs {squid} names; if it is one of proxyenv's, run {init} "
     "again"},
    {Death::killed, "killed", "it was ended by a signal, as the kernel does where memory runs out",
     "give the container more memory, or let squid reserve less: it does so for each file that it "
     "may open, and the ulimits nofile (65536, say) of {squid} in an override limits these"},
    {Death::layout_unknown, "layout_unknown",
     "the mounted entrypoint does not know this release's configuration",
     "run {init} again, with the newest proxyenv"},
    {Death::log_not_writable, "log_not_writable",
     "it cannot write its log: squid writes as the user proxy, and the folder or file is somebody "
     "else's, or its disk is full",
     "make room on that disk, and give the mounted log folder to that user (chown -R 13:13 in "
     "Debian's and Ubuntu's images), or take the volume away; dify init cannot help"},
    {Death::open_files, "open_files", "it may open too few files",
     "raise the limit: ulimits nofile (65536, say) of {squid} in an override"},
    {Death::out_of_memory, "out_of_memory", "it got no memory",
     "give the container more memory, or let squid reserve less: it does so for each file that it "
     "may open, and the ulimits nofile (65536, say) of {squid} in an override limits these"},
    {Death::pid_file, "pid_file",
     "another squid runs in its container, one that was killed left its PID file, or the file "
     "cannot be written",
     "take the container away and make a new one: {replace}"},
    {Death::port_taken, "port_taken",
     "it could not listen: something else has its port, or the address is not its container's",
     "see that SSRF_HTTP_PORT and SSRF_REVERSE_PROXY_PORT differ, and that nothing else listens "
     "there if {squid} has network_mode host"},
    {Death::shared_memory, "shared_memory", "it could not set up its shared memory",
     "take the container away and make a new one: {replace}; if it stays so, give it a larger shm_size"},
    {Death::unknown, "unknown", "a fatal error",
     "{compose} logs {squid} shows it (do not paste it: it may hold the upstream's password); "
     "if it came with a change of Dify's files, run {init} again"},
    {Death::user_missing, "user_missing", "the user that it should run as is not in its image",
     "take Dify's image for {squid}; dify init cannot help"},
}};
// clang-format on

constexpr bool texts_stand_at_their_index() {
  for (std::size_t i = 0; i < kTexts.size(); ++i) {
    if (static_cast<std::size_t>(kTexts[i].death) != i) return false;
  }
  return true;
}
static_assert(texts_stand_at_their_index(), "text_of() indexes the table by the enumerator");

struct Known {
  std::string_view part;
  bool at_begin;
  Death death;
};

// Squid 5.7: src/fatal.cc is called with these, or a TextException's text is printed (6.x alike).
// The first row that fits decides.
// clang-format off
constexpr std::array<Known, 28> kKnown = {{
    {"Bungled ", true, Death::configuration},                        // cache_cf.cc self_destruct
    {"Cannot open '", true, Death::log_not_writable},                // log/ModStdio.cc, ModDaemon.cc
    {"I don't handle this error well!", true, Death::log_not_writable},  // log/ModDaemon.cc
    {"logfileWrite: ", true, Death::log_not_writable},               // log/ModStdio.cc, where a write fails
    {"Failed to verify one of the swap directories", true, Death::cache_folder},  // store_dir.cc
    {"Failed to create swap directory", true, Death::cache_folder},  // fs/ufs/UFSSwapDir.cc
    {"Failed to make swap directory", true, Death::cache_folder},
    {"Rock cache_dir at ", true, Death::cache_folder},               // fs/rock/RockSwapDir.cc
    {"cache_dir ", true, Death::cache_folder},
    {"Unable to open HTTP Socket", true, Death::port_taken},         // client_side.cc
    {"Unable to open HTTPS Socket", true, Death::port_taken},
    {"Squid is already running", true, Death::pid_file},             // Instance.cc
    {"failed to open ", true, Death::pid_file},                      // base/File.cc: the PID file
    {"failed to lock ", true, Death::pid_file},
    {"Ipc::Mem::Segment", true, Death::shared_memory},               // ipc/mem/Segment.cc
    {"shm_open", false, Death::shared_memory},
    {"getpwnam failed", true, Death::user_missing},                  // cache_cf.cc
    {"Unable to allocate", false, Death::out_of_memory},             // compat/xalloc.cc
    {"std::bad_alloc", false, Death::out_of_memory},
    {"Could not create a DNS socket", true, Death::open_files},      // dns_internal.cc
    {"Not enough file", true, Death::open_files},
    {"Received Segment Violation", true, Death::crashed},            // tools.cc death()
    {"Received Bus Error", true, Death::crashed},
    {"assertion failed", false, Death::crashed},
    {"Unable to find configuration file", true, Death::file_missing},  // cache_cf.cc
    {": (2) No such file or directory", false, Death::file_missing},   // requirePathnameExists()
    {"missing Port", false, Death::configuration},                   // cache_cf.cc parsePortSpecification
    {"configuration", false, Death::configuration},
}};
// clang-format on

}  // namespace

const DeathText& text_of(Death death) {
  return kTexts[static_cast<std::size_t>(death)];
}

Death death_in_fatal_error(std::string_view text) {
  text = ascii::trimmed(text);
  const auto* const known = std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& row) {
    return row.at_begin ? text.starts_with(row.part)
                        : text.find(row.part) != std::string_view::npos;
  });
  return known == kKnown.end() ? Death::unknown : known->death;
}

// bash, jobs.c notify_of_job_status(): "%s: line %d: " in front, then the PID and the signal.
std::optional<Death> death_in_shell_line(std::string_view line) {
  const std::vector<std::string_view> words = ascii::words_of(line);
  constexpr std::size_t kSignal = 4;
  if (words.size() < kSignal + 2 || !words[0].ends_with(".sh:") || words[1] != "line" ||
      !words[2].ends_with(':') || !std::all_of(words[3].begin(), words[3].end(), ascii::is_digit)) {
    return std::nullopt;
  }
  const bool is_squid = std::any_of(words.begin() + kSignal, words.end(), [](std::string_view w) {
    return w == "squid" || w.ends_with("/squid");
  });
  if (!is_squid) return std::nullopt;
  if (words[kSignal] == "Killed") return Death::killed;
  if (words[kSignal] == "Aborted" || words[kSignal] == "Segmentation") return Death::crashed;
  return std::nullopt;
}

}  // namespace proxyenv::dify
