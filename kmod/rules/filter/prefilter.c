// SPDX-License-Identifier: GPL-2.0-only
/* Makes prefilters of what a program needs (required.c). */
#include "lib/rules_internal.h"
#include "filter/prefilter.h"

#define LOWEST	0x8000000000000000ull	/* of signed numbers, as an unsigned one */

/* The numbers from @low up to @imm, or the others: modulo 2^64 both are ranges. */
static void set_range(struct sct_number_prefilter *prefilter, bool within, u64 low,
		      u64 imm, bool inclusive)
{
	bool none = !inclusive && imm == low;

	prefilter->low = low;
	prefilter->span = imm - low - !inclusive;
	if (none) {
		prefilter->span = ~0ull;
		within = !within;
	}
	if (within)
		return;
	if (prefilter->span == ~0ull) {
		prefilter->load.mask = 0;	/* the value is 0, but shall be 1 */
		prefilter->load.sign = 0;
		prefilter->low = 1;
		prefilter->span = 0;
		return;
	}
	prefilter->low += prefilter->span + 1;
	prefilter->span = ~prefilter->span - 1;
}

static void set_test(struct sct_number_prefilter *prefilter, u8 op, u64 imm)
{
	switch ((enum sct_op)op) {
	case SCT_OP_JEQI:
	case SCT_OP_JNEI:
		set_range(prefilter, op == SCT_OP_JEQI, imm, imm, true);
		break;
	case SCT_OP_JLTI:
	case SCT_OP_JGEI:
		set_range(prefilter, op == SCT_OP_JLTI, LOWEST, imm, false);
		break;
	case SCT_OP_JLEI:
	case SCT_OP_JGTI:
		set_range(prefilter, op == SCT_OP_JLEI, LOWEST, imm, true);
		break;
	case SCT_OP_JLTUI:
	case SCT_OP_JGEUI:
		set_range(prefilter, op == SCT_OP_JLTUI, 0, imm, false);
		break;
	case SCT_OP_JLEUI:
	case SCT_OP_JGTUI:
		set_range(prefilter, op == SCT_OP_JLEUI, 0, imm, true);
		break;
	case SCT_OP_JSETI:
		prefilter->bits = imm;
		break;
	case SCT_OP_LDI ... SCT_OP_JSET:
	case SCT_OP_JSEQ ... SCT_OP_JSIP:
	case SCT_OP_JOBJ:
		prefilter->load.kind = SCT_LOAD_NONE;	/* passes every call */
		break;
	}
	prefilter->low += prefilter->load.sign;
	if (prefilter->bits && prefilter->load.kind == SCT_LOAD_REG)
		prefilter->load.kind = SCT_LOAD_BITS;
}

static u8 width_of(u8 type)
{
	if (type <= SCT_TYPE_U16)
		return 16;
	return type <= SCT_TYPE_U32 ? 32 : 64;
}

/**
 * sct_load_param - how to load an integer from an argument register
 * @param: the parameter; its source is ARG, its type an integer's
 * @abi: of the call
 *
 * The result of sct_load() is that of sct_call_param().
 */
struct sct_load sct_load_param(const struct sct_param *param, unsigned int abi)
{
	u8 width = width_of(param->type);
	struct sct_load load = {
		.kind = SCT_LOAD_REG,
		.at = sct_call_arg_offset(abi, param->arg),
	};

	if (param->type == SCT_TYPE_S16 || param->type == SCT_TYPE_S32)
		load.sign = 1ull << (width - 1);
	if (sct_abi_is_narrow(abi) && width > 32)
		width = 32;
	load.mask = ~0ull >> (64 - width);
	return load;
}

/**
 * sct_load_make - how to load what an LDV loads
 * @ldv: of a number that is at hand (required.c)
 * @view: of the rule
 * @abi: of the call
 *
 * The result of sct_load() is that of sct_call_param() or sct_task_int().
 */
struct sct_load sct_load_make(const struct sct_insn *ldv,
			      const struct sct_view *view, unsigned int abi)
{
	struct sct_load load = { .mask = ~0ull };

	if (ldv->a == SCT_VAR_PARAMS)
		return sct_load_param(&view->params[ldv->b - 1], abi);
	load.at = sct_cred_offset(ldv->a);
	load.kind = load.at ? SCT_LOAD_CRED : SCT_LOAD_VAR;
	if (!load.at)
		load.at = ldv->a;
	return load;
}

