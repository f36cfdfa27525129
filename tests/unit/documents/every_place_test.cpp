// SPDX-License-Identifier: Apache-2.0
// Whatever a reader knows of its format: a proxy variable at any place of a document becomes a
// variable or a remark of that line. Documents as people have them are changed in each place once.
#include <doctest/doctest.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

#include "documents/read_document.hpp"
#include "support/planted_names.hpp"
#include "support/shown_source.hpp"
#include "unit/documents/real_documents.hpp"
#include "yaml/yaml.hpp"

using namespace proxyenv;
using proxyenv::testing::shown_source;

namespace {

documents::Surroundings nothing_around() {
  return {[](const std::string&) -> Result<std::string> { return fail("no such file", ENOENT); },
          [](std::string_view) -> std::optional<std::string> { return std::nullopt; }};
}

}  // namespace

TEST_CASE("a proxy variable at any place of a document is read or told with its line") {
  constexpr std::array<std::string_view, 5> kNames = {"HTTP_PROXY", "https_proxy", "No_Proxy",
                                                      "HTTPS_PROXYS", "ALL_PROXY "};
  std::size_t places = 0;
  for (const testing::RealDocument& document : testing::kRealDocuments) {
    CAPTURE(document.what);
    auto trees = parse_yaml_documents(std::string(document.text));
    REQUIRE(trees);
    REQUIRE(documents::read_document({"-", document.text}, document.format, nothing_around()));
    for (const std::string_view name : kNames) {
      for (YamlValue& tree : *trees) {
        testing::for_each_place(tree, name, [&] {
          const std::string text = testing::text_of(*trees);
          const auto read =
              documents::read_document({"-", text}, document.format, nothing_around());
          ++places;
          if (!read) return;  // refused: no clean bill
          if (testing::is_told(*read, name, text)) return;
          INFO(text);
          INFO(shown_source(read));
          CHECK_MESSAGE(false, name);
        });
      }
    }
  }
  CHECK(places > 2000);
}
