// SPDX-License-Identifier: Apache-2.0
// Three objects of libboost_program_options.a include <iostream>, so each start would construct
// std::cout and its seven companions with their locale facets: 25 microseconds of the 420 that a
// start costs (scripts/bench), for streams that nobody here writes to. The linker sends the calls
// of std::ios_base::Init's constructor and destructor here instead (--wrap, see CMakeLists.txt).
// Forbidden in this program, therefore: std::cout, std::cerr, std::cin. scripts/check-layers
// refuses <iostream>; string streams need no such initialization.
extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier): the names are the linker's
void __wrap__ZNSt8ios_base4InitC1Ev(void* /*self*/) {}
void __wrap__ZNSt8ios_base4InitD1Ev(void* /*self*/) {}
// NOLINTEND(bugprone-reserved-identifier)
}
