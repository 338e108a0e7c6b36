/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A look at what is there: user memory, credentials, the caller's name, without
 * sleeping.
 *
 * In the host tests tests/host/shim/nofault_read.h takes this header's place.
 */
#ifndef SCT_NOFAULT_READ_H
#define SCT_NOFAULT_READ_H

#include <linux/cred.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/uaccess.h>

/*
 * A fault in atomic context does not wait for the page but fails.  Where
 * preemption is not counted, the kernel must be told that this is one.
 */
static __always_inline void sct_nofault_begin(void)
{
	preempt_disable();
	if (!IS_ENABLED(CONFIG_PREEMPT_COUNT))
		pagefault_disable();
}

static __always_inline void sct_nofault_end(void)
{
	if (!IS_ENABLED(CONFIG_PREEMPT_COUNT))
		pagefault_enable();
	preempt_enable();
}

/*
 * Several looks at one place: begin, peek words, end.  In between nothing may be
 * called (user memory is accessible), so the compiler must find nothing to call:
 * no array of known size, whose index a sanitizer would check.
 */
#define sct_nofault_open(at, size)		user_access_begin(at, size)
#define sct_nofault_close()		user_access_end()
#define sct_nofault_word(word, at, fault)	\
	unsafe_get_user(word, (const u64 __user *)(at), fault)

static __always_inline u64 sct_nofault_cred(u16 offset)
{
	return *(const u32 *)((const u8 *)current_cred() + offset);
}

static __always_inline void sct_nofault_comm(u64 *begin, u64 *end)
{
	memcpy(begin, current->comm, sizeof(*begin));
	memcpy(end, current->comm + sizeof(*begin), sizeof(*end));
}

#endif /* SCT_NOFAULT_READ_H */
