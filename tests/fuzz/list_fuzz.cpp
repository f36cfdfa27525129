// SPDX-License-Identifier: Apache-2.0
// An exemption list: cleaning keeps its meaning, and dialects add no entries.
#include <algorithm>

#include "core/exemption_groups.hpp"
#include "core/java_options.hpp"
#include "core/no_proxy.hpp"
#include "core/redaction.hpp"
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
  const CleanedList cleaned = clean_list(list);
  promise(clean_list(cleaned.value).value == cleaned.value, "cleaning twice changes nothing");
  if (cleaned.defect != ListDefect::none || cleaned.blank) {
    promise(cleaned.value == list, "what is not mended stays byte for byte");
  } else {
    promise(comparison_key_of_list(list) == comparison_key_of_list(cleaned.value),
            "what is mended means the same");
    promise(exempts_everything(list) == exempts_everything(cleaned.value), "`*` stays `*`");
    promise(entries_of(list).size() == entries_of(cleaned.value).size(),
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
