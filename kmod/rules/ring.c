// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ring's two sides; ring.h has the picture.
 *
 * The time stamp is taken under the CPU's lock, so each ring is sorted.  All
 * writers are in process context and only copy memory under the lock.  A reader
 * takes the same lock to look at a record and to copy it out; it never holds
 * two.
 */
#include "rules_internal.h"
#include "ring.h"

/* The type of a record that is none: the rest of the buffer is unused. */
#define RECORD_PAD	0

/* Padding may be as small as this, so it has no time and no number. */
struct pad {
	u32 len;
	u16 type;
	u16 zero;
};

static struct sct_record *record_at(const struct sct_ring *ring,
				    const struct sct_ring_cpu *rc, u64 pos)
{
	return (struct sct_record *)(rc->buf + (pos & (ring->size - 1)));
}

static void spare_free(struct sct_ring *ring)
{
	for (u32 i = 0; i < ring->cpu_count; i++)
		sct_free(ring->cpu[i].buf);
	sct_free(ring);
}

/**
 * sct_ring_create - make an empty log
 * @size: bytes per CPU, a power of two
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
	for (u32 i = 0; i < cpu_count; i++) {
		spin_lock_init(&ring->cpu[i].lock);
		ring->cpu[i].buf = sct_alloc(1, size);
		if (!ring->cpu[i].buf) {
			spare_free(ring);
			return NULL;
		}
	}
	return ring;
}

void sct_ring_destroy(struct sct_ring *ring)
{
	if (ring)
		spare_free(ring);
}

/* ----------------------------------------------------------------- writers */

static void make_room(struct sct_ring *ring, struct sct_ring_cpu *rc, u64 need)
{
	while (rc->head + need - rc->tail > ring->size)
		rc->tail += record_at(ring, rc, rc->tail)->len;
}

static void pad_to_start(struct sct_ring *ring, struct sct_ring_cpu *rc,
			 u32 room)
{
	struct pad *pad = (struct pad *)record_at(ring, rc, rc->head);

	*pad = (struct pad){ .len = room, .type = RECORD_PAD };
	WRITE_ONCE(rc->head, rc->head + room);
}

/* Makes the next record, all but its payload and its place in the counting. */
static struct sct_record *record_begin(struct sct_ring *ring, u32 cpu, u16 type,
				       u32 len)
{
	struct sct_ring_cpu *rc = &ring->cpu[cpu];
	u32 room = ring->size - (rc->head & (ring->size - 1));
	struct sct_record *rec;

	if (room < len) {
		make_room(ring, rc, (u64)room + len);
		pad_to_start(ring, rc, room);
	} else {
		make_room(ring, rc, len);
	}
	rec = record_at(ring, rc, rc->head);
	*rec = (struct sct_record){
		.len = len, .type = type, .cpu = cpu,
		.seq = rc->next_seq, .time_ns = ktime_get_ns(),
	};
	WRITE_ONCE(rc->head, rc->head + len);
	return rec;
}

/**
 * sct_ring_reserve - begin a record
 * @ring: the log
 * @cpu: whose ring; any, but the caller's own is the cheap one
 * @type: SCT_RECORD_*
 * @len: bytes with the header, a multiple of 8, at most sct_ring_max_record()
 *
 * Takes the CPU's lock; the caller fills in the payload at once, without
 * sleeping, and calls sct_ring_commit().
 *
 * Return: the record, its header (struct sct_record) filled in.
 */
void *sct_ring_reserve(struct sct_ring *ring, u32 cpu, u16 type, u32 len)
	__acquires(&ring->cpu[cpu].lock)
{
	struct sct_record *rec;

	spin_lock(&ring->cpu[cpu].lock);
	rec = record_begin(ring, cpu, type, len);
	ring->cpu[cpu].next_seq++;
	return rec;
}

void sct_ring_commit(struct sct_ring *ring, u32 cpu)
	__releases(&ring->cpu[cpu].lock)
{
	spin_unlock(&ring->cpu[cpu].lock);
}

/**
 * sct_ring_lose - count events that could not be recorded
 * @ring: the log
 * @cpu: whose ring
 * @count: how many
 *
 * The loss stands in the stream like an event, and has as many numbers.
 */
