// SPDX-License-Identifier: Apache-2.0
// No output holds user information of a proxy URL (DESIGN.md, law 6). A user and a password with
// recognisable halves are put into every possible value, in all wrong forms that people write.
// Every output is searched for each half: unchanged, percent-decoded, and in any case.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

// The halves have only letters, because no character in them may split or escape a value.
constexpr std::string_view kUser = "Quserx";
constexpr std::string_view kLeft = "Qleftx";
constexpr std::string_view kRight = "Qrightx";

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

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    result.append({'%', kHex[byte / 16], kHex[byte % 16]});
  }
  return result;
}

struct Shape {
  std::string_view what;
  std::string value;
  // Whether it has an `@` or a `://`, raw or encoded. Otherwise only its place in a proxy variable
  // shows that it is a secret: elsewhere it could be any word, host or file.
  bool marks_itself = true;
};

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

void check_no_leak(const Outcome& outcome) {
  CHECK(outcome.start_error == 0);
  CHECK(outcome.signal == 0);
  const bool leaked = leaks(outcome.out) || leaks(outcome.err);
  CHECK_MESSAGE(!leaked, outcome);
}

std::string entry(std::string_view variable, std::string_view value) {
  return std::string(variable).append("=").append(value);
}

constexpr std::array<std::string_view, 13> kVariables = {
    "http_proxy", "HTTP_PROXY", "https_proxy",  "HTTPS_PROXY", "all_proxy",
    "ALL_PROXY",  "ftp_proxy",  "FTP_PROXY",    "grpc_proxy",  "GRPC_PROXY",
    "no_proxy",   "NO_PROXY",   "no_grpc_proxy"};

bool is_list(std::string_view variable) {
  return variable == "no_proxy" || variable == "NO_PROXY" || variable == "no_grpc_proxy";
}

template <class Use>
void for_each_variable_and_shape(Use use) {
  for (const Shape& shape : shapes()) {
    for (const std::string_view variable : kVariables) {
      if (is_list(variable) && !shape.marks_itself) continue;
      CAPTURE(shape.what);
      CAPTURE(variable);
      use(entry(variable, shape.value));
    }
  }
}

template <class Use>
void for_each_shape(Use use) {
  for (const Shape& shape : shapes()) {
    if (!shape.marks_itself) continue;
    CAPTURE(shape.what);
    use(shape.value);
  }
}

}  // namespace

TEST_CASE("the search for leaks finds what it is to find") {
  for (const std::string text :
       {"Quserx", "x Qleftx y", "QRIGHTX", "%51right%78", "%2551leftx", "a\nquserx\n"}) {
    CAPTURE(text);
    CHECK(leaks(text));
  }
  for (const std::string text :
       {"", "http://***@proxy.test:3128", "(31 bytes, not shown)", "Qleft x"}) {
    CAPTURE(text);
    CHECK(!leaks(text));
  }
}

TEST_CASE("no leak: run tells every change and finding") {
  for_each_variable_and_shape([](const std::string& planted) {
    check_no_leak(run_proxyenv({"-v", "--", helper_path("finish")}, {planted}));
  });
}

TEST_CASE("no leak: show") {
  for_each_variable_and_shape(
      [](const std::string& planted) { check_no_leak(run_proxyenv({"show"}, {planted})); });
}

TEST_CASE("no leak: show as JSON") {
  for_each_variable_and_shape([](const std::string& planted) {
    check_no_leak(run_proxyenv({"show", "--json"}, {planted}));
  });
}

TEST_CASE("no leak: repairs off and strict") {
  for_each_variable_and_shape([](const std::string& planted) {
    check_no_leak(run_proxyenv({"-v", "--strict", "--repair", "off", "--", helper_path("finish")},
                               {planted}));
  });
}

