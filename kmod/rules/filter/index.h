/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The index of a call with many rules: which of them may match, without asking
 * each.
 *
 * A rule that needs a string to equal or begin with one of some, or a number to
 * equal one, is found by a hash of that string, of its beginning, or of the
 * number.  The string is hashed while it is read, word by word, and the lengths
 * at which beginnings are looked up are known.  What the compiler has made a look for
 * (look.h) is found by that.  What cannot be found so is asked one by one (`rest`).
 *
 * The hash decides nothing: what it finds is evaluated.  So it needs no strength
 * against collisions, only spread.
 */
#ifndef SCT_INDEX_H
#define SCT_INDEX_H

#include "filter/eval.h"
#include "filter/look.h"
#include "filter/prefilter.h"
#include "lib/words.h"

#define SCT_INDEX_FROM		8	/* keys on a call from which it pays */
#define SCT_MAX_PREFIX_LENS	32
#define SCT_MAX_CANDIDATES	12
#define SCT_PEEK_WORDS		32	/* of a string, at most, unread */

struct sct_index {
	/* The register that holds the string. */
	u16 text_at;
	u8 text_shift;
	u8 text_arg;
	u8 has_text;
	u8 has_number;
	u8 prefix_len_count;
	u8 reserved;
	struct sct_load number;
	u64 ends;			/* bit n: some string ends in its word n */
	/* Bloom filter on the words that strings begin with. */
	const u64 *begins;
	u32 begin_shift;
	/*
	 * Another on eight bytes alone, at the one place in all strings where
	 * they differ most: most calls end here.  NULL if a string has less.
	 */
	u32 probe_shift;
	u16 probe_at;
	const u64 *probe;
	/* Keys by hash: those of bucket b are start[b] .. start[b + 1] - 1. */
	u32 bucket_shift;
	const u32 *start;
	const u64 *key;
	const u32 *bound;		/* position in the bound_rules of the call */
	const u32 *rest;		/* likewise, ascending */
	u32 rest_count;
	u32 longest;			/* keys in a bucket */
	u16 *prefix_lens;		/* ascending */
	const struct sct_live_looks *looks;	/* or NULL */
};

/* Odd, with bits all over: from the golden ratio and the square root of 2. */
#define SCT_HASH_A	0x9e3779b97f4a7c15ull
#define SCT_HASH_B	0xb504f333f9de6485ull
#define SCT_KEY_EXACT	0x10000ull	/* + length */
#define SCT_KEY_PREFIX	0x20000ull	/* + length */
#define SCT_KEY_NUMBER	0x30000ull

static __always_inline u64 sct_hash_word(u64 h, u64 word)
{
	h = (h ^ word) * SCT_HASH_A;
	return h ^ h >> 32;
}

static __always_inline u64 sct_hash_key(u64 h, u64 word, u64 kind)
{
	return (sct_hash_word(h, word) + kind) * SCT_HASH_B;
}

static __always_inline bool sct_bloom_has(const u64 *bloom, u32 shift, u64 h)
{
	u64 bit = h * SCT_HASH_B >> shift;

	return bloom[bit / 64] >> bit % 64 & 1;
}

/* Do some of the strings begin with the words of that hash? */
static __always_inline bool sct_index_begins(const struct sct_index *index,
					     u64 h)
{
	return sct_bloom_has(index->begins, index->begin_shift, h);
}

/* A hash that takes in a string word by word. */
struct sct_text_hash {
	u64 h;
	u32 at;			/* bytes taken in */
	u32 next_len;		/* index into prefix_lens */
};

/*
 * The next key of the string of which @word is the next one; @len bytes of it
 * are before the NUL.
 *
 * Return: 0 when the word is used up.
 */
static __always_inline u64 sct_text_key(const struct sct_index *index,
					struct sct_text_hash *hash, u64 word,
					u32 len)
{
	u32 n, size;
	u64 key;

	if (hash->next_len < index->prefix_len_count) {
		n = index->prefix_lens[hash->next_len];
		if (n <= hash->at + len) {
			size = n - hash->at;
			hash->next_len++;
			return sct_hash_key(hash->h, word & sct_word_mask(size),
					    SCT_KEY_PREFIX + n);
		}
	}
	if (len < 8) {
		/* The end; the next call says so. */
		if (hash->next_len > index->prefix_len_count)
			return 0;
		hash->next_len = index->prefix_len_count + 1;
		key = sct_hash_key(hash->h, word & sct_word_mask(len),
				   SCT_KEY_EXACT + hash->at + len);
		return key;
	}
	hash->h = sct_hash_word(hash->h, word);
	hash->at += 8;
	return 0;
}

