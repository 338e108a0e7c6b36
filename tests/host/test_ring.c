// SPDX-License-Identifier: GPL-2.0-only
/* The log's ring: order, loss accounting and positions, step by step. */
#include "ring_text.h"

static void order(void)
{
	struct sct_ring *ring = sct_ring_create(SIZE, 3);
	struct sct_reader *r = sct_reader_create(ring);

	reads("an empty log gives nothing", r, 1, "");
	ok(!sct_reader_pending(r), "... and nothing is pending");
	write_at(ring, 0, 10, 32, 1);
	write_at(ring, 2, 11, 32, 2);
	write_at(ring, 1, 12, 32, 3);
	write_at(ring, 0, 13, 32, 4);
	write_at(ring, 1, 20, 32, 6);
	ok(sct_reader_pending(r), "something is pending");
	reads("three CPUs are merged by time", r, 13, "e1 e2 e3 e4 ");
	reads("a record after the time limit waits", r, 19, "");
	ok(sct_reader_pending(r), "... but is pending");
	write_at(ring, 0, 19, 32, 5);
	reads("... and comes after an earlier one of another CPU", r, 20,
	      "e5 e6 ");
	ok(!sct_reader_pending(r), "nothing is pending any more");
	sct_reader_destroy(r);
	sct_ring_destroy(ring);
}

static void headers(void)
{
	struct sct_ring *ring = sct_ring_create(SIZE, 2);
	struct sct_reader *r = sct_reader_create(ring);
	struct numbered *event = (struct numbered *)buf;

	write_at(ring, 1, 77, 40, 5);
	write_at(ring, 1, 78, 40, 6);
	shim_clock = 100;
	ok(sct_reader_read(r, buf, 40) == 40 && event->rec.len == 40 &&
	   event->rec.type == SCT_RECORD_EVENT && event->rec.cpu == 1 &&
	   event->rec.seq == 0 && event->rec.time_ns == 77 &&
	   event->number == 5, "a record has length, type, cpu, number, time");
	ok(sct_reader_read(r, buf, 39) == -EINVAL,
	   "a record that does not fit is refused");
	ok(sct_reader_read(r, buf, 40) == 40 && event->rec.seq == 1,
	   "... and not lost");
	sct_reader_destroy(r);
	sct_ring_destroy(ring);
}

/*
 * 24 chunks of 2048 bytes, 16 records of 128 bytes each: 384.  Whoever is alone
 * has them all; what is overwritten is a chunk.
 */
static void overrun(void)
{
	struct sct_ring *ring = sct_ring_create(SIZE, 1);
	struct sct_reader *slow = sct_reader_create(ring);
	struct sct_reader *fast = sct_reader_create(ring);
	struct sct_reader *late, *end;
	struct sct_lost *lost = (struct sct_lost *)buf;
	u64 made, held;

	for (u64 i = 0; i < 384; i++)
		write_at(ring, 0, i + 1, 128, i);
	shim_clock = 400;
	ok(sct_reader_read(slow, buf, 3 * 128) == 3 * 128,
	   "the slow reader reads 3 records");
	ok(!strncmp(read_all(fast, 400, sizeof(buf)), "e0 e1 e2 ", 9),
	   "the fast one, all");
	for (u64 i = 384; i < 394; i++)
		write_at(ring, 0, i + 100, 128, i);
	shim_clock = 1000;
	ok(sct_reader_read(slow, buf, 32) == 32 &&
	   lost->rec.type == SCT_RECORD_LOST && lost->rec.len == 32 &&
	   lost->rec.lane == SCT_LANE_ROOT && lost->rec.cpu == 0 &&
	   lost->count == 13 && lost->rec.seq == 3 && lost->rec.time_ns == 17,
	   "16 were overwritten: 13 of them are lost for the slow one");
	ok(sct_reader_read(slow, buf, 128) == 128 &&
	   ((struct numbered *)buf)->number == 16,
	   "... and it goes on with the oldest that is left");
	reads("the fast reader lost nothing", fast, 1000,
	      "e384 e385 e386 e387 e388 e389 e390 e391 e392 e393 ");
	late = sct_reader_create(ring);
	ok(!strncmp(read_all(late, 1000, sizeof(buf)), "L16 e16 ", 8),
	   "a late reader is told what was before its time");
	end = sct_reader_create(ring);
	sct_reader_seek_end(end);
	write_at(ring, 0, 2000, 128, 394);
	reads("a reader from the end gets only what is new", end, 2000, "e394 ");
	sct_reader_seek_oldest(end);
	ok(!strncmp(read_all(end, 2000, sizeof(buf)), "L16 e16 ", 8),
	   "... and after a seek all that is left");
	sct_ring_count(ring, &made, &held);
	ok(made == 395 && held == 395 - 16, "395 made, 16 overwritten");

	for (u64 i = 395; i < 1395; i++)
		write_at(ring, 0, i + 3000, 128, i);
	ok(!strncmp(read_all(slow, 9000, 65536), "L1007 e1024 ", 12),
	   "overrun again by more than the ring: one loss, the exact count");
	sct_reader_destroy(end);
	sct_reader_destroy(late);
	sct_reader_destroy(fast);
	sct_reader_destroy(slow);
	sct_ring_destroy(ring);
}

