// SPDX-License-Identifier: Apache-2.0
#include "report/route_matrix.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "report/route_words.hpp"
#include "text/display.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

constexpr char kDirect = 'D';
constexpr char kFails = 'F';
constexpr char kNoScheme = '-';
constexpr char kFirstProxy = 'P';
constexpr char kLastProxy = 'Z';  // stands for all further ones, too

// The letters of a table, and the proxies that some of them mean.
class Letters {
 public:
  char of(const Route& route) {
    switch (route.kind) {
      case RouteKind::direct:
        return kDirect;
      case RouteKind::proxy:
        return of_proxy(route.proxy);
      case RouteKind::no_scheme:
        return kNoScheme;
      case RouteKind::error:
        return kFails;
    }
    return kFails;
  }

  // "D direct, F fails, P http://p:1": those of `used`.
  [[nodiscard]] std::string legend(std::string_view used) const {
    std::vector<std::string> texts;
    const auto add = [&](char letter, const std::string& meaning) {
      if (used.find(letter) == std::string_view::npos) return;
      texts.push_back(std::string(1, letter).append(" ").append(meaning));
    };
    add(kDirect, "direct");
    add(kFails, "fails");
    for (std::size_t i = 0; i < proxies_.size() && letter_of(i) != kLastProxy; ++i) {
      add(letter_of(i), escape_for_display(proxies_[i]));
    }
    add(kLastProxy, "another proxy");
    add(kNoScheme, "does not know the scheme");
    if (used.find('>') != std::string_view::npos) texts.emplace_back("> before and after");
    return text::joined(texts, ", ");
  }

 private:
  static char letter_of(std::size_t proxy) {
    return static_cast<char>(std::min<std::size_t>(kFirstProxy + proxy, kLastProxy));
  }

  char of_proxy(const std::string& proxy) {
    const auto found = std::find(proxies_.begin(), proxies_.end(), proxy);
    const auto index = static_cast<std::size_t>(found - proxies_.begin());
    if (found == proxies_.end()) proxies_.push_back(proxy);
    return letter_of(index);
  }

  std::vector<std::string> proxies_;
};

using Cells = std::vector<std::string>;  // one for each target

struct Row {
  Cells cells;
  std::vector<std::size_t> clients;  // positions in the list of clients
};

Cells cells_of(std::span<const TargetRoutes> targets, std::size_t client, Letters& letters) {
  Cells cells;
  for (const TargetRoutes& target : targets) {
    const ClientRoutes& routes = target.clients[client];
    std::string cell(1, letters.of(routes.before));
    const char after = letters.of(routes.after);
    if (way_of(routes.before) != way_of(routes.after)) cell.append(">").push_back(after);
    cells.push_back(std::move(cell));
  }
  return cells;
}

// In how many columns the row differs from what most clients do.
std::size_t differences(const Row& row, const Cells& usual) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < usual.size(); ++i) {
    if (row.cells[i].front() != kNoScheme && row.cells[i] != usual[i]) ++count;
  }
  return count;
}

// The cell of most clients in each column; empty where no client knows the scheme.
Cells usual_cells(const std::vector<Row>& rows, std::size_t columns) {
  Cells usual;
  for (std::size_t i = 0; i < columns; ++i) {
    std::map<std::string_view, std::size_t> counts;
    for (const Row& row : rows) {
      if (row.cells[i].front() != kNoScheme) counts[row.cells[i]] += row.clients.size();
    }
    const auto most =
        std::max_element(counts.begin(), counts.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    usual.emplace_back(most == counts.end() ? std::string_view() : most->first);
  }
  return usual;
}

std::vector<Row> make_rows(std::size_t clients, std::span<const TargetRoutes> targets,
                           Letters& letters) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < clients; ++i) {
    Cells cells = cells_of(targets, i, letters);
    auto same =
        std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.cells == cells; });
    if (same == rows.end()) same = rows.insert(rows.end(), Row{std::move(cells), {}});
    same->clients.push_back(i);
  }
  const Cells usual = usual_cells(rows, targets.size());
  const auto knows_none = [](const Row& row) {
    return std::all_of(row.cells.begin(), row.cells.end(),
                       [](const std::string& cell) { return cell.front() == kNoScheme; });
  };
  std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) {
    const auto key = [&](const Row& row) {
      return std::pair(knows_none(row) ? 1 : 0,
                       -static_cast<std::ptrdiff_t>(differences(row, usual)));
    };
    return key(a) < key(b);
  });
  return rows;
}

