// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/release.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "dify/tree/image.hpp"

using namespace proxyenv::dify;

namespace {

std::string joined(const proxyenv::Result<CommandWords>& words) {
  if (!words) return "unknown";
  std::string text;
  for (const std::string& word : *words) text.append(text.empty() ? "" : "|").append(word);
  return text;
}

}  // namespace

TEST_CASE("what the images start, by tag") {
  struct Row {
    std::string_view tag;
    std::string_view command;
    std::string_view why;
  };
  constexpr std::string_view kScript = "/bin/bash|-c|/app/entrypoint.sh";
  constexpr std::string_view kMain = "/bin/bash|-c|/app/commandline migrate && exec /app/main";
  const Row rows[] = {
      {"0.0.3-local", kScript, "the first"},
      {"0.5.7-local", kScript, "the last with the script"},
      {"0.5.8-local", kMain, "without it"},
      {"0.6.0-local", kMain, "under tini"},
      {"0.6.10-local", kMain, "the newest known: a number, not text"},
      {"0.6.11-local", "unknown", "newer"},
      {"0.7.0-local", "unknown", "newer"},
      {"0.0.2-local", "unknown", "older"},
      {"0.6.3-serverless", "unknown", "another image"},
      {"0.6.3", "unknown", "no such tag"},
      {"main-local", "unknown", "a branch"},
      {"latest", "unknown", "anything"},
      {"", "unknown", "no tag"},
      {"0.6.-1-local", "unknown", "no version"},
      {"0.6.3.1-local", "unknown", "no version"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.tag);
    CAPTURE(row.why);
    CHECK(joined(daemon_command(row.tag)) == row.command);
  }
  for (const std::string_view tag :
       {"0.6.16", "0.15.0", "0.15.8", "1.0.0", "1.16.1", "1.17.0", "1.17.1"}) {
    CHECK(joined(api_entrypoint(tag)) == "/bin/bash|/entrypoint.sh");
  }
  for (const std::string_view tag :
       {"0.6.15", "1.18.0", "2.0.0", "latest", "1.16", "1.16.0-rc1", ""}) {
    CHECK(joined(api_entrypoint(tag)) == "unknown");
  }
}

TEST_CASE("the daemon of a Dify release") {
  CHECK(daemon_tag_of_release("1.0.0").value_or("") == "0.0.3-local");
  CHECK(daemon_tag_of_release("1.13.1").value_or("") == "0.5.4-local");
  CHECK(daemon_tag_of_release("1.14.0").value_or("") == "0.6.0-local");
  CHECK(daemon_tag_of_release("1.16.1").value_or("") == "0.6.3-local");
  CHECK(daemon_tag_of_release("1.17.1").value_or("") == "0.6.10-local");
  CHECK(!daemon_tag_of_release("0.15.3"));
  CHECK(!daemon_tag_of_release("1.18.0"));
}

TEST_CASE("whether a release is newer than those that are known") {
  struct Row {
    std::string_view tag;
    bool is_newer;
  };
  const Row rows[] = {{"1.17.1", false}, {"1.17.12", false},    {"1.18.0", true},  {"2.0.0", true},
                      {"0.6.16", false}, {"1.18.0-rc1", false}, {"latest", false}, {"", false}};
  for (const Row& row : rows) {
    CAPTURE(row.tag);
    CHECK(is_newer_than_known(row.tag) == row.is_newer);
  }
}

TEST_CASE("names and tags of images") {
  struct Row {
    std::string_view image;
    std::string_view name;
    std::string_view tag;
  };
  const Row rows[] = {
      {"langgenius/dify-api:1.16.0", "dify-api", "1.16.0"},
      {"registry.example.com:5000/team/dify-api", "dify-api", ""},
      {"registry.example.com:5000/team/dify-api:1.0.0", "dify-api", "1.0.0"},
      {"dify-api:1.0.0@sha256:0123456789abcdef0123456789abcdef", "dify-api", "1.0.0"},
      {"dify-api@sha256:0123456789abcdef0123456789abcdef", "dify-api", ""},
      // None of these is a tag, and each may be a password.
      {"dify-api:s3cret@host", "dify-api", ""},
      {"dify-api:s3cret@host:443", "dify-api", ""},
      {"dify-api:alice:s3cret", "dify-api", ""},
      {"dify-api:alice:s3cret@sha256:0123456789abcdef0123456789abcdef", "dify-api", ""},
      {"dify-api", "dify-api", ""},
      {"dify-api:1.0.0\nservices", "dify-api", ""},
      {"dify-api:\x1b[31m", "dify-api", ""},
      {"", "", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.image);
    CHECK(image_name(row.image) == row.name);
    CHECK(image_tag(row.image) == row.tag);
  }
}
