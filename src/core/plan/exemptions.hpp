// SPDX-License-Identifier: Apache-2.0
// What the exemption lists mean for the proxies. To be asked once no_proxy and NO_PROXY are
// decided. Private to the files of this folder.
#pragma once

#include "core/plan/draft.hpp"

namespace proxyenv {

// no_proxy or NO_PROXY will hold the entry `*`. No proxy spelling is produced then: wget, gRPC,
// apt, Ruby and .NET do not understand `*` and would send everything to the proxy.
[[nodiscard]] bool everything_is_exempt(const Draft& draft);

// The same for the clients that read the variables of that family: gRPC has a list of its own.
[[nodiscard]] bool everything_is_exempt_for(const Draft& draft, Family family);

// The clients that read only lower case would not see every exemption: no_proxy and NO_PROXY stay
// different, or one of them cannot be read. A proxy that these clients do not have yet is not given
// to them then, because it would get requests for hosts that somebody exempted.
// As planned: with the lists as they are decided, even where --only forbids to write them.
[[nodiscard]] bool exemptions_in_doubt_as_planned(const Draft& draft);
// As written: with the lists as they will really stand in the environment.
[[nodiscard]] bool exemptions_in_doubt_as_written(const Draft& draft);

}  // namespace proxyenv
