// SPDX-License-Identifier: Apache-2.0
// compose-go v2, loader/include.go and loader/extends.go. An included file lies below those that
// include it, so that an override may change its services.
#include "dify/tree/compose_documents.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compose/compose_merge.hpp"
#include "core/redaction.hpp"
#include "dify/record/file_names.hpp"
#include "dify/record/sha256.hpp"
#include "dify/tree/compose_files.hpp"

namespace proxyenv::dify {

namespace {

// Nobody has so many.
constexpr std::size_t kMostIncluded = 100;
constexpr std::size_t kDeepest = 20;
// Values that services take over by `extends:`, all together: each may take over a large service.
constexpr std::size_t kMostTakenOver = 1'000'000;

std::size_t size_of(const YamlValue& value) {
  std::size_t size = 1;
  for (const YamlValue& item : value.items) size += size_of(item);
  for (const YamlEntry& entry : value.entries) size += size_of(entry.value);
  return size;
}

// It is done: whoever takes over this service in turn takes over no `extends`.
YamlValue without_extends(YamlValue service) {
  std::erase_if(service.entries, [](const YamlEntry& entry) { return entry.key == "extends"; });
  return service;
}

// The files that an entry of `include:` names, which lie over one another.
std::vector<std::string> included_paths(const YamlValue& entry) {
  const YamlValue* paths = entry.is_map() ? entry.find("path") : &entry;
  std::vector<std::string> names;
  if (paths == nullptr) return names;
  if (paths->is_scalar()) names.push_back(paths->scalar);
  for (const YamlValue& item : paths->items) names.push_back(item.scalar);
  return names;
}

bool has_services_of_dify(const YamlValue& document) {
  const YamlValue* services = document.find("services");
  return services != nullptr &&
         (services->find("api") != nullptr || services->find("plugin_daemon") != nullptr ||
          services->find("ssrf_proxy") != nullptr);
}

class Reader {
 public:
  Reader(const ReadFile& read, const sources::Lookup& variable)
      : read_(read), variable_(variable) {}

  // `shown`: the file's name as it may be shown.
  Result<YamlValue> read_file(const std::string& path, const std::string& shown,
                              const std::string& text, std::size_t depth) {
    if (text.starts_with(kOverrideBeginning)) {
      return fail(shown + " was written by proxyenv dify init, and " + std::string(kRecordPath) +
                  " does not know it: delete it, and run init again");
    }
    if (known_.insert(path).second) sources_.emplace_back(path, sha256(text));
    auto document = parse_yaml(text);
    if (!document) return with_context(shown + " ", document.error());
    if (auto extended = extend_services(*document); !extended) {
      return with_context(shown + ": ", extended.error());
    }
    auto below = read_included(*document, shown, depth);
    if (!below) return fail(below.error());
    return compose::merged(std::move(*below), *document);
  }

  PathHashes take_sources() { return std::move(sources_); }

 private:
  Result<YamlValue> read_included(const YamlValue& document, const std::string& shown,
                                  std::size_t depth) {
    YamlValue below;
    const YamlValue* include = document.find("include");
    if (include == nullptr) return below;
    if (depth == kDeepest) return fail(shown + " includes files too deeply, or in a circle");
    for (const YamlValue& entry : include->items) {
      for (const std::string& written : included_paths(entry)) {
        auto included = read_one(written, shown, depth);
        if (!included) return included;
        below = compose::merged(std::move(below), *included);
      }
    }
    return below;
  }

  Result<YamlValue> read_one(const std::string& written, const std::string& shown,
                             std::size_t depth) {
    if (++included_ > kMostIncluded) return fail(shown + " includes too many files");
    const std::string path =
        without_dot_slash(sources::interpolate(written, variable_).value_or(written));
    const std::string name = redact_word(path);
    const auto text = read_(path);
    if (!text) return fail(text.error());
    if (!*text) return fail(shown + " includes " + name + ", which is not there");
    auto document = read_file(path, name, **text, depth + 1);
    // All paths of such a file begin in its own folder.
    if (document && path.find('/') != std::string::npos && has_services_of_dify(*document)) {
      return fail(shown + " includes " + name +
                  ", which has Dify's services: give the folder of that file to --dir, and start "
                  "Dify there");
    }
    return document;
  }

  Result<void> extend_services(YamlValue& document) {
    YamlValue* services = document.find("services");
    if (services == nullptr) return {};
    for (YamlEntry& entry : services->entries) {
      if (entry.value.find("extends") == nullptr) continue;
      auto complete = extended(entry.value, document, 0);
      if (!complete) return fail(complete.error());
      entry.value = std::move(*complete);
    }
    return {};
  }

  // The service with what it takes over. `document`: the file that it stands in.
  Result<YamlValue> extended(const YamlValue& service, const YamlValue& document,
                             std::size_t depth) {
    const YamlValue* extends = service.find("extends");
    if (extends == nullptr) return service;
    if (depth == kDeepest) return fail("services extend each other too deeply, or in a circle");
    const YamlValue* file = extends->is_map() ? extends->find("file") : nullptr;
    const YamlValue* name = extends->is_map() ? extends->find("service") : extends;
    if (name == nullptr) return fail("`extends` names no service");
    YamlValue other;
    if (file != nullptr) {
      auto read = read_extended_file(file->scalar);
      if (!read) return read;
      other = std::move(*read);
    }
    const YamlValue& from = file != nullptr ? other : document;
    const YamlValue* services = from.find("services");
    const YamlValue* found = services == nullptr ? nullptr : services->find(name->scalar);
    if (found == nullptr) return fail("a service extends one that is not there");
    taken_over_ += size_of(*found);
    if (taken_over_ > kMostTakenOver) return fail("services extend too much");
    auto base = extended(*found, from, depth + 1);
    if (!base) return base;
    return without_extends(compose::merged_service(std::move(*base), service));
  }

  Result<YamlValue> read_extended_file(const std::string& written) {
    if (++included_ > kMostIncluded) return fail("services extend those of too many files");
    const std::string path =
        without_dot_slash(sources::interpolate(written, variable_).value_or(written));
    const auto text = read_(path);
    if (!text) return fail(text.error());
    if (!*text) return fail("`extends` names " + redact_word(path) + ", which is not there");
    if (known_.insert(path).second) sources_.emplace_back(path, sha256(**text));
    auto document = parse_yaml(**text);
    if (!document) return with_context(redact_word(path) + " ", document.error());
    return document;
  }

  const ReadFile& read_;
  const sources::Lookup& variable_;
  PathHashes sources_;
  std::set<std::string> known_;
  std::size_t included_ = 0;
  std::size_t taken_over_ = 0;
};

}  // namespace

Result<ComposeDocument> read_compose_documents(const ComposeFiles& files, const ReadFile& read,
                                               const sources::Lookup& variable) {
  ComposeDocument result;
  Reader reader(read, variable);
  for (const std::string& file : files.loaded) {
    const auto text = read(file);
    const std::string shown = files.shown(file);
    if (!text && files.may_be_shown) return fail(text.error());
    if (!text) return fail(shown + ", which COMPOSE_FILE names, cannot be read");
    if (!*text) return fail(shown + ", which COMPOSE_FILE names, is not there");
    auto document = reader.read_file(file, shown, **text, 0);
    if (!document) return fail(document.error());
    result.document = compose::merged(std::move(result.document), *document);
  }
  result.sources = reader.take_sources();
  return result;
}

}  // namespace proxyenv::dify
