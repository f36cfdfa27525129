// SPDX-License-Identifier: Apache-2.0
#include "sources/json_text.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <cstdint>
#include <limits>
#include <utility>

#include "text/list.hpp"

namespace proxyenv::sources {

namespace json = boost::json;

namespace {

constexpr std::size_t kMostValues = 1'000'000;

// What Boost's parser calls. Each function says whether to go on.
class TreeBuilder {
 public:
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

  void set_line(std::size_t line) { line_ = line; }
  std::vector<JsonNode> take() { return std::move(texts_); }

  static bool on_document_begin(json::error_code& /*unused*/) { return true; }
  static bool on_document_end(json::error_code& /*unused*/) { return true; }
  bool on_object_begin(json::error_code& error) { return open(JsonNode::Kind::object, error); }
  bool on_array_begin(json::error_code& error) { return open(JsonNode::Kind::array, error); }
  bool on_object_end(std::size_t /*unused*/, json::error_code& /*unused*/) { return close(); }
  bool on_array_end(std::size_t /*unused*/, json::error_code& /*unused*/) { return close(); }

  bool on_key_part(json::string_view part, std::size_t /*unused*/, json::error_code& /*unused*/) {
    key_.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t size, json::error_code& error) {
    return on_key_part(part, size, error);
  }
  bool on_string_part(json::string_view part, std::size_t /*unused*/,
                      json::error_code& /*unused*/) {
    value_.append(part.data(), part.size());
    return true;
  }
  bool on_string(json::string_view part, std::size_t /*unused*/, json::error_code& error) {
    value_.append(part.data(), part.size());
    return add_scalar(JsonNode::Kind::string, error);
  }
  bool on_number_part(json::string_view part, json::error_code& /*unused*/) {
    value_.append(part.data(), part.size());
    return true;
  }
  bool on_int64(std::int64_t /*unused*/, json::string_view part, json::error_code& error) {
    return add_number(part, error);
  }
  bool on_uint64(std::uint64_t /*unused*/, json::string_view part, json::error_code& error) {
    return add_number(part, error);
  }
  bool on_double(double /*unused*/, json::string_view part, json::error_code& error) {
    return add_number(part, error);
  }
  bool on_bool(bool value, json::error_code& error) {
    value_ = value ? "true" : "false";
    return add_scalar(JsonNode::Kind::boolean, error);
  }
  bool on_null(json::error_code& error) { return add_scalar(JsonNode::Kind::null, error); }
  static bool on_comment_part(json::string_view /*unused*/, json::error_code& /*unused*/) {
    return true;
  }
  static bool on_comment(json::string_view /*unused*/, json::error_code& /*unused*/) {
    return true;
  }

 private:
  bool add_number(json::string_view part, json::error_code& error) {
    value_.append(part.data(), part.size());
    return add_scalar(JsonNode::Kind::number, error);
  }

  // The new value, in its place.
  JsonNode* add(JsonNode::Kind kind, json::error_code& error) {
    if (++count_ > kMostValues) {
      error = json::error::array_too_large;
      return nullptr;
    }
    JsonNode node;
    node.kind = kind;
    node.text = std::exchange(value_, {});
    node.line = line_;
    if (open_.empty()) {
      texts_.push_back(std::move(node));
      return &texts_.back();
    }
    open_.back()->members.push_back({std::exchange(key_, {}), std::move(node)});
    return &open_.back()->members.back().value;
  }

  bool add_scalar(JsonNode::Kind kind, json::error_code& error) {
    return add(kind, error) != nullptr;
  }

  bool open(JsonNode::Kind kind, json::error_code& error) {
    JsonNode* node = add(kind, error);
    if (node != nullptr) open_.push_back(node);
    return node != nullptr;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  std::vector<JsonNode> texts_;
  // A node does not move while it is open: only the innermost one gets members.
  std::vector<JsonNode*> open_;
  std::string key_;
  std::string value_;
  std::size_t line_ = 0;
  std::size_t count_ = 0;
};

tl::unexpected<Error> broken(std::size_t line, const json::error_code& error) {
  const std::string at = "line " + std::to_string(line);
  if (error == json::error::array_too_large) {
    return fail(at + ": it has more values than are read (1,000,000)");
  }
  return fail(at + " is no JSON: " + error.message());
}

}  // namespace

const JsonNode* JsonNode::find(std::string_view name) const {
  if (kind != Kind::object) return nullptr;
  const auto member = std::find_if(members.begin(), members.end(),
                                   [&](const JsonMember& each) { return each.name == name; });
  return member == members.end() ? nullptr : &member->value;
}

Result<std::vector<JsonNode>> parse_json_texts(std::string_view text) {
  json::basic_parser<TreeBuilder> parser{json::parse_options()};
  std::size_t line = 1;
  json::error_code error;
  // Boost's parser takes what is there and goes on later, so each call is told its line.
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    std::string_view rest = text.substr(0, end);
    while (rest.find_first_not_of(text::kAsciiSpace) != std::string_view::npos) {
      if (parser.done()) parser.reset();
      parser.handler().set_line(line);
      rest.remove_prefix(parser.write_some(true, rest.data(), rest.size(), error));
      if (error) return broken(line, error);
    }
    text.remove_prefix(end);
    ++line;
  }
  if (!parser.done()) parser.write_some(false, nullptr, 0, error);
  if (error) return broken(line - 1, error);
  return parser.handler().take();
}

}  // namespace proxyenv::sources