/* A loss stands where it happened, among the records of all CPUs. */
static void loss_in_place(void)
{
	struct sct_ring *ring = sct_ring_create(SIZE, 2);
	struct sct_reader *r = sct_reader_create(ring);

	write_at(ring, 0, 10, 32, 1);
	lose(ring, 0, 0, 11, 5);
	write_at(ring, 1, 12, 32, 2);
	write_at(ring, 0, 13, 32, 3);
	reads("events that could not be recorded are lost before the next of their lane", r,
	      20, "e1 e2 L5 e3 ");
	lose(ring, 1, 0, 30, 2);
	ok(sct_reader_pending(r), "a loss is pending");
	reads("a loss with nothing after it waits for its time", r, 29, "");
	reads("... and is told as well", r, 40, "L2 ");
	lose(ring, 1, 0, 41, 1);
	lose(ring, 1, 0, 42, 1);
	write_at(ring, 1, 43, 32, 3);
	reads("two losses on end are one", r, 50, "L2 e3 ");

	sct_reader_destroy(r);
	sct_ring_destroy(ring);
}

/*
 * Records of a lane are given out in runs: they end where the chunk does, where a
 * number is missing, where another lane or the time limit is next, and where the
 * buffer is full.
 */
static void runs(void)
{
	struct sct_ring *ring = sct_ring_create(SIZE, 2);
	struct sct_reader *r = sct_reader_create(ring);
	struct numbered *event = (struct numbered *)buf;
	char want[1000], *out = want;
	long n;

	/* 2048 bytes in a chunk: 51 records of 40, and 8 bytes that none has. */
	for (u64 i = 0; i < 110; i++) {
		write_at(ring, 0, 100 + i, 40, i);
		out += sprintf(out, "e%llu ", i);
	}
	reads("a run goes on in the next chunks", r, 1000, want);

	write_at(ring, 0, 2000, 40, 1);
	write_at(ring, 0, 2001, 40, 2);
	lose(ring, 0, 0, 2002, 3);
	write_at(ring, 0, 2003, 40, 3);
	write_at(ring, 0, 2004, 40, 4);
	reads("a gap in the middle of a run is told there", r, 3000,
	      "e1 e2 L3 e3 e4 ");

	for (u64 i = 0; i < 6; i++)
		write_at(ring, 0, 4000 + i, 40, i);
	write_at(ring, 1, 4003, 40, 100);
	write_as(ring, 0, 7, 4010, 40, 101);
	write_as(ring, 0, 8, 4011, 40, 102);
	write_at(ring, 0, 4012, 40, 6);
	write_at(ring, 0, 4013, 40, 7);
	reads("the time limit ends a run", r, 4001, "e0 e1 ");
	shim_clock = 4012;
	n = sct_reader_read(r, buf, 2 * 40 + 39);
	ok(n == 2 * 40 && event[0].number == 2, "the buffer's end ends a run");
	reads("... and another lane or CPU", r, 4012, "e100 e4 e5 e101 e102 e6 ");
	reads("... the limit again", r, 5000, "e7 ");
	sct_reader_destroy(r);
	sct_ring_destroy(ring);
}

/*
 * User memory that ends somewhere in a read of five records and a loss: what was
 * not given out whole is given out later, once.
 */
