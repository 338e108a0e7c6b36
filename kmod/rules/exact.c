// SPDX-License-Identifier: GPL-2.0-only
/* See exact.h. */
#include "rules_internal.h"
#include "exact.h"
#include "index.h"

static u32 words_for(u32 len)
{
	return len / sizeof(u64) + 1;
}

/* The first field from @i on that is no register. */
static u32 skip_regs(const struct sct_plan *plan, u32 i)
{
	while (i < plan->field_count && plan->fields[i].kind == SCT_PLAN_REG)
		i++;
	return i;
}

/*
 * Can anything equal it?  A string ends at its NUL, but a gate compares what is
 * behind it, too; and of a name it compares no more than a name can have.
 */
static bool may_be_equal(const struct sct_insn *insn, const char *pool, u32 max)
{
	u32 len = insn->imm >> 32;

	return len <= max && !memchr(pool + (u32)insn->imm, 0, len);
}

/* The register whose string the filter compares. */
static u8 compared(const struct sct_needs *needs)
{
	return needs->view->params[needs->texts->b - 1].arg;
}

/**
 * sct_exact_fits - is a rule of this kind?
 * @needs: of its program
 * @plan: of its events
 * @pool: strings of its table
 */
bool sct_exact_fits(const struct sct_needs *needs, const struct sct_plan *plan,
		    const char *pool)
{
	u32 i = skip_regs(plan, 0);

	if (!needs->exact ||
	    (needs->texts && !may_be_equal(needs->texts, pool, SCT_MAX_STRING)) ||
	    (needs->names && !may_be_equal(needs->names, pool, SCT_COMM_LEN - 1)))
		return false;
	if (i < plan->field_count && plan->fields[i].kind == SCT_PLAN_TEXT) {
		if (needs->texts && plan->fields[i].at != compared(needs))
			return false;
		i = skip_regs(plan, i + 1);
	} else if (needs->texts) {
		return false;
	}
	if (i < plan->field_count && plan->fields[i].kind == SCT_PLAN_COMM)
		i++;
	return i == plan->field_count;
}

/* How many words sct_exact_make() takes. */
u32 sct_exact_words(const struct sct_needs *needs)
{
	return needs->texts ? words_for(needs->texts->imm >> 32) : 0;
}

static void set_words(struct sct_exact *exact, const struct sct_insn *insn,
		      const char *pool, u64 *words)
{
	u32 len = insn->imm >> 32;

	exact->words = words;
	exact->last = words + words_for(len) - 1;
	exact->last_mask = sct_word_mask(len % sizeof(u64) + 1);
	exact->data_words = (len + sizeof(u64) - 1) / sizeof(u64);
	exact->size += exact->data_words * sizeof(u64);
	exact->text_head.len = len;
	memcpy(words, pool + (u32)insn->imm, len);
}

static void set_name(struct sct_exact *exact, const struct sct_insn *insn,
		     const char *pool)
{
	char name[SCT_COMM_LEN] = { };

	exact->name_len = insn->imm >> 32;
	memcpy(name, pool + (u32)insn->imm, exact->name_len);
	memcpy(&exact->name, name, sizeof(name));
}

/**
 * sct_exact_make - make ready what a rule of this kind compares and logs
 * @exact: set, but for what the caller knows of the rule: head, index, rule
 * @needs: of its program
 * @plan: of its events
 * @gate: its gate
 * @abi: of the call
 * @pool: strings of its table
 * @words: memory for its string, zeroed; it stays in use
 */
void sct_exact_make(struct sct_exact *exact, const struct sct_needs *needs,
		    const struct sct_plan *plan, const struct sct_gate *gate,
		    unsigned int abi, const char *pool, u64 *words)
{
	const struct sct_plan_field *text;

	exact->number = gate->number;
	exact->fields = plan->fields;
	exact->comm = plan->comm;
	if (needs->names)
		set_name(exact, needs->names, pool);
	exact->text = skip_regs(plan, 0);
	exact->regs_end = exact->text;
	exact->size = plan->fixed_size;
	if (!plan->text_count)
		return;
	text = &plan->fields[exact->text];
	exact->regs_end = skip_regs(plan, exact->text + 1);
	exact->at = sct_call_arg_offset(abi, text->at);
	exact->shift = sct_abi_is_narrow(abi) ? 32 : 0;
	exact->text_head = text->head;
	exact->reads = !needs->texts;
	if (needs->texts)
		set_words(exact, needs->texts, pool, words);
}
