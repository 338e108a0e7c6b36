/* SPDX-License-Identifier: GPL-2.0-only */
/* Makes rule tables for the tests. */
#ifndef TABLES_H
#define TABLES_H

#include "verify/verify.h"

#define MAX_PARTS	64
#define MAX_CODE	8192
#define MAX_POOL	65536

/* Opcodes that were in a program of add_rule(). */
extern bool op_tried[256];

/* The parts of a table, to be changed at will before image(). */
struct parts {
	struct sct_rule rule[MAX_PARTS];
	struct sct_view view[MAX_PARTS];
	struct sct_binding binding[MAX_PARTS];
	struct sct_insn insn[MAX_CODE];
	struct sct_object object[MAX_PARTS];
	struct sct_op_binding operation[MAX_PARTS];
	u32 objects, operations;
	char pool[MAX_POOL];
	u32 rules, views, bindings, insns, pool_size;
	const char *text;
};

struct parts *parts_new(void);
struct sct_str add_string(struct parts *p, const char *s, u32 len);
u64 str_operand(struct parts *p, const char *s);
u32 add_rule(struct parts *p, u8 action, u8 phase, const struct sct_insn *code,
	     u32 count);
u32 add_view(struct parts *p, u32 count, const struct sct_param *params);
void add_binding(struct parts *p, u8 abi, u16 nr, u32 rule, u32 view);
void add_object(struct parts *p, const char *path, u32 set, u8 reach, u8 hold);
void add_operation(struct parts *p, u32 operation, u32 rule, u32 view);
void *image(const struct parts *p, size_t *size);
struct parts *sample(void);
struct parts *sample_values(void);
struct parts *sample_objects(void);
struct sct_table *with_look(struct parts *p, size_t *size);
void *table_of_file(const char *name, size_t *size);

static inline struct sct_param arg_param(u8 arg, u8 type)
{
	return (struct sct_param){
		.source = SCT_SOURCE_ARG, .arg = arg, .type = type,
	};
}

/* Instructions, as the disassembler would print them. */
#define LDI(d, v)	{ .op = SCT_OP_LDI, .dst = (d), .imm = (u64)(v) }
#define LDV(d, v, i)	{ .op = SCT_OP_LDV, .dst = (d), .a = SCT_VAR_##v, .b = (i) }
#define ALU(o, d, x, y)	{ .op = SCT_OP_##o, .dst = (d), .a = (x), .b = (y) }
#define JCC(o, x, y, t)	{ .op = SCT_OP_##o, .a = (x), .b = (y), .target = (t) }
#define JCI(o, x, v, t)	{ .op = SCT_OP_##o, .a = (x), .target = (t), .imm = (u64)(v) }
#define JST(o, v, i, s, t) \
	{ .op = SCT_OP_##o, .a = SCT_VAR_##v, .b = (i), .target = (t), .imm = (s) }
#define JOB(n, s, t)	{ .op = SCT_OP_JOBJ, .a = (n), .target = (t), .imm = (s) }
#define JMP(t)		{ .op = SCT_OP_JMP, .target = (t) }
#define RET(v)		{ .op = SCT_OP_RET, .imm = (v) }

#endif /* TABLES_H */
