// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal_settings.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "text/suggestion.hpp"

namespace proxyenv::cli {

namespace {

constexpr std::size_t kUsualWidth = 80;
constexpr std::size_t kLeastWidth = 20;
constexpr std::size_t kGreatestWidth = 1000;

bool wants_color(const OutputDevice& device, ColorChoice choice, const Environment& environment) {
  if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
  if (!device.is_terminal) return false;
  const auto no_color = environment.find("NO_COLOR");
  if (no_color && !no_color->empty()) return false;
  const auto term = environment.find("TERM");
  return term && !term->empty() && *term != "dumb";
}

std::size_t number_in(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

std::size_t width_of(const OutputDevice& device, const Environment& environment) {
  if (!device.is_terminal) return kUnlimitedWidth;
  std::size_t width = device.columns;
  if (width == 0) width = number_in(environment.find("COLUMNS").value_or(""));
  if (width == 0) width = kUsualWidth;
  return std::clamp(width, kLeastWidth, kGreatestWidth);
}

}  // namespace

Result<ColorChoice> parse_color(std::string_view text) {
  if (text == "auto") return ColorChoice::automatic;
  if (text == "always") return ColorChoice::always;
  if (text == "never") return ColorChoice::never;
  constexpr std::array<std::string_view, 3> kChoices = {"auto", "always", "never"};
  return fail("must be auto, always or never" + did_you_mean(text, kChoices));
}

Layout layout_for(const OutputDevice& device, ColorChoice choice, const Environment& environment) {
  return {width_of(device, environment),
          wants_color(device, choice, environment) ? Style::colored() : Style()};
}

}  // namespace proxyenv::cli
