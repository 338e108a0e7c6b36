// SPDX-License-Identifier: GPL-2.0-only
/* See exact.h. */
#include "rules_internal.h"
#include "exact.h"
#include "index.h"

static u32 words_for(u32 len)
{
	return len / sizeof(u64) + 1;
}

/* How many words sct_exact_make() takes. */
u32 sct_exact_words(const struct sct_needs *needs)
{
	return needs->texts ? words_for(needs->texts->imm >> 32) : 0;
}

/**
 * sct_exact_make - the string of a filter that is nothing but its gate
 * @needs: of its program; exact
 * @abi: of the call
 * @pool: strings of its table
 * @words: memory for them, zeroed; it stays in use
 */
struct sct_exact sct_exact_make(const struct sct_needs *needs, unsigned int abi,
				const char *pool, u64 *words)
{
	const struct sct_insn *insn = needs->texts;
	struct sct_exact exact = { };

	if (!insn)
		return exact;
	exact.len = insn->imm >> 32;
	exact.words = words;
	exact.word_count = words_for(exact.len);
	exact.last_mask = sct_word_mask(exact.len % sizeof(u64) + 1);
	exact.arg = needs->view->params[insn->b - 1].arg;
	exact.at = sct_call_arg_offset(abi, exact.arg);
	exact.shift = sct_abi_is_narrow(abi) ? 32 : 0;
	memcpy(words, pool + (u32)insn->imm, exact.len);
	return exact;
}
