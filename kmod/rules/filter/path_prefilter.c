// SPDX-License-Identifier: GPL-2.0-only
/* Path prefilters, see path_prefilter.h. */
#include "filter/eval.h"
#include "filter/path_prefilter.h"
#include "lib/text.h"

static const struct sct_param *path_of(const struct sct_required *needs)
{
	return &needs->view->params[needs->paths->b - 1];
}

/**
 * sct_path_prefilters_possible - does each rule need a PATH, and all the same one?
 * @needs: of the rules on a call
 * @count: how many
 */
bool sct_path_prefilters_possible(const struct sct_required *needs, u32 count)
{
	for (u32 i = 0; i < count; i++) {
		struct sct_value_key first, key;

		if (!needs[i].paths)
			return false;
		first = sct_value_key(path_of(&needs[0]));
		key = sct_value_key(path_of(&needs[i]));
		if (!sct_same_key(&first, &key))
			return false;
	}
	return count;
}

/**
 * sct_path_prefilters_make - the path prefilters of a call
 * @needs: of its rules; sct_path_prefilters_possible()
 * @count: how many
 *
 * Return: the prefilters, for sct_free(); NULL without memory.
 */
struct sct_path_prefilters *sct_path_prefilters_make(const struct sct_required *needs,
						     u32 count)
{
	struct sct_path_prefilters *prefilters;

	prefilters = sct_alloc(1, struct_size(prefilters, runs, count));
	if (!prefilters)
		return NULL;
	prefilters->param = path_of(needs);
	prefilters->count = count;
	for (u32 i = 0; i < count; i++)
		prefilters->runs[i] = (struct sct_path_run){
			.texts = needs[i].paths, .count = needs[i].path_count,
		};
	return prefilters;
}

/* Two strings of one length mostly differ at the end. */
static __always_inline bool same_end(const char *a, const char *b, u32 len)
{
	u64 x, y;

	if (len < sizeof(x))
		return true;
	memcpy(&x, a + len - sizeof(x), sizeof(x));
	memcpy(&y, b + len - sizeof(y), sizeof(y));
	return x == y;
}

static __always_inline bool may_be(const struct sct_path_run *run,
				   const char *pool,
				   const struct sct_text *written)
{
	const struct sct_insn *insn = run->texts;

	for (u32 n = run->count; n; n--, insn++) {
		const char *str = pool + (u32)insn->imm;
		u32 len = insn->imm >> 32;

		if (insn->op == SCT_OP_JSEQ && written->data[0] == '/' &&
		    (len != written->len ||
		     !same_end(written->data, str, len)))
			continue;
		if (sct_decide_written(written, insn->op, str, len))
			return true;
	}
	return false;
}

/**
 * sct_path_prefilters_pass - may a rule match a call?
 * @prefilters: of all rules on the call
 * @pool: strings of their table
 * @regs: registers of the call
 * @abi: SCT_ABI_*
 * @nr: its number
 *
 * What is read of the string here decides nothing but that no rule matches.  Page
 * faults are disabled; a string that is not there at once may match.
 *
 * Return: false: none does.
 */
bool sct_path_prefilters_pass(const struct sct_path_prefilters *prefilters, const char *pool,
			      const struct pt_regs *regs, unsigned int abi,
			 unsigned int nr)
{
	const struct sct_param *param = prefilters->param;
	struct sct_call call sct_uninitialized;
	struct sct_text *text = &call.text[param->arg];
	unsigned long addr = sct_call_arg(regs, abi, param->arg);
	long len;

	len = sct_read_words((u64 *)call.small, (const char __user *)addr,
			     SCT_SMALL_TEXT);
	if (unlikely(len <= 0))
		return true;
	*text = (struct sct_text){ .data = call.small, .len = len };
	for (u32 i = 0; i < prefilters->count; i++) {
		if (may_be(&prefilters->runs[i], pool, text))
			return true;
	}
	sct_call_init(&call, regs, abi, nr);
	return !sct_path_look(&call, param);
}
