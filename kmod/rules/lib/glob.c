// SPDX-License-Identifier: GPL-2.0-only
/*
 * Glob patterns.
 *
 * `*` and `?` also match '/': a pattern says of a path what "contains" and
 * "begins with" say, not what a shell would expand.  A set is [abc], [a-z] or,
 * for one byte that is not in it, [!a-z]; ']' is a member where it stands first,
 * '-' where it stands first or last.  A backslash takes the meaning from the
 * next byte, also in a set.
 *
 * `*` divides a pattern into segments, and each other element stands for one byte,
 * so a segment has a fixed size.  The first segment stands where the text begins,
 * the last one where it ends.  Of those between, each is searched for behind the
 * one before it (search.h): the first place is as good as any later one.  So each
 * place of the text is looked at once, whatever the pattern is: sct_glob_rate()
 * says what that may cost.
 */
#include "lib/rules_internal.h"
#include "lib/glob.h"
#include "lib/ops.h"
#include "lib/search.h"

/* A member of a set that ends behind *@at: the byte, or the ends of a range. */
static void next_member(const u8 *p, u32 *at, u8 *low, u8 *high)
{
	u32 i = *at;

	if (p[i] == '\\')
		i++;
	*low = p[i++];
	*high = *low;
	if (p[i] == '-' && p[i + 1] != ']') {
		i++;
		if (p[i] == '\\')
			i++;
		*high = p[i++];
	}
	*at = i;
}

/* The set at @p, which begins with '['; *@len is set to its length. */
static bool in_set(const u8 *p, u8 c, bool folded, u32 *len)
{
	bool inverted = p[1] == '!';
	u32 first = 1 + inverted, i = first;
	u8 lower = folded ? sct_fold(c) : c;
	u8 upper = folded && lower >= 'a' && lower <= 'z' ? lower & ~0x20 : c;
	bool found = false;

	while (i == first || p[i] != ']') {
		u8 low, high;

		next_member(p, &i, &low, &high);
		found |= (low <= lower && lower <= high) ||
			 (low <= upper && upper <= high);
	}
	*len = i + 1;
	return found != inverted;
}

/* Does the element at @p, no `*`, match @c?  *@len is set to its length. */
static bool element_matches(const u8 *p, u8 c, bool folded, u32 *len)
{
	*len = 1;
	if (*p == '?')
		return true;
	if (*p == '[')
		return in_set(p, c, folded, len);
	if (*p == '\\') {
		*len = 2;
		p++;
	}
	return folded ? sct_fold(*p) == sct_fold(c) : *p == c;
}

/* Length of the element at @p. */
static u32 element_len(const u8 *p)
{
	u32 len = 1;

	if (*p == '[')
		in_set(p, 0, false, &len);
	else if (*p == '\\')
		len = 2;
	return len;
}

/* What stands between two `*`. */
struct segment {
	const u8 *p;
	u32 len;		/* bytes of the pattern */
	u32 size;		/* bytes of a text that it matches */
};

static struct segment segment_at(const u8 *p, const u8 *end)
{
	struct segment s = { .p = p };

	while (p < end && *p != '*') {
		p += element_len(p);
		s.size++;
	}
	s.len = p - s.p;
	return s;
}

/* Do the elements of @len bytes of a pattern match the bytes at @text? */
static bool elements_match(const u8 *p, u32 len, const char *text, bool folded)
{
	const u8 *end = p + len;
	u32 step;

	for (; p < end; p += step) {
		if (!element_matches(p, *text++, folded, &step))
			return false;
	}
	return true;
}

/*
 * How a segment is searched for.  What is not in the head is compared where the
 * head stands: all of it if it begins with sets, else only what follows.
 */
struct search {
	struct sct_head head;
	u32 size;
	const u8 *rest;
	u32 rest_len;		/* bytes of the pattern */
	u32 rest_at;		/* where the text of the rest begins */
};

static struct search search_for(const struct segment *s, bool folded)
{
	const u8 *p = s->p, *end = p + s->len;
	struct search search = { .size = s->size };
	bool sets = false;

	for (u32 i = 0; p < end && i < sizeof(u64); i++) {
		u32 len = element_len(p);
		u64 c = p[len - 1];

		if (*p == '[') {
			sets = true;
		} else if (*p != '?') {
			c = folded ? sct_fold(c) : c;
			search.head.value |= c << 8 * i;
			search.head.mask |= 0xffull << 8 * i;
		}
		p += len;
		search.rest_at = i + 1;
	}
	if (sets) {
		p = s->p;
		search.rest_at = 0;
	}
	search.rest = p;
	search.rest_len = end - p;
	return search;
}

static bool rest_matches(const void *what, const char *place)
{
	const struct search *s = what;

	return elements_match(s->rest, s->rest_len, place + s->rest_at, false);
}

static bool folded_rest_matches(const void *what, const char *place)
{
	const struct search *s = what;

	return elements_match(s->rest, s->rest_len, place + s->rest_at, true);
}

static u32 find(const struct segment *segment, const char *text, u32 len,
		u32 from, bool folded)
{
	const struct search s = search_for(segment, folded);

	if (folded)
		return sct_find(text, len, from, s.size, &s.head, true,
				folded_rest_matches, &s);
	return sct_find(text, len, from, s.size, &s.head, false, rest_matches,
			&s);
}

/* The segment behind the last `*`; if there is none, all of the pattern. */
static struct segment last_segment(const u8 *p, const u8 *end)
{
	struct segment s = segment_at(p, end);

	while (s.p + s.len < end)
		s = segment_at(s.p + s.len + 1, end);
	return s;
}

