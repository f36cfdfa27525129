// SPDX-License-Identifier: Apache-2.0
// Executes the program that its first argument names, with a small C library: musl's, linked statically. For scripts/bench.
#include <unistd.h>

int main(int count, char** words, char** environment) {
  if (count > 1) execve(words[1], words + 1, environment);
  return 127;
}
