/* SPDX-License-Identifier: GPL-2.0-only */
/* Stands for kmod/rules/lib/nofault_read.h: looks go to the scripted memory of fake_call.h. */
#ifndef SCT_NOFAULT_READ_H
#define SCT_NOFAULT_READ_H

#include "lib/rules_internal.h"

/* fake_call.c */
bool fake_peek(u64 address, u64 *word);
void fake_peek_comm(u64 *begin, u64 *end);
#define sct_nofault_begin()		((void)0)
#define sct_nofault_end()			((void)0)
#define sct_nofault_open(at, size)		((void)(at), true)
#define sct_nofault_close()		((void)0)
#define sct_nofault_word(word, at, fault) do {				\
	if (!fake_peek((unsigned long)(at), &(word)))			\
		goto fault;						\
} while (0)

#define sct_nofault_comm(begin, end)	fake_peek_comm(begin, end)

/* No variable of the fake task is in credentials; see sct_cred_offset(). */
static inline u64 sct_nofault_cred(u16 offset)
{
	abort();
}

#endif /* SCT_NOFAULT_READ_H */
