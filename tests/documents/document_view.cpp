// SPDX-License-Identifier: Apache-2.0
// Prints as JSON how we read a document, to compare it with the program that it is for.
//
//   document_view FORMAT FILE
//
// FORMAT is a name of --env-format, FILE the document. Its environments with their variables, and
// the remarks as KIND:LINE. References take the environment of this process. Exit status 1 with the
// reason where the document cannot be read.
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/environment.hpp"
#include "sources/format.hpp"
#include "tools/document.hpp"
#include "yaml/yaml_text.hpp"

using namespace proxyenv;

namespace {

std::string contents(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string in_brackets(const char* brackets, const std::vector<std::string>& items) {
  std::string text(1, brackets[0]);
  for (const std::string& item : items) text.append(text.size() == 1 ? "" : ",").append(item);
  return text + brackets[1];
}

std::string json(const sources::SourceEnvironment& environment) {
  std::vector<std::string> variables;
  for (const char* entry : environment.environment.entries()) {
    const auto variable = split_entry(entry);
    if (!variable) continue;
    variables.push_back(yaml_quoted(variable->name) + ":" + yaml_quoted(variable->value));
  }
  std::vector<std::string> remarks;
  for (const sources::PlacedFinding& remark : environment.remarks) {
    remarks.push_back(yaml_quoted(std::string(row_of(remark.finding.kind).name) + ":" +
                                  std::to_string(remark.line)));
  }
  return "{\"name\":" + yaml_quoted(environment.name) +
         ",\"variables\":" + in_brackets("{}", variables) +
         ",\"remarks\":" + in_brackets("[]", remarks) + "}";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const auto format = sources::find_format(argv[1]);
  if (!format) return 2;
  const std::string text = contents(argv[2]);
  const auto read = tools::read_document({argv[2], text}, *format, Environment::borrow(::environ));
  if (!read) {
    std::fprintf(stderr, "%s\n", read.error().message.c_str());
    return 1;
  }
  std::vector<std::string> environments;
  for (const auto& environment : read->environments) environments.push_back(json(environment));
  std::puts(in_brackets("[]", environments).c_str());
  return 0;
}