void sct_ring_lose(struct sct_ring *ring, u32 cpu, u64 count)
{
	struct sct_ring_cpu *rc = &ring->cpu[cpu];
	struct sct_lost *lost;

	spin_lock(&rc->lock);
	lost = (struct sct_lost *)record_begin(ring, cpu, SCT_RECORD_LOST,
					       sizeof(*lost));
	lost->count = count;
	rc->next_seq += count;
	spin_unlock(&rc->lock);
}

static u64 skip_pad(const struct sct_ring *ring, const struct sct_ring_cpu *rc,
		    u64 pos)
{
	if (pos != rc->head && record_at(ring, rc, pos)->type == RECORD_PAD)
		pos += record_at(ring, rc, pos)->len;
	return pos;
}

/**
 * sct_ring_oldest - look at the oldest event of a CPU
 * @ring: the log
 * @cpu: whose ring
 * @buf: gets the first @len bytes of it
 * @len: at most the size of an event without payload
 *
 * Return: false if there is none, or a loss is the oldest.
 */
bool sct_ring_oldest(struct sct_ring *ring, u32 cpu, void *buf, u32 len)
{
	struct sct_ring_cpu *rc = &ring->cpu[cpu];
	const struct sct_record *rec;
	bool found;
	u64 pos;

	spin_lock(&rc->lock);
	pos = skip_pad(ring, rc, rc->tail);
	rec = record_at(ring, rc, pos);
	found = pos != rc->head && rec->type == SCT_RECORD_EVENT;
	if (found)
		memcpy(buf, rec, len);
	spin_unlock(&rc->lock);
	return found;
}

/* ----------------------------------------------------------------- readers */

/**
 * sct_reader_create - a new reader, at the oldest record
 * @ring: outlives the reader
 *
 * What was overwritten before its time it gets told as lost.
 *
 * Return: the reader or NULL.
 */
struct sct_reader *sct_reader_create(struct sct_ring *ring)
{
	struct sct_reader *reader;

	reader = sct_alloc(1, sizeof(*reader) +
			      ring->cpu_count * sizeof(reader->cpu[0]));
	if (reader)
		reader->ring = ring;
	return reader;
}

void sct_reader_destroy(struct sct_reader *reader)
{
	sct_free(reader);
}

/* Makes @to stand where @from stands, in the same ring. */
void sct_reader_copy(struct sct_reader *to, const struct sct_reader *from)
{
	memcpy(to->cpu, from->cpu,
	       from->ring->cpu_count * sizeof(from->cpu[0]));
}

/* Back to what is left. */
void sct_reader_seek_oldest(struct sct_reader *reader)
{
	for (u32 i = 0; i < reader->ring->cpu_count; i++) {
		reader->cpu[i].pos = 0;
		reader->cpu[i].seq = 0;
	}
}

/* Only what is written from now on. */
void sct_reader_seek_end(struct sct_reader *reader)
{
	for (u32 i = 0; i < reader->ring->cpu_count; i++) {
		struct sct_ring_cpu *rc = &reader->ring->cpu[i];

		spin_lock(&rc->lock);
		reader->cpu[i].pos = rc->head;
		reader->cpu[i].seq = rc->next_seq;
		spin_unlock(&rc->lock);
	}
}

/* Without locks: may be wrong about what happens at this moment. */
bool sct_reader_pending(const struct sct_reader *reader)
{
	for (u32 i = 0; i < reader->ring->cpu_count; i++) {
		if (READ_ONCE(reader->ring->cpu[i].head) != reader->cpu[i].pos)
			return true;
	}
	return false;
}

/*
 * Finds what comes next for the reader on this CPU: sets ->ready and ->time.
 * Under the CPU's lock.
 */
