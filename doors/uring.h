/* SPDX-License-Identifier: GPL-2.0-only */
/* One operation of io_uring. */
#ifndef URING_H
#define URING_H

#include <linux/io_uring.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static int uring_fails(const char *what)
{
	perror(what);
	return 1;
}

static void *uring_map(int ring, size_t size, uint64_t at)
{
	return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, ring, at);
}

/* One operation of io_uring.  Return: 0, *result is what it says; 1 there is no io_uring. */
static int uring_result(const struct io_uring_sqe *wanted, unsigned int flags, int *result)
{
	struct io_uring_params p = { .flags = flags };
	int ring = syscall(SYS_io_uring_setup, 4, &p);
	uint32_t *tail, *array, *head, *ctail;
	struct io_uring_sqe *sqe;
	char *sq, *cq;

	if (ring < 0)
		return uring_fails("io_uring_setup");
	sq = uring_map(ring, p.sq_off.array + p.sq_entries * 4, IORING_OFF_SQ_RING);
	cq = uring_map(ring, p.cq_off.cqes + p.cq_entries * sizeof(struct io_uring_cqe),
		 IORING_OFF_CQ_RING);
	sqe = uring_map(ring, p.sq_entries * sizeof(*sqe), IORING_OFF_SQES);
	if (sq == MAP_FAILED || cq == MAP_FAILED || (void *)sqe == MAP_FAILED)
		return uring_fails("mmap");
	tail = (uint32_t *)(sq + p.sq_off.tail);
	array = (uint32_t *)(sq + p.sq_off.array);
	head = (uint32_t *)(cq + p.cq_off.head);
	ctail = (uint32_t *)(cq + p.cq_off.tail);
	*sqe = *wanted;
	array[0] = 0;
	__atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
	if (syscall(SYS_io_uring_enter, ring, 1, 1,
		    IORING_ENTER_GETEVENTS | IORING_ENTER_SQ_WAKEUP, NULL, 0) < 0)
		return uring_fails("io_uring_enter");
	if (*head == __atomic_load_n(ctail, __ATOMIC_ACQUIRE))
		return uring_fails("no answer");
	*result = ((struct io_uring_cqe *)(cq + p.cq_off.cqes))[0].res;
	close(ring);
	return 0;
}

/* The same, by a worker or by its polling thread.  Return: 0 it was done. */
static inline int uring(const struct io_uring_sqe *wanted, unsigned int flags)
{
	int result;

	if (uring_result(wanted, flags, &result))
		return 1;
	printf("io_uring says %d\n", result);
	return result < 0;
}

#endif /* URING_H */
