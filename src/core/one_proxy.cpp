// SPDX-License-Identifier: Apache-2.0
#include "core/one_proxy.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "core/proxy_url.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/look_alike.hpp"
#include "text/percent.hpp"

namespace proxyenv {

namespace {

// Where one value of several can end.
bool separates_values(char c) {
  return ascii::is_blank(c) || c == ',' || c == ';' || c == '|';
}

bool is_name_char(std::string_view text, std::size_t i) {
  const char c = text[i];
  return ascii::is_alnum(c) || static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view("-._~+@\\").find(c) != std::string_view::npos ||
         (c == '%' && is_percent_escape(text, i));
}

// `DOMAIN\name`; two backslashes are one that somebody escaped, or the beginning of a path.
bool has_odd_backslash(std::string_view user) {
  const std::size_t first = user.find('\\');
  return first != std::string_view::npos && (first == 0 || first + 1 == user.size() ||
                                             user.find('\\', first + 1) != std::string_view::npos);
}

bool is_user_name(std::string_view user) {
  for (std::size_t i = 0; i < user.size(); ++i) {
    if (!is_name_char(user, i)) return false;
  }
  if (has_odd_backslash(user)) return false;
  const std::string lowered = ascii::lowered(user);
  return !user.empty() && !is_known_scheme(lowered) && lowered != "ftp";
}

// `p\@ss`, `p\x40ss` or `p\u0040ss`, as a shell or a program's text needs it: is the backslash one
// of the password?
bool escapes_by_backslash(std::string_view password) {
  const auto has_digits = [&](std::size_t begin, std::size_t count) {
    const std::string_view digits = password.substr(begin, count);
    return digits.size() == count && std::all_of(digits.begin(), digits.end(), ascii::is_hex_digit);
  };
  for (std::size_t at = password.find('\\'); at != std::string_view::npos;
       at = password.find('\\', at + 1)) {
    if (at + 1 == password.size() || !ascii::is_alnum(password[at + 1])) return true;
    if (password[at + 1] == 'x' && has_digits(at + 2, 2)) return true;
    if (password[at + 1] == 'u' && has_digits(at + 2, 4)) return true;
  }
  return false;
}

// `<password>`, `[password]`: what an example has in the place of one.
bool is_placeholder(std::string_view password) {
  if (password.size() < 2) return false;
  const char last = password.back();
  return (password.front() == '<' && last == '>') || (password.front() == '[' && last == ']') ||
         (password.front() == '{' && last == '}');
}

bool is_password(std::string_view password) {
  const auto belongs_elsewhere = [](char c) { return ascii::is_blank(c) || ascii::is_quote(c); };
  return password.empty() ||
         (!belongs_elsewhere(password.front()) && !belongs_elsewhere(password.back()) &&
          !escapes_by_backslash(password) && !is_placeholder(password));
}

bool is_identifier(std::string_view text) {
  return !text.empty() && !ascii::is_digit(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return ascii::is_alnum(c) || c == '_'; });
}

bool is_scheme_end_at(std::string_view text, std::size_t colon) {
  return colon + 1 < text.size() && (text[colon + 1] == '/' || text[colon + 1] == '\\');
}

bool holds_scheme_end(std::string_view text) {
  for (std::size_t at = text.find(':'); at != std::string_view::npos; at = text.find(':', at + 1)) {
    if (is_scheme_end_at(text, at)) return true;
  }
  return false;
}

// `%USER%`, as the shell of Windows expands it.
bool holds_percent_variable(std::string_view text) {
  std::size_t begin = text.find('%');
  while (begin != std::string_view::npos) {
    const std::size_t end = text.find('%', begin + 1);
    if (end == std::string_view::npos) return false;
    if (!is_percent_escape(text, begin) && is_identifier(text.substr(begin + 1, end - begin - 1))) {
      return true;
    }
    begin = end;
  }
  return false;
}

// What a shell, Jinja, Ruby, ERB or Windows would have replaced.
bool holds_template(std::string_view text) {
  constexpr std::array<std::string_view, 5> kBeginnings = {"${", "$(", "{{", "#{", "<%"};
  return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](std::string_view beginning) {
                       return text.find(beginning) != std::string_view::npos;
                     }) ||
         std::count(text.begin(), text.end(), '`') > 1 || holds_percent_variable(text);
}

// HOST:PORT, for all that the text may be.
bool is_host_and_port(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  return colon != std::string_view::npos && net::is_host(text.substr(0, colon)) &&
         net::parse_port(text.substr(colon + 1));
}

std::string_view behind_last_at(std::string_view text) {
  const std::size_t at = text.rfind('@');
  return at == std::string_view::npos ? text : text.substr(at + 1);
}

// Some piece that ends at a separator ends in HOST:PORT.
template <typename IsSeparator>
bool holds_host_before(std::string_view text, IsSeparator is_separator) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_separator(text[i])) continue;
    if (is_host_and_port(behind_last_at(text.substr(begin, i - begin)))) return true;
    begin = i + 1;
  }
  return false;
}