static void holes(void)
{
	static const char *const all = "e0 e1 e2 e3 e4 L9 ";
	struct sct_ring *ring = sct_ring_create(SIZE, 1);
	struct sct_reader *r = sct_reader_create(ring);
	u32 wrong = 0;

	for (u32 hole = 0; hole < 400; hole += 8) {
		u32 records = min(hole / 64, 5u) + (hole >= 5 * 64 + 32);
		u64 time = 1000 * (hole + 1);
		long n;

		for (u64 i = 0; i < 5; i++)
			write_at(ring, 0, time + i, 64, i);
		lose(ring, 0, 0, time + 5, 9);
		shim_clock = time + 10;
		shim_hole = buf + hole;
		n = sct_reader_read(r, buf, sizeof(buf));
		if (n == -EFAULT)
			n = sct_reader_read(r, buf, hole);
		shim_hole = NULL;
		wrong += n != (records == 6 ? 5 * 64 + 32 :
			       records ? (long)records * 64 : -EINVAL);
		wrong += strcmp(read_all(r, time + 10, sizeof(buf)),
				all + 3 * records);
	}
	ok(!wrong, "memory that ends anywhere in a read: %u wrong", wrong);
	sct_reader_destroy(r);
	sct_ring_destroy(ring);
}

/* The sum of what is read and lost is what was written, whatever the sizes. */
static void any_sizes(void)
{
	u64 state = 7, written = 0, got = 0, lost = 0, time = 1;
	struct sct_ring *ring = sct_ring_create(SIZE, 1);
	struct sct_reader *r = sct_reader_create(ring);
	bool in_order = true, intact = true;

	for (u32 round = 0; round < 20000; round++) {
		u32 burst, len;
		long n;

		state = state * 6364136223846793005ull + 1;
		burst = state >> 60;
		for (u32 i = 0; i < burst; i++) {
			state = state * 6364136223846793005ull + 1;
			len = 32 + (state >> 33) % (CHUNK / 8 - 3) * 8;
			write_at(ring, 0, time++, len, written++);
		}
		n = sct_reader_read(r, buf, 2048);
		for (u8 *at = buf; n > 0 && at < buf + n;) {
			struct numbered *e = (struct numbered *)at;

			if (e->rec.type == SCT_RECORD_LOST) {
				lost += ((struct sct_lost *)at)->count;
			} else {
				in_order &= e->number == got + lost;
				intact &= e->rec.len == 32 ||
					  at[e->rec.len - 1] == (u8)e->number;
				got++;
			}
			at += e->rec.len;
		}
	}
	for (long n; (n = sct_reader_read(r, buf, sizeof(buf))) > 0;) {
		for (u8 *at = buf; at < buf + n;) {
			struct sct_record *rec = (struct sct_record *)at;

			if (rec->type == SCT_RECORD_LOST)
				lost += ((struct sct_lost *)at)->count;
			else
				got++;
			at += rec->len;
		}
	}
	ok(got + lost == written && got > 1000 && lost > 1000,
	   "%llu written = %llu read + %llu lost", written,
	   got, lost);
	ok(in_order, "each record has its place after what was lost");
	ok(intact, "each record has its own payload to the end");
	sct_reader_destroy(r);
	sct_ring_destroy(ring);
}

static void memory(void)
{
	struct sct_ring *ring;
	bool none = true;

	for (u32 n = 1; n <= 7; n++) {
		shim_fail_alloc = n;
		none &= !sct_ring_create(SIZE, 2);
	}
	shim_fail_alloc = 0;
	ok(none, "a ring without memory is not made");
	ring = sct_ring_create(SIZE, 2);
	for (u32 n = 1; n <= 2; n++) {
		shim_fail_alloc = n;
		none &= !sct_reader_create(ring);
	}
	ok(none, "a reader without memory is not made");
	for (u32 n = 1; n <= 8; n++) {
		shim_fail_alloc = n;
		none &= sct_ring_resize(ring, 2 * SIZE) == -ENOMEM;
	}
	shim_fail_alloc = 0;
	ok(none && ring->size == SIZE, "without memory the size stays");
	sct_ring_destroy(ring);
}

static void tags(void)
{
	struct sct_ring *ring = sct_ring_create(SIZE, 2);

	ok(sct_ring_low_tag(ring) == ~0ull, "an empty ring has no tag");
	write_at(ring, 0, 1, 128, 7);
	write_at(ring, 0, 2, 128, 4);
	write_as(ring, 1, SCT_WHO_MUST, 3, 128, 5);
	ok(sct_ring_low_tag(ring) == 4, "the lowest tag of all");
	for (u64 i = 0; i < 1000; i++)
		write_at(ring, 0, i + 4, 1024, 9);
	ok(sct_ring_low_tag(ring) == 5, "... of those that are left");
	sct_ring_destroy(ring);
}

int main(void)
{
	order();
	headers();
	overrun();
	loss_in_place();
	runs();
	holes();
	any_sizes();
	tags();
	memory();
	return done();
}
