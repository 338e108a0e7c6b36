// SPDX-License-Identifier: GPL-2.0-only
/*
 * The log's readers: each with its own place in every lane of every CPU, which
 * are merged by time.
 *
 * A reader takes a CPU's lock to look at records and to copy them out; it never
 * holds two.
 */
#include "lib/rules_internal.h"
#include "lib/nofault_write.h"
#include "log/ring.h"

/* What is copied before a writer gets its turn; or one record, if it is larger. */
#define TURN_BYTES	((size_t)4096)

/**
 * sct_reader_create - a new reader, at the oldest record, attached
 * @ring: outlives the reader
 *
 * What was overwritten before its time it gets told as lost.
 *
 * Return: the reader or NULL.
 */
struct sct_reader *sct_reader_create(struct sct_ring *ring)
{
	size_t count = (size_t)ring->cpu_count * SCT_MAX_LANES;
	struct sct_reader *reader;

	reader = sct_alloc(1, sizeof(*reader) +
			      count * sizeof(reader->cursor[0]));
	if (!reader)
		return NULL;
	reader->heap = sct_alloc(count, sizeof(*reader->heap));
	if (!reader->heap) {
		sct_free(reader);
		return NULL;
	}
	reader->ring = ring;
	spin_lock(&ring->readers_lock);
	reader->next = ring->readers;
	WRITE_ONCE(ring->readers, reader);
	spin_unlock(&ring->readers_lock);
	return reader;
}

void sct_reader_destroy(struct sct_reader *reader)
{
	struct sct_reader **link = &reader->ring->readers;

	spin_lock(&reader->ring->readers_lock);
	while (*link != reader)
		link = &(*link)->next;
	WRITE_ONCE(*link, reader->next);
	spin_unlock(&reader->ring->readers_lock);
	sct_free(reader->heap);
	sct_free(reader);
}

/* Is a reader attached?  Right for a moment. */
bool sct_readers_any(struct sct_ring *ring)
{
	return READ_ONCE(ring->readers);
}

/*
 * Have all attached readers what comes before number @seq?  Under the CPU's
 * lock, which protects their cursors there.
 */
bool sct_readers_passed(struct sct_ring *ring, u32 cpu, u32 lane, u64 seq)
{
	const struct sct_reader *reader;
	bool passed = true;

	spin_lock(&ring->readers_lock);
	for (reader = ring->readers; reader && passed; reader = reader->next)
		passed = reader->cursor[cpu * SCT_MAX_LANES + lane].seq >= seq;
	spin_unlock(&ring->readers_lock);
	return passed;
}

/* Back to what is left. */
void sct_reader_seek_oldest(struct sct_reader *reader)
{
	for (u32 i = 0; i < reader->ring->cpu_count; i++) {
		spin_lock(&reader->ring->cpu[i].lock);
		memset(&reader->cursor[i * SCT_MAX_LANES], 0,
		       SCT_MAX_LANES * sizeof(reader->cursor[0]));
		spin_unlock(&reader->ring->cpu[i].lock);
	}
}

/* Only what is written from now on. */
void sct_reader_seek_end(struct sct_reader *reader)
{
	for (u32 i = 0; i < reader->ring->cpu_count; i++) {
		struct sct_ring_cpu *rc = &reader->ring->cpu[i];

		spin_lock(&rc->lock);
		for (u32 lane = 0; lane < SCT_MAX_LANES; lane++) {
			u64 seq = rc->lane[lane].next_seq;

			reader->cursor[i * SCT_MAX_LANES + lane] =
				(struct sct_cursor){ .seq = seq };
		}
		spin_unlock(&rc->lock);
	}
}

/* Without locks: may be wrong about what happens at this moment. */
bool sct_reader_pending(const struct sct_reader *reader)
{
	for (u32 i = 0; i < reader->ring->cpu_count; i++) {
		const struct sct_lane *lane = reader->ring->cpu[i].lane;
		const struct sct_cursor *me = &reader->cursor[i * SCT_MAX_LANES];

		for (u32 n = 0; n < SCT_MAX_LANES; n++) {
			if (READ_ONCE(lane[n].next_seq) != me[n].seq)
				return true;
		}
	}
	return false;
}

static void next_chunk(const struct sct_store *store, struct sct_cursor *me)
{
	me->chunk = store->chunk[me->chunk].next;
	me->serial++;
	me->off = 0;
}