TEST_CASE("no leak: conflicts and preferences and additions") {
  for_each_shape([](const std::string& value) {
    Words all = {"PATH=/nonexistent"};
    for (const std::string_view variable : kVariables) {
      if (!is_list(variable)) all.push_back(entry(variable, value));
    }
    const std::array<Words, 6> environments = {{
        all,
        {"HTTP_PROXY=" + value, "http_proxy=http://other.test:1",
         "https_proxy=", "HTTPS_PROXY=" + value},
        {"http_proxy=" + value, "http_proxy=http://other.test:1"},
        {"HTTP_PROXY=" + value, "REQUEST_METHOD=GET"},
        {"ALL_PROXY=" + value, "NO_PROXY=*"},
        {"GRPC_PROXY=" + value, "HTTPS_PROXY=" + value, "NO_PROXY=*.a.test, b.test"},
    }};
    for (const Words& environment : environments) {
      for (const Words& options :
           {Words{"-v"}, Words{"-v", "--prefer", "upper"}, Words{"-v", "--prefer", "lower"},
            Words{"-v", "--empty", "keep", "--exempt", "@private", "--proxy", "http://p.test:1"}}) {
        check_no_leak(run_proxyenv(joined({options, {"--", "missing"}}), environment));
      }
      check_no_leak(run_proxyenv({"show", "--prefer", "upper"}, environment));
    }
  });
}

TEST_CASE("no leak: options and their variables") {
  for_each_shape([](const std::string& value) {
    const Words command = {"--", helper_path("finish")};
    for (const std::string option :
         {"--proxy", "--exempt", "--only", "--prefer", "--empty", "--repair"}) {
      CAPTURE(option);
      check_no_leak(run_proxyenv(joined({{"-v", option, value}, command})));
      check_no_leak(run_proxyenv(joined({{"-v", option + "=" + value}, command})));
      check_no_leak(run_proxyenv({"show", option, value}));
    }
    for (const std::string variable :
         {"PROXYENV_PROXY", "PROXYENV_EXEMPT", "PROXYENV_ONLY", "PROXYENV_PREFER", "PROXYENV_EMPTY",
          "PROXYENV_REPAIR", "PROXYENV_STRICT", "PROXYENV_QUIET", "PROXYENV_VERBOSE",
          "PROXYENV_OFF", "PROXYENV_SERVICE_HOST"}) {
      CAPTURE(variable);
      check_no_leak(run_proxyenv(joined({{"-v"}, command}), {entry(variable, value)}));
      check_no_leak(run_proxyenv({"show", "--json"}, {entry(variable, value)}));
    }
    // --proxy has an effect: the proxy is added and shown, without a conflict.
    check_no_leak(run_proxyenv({"show", "--json", "--proxy", value}, {"NO_PROXY=a.test"}));
    check_no_leak(run_proxyenv(joined({{"--proxy", value, "--proxy", value}, command})));
    check_no_leak(
        run_proxyenv(joined({{"-v", "--exempt", "a.test," + value + ",b.test"}, command})));
    check_no_leak(run_proxyenv(joined({{"-v", "--exempt", "@" + value}, command})));
  });
}

TEST_CASE("no leak: mistyped command lines") {
  for_each_shape([](const std::string& value) {
    const std::array<Words, 22> rows = {{
        {"--proxi", value, "--", "x"},
        {"--proxi=" + value, "--", "x"},
        {"--" + value},
        {"--proxy" + value, "--", "x"},
        {"-" + value},
        {"-p" + value},
        {"-p", value},
        {"-q" + value},
        {"-v=" + value},
        {"-h" + value},
        {"--strict=" + value, "--", "x"},
        {"--quiet=" + value, "--", "x"},
        {"--help=" + value},
        {"--version=" + value},
        {"show", "--jsn=" + value},
        {"show", "--json=" + value},
        {"show", "--proxi=" + value},
        {"--json", value},
        {"run", "--" + value},
        {"--proxy", "http://p.test:1", "--" + value},
        {"--env-file=" + value, "--", "x"},
        {"--exempt", "a", "-" + value},
    }};
    for (const Words& words : rows) {
      CAPTURE(words[0].substr(0, 20));
      check_no_leak(run_proxyenv(words, {"PATH=/nonexistent"}));
    }
  });
}

