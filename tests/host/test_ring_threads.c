// SPDX-License-Identifier: GPL-2.0-only
/*
 * The log's ring under threads, with ThreadSanitizer: 8 writers on 4 CPUs, a
 * fast reader, a slow one and one that comes late.  Each must get, of each
 * writer, every event once and in order, or be told that it was lost.
 */
#include "rules_internal.h"
#include <stdio.h>
#include <unistd.h>
#include "ring.h"
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

static struct sct_ring *ring;
static u32 writers_left = WRITERS;

static void *writer(void *arg)
{
	u64 me = (uintptr_t)arg, state = me + 1;

	for (u64 i = 0; i < EVENTS; i++) {
		u32 cpu, more;
		struct event *event;

		state = state * 6364136223846793005ull + 1;
		cpu = (state >> 40) % CPUS;	/* a task migrates */
		more = (state >> 50) % 16;
		event = sct_ring_reserve(ring, cpu, SCT_RECORD_EVENT,
					 sizeof(*event) + more * 8);
		event->writer = me;
		event->number = i;
		for (u32 f = 0; f < more; f++)
			event->filler[f] = i;
		sct_ring_commit(ring, cpu);
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
	u64 next_seq[CPUS];
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
		} else {
			take_event(r, (const struct event *)rec);
		}
		r->wrong_seq |= rec->seq != r->next_seq[rec->cpu];
		r->next_seq[rec->cpu] = rec->seq + count;
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

int main(void)
{
	struct result results[READERS] = {
		{ .pause_us = 0 }, { .pause_us = 5000 }, { .late_us = 200000 },
	};
	pthread_t threads[WRITERS + READERS];

	ring = sct_ring_create(65536, CPUS);
	for (u32 i = 0; i < READERS; i++) {
		results[i].reader = sct_reader_create(ring);
		pthread_create(&threads[i], NULL, reader, &results[i]);
	}
	for (uintptr_t i = 0; i < WRITERS; i++)
		pthread_create(&threads[READERS + i], NULL, writer, (void *)i);
	for (u32 i = 0; i < WRITERS + READERS; i++)
		pthread_join(threads[i], NULL);

	for (u32 i = 0; i < READERS; i++) {
		struct result *r = &results[i];

		ok(r->got + r->lost == (u64)WRITERS * EVENTS,
		   "reader %u: %llu read + %llu lost = %u written", i,
		   r->got, r->lost,
		   WRITERS * EVENTS);
		ok(!r->wrong_order, "reader %u: each writer's order", i);
		ok(!r->wrong_seq, "reader %u: no number missing or twice", i);
		ok(!r->wrong_payload, "reader %u: payloads are whole", i);
		ok(!r->back_in_time, "reader %u: times never go back", i);
		sct_reader_destroy(r->reader);
	}
	ok(results[1].losses > 1, "the slow reader was overrun %llu times",
	   results[1].losses);
	sct_ring_destroy(ring);
	return done();
}
