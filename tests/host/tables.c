// SPDX-License-Identifier: GPL-2.0-only
#include "lib/rules_internal.h"
#include <stdio.h>
#include "tables.h"

unsigned int shim_fail_alloc;
u64 shim_clock;
u8 *shim_hole;

struct parts *parts_new(void)
{
	struct parts *p = calloc(1, sizeof(*p));

	p->text = "";
	return p;
}

struct sct_str add_string(struct parts *p, const char *s, u32 len)
{
	struct sct_str str = { .off = p->pool_size, .len = len };

	memcpy(p->pool + p->pool_size, s, len);
	p->pool_size += len + 1;
	return str;
}

/* As a string instruction has it in imm. */
u64 str_operand(struct parts *p, const char *s)
{
	struct sct_str str = add_string(p, s, strlen(s));

	return str.off | (u64)str.len << 32;
}

bool op_tried[256];

u32 add_rule(struct parts *p, u8 action, u8 phase, const struct sct_insn *code,
	     u32 count)
{
	struct sct_rule *rule = &p->rule[p->rules];

	rule->name = add_string(p, "rule", 4);
	rule->insn = p->insns;
	rule->insn_count = count;
	rule->action = action;
	rule->phase = phase;
	rule->flags = action == SCT_ACTION_LOG ? SCT_RULE_LOG : 0;
	rule->error = action == SCT_ACTION_FAIL ? EPERM : 0;
	rule->signal = action == SCT_ACTION_KILL ? 9 : 0;
	rule->priority = SCT_PRIORITY_INFO;
	if (count)
		memcpy(p->insn + p->insns, code, count * sizeof(*code));
	p->insns += count;
	for (u32 i = 0; i < count; i++)
		op_tried[code[i].op] = true;
	return p->rules++;
}

u32 add_view(struct parts *p, u32 count, const struct sct_param *params)
{
	struct sct_view *view = &p->view[p->views];

	view->param_count = count;
	if (count && params)
		memcpy(view->params, params, count * sizeof(*params));
	return p->views++;
}

void add_binding(struct parts *p, u8 abi, u16 nr, u32 rule, u32 view)
{
	p->binding[p->bindings++] = (struct sct_binding){
		.abi = abi, .nr = nr, .rule = rule, .view = view,
	};
}

void add_object(struct parts *p, const char *path, u32 set, u8 reach, u8 hold)
{
	p->object[p->objects++] = (struct sct_object){
		.path = add_string(p, path, strlen(path)), .set = set,
		.reach = reach, .hold = hold,
	};
}

void add_operation(struct parts *p, u32 operation, u32 rule, u32 view)
{
	p->operation[p->operations++] = (struct sct_op_binding){
		.operation = operation, .rule = rule, .view = view,
	};
}

static void put(u8 *bytes, struct sct_section *section, u32 *off,
		const void *data, u32 count, size_t element)
{
	section->off = *off;
	section->count = count;
	if (count)
		memcpy(bytes + *off, data, count * element);
	*off = (*off + count * element + 7) & ~7u;
}

/* The bytes of the table, in memory of just this size. */
void *image(const struct parts *p, size_t *size)
{
	u8 *bytes = calloc(1, sizeof(struct sct_table) + sizeof(*p) + 4096);
	struct sct_table *t = (struct sct_table *)bytes;
	u32 off = sizeof(*t);
	void *exact;

	put(bytes, &t->rules, &off, p->rule, p->rules, sizeof(p->rule[0]));
	put(bytes, &t->views, &off, p->view, p->views, sizeof(p->view[0]));
	put(bytes, &t->bindings, &off, p->binding, p->bindings,
	    sizeof(p->binding[0]));
	put(bytes, &t->insns, &off, p->insn, p->insns, sizeof(p->insn[0]));
	put(bytes, &t->strings, &off, p->pool, p->pool_size, 1);
	put(bytes, &t->text, &off, p->text, strlen(p->text), 1);
	if (p->objects)
		put(bytes, &t->objects, &off, p->object, p->objects,
		    sizeof(p->object[0]));
	if (p->operations)
		put(bytes, &t->operations, &off, p->operation, p->operations,
		    sizeof(p->operation[0]));
	t->magic = SCT_TABLE_MAGIC;
	t->version = SCT_ABI_VERSION;
	t->size = off;

	*size = off;
	exact = malloc(off);
	memcpy(exact, bytes, off);
	free(bytes);
	return exact;
}