/* The chunk where the cursor's number is, or would be; the oldest, if it is gone. */
static void find_chunk(const struct sct_store *store,
		       const struct sct_chain *chain, struct sct_cursor *me)
{
	me->serial = chain->first_serial;
	me->chunk = chain->first;
	me->off = 0;
	while (me->serial != chain->last_serial &&
	       store->chunk[store->chunk[me->chunk].next].first_seq <= me->seq)
		next_chunk(store, me);
}

/* The next record of a lane from the cursor on; NULL if there is none. */
const struct sct_record *sct_cursor_find(const struct sct_store *store,
					 u32 lane, struct sct_cursor *me)
{
	const struct sct_chain *chain = &store->chain[lane];
	const struct sct_record *rec;

	if (!chain->length)
		return NULL;
	if (me->serial < chain->first_serial)
		find_chunk(store, chain, me);	/* overrun, moved or set back */
	for (;;) {
		if (me->off < store->chunk[me->chunk].used) {
			rec = sct_store_record(store, me->chunk, me->off);
			if (rec->seq >= me->seq)
				return rec;
			me->off += rec->len;
		} else if (me->serial != chain->last_serial) {
			next_chunk(store, me);
		} else {
			return NULL;
		}
	}
}

/*
 * Finds what comes next at a cursor: sets ->ready and ->time.  It may be a loss
 * with nothing after it; then there is no record.
 */
static const struct sct_record *look_at_cursor(struct sct_reader *reader, u32 at)
{
	const struct sct_ring_cpu *rc = &reader->ring->cpu[at / SCT_MAX_LANES];
	const struct sct_lane *lane = &rc->lane[at % SCT_MAX_LANES];
	struct sct_cursor *me = &reader->cursor[at];
	const struct sct_record *rec = NULL;

	me->ready = false;
	if (me->seq == lane->next_seq)
		return NULL;
	rec = sct_cursor_find(rc->store, at % SCT_MAX_LANES, me);
	me->time = rec ? rec->time_ns : lane->last_ns;
	me->ready = me->time <= reader->limit;
	return rec;
}

/*
 * Each of these gives out what is next at a cursor, under the CPU's lock.
 *
 * Return: bytes; -EINVAL if it does not fit, -EFAULT if user memory is not there.
 */

/* Of what is missing before @rec, or at the lane's end. */
static long give_loss(struct sct_reader *reader, u32 at,
		      const struct sct_record *rec, void __user *buf,
		      size_t room)
{
	const struct sct_ring_cpu *rc = &reader->ring->cpu[at / SCT_MAX_LANES];
	u64 until = rec ? rec->seq : rc->lane[at % SCT_MAX_LANES].next_seq;
	struct sct_cursor *me = &reader->cursor[at];
	struct sct_lost lost = {
		.rec = {
			.len = sizeof(struct sct_lost),
			.type = SCT_RECORD_LOST,
			.lane = at % SCT_MAX_LANES,
			.cpu = at / SCT_MAX_LANES,
			.seq = me->seq,
			.time_ns = me->time,
		},
		.count = until - me->seq,
	};

	if (sizeof(lost) > room)
		return -EINVAL;
	if (!sct_put_words(buf, &lost, sizeof(lost)))
		return -EFAULT;
	me->seq = until;
	return sizeof(lost);
}

/*
 * Of @rec and what follows it in its chunk, up to time @until, without a gap: they
 * lie there as they are given out.
 */
static long give_run(struct sct_reader *reader, u32 at,
		     const struct sct_record *rec, u64 until, void __user *buf,
		     size_t room)
{
	const struct sct_store *store = reader->ring->cpu[at / SCT_MAX_LANES].store;
	struct sct_cursor *me = &reader->cursor[at];
	size_t end = store->chunk[me->chunk].used - me->off;
	const void *from = rec;
	u64 seq = me->seq;
	size_t bytes = 0;

	if (rec->len > room)
		return -EINVAL;
	room = min(room, TURN_BYTES);
	do {
		bytes += rec->len;
		seq++;
		rec = from + bytes;
	} while (bytes < end && rec->seq == seq && rec->time_ns <= until &&
		 bytes + rec->len <= room);
	if (!sct_put_words(buf, from, bytes))
		return -EFAULT;
	me->seq = seq;
	me->off += bytes;
	return bytes;
}

