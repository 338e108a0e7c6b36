/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Writes to user memory that is there, without sleeping: for who holds a lock.
 *
 * In the host tests tests/host/shim/nofault_write.h takes this header's place.
 */
#ifndef SCT_NOFAULT_WRITE_H
#define SCT_NOFAULT_WRITE_H

#include <linux/types.h>
#include <linux/uaccess.h>

/* A step of the loop below; no more, that the compiler need not count. */
#define SCT_PUT_STEP	8

/**
 * sct_put_words - copy to user memory
 * @to: user address
 * @from: what to copy
 * @bytes: a multiple of 8
 *
 * Word by word: records are small, and the start of a string instruction takes as
 * long as one of them.  In between nothing may be called (nofault_read.h says why).
 *
 * Return: false if some of the memory is not there; some may have been written.
 */
static inline bool sct_put_words(void __user *to, const void *from,
				 size_t bytes)
{
	size_t words = bytes / sizeof(u64);
	u64 __user *dst = to;
	const u64 *src = from;
	bool done = false;

	pagefault_disable();
	if (!user_write_access_begin(dst, bytes))
		goto out;
	for (; words >= SCT_PUT_STEP; words -= SCT_PUT_STEP) {
		unsafe_put_user(src[0], &dst[0], fault);
		unsafe_put_user(src[1], &dst[1], fault);
		unsafe_put_user(src[2], &dst[2], fault);
		unsafe_put_user(src[3], &dst[3], fault);
		unsafe_put_user(src[4], &dst[4], fault);
		unsafe_put_user(src[5], &dst[5], fault);
		unsafe_put_user(src[6], &dst[6], fault);
		unsafe_put_user(src[7], &dst[7], fault);
		src += SCT_PUT_STEP;
		dst += SCT_PUT_STEP;
	}
	for (; words; words--)
		unsafe_put_user(*src++, dst++, fault);
	done = true;
fault:
	user_write_access_end();
out:
	pagefault_enable();
	return done;
}

#endif /* SCT_NOFAULT_WRITE_H */
