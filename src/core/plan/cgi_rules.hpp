// SPDX-License-Identifier: Apache-2.0
// The lines of the plan where HTTP_PROXY is not trusted. cgi_guard.hpp says why, and where that is.
// Private to the files of this folder.
#pragma once

#include "core/plan/draft.hpp"

namespace proxyenv {

// Decides http_proxy alone, and keeps HTTP_PROXY, which must not count here.
void plan_http_in_cgi(const Draft& draft, DraftLine& lower, DraftLine& upper);

}  // namespace proxyenv
