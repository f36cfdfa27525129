// SPDX-License-Identifier: Apache-2.0
#include "planted_secrets.hpp"

#include <algorithm>

#include "run_program.hpp"

namespace e2e {

namespace {

std::string lowered(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

std::string percent_decoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto digit = [&](std::size_t at) {
      return at < text.size() ? kHex.find(text[at]) : std::string_view::npos;
    };
    if (text[i] == '%' && digit(i + 1) != std::string_view::npos &&
        digit(i + 2) != std::string_view::npos) {
      result.push_back(static_cast<char>(digit(i + 1) * 16 + digit(i + 2)));
      i += 2;
    } else {
      result.push_back(text[i]);
    }
  }
  return result;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    result.append({'%', kHex[byte / 16], kHex[byte % 16]});
  }
  return result;
}

}  // namespace

// Decoded repeatedly, so that text that was encoded twice is found, too.
bool leaks(std::string_view output) {
  std::string text = lowered(output);
  for (int depth = 0; depth < 3; ++depth) {
    for (const std::string_view half : {kUser, kLeft, kRight}) {
      if (contains(text, lowered(half))) return true;
    }
    text = lowered(percent_decoded(text));
  }
  return false;
}

const std::vector<Shape>& shapes() {
  static const std::string u(kUser);
  static const std::string l(kLeft);
  static const std::string r(kRight);
  static const std::string good = "http://" + u + ":" + l + r + "@proxy.test:3128";
  static const std::vector<Shape> rows = {
      {"well-formed", good},
      {"reserved characters encoded", "http://" + u + ":" + l + "%40" + r + "@proxy.test:3128"},
      {"everything encoded",
       "http://" + percent_encoded(u) + ":" + percent_encoded(l + r) + "@proxy.test:3128"},
      {"encoded twice", "http://" + u + ":" + l + "%2540" + r + "%40proxy.test:3128"},
      {"only a user", "http://" + l + r + "@proxy.test:3128"},
      {"an empty user", "http://:" + l + r + "@proxy.test:3128"},
      {"a password with @", "http://" + u + ":" + l + "@" + r + "@proxy.test:3128"},
      {"a password with :", "http://" + u + ":" + l + ":" + r + "@proxy.test:3128"},
      {"a password with /", "http://" + u + ":" + l + "/" + r + "@proxy.test:3128"},
      {"a password with //", "http://" + u + ":" + l + "//" + r + "@proxy.test:3128"},
      {"a password with ?", "http://" + u + ":" + l + "?" + r + "@proxy.test:3128"},
      {"a password with #", "http://" + u + ":" + l + "#" + r + "@proxy.test:3128"},
      {"a password with %", "http://" + u + ":" + l + "%" + r + "@proxy.test:3128"},
      {"a password with %zz", "http://" + u + ":" + l + "%zz" + r + "@proxy.test:3128"},
      {"a password with [", "http://" + u + ":" + l + "[" + r + "@proxy.test:3128"},
      {"a password with ]", "http://" + u + ":" + l + "]" + r + "@proxy.test:3128"},
      {"a password with a backslash", "http://" + u + ":" + l + "\\" + r + "@proxy.test:3128"},
      {"a password with a blank", "http://" + u + ":" + l + " " + r + "@proxy.test:3128"},
      {"a password with a comma", "http://" + u + ":" + l + "," + r + "@proxy.test:3128"},
      {"a password with ,@", "http://" + u + ":" + l + ",@" + r + "@proxy.test:3128"},
      {"a password with ;", "http://" + u + ":" + l + ";" + r + "@proxy.test:3128"},
      {"a password with =", "http://" + u + ":" + l + "=" + r + "@proxy.test:3128"},
      {"a password with a quote", "http://" + u + ":" + l + "\"" + r + "@proxy.test:3128"},
      {"a password with an apostrophe", "http://" + u + ":" + l + "'" + r + "@proxy.test:3128"},
      {"a password with ://", "http://" + u + ":" + l + "://" + r + "@proxy.test:3128"},
      {"a password with a port", "http://" + u + ":" + l + "@" + r + ":80@proxy.test:3128"},
      {"a password with a path behind", "http://" + u + ":" + l + "@" + r + "/x@proxy.test:3128"},
      {"a password with a newline", "http://" + u + ":" + l + "\n" + r + "@proxy.test:3128"},
      {"a password with an escape", "http://" + u + ":" + l + "\x1b[0m" + r + "@proxy.test:3128"},
      {"a password that is not UTF-8", "http://" + u + ":" + l + "\xff" + r + "@proxy.test:3128"},
      {"in quotes", "\"" + good + "\""},
      {"in apostrophes", "'" + good + "'"},
      {"in two kinds of quotes", "\"'" + good + "'\""},
      {"an opening quote", "\"" + good},
      {"a closing quote", good + "'"},
      {"quotes round the credentials", "http://\"" + u + ":" + l + r + "\"@proxy.test:3128"},
      {"blanks round it", "  " + good + "\t"},
      {"a carriage return", good + "\r"},
      {"in angle brackets", "<" + good + ">"},
      {"no host", "http://" + u + ":" + l + r + "@"},
      {"no host but a port", "http://" + u + ":" + l + r + "@:3128"},
      {"no host and no @", "http://" + u + ":" + l + r},
      {"no host and an @ in the password", "http://" + u + ":" + l + "@" + r},
      {"no host and an @ in the password, no scheme", u + ":" + l + "@" + r},
      {"no host but a path", "http://" + u + ":" + l + r + "@/x"},
      {"no scheme", u + ":" + l + r + "@proxy.test:3128"},
      {"no scheme and no port", u + ":" + l + r + "@proxy.test"},
      {"no scheme, an encoded @", u + ":" + l + r + "%40proxy.test:3128"},
      {"no scheme and no colon", l + r + "@proxy.test:3128"},
      {"only slashes", "//" + u + ":" + l + r + "@proxy.test:3128"},
      {"one slash", "http:/" + u + ":" + l + r + "@proxy.test:3128"},
      {"no slash", "http:" + u + ":" + l + r + "@proxy.test:3128"},
      {"no colon behind the scheme", "http//" + u + ":" + l + r + "@proxy.test:3128"},
      {"three slashes", "http:///" + u + ":" + l + r + "@proxy.test:3128"},
      {"two schemes", "http://http://" + u + ":" + l + r + "@proxy.test:3128"},
      {"scheme in upper case", "HTTP://" + u + ":" + l + r + "@proxy.test:3128"},
      {"an unknown scheme", "htp://" + u + ":" + l + r + "@proxy.test:3128"},
      {"https", "https://" + u + ":" + l + r + "@proxy.test:3128"},
      {"socks5", "socks5://" + u + ":" + l + r + "@proxy.test:1080"},
      {"an encoded @", "http://" + u + ":" + l + r + "%40proxy.test:3128"},
      {"a port that is none", "http://" + u + ":" + l + r + "@proxy.test:31x28"},
      {"a port that is too large", "http://" + u + ":" + l + r + "@proxy.test:99999"},
      {"no port", "http://" + u + ":" + l + r + "@proxy.test"},
      {"a host with odd characters", "http://" + u + ":" + l + r + "@proxy!test:3128"},
      {"an IPv6 host", "http://" + u + ":" + l + r + "@[::1]:3128"},
      {"an IPv6 host without its end", "http://" + u + ":" + l + r + "@[::1:3128"},
      {"in the path", "http://proxy.test:3128/" + u + ":" + l + r},
      {"in the query", "http://proxy.test:3128/?user=" + u + "&password=" + l + r},
      {"in the query without a path", "http://proxy.test:3128?" + u + ":" + l + r},
      {"in the fragment", "http://proxy.test:3128#" + u + ":" + l + r},
      {"behind the host", "http://proxy.test:3128@" + u + ":" + l + r},
      {"behind the port", "http://proxy.test:3128:" + u + ":" + l + r},
      {"two URLs with a comma", "http://u:" + l + "@a.test:1,http://u:" + r + "@b.test:2"},
      {"two URLs with a blank", "http://u:" + l + "@a.test:1 http://u:" + r + "@b.test:2"},
      {"a URL and a plain one", "http://u:" + l + r + "@a.test:1,http://b.test:2"},
      {"a plain URL first", "http://b.test:2,http://u:" + l + r + "@a.test:1"},
      {"encoded as a whole", percent_encoded(good)},
      {"reserved characters of all encoded",
       "http%3A%2F%2F" + u + "%3A" + l + r + "%40proxy.test%3A3128"},
      {"the same in lower case", "http%3a%2f%2f" + u + "%3a" + l + r + "%40proxy.test%3a3128"},
      {"an assignment", "HTTP_PROXY=" + good},
      {"an export", "export HTTP_PROXY=" + good},
      {"very long", "http://" + u + ":" + l + std::string(5'000, 'z') + r + "@proxy.test:3128"},
      {"user and password alone", u + ":" + l + r, false},
  };
  return rows;
}

}  // namespace e2e