/* A pattern without `*`, or the beginning of one: what @cut hides may match. */
static int match_first(const struct segment *s, const char *text, u32 len,
		       bool folded, bool cut)
{
	const u8 *p = s->p, *end = p + s->len;
	u32 step;

	for (u32 i = 0; p < end; i++, p += step) {
		if (i == len)
			return cut ? SCT_GLOB_UNDECIDED : SCT_GLOB_NO;
		if (!element_matches(p, text[i], folded, &step))
			return SCT_GLOB_NO;
	}
	return SCT_GLOB_YES;
}

/**
 * sct_glob_match - does a pattern match the whole of a text?
 * @pattern: well-formed
 * @pattern_len: its bytes
 * @text: any bytes
 * @len: how many
 * @folded: upper and lower case of ASCII letters are the same
 * @cut: more bytes follow than are in @text
 *
 * Return: enum sct_glob
 */
int sct_glob_match(const char *pattern, u32 pattern_len, const char *text,
		   u32 len, bool folded, bool cut)
{
	const u8 *p = (const u8 *)pattern, *end = p + pattern_len;
	struct segment first = segment_at(p, end), last, s;
	int match = match_first(&first, text, len, folded, cut);
	u32 at = first.size, stop;

	if (match != SCT_GLOB_YES)
		return match;
	if (first.p + first.len == end)
		return at == len && !cut ? SCT_GLOB_YES : SCT_GLOB_NO;
	last = last_segment(first.p + first.len + 1, end);
	if (!cut && last.size > len - at)
		return SCT_GLOB_NO;
	/* Of a text that was cut, the last segment's place is not there. */
	stop = cut ? len : len - last.size;
	for (p = first.p + first.len + 1; p != last.p; p = s.p + s.len + 1) {
		s = segment_at(p, last.p);
		at = find(&s, text, stop, at, folded);
		if (at == SCT_NOT_FOUND)
			return cut ? SCT_GLOB_UNDECIDED : SCT_GLOB_NO;
		at += s.size;
	}
	if (!last.size)
		return SCT_GLOB_YES;
	if (cut)
		return SCT_GLOB_UNDECIDED;
	return elements_match(last.p, last.len, text + stop, folded) ?
		       SCT_GLOB_YES : SCT_GLOB_NO;
}

/**
 * sct_glob_least - bytes of the shortest text that matches a pattern
 * @pattern: well-formed
 * @len: its bytes
 */
u32 sct_glob_least(const char *pattern, u32 len)
{
	const u8 *p = (const u8 *)pattern, *end = p + len;
	u32 least = 0;

	while (p < end) {
		struct segment s = segment_at(p, end);

		least += s.size;
		p += s.len + 1;
	}
	return least;
}

/**
 * sct_glob_rate - what each byte of a text may cost
 * @pattern: well-formed
 * @len: its bytes
 * @folded: upper and lower case of ASCII letters are the same
 *
 * Only segments between two `*` are searched for, one behind the other: the
 * costliest counts.
 *
 * Return: steps for 8 bytes of a text; 0 if nothing is searched for.
 */
u32 sct_glob_rate(const char *pattern, u32 len, bool folded)
{
	const u8 *p = (const u8 *)pattern, *end = p + len;
	struct segment s = segment_at(p, end);
	u32 rate = 0;

	for (p = s.p + s.len; p != end; p = s.p + s.len) {
		struct search search;
		u32 rest = 0;

		s = segment_at(p + 1, end);
		if (!s.size || s.p + s.len == end)
			continue;
		search = search_for(&s, folded);
		if (search.rest_len)
			rest = SCT_COST_REST +
			       search.rest_len * SCT_COST_PATTERN;
		rate = max(rate, sct_find_rate(&search.head, folded, rest));
	}
	return rate;
}

/**
 * sct_search_rate - what each byte of a text may cost an opcode that searches
 * @op: JSCONTAINS, JSGLOB or one of these that fold case
 * @str: string or pattern
 * @len: its bytes
 *
 * Return: steps for 8 bytes of a text
 */
u32 sct_search_rate(u8 op, const char *str, u32 len)
{
	bool folded = sct_op_is_folded(op);

	if (op == SCT_OP_JSGLOB || op == SCT_OP_JSGLOBC)
		return sct_glob_rate(str, len, folded);
	return sct_contains_rate(str, len, folded);
}

/* Length of the set at @p, which begins with '['; 0 if it is malformed. */
static u32 set_len(const u8 *p, u32 room)
{
	u32 first = room > 1 && p[1] == '!' ? 2 : 1, i = first;

	for (;;) {
		u32 member = i;
		u8 low, high;

		/* The longest member, \a-\z, and the end of the set. */
		if (i < room && p[i] == ']' && i != first)
			return i + 1;
		if (i < room && p[i] == '\\')
			i++;
		if (++i >= room)
			return 0;
		if (p[i] != '-' || i + 1 >= room || p[i + 1] == ']')
			continue;
		if (++i < room && p[i] == '\\')
			i++;
		if (++i >= room)
			return 0;
		next_member(p, &member, &low, &high);
		if (high < low)
			return 0;
	}
}

/**
 * sct_glob_well_formed - can this be matched with?
 * @pattern: the pattern
 * @len: its bytes
 *
 * Return: false if it ends in a lone backslash or inside of a set, or has a
 * range that runs backwards.
 */
bool sct_glob_well_formed(const char *pattern, u32 len)
{
	const u8 *p = (const u8 *)pattern;
	u32 i = 0;

	while (i < len) {
		u32 step = 1;

		if (p[i] == '\\')
			step = i + 1 < len ? 2 : 0;
		else if (p[i] == '[')
			step = set_len(p + i, len - i);
		if (!step)
			return false;
		i += step;
	}
	return true;
}
