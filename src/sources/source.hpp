// SPDX-License-Identifier: Apache-2.0
// What a reader of a source gives: one environment or several, each with its name and the line of
// each entry, and what the reader has to say about the text itself.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/environment.hpp"
#include "core/finding.hpp"
#include "sources/format.hpp"
#include "text/result.hpp"

namespace proxyenv::sources {

// A finding with its place in the source's text.
struct PlacedFinding {
  Finding finding;
  std::size_t line = 0;  // from 1; 0: no line is known
};

// A spelling of kFamilies that the reader has understood on that line, though no entry or remark is
// left of it: it is set again or unset further on, or a command mentions it that sets nothing.
struct TakenName {
  std::string name;  // as it is written; empty: whatever stands on the line
  std::size_t line = 0;

  friend bool operator==(const TakenName& a, const TakenName& b) {
    return a.line == b.line && a.name == b.name;
  }
  friend bool operator<(const TakenName& a, const TakenName& b) {
    return a.line != b.line ? a.line < b.line : a.name < b.name;
  }
};

// The place of a value in another file that the source names, such as Compose's env_file.
struct ValuePlace {
  std::string file;      // below the source's folder, or absolute; empty: the source itself
  std::size_t line = 0;  // from 1; 0: no line is known
};

struct SourceEnvironment {
  // The service, container, job or stage: "service api"; empty where the source is one environment.
  std::string name;
  Environment environment;
  std::vector<std::size_t> lines;  // of each entry, in the same order; 0: no line is known
  // Where the values of proxy variables stand that come from another file, by name. `lines` then
  // has the line that names that file.
  std::map<std::string, ValuePlace, std::less<>> elsewhere;
  // What the reader noticed about these entries: a value that another reader would take
  // differently, one that the text does not hold, a line that no reader takes.
  std::vector<PlacedFinding> remarks;
  std::vector<TakenName> taken;  // for tell_unread_lines()
};

struct Source {
  Format format = Format::docker_env_file;
  // In the order of the text; at least one, each with at least one entry or remark.
  std::vector<SourceEnvironment> environments;
  // Of documents: all that a variable was made of, by lines, each once; also where another value
  // came over it, or where its value is not known.
  std::vector<TakenName> taken;
};

// What is read: its text, and what it is called, whose ending helps to tell the format.
struct SourceText {
  std::string_view name;  // a path as given, or "-"
  std::string_view text;  // the bytes, in whatever encoding
};

// Reads a file that a source names (Compose's env_file and .env), by its path as written there,
// below the folder of the source. An Error says why it cannot be read.
using ReadNamedFile = std::function<Result<std::string>(const std::string& path)>;

}  // namespace proxyenv::sources