/*
 * Gives out what a cursor has up to time @until, at most a turn.  What was next
 * may have been overwritten since we looked, and what is next now be later.
 *
 * Return: bytes; -EINVAL, -EFAULT as above, for the first.
 */
static long give_turn(struct sct_reader *reader, u32 at, u64 until,
		      void __user *buf, size_t room)
{
	spinlock_t *lock = &reader->ring->cpu[at / SCT_MAX_LANES].lock;
	const struct sct_cursor *me = &reader->cursor[at];
	const struct sct_record *rec;
	size_t done = 0;
	long n = 0;

	until = min(until, reader->limit);
	spin_lock(lock);
	rec = look_at_cursor(reader, at);
	while (me->ready && me->time <= until && done < TURN_BYTES) {
		if (rec && rec->seq == me->seq)
			n = give_run(reader, at, rec, until, buf + done,
				     room - done);
		else
			n = give_loss(reader, at, rec, buf + done, room - done);
		if (n < 0)
			break;
		done += n;
		rec = look_at_cursor(reader, at);
	}
	spin_unlock(lock);
	return done ? done : n;
}

/* -------------------------------------------------- the heap: earliest first */

static u64 heap_time(const struct sct_reader *reader, u32 slot)
{
	if (slot >= reader->heap_size)
		return ~0ull;
	return reader->cursor[reader->heap[slot]].time;
}

/* Of two children, the earlier. */
static u32 heap_child(const struct sct_reader *reader, u32 slot)
{
	u32 left = 2 * slot + 1;

	return heap_time(reader, left + 1) < heap_time(reader, left) ? left + 1
								    : left;
}

static void heap_down(struct sct_reader *reader, u32 slot)
{
	u32 at = reader->heap[slot];
	u64 time = reader->cursor[at].time;
	u32 child;

	while ((child = heap_child(reader, slot)) < reader->heap_size &&
	       heap_time(reader, child) < time) {
		reader->heap[slot] = reader->heap[child];
		slot = child;
	}
	reader->heap[slot] = at;
}

/* Looks at all cursors. */
static void heap_fill(struct sct_reader *reader)
{
	reader->heap_size = 0;
	for (u32 cpu = 0; cpu < reader->ring->cpu_count; cpu++) {
		u32 at = cpu * SCT_MAX_LANES;

		spin_lock(&reader->ring->cpu[cpu].lock);
		for (u32 end = at + SCT_MAX_LANES; at != end; at++) {
			look_at_cursor(reader, at);
			if (reader->cursor[at].ready)
				reader->heap[reader->heap_size++] = at;
		}
		spin_unlock(&reader->ring->cpu[cpu].lock);
	}
	for (u32 slot = reader->heap_size / 2; slot--;)
		heap_down(reader, slot);
}

/* The first has changed, or has nothing more. */
static void heap_update(struct sct_reader *reader)
{
	if (!reader->cursor[reader->heap[0]].ready)
		reader->heap[0] = reader->heap[--reader->heap_size];
	if (reader->heap_size)
		heap_down(reader, 0);
}

/**
 * sct_reader_read - give out records in the order of time
 * @reader: the caller serializes its use
 * @buf: user memory, gets whole records; what is not there is not waited for
 * @size: bytes of @buf
 *
 * The order is strict: a record that is given out is older than any that comes
 * later, from whichever CPU.  For this the time limit is taken before the first
 * look: a record up to it is in its lane, or its writer holds the CPU's lock.
 *
 * What was given out has been read; an error takes nothing away.
 *
 * Return: bytes; 0 = nothing there; -EINVAL = the next record does not fit; -EFAULT
 * = some of the user memory is not there, though what begins there may be.
 */
long sct_reader_read(struct sct_reader *reader, void __user *buf, size_t size)
{
	size_t done = 0;

	reader->limit = ktime_get_ns();
	heap_fill(reader);
	while (reader->heap_size) {
		u64 until = heap_time(reader, heap_child(reader, 0));
		long n = give_turn(reader, reader->heap[0], until, buf + done,
				   size - done);

		if (n < 0)
			return done ? (long)done : n;
		done += n;
		heap_update(reader);
	}
	return done;
}
