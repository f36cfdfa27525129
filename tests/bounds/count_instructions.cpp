// SPDX-License-Identifier: Apache-2.0
// A plugin of QEMU's user emulation that counts the instructions of the program that it runs, and
// writes their number as a line into QEMU's log when the program ends. Counting costs an addition
// for each block of instructions, so that a call takes a third of valgrind's time, most of which is
// its start.
//
// Debian has no package with qemu-plugin.h, so what is used of it is declared here: version 1 of
// the interface, of QEMU 7.2, whose manual has a chapter on such plugins. QEMU refuses a plugin of
// a version that it does not know.
#include <cstddef>
#include <cstdint>
#include <string>

extern "C" {

using qemu_plugin_id_t = std::uint64_t;
struct qemu_plugin_tb;  // a block of instructions that is translated as one
struct qemu_info_t;

enum qemu_plugin_op { QEMU_PLUGIN_INLINE_ADD_U64 };

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id,
                                           void (*callback)(qemu_plugin_id_t, qemu_plugin_tb*));
void qemu_plugin_register_vcpu_tb_exec_inline(qemu_plugin_tb* block, qemu_plugin_op operation,
                                              void* counter, std::uint64_t value);
std::size_t qemu_plugin_tb_n_insns(const qemu_plugin_tb* block);
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id, void (*callback)(qemu_plugin_id_t, void*),
                                    void* data);
void qemu_plugin_outs(const char* text);

extern int qemu_plugin_version;
int qemu_plugin_version = 1;

int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t* info, int argc, char** argv);
}

namespace {

std::uint64_t executed = 0;

void count(qemu_plugin_id_t /*id*/, qemu_plugin_tb* block) {
  qemu_plugin_register_vcpu_tb_exec_inline(block, QEMU_PLUGIN_INLINE_ADD_U64, &executed,
                                           qemu_plugin_tb_n_insns(block));
}

void write(qemu_plugin_id_t /*id*/, void* /*data*/) {
  qemu_plugin_outs((std::to_string(executed) + " instructions\n").c_str());
}

}  // namespace

// Called by QEMU before the program starts. Gives 0.
int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t* /*info*/, int /*argc*/,
                        char** /*argv*/) {
  qemu_plugin_register_vcpu_tb_trans_cb(id, count);
  qemu_plugin_register_atexit_cb(id, write, nullptr);
  return 0;
}