/*
 * A small table with some of everything: a rule with a filter on a string and
 * numbers that FAILs, one without filter that LOGs after the call; one call as
 * itself, and another seen through a guard.
 */
struct parts *sample(void)
{
	struct parts *p = parts_new();
	struct sct_param params[] = {
		arg_param(1, SCT_TYPE_STR), arg_param(2, SCT_TYPE_S32),
		{ .source = SCT_SOURCE_CONST, .type = SCT_TYPE_U16, .value = 7 },
		{ .source = SCT_SOURCE_DEREF, .arg = 3, .type = SCT_TYPE_U64,
		  .value = 8 },
	};
	struct sct_insn code[] = {
		LDV(0, PARAMS, 2),
		LDI(1, 2),
		ALU(ADD, 0, 0, 1),
		JCC(JEQ, 0, 1, 5),
		JCI(JGEI, 0, 10, 8),
		JST(JSEQ, PARAMS, 1, str_operand(p, "/etc/passwd"), 7),
		RET(0),
		RET(1),
		JST(JSNUL, COMM, 0, 0, 10),
		JMP(10),
		RET(0),
	};
	u32 fail, log, plain, guarded;

	fail = add_rule(p, SCT_ACTION_FAIL, SCT_PHASE_BEFORE, code,
			sizeof(code) / sizeof(code[0]));
	p->rule[fail].format = add_string(p, "%comm", 5);
	p->rule[fail].captures = 1ull << SCT_VAR_COMM | 1ull << SCT_VAR_UID;
	log = add_rule(p, SCT_ACTION_LOG, SCT_PHASE_AFTER, NULL, 0);
	p->rule[log].captures = 1ull << SCT_VAR_RETVAL;
	plain = add_view(p, 4, params);
	guarded = add_view(p, 2, params);
	p->view[guarded].guard = arg_param(2, SCT_TYPE_S32);
	p->view[guarded].guard_mask = 0x200;
	add_binding(p, SCT_ABI_X86_64, 87, fail, plain);
	add_binding(p, SCT_ABI_X86_64, 87, log, plain);
	add_binding(p, SCT_ABI_X86_64, 263, fail, guarded);
	add_binding(p, SCT_ABI_IA32, 10, log, plain);
	p->text = "rule { }";
	return p;
}

/* Another one, with a value of each type, a pattern and a network. */
struct parts *sample_values(void)
{
	struct parts *p = parts_new();
	struct sct_param params[] = {
		{ .source = SCT_SOURCE_ARG, .arg = 1, .type = SCT_TYPE_SADDR,
		  .mode = SCT_LEN_ARG, .arg2 = 2 },
		{ .source = SCT_SOURCE_ARG, .arg = 3, .type = SCT_TYPE_BYTES,
		  .mode = SCT_LEN_AT, .arg2 = 4 },
		{ .source = SCT_SOURCE_ARG, .arg = 5, .type = SCT_TYPE_ARGV },
	};
	static const u8 parts[] = {
		SCT_TYPE_FAMILY, SCT_TYPE_PORT, SCT_TYPE_IP, SCT_TYPE_SUNPATH,
	};
	struct sct_insn code[] = {
		JST(JSIP, PARAMS, 9, str_operand(p, "0123456789abcdef "), 9),
		JST(JSGLOB, PARAMS, 11, str_operand(p, "/a*[!b-d]\\??"), 9),
		JST(JSGLOBC, EXE, 0, str_operand(p, "*B*"), 9),
		LDV(0, PARAMS, 8),
		JCI(JGTI, 0, 1023, 9),
		JST(JSGLOB, PARAMS, 3, str_operand(p, "-*"), 9),
		JST(JSSUFFIX, PARAMS, 13, str_operand(p, "-x"), 9),
		JST(JSCONTAINS, PARAMS, 14, str_operand(p, ".so"), 9),
		RET(0),
		RET(1),
	};
	struct sct_view *view = &p->view[add_view(p, 3, params)];

