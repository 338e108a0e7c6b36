// SPDX-License-Identifier: GPL-2.0-only
/* Goes into the kernel by one of its entries. */
#include <errno.h>
#include <string.h>

#include "doors.h"
#include "int80.h"
#include "uring.h"

#define X32_BIT	0x40000000ul

static long by_number(unsigned long nr, const uint64_t *a)
{
	long ret = syscall(nr, a[0], a[1], a[2], a[3], a[4], a[5]);

	return ret < 0 ? -errno : ret;
}

static long by_int80(unsigned int nr, const uint64_t *a)
{
	int narrow[MAX_ARGS];

	for (int i = 0; i < MAX_ARGS; i++)
		narrow[i] = (int)a[i];
	return int80_six((int)nr, narrow);
}

static bool set_field(struct io_uring_sqe *sqe, const char *word, uint64_t value)
{
	size_t length = strcspn(word, "=");

#define FIELD(name, member)						\
	if (length == strlen(name) && !memcmp(word, name, length)) {	\
		sqe->member = value;					\
		return true;						\
	}
	FIELD("fd", fd)
	FIELD("addr", addr)
	FIELD("addr2", addr2)
	FIELD("addr3", addr3)
	FIELD("off", off)
	FIELD("len", len)
	FIELD("flags", rw_flags)
	FIELD("fd_in", splice_fd_in)
	FIELD("off_in", splice_off_in)
#undef FIELD
	return false;
}

static long by_uring(const struct door *door, const uint64_t *value)
{
	struct io_uring_sqe sqe = { .opcode = door->nr };
	int result;

	for (unsigned int i = 0; i < door->count; i++) {
		if (!set_field(&sqe, door->word[i], value[i]))
			return -EINVAL;
	}
	return uring_result(&sqe, 0, &result) ? -ENOSYS : result;
}

/* Return: what the kernel says, -errno for an error. */
long enter_door(const struct door *door, const uint64_t *value)
{
	switch (door->entry) {
	case X86_64:
		return by_number(door->nr, value);
	case X32:
		return by_number(door->nr | X32_BIT, value);
	case IA32:
		return by_int80(door->nr, value);
	case IO_URING:
		return by_uring(door, value);
	}
	return -EINVAL;
}
