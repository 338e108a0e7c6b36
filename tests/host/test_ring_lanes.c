// SPDX-License-Identifier: GPL-2.0-only
/* The log's lanes: whose events displace whose, what must waits for, resizing. */
#include "ring_text.h"

#define FLOOD	10000u

/* What a reader gets, counted by number: below FLOOD, and from there on. */
struct tally {
	u64 noisy, quiet, lost, lost_lane[SCT_MAX_LANES];
	u32 lanes;
};

static struct tally count_all(struct sct_reader *reader)
{
	struct tally t = { };
	long n;

	shim_clock = 1ull << 40;
	while ((n = sct_reader_read(reader, buf, sizeof(buf))) > 0) {
		for (u8 *at = buf; at < buf + n;) {
			struct numbered *e = (struct numbered *)at;

			t.lanes |= 1u << e->rec.lane;
			if (e->rec.type == SCT_RECORD_LOST) {
				t.lost += ((struct sct_lost *)at)->count;
				t.lost_lane[e->rec.lane] +=
					((struct sct_lost *)at)->count;
			} else if (e->number < FLOOD) {
				t.noisy++;
			} else {
				t.quiet++;
			}
			at += e->rec.len;
		}
	}
	return t;
}

/* A clock that stands still: the order of the lanes is that of writing. */
static void same_time(void)
{
	struct sct_ring *ring = sct_ring_create(SIZE, 1);
	struct sct_reader *r = sct_reader_create(ring);

	for (u64 i = 0; i < 12; i++)
		write_as(ring, 0, i * 7 % 4, 1000, 32, i);
	reads("events of the same time come in the order of writing", r, 2000,
	      "e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 e10 e11 ");
	sct_reader_destroy(r);
	sct_ring_destroy(ring);
}

static void quiet_beside_noisy(void)
{
	struct sct_ring *ring = sct_ring_create(SIZE, 1);
	struct sct_reader *r = sct_reader_create(ring);
	struct tally t;

	for (u32 i = 0; i < FLOOD; i++) {
		write_as(ring, 0, 1000, i + 1, 128, i);
		if (i % 100 == 0)
			write_as(ring, 0, 33, i + 1, 128, FLOOD + i);
		if (i % 200 == 0)
			write_as(ring, 0, 0, i + 1, 128, FLOOD + i);
	}
	t = count_all(r);
	ok(t.quiet == 150, "150 events of quiet uids beside %u of a noisy one: %llu",
	   FLOOD, t.quiet);
	ok(t.noisy + t.lost == FLOOD && t.lost > FLOOD / 2,
	   "the noisy one lost its own: %llu read + %llu lost", t.noisy, t.lost);
	sct_reader_destroy(r);
	sct_ring_destroy(ring);
}

/* One that has filled the buffer gives way, down to its share. */
static void shares(void)
{
	struct sct_ring *ring = sct_ring_create(SIZE, 1);
	struct sct_reader *r;
	struct tally t;

	for (u32 i = 0; i < 384; i++)
		write_as(ring, 0, 1, i + 1, 128, i);
	for (u32 i = 0; i < FLOOD; i++)
		write_as(ring, 0, 2, i + 1000, 128, FLOOD + i);
	r = sct_reader_create(ring);
	t = count_all(r);
	ok(t.noisy == 192 && t.quiet >= 192 - 16,
	   "the first keeps its half of the chunks (%llu), the second has the other (%llu)",
	   t.noisy, t.quiet);
	sct_reader_destroy(r);
	sct_ring_destroy(ring);
}

/* However the others flood, a lane that has had so many chunks keeps them. */
static void least(u32 size, u32 keeps)
{
	struct sct_ring *ring = sct_ring_create(size, 1);
	const struct sct_chain *chain = ring->cpu[0].store->chain;
	bool had[SCT_MAX_LANES] = { }, all = true;
	u32 random = 1, fewest = ~0u;

	for (u32 i = 0; i < 400000; i++) {
		random = random * 1664525 + 1013904223;
		/* Some write often, some seldom; 14 and more share a lane. */
		write_as(ring, 0, (random >> 16) % 16 * (random >> 20) % 16,
			 i + 1, 256 + (random >> 24 & 0x1f8), i);
		for (u32 lane = SCT_LANE_ROOT; lane < SCT_MAX_LANES; lane++) {
			if (had[lane])
				fewest = min(fewest, chain[lane].length);
			had[lane] |= chain[lane].length >= keeps;
		}
	}
	for (u32 lane = SCT_LANE_ROOT; lane < SCT_MAX_LANES; lane++)
		all &= had[lane];
	ok(all && fewest == keeps, "%u KiB: each of 15 lanes keeps %u chunks (%u)",
	   size >> 10, keeps, fewest);
	sct_ring_destroy(ring);
}