TEST_CASE("no leak: a URL that the shell has cut at a blank") {
  for_each_shape([](const std::string& value) {
    const std::size_t blank = value.find(' ');
    if (blank == std::string::npos || blank == 0) return;
    const std::string head = value.substr(0, blank);
    const std::string tail = value.substr(blank + 1);
    for (const Words& words :
         {Words{"--proxy", head, tail, "--", "x"}, Words{"--proxy=" + head, tail, "x"},
          Words{"--exempt", head, tail}, Words{"--", "env", head, tail}, Words{"-v", head, tail},
          Words{"--", tail}, Words{"--install", head, tail},
          Words{"show", "--env-file", head, tail}, Words{"show", "--env-file", tail},
          Words{"show", "--pid", tail}}) {
      check_no_leak(run_proxyenv(words, {"PATH=/nonexistent"}));
    }
  });
}

TEST_CASE("no leak: letters alone joined to a short option are a value") {
  for (const Words& words : {Words{"-p" + std::string(kLeft)}, Words{"-q" + std::string(kLeft)},
                             Words{"-x" + std::string(kLeft) + "=" + std::string(kRight)},
                             Words{"show", "-p" + std::string(kLeft)},
                             Words{"--proxy=http://p.test:1", "-U" + std::string(kUser)}}) {
    CAPTURE(words[0]);
    check_no_leak(run_proxyenv(words));
  }
}

TEST_CASE("no leak: words of the command") {
  const ScratchDirectory scratch;
  for_each_shape([&](const std::string& value) {
    const Words path = {"PATH=/nonexistent:" + scratch.path()};
    for (const Words& words :
         {Words{"--", value}, Words{value}, Words{"--", "missing", value}, Words{"run", value, "x"},
          Words{"--", "./" + value}, Words{"--", "/nonexistent/" + value},
          Words{"-v", "--", "/nonexistent/x", value}, Words{"show", value},
          Words{"show", "--", value}, Words{"probe", value}, Words{"audit", "--", value},
          Words{"dify", "init", value}, Words{"--install", "/nonexistent/x", value}}) {
      CAPTURE(words[0].substr(0, 20));
      check_no_leak(run_proxyenv(words, path));
    }
    check_no_leak(run_with_state({"argv0=" + value}, {proxyenv_path(), "--", "missing"}, path));
    check_no_leak(run_proxyenv({"--", "missing"}, {"PATH=" + value}));
    check_no_leak(run_proxyenv({"--", "missing"}, {"PATH=/a:" + value + ":/b"}));
  });
}

TEST_CASE("no leak: names of files and their content") {
  const ScratchDirectory scratch;
  for_each_shape([&](const std::string& value) {
    for (const std::string& name :
         {value, "./" + value, "/nonexistent/" + value, scratch.path(value)}) {
      check_no_leak(run_proxyenv({"show", "--env-file", name}));
      check_no_leak(run_proxyenv({"show", "--env-file=" + name}));
      check_no_leak(run_proxyenv({"--install", "/nonexistent/" + name}));
      check_no_leak(run_proxyenv({"show", "--pid", name}));
    }
    for (const std::string& text :
         {value, "A=1\n" + value + "\n", "=" + value, "export A=" + value, "A " + value + "=1",
          "http_proxy=" + value + "\nNOEQUALS", value + std::string(1, '\0')}) {
      check_no_leak(run_proxyenv({"show", "--env-file", "-"}, {}, text));
      check_no_leak(run_proxyenv({"show", "--json", "--env-file", "-"}, {}, text));
    }
  });
}

TEST_CASE("no leak: files that cannot be executed") {
  const ScratchDirectory scratch;
  for_each_shape([&](const std::string& value) {
    // Values that cannot be a part of a file name are skipped for files.
    if (contains(value, "/") || value.size() > 200) return;
    const std::string plain = scratch.write(value, "text", 0644);
    check_no_leak(run_proxyenv({"--", plain}));
    check_no_leak(run_proxyenv({"--", value}, {"PATH=" + scratch.path()}));
    check_no_leak(run_proxyenv({"--install", plain + "/x"}));
  });
  for_each_shape([&](const std::string& value) {
    const std::string script = scratch.write("script", "#!" + value + "\n", 0755);
    check_no_leak(run_proxyenv({"--", script}));
    scratch.write("script", "#!/nonexistent/" + value + "\n", 0755);
    check_no_leak(run_proxyenv({"--", "script"}, {"PATH=" + scratch.path()}));
  });
}
