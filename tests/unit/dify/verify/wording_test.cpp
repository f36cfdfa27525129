// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/wording.hpp"

#include <doctest/doctest.h>

#include <array>
#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv::dify;

TEST_CASE("the words in braces are replaced, and nothing else") {
  struct Row {
    std::string_view sentence;
    std::string_view says;
  };
  const Row rows[] = {
      {"", ""},
      {"nothing of it", "nothing of it"},
      {"restart {squid}", "restart guard"},
      {"{compose} logs {squid}; {up}", "docker compose logs guard; docker compose up -d"},
      {"{recreate}", "run docker compose up -d --force-recreate guard"},
      {"{replace}", "docker compose rm -sf guard, then docker compose up -d"},
      {"run {init} again", "run dify init again"},
      {"ulimits: {nofile: 65536} { {squid", "ulimits: {nofile: 65536} { {squid"},
      // A host's name may look like one of the words.
      {"{host} asked {squid}", "{squid} asked guard"},
  };
  const Wording wording(ComposeCommands(), "guard");
  const std::array<Word, 1> more = {{{"{host}", "{squid}"}}};
  for (const Row& row : rows) {
    CAPTURE(row.sentence);
    CHECK(wording.of(row.sentence, more) == row.says);
  }
}
