// SPDX-License-Identifier: Apache-2.0
// The guard against httpoxy. In a CGI process a request header `Proxy:` becomes HTTP_PROXY, so the
// plan neither trusts that name nor writes it. Spellings::counts() says where the guard applies.
// Private to the files of this folder.
#pragma once

#include "core/plan/draft.hpp"

namespace proxyenv {

// Decides http_proxy alone, and keeps HTTP_PROXY, which must not count here.
void plan_http_in_cgi(const Draft& draft, DraftLine& lower, DraftLine& upper);

}  // namespace proxyenv
