// SPDX-License-Identifier: GPL-2.0-only
/* A new size for the log: what is in it moves to new memory. */
#include "lib/rules_internal.h"
#include "log/ring.h"

/* Of a move, what is copied before others get their turn. */
#define MOVE_BYTES	(64u << 10)

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
