// SPDX-License-Identifier: Apache-2.0
// `extends:` of a Compose service: the service with what it takes over from others, in the same
// file or another one.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "documents/read_document.hpp"
#include "sources/collected_variables.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::documents {

class ComposeExtends {
 public:
  // `file` and the others must live as long as this object. `lookup` gives the values of ${NAME}.
  ComposeExtends(const YamlValue& file, std::size_t text_size, const Surroundings& surroundings,
                 const sources::Lookup& lookup);

  // The service of the file, complete: paths of `env_file` that come from another file begin in
  // the folder of this one. What another file holds has line numbers behind those of this file,
  // as if the files stood one behind the other. An Error where Compose would refuse it.
  [[nodiscard]] Result<YamlValue> complete(const std::string& service);

  // The lines of a complete service as lines of the file. What another file holds gets the line of
  // the `extends` that leads there, and its own place.
  void place_lines(sources::CollectedVariables& variables) const;

 private:
  struct File {
    const YamlValue* document;
    std::string folder;            // with its slash; empty for the folder of the first file
    std::size_t size;              // of its text
    std::size_t before = 0;        // how many lines stand before it; 0: the first file
    std::size_t extends_line = 0;  // the line of the first file that leads there
  };
  [[nodiscard]] Result<YamlValue> complete_in(const File& file, const std::string& service,
                                              std::size_t depth);
  [[nodiscard]] Result<YamlValue> base_of(const File& file, const YamlValue& extends,
                                          std::size_t depth);
  [[nodiscard]] Result<File> open(const File& from, const std::string& path,
                                  std::size_t extends_line);

  struct Read {
    YamlValue document;
    std::size_t size;
  };
  const YamlValue& file_;
  std::size_t size_;
  const Surroundings& surroundings_;
  const sources::Lookup& lookup_;
  std::map<std::string, Read> files_;  // by path
  // Each place where a file is opened, by the number of lines that stand before it.
  struct Opened {
    std::string path;
    std::size_t extends_line;
  };
  std::map<std::size_t, Opened> opened_;
  std::size_t next_before_;
  std::size_t work_ = 0;  // about: bytes of text whose values were copied
};

}  // namespace proxyenv::documents