static struct sct_record *next_record(struct sct_reader *reader, u32 cpu,
				      u64 limit)
{
	const struct sct_ring_cpu *rc = &reader->ring->cpu[cpu];
	struct sct_reader_cpu *me = &reader->cpu[cpu];
	struct sct_record *rec = NULL;

	if (me->pos < rc->tail)
		me->pos = rc->tail;	/* overrun */
	me->pos = skip_pad(reader->ring, rc, me->pos);
	if (me->pos != rc->head)
		rec = record_at(reader->ring, rc, me->pos);
	me->ready = rec && rec->time_ns <= limit;
	if (me->ready)
		me->time = rec->time_ns;
	return rec;
}

static void peek(struct sct_reader *reader, u32 cpu, u64 limit)
{
	struct sct_ring_cpu *rc = &reader->ring->cpu[cpu];

	spin_lock(&rc->lock);
	next_record(reader, cpu, limit);
	spin_unlock(&rc->lock);
}

static void copy_lost(struct sct_reader_cpu *me, const struct sct_record *rec,
		      void *buf)
{
	struct sct_lost *lost = buf;

	*lost = (struct sct_lost){
		.rec = *rec,
		.count = rec->seq - me->seq,
	};
	lost->rec.len = sizeof(*lost);
	lost->rec.type = SCT_RECORD_LOST;
	lost->rec.seq = me->seq;
	me->seq = rec->seq;
}

static void copy_record(struct sct_reader_cpu *me, const struct sct_record *rec,
			void *buf)
{
	memcpy(buf, rec, rec->len);
	me->pos += rec->len;
	me->seq = rec->seq + 1;
	if (rec->type == SCT_RECORD_LOST)
		me->seq = rec->seq + ((const struct sct_lost *)rec)->count;
}

/*
 * Gives out what comes next on this CPU, unless that is another record than when
 * we looked: it was overwritten since, and an earlier one may be elsewhere.
 *
 * Return: bytes, 0 = look again, -EINVAL = does not fit.
 */
static long take(struct sct_reader *reader, u32 cpu, u64 limit, void *buf,
		 size_t room)
{
	struct sct_ring_cpu *rc = &reader->ring->cpu[cpu];
	struct sct_reader_cpu *me = &reader->cpu[cpu];
	u64 seen = me->time;
	const struct sct_record *rec;
	long ret = 0;

	spin_lock(&rc->lock);
	rec = next_record(reader, cpu, limit);
	if (!me->ready || me->time != seen)
		goto out;
	ret = rec->seq == me->seq ? rec->len : sizeof(struct sct_lost);
	if (ret > room) {
		ret = -EINVAL;
		goto out;
	}
	if (rec->seq == me->seq)
		copy_record(me, rec, buf);
	else
		copy_lost(me, rec, buf);
	next_record(reader, cpu, limit);
out:
	spin_unlock(&rc->lock);
	return ret;
}

/* The CPU whose next record is the oldest of all, or cpu_count. */
static u32 earliest(const struct sct_reader *reader)
{
	u32 best = reader->ring->cpu_count;

	for (u32 i = 0; i < reader->ring->cpu_count; i++) {
		const struct sct_reader_cpu *me = &reader->cpu[i];

		if (me->ready && (best == reader->ring->cpu_count ||
				  me->time < reader->cpu[best].time))
			best = i;
	}
	return best;
}

/**
 * sct_reader_read - copy out records in the order of time
 * @reader: the caller serializes its use
 * @buf: gets whole records
 * @size: bytes of @buf
 *
 * The order is strict: a record that is given out is older than any that comes
 * later, from whichever CPU.  For this the time limit is taken before the first
 * look: a record up to it is in its ring, or its writer holds the CPU's lock.
 *
 * Return: bytes; 0 = nothing there; -EINVAL = the next record does not fit.
 */
long sct_reader_read(struct sct_reader *reader, void *buf, size_t size)
{
	u64 limit = ktime_get_ns();
	size_t done = 0;
	u32 cpu;

	for (cpu = 0; cpu < reader->ring->cpu_count; cpu++)
		peek(reader, cpu, limit);

	for (;;) {
		long n;

		cpu = earliest(reader);
		if (cpu == reader->ring->cpu_count)
			return done;
		n = take(reader, cpu, limit, (u8 *)buf + done, size - done);
		if (n < 0)
			return done ? done : n;
		done += n;
	}
}
