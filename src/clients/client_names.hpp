// SPDX-License-Identifier: Apache-2.0
// Names several clients in few words, as sentences do: those of core/readers.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace proxyenv {

// "curl, Python and Go" for these clients (names of catalog.hpp, in any order). A word that means
// several of them comes before words for one, and a client that no word means has its own name.
// A word is used only where it means none but these clients, its kin aside. Empty for none.
[[nodiscard]] std::string named_in_words(const std::vector<std::string_view>& clients);

// Appends a clause behind "; ", where a text is there.
void append_clause(std::string& text, std::string_view clause);

// Appends "curl and git fail": the clients, the verb that agrees with them, and `end`. Nothing
// where there is no client.
void append_outcome(std::string& text, const std::vector<std::string_view>& clients,
                    std::string_view singular, std::string_view plural, std::string_view end = {});

}  // namespace proxyenv
