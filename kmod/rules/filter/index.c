// SPDX-License-Identifier: GPL-2.0-only
/*
 * Builds the index of a call with many rules; see index.h.
 *
 * Time and memory are linear in the number of keys: 12 bytes for a key, 4 to 8
 * for its bucket, 2 to 4 for each 8 bytes of a string in the Bloom filter, and as
 * much again for its probe.
 */
#include "lib/rules_internal.h"
#include "filter/index.h"

#define BLOOM_BITS_MIN	9	/* 64 bytes */
#define BLOOM_BITS_MAX	23	/* 1 MiB */

enum found_by { BY_REST, BY_LOOK, BY_TEXT, BY_NUMBER };

/* As sct_looks_name() marks them. */
static_assert(BY_LOOK == 1);

struct builder {
	struct sct_index *index;
	const struct sct_required *needs;	/* by position */
	u32 count;
	unsigned int abi;
	const char *pool;
	u8 *found_by;			/* by position */
	u32 keys;
	u64 words;			/* in all strings */
	u32 texts;			/* how many there are */
	u32 least;			/* bytes that each of them has */
	u32 *fill;			/* by bucket */
	bool writing;			/* the second time, keys are put down */
};

static u8 text_arg(const struct sct_required *needs)
{
	return needs->view->params[needs->texts->b - 1].arg;
}

/* The argument that most filters compare as a string. */
static void choose_text(struct builder *b)
{
	u32 votes[SCT_MAX_PARAMS] = { };
	u8 best = 0;

	for (u32 i = 0; i < b->count; i++) {
		if (b->found_by[i] != BY_LOOK && b->needs[i].text_count)
			votes[text_arg(&b->needs[i])]++;
	}
	for (u8 arg = 1; arg < SCT_MAX_PARAMS; arg++) {
		if (votes[arg] > votes[best])
			best = arg;
	}
	b->index->has_text = votes[best] > 0;
	b->index->text_arg = best;
	b->index->text_at = sct_call_arg_offset(b->abi, best);
	b->index->text_shift = sct_abi_is_narrow(b->abi) ? 32 : 0;
}

static bool has_text_key(const struct builder *b, u32 i)
{
	return b->index->has_text && b->needs[i].text_count &&
	       text_arg(&b->needs[i]) == b->index->text_arg;
}

static bool number_of(const struct builder *b, u32 i, struct sct_load *load)
{
	const struct sct_required *needs = &b->needs[i];

	if (!needs->equals)
		return false;
	*load = sct_load_make(needs->equals, needs->view, b->abi);
	return true;
}

/* The number that most of the other filters compare (a majority vote). */
static void choose_number(struct builder *b)
{
	struct sct_load load;
	u32 lead = 0;

	for (u32 i = 0; i < b->count; i++) {
		if (b->found_by[i] == BY_LOOK || has_text_key(b, i) ||
		    !number_of(b, i, &load))
			continue;
		if (!lead)
			b->index->number = load;
		if (!memcmp(&load, &b->index->number, sizeof(load)))
			lead++;
		else
			lead--;
		b->index->has_number = true;
	}
}

/* Return: false if there are too many different lengths. */
static bool note_prefix_len(struct sct_index *index, u16 len)
{
	u8 n = index->prefix_len_count;
	u8 at = 0;

	while (at < n && index->prefix_lens[at] < len)
		at++;
	if (at < n && index->prefix_lens[at] == len)
		return true;
	if (n == SCT_MAX_PREFIX_LENS)
		return false;
	memmove(&index->prefix_lens[at + 1], &index->prefix_lens[at],
		(n - at) * sizeof(index->prefix_lens[0]));
	index->prefix_lens[at] = len;
	index->prefix_len_count++;
	return true;
}

/* How many bytes are given: "equal" includes the NUL, "begins with" does not. */
static u32 given(const struct sct_insn *insn)
{
	return (u32)(insn->imm >> 32) + (insn->op == SCT_OP_JSEQ);
}

static bool note_texts(struct builder *b, const struct sct_required *needs)
{
	for (u32 i = 0; i < needs->text_count; i++) {
		const struct sct_insn *insn = &needs->texts[i];

		b->texts++;
		b->least = min(b->least, given(insn));
		b->words += (insn->imm >> 32) / 8;
		if (insn->op == SCT_OP_JSPREFIX &&
		    !note_prefix_len(b->index, insn->imm >> 32))
			return false;
	}
	return true;
}

