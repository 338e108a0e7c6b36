// SPDX-License-Identifier: GPL-2.0-only
/*
 * The caller's memory, read from outside while he stands at his call.
 *
 * process_vm_readv() promises whole pieces only; so each piece stays on one page, and a
 * string or a buffer that ends before a page that is not there is read all the same.
 */
#include <sys/uio.h>
#include <unistd.h>

#include "lib/rules_internal.h"
#include "task.h"

/* Pieces in one request: as much as a string may have, and more pages than it touches. */
#define PIECES	4

static size_t page_size(void)
{
	static size_t size;

	if (!size)
		size = sysconf(_SC_PAGESIZE);
	return size;
}

/* Return: bytes that were read, from the start. */
static size_t read_some(char *to, unsigned long from, size_t size)
{
	struct iovec remote[PIECES], local = { .iov_base = to };
	size_t page = page_size();
	unsigned int n = 0;
	ssize_t got;

	while (size && n < PIECES) {
		size_t piece = min(size, page - from % page);

		remote[n++] = (struct iovec){ (void *)from, piece };
		local.iov_len += piece;
		from += piece;
		size -= piece;
	}
	got = process_vm_readv(run_current->tid, &local, 1, remote, n, 0);
	return got < 0 ? 0 : got;
}

/* Return: how many bytes could not be copied; as the kernel's function. */
unsigned long copy_from_user(void *to, const void __user *from, unsigned long n)
{
	unsigned long done = 0;

	while (done < n) {
		size_t got = read_some((char *)to + done, (unsigned long)from + done,
				       n - done);

		if (!got)
			break;
		done += got;
	}
	return n - done;
}

/* Return: the string's length; @room if it is longer; -EFAULT. */
long strncpy_from_user(char *to, const char __user *from, long room)
{
	long done = 0;

	while (done < room) {
		/* Most strings are short: the page after the next is seldom needed. */
		size_t got = read_some(to + done, (unsigned long)from + done,
				       min(room - done, 1024l));
		const char *nul;

		if (!got)
			return -EFAULT;
		nul = memchr(to + done, 0, got);
		if (nul)
			return nul - to;
		done += got;
	}
	return room;
}
