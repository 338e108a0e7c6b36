// SPDX-License-Identifier: GPL-2.0-only
/*
 * The log's ring under threads, with ThreadSanitizer: 8 writers on 4 CPUs, a
 * fast reader, a slow one and one that comes late, and one who changes the size.
 * Each reader must get, of each writer, every event once and in order, or be told
 * that it was lost.  Of the writers, one is uid 0, four have a uid each, one has
 * many, and two wait for room in lane 0.
 */
#include "lib/rules_internal.h"
#include <stdio.h>
#include <unistd.h>
#include "log/ring.h"
#include "tap.h"

#define CPUS		4
#define WRITERS		8
#define READERS		3
#define EVENTS		25000u	/* of each writer */
#define BATCH		16384

struct event {
	struct sct_record rec;
	u64 writer;
	u64 number;
	u64 filler[];
};

#define MUST_FROM	6u	/* these writers must deliver */
#define SIZES		{ 262144, 65536, 1048576, 131072 }

static struct sct_ring *ring;
static u32 writers_left = WRITERS;

static u64 waits;

static u64 who(u64 writer, u64 i)
{
	if (writer >= MUST_FROM)
		return SCT_WHO_MUST;
	return writer == 5 ? 1000 + i / 100 : writer;
}

static void *resizer(void *arg)
{
	static const u32 sizes[] = SIZES;

	for (u32 i = 0; __atomic_load_n(&writers_left, __ATOMIC_ACQUIRE); i++) {
		if (sct_ring_resize(ring, sizes[i % 4]))
			abort();
		usleep(30000);
	}
	return NULL;
}

static void *writer(void *arg)
{
	u64 me = (uintptr_t)arg, state = me + 1;

	for (u64 i = 0; i < EVENTS; i++) {
		struct sct_ring_cpu *rc;
		struct event *event;
		u32 cpu, more;

		state = state * 6364136223846793005ull + 1;
		cpu = (state >> 40) % CPUS;	/* a task migrates */
		more = (state >> 50) % 16;
		rc = sct_ring_lock(ring, cpu);
		event = (struct event *)
			sct_ring_reserve(ring, rc, who(me, i),
					 sizeof(*event) + more * 8, i);
		if (event) {
			event->writer = me;
			event->number = i;
			for (u32 f = 0; f < more; f++)
				event->filler[f] = i;
		}
		sct_ring_unlock(rc);
		if (!event) {
			__atomic_add_fetch(&waits, 1, __ATOMIC_RELAXED);
			usleep(100);
			i--;
		}
	}
	__atomic_sub_fetch(&writers_left, 1, __ATOMIC_RELEASE);
	return NULL;
}

struct result {
	struct sct_reader *reader;
	unsigned int pause_us;		/* after each batch */
	unsigned int late_us;
	u64 got, lost, losses;
	u64 next[WRITERS];		/* number that may come at the earliest */
	u64 next_seq[CPUS][SCT_MAX_LANES];
	u64 lost_must;
	u64 time;
	bool wrong_order, wrong_seq, wrong_payload, back_in_time;
};

static void take_event(struct result *r, const struct event *event)
{
	r->got++;
	if (event->number < r->next[event->writer])
		r->wrong_order = true;
	r->next[event->writer] = event->number + 1;
	for (u32 f = 0; f < (event->rec.len - sizeof(*event)) / 8; f++)
		r->wrong_payload |= event->filler[f] != event->number;
}

static void take(struct result *r, const u8 *at, const u8 *end)
{
	while (at < end) {
		const struct sct_record *rec = (const struct sct_record *)at;
		u64 count = 1;

		if (rec->type == SCT_RECORD_LOST) {
			count = ((const struct sct_lost *)rec)->count;
			r->lost += count;
			r->losses++;
			if (rec->lane == SCT_LANE_MUST)
				r->lost_must += count;
		} else {
			take_event(r, (const struct event *)rec);
		}
		r->wrong_seq |= rec->seq != r->next_seq[rec->cpu][rec->lane];
		r->next_seq[rec->cpu][rec->lane] = rec->seq + count;
		r->back_in_time |= rec->time_ns < r->time;
		r->time = rec->time_ns;
		at += rec->len;
	}
}

static void *reader(void *arg)
{
	static __thread u8 buf[BATCH] __attribute__((__aligned__(8)));
	struct result *r = arg;
	bool last;

	if (r->late_us)
		usleep(r->late_us);
	do {
		long n;

		last = !__atomic_load_n(&writers_left, __ATOMIC_ACQUIRE);
		while ((n = sct_reader_read(r->reader, buf, sizeof(buf))) > 0) {
			take(r, buf, buf + n);
			if (r->pause_us && !last)
				usleep(r->pause_us);
		}
		if (!last)
			usleep(100);
	} while (!last);
	return NULL;
}

static void judge(const struct result *results, bool resizing)
{
	for (u32 i = 0; i < READERS; i++) {
		const struct result *r = &results[i];

		ok(r->got + r->lost == (u64)WRITERS * EVENTS,
		   "reader %u: %llu read + %llu lost = %u written", i,
		   r->got, r->lost,
		   WRITERS * EVENTS);
		ok(!r->wrong_order, "reader %u: each writer's order", i);
		ok(!r->wrong_seq, "reader %u: no number missing or twice", i);
		ok(!r->wrong_payload, "reader %u: payloads are whole", i);
		ok(!r->back_in_time, "reader %u: times never go back", i);
		if (!resizing)
			ok(!r->lost_must, "reader %u: lost nothing of lane 0", i);
	}
	ok(results[1].losses > 1, "the slow reader was overrun %llu times",
	   results[1].losses);
	ok(waits, "writers waited for room %llu times", waits);
}

static void run(bool resizing)
{
	struct result results[READERS] = {
		{ .pause_us = 0 }, { .pause_us = 5000 }, { .late_us = 200000 },
	};
	pthread_t threads[WRITERS + READERS + 1];
	u32 n = 0;

	writers_left = WRITERS;
	waits = 0;
	ring = sct_ring_create(65536, CPUS);
	for (u32 i = 0; i < READERS; i++) {
		results[i].reader = sct_reader_create(ring);
		pthread_create(&threads[n++], NULL, reader, &results[i]);
	}
	for (uintptr_t i = 0; i < WRITERS; i++)
		pthread_create(&threads[n++], NULL, writer, (void *)i);
	if (resizing)
		pthread_create(&threads[n++], NULL, resizer, NULL);
	while (n)
		pthread_join(threads[--n], NULL);
	judge(results, resizing);
	for (u32 i = 0; i < READERS; i++)
		sct_reader_destroy(results[i].reader);
	sct_ring_destroy(ring);
}

int main(void)
{
	run(false);
	run(true);
	return done();
}
