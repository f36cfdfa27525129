// SPDX-License-Identifier: Apache-2.0
// Boost.JSON itself. Debian's libboost_json.a has all of it in one object of 200 KB, and a program
// that needs a part of an object gets the whole: number parsing, streams, and the locales behind
// them. Compiled here, each function has a section of its own, and the linker leaves out what no
// program calls (docs/size.md).
#include <boost/json/src.hpp>
