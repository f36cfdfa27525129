// SPDX-License-Identifier: Apache-2.0
// How Compose merges one file into another (compose-go v2, override/merge.go). Maps are merged by
// key, and lists are appended. Exceptions are the lists that replace each other (command,
// entrypoint), and those merged by name (environment, labels, args of build) or by path in the
// container (volumes). A value with `!reset` or `!override` takes the place of the one below it.
#pragma once

#include "yaml/yaml.hpp"

namespace proxyenv::compose {

// In time that is linear in both; `base` is changed, not copied, where it is handed over.
[[nodiscard]] YamlValue merged(YamlValue base, const YamlValue& over);

// The same for one service, which is merged by other rules than other maps: what `extends:` does.
[[nodiscard]] YamlValue merged_service(YamlValue base, YamlValue over);

// The value without what is tagged `!reset`, after the last file is merged.
[[nodiscard]] YamlValue without_resets(YamlValue value);

}  // namespace proxyenv::compose
