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

Environment::Environment(std::shared_ptr<const Storage> storage)
    : block_(storage->block.data()),
      size_(storage->block.size() - 1),
      storage_(std::move(storage)) {}

Environment Environment::borrow(const char* const* block) {
  Environment environment;
  environment.block_ = block;
  while (block[environment.size_] != nullptr) ++environment.size_;
  return environment;
}

Environment Environment::own(std::vector<std::string> entries) {
  auto storage = std::make_shared<Storage>();
  storage->strings = std::move(entries);
  storage->block.reserve(storage->strings.size() + 1);
  for (const std::string& entry : storage->strings) storage->block.push_back(entry.c_str());
  storage->block.push_back(nullptr);
  return Environment(std::move(storage));
}

std::optional<std::string_view> Environment::find(std::string_view name) const {
  if (name.empty()) return std::nullopt;
  const NameIndex index({name});
  for (const char* entry : entries()) {
    if (const auto match = index.match(entry)) return match->value;
  }
  return std::nullopt;
}

std::size_t Environment::exec_size() const {
  std::size_t bytes = 0;
  for (const char* entry : entries()) bytes += std::strlen(entry) + 1 + sizeof(char*);
  return bytes;
}

Environment edited(const Environment& environment, std::span<const Edit> edits) {
  auto storage = std::make_shared<Environment::Storage>();
  storage->origin = environment.storage_;
  std::vector<std::string_view> names;
  names.reserve(edits.size());
  storage->strings.reserve(edits.size());
  for (const Edit& edit : edits) {
    names.push_back(edit.name);
    std::string entry;
    if (edit.value) entry.append(edit.name).append("=").append(*edit.value);
    storage->strings.push_back(std::move(entry));
  }
  const NameIndex index(std::move(names));

  std::vector<const char*>& block = storage->block;
  block.reserve(environment.entries().size() + edits.size() + 1);
  std::vector<bool> placed(edits.size(), false);
  for (const char* entry : environment.entries()) {
    const auto match = index.match(entry);
    if (!match) {
      block.push_back(entry);
    } else if (edits[match->name].value) {
      block.push_back(storage->strings[match->name].c_str());
      placed[match->name] = true;
    }
  }
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (edits[i].value && !placed[i]) block.push_back(storage->strings[i].c_str());
  }
  block.push_back(nullptr);
  return Environment(std::move(storage));
}

}  // namespace proxyenv
