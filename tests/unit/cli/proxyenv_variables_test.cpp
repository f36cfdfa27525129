// SPDX-License-Identifier: Apache-2.0
#include "cli/proxyenv_variables.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "support/environment_strings.hpp"

using namespace proxyenv;
using namespace proxyenv::cli;
using proxyenv::testing::strings_of;

namespace {

std::string settings_error(const GivenOptions& given, std::vector<std::string> entries) {
  const auto settings = read_settings(given, Environment::own(std::move(entries)));
  return settings ? "" : settings.error().message;
}

}  // namespace

TEST_CASE("only names in the table are removed from the environment") {
  const auto environment = Environment::own(
      {"A=1", "PROXYENV_PREFER=upper", "PROXYENV_SERVICE_HOST=10.0.0.1", "PROXYENV_PORT=tcp://x",
       "PROXYENV_OFF=", "PROXYENV_PREFER", "proxyenv_prefer=x", "PROXYENV_PREFER=again"});
  CHECK(strings_of(without_own_variables(environment)) ==
        std::vector<std::string>{"A=1", "PROXYENV_SERVICE_HOST=10.0.0.1", "PROXYENV_PORT=tcp://x",
                                 "PROXYENV_PREFER", "proxyenv_prefer=x"});
}

TEST_CASE("the command line wins over variables, and an empty variable counts as unset") {
  const auto prefer = [](const GivenOptions& given, std::vector<std::string> entries) {
    return read_settings(given, Environment::own(std::move(entries)))->policy.prefer;
  };
  CHECK_FALSE(prefer({}, {}).has_value());
  CHECK((prefer({}, {"PROXYENV_PREFER=upper"}) == Case::upper));
  CHECK((prefer({{Option::prefer, {"lower"}}}, {"PROXYENV_PREFER=upper"}) == Case::lower));
  CHECK_FALSE(prefer({}, {"PROXYENV_PREFER="}).has_value());
  CHECK_FALSE(prefer({}, {"proxyenv_prefer=upper"}).has_value());
}

TEST_CASE("every option can come from its variable") {
  const auto settings = read_settings(
      {},
      Environment::own({"PROXYENV_PROXY=p:1", "PROXYENV_EXEMPT=a,@loopback", "PROXYENV_ONLY=https",
                        "PROXYENV_PREFER=upper", "PROXYENV_EMPTY=keep", "PROXYENV_REPAIR=off",
                        "PROXYENV_LOOPBACK_PROXY=fd00::1", "PROXYENV_ALSO=node",
                        "PROXYENV_STRICT=1", "PROXYENV_QUIET=yes", "PROXYENV_VERBOSE=true"}));
  REQUIRE(settings.has_value());
  CHECK(settings->policy.proxy == "http://p:1");
  CHECK(settings->policy.exempt ==
        std::vector<std::string>{"a", "localhost", "127.0.0.1", "0.0.0.0"});
  CHECK(settings->policy.only.holds(Family::https));
  CHECK_FALSE(settings->policy.only.holds(Family::http));
  CHECK((settings->policy.prefer == Case::upper));
  CHECK_FALSE(settings->policy.fill_empty);
  CHECK_FALSE(settings->policy.repair);
  CHECK(settings->policy.loopback_proxy == "[fd00::1]");
  CHECK(settings->policy.also.holds(ToldClient::node));
  CHECK_FALSE(settings->policy.also.holds(ToldClient::java));
  CHECK(settings->strict);
  CHECK(settings->quiet);
  CHECK(settings->verbose);
}

TEST_CASE("a bad value names its option or variable, suggests, and is not repeated") {
  CHECK(settings_error({}, {"PROXYENV_PREFER=uper"}) ==
        "PROXYENV_PREFER: must be lower or upper (did you mean upper?)");
  CHECK(settings_error({{Option::prefer, {"s3cret"}}}, {}) == "--prefer: must be lower or upper");
  CHECK(settings_error({}, {"PROXYENV_STRICT=s3cret"}) ==
        "PROXYENV_STRICT: must be 1, true, yes, on, 0, false, no or off");
  CHECK(settings_error({{Option::prefer, {"lower"}}}, {"PROXYENV_PREFER=s3cret"}).empty());
  CHECK(settings_error({}, {"PROXYENV_EXEMPT=@dfy"}).find("did you mean @dify?") !=
        std::string::npos);
}

TEST_CASE("PROXYENV_OFF") {
  const auto off = [](std::vector<std::string> entries) {
    return is_switched_off(Environment::own(std::move(entries)));
  };
  CHECK_FALSE(off({}).value());
  CHECK_FALSE(off({"PROXYENV_OFF="}).value());
  CHECK_FALSE(off({"PROXYENV_OFF=0"}).value());
  CHECK(off({"PROXYENV_OFF=1"}).value());
  CHECK(off({"PROXYENV_OFF=of"}).error().message.starts_with("PROXYENV_OFF: must be 1, true"));
}
