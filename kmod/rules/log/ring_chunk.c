// SPDX-License-Identifier: GPL-2.0-only
/* Where a lane gets its next chunk. */
#include "lib/rules_internal.h"
#include "log/ring.h"

/* Of a CPU's log, what may be filled before readers are woken: half of lane 0's. */
#define WAKE_PART	8u

static u32 shared_chunk(struct sct_store *store, u32 lane)
{
	u32 index = sct_store_take_free(&store->free_shared, store);

	if (index == SCT_NO_CHUNK)
		index = sct_store_drop_oldest(store,
					      sct_store_largest(store, lane));
	return index;
}

/* Room for a record in a chunk that the lane gets for it; NULL if there is none. */
struct sct_record *sct_ring_add_chunk(struct sct_ring_cpu *rc, u32 lane,
				      u32 len, u64 tag)
{
	struct sct_store *store = rc->store;
	u32 index;

	if (len > store->chunk_size)
		return NULL;
	index = lane == SCT_LANE_MUST ?
			sct_store_take_free(&store->free_must, store) :
			shared_chunk(store, lane);
	if (index == SCT_NO_CHUNK)
		return NULL;
	sct_store_add_chunk(store, lane, index, rc->lane[lane].next_seq);
	if (++rc->new_chunks >= store->chunk_count / WAKE_PART) {
		rc->new_chunks = 0;
		WRITE_ONCE(rc->wake_due, true);
	}
	return sct_store_append(store, lane, len, tag);
}
