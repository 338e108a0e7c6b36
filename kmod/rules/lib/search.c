// SPDX-License-Identifier: GPL-2.0-only
/* See search.h. */
#include "lib/search.h"

static bool same_folded(const char *a, const char *b, u32 len)
{
	u32 at = 0;

	for (; len - at >= sizeof(u64); at += sizeof(u64)) {
		if (sct_fold_word(sct_word_at(a + at)) !=
		    sct_fold_word(sct_word_at(b + at)))
			return false;
	}
	return sct_fold_word(sct_word_of(a + at, len - at)) ==
	       sct_fold_word(sct_word_of(b + at, len - at));
}

bool sct_same_text(const char *a, const char *b, u32 len, bool folded)
{
	return folded ? same_folded(a, b, len) : sct_same_bytes(a, b, len);
}

/**
 * sct_head_of - what a search for a string compares first
 * @part: the string
 * @len: its bytes
 * @folded: as if all letters of ASCII were small
 */
struct sct_head sct_head_of(const char *part, u32 len, bool folded)
{
	u64 value = sct_word_of(part, len);

	return (struct sct_head){
		.value = folded ? sct_fold_word(value) : value,
		.mask = len < 8 ? (1ull << 8 * len) - 1 : ~0ull,
	};
}

/* How close to each other may two of these heads stand?  1..8 */
static u32 period_of(const struct sct_head *head)
{
	u32 period = 1;

	while (period < 8 &&
	       (head->value ^ head->value >> 8 * period) & head->mask &
		       head->mask >> 8 * period)
		period++;
	return period;
}

/**
 * sct_find_rate - what a search may cost for each place of a text
 * @head: of what is sought
 * @folded: as in sct_find()
 * @rest: what it costs to compare the rest once; 0 if there is none
 *
 * Return: steps for 8 places
 */
u32 sct_find_rate(const struct sct_head *head, bool folded, u32 rest)
{
	u32 period = period_of(head);

	return 8 * (folded ? SCT_COST_PLACE_FOLDED : SCT_COST_PLACE) +
	       (8 * rest + period - 1) / period;
}

/**
 * sct_contains_rate - what each place of a text may cost sct_contains()
 * @part: the string
 * @len: its bytes
 * @folded: upper and lower case of ASCII letters are the same
 *
 * Return: steps for 8 places
 */
u32 sct_contains_rate(const char *part, u32 len, bool folded)
{
	const struct sct_head head = sct_head_of(part, len, folded);
	u32 rest = 0;

	if (len > 8)
		rest = SCT_COST_REST + (len + 7) / 8 *
		       (folded ? SCT_COST_WORD_FOLDED : SCT_COST_WORD);
	return sct_find_rate(&head, folded, rest);
}

struct part {
	const char *data;
	u32 len;
};

static bool rest_is(const void *what, const char *place)
{
	const struct part *part = what;

	return part->len <= 8 || sct_same_bytes(place, part->data, part->len);
}

static bool folded_rest_is(const void *what, const char *place)
{
	const struct part *part = what;

	return part->len <= 8 || same_folded(place, part->data, part->len);
}

/**
 * sct_contains - is a string part of a text?
 * @text: the text
 * @len: its bytes
 * @part: the string; an empty one is part of any text
 * @part_len: its bytes
 * @folded: upper and lower case of ASCII letters are the same
 */
bool sct_contains(const char *text, u32 len, const char *part, u32 part_len,
		  bool folded)
{
	const struct part what = { .data = part, .len = part_len };
	const struct sct_head head = sct_head_of(part, part_len, folded);
	u32 place;

	if (folded)
		place = sct_find(text, len, 0, part_len, &head, true,
				 folded_rest_is, &what);
	else
		place = sct_find(text, len, 0, part_len, &head, false, rest_is,
				 &what);
	return place != SCT_NOT_FOUND;
}
