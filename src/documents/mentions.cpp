// SPDX-License-Identifier: Apache-2.0
#include "documents/mentions.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "text/ascii.hpp"

namespace proxyenv::documents {

namespace {

// What kubectl and the API server keep of an object beside it: the object has it all once more.
constexpr std::string_view kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";
constexpr std::string_view kManagedFields = "managedFields";

// Finds the lines of names inside a scalar of several lines, from the front to the back.
class LinesOfScalar {
 public:
  // `begin`: where the line of the scalar's key begins in `text`, which has the number `line`.
  LinesOfScalar(std::string_view text, std::size_t begin, std::size_t line, std::size_t size)
      : window_(text.substr(std::min(begin, text.size()), kWidest * size + kMargin)), line_(line) {}

  std::size_t line_of(std::string_view scalar, const AssignedName& found) {
    // The name with what stands round it in its line, as it mostly stands in the text, too.
    constexpr std::size_t kAround = 24;
    const std::size_t end = found.offset + found.name.size();
    const std::size_t begin = found.offset > kAround ? found.offset - kAround : 0;
    std::string_view around = scalar.substr(begin, end - begin + kAround);
    around = around.substr(0, around.find('\n', end - begin));
    around.remove_prefix(around.substr(0, found.offset - begin).rfind('\n') + 1);
    around = ascii::trimmed(around);
    // A folded text has blanks where the lines end, and an escape stands otherwise: then the name
    // is looked for alone. Where it is not there either, the last known line stands for it.
    is_as_written_ = is_as_written_ && advance_to(around);
    if (!is_as_written_) is_there_ = is_there_ && advance_to(found.name);
    return line_;
  }

 private:
  // Escapes can make a character ten times as long; indentation is shorter than that.
  static constexpr std::size_t kWidest = 10;
  static constexpr std::size_t kMargin = 4096;

  bool advance_to(std::string_view needle) {
    const std::size_t found = window_.find(needle);
    if (found == std::string_view::npos) return false;
    const auto passed = window_.substr(0, found);
    line_ += static_cast<std::size_t>(std::count(passed.begin(), passed.end(), '\n'));
    // The next search begins behind the first character of this one.
    window_.remove_prefix(std::min(found + 1, window_.size()));
    return true;
  }

  std::string_view window_;
  std::size_t line_;
  bool is_as_written_ = true;
  bool is_there_ = true;
};

const std::vector<std::size_t> kNoLines;

class Finder {
 public:
  Finder(std::string_view text, const std::vector<std::string_view>& known_keys)
      : text_(text), known_keys_(known_keys) {
    begins_.push_back(0);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') begins_.push_back(i + 1);
    }
  }

  // `item`: the lines of the map around the value, with those of the maps around that one; `key`:
  // its key there, empty in a list.
  void look_at(const YamlValue& value, std::string_view key, const std::vector<std::size_t>& item) {
    if (value.is_scalar()) look_at_scalar(value, key, item);
    const std::string_view outside = below_;
    for (const YamlValue& each : value.items) look_at(each, {}, {each.line});
    if (value.entries.empty()) return;
    const std::vector<std::size_t> lines = lines_of(value, key.empty() ? kNoLines : item);
    for (const YamlEntry& entry : value.entries) {
      if (entry.key == kLastApplied || entry.key == kManagedFields) continue;
      keys_.push_back(entry.key);
      look_at_key(entry);
      if (is_known(entry.key)) below_ = entry.key;
      look_at(entry.value, entry.key, lines);
      below_ = outside;
      keys_.pop_back();
    }
  }

  std::vector<Mention> take() {
    const auto place = [](const Mention& mention) {
      return std::tie(mention.line, mention.name, mention.is_detail);
    };
    std::sort(found_.begin(), found_.end(),
              [&](const Mention& a, const Mention& b) { return place(a) < place(b); });
    const auto same = [&](const Mention& a, const Mention& b) { return place(a) == place(b); };
    found_.erase(std::unique(found_.begin(), found_.end(), same), found_.end());
    return std::move(found_);
  }

