// SPDX-License-Identifier: Apache-2.0
// Linked with every object of one layer, see CMakeLists.txt: that it links is the test.
int main() {
  return 0;
}
