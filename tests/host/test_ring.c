// SPDX-License-Identifier: GPL-2.0-only
/* The log's ring: order, loss accounting and positions, step by step. */
#include "rules_internal.h"
#include <stdio.h>
#include "ring.h"
#include "tap.h"

#define SIZE	4096u

/* An event whose payload tells which it is. */
struct numbered {
	struct sct_record rec;
	u64 number;
};

static void write_at(struct sct_ring *ring, u32 cpu, u64 time, u32 len,
		     u64 number)
{
	struct numbered *event;

	shim_clock = time;
	event = sct_ring_reserve(ring, cpu, SCT_RECORD_EVENT, len);
	memset(&event->number, (u8)number, len - sizeof(event->rec));
	event->number = number;
	sct_ring_commit(ring, cpu);
}

static u8 buf[65536] __attribute__((__aligned__(8)));

/* What was read, as text: e3 = event number 3, L5 = LOST with count 5. */
static char *read_all(struct sct_reader *reader, u64 now, size_t room)
{
	static char text[65536];
	char *out = text;
	u64 last = 0;
	long n;

	shim_clock = now;
	*out = 0;
	while ((n = sct_reader_read(reader, buf, room)) > 0) {
		for (u8 *at = buf; at < buf + n;) {
			struct sct_record *rec = (struct sct_record *)at;

			if (rec->type == SCT_RECORD_LOST)
				out += sprintf(out, "L%llu ",
					       ((struct sct_lost *)at)->count);
			else
				out += sprintf(out, "e%llu ",
					       ((struct numbered *)at)->number);
			if (rec->time_ns < last)
				out += sprintf(out, "(back in time) ");
			last = rec->time_ns;
			at += rec->len;
		}
	}
	if (n < 0)
		sprintf(out, "error %ld", n);
	return text;
}

static void reads(const char *name, struct sct_reader *reader, u64 now,
		  const char *want)
{
	char *got = read_all(reader, now, sizeof(buf));

	if (!ok(!strcmp(got, want), "%s", name))
		printf("# got \"%s\", expected \"%s\"\n", got, want);
}

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

/* 4096 bytes hold 32 records of 128 bytes. */
static void overrun(void)
{
	struct sct_ring *ring = sct_ring_create(SIZE, 1);
	struct sct_reader *slow = sct_reader_create(ring);
	struct sct_reader *fast = sct_reader_create(ring);
	struct sct_reader *late, *end;
	struct sct_lost *lost = (struct sct_lost *)buf;

	for (u64 i = 0; i < 32; i++)
		write_at(ring, 0, i + 1, 128, i);
	shim_clock = 40;
	ok(sct_reader_read(slow, buf, 3 * 128) == 3 * 128,
	   "the slow reader reads 3 records");
	ok(strlen(read_all(fast, 40, sizeof(buf))) > 60, "the fast one, all");
	for (u64 i = 32; i < 42; i++)
		write_at(ring, 0, i + 100, 128, i);
	shim_clock = 1000;
	ok(sct_reader_read(slow, buf, 32) == 32 &&
	   lost->rec.type == SCT_RECORD_LOST && lost->rec.len == 32 &&
	   lost->count == 7 && lost->rec.seq == 3 && lost->rec.time_ns == 11,
	   "10 were overwritten: 7 of them are lost for the slow one");
	ok(sct_reader_read(slow, buf, 128) == 128 &&
	   ((struct numbered *)buf)->number == 10,
	   "... and it goes on with the oldest that is left");
	reads("the fast reader lost nothing", fast, 1000,
	      "e32 e33 e34 e35 e36 e37 e38 e39 e40 e41 ");
	late = sct_reader_create(ring);
	ok(!strncmp(read_all(late, 1000, sizeof(buf)), "L10 e10 ", 8),
	   "a late reader is told what was before its time");
	end = sct_reader_create(ring);
	sct_reader_seek_end(end);
	write_at(ring, 0, 2000, 128, 42);
	reads("a reader from the end gets only what is new", end, 2000, "e42 ");
	sct_reader_seek_oldest(end);
	ok(!strncmp(read_all(end, 2000, sizeof(buf)), "L11 e11 ", 8),
	   "... and after a seek all that is left");

	for (u64 i = 43; i < 143; i++)
		write_at(ring, 0, i + 3000, 128, i);
	ok(!strncmp(read_all(slow, 9000, 65536), "L100 e111 ", 10),
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
	struct sct_reader *back = sct_reader_create(ring);

	write_at(ring, 0, 10, 32, 1);
	shim_clock = 11;
	sct_ring_lose(ring, 0, 5);
	write_at(ring, 1, 12, 32, 2);
	write_at(ring, 0, 13, 32, 3);
	reads("events that could not be recorded are lost in their place", r,
	      20, "e1 L5 e2 e3 ");
	shim_clock = 30;
	sct_ring_lose(ring, 1, 2);
	reads("a loss with nothing after it is told as well", r, 40, "L2 ");

	sct_reader_copy(back, r);
	write_at(ring, 1, 50, 32, 4);
	reads("a reader reads", r, 50, "e4 ");
	sct_reader_copy(r, back);
	reads("... and again after it was set back", r, 50, "e4 ");
	sct_reader_destroy(back);
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
			len = 32 + (state >> 33) % (SIZE / 4 / 8 - 3) * 8;
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

	for (u32 n = 1; n <= 3; n++) {
		shim_fail_alloc = n;
		none &= !sct_ring_create(SIZE, 2);
	}
	shim_fail_alloc = 0;
	ok(none, "a ring without memory is not made");
	ring = sct_ring_create(SIZE, 1);
	shim_fail_alloc = 1;
	ok(!sct_reader_create(ring), "a reader without memory is not made");
	shim_fail_alloc = 0;
	sct_ring_destroy(ring);
}

static void oldest(void)
{
	struct sct_ring *ring = sct_ring_create(SIZE, 1);
	struct numbered event;

	ok(!sct_ring_oldest(ring, 0, &event, sizeof(event)),
	   "an empty ring has no oldest event");
	for (u64 i = 0; i < 1000; i++)
		write_at(ring, 0, i + 1, 1000, i);
	ok(sct_ring_oldest(ring, 0, &event, sizeof(event)) &&
	   event.number >= 996 && event.number < 1000,
	   "the oldest event is the first that is left");
	sct_ring_destroy(ring);
}

int main(void)
{
	order();
	headers();
	overrun();
	loss_in_place();
	any_sizes();
	oldest();
	memory();
	return done();
}
