// SPDX-License-Identifier: Apache-2.0
// Linked with every object of one layer, see CMakeLists.txt: the test is that it links.
int main() {
  return 0;
}
