// SPDX-License-Identifier: GPL-2.0-only
/*
 * The log as a whole, and its writers; ring.h has the picture.
 *
 * All writers are in process context and only copy memory under a CPU's lock.
 */
#include "lib/rules_internal.h"
#include "log/ring.h"

/* How often a uid without a lane looks for one. */
#define CLAIM_EVERY_NS	10000000ull

/**
 * sct_ring_create - make an empty log
 * @size: bytes per CPU, a power of two, SCT_RING_MIN_SIZE..SCT_RING_MAX_SIZE
 * @cpu_count: CPUs are 0..cpu_count-1
 *
 * Return: the ring or NULL.
 */
struct sct_ring *sct_ring_create(u32 size, u32 cpu_count)
{
	struct sct_ring *ring;

	ring = sct_alloc(1, sizeof(*ring) + cpu_count * sizeof(ring->cpu[0]));
	if (!ring)
		return NULL;
	ring->size = size;
	ring->cpu_count = cpu_count;
	spin_lock_init(&ring->readers_lock);
	for (u32 i = 0; i < cpu_count; i++) {
		struct sct_ring_cpu *rc = &ring->cpu[i];

		spin_lock_init(&rc->lock);
		rc->lane[SCT_LANE_ROOT].owned = true;	/* by uid 0 */
		rc->last_who = SCT_WHO_NOBODY;
		rc->index = i;
		rc->store = sct_store_create(size);
		if (!rc->store) {
			sct_ring_destroy(ring);
			return NULL;
		}
	}
	return ring;
}

void sct_ring_destroy(struct sct_ring *ring)
{
	if (!ring)
		return;
	for (u32 i = 0; i < ring->cpu_count; i++)
		sct_store_free(ring->cpu[i].store);
	sct_free(ring);
}

/* A record is at most this large; it may be less at any time. */
u32 sct_ring_max_record(const struct sct_ring *ring)
{
	return min(READ_ONCE(ring->size) / 32, SCT_RING_MAX_CHUNK);
}

/* A lane that nobody has, or that nobody needs any more; or the shared one. */
static u32 claim_lane(struct sct_ring *ring, u32 cpu, u32 uid, u64 now)
{
	struct sct_ring_cpu *rc = &ring->cpu[cpu];
	u32 best = SCT_LANE_SHARED;

	if (now < rc->next_claim)
		return best;
	for (u32 i = SCT_LANE_ROOT + 1; i < SCT_LANE_SHARED; i++) {
		struct sct_lane *lane = &rc->lane[i];

		if (!lane->owned) {
			best = i;
			break;
		}
		if ((best == SCT_LANE_SHARED ||
		     lane->last_ns < rc->lane[best].last_ns) &&
		    sct_readers_any(ring) &&
		    sct_readers_passed(ring, cpu, i, lane->next_seq))
			best = i;
	}
	if (best == SCT_LANE_SHARED) {
		rc->next_claim = now + CLAIM_EVERY_NS;
		return best;
	}
	rc->lane[best].owner = uid;
	rc->lane[best].owned = true;
	return best;
}

/* The lane of a uid, or lane 0, at the time @now. */
u32 sct_ring_find_lane(struct sct_ring *ring, struct sct_ring_cpu *rc, u64 who,
		       u64 now)
{
	u32 uid = who, i;

	if (who >= SCT_WHO_MUST)
		return SCT_LANE_MUST;
	for (i = SCT_LANE_ROOT; i < SCT_LANE_SHARED; i++) {
		if (rc->lane[i].owned && rc->lane[i].owner == uid)
			break;
	}
	if (i == SCT_LANE_SHARED)
		i = claim_lane(ring, rc->index, uid, now);
	/* Who shares a lane may get one of its own at any time. */
	rc->last_who = i == SCT_LANE_SHARED ? SCT_WHO_NOBODY : who;
	rc->last_lane = i;
	return i;
}

/* sct_ring_reserve() in lane 0. */
struct sct_record *sct_ring_reserve_must(struct sct_ring *ring,
					 struct sct_ring_cpu *rc, u32 uid,
					 u32 len, u64 tag)
{
	struct sct_record *rec = sct_must_reserve(ring, rc, uid, len, tag);

	return rec ? sct_ring_number(rc, rec, SCT_LANE_MUST, len,
				     sct_ring_stamp(rc)) : NULL;
}

/**
 * sct_ring_lose - count events that could not be recorded
 * @ring: the log, its CPU locked
 * @cpu: which
 * @who: whose events, as in sct_ring_reserve()
 * @count: how many
 *
 * The loss stands in the stream where they would be.
 */
void sct_ring_lose(struct sct_ring *ring, u32 cpu, u64 who, u64 count)
{
	struct sct_ring_cpu *rc = &ring->cpu[cpu];
	u64 now = sct_ring_stamp(rc);
	struct sct_lane *lane = &rc->lane[sct_ring_find_lane(ring, rc, who,
							     now)];

	lane->last_ns = now;
	rc->lost += count;
	WRITE_ONCE(lane->next_seq, lane->next_seq + count);
}

static u64 low_tag_of(const struct sct_store *store, u32 lane)
{
	const struct sct_chain *chain = &store->chain[lane];
	u32 index = chain->first;
	u64 low = ~0ull;

	for (u32 i = 0; i < chain->length; i++) {
		low = min(low, store->chunk[index].low_tag);
		index = store->chunk[index].next;
	}
	return low;
}

/* The smallest tag of all records in the log, or smaller; ~0 if it is empty. */
u64 sct_ring_low_tag(struct sct_ring *ring)
{
	u64 low = ~0ull;

	for (u32 i = 0; i < ring->cpu_count; i++) {
		spin_lock(&ring->cpu[i].lock);
		for (u32 lane = 0; lane < SCT_MAX_LANES; lane++)
			low = min(low, low_tag_of(ring->cpu[i].store, lane));
		spin_unlock(&ring->cpu[i].lock);
	}
	return low;
}

static u64 held_in(const struct sct_store *store, u32 lane)
{
	const struct sct_chain *chain = &store->chain[lane];
	u32 index = chain->first;
	u64 held = 0;

	for (u32 i = 0; i < chain->length; i++) {
		held += store->chunk[index].count;
		index = store->chunk[index].next;
	}
	return held;
}

/* How many records were ever made, and how many of them are there. */
void sct_ring_count(struct sct_ring *ring, u64 *made, u64 *held)
{
	*made = 0;
	*held = 0;
	for (u32 i = 0; i < ring->cpu_count; i++) {
		struct sct_ring_cpu *rc = sct_ring_lock(ring, i);

		for (u32 lane = 0; lane < SCT_MAX_LANES; lane++) {
			*made += rc->lane[lane].next_seq;
			*held += held_in(rc->store, lane);
		}
		*made -= rc->lost;
		sct_ring_unlock(rc);
	}
}
