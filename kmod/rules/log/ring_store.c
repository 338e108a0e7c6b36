// SPDX-License-Identifier: GPL-2.0-only
/*
 * The memory of a CPU's log: chunks, and who holds them.
 * All under the CPU's lock, but for making and freeing.
 */
#include "lib/rules_internal.h"
#include "log/ring.h"

/* At least so many chunks, so that each lane of a uid can have one, and two. */
#define MIN_CHUNKS	32u

static u32 chunk_size_of(u32 size)
{
	return min(size / MIN_CHUNKS, SCT_RING_MAX_CHUNK);
}

static u32 make_list(struct sct_store *store, u32 from, u32 to)
{
	for (u32 i = from; i < to; i++)
		store->chunk[i].next = i + 1 < to ? i + 1 : SCT_NO_CHUNK;
	return from;
}

/* Return: memory of @size bytes, a quarter of it for lane 0; or NULL. */
struct sct_store *sct_store_create(u32 size)
{
	struct sct_store *store = sct_alloc(1, sizeof(*store));
	u32 count;

	if (!store)
		return NULL;
	store->chunk_size = chunk_size_of(size);
	count = size / store->chunk_size;
	store->chunk_count = count;
	store->buf = sct_alloc(1, size);
	store->chunk = sct_alloc(count, sizeof(*store->chunk));
	store->must_count = count / 4;
	store->in_chunk = sct_alloc(store->must_count, sizeof(*store->in_chunk));
	if (!store->buf || !store->chunk || !store->in_chunk) {
		sct_store_free(store);
		return NULL;
	}
	store->free_must = make_list(store, 0, store->must_count);
	store->free_shared = make_list(store, store->must_count, count);
	return store;
}

void sct_store_free(struct sct_store *store)
{
	if (!store)
		return;
	sct_free(store->in_chunk);
	sct_free(store->chunk);
	sct_free(store->buf);
	sct_free(store);
}

/* A chunk of one of the store's two free lists, or SCT_NO_CHUNK. */
u32 sct_store_take_free(u32 *list, struct sct_store *store)
{
	u32 index = *list;

	if (index != SCT_NO_CHUNK)
		*list = store->chunk[index].next;
	return index;
}

/* Takes the lane's oldest chunk from it, with what is in it. */
u32 sct_store_drop_oldest(struct sct_store *store, u32 lane)
{
	struct sct_chain *chain = &store->chain[lane];
	u32 index = chain->first;

	chain->first = store->chunk[index].next;
	chain->first_serial++;
	chain->length--;
	return index;
}

/* The lane of uids that holds the most; @lane, if none holds more than that. */
u32 sct_store_largest(const struct sct_store *store, u32 lane)
{
	for (u32 i = SCT_LANE_ROOT; i < SCT_MAX_LANES; i++) {
		if (store->chain[i].length > store->chain[lane].length)
			lane = i;
	}
	return lane;
}

/* Makes a chunk that nobody holds the lane's youngest. */
void sct_store_add_chunk(struct sct_store *store, u32 lane, u32 index, u64 seq)
{
	struct sct_chain *chain = &store->chain[lane];

	store->chunk[index] = (struct sct_chunk){
		.first_seq = seq, .low_tag = ~0ull, .next = SCT_NO_CHUNK,
	};
	chain->last_serial++;
	if (chain->length) {
		store->chunk[chain->last].next = index;
	} else {
		chain->first = index;
		chain->first_serial = chain->last_serial;
	}
	chain->last = index;
	chain->length++;
}
