/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The log: one overwriting ring of whole records per CPU, any number of readers.
 *
 *	  tail                             head
 *	   v                                v
 *	 ..[rec][rec][rec][rec][rec][rec][rec]..........
 *	              ^ a reader's position
 *
 * Positions count bytes since the ring was made and never wrap.  A record is
 * contiguous: where it does not fit before the end of the buffer, padding goes
 * there.  A writer that needs room drops the oldest records.
 *
 * Each record has the next sequence number of its CPU.  A reader knows which
 * number it expects, so that a gap, however it came about, is seen and counted
 * exactly: it gets a LOST record in the place of what is missing.
 */
#ifndef SCT_RING_H
#define SCT_RING_H

#include "rules_internal.h"

struct sct_ring_cpu {
	spinlock_t lock;	/* all below, and the records */
	u8 *buf;
	u64 head;		/* where the next record goes */
	u64 tail;		/* oldest record (or padding) that is whole */
	u64 next_seq;
} ____cacheline_aligned_in_smp;

struct sct_ring {
	u32 size;		/* bytes for each CPU, a power of two */
	u32 cpu_count;
	struct sct_ring_cpu cpu[];
};

/* A reader's view of one CPU. */
struct sct_reader_cpu {
	u64 pos;
	u64 seq;		/* of the next record, if none is missing */
	u64 time;		/* of what comes next; valid if ready */
	bool ready;		/* something comes next, within the time limit */
};

struct sct_reader {
	struct sct_ring *ring;
	struct sct_reader_cpu cpu[];
};

/* A record may take a quarter of the ring. */
static inline u32 sct_ring_max_record(const struct sct_ring *ring)
{
	return ring->size / 4;
}

struct sct_ring *sct_ring_create(u32 size, u32 cpu_count);
void sct_ring_destroy(struct sct_ring *ring);

void *sct_ring_reserve(struct sct_ring *ring, u32 cpu, u16 type, u32 len);
void sct_ring_commit(struct sct_ring *ring, u32 cpu);
void sct_ring_lose(struct sct_ring *ring, u32 cpu, u64 count);
bool sct_ring_oldest(struct sct_ring *ring, u32 cpu, void *buf, u32 len);

struct sct_reader *sct_reader_create(struct sct_ring *ring);
void sct_reader_destroy(struct sct_reader *reader);
void sct_reader_copy(struct sct_reader *to, const struct sct_reader *from);
void sct_reader_seek_oldest(struct sct_reader *reader);
void sct_reader_seek_end(struct sct_reader *reader);
bool sct_reader_pending(const struct sct_reader *reader);
long sct_reader_read(struct sct_reader *reader, void *buf, size_t size);

#endif /* SCT_RING_H */