std::string names_of(std::span<const AskedClient> asked, const std::vector<std::size_t>& clients) {
  std::string names;
  for (const std::size_t i : clients) {
    names.append(names.empty() ? "" : ", ").append(label_of(asked[i]));
  }
  return names;
}

std::string padded(const std::string& text, std::size_t width, bool to_the_right) {
  const std::size_t gap = width - std::min(width, display_width(text));
  return to_the_right ? std::string(gap, ' ') + text : text + std::string(gap, ' ');
}

std::string painted_cell(const std::string& cell, std::size_t width, const Style& style) {
  const std::string text = padded(cell, width, false);
  if (cell.back() == kFails) return style.painted(Ink::error, text);
  return cell.size() > 1 ? style.painted(Ink::changed, text) : text;
}

// The width of a column with its number at the head.
std::size_t width_of(const std::vector<Row>& rows, std::size_t column, std::size_t number) {
  std::size_t width = std::to_string(number).size();
  for (const Row& row : rows) width = std::max(width, row.cells[column].size());
  return width;
}

// The columns [begin, end) of the table, and the names of the clients.
void append_columns(std::string& text, std::span<const AskedClient> asked,
                    const std::vector<Row>& rows, const std::vector<std::size_t>& widths,
                    std::pair<std::size_t, std::size_t> columns, std::size_t first,
                    const Layout& layout) {
  const auto [begin, end] = columns;
  std::string head = " ";
  for (std::size_t i = begin; i < end; ++i) {
    head.append(" ").append(padded(std::to_string(first + i), widths[i], false));
  }
  const std::size_t indent = head.size() + 2;
  head.erase(head.find_last_not_of(' ') + 1);
  text.append(layout.style.painted(Ink::heading, head)).append("\n");
  for (const Row& row : rows) {
    text.append(" ");
    for (std::size_t i = begin; i < end; ++i) {
      text.append(" ").append(painted_cell(row.cells[i], widths[i], layout.style));
    }
    // The names fill what is left of the line, and go on below themselves.
    constexpr std::size_t kLeastLeft = 8;
    const std::size_t left = layout.is_unlimited()
                                 ? kUnlimitedWidth
                                 : std::max(layout.width, indent + kLeastLeft) - indent;
    std::string names = wrapped(names_of(asked, row.clients), left, 0);
    const std::string line_end = "\n" + std::string(indent, ' ');
    for (std::size_t at = 0; (at = names.find('\n', at)) != std::string::npos;) {
      names.replace(at, 1, line_end);
      at += line_end.size();
    }
    text.append("  ").append(names).append("\n");
  }
}

// As many columns side by side as leave room for names.
void append_table(std::string& text, std::span<const AskedClient> asked,
                  const std::vector<Row>& rows, std::size_t columns, std::size_t first,
                  const Layout& layout) {
  constexpr std::size_t kNames = 24;
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns; ++i) widths.push_back(width_of(rows, i, first + i));
  for (std::size_t begin = 0; begin < columns;) {
    std::size_t end = begin;
    std::size_t taken = 3;
    while (end < columns && (end == begin || layout.is_unlimited() ||
                             taken + widths[end] + 1 + kNames <= layout.width)) {
      taken += widths[end++] + 1;
    }
    text.append("\n");
    append_columns(text, asked, rows, widths, {begin, end}, first, layout);
    begin = end;
  }
}