 private:
  static std::vector<std::size_t> lines_of(const YamlValue& map,
                                           const std::vector<std::size_t>& around) {
    constexpr std::size_t kMostOfItem = 16;  // keys of what has a name and a value
    std::vector<std::size_t> lines = {map.line};
    if (map.entries.size() > kMostOfItem) return lines;
    for (const YamlEntry& entry : map.entries) lines.push_back(entry.value.line);
    const std::size_t most = std::min(around.size(), kMostOfItem);
    lines.insert(lines.end(), around.begin(), around.begin() + static_cast<std::ptrdiff_t>(most));
    return lines;
  }

  [[nodiscard]] bool is_known(std::string_view key) const {
    return std::find(known_keys_.begin(), known_keys_.end(), key) != known_keys_.end();
  }

  void add(std::string_view name, Likeness likeness, std::size_t line,
           std::vector<std::size_t> item, bool is_detail) {
    const auto known = std::find(known_keys_.begin(), known_keys_.end(), below_);
    found_.push_back({std::string(name), likeness, line, std::move(item), is_detail,
                      known == known_keys_.end() ? std::string_view() : *known,
                      std::string(keys_.empty() ? std::string_view() : keys_[0]),
                      std::string(keys_.size() < 2 ? std::string_view() : keys_[1])});
  }

  void look_at_key(const YamlEntry& entry) {
    const Likeness likeness = likeness_of(entry.key);
    if (likeness != Likeness::none) {
      add(entry.key, likeness, entry.value.line, {entry.value.line}, false);
      return;
    }
    for (const AssignedName& found : assigned_names(entry.key)) {
      add(found.name, found.likeness, entry.value.line, {entry.value.line}, false);
    }
  }

  void look_at_scalar(const YamlValue& value, std::string_view key,
                      const std::vector<std::size_t>& item) {
    const std::string_view whole = ascii::trimmed(value.scalar);
    const bool is_name = key.empty() || key == "name";
    const Likeness likeness = likeness_of(whole);
    if (likeness == Likeness::same || (likeness == Likeness::near && is_name)) {
      add(whole, likeness, value.line, item, !is_name);
      return;
    }
    const auto names = assigned_names(value.scalar);
    if (names.empty()) return;
    const std::size_t begin =
        value.line == 0 || value.line > begins_.size() ? 0 : begins_[value.line - 1];
    LinesOfScalar lines(text_, begin, value.line, value.scalar.size());
    for (const AssignedName& found : names) {
      add(found.name, found.likeness, lines.line_of(value.scalar, found), {value.line}, false);
    }
  }

  std::string_view text_;
  const std::vector<std::string_view>& known_keys_;
  std::vector<std::size_t> begins_;  // of the lines, in the text
  std::string_view below_;
  std::vector<std::string_view> keys_;  // of the maps around, the outermost first
  std::vector<Mention> found_;
};

void add_repeated_keys(const YamlValue& value, std::vector<std::size_t>& lines) {
  constexpr std::size_t kMost = 10;
  std::unordered_set<std::string_view> keys;
  for (const YamlEntry& entry : value.entries) {
    if (lines.size() == kMost) return;
    if (!keys.insert(entry.key).second) lines.push_back(entry.value.line);
  }
  for (const YamlEntry& entry : value.entries) add_repeated_keys(entry.value, lines);
  for (const YamlValue& item : value.items) add_repeated_keys(item, lines);
}

}  // namespace

std::vector<std::size_t> find_repeated_keys(const std::vector<YamlValue>& documents) {
  std::vector<std::size_t> lines;
  for (const YamlValue& document : documents) add_repeated_keys(document, lines);
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

std::vector<Mention> find_mentions(const std::vector<YamlValue>& documents, std::string_view text,
                                   const std::vector<std::string_view>& known_keys) {
  Finder finder(text, known_keys);
  for (const YamlValue& document : documents) finder.look_at(document, {}, {document.line});
  return finder.take();
}

}  // namespace proxyenv::documents
