// SPDX-License-Identifier: Apache-2.0
// The files of a setup, their permissions, and the parts that a second init does not change.
#include "dify/setup/setup.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "support/dify_trees.hpp"

using namespace proxyenv::dify;

namespace {

const SetupFile* find(const Setup& setup, std::string_view path) {
  const auto found = std::find_if(setup.files.begin(), setup.files.end(),
                                  [&](const SetupFile& file) { return file.path == path; });
  return found == setup.files.end() ? nullptr : &*found;
}

// "path mode", in the order of the setup.
std::string shown(const Setup& setup) {
  std::string text;
  for (const SetupFolder& folder : setup.folders) {
    text.append(folder.path).append(folder.mode == 0700 ? "/ private\n" : "/ public\n");
  }
  for (const SetupFile& file : setup.files) {
    text.append(file.path).append(file.mode == 0600   ? " private\n"
                                  : file.mode == 0755 ? " program\n"
                                                      : " public\n");
  }
  return text;
}

Setup setup_for(const SetupRequest& request, const DifyTree& tree = tree_of_1_15()) {
  auto setup = make_setup(tree, request);
  REQUIRE(setup);
  return *setup;
}

SetupRequest with_password(SetupRequest request) {
  request.upstream = upstream_at("http://alice:s3cret@192.168.0.1:7890");
  request.fresh_salt = "fresh";
  return request;
}

std::string label_in(const Setup& setup) {
  const std::string& text = find(setup, kOverrideName)->content;
  const std::size_t at = text.find("sha256:");
  return at == std::string::npos ? std::string() : text.substr(at, 23);
}

// The tree after this setup was written.
DifyTree after(const Setup& setup) {
  DifyTree tree = tree_of_1_15();
  tree.record = parse_setup_record(find(setup, kRecordPath)->content).value();
  return tree;
}

}  // namespace