static u32 lane_of_last(struct sct_reader *r)
{
	struct sct_record *rec = (struct sct_record *)buf;
	u32 lane = 99;
	long n;

	shim_clock = 1ull << 40;
	while ((n = sct_reader_read(r, buf, 128)) > 0)
		lane = rec->lane;
	return lane;
}

static void who_gets_a_lane(void)
{
	struct sct_ring *ring = sct_ring_create(SIZE, 1);
	struct sct_reader *r = sct_reader_create(ring);
	u64 time = 1;
	u32 lane;

	write_as(ring, 0, 0, time++, 128, 1);
	ok(lane_of_last(r) == SCT_LANE_ROOT, "uid 0 has its own lane");
	for (u32 uid = 1; uid <= 13; uid++)
		write_as(ring, 0, uid, time++, 128, 1);
	ok(count_all(r).lanes == 0x7ffc, "thirteen others have one each");
	for (u32 uid = 1; uid <= 13; uid++)
		write_as(ring, 0, uid, time++, 128, 1);
	write_as(ring, 0, 100, time++, 128, 1);
	ok(lane_of_last(r) == SCT_LANE_SHARED,
	   "one more shares the last, as no lane is read to its end");
	time += 20000000;
	write_as(ring, 0, 100, time++, 128, 1);
	lane = lane_of_last(r);
	ok(lane == 2, "when they are read, it gets the longest unused: %u", lane);
	write_as(ring, 0, 100, time++, 128, 1);
	ok(lane_of_last(r) == 2, "... and keeps it");
	write_as(ring, 0, 0xffffffff, time += 20000000, 128, 1);
	ok(lane_of_last(r) == 3, "uid 4294967295 is a uid like others");
	sct_reader_destroy(r);
	for (u32 uid = 20; uid < 40; uid++)
		write_as(ring, 0, uid, time += 20000000, 128, 1);
	r = sct_reader_create(ring);
	ok(count_all(r).lanes & 1u << SCT_LANE_SHARED,
	   "without a reader nobody loses a lane");
	sct_reader_destroy(r);
	sct_ring_destroy(ring);
}

static void lanes(void)
{
	least(SIZE, 1);
	least(4 << 20, 6);
	same_time();
	quiet_beside_noisy();
	shares();
	who_gets_a_lane();
}

/* Lane 0 has 8 chunks of 2048 bytes: 128 records of 128 bytes. */
static u32 write_must(struct sct_ring *ring, u32 n)
{
	static u64 time = 1;
	u32 i;

	for (i = 0; i < n && write_as(ring, 0, SCT_WHO_MUST, time, 128, i); i++)
		time++;
	return i;
}

static void must(void)
{
	struct sct_ring *ring = sct_ring_create(SIZE, 1);
	struct sct_reader *a, *b;
	struct tally t;

	ok(write_must(ring, 1000) == 1000, "without a reader, must overwrites");
	a = sct_reader_create(ring);
	t = count_all(a);
	ok(t.noisy + t.lost == 1000 && t.lost_lane[0] == t.lost,
	   "... which is counted: %llu lost", t.lost);
	b = sct_reader_create(ring);
	count_all(b);
	ok(write_must(ring, 1000) <= 128, "with readers, must finds no room at last");
	for (u32 i = 0; i < FLOOD; i++)
		write_as(ring, 0, 1000, 5000 + i, 128, i);
	t = count_all(a);
	ok(!t.lost_lane[0], "the first reader loses none of it, whoever floods");
	ok(!write_must(ring, 1), "... but the second one has not read");
	shim_clock = 1ull << 40;
	shim_hole = buf;
	ok(sct_reader_read(b, buf, sizeof(buf)) == -EFAULT,
	   "it reads, to where no memory is");
	ok(!write_must(ring, 1), "... and has not got it");
	shim_hole = NULL;
	shim_clock = 1ull << 40;
	ok(sct_reader_read(b, buf, sizeof(buf)) > 8192, "it reads");
	ok(write_must(ring, 1000) >= 56, "now there is room");
	sct_reader_destroy(b);
	ok(!write_must(ring, 1), "the first one is still attached");
	sct_reader_destroy(a);
	ok(write_must(ring, 1000) == 1000, "the last reader goes: must overwrites");
	sct_ring_destroy(ring);
}

/* As many must-events of @uid as there is room for, at most @n. */
static u32 must_of(struct sct_ring *ring, u32 uid, u32 n)
{
	static u64 time = 1ull << 32;
	u32 i;

	for (i = 0; i < n; i++) {
		if (!write_as(ring, 0, SCT_WHO_MUST | uid, time++, 128, i))
			break;
	}
	return i;
}

