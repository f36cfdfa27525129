// SPDX-License-Identifier: Apache-2.0
// Whether `wget` is BusyBox's, as in every Alpine image: /usr/bin/wget is a link to a file
// `busybox` there. It reads http_proxy and no exemption list (clients/busybox_wget.cpp).
#pragma once

namespace proxyenv::os {

[[nodiscard]] bool wget_is_busybox();

}  // namespace proxyenv::os