// For which targets a rule decides the routes of some clients, as bits.
using Columns = std::uint32_t;
static_assert(kMatrixTargets < 32);
constexpr Columns kAll = 0;  // all whose scheme the client knows

// "1-3, 7"
std::string numbers_of(Columns columns, std::size_t first) {
  std::string text;
  for (std::size_t i = 0; i < kMatrixTargets; ++i) {
    if ((columns >> i & 1U) == 0) continue;
    std::size_t last = i;
    while ((columns >> (last + 1) & 1U) != 0) ++last;
    text.append(text.empty() ? "" : ", ").append(std::to_string(first + i));
    if (last > i) text.append(last == i + 1 ? ", " : "-").append(std::to_string(first + last));
    i = last;
  }
  return text;
}

struct Rule {
  std::string text;
  std::vector<std::pair<Columns, std::vector<std::size_t>>> clients;  // by the same targets
};

// The rules of a client, each with the targets for which it decides.
std::map<std::string, Columns> rules_of(std::span<const TargetRoutes> targets, std::size_t client) {
  std::map<std::string, Columns> rules;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const ClientRoutes& routes = targets[i].clients[client];
    if (has_scheme(routes)) rules[rule_of(routes)] |= Columns{1} << i;
  }
  if (rules.size() == 1) rules.begin()->second = kAll;
  return rules;
}

std::vector<Rule> all_rules(const std::vector<Row>& rows, std::span<const TargetRoutes> targets) {
  std::vector<Rule> rules;
  std::map<std::string, std::size_t> places;
  for (const Row& row : rows) {
    for (const std::size_t client : row.clients) {
      for (auto& [text, columns] : rules_of(targets, client)) {
        const auto [place, is_new] = places.try_emplace(text, rules.size());
        if (is_new) rules.push_back({text, {}});
        auto& groups = rules[place->second].clients;
        auto same = std::find_if(groups.begin(), groups.end(),
                                 [wanted = columns](const auto& it) { return it.first == wanted; });
        if (same == groups.end()) same = groups.insert(groups.end(), {columns, {}});
        same->second.push_back(client);
      }
    }
  }
  return rules;
}

// "  curl, go (1, 3); wget (2): from https_proxy". The targets are left out where they are all.
void append_rules(std::string& text, std::span<const AskedClient> asked,
                  const std::vector<Row>& rows, std::span<const TargetRoutes> targets,
                  std::size_t first) {
  for (const Rule& rule : all_rules(rows, targets)) {
    std::string line;
    for (const auto& [columns, clients] : rule.clients) {
      line.append(line.empty() ? "  " : "; ").append(names_of(asked, clients));
      if (columns != kAll) line.append(" (").append(numbers_of(columns, first)).append(")");
    }
    text.append(line).append(": ").append(escape_for_display(rule.text)).append("\n");
  }
}

}  // namespace

std::string render_route_matrix(std::span<const AskedClient> asked,
                                std::span<const TargetRoutes> targets, std::size_t first,
                                const Layout& layout) {
  std::string text;
  const std::size_t digits = std::to_string(first + targets.size() - 1).size();
  for (std::size_t i = 0; i < targets.size(); ++i) {
    text.append(padded(std::to_string(first + i), digits, true)).append("  ");
    text.append(layout.style.painted(Ink::heading, heading_of(targets[i].target))).append("\n");
  }
  Letters letters;
  const std::vector<Row> rows = make_rows(asked.size(), targets, letters);
  append_table(text, asked, rows, targets.size(), first, layout);
  std::string used;
  for (const Row& row : rows) {
    for (const std::string& cell : row.cells) used.append(cell);
  }
  std::string below = "\n" + letters.legend(used) + "\n\n";
  append_rules(below, asked, rows, targets, first);
  return text + wrapped_lines(below, layout.width);
}

}  // namespace proxyenv
