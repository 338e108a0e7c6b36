/* SPDX-License-Identifier: GPL-2.0-only */
/* Writing numbered events to a ring, and reading them as text. */
#ifndef RING_TEXT_H
#define RING_TEXT_H

#include "lib/rules_internal.h"
#include <stdio.h>
#include "log/ring.h"
#include "tap.h"

#define SIZE	SCT_RING_MIN_SIZE	/* 32 chunks of 2 KiB, 8 of them lane 0's */
#define CHUNK	(SIZE / 32)

/* An event whose payload tells which it is. */
struct numbered {
	struct sct_record rec;
	u64 number;
};

/* Return: false if there was no room. */
static inline bool write_as(struct sct_ring *ring, u32 cpu, u64 who, u64 time,
			    u32 len, u64 number)
{
	struct sct_ring_cpu *rc = sct_ring_lock(ring, cpu);
	struct numbered *event;

	shim_clock = time;
	event = (struct numbered *)sct_ring_reserve(ring, rc, who, len, number);
	if (event) {
		memset(&event->number, (u8)number, len - sizeof(event->rec));
		event->number = number;
	}
	sct_ring_unlock(rc);
	return event;
}

static inline void write_at(struct sct_ring *ring, u32 cpu, u64 time, u32 len,
			    u64 number)
{
	write_as(ring, cpu, 0, time, len, number);
}

static inline void lose(struct sct_ring *ring, u32 cpu, u64 who, u64 time,
			u64 count)
{
	struct sct_ring_cpu *rc = sct_ring_lock(ring, cpu);

	shim_clock = time;
	sct_ring_lose(ring, cpu, who, count);
	sct_ring_unlock(rc);
}

static u8 buf[65536] __attribute__((__aligned__(8)));

/* What was read, as text: e3 = event number 3, L5 = LOST with count 5. */
static inline char *read_all(struct sct_reader *reader, u64 now, size_t room)
{
	static char text[1 << 20];
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

static inline void reads(const char *name, struct sct_reader *reader, u64 now,
			 const char *want)
{
	char *got = read_all(reader, now, sizeof(buf));

	if (!ok(!strcmp(got, want), "%s", name))
		printf("# got \"%.200s\", expected \"%.200s\"\n", got, want);
}

#endif /* RING_TEXT_H */