/* "Equal" includes the NUL at the end, "begins with" does not. */
static void set_text(struct sct_text_prefilter *prefilter, const struct sct_insn *insn,
		     const struct sct_view *view, unsigned int abi,
		     const char *pool)
{
	const char *str = pool + (u32)insn->imm;
	u32 len = insn->imm >> 32;
	u32 head;

	if (insn->op == SCT_OP_JSEQ)
		len++;
	head = len < sizeof(u64) ? len : sizeof(u64);
	prefilter->present = true;
	prefilter->at = sct_call_arg_offset(abi, view->params[insn->b - 1].arg);
	prefilter->shift = sct_abi_is_narrow(abi) ? 32 : 0;
	memcpy(&prefilter->head, str, head);
	memset(&prefilter->mask, 0xff, head);
	if (len > head) {
		prefilter->tail_at = len - sizeof(u64);
		memcpy(&prefilter->tail, str + prefilter->tail_at, sizeof(u64));
	}
}

/**
 * sct_prefilter_make - the prefilter of a rule on a call
 * @needs: of its program; a string of @pool ends with a NUL
 * @abi: of the call
 * @pool: strings of its table
 */
struct sct_prefilter sct_prefilter_make(const struct sct_required *needs, unsigned int abi,
					const char *pool)
{
	struct sct_prefilter prefilter = { };

	if (needs->number) {
		prefilter.number.load = sct_load_make(needs->number, needs->view,
						      abi);
		set_test(&prefilter.number, needs->number_op, needs->number_imm);
		/* Without any bit no value passes: an empty range. */
		if (needs->number_op == SCT_OP_JSETI && !needs->number_imm)
			set_range(&prefilter.number, false, 0, ~0ull, true);
	}
	if (needs->text_count == 1)
		set_text(&prefilter.text, needs->texts, needs->view, abi, pool);
	return prefilter;
}

/**
 * sct_result_range - what a call must return for an after-rule to match
 * @needs: of its program
 * @low: set: RETVAL - *low <= *span, modulo 2^64
 * @span: set
 *
 * Return: false if that is no range; then it is all numbers.
 */
bool sct_result_range(const struct sct_required *needs, u64 *low, u64 *span)
{
	struct sct_number_prefilter prefilter = { .load.mask = ~0ull };

	*low = 0;
	*span = ~0ull;
	if (!needs->result_op || needs->result_op == SCT_OP_JSETI)
		return false;
	set_test(&prefilter, needs->result_op, needs->result_imm);
	if (!prefilter.load.mask)
		return false;
	*low = prefilter.low;
	*span = prefilter.span;
	return true;
}

/* What a name must have, to its end if it is compared as a whole; in 15 bytes. */
static u32 name_len(const struct sct_insn *insn)
{
	u64 len = (insn->imm >> 32) + (insn->op == SCT_OP_JSEQ);

	return min(len, SCT_COMM_LEN - 1ull);
}

/**
 * sct_comm_prefilter_make - the prefilter of a rule for the caller's name
 * @needs: of its program
 * @pool: strings of its table
 *
 * It passes every call if the rule is not about the name.
 */
struct sct_comm_prefilter sct_comm_prefilter_make(const struct sct_required *needs,
						  const char *pool)
{
	struct sct_comm_prefilter prefilter = { .letters = needs->names ? 0 : ~0ull };
	u8 head[SCT_COMM_LEN] = { }, mask[SCT_COMM_LEN] = { };

	for (u32 i = 0; i < needs->name_count; i++) {
		const struct sct_insn *insn = &needs->names[i];
		const char *name = pool + (u32)insn->imm;
		u32 len = name_len(insn);

		if (!i) {
			memcpy(head, name, len);
			memset(mask, 0xff, len);
		}
		for (u32 at = 0; at < SCT_COMM_LEN; at++) {
			if (at >= len || name[at] != (char)head[at])
				mask[at] = 0;
		}
		prefilter.letters |= len ? 1ull << (name[0] & 63) : ~0ull;
	}
	for (u32 at = 0; at < SCT_COMM_LEN; at++)
		head[at] &= mask[at];
	memcpy(&prefilter.head, head, sizeof(head));
	memcpy(&prefilter.mask, mask, sizeof(mask));
	return prefilter;
}
