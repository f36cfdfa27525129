// SPDX-License-Identifier: Apache-2.0
// Processes whose environment cannot be read: each answer says what is missing. Each is a real one.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <string>

#include "privilege.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "sleeper.hpp"

using namespace e2e;

namespace {

const Words kUser = {"uid=65534"};
// CAP_SYS_PTRACE, CAP_SYS_ADMIN and CAP_PERFMON: Linux 6.14 and later let the last two read, too.
const Words kNoTracing = {"drop=19,21,38"};

Words finish_with(const Words& steps, const std::string& how = "sleep") {
  return joined({{helper_path("with_state")}, steps, {"--", helper_path("finish"), how}});
}

// The answer of `show --pid`, in this state.
std::string answer_in(const Words& steps, const std::string& pid) {
  const ScratchDirectory scratch;
  const std::string proxyenv = scratch.copy(proxyenv_path(), "proxyenv");
  const Outcome outcome = run_with_state(steps, {proxyenv, "show", "--pid", pid});
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(outcome.out.empty());
  CHECK(lines_of(outcome.err).size() == 1);
  return outcome.err;
}

// The only child of a process; it is process 1 of the PID namespace that with_state made.
std::string child_of(const std::string& pid) {
  std::ifstream file("/proc/" + pid + "/task/" + pid + "/children");
  std::string child;
  file >> child;
  return child;
}

}  // namespace

TEST_CASE("a process of another user, seen by a user and by root without CAP_SYS_PTRACE") {
  if (!can_take(kUser, "processes of another user")) return;
  const Sleeper own({"A=1"});
  const std::string answer = answer_in(kUser, own.pid());
  CHECK(contains(answer, "process " + own.pid() + " belongs to user 0, and this runs as user"));
  CHECK(contains(answer, "(sudo -u '#0') or as root"));
  const Sleeper other({"A=1"}, finish_with(kUser));
  CHECK(run_proxyenv({"show", "--pid", other.pid()}).exit_status == 0);
  const std::string of_other = answer_in(kNoTracing, other.pid());
  CHECK(contains(of_other, "belongs to user 65534, and root has no CAP_SYS_PTRACE here"));
  CHECK(contains(of_other, "docker exec --user 65534"));
}

TEST_CASE("a process with more capabilities, and one that is protected") {
  if (!can_take(kNoTracing, "capabilities of another process")) return;
  const Sleeper own({"A=1"});
  CHECK(contains(answer_in(kNoTracing, own.pid()), "has capabilities that this process lacks"));
  if (!can_take(kUser, "a program that nobody may read")) return;
  const ScratchDirectory scratch;
  const std::string unreadable = scratch.copy(helper_path("finish"), "unreadable");
  REQUIRE(::chmod(unreadable.c_str(), 0711) == 0);
  const Sleeper closed({"A=1"},
                       joined({{helper_path("with_state")}, kUser, {"--", unreadable, "sleep"}}));
  CHECK(contains(answer_in(kUser, closed.pid()), "is protected by the kernel"));
}

TEST_CASE("a process that /proc hides is told from one that does not exist") {
  if (!can_take({"namespaces", "proc=hidepid=2"}, "a /proc that hides processes")) return;
  const Sleeper own({"A=1"});
  for (const std::string mode : {"1", "2"}) {
    CAPTURE(mode);
    CHECK(contains(answer_in({"namespaces", "proc=hidepid=" + mode, "uid=65534"}, own.pid()),
                   "is hidden by this /proc (mounted with hidepid)"));
  }
  CHECK(contains(answer_in({"namespaces", "proc=hidepid=2", "uid=65534"}, "4194303"),
                 "does not exist (any more) among the processes seen from here"));
}

TEST_CASE("a process in another PID namespace") {
  if (!can_take({"process_1"}, "PID namespaces")) return;
  CHECK(contains(answer_in({"process_1"}, "4194303"),
                 "does not exist (any more) in this /proc, which counts the processes of another "
                 "PID namespace"));
  const Sleeper outside({"A=1"}, finish_with({"process_1"}));
  const std::string inside = child_of(outside.pid());
  REQUIRE_FALSE(inside.empty());
  CHECK(run_proxyenv({"show", "--pid", inside}).exit_status == 0);
  if (!can_take(kUser, "a process of another user in a PID namespace")) return;
  CHECK(contains(answer_in(kUser, inside), "; it is in a container: `docker exec CONTAINER"));
  CHECK_FALSE(contains(answer_in(kUser, outside.pid()), "it is in a container"));
}

TEST_CASE("a process that has written over its environment is no process without proxies") {
  const Sleeper forgetful({"A=1", "https_proxy=http://p.test:1"},
                          {helper_path("finish"), "forget"});
  const Outcome outcome = run_proxyenv({"check", "--pid", forgetful.pid()});
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(contains(outcome.err, "has written over its environment"));
  const Sleeper empty({});
  CHECK(run_proxyenv({"show", "--pid", empty.pid()}).exit_status == 0);
}
