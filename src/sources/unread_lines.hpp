// SPDX-License-Identifier: Apache-2.0
// The net below the readers of lines: what names a proxy variable, and was neither taken nor told
// by the reader, is told here. So nothing that a reader does not understand is passed over.
#pragma once

#include <string_view>

#include "sources/source.hpp"

namespace proxyenv::sources {

// Adds line_not_read for each line of `text` on which a name of kFamilies, in any letter case,
// stands as if it were set, and of which the reader says nothing: `environment` has no entry of
// that name on that line, no remark and no taken name. In a line that the reader took, `NAME=`
// alone counts: it may stand in a value. Comments and references, such as `$NAME`, do not count.
// Takes time in proportion to the text. No text is repeated but a name of kFamilies.
void tell_unread_lines(std::string_view text, Format format, SourceEnvironment& environment);

}  // namespace proxyenv::sources
