// SPDX-License-Identifier: Apache-2.0
// Text that was joined from several lines, and from which line each part of it is.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv::sources {

struct JoinedLines {
  struct Piece {
    std::size_t offset;  // where a line begins in `text`
    std::size_t line;
  };
  std::string text;
  std::vector<Piece> pieces;  // in their order

  void append(std::string_view piece, std::size_t line) {
    pieces.push_back({text.size(), line});
    text.append(piece);
  }

  [[nodiscard]] std::size_t line_of(std::size_t offset) const {
    const auto behind =
        std::upper_bound(pieces.begin(), pieces.end(), offset,
                         [](std::size_t at, const Piece& piece) { return at < piece.offset; });
    return behind == pieces.begin() ? 0 : std::prev(behind)->line;
  }
};

}  // namespace proxyenv::sources
