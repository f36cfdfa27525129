// SPDX-License-Identifier: Apache-2.0
// What the name of a file says of its format.
#pragma once

#include <optional>
#include <string_view>

#include "sources/format.hpp"

namespace proxyenv::sources {

// The format that files of this name have: `.env` and `.env.local` are Compose's,
// `/etc/environment` is pam_env's, `*.service` systemd's, `.bashrc` and `*.sh` a shell's. No value
// for other names, such as `proxy.env`, which docker and Compose both read.
[[nodiscard]] std::optional<Format> format_by_name(std::string_view path);

// Whether files of this name are read by one program alone, so that nothing needs to be said of
// others. `.env` is not one: `docker run --env-file .env` is common.
[[nodiscard]] bool is_certain_by_name(std::string_view path);

}  // namespace proxyenv::sources
