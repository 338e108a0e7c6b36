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
 * Matching is iterative.  Only the last `*` is ever tried again, as it can take
 * over whatever an earlier one would have to give back, so that the worst case
 * is the product of the two lengths: 4095 * 255 bytes compared, twice that for
 * sets that fold case.
 */
#include "lib/rules_internal.h"
#include "lib/glob.h"

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
	const u8 *after_star = NULL;
	u32 i = 0, star_at = 0, step;
	bool star_last = false;

	while (i < len) {
		if (p != end && *p == '*') {
			after_star = ++p;
			star_at = i;
			if (p == end)
				return SCT_GLOB_YES;
		} else if (p != end &&
			   element_matches(p, text[i], folded, &step)) {
			p += step;
			i++;
		} else if (after_star) {
			p = after_star;
			i = ++star_at;
		} else {
			return SCT_GLOB_NO;
		}
	}
	for (; p != end && *p == '*'; p++)
		star_last = true;
	if (p == end && (star_last || !cut))
		return SCT_GLOB_YES;
	return cut ? SCT_GLOB_UNDECIDED : SCT_GLOB_NO;
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
