// SPDX-License-Identifier: Apache-2.0
// An exemption list: a repair keeps its meaning, and dialects add no entries.
#include <algorithm>

#include "core/comparison_key.hpp"
#include "core/exemption_groups.hpp"
#include "core/grpc_list.hpp"
#include "core/java_options.hpp"
#include "core/no_proxy.hpp"
#include "core/redaction.hpp"
#include "core/repair_list.hpp"
#include "fuzz/fuzzing.hpp"
#include "text/ascii.hpp"

using namespace proxyenv;
using namespace proxyenv::fuzzing;

namespace {

void check_java(const std::string& list) {
  const JavaExemptions exemptions = in_java_dialect(list);
  promise(std::all_of(exemptions.patterns.begin(), exemptions.patterns.end(),
                      [](char c) {
                        return ascii::is_alnum(c) ||
                               std::string_view(".-_*[]:|").find(c) != std::string_view::npos;
                      }),
          "Java is told of plain characters alone");
  const auto words = split_java_options("-Dx=" + exemptions.patterns);
  promise(words && words->size() == 1, "in one word");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string list(text_of(data, size));
  const RepairedList repaired = repair_list(list);
  promise(repair_list(repaired.value).value == repaired.value, "a second repair changes nothing");
  if (repaired.defect != ListDefect::none || repaired.blank) {
    promise(repaired.value == list, "what is not mended stays byte for byte");
  } else {
    promise(comparison_key_of_list(list) == comparison_key_of_list(repaired.value),
            "what is mended means the same");
    promise(exempts_everything(list) == exempts_everything(repaired.value), "`*` stays `*`");
    promise(entries_of(list).size() == entries_of(repaired.value).size(),
            "no entry is added or dropped");
  }
  const std::string grpc = in_grpc_dialect(list);
  promise(!needs_grpc_dialect(grpc), "gRPC's dialect is in gRPC's dialect");
  const std::vector<std::string> additions = {"localhost", "127.0.0.1"};
  const std::string extended = with_entries(list, additions);
  promise(extended.starts_with(list), "what was there stays in front");
  promise(with_entries(extended, additions) == extended, "nothing is added twice");
  check_java(list);
  (void)split_java_options(list);
  (void)redact_client_option(list);
  if (const auto expanded = expand_exemptions(list)) {
    promise(!expanded->empty(), "--exempt holds something");
  }
  if (!names_the_secret(list)) {
    const std::string secret_list = with_credentials(list, list);
    hides_the_secret(ListDisclosure(secret_list).list(secret_list));
  }
  return 0;
}
