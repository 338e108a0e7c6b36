// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lane 0 of a CPU's log: whose events must be delivered, and how much of it each
 * uid may take.
 *
 * A chunk of lane 0 is used again only when all readers have read it, and who finds
 * no room waits.  So nobody may take all the room: a uid may hold as much as is
 * still free.  One that floods comes to half of the lane, the next one to half of
 * what that leaves, and so on; while chunks are read, n that flood come to 1/(n+1)
 * each.  Many uids together could leave too little for a record, so an eighth is
 * kept for uid 0.
 *
 * What a uid holds are the bytes of its records in the lane's chunks.  They are
 * counted in shares: one of uid 0, the others by turns of a uid that holds nothing
 * yet, and the last for all who come when none is left.  A chunk knows how much of
 * each share is in it, for when it is given back.
 */
#include "lib/rules_internal.h"
#include "log/ring.h"

#define SHARE_ROOT	0u
#define SHARE_OTHERS	(SCT_MUST_SHARES - 1)

/* Records have a multiple of 8 bytes, and a chunk's fit into 16 bits like that. */
#define UNIT		8u

static u32 share_of(const struct sct_store *store, u32 uid)
{
	u32 found = SHARE_OTHERS;

	if (!uid)
		return SHARE_ROOT;
	for (u32 i = SHARE_ROOT + 1; i < SHARE_OTHERS; i++) {
		if (!store->share[i].held)
			found = min(found, i);
		else if (store->share[i].uid == uid)
			return i;
	}
	return found;
}

/* @len bytes more, in the lane's youngest chunk. */
static void charge_share(struct sct_store *store, u32 share, u32 uid, u32 len)
{
	u32 chunk = store->chain[SCT_LANE_MUST].last;

	store->share[share].uid = uid;
	store->share[share].held += len;
	store->in_chunk[chunk].held[share] += len / UNIT;
}

static u32 room_left(const struct sct_store *store)
{
	const struct sct_chain *chain = &store->chain[SCT_LANE_MUST];
	u32 room = (store->must_count - chain->length) * store->chunk_size;

	if (chain->length)
		room += store->chunk_size - store->chunk[chain->last].used;
	return room;
}

/* What is kept for uid 0, of whose share @share is not. */
static u32 kept_from(const struct sct_store *store, u32 share)
{
	u32 kept = store->must_count / 8 * store->chunk_size;
	u32 held = store->share[SHARE_ROOT].held;

	return share == SHARE_ROOT || held > kept ? 0 : kept - held;
}

static bool is_admitted(const struct sct_store *store, u32 share, u32 len)
{
	return store->share[share].held + len + kept_from(store, share) <=
	       room_left(store);
}

/**
 * sct_must_drop_oldest - take lane 0's oldest chunk from it, with what is in it
 * @store: lane 0 has a chunk
 *
 * Return: the chunk, which nobody holds.
 */
u32 sct_must_drop_oldest(struct sct_store *store)
{
	u32 chunk = sct_store_drop_oldest(store, SCT_LANE_MUST);

	for (u32 i = 0; i < SCT_MUST_SHARES; i++)
		store->share[i].held -= store->in_chunk[chunk].held[i] * UNIT;
	memset(&store->in_chunk[chunk], 0, sizeof(store->in_chunk[chunk]));
	return chunk;
}

/*
 * Gives back the oldest chunk if all readers that are attached have read it, and it
 * is not being written.
 */
static bool give_back(struct sct_ring *ring, struct sct_ring_cpu *rc)
{
	struct sct_store *store = rc->store;
	const struct sct_chain *chain = &store->chain[SCT_LANE_MUST];
	u32 index;

	if (chain->length < 2)
		return false;
	index = store->chunk[chain->first].next;
	if (!sct_readers_passed(ring, rc->index, SCT_LANE_MUST,
				store->chunk[index].first_seq))
		return false;
	index = sct_must_drop_oldest(store);
	store->chunk[index].next = store->free_must;
	store->free_must = index;
	return true;
}

/**
 * sct_must_reserve - room for a record in lane 0
 * @ring: the log
 * @rc: a CPU of it, locked
 * @uid: whose record
 * @len: its bytes, with the header
 * @tag: for sct_ring_low_tag()
 *
 * Return: the record, to be filled in; NULL if there is no room, or @uid has its
 * share.
 */
struct sct_record *sct_must_reserve(struct sct_ring *ring,
				    struct sct_ring_cpu *rc, u32 uid, u32 len,
				    u64 tag)
{
	struct sct_store *store = rc->store;
	u32 share = share_of(store, uid);
	struct sct_record *rec;

	if (len > store->chunk_size)
		return NULL;
	while (!is_admitted(store, share, len)) {
		if (!give_back(ring, rc))
			return NULL;
	}
	rec = sct_store_append(store, SCT_LANE_MUST, len, tag);
	if (!rec)
		rec = sct_ring_add_chunk(rc, SCT_LANE_MUST, len, tag);
	if (rec)
		charge_share(store, share, uid, len);
	return rec;
}

/**
 * sct_must_move - charge for a record that has been moved to another store
 * @from: where it was
 * @chunk: in which chunk
 * @to: where it is now: in the youngest chunk of lane 0
 * @len: its bytes
 *
 * Whose it was is known of the chunk as a whole only, and when all of it has been
 * moved, so has what each share had there.
 */
void sct_must_move(struct sct_store *from, u32 chunk, struct sct_store *to,
		   u32 len)
{
	for (u32 i = 0; i < SCT_MUST_SHARES && len; i++) {
		u16 *held = &from->in_chunk[chunk].held[i];
		u32 part = min(len, *held * UNIT), uid = from->share[i].uid;

		if (!part)
			continue;
		*held -= part / UNIT;
		from->share[i].held -= part;
		len -= part;
		charge_share(to, i == SHARE_OTHERS ? i : share_of(to, uid), uid, part);
	}
}
