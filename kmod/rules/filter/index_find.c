// SPDX-License-Identifier: GPL-2.0-only
/* Looks a call up in the index of its rules; see index.h. */
#include "lib/rules_internal.h"
#include "filter/index.h"

static void add_key(struct sct_candidates *cands, u64 key)
{
	const struct sct_index *index = cands->index;
	u64 b = key >> index->bucket_shift;

	if (!sct_index_has(index, key))
		return;
	if (cands->count < SCT_MAX_CANDIDATES) {
		cands->list[cands->count].key = key;
		cands->list[cands->count].at = index->start[b];
		cands->list[cands->count].end = index->start[b + 1];
	}
	cands->count++;
}

static void add_text(struct sct_candidates *cands, const struct sct_text *text)
{
	struct sct_text_hash hash = { };

	for (u32 at = 0; at <= text->len; at += 8) {
		u32 len = min(text->len - at, 8u);
		u64 word = 0;
		u64 key;

		memcpy(&word, text->data + at, len);
		while ((key = sct_text_key(cands->index, &hash, word, len)))
			add_key(cands, key);
	}
}

/**
 * sct_candidates_find - which rules may match a call
 * @cands: set
 * @index: the index
 * @call: the call; its string is read, or wanted: then all rules are candidates
 * @bound_count: how many rules the call has
 */
void sct_candidates_find(struct sct_candidates *cands,
			 const struct sct_index *index, struct sct_call *call,
			 u32 bound_count)
{
	struct sct_text text;
	u8 state;

	cands->index = index;
	cands->count = 0;
	cands->rest_at = 0;
	cands->all_at = 0;
	cands->all_end = 0;
	cands->found.count = 0;
	if (index->looks) {
		sct_looks_find(index->looks, call, &cands->found);
		if (cands->found.all)
			cands->all_end = bound_count;
	}
	if (index->has_number)
		add_key(cands, sct_number_key(sct_load(&index->number,
						       call->regs)));
	if (index->has_text) {
		state = sct_call_text(call, index->text_arg, &text);
		if (state == SCT_TEXT_OK || state == SCT_TEXT_CUT)
			add_text(cands, &text);
		else if (state != SCT_TEXT_NULL)	/* may match so */
			cands->all_end = bound_count;
	}
	if (cands->count > SCT_MAX_CANDIDATES)
		cands->all_end = bound_count;
}

/**
 * sct_candidates_count - how many rules may match, at most
 * @cands: candidates of which none has been taken yet
 */
u32 sct_candidates_count(const struct sct_candidates *cands)
{
	u32 count = cands->index->rest_count;

	if (cands->all_end)
		return cands->all_end;
	for (u32 i = 0; i < cands->count; i++)
		count += cands->list[i].end - cands->list[i].at;
	for (u32 i = 0; i < cands->found.count; i++)
		count += cands->found.list[i].end - cands->found.list[i].at;
	return count;
}

/**
 * sct_candidates_next - the next rule that may match
 * @cands: the candidates
 *
 * Return: its position in the bound_rules of the call; ascending; U32_MAX at the end.
 */
u32 sct_candidates_next(struct sct_candidates *cands)
{
	const struct sct_index *index = cands->index;
	u32 next;

	if (cands->all_end)
		return cands->all_at < cands->all_end ? cands->all_at++ :
							U32_MAX;
	next = sct_found_next(&cands->found);
	if (cands->rest_at < index->rest_count)
		next = min(next, index->rest[cands->rest_at]);
	for (u32 i = 0; i < cands->count; i++) {
		u32 *at = &cands->list[i].at;

		while (*at < cands->list[i].end &&
		       index->key[*at] != cands->list[i].key)
			++*at;
		if (*at < cands->list[i].end)
			next = min(next, index->bound[*at]);
	}
	/* A rule with several keys may stand in several lists. */
	sct_found_take(&cands->found, next);
	if (cands->rest_at < index->rest_count &&
	    index->rest[cands->rest_at] == next)
		cands->rest_at++;
	for (u32 i = 0; i < cands->count; i++) {
		u32 *at = &cands->list[i].at;

		while (*at < cands->list[i].end && index->bound[*at] <= next)
			++*at;
	}
	return next;
}
