// SPDX-License-Identifier: Apache-2.0
#include "core/environment.hpp"

#include <cstring>
#include <utility>

#include "core/name_index.hpp"

namespace proxyenv {

std::optional<Variable> split_entry(std::string_view entry) {
  const std::size_t equals = entry.find('=');
  if (equals == std::string_view::npos || equals == 0) return std::nullopt;
  return Variable{entry.substr(0, equals), entry.substr(equals + 1)};
}

Environment Environment::borrow(const char* const* block) {
  Environment environment;
  std::size_t count = 0;
  while (block[count] != nullptr) ++count;
  environment.entries_.assign(block, block + count);
  return environment;
}

Environment Environment::own(std::vector<std::string> entries) {
  Environment environment;
  auto kept = std::make_shared<const std::vector<std::string>>(std::move(entries));
  environment.entries_.reserve(kept->size());
  for (const std::string& entry : *kept) environment.entries_.push_back(entry.c_str());
  environment.owned_.push_back(std::move(kept));
  return environment;
}

std::optional<std::string_view> Environment::find(std::string_view name) const {
  for (const char* entry : entries_) {
    if (std::strncmp(entry, name.data(), name.size()) == 0 && entry[name.size()] == '=') {
      return std::string_view(entry).substr(name.size() + 1);
    }
  }
  return std::nullopt;
}

std::vector<char*> Environment::exec_block() const {
  std::vector<char*> block;
  block.reserve(entries_.size() + 1);
  // execve(2) takes char* for reasons of history and writes through none of them.
  for (const char* entry : entries_) block.push_back(const_cast<char*>(entry));
  block.push_back(nullptr);
  return block;
}

std::size_t Environment::exec_size() const {
  std::size_t bytes = 0;
  for (const char* entry : entries_) bytes += std::strlen(entry) + 1 + sizeof(char*);
  return bytes;
}

std::vector<std::string> Environment::to_strings() const {
  return {entries_.begin(), entries_.end()};
}

Environment edited(const Environment& environment, std::span<const Edit> edits) {
  std::vector<std::string_view> names;
  auto made = std::make_shared<std::vector<std::string>>();
  names.reserve(edits.size());
  made->reserve(edits.size());
  for (const Edit& edit : edits) {
    names.push_back(edit.name);
    std::string entry;
    if (edit.value) entry.append(edit.name).append("=").append(*edit.value);
    made->push_back(std::move(entry));
  }
  const NameIndex index(std::move(names));

  Environment result;
  result.owned_ = environment.owned_;
  result.entries_.reserve(environment.size() + edits.size());
  std::vector<bool> placed(edits.size(), false);
  for (const char* entry : environment.entries_) {
    const auto variable = split_entry(entry);
    const auto edit = variable ? index.find(variable->name) : std::nullopt;
    if (!edit) {
      result.entries_.push_back(entry);
    } else if (edits[*edit].value) {
      result.entries_.push_back((*made)[*edit].c_str());
      placed[*edit] = true;
    }
  }
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (edits[i].value && !placed[i]) result.entries_.push_back((*made)[i].c_str());
  }
  result.owned_.push_back(std::move(made));
  return result;
}

}  // namespace proxyenv
