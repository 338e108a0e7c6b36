/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The log: for each CPU a buffer of chunks, which lanes take and hold in order.
 *
 *	lane 0	must     [chunk]->[chunk]->[chunk]		its own quarter
 *	lane 1	uid 0    [chunk]->[chunk]->[chunk]->[ch     \
 *	lane 2	uid 33   [chunk]->[ch			     > share the rest
 *	...						    /
 *	lane 15	others   [c
 *
 * A lane is written at its end.  One that needs a chunk takes a free one; if there
 * is none, the oldest of the lane that holds the most, which is its own if that
 * is among the largest.  So one lane alone may fill the buffer, and one that
 * floods takes nothing from those that hold less.
 *
 * Lane 0 has chunks of its own, and there a chunk is taken again only when every
 * reader that is attached has read it.  All uids write there, each at most as much as
 * is still free: ring_must.c.
 *
 * uids get lanes by coming first; when all are taken, one goes to another uid if
 * all readers have read it to its end, the longest unused first.  Until then the
 * uid that came too late shares the last lane with its like.
 *
 * Each record has the next sequence number of its lane on its CPU.  A reader
 * knows which number it expects, so that a gap, however it came about, is seen
 * and counted exactly: it gets a LOST record in the place of what is missing.
 * Nothing but its number is kept of an event that could not be recorded.
 *
 * All of a CPU is under one lock, and the time is taken under it, so all its
 * lanes are sorted.
 */
#ifndef SCT_RING_H
#define SCT_RING_H

#include "lib/rules_internal.h"

#define SCT_LANE_ROOT		1u	/* of uid 0, whoever comes */
#define SCT_LANE_SHARED		(SCT_MAX_LANES - 1)

/* A uid, with this for lane 0. */
#define SCT_WHO_MUST		0x100000000ull
#define SCT_WHO_NOBODY		(~0ull)

#define SCT_RING_MIN_SIZE	(64u << 10)
#define SCT_RING_MAX_SIZE	(1024u << 20)
#define SCT_RING_MAX_CHUNK	(32u << 10)

#define SCT_NO_CHUNK		0xffffffffu

#define SCT_MUST_SHARES		16u	/* of lane 0 */

struct sct_chunk {
	u64 first_seq;		/* of its first record */
	u64 low_tag;		/* the smallest of its records' tags */
	u32 next;		/* younger one of the lane, or free one */
	u32 used;		/* bytes */
	u32 count;		/* records */
};

/* The chunks of a lane; a serial number counts those that it ever had. */
struct sct_chain {
	u64 first_serial;
	u64 last_serial;
	u32 first;
	u32 last;
	u32 length;		/* chunks */
};

/* What a uid holds of lane 0. */
struct sct_must_share {
	u32 held;		/* bytes; 0 = the share is anybody's */
	u32 uid;
};

/* What a chunk of lane 0 has of each share, in units of 8 bytes. */
struct sct_must_chunk {
	u16 held[SCT_MUST_SHARES];
};

/* The memory of a CPU's log. */
struct sct_store {
	u8 *buf;
	struct sct_chunk *chunk;
	u32 chunk_size;
	u32 chunk_count;
	u32 must_count;		/* the first of them are lane 0's */
	struct sct_must_chunk *in_chunk;	/* of these */
	struct sct_must_share share[SCT_MUST_SHARES];
	u32 free_must;
	u32 free_shared;
	struct sct_chain chain[SCT_MAX_LANES];
};

struct sct_lane {
	u64 next_seq;
	u64 last_ns;		/* when the last number was given out */
	u32 owner;		/* uid */
	bool owned;
};

struct sct_ring_cpu {
	spinlock_t lock;	/* all below, the records, readers' cursors here */
	struct sct_store *store;
	struct sct_lane lane[SCT_MAX_LANES];
	u64 lost;		/* numbers given out without a record */
	u64 last_ns;		/* time of its last record or loss */
	u64 next_claim;		/* time to look for a free lane again */
	u64 last_who;		/* whose lane was found last, */
	u32 last_lane;		/* this one */
	u32 new_chunks;		/* since readers were to be woken */
	bool wake_due;		/* they should be woken at once */
	u16 index;		/* which CPU */
} ____cacheline_aligned_in_smp;

struct sct_ring {
	u32 size;		/* bytes for each CPU, a power of two */
	u32 cpu_count;
	spinlock_t readers_lock;	/* the list; inside of a CPU's lock */
	struct sct_reader *readers;
	struct sct_ring_cpu cpu[];
};

/* Where a reader is in a lane of a CPU. */
struct sct_cursor {
	u64 seq;		/* of the next record, if none is missing */
	u64 serial;		/* of the chunk; 0: to be found by seq */
	u64 time;		/* of what comes next; valid if ready */
	u32 chunk;
	u32 off;
	bool ready;		/* something comes next, within the time limit */
};

struct sct_reader {
	struct sct_ring *ring;
	struct sct_reader *next;	/* in ring->readers */
	u32 *heap;			/* of cursors, by time */
	u32 heap_size;
	u64 limit;
	struct sct_cursor cursor[];	/* SCT_MAX_LANES for each CPU */
};

/* ring.c */
struct sct_ring *sct_ring_create(u32 size, u32 cpu_count);
void sct_ring_destroy(struct sct_ring *ring);
u32 sct_ring_max_record(const struct sct_ring *ring);

u32 sct_ring_find_lane(struct sct_ring *ring, struct sct_ring_cpu *rc, u64 who,
		       u64 now);
struct sct_record *sct_ring_add_chunk(struct sct_ring_cpu *rc, u32 lane,
				      u32 len, u64 tag);
struct sct_record *sct_ring_reserve_must(struct sct_ring *ring,
					 struct sct_ring_cpu *rc, u32 uid,
					 u32 len, u64 tag);
void sct_ring_lose(struct sct_ring *ring, u32 cpu, u64 who, u64 count);

u64 sct_ring_low_tag(struct sct_ring *ring);
void sct_ring_count(struct sct_ring *ring, u64 *made, u64 *held);

/* ring_must.c */
struct sct_record *sct_must_reserve(struct sct_ring *ring,
				    struct sct_ring_cpu *rc, u32 uid, u32 len,
				    u64 tag);
u32 sct_must_drop_oldest(struct sct_store *store);
void sct_must_move(struct sct_store *from, u32 chunk, struct sct_store *to,
		   u32 len);

/* ring_store.c */
struct sct_store *sct_store_create(u32 size);
void sct_store_free(struct sct_store *store);
u32 sct_store_take_free(u32 *list, struct sct_store *store);
u32 sct_store_drop_oldest(struct sct_store *store, u32 lane);
u32 sct_store_largest(const struct sct_store *store, u32 lane);
void sct_store_add_chunk(struct sct_store *store, u32 lane, u32 index, u64 seq);
int sct_ring_resize(struct sct_ring *ring, u32 size);

/* ring_read.c */
struct sct_reader *sct_reader_create(struct sct_ring *ring);
void sct_reader_destroy(struct sct_reader *reader);
void sct_reader_seek_oldest(struct sct_reader *reader);
void sct_reader_seek_end(struct sct_reader *reader);
bool sct_reader_pending(const struct sct_reader *reader);
long sct_reader_read(struct sct_reader *reader, void __user *buf, size_t size);
const struct sct_record *sct_cursor_find(const struct sct_store *store,
					 u32 lane, struct sct_cursor *me);
bool sct_readers_passed(struct sct_ring *ring, u32 cpu, u32 lane, u64 seq);
bool sct_readers_any(struct sct_ring *ring);

static inline struct sct_record *
sct_store_record(const struct sct_store *store, u32 chunk, u32 off)
{
	return (struct sct_record *)(store->buf +
				     (size_t)chunk * store->chunk_size + off);
}

/* Room for a record at the lane's end; NULL if its last chunk has none. */
static __always_inline struct sct_record *
sct_store_append(struct sct_store *store, u32 lane, u32 len, u64 tag)
{
	struct sct_chain *chain = &store->chain[lane];
	struct sct_chunk *chunk = &store->chunk[chain->last];
	u32 off = chunk->used;

	if (unlikely(!chain->length || store->chunk_size - off < len))
		return NULL;
	chunk->used = off + len;
	chunk->count++;
	if (unlikely(tag < chunk->low_tag))
		chunk->low_tag = tag;
	return sct_store_record(store, chain->last, off);
}

/*
 * The time, but never the same twice: a clock may be coarse, and the order of a
 * CPU's lanes is nowhere else.
 */
static __always_inline u64 sct_ring_stamp(struct sct_ring_cpu *rc)
{
	u64 now = ktime_get_ns();

	if (unlikely(now <= rc->last_ns))
		now = rc->last_ns + 1;
	rc->last_ns = now;
	return now;
}

/* Gives a record its number in the lane, and the rest of its header. */
static __always_inline struct sct_record *
sct_ring_number(struct sct_ring_cpu *rc, struct sct_record *rec, u32 index,
		u32 len, u64 now)
{
	struct sct_lane *lane = &rc->lane[index];
	u64 seq = lane->next_seq;

	WRITE_ONCE(lane->next_seq, seq + 1);
	lane->last_ns = now;
	rec->len = len;
	rec->type = SCT_RECORD_EVENT;
	rec->lane = index;
	rec->cpu = rc->index;
	rec->seq = seq;
	rec->time_ns = now;
	return rec;
}

/**
 * sct_ring_reserve - begin a record
 * @ring: the log
 * @rc: a CPU of it, locked; any, but the caller's own is the cheap one
 * @who: a uid, or SCT_WHO_MUST | uid
 * @len: bytes with the header, a multiple of 8
 * @tag: for sct_ring_low_tag()
 *
 * The caller fills in the payload before it unlocks the CPU.
 *
 * Return: the record, its header (struct sct_record) filled in; NULL if @len is
 * more than sct_ring_max_record() is now, or there is no room in lane 0 for @who.
 */
static __always_inline struct sct_record *
sct_ring_reserve(struct sct_ring *ring, struct sct_ring_cpu *rc, u64 who,
		 u32 len, u64 tag)
{
	u32 index = rc->last_lane;
	struct sct_record *rec;
	u64 now;

	/* last_who is a uid: lane 0 is never found the short way. */
	if (unlikely(who != rc->last_who) && who >= SCT_WHO_MUST)
		return sct_ring_reserve_must(ring, rc, who, len, tag);
	now = sct_ring_stamp(rc);
	if (unlikely(who != rc->last_who))
		index = sct_ring_find_lane(ring, rc, who, now);
	rec = sct_store_append(rc->store, index, len, tag);
	if (unlikely(!rec)) {
		rec = sct_ring_add_chunk(rc, index, len, tag);
		if (!rec)
			return NULL;
	}
	return sct_ring_number(rc, rec, index, len, now);
}

/* Writers, readers and what else looks at a CPU's log exclude each other. */
static __always_inline struct sct_ring_cpu *sct_ring_lock(struct sct_ring *ring,
							  u32 cpu)
	__acquires(&ring->cpu[cpu].lock)
{
	struct sct_ring_cpu *rc = &ring->cpu[cpu];

	spin_lock(&rc->lock);
	return rc;
}

static __always_inline void sct_ring_unlock(struct sct_ring_cpu *rc)
	__releases(&rc->lock)
{
	spin_unlock(&rc->lock);
}

#endif /* SCT_RING_H */
