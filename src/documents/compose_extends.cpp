// SPDX-License-Identifier: Apache-2.0
#include "documents/compose_extends.hpp"

#include <iterator>
#include <utility>

#include "compose/compose_merge.hpp"
#include "core/redaction.hpp"
#include "text/list.hpp"

namespace proxyenv::documents {

namespace {

// Beyond this the services of a file extend each other in a circle, or nearly.
constexpr std::size_t kDeepest = 32;
constexpr std::size_t kMostWork = std::size_t{256} << 20U;

std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/') + 1);
}

std::string below(const std::string& folder, const std::string& path) {
  return path.starts_with('/') ? path : folder + path;
}

void put_below(const std::string& folder, YamlValue& env_file) {
  if (env_file.is_scalar()) env_file.scalar = below(folder, env_file.scalar);
  for (YamlValue& item : env_file.items) {
    YamlValue* const path = item.is_map() ? item.find("path") : &item;
    if (path != nullptr) path->scalar = below(folder, path->scalar);
  }
}

void move_lines(std::size_t by, YamlValue& value) {
  if (value.line != 0) value.line += by;
  for (YamlValue& item : value.items) move_lines(by, item);
  for (YamlEntry& entry : value.entries) move_lines(by, entry.value);
}

}  // namespace

ComposeExtends::ComposeExtends(const YamlValue& file, std::size_t text_size,
                               const Surroundings& surroundings, const sources::Lookup& lookup)
    : file_(file),
      size_(text_size),
      surroundings_(surroundings),
      lookup_(lookup),
      next_before_(text_size + 1) {}  // no text has more lines than bytes, and one

Result<YamlValue> ComposeExtends::complete(const std::string& service) {
  return complete_in({&file_, "", size_}, service, 0);
}

Result<YamlValue> ComposeExtends::complete_in(const File& file, const std::string& service,
                                              std::size_t depth) {
  if (depth > kDeepest) return fail("services extend each other too deeply, or in a circle");
  const YamlValue* services = file.document->find("services");
  const YamlValue* found = services == nullptr ? nullptr : services->find(service);
  if (found == nullptr) return fail("extends a service that is not there");
  const YamlValue* extends = found->find("extends");
  if (extends != nullptr || depth > 0) work_ += file.size;
  if (work_ > kMostWork) return fail("services extend too much");
  YamlValue copy = *found;
  if (file.before != 0) move_lines(file.before, copy);
  if (YamlValue* files = copy.find("env_file"); files != nullptr && !file.folder.empty()) {
    put_below(file.folder, *files);
  }
  if (extends == nullptr) return copy;
  auto base = base_of(file, *extends, depth);
  if (!base) return base;
  return compose::merged_service(std::move(*base), std::move(copy));
}

Result<YamlValue> ComposeExtends::base_of(const File& file, const YamlValue& extends,
                                          std::size_t depth) {
  if (extends.is_scalar()) return complete_in(file, extends.scalar, depth + 1);
  const YamlValue* service = extends.find("service");
  if (service == nullptr) return fail("`extends` names no service");
  const YamlValue* path = extends.find("file");
  if (path == nullptr) return complete_in(file, service->scalar, depth + 1);
  const std::size_t line = file.before == 0 ? extends.line : file.extends_line;
  const auto opened = open(file, path->scalar, line);
  if (!opened) return fail(opened.error());
  return complete_in(*opened, service->scalar, depth + 1);
}

Result<ComposeExtends::File> ComposeExtends::open(const File& from, const std::string& path,
                                                  std::size_t extends_line) {
  const auto written = sources::interpolate(path, lookup_);
  if (!written) return fail("`extends`: " + written.error().message);
  const std::string full = below(from.folder, *written);
  auto known = files_.find(full);
  if (known == files_.end()) {
    const std::string shown = "`extends` names the file " + redact_word(full) + ", which ";
    const auto text = surroundings_.read_file(full);
    if (!text) return with_context(shown + "cannot be read: ", text.error());
    auto document = parse_yaml(*text);
    if (!document) return with_context(shown, document.error());
    known = files_.emplace(full, Read{std::move(*document), text->size()}).first;
  }
  const std::size_t before = next_before_;
  next_before_ += known->second.size + 1;
  opened_.emplace(before, Opened{full, extends_line});
  return File{&known->second.document, folder_of(full), known->second.size, before, extends_line};
}

void ComposeExtends::place_lines(sources::CollectedVariables& variables) const {
  variables.place_lines([this](std::size_t line) {
    sources::LinePlace place{line, {}};
    const auto behind = opened_.lower_bound(line);
    if (behind == opened_.begin()) return place;
    const auto& [before, opened] = *std::prev(behind);
    place.line = opened.extends_line;
    place.elsewhere = {opened.path, line - before};
    return place;
  });
}

}  // namespace proxyenv::documents