/* Of the 128 records that lane 0 has room for, nobody gets all. */
static void must_shares(void)
{
	struct sct_ring *ring = sct_ring_create(SIZE, 1);
	struct sct_reader *r = sct_reader_create(ring);
	struct tally t;
	u32 n, all = 0;

	n = must_of(ring, 1000, 1000);
	ok(n == 56, "one uid alone gets half of lane 0, but for uid 0's eighth: %u of 128 records",
	   n);
	n = must_of(ring, 33, 1000);
	ok(n == 28, "... another one half of what is left: %u", n);
	ok(must_of(ring, 0, 1000) == 22, "... and uid 0 half of all that is left");
	ok(!must_of(ring, 1000, 1), "who has his share gets no more");
	t = count_all(r);
	ok(t.noisy == 106 && !t.lost, "all of these are read: %llu", t.noisy);
	n = must_of(ring, 1000, 1000);
	ok(n >= 48, "then there is room for the first again: %u", n);
	n = must_of(ring, 33, 4);
	ok(n == 4, "... and for the second at any time: %u", n);

	count_all(r);
	for (u32 uid = 1; uid <= 100; uid++)
		all += must_of(ring, uid, 1000);
	n = must_of(ring, 0, 1000);
	ok(n == 8, "a hundred uids that flood leave room for uid 0: %u, they got %u",
	   n, all);

	count_all(r);
	must_of(ring, 1000, 1000);
	ok(!sct_ring_resize(ring, SIZE) && !must_of(ring, 1000, 1),
	   "a share stays what it is when the log gets a new size");
	ok(must_of(ring, 33, 1000) > 12, "... for the others, too");
	ok(!sct_ring_resize(ring, 4 * SIZE) && must_of(ring, 1000, 1000) > 64,
	   "in a larger log there is more of it");
	t = count_all(r);
	ok(!t.lost, "nothing was lost by all that: %llu", t.lost);
	sct_reader_destroy(r);
	sct_ring_destroy(ring);
}

static void resize_to(u32 size, const char *name)
{
	struct sct_ring *ring = sct_ring_create(SIZE, 2);
	struct sct_reader *half = sct_reader_create(ring);
	struct sct_reader *all = sct_reader_create(ring);
	u64 written = 0, got = 0;
	struct tally t;

	for (u64 i = 0; i < 300; i++, written++) {
		write_as(ring, i % 2, i % 3 + 1, i + 1, 32 + i % 40 * 8, i);
		if (i == 150) {
			t = count_all(half);
			got = t.noisy + t.lost;
		}
	}
	ok(sct_ring_resize(ring, size) == 0 && ring->size == size, "%s", name);
	for (u64 i = 300; i < 330; i++, written++)
		write_as(ring, i % 2, i % 3 + 1, i + 1, 128, i);
	t = count_all(all);
	ok(t.noisy + t.lost == written && t.noisy > 60,
	   "%llu read + %llu lost = all", t.noisy, t.lost);
	t = count_all(half);
	ok(got + t.noisy + t.lost == written,
	   "... and for who had read half of it: %llu and %llu lost", t.noisy, t.lost);
	sct_reader_destroy(half);
	sct_reader_destroy(all);
	sct_ring_destroy(ring);
}

static void resize(void)
{
	struct sct_ring *ring;
	struct sct_reader *r;
	struct tally t;

	resize_to(SIZE, "the same size again");
	resize_to(4 * SIZE, "a larger log");
	ring = sct_ring_create(8 * SIZE, 1);
	r = sct_reader_create(ring);
	for (u32 i = 0; i < 2000; i++)
		write_as(ring, 0, i % 2, i + 1, 128, i);
	for (u32 i = 0; i < 10; i++)
		write_as(ring, 0, 7, i + 9000, 8192, FLOOD);
	write_must(ring, 500);
	ok(!sct_ring_resize(ring, SIZE), "a smaller log");
	ok(!write_as(ring, 0, 7, 9900, 8192, FLOOD),
	   "what is larger than a record may be is refused");
	t = count_all(r);
	ok(t.noisy + t.quiet + t.lost == 2510 && t.noisy > 400 && !t.quiet,
	   "%llu left + %llu lost are all", t.noisy, t.lost);
	ok(t.lost_lane[2] == 10 || t.lost_lane[3] == 10,
	   "the large ones do not fit: lost, all at the end of their lane");
	sct_reader_destroy(r);
	sct_ring_destroy(ring);
}

int main(void)
{
	lanes();
	must();
	must_shares();
	resize();
	return done();
}