static void choose_keys(struct builder *b)
{
	struct sct_load load;

	for (u32 i = 0; i < b->count; i++) {
		const struct sct_required *needs = &b->needs[i];

		if (b->found_by[i] == BY_LOOK)
			continue;
		if (has_text_key(b, i) && note_texts(b, needs)) {
			b->found_by[i] = BY_TEXT;
			b->keys += needs->text_count;
		} else if (b->index->has_number && number_of(b, i, &load) &&
			   !memcmp(&load, &b->index->number, sizeof(load))) {
			b->found_by[i] = BY_NUMBER;
			b->keys += needs->equals_count;
		} else {
			b->index->rest_count++;
		}
		cond_resched();
	}
}

static void put_key(struct builder *b, u64 key, u32 bound)
{
	u32 *at = &b->fill[key >> b->index->bucket_shift];

	if (b->writing) {
		((u64 *)b->index->key)[*at] = key;
		((u32 *)b->index->bound)[*at] = bound;
	}
	++*at;
}

/* Return: whether it was not yet there. */
static bool put_bloom(const u64 *bloom, u32 shift, u64 h)
{
	u64 bit = h * SCT_HASH_B >> shift;
	u64 *word = (u64 *)&bloom[bit / 64];
	bool is_new = !(*word >> bit % 64 & 1);

	*word |= 1ull << bit % 64;
	return is_new;
}

/* Words that the string fills, and then at most 8 bytes (or 7 and a NUL). */
static void put_text(struct builder *b, const struct sct_insn *insn, u32 bound)
{
	const char *str = b->pool + (u32)insn->imm;
	bool exact = insn->op == SCT_OP_JSEQ;
	u32 len = insn->imm >> 32;
	u32 words = exact || !len ? len / 8 : (len - 1) / 8;
	u64 h = 0, word;

	for (u32 i = 0; i < words; i++) {
		memcpy(&word, str + 8 * i, 8);
		h = sct_hash_word(h, word);
		if (b->writing)
			put_bloom(b->index->begins, b->index->begin_shift, h);
	}
	if (words < SCT_PEEK_WORDS)
		b->index->ends |= 1ull << words;
	word = 0;
	memcpy(&word, str + 8 * words, len - 8 * words);
	put_key(b, sct_hash_key(h, word, len + (exact ? SCT_KEY_EXACT :
						SCT_KEY_PREFIX)), bound);
}

static void put_bound_rule(struct builder *b, u32 bound)
{
	const struct sct_required *needs = &b->needs[bound];

	if (b->found_by[bound] == BY_TEXT) {
		for (u32 i = 0; i < needs->text_count; i++)
			put_text(b, &needs->texts[i], bound);
	} else if (b->found_by[bound] == BY_NUMBER) {
		for (u32 i = 1; i <= needs->equals_count; i++)
			put_key(b, sct_number_key(needs->equals[i].imm), bound);
	}
	cond_resched();
}

static void put_all(struct builder *b)
{
	for (u32 i = 0; i < b->count; i++)
		put_bound_rule(b, i);
}

static u32 bits_for(u64 n, u32 low, u32 high)
{
	while (low < high && 1ull << low < n)
		low++;
	return low;
}

static bool alloc_arrays(struct builder *b, u32 buckets)
{
	struct sct_index *index = b->index;
	u32 bits = bits_for(16 * b->words, BLOOM_BITS_MIN, BLOOM_BITS_MAX);

	index->begin_shift = 64 - bits;
	index->begins = sct_alloc(1ul << bits >> 6, sizeof(u64));
	index->start = sct_alloc(buckets + 1ul, sizeof(u32));
	index->key = sct_alloc(b->keys + 1ul, sizeof(u64));
	index->bound = sct_alloc(b->keys + 1ul, sizeof(u32));
	index->rest = sct_alloc(index->rest_count + 1ul, sizeof(u32));
	b->fill = sct_alloc(buckets + 1ul, sizeof(u32));
	return index->begins && index->start && index->key && index->bound &&
	       index->rest && b->fill;
}

/* The probe at that place; returns how many different words it has, or so. */
static u32 put_probe(struct builder *b, u32 at)
{
	struct sct_index *index = b->index;
	u32 different = 0;
	u64 word;

	index->probe_at = at;
	memset((u64 *)index->probe, 0, 1ul << (64 - index->probe_shift) >> 3);
	for (u32 i = 0; i < b->count; i++) {
		const struct sct_required *needs = &b->needs[i];

		if (b->found_by[i] != BY_TEXT)
			continue;
		for (u32 t = 0; t < needs->text_count; t++) {
			memcpy(&word, b->pool + (u32)needs->texts[t].imm + at, 8);
			different += put_bloom(index->probe, index->probe_shift,
					       sct_hash_word(0, word));
		}
		cond_resched();
	}
	return different;
}

