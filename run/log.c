// SPDX-License-Identifier: GPL-2.0-only
/*
 * The log: the modules' ring, of one CPU, and its one reader, which writes what it reads
 * to a pipe or a file.
 *
 * A pipe that nobody empties holds nobody up: records are displaced in the ring, and the
 * gap stands in the stream, as with the modules.  Who waits is a caller whose rule says
 * delivery = must, and the supervisor in the end.
 */
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "log.h"

#define RING_SIZE	(4u << 20)

struct sct_ring *run_ring;
bool run_log_waits;

static struct sct_reader *reader;
static int out = -1;
static char batch[64 << 10];
static size_t batch_used, batch_at;

/**
 * run_log_open - make the log
 * @fd: where records go
 *
 * Return: false without memory.
 */
bool run_log_open(int fd)
{
	out = fd;
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	run_ring = sct_ring_create(RING_SIZE, 1);
	reader = run_ring ? sct_reader_create(run_ring) : NULL;
	return reader;
}

bool run_log_pending(void)
{
	return out >= 0 && (batch_at < batch_used || sct_reader_pending(reader));
}

/* A tick of the clock, or a signal for the command, is no reason to give up. */
static bool wait_for_room(int timeout_ms)
{
	u64 end = ktime_get_ns() + timeout_ms * 1000000ull;
	struct pollfd p = { .fd = out, .events = POLLOUT };

	while (poll(&p, 1, timeout_ms) < 0) {
		u64 now = ktime_get_ns();

		if (errno != EINTR)
			return false;
		if (timeout_ms < 0)
			continue;
		if (now >= end)
			return false;
		timeout_ms = (end - now) / 1000000;
	}
	return p.revents;
}

/**
 * run_log_reserve - begin a record
 * @who: as for sct_ring_reserve()
 * @size: of the record
 * @generation: of the table that it belongs to
 * @timeout_ms: how long to wait for room, if it may not displace another one
 *
 * Return: the record, or NULL if there is no room.
 */
struct sct_record *run_log_reserve(u64 who, u32 size, u64 generation, u32 timeout_ms)
{
	u64 end = ktime_get_ns() + timeout_ms * 1000000ull;

	if (run_log_waits)
		who |= SCT_WHO_MUST;
	for (;;) {
		struct sct_record *record = sct_ring_reserve(run_ring, &run_ring->cpu[0],
							     who, size, generation);
		u64 now = ktime_get_ns();

		if (record || who < SCT_WHO_MUST || out < 0)
			return record;
		if (!run_log_waits && now >= end)
			return NULL;
		run_log_drain(run_log_waits ? -1 : (int)((end - now) / 1000000 + 1));
	}
}

/* From here on events are counted, and go nowhere. */
void run_log_close(void)
{
	if (out >= 0)
		close(out);
	out = -1;
}

/**
 * run_log_drain - write what is in the ring
 * @timeout_ms: how long to wait for a reader that is slow; -1: for ever
 *
 * Return: true if all was written, or nobody reads.
 */
bool run_log_drain(int timeout_ms)
{
	while (run_log_pending()) {
		ssize_t n;

		if (batch_at == batch_used) {
			long got = sct_reader_read(reader, batch, sizeof(batch));

			if (got <= 0)
				return true;
			batch_at = 0;
			batch_used = got;
		}
		n = write(out, batch + batch_at, batch_used - batch_at);
		if (n >= 0)
			batch_at += n;
		else if (errno == EAGAIN && !wait_for_room(timeout_ms))
			return false;
		else if (errno != EAGAIN && errno != EINTR)
			run_log_close();
	}
	return true;
}