	for (u32 i = 0; i < sizeof(parts); i++) {
		view->params[6 + i] = params[0];
		view->params[6 + i].type = parts[i];
		view->params[6 + i].param = 1;
		view->params[6 + i].name = add_string(p, "part", 4);
	}
	view->params[10] = (struct sct_param){
		.source = SCT_SOURCE_ARG, .arg = 1, .type = SCT_TYPE_PATH,
		.arg2 = 0, .mode = SCT_FOLLOW_UNLESS, .param = 1, .value = 0x100,
	};
	view->params[11] = (struct sct_param){
		.source = SCT_SOURCE_ARG, .type = SCT_TYPE_FDPATH, .param = 1,
	};
	view->params[12] = arg_param(5, SCT_TYPE_ITEM);
	view->params[12].value = 2;
	view->params[12].param = 3;
	view->params[13] = arg_param(5, SCT_TYPE_ENV);
	view->params[13].name = add_string(p, "LD_PRELOAD", 10);
	view->params[13].param = 3;
	view->derived_count = 8;
	code[5].dst = SCT_EACH_ALL;
	add_rule(p, SCT_ACTION_LOG, SCT_PHASE_BEFORE, code,
		 sizeof(code) / sizeof(code[0]));
	p->rule[0].derived = 0xff;
	add_binding(p, SCT_ABI_X86_64, 42, 0, 0);
	return p;
}

/* Another one: rules on operations, with two sets of objects. */
struct parts *sample_objects(void)
{
	struct parts *p = parts_new();
	struct sct_param params[] = {
		{ .source = SCT_SOURCE_OBJECT, .arg = 1, .type = SCT_TYPE_OBJPATH },
		{ .source = SCT_SOURCE_KERNEL, .arg = 1, .type = SCT_TYPE_S32 },
	};
	struct sct_insn code[] = {
		LDV(0, PARAMS, 2),
		JCI(JSETI, 0, 3, 3),
		RET(0),
		JOB(1, 0, 6),
		JOB(1, 1, 6),
		RET(0),
		RET(1),
	};
	struct sct_insn rename[] = {
		JOB(2, 1, 2),
		RET(0),
		RET(1),
	};
	u32 fail, log, with_number, plain;

	fail = add_rule(p, SCT_ACTION_FAIL, SCT_PHASE_BEFORE, code, 7);
	log = add_rule(p, SCT_ACTION_LOG, SCT_PHASE_BEFORE, rename, 3);
	with_number = add_view(p, 2, params);
	plain = add_view(p, 1, params);
	add_object(p, "/etc/passwd", 0, SCT_REACH_EXACT, SCT_HOLD_BOTH);
	add_object(p, "/etc/shadow", 0, SCT_REACH_EXACT, SCT_HOLD_PLACE);
	add_object(p, "/", 1, SCT_REACH_UNDER, SCT_HOLD_BOTH);
	add_operation(p, SCT_OPERATION_RENAME, log, plain);
	add_operation(p, SCT_OPERATION_OPEN, fail, with_number);
	return p;
}

/* The bytes of a file, to be freed, or NULL. */
void *table_of_file(const char *name, size_t *size)
{
	FILE *f = fopen(name, "rb");
	void *bytes = NULL;

	*size = 0;
	if (!f)
		return NULL;
	if (!fseek(f, 0, SEEK_END) && ftell(f) > 0) {
		*size = ftell(f);
		rewind(f);
		bytes = malloc(*size);
		if (bytes && fread(bytes, 1, *size, f) != *size) {
			free(bytes);
			bytes = NULL;
		}
	}
	fclose(f);
	return bytes;
}

/* The sample with a look at its first call, and the smallest automaton there is. */
struct sct_table *with_look(struct parts *p, size_t *size)
{
	u32 head = sizeof(struct sct_automaton) / sizeof(u32), words = head + 4 + 2;
	size_t plain;
	void *bytes = image(p, &plain);
	struct sct_table *t;
	struct sct_look *look;
	struct sct_automaton *a;

	*size = plain + sizeof(*look) + words * sizeof(u32);
	t = calloc(1, *size);
	memcpy(t, bytes, plain);
	free(bytes);
	t->size = *size;
	t->looks = (struct sct_section){ plain, 1 };
	t->automata = (struct sct_section){ plain + sizeof(*look), words };
	look = (void *)((u8 *)t + t->looks.off);
	*look = (struct sct_look){ .var = SCT_VAR_PARAMS, .nr = 87, .arg = 1 };
	a = (void *)((u8 *)t + t->automata.off);
	*a = (struct sct_automaton){
		.words = words, .rules = 2, .lists = 1, .classes = 2, .shift = 1,
	};
	return t;
}