TEST_CASE("which files there are, and who may read them") {
  SetupRequest wrapped = selective_request();
  wrapped.wrap = true;
  struct Row {
    SetupRequest request;
    std::string_view files;
    std::string_view why;
  };
  const Row rows[] = {
      {selective_request(),
       "proxyenv/ public\n"
       "proxyenv/.gitignore public\n"
       "proxyenv/squid-entrypoint.sh public\n"
       "proxyenv/upstream.conf public\n"
       "docker-compose.override.yaml public\n"
       "proxyenv/setup.json public\n",
       "squid's include and script"},
      {with_password(selective_request()),
       "proxyenv/ private\n"
       "proxyenv/.gitignore public\n"
       "proxyenv/squid-entrypoint.sh public\n"
       "proxyenv/upstream.conf private\n"
       "docker-compose.override.yaml public\n"
       "proxyenv/setup.json private\n",
       "the record holds the hash of a file with a password"},
      {direct_request(),
       "proxyenv/ public\n"
       "proxyenv/.gitignore public\n"
       "docker-compose.override.yaml public\n"
       "proxyenv/setup.json public\n",
       "no squid is touched"},
      {with_password(direct_request()),
       "proxyenv/ private\n"
       "proxyenv/.gitignore public\n"
       "proxyenv/upstream.env private\n"
       "docker-compose.override.yaml public\n"
       "proxyenv/setup.json private\n",
       "the password in a file of its own"},
      {wrapped,
       "proxyenv/ public\n"
       "proxyenv/bin/ public\n"
       "proxyenv/.gitignore public\n"
       "proxyenv/squid-entrypoint.sh public\n"
       "proxyenv/upstream.conf public\n"
       "proxyenv/bin/proxyenv program\n"
       "docker-compose.override.yaml public\n"
       "proxyenv/setup.json public\n",
       "the program, in a folder that containers mount"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(shown(setup_for(row.request)) == row.files);
  }
}

TEST_CASE("a password stands in one file alone") {
  for (const SetupRequest& request : {selective_request(), direct_request()}) {
    const Setup setup = setup_for(with_password(request));
    for (const SetupFile& file : setup.files) {
      CAPTURE(file.path);
      CHECK((file.content.find("s3cret") != std::string::npos) ==
            (file.path == kSquidIncludePath || file.path == kUpstreamEnvPath));
    }
  }
}

TEST_CASE("the label changes with what a squid mounts, and with nothing else") {
  const std::string label = label_in(setup_for(selective_request()));
  CHECK(label.size() == 23);
  SetupRequest other = selective_request();
  other.exempt = {".corp.test"};
  CHECK(label_in(setup_for(other)) == label);
  other.domains.push_back({"example.com", false});
  CHECK(label_in(setup_for(other)) != label);
}

TEST_CASE("the label over a password is salted, and the salt stays") {
  SetupRequest request = with_password(selective_request());
  const Setup first = setup_for(request);
  request.fresh_salt = "another";
  CHECK(label_in(setup_for(request)) != label_in(first));
  const Setup second = setup_for(request, after(first));
  CHECK(label_in(second) == label_in(first));
  CHECK(find(second, kRecordPath)->content == find(first, kRecordPath)->content);
  // The record is private as long as it names the file that held the password.
  const Setup third = setup_for(selective_request(), after(first));
  CHECK(find(third, kRecordPath)->mode == 0600);
  CHECK(find(third, kSquidIncludePath)->mode == 0644);
}

TEST_CASE("the record names what it replaces until that is replaced") {
  const Setup first = setup_for(selective_request());
  CHECK(after(first).record->replaced.empty());
  SetupRequest other = selective_request();
  other.domains.push_back({"example.com", false});
  const Setup second = setup_for(other, after(first));
  CHECK(after(second).record->replaced == after(first).record->files);
  const Setup again = setup_for(other, after(second));
  CHECK(after(again).record->replaced == after(first).record->files);
}

TEST_CASE("the override says what it was made for") {
  const auto title = [](const SetupRequest& request, const DifyTree& tree = tree_of_1_15()) {
    const std::string text = find(setup_for(request, tree), kOverrideName)->content;
    return text.substr(0, text.find('\n'));
  };
  const std::string upstream = ", upstream http://192.168.0.1:7890.";
  CHECK(title(selective_request()) ==
        std::string(kOverrideBeginning) + "Dify 1.15.0, selective" + upstream);
  CHECK(title(direct_request()) ==
        std::string(kOverrideBeginning) + "Dify 1.15.0, direct" + upstream);
  SetupRequest all = selective_request();
  all.domains.clear();
  all.all_domains = true;
  DifyTree untagged = tree_of_1_15();
  untagged.api_like.front().image = "dify-api";
  CHECK(title(all, untagged) == std::string(kOverrideBeginning) +
                                    "Dify of an image without a tag, selective, all domains" +
                                    upstream);
}

TEST_CASE("what cannot be done is an Error, and no files") {
  SetupRequest request = selective_request();
  request.domains.clear();
  CHECK_FALSE(make_setup(tree_of_1_15(), request));
  request = selective_request();
  request.wrap = true;
  request.release = "9.0.0";
  CHECK_FALSE(make_setup(tree_of_1_15(), request));
}

TEST_CASE("names that neither YAML nor JSON can hold are refused") {
  struct Row {
    std::string name;
    bool is_refused;
    std::string_view why;
  };
  const Row rows[] = {
      {"a\xff", true, "a byte that is no UTF-8"},
      {"a\xed\xa0\x80", true, "a surrogate"},
      {"a\n\x1b\xe2\x80\xae", false, "what can be escaped"},
      {"\xe4\xbb\xa3", false, "letters"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    DifyTree tree = tree_of_1_15();
    tree.sources = {{row.name, "11"}};
    const auto setup = make_setup(tree, selective_request());
    CHECK(setup.has_value() != row.is_refused);
    if (!setup) {
      CHECK(setup.error().message.find("not UTF-8") != std::string::npos);
      CHECK(setup.error().message.find(row.name) == std::string::npos);
      continue;
    }
    const auto record = parse_setup_record(find(*setup, kRecordPath)->content);
    REQUIRE(record);
    CHECK(record->sources.front().first == row.name);
  }
}