static __always_inline u64 sct_number_key(u64 number)
{
	return sct_hash_key(0, number, SCT_KEY_NUMBER);
}

static __always_inline bool sct_index_has(const struct sct_index *index,
					  u64 key)
{
	u64 b = key >> index->bucket_shift;

	for (u32 i = index->start[b]; i < index->start[b + 1]; i++) {
		if (index->key[i] == key)
			return true;
	}
	return false;
}

/* Is it one of the prefixes that end in the word at @at? */
static __always_inline bool sct_index_has_prefix(const struct sct_index *index,
						 u64 h, u64 word, u32 at,
						 u32 len)
{
	for (u32 i = 0; i < index->prefix_len_count; i++) {
		u32 n = index->prefix_lens[i];

		/* One of no bytes ends in the first word, as one of 8 does. */
		if ((n > at || !at) && n <= at + len &&
		    sct_index_has(index,
				  sct_hash_key(h, word & sct_word_mask(n - at),
					       SCT_KEY_PREFIX + n)))
			return true;
	}
	return false;
}

/*
 * May a rule match, by the eight bytes at probe_at?  The probe is put where each string
 * of the rules has eight bytes or more.  Whatever matches has the same bytes there, before
 * its NUL.  A string that ends earlier matches no rule, so it does no harm that it is
 * looked up by the bytes that happen to follow it.
 */
static __always_inline bool sct_index_probe(const struct sct_index *index,
					    const char __user *text)
{
	u64 word;

	if (unlikely(!index->probe) ||
	    !sct_nofault_open(text, 8 * SCT_PEEK_WORDS))
		return true;
	sct_nofault_word(word, text + index->probe_at, fault);
	sct_nofault_close();
	return sct_bloom_has(index->probe, index->probe_shift,
			     sct_hash_word(0, word));
fault:
	sct_nofault_close();
	return true;
}

/*
 * May the string match?  It is read and hashed word by word, until no string of
 * the index begins so.  True also if it is long or not there.
 */
static __always_inline bool sct_index_text_may_be(const struct sct_index *index,
						  const char __user *text)
{
	bool may_be = true;
	u64 word, h = 0;

	if (!sct_nofault_open(text, 8 * SCT_PEEK_WORDS))
		return true;
	for (u32 at = 0; at < 8 * SCT_PEEK_WORDS; at += 8) {
		sct_nofault_word(word, text + at, fault);
		if (index->ends >> at / 8 & 1) {
			u32 len = sct_word_len(word);

			if (sct_index_has_prefix(index, h, word, at, len))
				break;
			if (len < 8) {
				word &= sct_word_mask(len);
				h = sct_hash_key(h, word,
						 SCT_KEY_EXACT + at + len);
				may_be = sct_index_has(index, h);
				break;
			}
		}
		h = sct_hash_word(h, word);
		if (!sct_index_begins(index, h)) {
			may_be = false;
			break;
		}
	}
fault:
	sct_nofault_close();
	return may_be;
}

/*
 * May a rule that the index finds match?  Those of `rest` have prefilters.  Preemption
 * is disabled.
 */
static __always_inline bool sct_index_may_be(const struct sct_index *index,
					     const struct pt_regs *regs)
{
	const char __user *text;
	u64 number;

	if (index->looks && sct_looks_may_be(index->looks, regs))
		return true;
	if (index->has_number) {
		number = sct_load(&index->number, regs);
		if (sct_index_has(index, sct_number_key(number)))
			return true;
	}
	if (!index->has_text)
		return false;
	text = sct_nofault_pointer(regs, index->text_at, index->text_shift);
	return sct_index_probe(index, text) &&
	       sct_index_text_may_be(index, text);
}

/* The rules that may match a call, in the order of their positions. */
struct sct_candidates {
	const struct sct_index *index;
	u32 count;
	u32 rest_at;
	u32 all_at;			/* if the index cannot tell: all */
	u32 all_end;
	struct {
		u64 key;
		u32 at;
		u32 end;
	} list[SCT_MAX_CANDIDATES];
	struct sct_found found;		/* by looks */
};

void sct_candidates_find(struct sct_candidates *cands,
			 const struct sct_index *index, struct sct_call *call,
			 u32 bound_count);
u32 sct_candidates_count(const struct sct_candidates *cands);
u32 sct_candidates_next(struct sct_candidates *cands);

struct sct_index *sct_index_build(const struct sct_required *needs, u32 count,
				  unsigned int abi, const char *pool,
				  const struct sct_live_looks *looks);
void sct_index_free(struct sct_index *index);
size_t sct_index_bytes(const struct sct_index *index);

#endif /* SCT_INDEX_H */
