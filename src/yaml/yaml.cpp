// SPDX-License-Identifier: Apache-2.0
#include "yaml/yaml.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <sstream>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace proxyenv {

namespace {

// Dify's largest Compose file has about 4,000 values, including merged ones, in 60 KiB. Aliases let
// a small file describe a huge document, or one that contains itself.
constexpr std::size_t kLargestText = std::size_t{4} << 20U;
constexpr std::size_t kMostValues = 200000;
constexpr std::size_t kMostBytes = std::size_t{16} << 20U;  // of all scalars and keys
// Compose needs 9. yaml-cpp calls itself for each level, and a stack may have 32 KiB.
constexpr std::size_t kDeepest = 32;

struct TooLarge {};

// A map or a list as a key, of which a value could not tell. `{{ name }}` of a template is one.
struct NoTextAsKey {
  std::size_t line;
};

// What a value holds, with everything inside it.
struct Extent {
  std::size_t values = 1;
  std::size_t bytes = 0;
  std::size_t levels = 1;
};

// Makes a value of the parser's events. So nothing is kept beside it, and reading ends at the first
// value too many, before the parser, which calls itself for each level, has gone deep.
class Builder final : public YAML::EventHandler {
 public:
  [[nodiscard]] YamlValue take() { return std::exchange(document_, YamlValue()); }

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {
    anchored_.clear();  // anchors end with their document
    kept_ = {0, 0, 0};
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    YamlValue value;
    value.line = line_of(mark);
    add(std::move(value), count({is_key_next() ? 0U : 1U, 0, 1}), anchor);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    const Extent extent = count({is_key_next() ? 0U : 1U, text.size(), 1});
    YamlValue value = yaml_scalar(text);
    value.line = line_of(mark);
    value.own_tag = own_tag_of(tag);
    value.is_plain = tag == "?";
    add(std::move(value), extent, anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto known = anchored_.find(anchor);
    if (known == anchored_.end()) throw TooLarge{};  // it contains itself
    const auto& [value, extent] = known->second;
    count(extent);
    YamlValue copy = value;
    copy.line = line_of(mark);
    add(std::move(copy), extent, 0);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(YamlValue::Kind::sequence, mark, tag, anchor);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(YamlValue::Kind::map, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override {
    merge(open_.back());
    close();
  }

 private:
  // A sequence or a map whose end has not come.
  struct Open {
    YamlValue value;
    Extent extent;
    YAML::anchor_t anchor = 0;
    std::optional<std::string> key;  // of a map, if its value is next
    std::size_t key_line = 0;
    std::vector<YamlValue> merged;  // the values of `<<`
  };

  static std::size_t line_of(const YAML::Mark& mark) {
    return static_cast<std::size_t>(mark.line) + 1;
  }

  // "?" and "!" say that there is none; those of YAML itself begin with "tag:".
  static YamlValue::OwnTag own_tag_of(const std::string& tag) {
    if (tag.size() < 2 || tag.front() != '!') return YamlValue::OwnTag::none;
    if (tag == "!reset") return YamlValue::OwnTag::reset;
    return tag == "!override" ? YamlValue::OwnTag::override_base : YamlValue::OwnTag::other;
  }

  [[nodiscard]] bool is_key_next() const {
    return !open_.empty() && open_.back().value.is_map() && !open_.back().key;
  }

  Extent count(const Extent& extent) {
    if (open_.size() + extent.levels > kDeepest) throw TooLarge{};
    add_to(total_, extent);
    return extent;
  }

  static void add_to(Extent& total, const Extent& more) {
    total.values += more.values;
    total.bytes += more.bytes;
    if (total.values > kMostValues || total.bytes > kMostBytes) throw TooLarge{};
  }

  void open(YamlValue::Kind kind, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor) {
    Open opened;
    opened.value.kind = kind;
    opened.value.line = line_of(mark);
    opened.value.own_tag = own_tag_of(tag);
    opened.extent = count({});
    opened.anchor = anchor;
    open_.push_back(std::move(opened));
  }

  void close() {
    Open closed = std::move(open_.back());
    open_.pop_back();
    add(std::move(closed.value), closed.extent, closed.anchor);
  }

  void add(YamlValue value, const Extent& extent, YAML::anchor_t anchor) {
    if (anchor != 0) {
      add_to(kept_, extent);
      anchored_[anchor] = {value, extent};
    }
    if (open_.empty()) {
      document_ = std::move(value);
      return;
    }
    Open& parent = open_.back();
    parent.extent.values += extent.values;
    parent.extent.bytes += extent.bytes;
    parent.extent.levels = std::max(parent.extent.levels, extent.levels + 1);
    if (parent.value.is_sequence()) {
      parent.value.items.push_back(std::move(value));
    } else if (!parent.key) {
      if (value.is_map() || value.is_sequence()) throw NoTextAsKey{value.line};
      parent.key = std::move(value.scalar);
      parent.key_line = value.line;
    } else {
      value.line = parent.key_line;
      add_entry(parent, *std::exchange(parent.key, std::nullopt), std::move(value));
    }
  }

  static void add_entry(Open& map, std::string key, YamlValue value) {
    if (key == "<<") {
      map.merged.push_back(std::move(value));
    } else {
      map.value.entries.push_back({std::move(key), std::move(value)});
    }
  }

  // yaml-cpp 0.7 does not support merge keys. Keys of the map itself override merged ones, wherever
  // `<<` is; of several merged maps the first has priority (yaml.org/type/merge.html).
  static void merge(Open& map) {
    if (map.merged.empty()) return;
    std::unordered_set<std::string> keys;
    for (const YamlEntry& entry : map.value.entries) keys.insert(entry.key);
    for (YamlValue& merged : map.merged) {
      add_missing(map.value, std::move(merged.entries), keys);
      for (YamlValue& item : merged.items) add_missing(map.value, std::move(item.entries), keys);
    }
  }

  static void add_missing(YamlValue& value, std::vector<YamlEntry> merged,
                          std::unordered_set<std::string>& keys) {
    for (YamlEntry& entry : merged) {
      if (keys.insert(entry.key).second) value.entries.push_back(std::move(entry));
    }
  }

  YamlValue document_;
  std::vector<Open> open_;  // the innermost last
  std::unordered_map<YAML::anchor_t, std::pair<YamlValue, Extent>> anchored_;
  Extent total_ = {0, 0, 0};
  Extent kept_ = {0, 0, 0};  // in anchored_
};

}  // namespace

const YamlValue* YamlValue::find(std::string_view key) const {
  const auto entry = std::find_if(entries.begin(), entries.end(),
                                  [&](const auto& candidate) { return candidate.key == key; });
  return entry == entries.end() ? nullptr : &entry->value;
}

YamlValue* YamlValue::find(std::string_view key) {
  const auto entry = std::find_if(entries.begin(), entries.end(),
                                  [&](const auto& candidate) { return candidate.key == key; });
  return entry == entries.end() ? nullptr : &entry->value;
}

YamlValue yaml_scalar(std::string text) {
  YamlValue value;
  value.kind = YamlValue::Kind::scalar;
  value.scalar = std::move(text);
  return value;
}

namespace {

// Calls `use` with the value of each document, until it says that this was the last one wanted.
template <class Use>
Result<void> for_each_document(const std::string& text, Use use) {
  // The parser keeps a hundred bytes and more for each character of some texts.
  if (text.size() > kLargestText) return fail("is larger than 4 MiB");
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    Builder builder;
    while (parser.HandleNextDocument(builder) && use(builder.take())) {
    }
    return {};
  } catch (const TooLarge&) {
    return fail("is nested too deeply, or has too many values");
  } catch (const NoTextAsKey& found) {
    return fail("line " + std::to_string(found.line) + " has a map or a list as a key");
  } catch (const YAML::Exception& error) {
    // yaml-cpp's message may repeat text of the file, for instance a password.
    if (error.mark.is_null()) return fail("is no YAML");
    return fail("is no YAML: line " + std::to_string(error.mark.line + 1) + " cannot be read");
  }
}

}  // namespace

Result<YamlValue> parse_yaml(const std::string& text) {
  YamlValue first;
  const auto read = for_each_document(text, [&](YamlValue document) {
    first = std::move(document);
    return false;
  });
  if (!read) return fail(read.error());
  return first;
}

Result<std::vector<YamlValue>> parse_yaml_documents(const std::string& text) {
  std::vector<YamlValue> documents;
  const auto read = for_each_document(text, [&](YamlValue document) {
    documents.push_back(std::move(document));
    return true;
  });
  if (!read) return fail(read.error());
  return documents;
}

}  // namespace proxyenv
