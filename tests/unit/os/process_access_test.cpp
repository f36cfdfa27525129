// SPDX-License-Identifier: Apache-2.0
// What is said of a process whose environment cannot be read. tests/e2e/process_test.cpp has real
// ones.
#include "os/process_access.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv::os;

namespace {

ProcessAccess seen_by(unsigned own_user, unsigned user) {
  ProcessAccess access;
  access.own_user = own_user;
  access.own_group = own_user;
  access.user = user;
  access.group = own_user;
  return access;
}

bool says(const ProcessAccess& access, std::string_view part) {
  return why_unreadable(access).find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a process that is not there is told from one that is hidden") {
  ProcessAccess access;
  access.is_found = false;
  CHECK(says(access, "does not exist (any more)"));
  CHECK(says(access, "docker inspect --format '{{.State.Pid}}' CONTAINER"));
  access.proc_is_foreign = true;
  CHECK(says(access, "this /proc, which counts the processes of another PID namespace"));
  access.is_hidden = true;
  CHECK(says(access, "hidepid"));
  CHECK_FALSE(says(access, "does not exist"));
}

TEST_CASE("each thing that is missing has its own way out") {
  CHECK(says(seen_by(5, 7),
             "belongs to user 7, and this runs as user 5: run this as that user "
             "(sudo -u '#7') or as root"));
  CHECK(says(seen_by(0, 7), "root has no CAP_SYS_PTRACE here"));
  CHECK(says(seen_by(0, 7), "docker exec --user 7"));
  CHECK(says(seen_by(5, 0), "belongs to user 0"));

  ProcessAccess access = seen_by(5, 65534);
  CHECK(says(access, "belongs to user 65534"));
  access.in_user_namespace = true;
  CHECK(says(access, "outside this user namespace"));

  access = seen_by(5, 5);
  CHECK(says(access, "AppArmor"));
  access.has_more_capabilities = true;
  CHECK(says(access, "has capabilities that this process lacks"));
  access.is_protected = true;
  CHECK(says(access, "its program file cannot be read"));
  access.group = 9;
  CHECK(says(access, "runs with group 9"));
}

TEST_CASE("a process in a container is looked at from inside") {
  ProcessAccess access = seen_by(5, 7);
  CHECK_FALSE(says(access, "it is in a container"));
  access.in_container = true;
  CHECK(says(access, "; it is in a container: `docker exec CONTAINER proxyenv ...`"));
}
