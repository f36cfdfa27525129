// SPDX-License-Identifier: Apache-2.0
#include "sources/given_format.hpp"

#include <optional>
#include <string>

#include "sources/amount.hpp"
#include "sources/read_source.hpp"
#include "sources/tell_document.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

// Proxy variables that are set, their values known or not.
std::size_t proxy_variables_in(const Source& source) {
  AmountRead amount;
  for (const SourceEnvironment& environment : source.environments) amount = amount + environment;
  return amount.proxy_variables + amount.unknown_values;
}

// Whether the text in this format is better than an error, and than no proxy variable.
bool is_better(const SourceText& source, Format format, bool is_refused) {
  if (row_of(format).in_companion) return true;
  const auto read = read_source(source, format);
  return read && (is_refused || proxy_variables_in(*read) > 0);
}

// The format that the text looks like, by its name or without it, if it is another one than
// `given`.
std::optional<Format> better_format(const SourceText& source, Format given, bool is_refused) {
  for (const std::string_view name : {source.name, std::string_view("-")}) {
    const auto told = tell_format({name, source.text});
    if (told && *told != given && is_better(source, *told, is_refused)) return *told;
  }
  return std::nullopt;
}

}  // namespace

Result<Source> read_in_given_format(const SourceText& source, Format given) {
  auto read = read_source(source, given);
  // Compose's .env takes `NAME: value`, and so much of a YAML document.
  const auto document = tell_document(source);
  const bool is_other_document = document && *document && **document != given;
  if (read && proxy_variables_in(*read) > 0 && !is_other_document) return read;
  const auto better = better_format(source, given, !read.has_value());
  if (!better) return read;
  const FormatRow& row = row_of(*better);
  // Why it is refused may be a slip in one line.
  const bool has_reason = !read && read.error().message.find("--env-format") == std::string::npos;
  const std::string reason =
      has_reason ? read.error().message : "it is not read as " + std::string(row_of(given).what);
  return fail(
      text::concatenated({reason, "; it looks like ", row.what, ": --env-format ", row.name}));
}

}  // namespace proxyenv::sources
