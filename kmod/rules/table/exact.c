// SPDX-License-Identifier: GPL-2.0-only
/* See exact.h. */
#include "lib/rules_internal.h"
#include "table/exact.h"
#include "filter/index.h"

static u32 words_for(u32 len)
{
	return len / sizeof(u64) + 1;
}

/* The first field from @i on that is no register. */
static u32 skip_regs(const struct sct_layout *layout, u32 i)
{
	while (i < layout->field_count && layout->fields[i].kind == SCT_PLAN_REG)
		i++;
	return i;
}

/*
 * Can anything equal it?  A string ends at its NUL, but a prefilter compares what is
 * behind it, too; and of a name it compares no more than a name can have.
 */
static bool may_be_equal(const struct sct_insn *insn, const char *pool, u32 max)
{
	u32 len = insn->imm >> 32;

	return len <= max && !memchr(pool + (u32)insn->imm, 0, len);
}

/* The register whose string the filter compares. */
static u8 compared_register(const struct sct_required *needs)
{
	return needs->view->params[needs->texts->b - 1].arg;
}

/**
 * sct_exact_fits - is a rule of this kind?
 * @needs: of its program
 * @layout: of its events
 * @pool: strings of its table
 */
bool sct_exact_fits(const struct sct_required *needs, const struct sct_layout *layout,
		    const char *pool)
{
	u32 i = skip_regs(layout, 0);

	if (!needs->exact ||
	    (needs->texts && !may_be_equal(needs->texts, pool, SCT_MAX_STRING)) ||
	    (needs->names && !may_be_equal(needs->names, pool, SCT_COMM_LEN - 1)))
		return false;
	if (i < layout->field_count && layout->fields[i].kind == SCT_PLAN_TEXT) {
		if (needs->texts && layout->fields[i].at != compared_register(needs))
			return false;
		i = skip_regs(layout, i + 1);
	} else if (needs->texts) {
		return false;
	}
	if (i < layout->field_count && layout->fields[i].kind == SCT_PLAN_COMM)
		i++;
	return i == layout->field_count;
}

/* How many words sct_exact_make() takes. */
u32 sct_exact_words(const struct sct_required *needs)
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
 * @layout: of its events
 * @prefilter: its prefilter
 * @abi: of the call
 * @pool: strings of its table
 * @words: memory for its string, zeroed; it stays in use
 */
void sct_exact_make(struct sct_exact *exact, const struct sct_required *needs,
		    const struct sct_layout *layout, const struct sct_prefilter *prefilter,
		    unsigned int abi, const char *pool, u64 *words)
{
	const struct sct_layout_field *text;

	exact->number = prefilter->number;
	exact->fields = layout->fields;
	exact->comm = layout->comm;
	if (needs->names)
		set_name(exact, needs->names, pool);
	exact->text = skip_regs(layout, 0);
	exact->regs_end = exact->text;
	exact->size = layout->fixed_size;
	if (!layout->text_count)
		return;
	text = &layout->fields[exact->text];
	exact->regs_end = skip_regs(layout, exact->text + 1);
	exact->at = sct_call_arg_offset(abi, text->at);
	exact->shift = sct_abi_is_narrow(abi) ? 32 : 0;
	exact->text_head = text->head;
	exact->reads = !needs->texts;
	if (needs->texts)
		set_words(exact, needs->texts, pool, words);
}