bool holds_a_beginning_behind_separator(std::string_view text) {
  const auto separator = std::find_if(text.begin(), text.end(), separates_values);
  return std::any_of(separator, text.end(),
                     [](char c) { return c == ':' || c == '=' || c == '@'; });
}

// --- the words for what cannot be used ---------------------------------------------------------

ProxyDefect defect_of(text::LookAlike kind) {
  switch (kind) {
    case text::LookAlike::none:
      break;
    case text::LookAlike::unseen:
      return ProxyDefect::unseen_characters;
    case text::LookAlike::quote:
      return ProxyDefect::typographic_characters;
    case text::LookAlike::full_width:
      return ProxyDefect::full_width_characters;
  }
  return ProxyDefect::none;
}

bool is_assignment(std::string_view piece) {
  const std::size_t equals = piece.find('=');
  return equals != std::string_view::npos && is_identifier(piece.substr(0, equals));
}

// `curl`, `-x`, `PROXY`: neither a value nor a part of one.
bool is_word(std::string_view piece) {
  return std::all_of(piece.begin(), piece.end(),
                     [](char c) { return ascii::is_alnum(c) || c == '-' || c == '_'; });
}

struct Pieces {
  std::size_t with_scheme = 0;  // [SCHEME://...]
  std::size_t with_port = 0;    // [SCHEME://][USER:PASSWORD@]HOST:PORT
  std::size_t words = 0;
  bool has_assignment = false;
  bool has_comment = false;
};

// What the pieces between blanks, `,`, `;` and `|` look like.
Pieces pieces_of(std::string_view value) {
  Pieces result;
  const std::vector<std::string_view> pieces = ascii::split_at(value, separates_values);
  for (const std::string_view piece : pieces) {
    const std::string_view scheme = scheme_part(piece);
    std::string_view rest = scheme.empty() ? piece : piece.substr(scheme.size() + 3);
    rest = behind_last_at(rest.substr(0, rest.find_first_of("/?#")));
    const bool has_host = is_host_and_port(rest) || (!scheme.empty() && net::is_host(rest));
    if (!scheme.empty() && has_host) ++result.with_scheme;
    if (is_host_and_port(rest)) ++result.with_port;
    if (is_word(piece)) ++result.words;
    result.has_assignment = result.has_assignment || is_assignment(piece);
    // The first piece of all has nothing in front that it could be a comment on.
    result.has_comment =
        result.has_comment || (piece.front() == '#' && piece.data() != value.data());
  }
  return result;
}

// "://" twice, or behind an `@`.
ProxyDefect misplaced_scheme(std::string_view value) {
  const std::size_t first = value.find(kSchemeEnd);
  if (first == std::string_view::npos) return ProxyDefect::none;
  if (value.substr(0, first).find('@') != std::string_view::npos) {
    return ProxyDefect::credentials_before_scheme;
  }
  const bool twice = value.find(kSchemeEnd, first + kSchemeEnd.size()) != std::string_view::npos;
  return twice ? ProxyDefect::second_scheme : ProxyDefect::none;
}

}  // namespace

bool are_certainly_credentials(std::string_view userinfo) {
  const std::size_t colon = std::min(userinfo.find(':'), userinfo.size());
  const std::string_view password = userinfo.substr(std::min(colon + 1, userinfo.size()));
  return is_user_name(userinfo.substr(0, colon)) && is_password(password) &&
         !holds_scheme_end(userinfo) && !holds_scheme_end(percent_decoded(userinfo)) &&
         !holds_template(userinfo) &&
         !holds_host_before(
             userinfo,
             [](char c) { return separates_values(c) || c == '/' || c == '?' || c == '#'; }) &&
         !holds_a_beginning_behind_separator(userinfo) &&
         text::first_look_alike(userinfo) == text::LookAlike::none;
}

bool are_certainly_credentials_without_scheme(std::string_view userinfo) {
  return userinfo.find(':') == userinfo.rfind(':') && are_certainly_credentials(userinfo);
}

bool holds_a_proxy_in_front(std::string_view userinfo) {
  return holds_host_before(userinfo, separates_values) &&
         holds_a_beginning_behind_separator(userinfo);
}

ProxyDefect more_exact_defect(std::string_view value, ProxyDefect otherwise) {
  const auto look_alike = defect_of(text::first_look_alike(value));
  if (look_alike != ProxyDefect::none) return look_alike;
  const Pieces pieces = pieces_of(value);
  if (pieces.has_comment) return ProxyDefect::comment;
  if (pieces.has_assignment) return ProxyDefect::assignment;
  if (pieces.with_scheme > 1 || pieces.with_port > 1) return ProxyDefect::several_proxies;
  if ((pieces.with_scheme == 1 || pieces.with_port == 1) && pieces.words > 0) {
    return ProxyDefect::words_beside;
  }
  const ProxyDefect misplaced = misplaced_scheme(value);
  return misplaced == ProxyDefect::none ? otherwise : misplaced;
}

}  // namespace proxyenv
