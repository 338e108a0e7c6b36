// SPDX-License-Identifier: GPL-2.0-only
/*
 * The memory of a CPU's log: chunks, who holds them, and moving to a new one.
 * All under the CPU's lock, but for making and freeing.
 */
#include "lib/rules_internal.h"
#include "log/ring.h"

/* At least so many chunks, so that each lane of a uid can have one, and two. */
#define MIN_CHUNKS	32u

/* Of a move, what is copied before others get their turn. */
#define MOVE_BYTES	(64u << 10)

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

/* ------------------------------------------------------------------ resize */

struct move {
	struct sct_store *from;
	struct sct_store *to;
	struct sct_cursor at[SCT_MAX_LANES];
};

/* Puts a record into the new store, where older ones go as ever. */
static void move_record(struct move *m, u32 lane, const struct sct_record *rec)
{
	u64 tag = m->from->chunk[m->at[lane].chunk].low_tag;
	struct sct_record *copy;
	u32 index, *list = &m->to->free_shared;

	if (rec->len > m->to->chunk_size)
		return;
	copy = sct_store_append(m->to, lane, rec->len, tag);
	if (!copy) {
		if (lane == SCT_LANE_MUST)
			list = &m->to->free_must;
		index = sct_store_take_free(list, m->to);
		if (index == SCT_NO_CHUNK && lane != SCT_LANE_MUST)
			index = sct_store_drop_oldest(m->to,
						      sct_store_largest(m->to,
									lane));
		else if (index == SCT_NO_CHUNK)
			index = sct_must_drop_oldest(m->to);
		sct_store_add_chunk(m->to, lane, index, rec->seq);
		copy = sct_store_append(m->to, lane, rec->len, tag);
	}
	memcpy(copy, rec, rec->len);
	if (lane == SCT_LANE_MUST)
		sct_must_move(m->from, m->at[lane].chunk, m->to, rec->len);
}

/* Return: false if there was nothing more to move. */
static bool move_some(struct move *m, u64 bytes)
{
	for (u32 lane = 0; lane < SCT_MAX_LANES; lane++) {
		struct sct_cursor *at = &m->at[lane];
		const struct sct_record *rec;

		while ((rec = sct_cursor_find(m->from, lane, at))) {
			if (bytes < rec->len)
				return true;
			bytes -= rec->len;
			move_record(m, lane, rec);
			at->seq = rec->seq + 1;
			at->off += rec->len;
		}
	}
	return false;
}

/*
 * Writers go on meanwhile, in the old store, and a reader too; both have their
 * turn after each MOVE_BYTES.  A writer cannot run away from us for ever: after
 * twice the old store's size, the rest is moved in one go.
 */
static void move_cpu(struct sct_ring *ring, struct sct_ring_cpu *rc,
		     struct move *m)
{
	u32 turns = ring->size / MOVE_BYTES * 2;

	m->from = rc->store;
	memset(m->at, 0, sizeof(m->at));
	spin_lock(&rc->lock);
	/* No reader can have had a chunk of such a number. */
	for (u32 lane = 0; lane < SCT_MAX_LANES; lane++)
		m->to->chain[lane].last_serial =
			m->from->chain[lane].last_serial + (1ull << 32);
	while (turns-- && move_some(m, MOVE_BYTES)) {
		spin_unlock(&rc->lock);
		cond_resched();
		spin_lock(&rc->lock);
	}
	move_some(m, ~0ull);
	rc->store = m->to;
	spin_unlock(&rc->lock);
}

/**
 * sct_ring_resize - a new size for the log
 * @ring: the log; the caller serializes this
 * @size: bytes for each CPU, a power of two, SCT_RING_MIN_SIZE..MAX_SIZE
 *
 * What does not fit is overwritten as by newer records: readers see the gap.
 *
 * Return: 0; -ENOMEM, and all is as before.
 */
int sct_ring_resize(struct sct_ring *ring, u32 size)
{
	struct sct_store **stores = sct_alloc(ring->cpu_count, sizeof(*stores));
	struct move *move = sct_alloc(1, sizeof(*move));
	int err = -ENOMEM;
	u32 i;

	if (!stores || !move)
		goto out;
	for (i = 0; i < ring->cpu_count; i++) {
		stores[i] = sct_store_create(size);
		if (!stores[i])
			goto out;
	}
	for (i = 0; i < ring->cpu_count; i++) {
		move->to = stores[i];
		move_cpu(ring, &ring->cpu[i], move);
		stores[i] = move->from;		/* to be freed */
	}
	WRITE_ONCE(ring->size, size);
	err = 0;
out:
	for (i = 0; stores && i < ring->cpu_count; i++)
		sct_store_free(stores[i]);
	sct_free(stores);
	sct_free(move);
	return err;
}
