// SPDX-License-Identifier: GPL-2.0-only
/*
 * Damaged tables never crash, and what is accepted evaluates within bounds.
 *
 * The random numbers are the same at each run; the fuzzer is for others.
 */
#include "lib/rules_internal.h"
#include "fake_call.h"
#include "tables.h"
#include "tap.h"
#include "whatever.h"

static u64 random_state = 1;

static u32 random_below(u32 n)
{
	random_state = random_state * 6364136223846793005ull + 1;
	return (random_state >> 33) % n;
}

static void each_byte_changed(void)
{
	static const u8 change[] = { 0x01, 0x80, 0xff, 0x08, 0x10 };
	struct parts *p = sample();
	size_t size;
	u8 *bytes = image(p, &size);
	u32 accepted = 0, refused = 0, in_header = 0;

	for (size_t i = 0; i < size; i++) {
		for (size_t c = 0; c < sizeof(change); c++) {
			bytes[i] ^= change[c];
			if (verify_and_use(bytes, size)) {
				accepted++;
				in_header += i < offsetof(struct sct_table,
							  strings);
			} else {
				refused++;
			}
			bytes[i] ^= change[c];
		}
	}
	/* Values, texts and flags may change and still make sense. */
	ok(refused > 3 * accepted && accepted > 0,
	   "each byte changed: %u accepted, %u refused", accepted, refused);
	/* The pool may end in its padding, which is zero. */
	ok(!in_header, "no change of the header up to the strings is accepted");
	ok(verify_and_use(bytes, size), "undamaged again, it is accepted");
	free(bytes);
	free(p);
}

static void each_length(void)
{
	struct parts *p = sample();
	size_t size, accepted = 0;
	u8 *bytes = image(p, &size);

	for (size_t n = 0; n < size; n++) {
		u8 *cut = malloc(n ? n : 1);

		memcpy(cut, bytes, n);
		accepted += verify_and_use(cut, n);
		if (n >= sizeof(struct sct_table)) {
			((struct sct_table *)cut)->size = n;
			accepted += verify_and_use(cut, n);
		}
		free(cut);
	}
	ok(!accepted, "no table that was cut is accepted, whatever size it says");
	free(bytes);
	free(p);
}

static void random_bytes(void)
{
	u32 accepted = 0;

	for (u32 i = 0; i < 2000; i++) {
		u32 size = random_below(200) * 8;
		u8 *bytes = malloc(size ? size : 1);

		for (u32 n = 0; n < size; n++)
			bytes[n] = random_below(256);
		if (size >= sizeof(struct sct_table) && i % 2) {
			struct sct_table *t = (struct sct_table *)bytes;

			t->magic = SCT_TABLE_MAGIC;
			t->version = SCT_ABI_VERSION;
			t->size = size;
			t->flags = 0;
			memset(&t->looks, 0, 2 * sizeof(t->looks));
		}
		accepted += verify_and_use(bytes, size);
		free(bytes);
	}
	ok(!accepted, "no random table is accepted");
}

static const u8 known_ops[] = {
#define OP(n, ...)	n,
	SCT_OPS(OP)
};

/* Mostly sensible, so that some programs are accepted and many nearly. */
static struct sct_insn random_insn(struct parts *p, u32 i, u32 count)
{
	struct sct_insn in = { .op = known_ops[random_below(sizeof(known_ops))] };
	u8 op = in.op;

	if (op == SCT_OP_RET) {
		in.imm = random_below(2);
	} else if (op == SCT_OP_LDI) {
		in.dst = random_below(3);
		in.imm = random_below(16) - 8;
	} else if (op == SCT_OP_LDV) {
		in.dst = random_below(3);
		in.a = 1 + random_below(14);
		in.b = in.a == SCT_VAR_PARAMS ? 2 + random_below(3) : 0;
	} else if (op < SCT_OP_JEQ && op != SCT_OP_JMP) {
		in.dst = random_below(3);
		in.a = random_below(3);
		in.b = random_below(3);
	} else {
		in.target = i + 1 + random_below(count - i);
		if (op >= SCT_OP_JSEQ) {
			in.a = random_below(2) ? SCT_VAR_COMM : SCT_VAR_PARAMS;
			in.b = in.a == SCT_VAR_PARAMS;
			if (op != SCT_OP_JSNUL)
				in.imm = random_below(p->pool_size) |
					 (u64)random_below(6) << 32;
		} else if (op >= SCT_OP_JEQI) {
			in.a = random_below(3);
			in.imm = random_below(16) - 8;
		} else if (op >= SCT_OP_JEQ) {
			in.a = random_below(3);
			in.b = random_below(3);
		}
	}
	return in;
}

static void random_prefilter(struct sct_insn *code, u32 count)
{
	code[0] = (struct sct_insn)LDV(0, PARAMS, 2);
	if (random_below(2))
		code[0] = (struct sct_insn)LDV(0, UID, 0);
	code[1] = (struct sct_insn){
		.op = SCT_OP_JEQI + random_below(11),
		.target = 2 + random_below(count - 2), .imm = random_below(3),
	};
	if (random_below(2))
		code[2] = (struct sct_insn)RET(0);
}

static void random_programs(void)
{
	u32 accepted = 0, total = 20000;

	for (u32 n = 0; n < total; n++) {
		struct parts *p = sample();
		u32 count = 4 + random_below(8);
		struct sct_insn code[12];
		size_t size;
		void *bytes;

		code[0] = (struct sct_insn)LDI(0, 3);
		code[1] = (struct sct_insn)LDI(1, -3);
		for (u32 i = 2; i < count - 1; i++)
			code[i] = random_insn(p, i, count);
		if (n % 4 == 0)		/* often a prefilter */
			random_prefilter(code, count);
		code[count - 1] = (struct sct_insn)RET(1);
		p->rules = 0;
		p->insns = 0;
		add_rule(p, SCT_ACTION_LOG, SCT_PHASE_AFTER, code, count);
		p->bindings = 1;
		p->binding[0].rule = 0;
		bytes = image(p, &size);
		accepted += verify_and_use(bytes, size);
		free(bytes);
		free(p);
	}
	ok(accepted > total / 50, "%u of %u random programs are accepted",
	   accepted, total);
	ok(closed_prefilters > accepted / 100, "closed prefilters spared %u evaluations",
	   closed_prefilters);
}

int main(void)
{
	fake_reset();
	fake.string[1] = "/etc/passwd";
	fake.memory_faults = false;
	each_byte_changed();
	each_length();
	random_bytes();
	fake.regs.arg[2] = 1;
	random_programs();
	return done();
}
