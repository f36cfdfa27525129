// SPDX-License-Identifier: Apache-2.0
// No output holds user information of a proxy URL (DESIGN.md, law 6). A user and a password with
// recognisable halves are put into every possible value, in all wrong forms that people write.
// Every output is searched for each half: unchanged, percent-decoded, and in any case.
#include <doctest/doctest.h>

#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "planted_secrets.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

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
    for (const std::string form :
         {"shell", "env", "docker", "compose", "kubernetes", "systemd", "powershell"}) {
      check_no_leak(run_proxyenv({"show", "--output", form}, {planted}));
    }
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
          Words{"show", "--", value}, Words{"help", value}, Words{"show", "--output", value},
          Words{"check", "--color", value}, Words{"dify", "init", value},
          Words{"--install", "/nonexistent/x", value}}) {
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