/*
 * Paths mostly begin alike and end differently.  Tried are the words of a string
 * and the last eight bytes that all have.
 *
 * Return: false without memory.
 */
static bool choose_probe(struct builder *b)
{
	u32 bits = bits_for(16 * (u64)b->texts, BLOOM_BITS_MIN, BLOOM_BITS_MAX);
	struct sct_index *index = b->index;
	u32 last = min(b->least - 8, 8 * (SCT_PEEK_WORDS - 1u));
	u32 at = 0, best = 0, most = 0, different;

	if (!b->texts || b->least < 8)
		return true;
	index->probe_shift = 64 - bits;
	index->probe = sct_alloc(1ul << bits >> 6, sizeof(u64));
	if (!index->probe)
		return false;
	for (;; at = min(at + 8, last)) {
		different = put_probe(b, at);
		if (different > most) {
			most = different;
			best = at;
		}
		if (at == last)
			break;
	}
	put_probe(b, best);
	return true;
}

static bool build_index(struct builder *b)
{
	struct sct_index *index = b->index;
	u32 bits, rest = 0, sum = 0;
	u32 *start;

	index->prefix_lens = sct_alloc(SCT_MAX_PREFIX_LENS,
				       sizeof(*index->prefix_lens));
	if (!index->prefix_lens)
		return false;
	choose_text(b);
	choose_number(b);
	choose_keys(b);
	bits = bits_for(b->keys, 1, 26);
	index->bucket_shift = 64 - bits;
	if (!alloc_arrays(b, 1u << bits) || !choose_probe(b))
		return false;

	put_all(b);		/* counts how many each bucket has */
	start = (u32 *)index->start;
	for (u32 i = 0; i < 1u << bits; i++) {
		start[i] = sum;
		sum += b->fill[i];
		index->longest = max(index->longest, b->fill[i]);
		b->fill[i] = start[i];
	}
	start[1u << bits] = sum;
	b->writing = true;
	put_all(b);
	for (u32 i = 0; i < b->count; i++) {
		if (b->found_by[i] == BY_REST)
			((u32 *)index->rest)[rest++] = i;
	}
	return true;
}

/**
 * sct_index_build - make the index of a call
 * @needs: of each of its rules, by position
 * @count: how many
 * @abi: of the call
 * @pool: strings of the table
 * @looks: of the call, or NULL; the index owns them, also on error
 *
 * Return: the index, for sct_index_free(); NULL without memory.
 */
struct sct_index *sct_index_build(const struct sct_required *needs, u32 count,
				  unsigned int abi, const char *pool,
				  const struct sct_live_looks *looks)
{
	struct builder b = {
		.needs = needs, .count = count, .abi = abi, .pool = pool,
		.least = U32_MAX,
	};
	bool built = false;

	b.index = sct_alloc(1, sizeof(*b.index));
	b.found_by = sct_alloc(count + 1ul, 1);
	if (b.index && b.found_by) {
		b.index->looks = looks;
		if (looks)
			sct_looks_name(looks, b.found_by);
		built = build_index(&b);
	} else {
		sct_free(looks);
	}
	sct_free(b.fill);
	sct_free(b.found_by);
	if (built)
		return b.index;
	sct_index_free(b.index);
	return NULL;
}

void sct_index_free(struct sct_index *index)
{
	if (!index)
		return;
	sct_free(index->prefix_lens);
	sct_free(index->begins);
	sct_free(index->probe);
	sct_free(index->start);
	sct_free(index->key);
	sct_free(index->bound);
	sct_free(index->rest);
	sct_free(index->looks);
	sct_free(index);
}

/**
 * sct_index_bytes - memory that an index takes
 * @index: the index, or NULL
 */
size_t sct_index_bytes(const struct sct_index *index)
{
	u32 buckets;

	if (!index)
		return 0;
	buckets = 1u << (64 - index->bucket_shift);
	return sizeof(*index) + (1ul << (64 - index->begin_shift)) / 8 +
	       (index->probe ? (1ul << (64 - index->probe_shift)) / 8 : 0) +
	       (buckets + 1ul) * sizeof(u32) +
	       index->start[buckets] * (sizeof(u64) + sizeof(u32)) +
	       index->rest_count * sizeof(u32) +
	       (index->looks ? struct_size(index->looks, look,
					   index->looks->count) : 0);
}
