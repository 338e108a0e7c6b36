// SPDX-License-Identifier: GPL-2.0-only
/*
 * A plugin for QEMU: counts how often each instruction is executed, between two
 * marks that a program in the guest makes (bench/progs/mark.c).
 *
 * usage: -plugin count.so,out=PREFIX
 *
 * Mark 0 sets all counts to 0; mark N writes them to PREFIX.N, one line for each
 * address: the address in hexadecimal, and its count.  One CPU.
 *
 * Debian's QEMU comes without the header of its plugins, so what is used of it is
 * declared here.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../progs/mark.h"

struct qemu_plugin_tb;
struct qemu_plugin_insn;
typedef uint64_t qemu_plugin_id_t;

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id,
					   void (*trans)(qemu_plugin_id_t, struct qemu_plugin_tb *));
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn,
					    void (*exec)(unsigned int, void *), int flags,
					    void *arg);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *tb, size_t i);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);
size_t qemu_plugin_insn_data(const struct qemu_plugin_insn *insn, void *to, size_t size);

#define PUBLIC	__attribute__((__visibility__("default")))
#define SLOTS	(1u << 22)

PUBLIC int qemu_plugin_version = 4;

struct slot {
	uint64_t address;	/* 0: free */
	uint64_t count;
};

static struct slot *slots;	/* a hash table */
static const char *prefix;
static bool counting;

static struct slot *slot_of(uint64_t address)
{
	uint32_t i = (address * 0x9e3779b97f4a7c15ull) >> 42;

	while (slots[i].address && slots[i].address != address)
		i = (i + 1) % SLOTS;
	slots[i].address = address;
	return &slots[i];
}

static void executed(unsigned int cpu, void *arg)
{
	(void)cpu;
	((struct slot *)arg)->count += counting;
}

static void marked(unsigned int cpu, void *arg)
{
	char name[4096];
	FILE *f;

	(void)cpu;
	counting = !arg;
	if (counting) {
		for (uint32_t i = 0; i < SLOTS; i++)
			slots[i].count = 0;
		return;
	}
	snprintf(name, sizeof(name), "%s.%d", prefix, (int)(intptr_t)arg);
	f = fopen(name, "w");
	if (!f)
		abort();
	for (uint32_t i = 0; i < SLOTS; i++) {
		if (slots[i].count)
			fprintf(f, "%llx %llu\n", (unsigned long long)slots[i].address,
				(unsigned long long)slots[i].count);
	}
	fclose(f);
}

static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
	(void)id;
	for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb); i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
		uint8_t code[16] = { };
		uint32_t number;

		qemu_plugin_insn_data(insn, code, sizeof(code));
		memcpy(&number, code + 1, sizeof(number));
		if (code[0] == MARK_OPCODE && number - MARK < MARKS)
			qemu_plugin_register_vcpu_insn_exec_cb(insn, marked, 0,
							       (void *)(intptr_t)(number - MARK));
		qemu_plugin_register_vcpu_insn_exec_cb(insn, executed, 0,
						       slot_of(qemu_plugin_insn_vaddr(insn)));
	}
}

PUBLIC int qemu_plugin_install(qemu_plugin_id_t id, const void *info, int argc, char **argv)
{
	(void)info;
	if (argc != 1 || strncmp(argv[0], "out=", 4))
		return 1;
	prefix = strdup(argv[0] + 4);
	slots = calloc(SLOTS, sizeof(*slots));
	if (!prefix || !slots)
		return 1;
	qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
	return 0;
}
