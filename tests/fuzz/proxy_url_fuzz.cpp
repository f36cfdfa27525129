// SPDX-License-Identifier: Apache-2.0
// The value of a proxy variable: reading, repairing, comparing, and above all redacting.
#include "core/comparison_key.hpp"
#include "core/loopback_proxy.hpp"
#include "core/proxy_url.hpp"
#include "core/redaction.hpp"
#include "core/repair_proxy.hpp"
#include "fuzz/fuzzing.hpp"
#include "net/host.hpp"
#include "text/display.hpp"

using namespace proxyenv;
using namespace proxyenv::fuzzing;

namespace {

void check(const std::string& value) {
  const ProxyReading reading = read_proxy(value);
  const RepairedProxy repaired = repair_proxy(value);
  const RepairedProxy again = repair_proxy(repaired.value);
  promise(again.value == repaired.value, "a second repair changes nothing");
  if (repaired.defect != ProxyDefect::none || repaired.blank) {
    promise(repaired.value == value, "what is not mended stays byte for byte");
  } else {
    promise(read_proxy(repaired.value).defect == ProxyDefect::none, "what is mended can be read");
    promise(comparison_key_of_proxy(value) == comparison_key_of_proxy(repaired.value),
            "what is mended means the same");
  }
  if (reading.defect == ProxyDefect::none) {
    promise(is_known_scheme(reading.url.scheme), "a value without a defect has a scheme");
    promise(net::is_host(reading.url.host), "and a host");
    promise(repaired.defect == ProxyDefect::none, "and a repair does not break it");
  }
  if (const auto replaced = with_loopback_replaced(value, "gw.test")) {
    promise(read_proxy(*replaced).url.host == "gw.test", "loopback is replaced");
    promise(!with_loopback_replaced(*replaced, "gw.test"), "and is not replaced twice");
  }
  const std::string shown = escape_for_display(redact_proxy(value));
  promise(escape_for_display(shown) == shown, "what is shown is safe to show");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = text_of(data, size);
  check(std::string(text));
  if (names_the_secret(text)) return 0;
  const std::string_view before = take_line(text);
  const std::string value = with_credentials(before, text);
  check(value);
  hides_the_secret(redact_proxy(value));
  hides_the_secret(ListDisclosure(value).list(value));
  hides_the_secret(redact_proxy(repair_proxy(value).value));
  hides_the_secret(redact_word("http://" + value));
  return 0;
}
