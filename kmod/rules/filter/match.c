// SPDX-License-Identifier: GPL-2.0-only
/* How texts compare with those of a rule. */
#include "filter/match.h"
#include "lib/glob.h"
#include "lib/ops.h"
#include "lib/search.h"

/* Are the first @bits bits the same? */
static bool same_bits(const u8 *a, const u8 *b, u8 bits)
{
	u8 bytes = bits / 8, rest = bits % 8;

	if (memcmp(a, b, bytes))
		return false;
	return !rest || !((a[bytes] ^ b[bytes]) >> (8 - rest));
}

static int match_glob(const struct sct_text *text, bool cut, const char *str,
		      u32 len, bool folded)
{
	switch ((enum sct_glob)sct_glob_match(str, len, text->data, text->len,
					      folded, cut)) {
	case SCT_GLOB_YES:
		return SCT_MATCH;
	case SCT_GLOB_NO:
		return SCT_NOMATCH;
	case SCT_GLOB_UNDECIDED:
		break;
	}
	return SCT_UNREADABLE;
}

/*
 * A string that was cut is longer than any string of the pool: it equals none.
 * What lies behind the cut is unknown, so "not found in it" and its end are not
 * decided but unreadable.
 */
static int compare_text(u8 op, const struct sct_text *text, bool cut,
			const char *str, u32 len)
{
	bool folded = sct_op_is_folded(op);

	switch ((enum sct_op)op) {
	case SCT_OP_JSEQ:
	case SCT_OP_JSEQC:
		return text->len == len && !cut &&
		       sct_same_text(text->data, str, len, folded);
	case SCT_OP_JSPREFIX:
	case SCT_OP_JSPREFIXC:
		return text->len >= len &&
		       sct_same_text(text->data, str, len, folded);
	case SCT_OP_JSCONTAINS:
	case SCT_OP_JSCONTAINSC:
		if (sct_contains(text->data, text->len, str, len, folded))
			return SCT_MATCH;
		return cut ? SCT_UNREADABLE : SCT_NOMATCH;
	case SCT_OP_JSSUFFIX:
	case SCT_OP_JSSUFFIXC:
		if (cut)
			return SCT_UNREADABLE;
		return text->len >= len &&
		       sct_same_text(text->data + text->len - len, str, len,
				     folded);
	case SCT_OP_JSGLOB:
	case SCT_OP_JSGLOBC:
		return match_glob(text, cut, str, len, folded);
	case SCT_OP_JSIP:
		return same_bits((const u8 *)text->data, (const u8 *)str,
				 str[len - 1]);
	case SCT_OP_JSNUL:		/* sct_decide_text() */
	case SCT_OP_LDI ... SCT_OP_JSETI:
	case SCT_OP_JOBJ:
		break;
	}
	return SCT_UNREADABLE;
}

/* The same where there is no text.  What is wanted may turn out to be NULL. */
static noinline int decide_textless(u8 op, u8 state)
{
	if (state == SCT_TEXT_NULL)
		return op == SCT_OP_JSNUL;
	if (state == SCT_TEXT_FAULT && op == SCT_OP_JSNUL)
		return SCT_NOMATCH;
	return SCT_UNREADABLE;
}

/**
 * sct_decide_text - how does a text compare?
 * @op: SCT_OP_JSEQ .. SCT_OP_JSIP
 * @text: the text, if there is one
 * @state: enum sct_text_state
 * @str: with what it is compared
 * @len: its length
 *
 * Return: enum sct_match: MATCH = jump, NOMATCH = do not, UNREADABLE.
 */
int sct_decide_text(u8 op, const struct sct_text *text, u8 state, const char *str,
		    u32 len)
{
	if (unlikely(state >= SCT_TEXT_NULL))
		return decide_textless(op, state);
	if (op == SCT_OP_JSNUL)
		return SCT_NOMATCH;
	return compare_text(op, text, state == SCT_TEXT_CUT, str, len);
}

/**
 * sct_decide_string - how does a string of a list compare?
 * @op: SCT_OP_JSEQ .. SCT_OP_JSGLOBC, but not JSNUL
 * @text: the string
 * @cut: the list was cut where it ends, however short it is
 * @str: with what it is compared
 * @len: its length
 *
 * Return: enum sct_match; UNREADABLE: what was cut off would tell.
 */
int sct_decide_string(u8 op, const struct sct_text *text, bool cut, const char *str,
		      u32 len)
{
	bool equal = op == SCT_OP_JSEQ || op == SCT_OP_JSEQC;
	bool prefix = op == SCT_OP_JSPREFIX || op == SCT_OP_JSPREFIXC;

	if (cut && ((equal && text->len <= len) || (prefix && text->len < len)))
		return sct_same_text(text->data, str, text->len,
				     sct_op_is_folded(op)) ?
			       SCT_UNREADABLE : SCT_NOMATCH;
	return compare_text(op, text, cut, str, len);
}
