// SPDX-License-Identifier: Apache-2.0
// --loopback-proxy in what the plan produces. Values that somebody set have the host already when
// they are compared (ReadingOptions). Private to the files of this folder.
#pragma once

#include "core/plan/draft.hpp"

namespace proxyenv {

// No proxy that the plan writes names loopback any more. A value may come from --proxy, or from a
// variable that stays as it is, because its name stands twice, once empty. To be called once all
// proxies are decided.
void replace_loopback(Draft& draft);

}  // namespace proxyenv
