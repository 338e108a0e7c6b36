/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What differs between processors: where a call keeps its number, its arguments
 * and its ABI, and what a patched entry looks like.  Each arch_*.h defines
 *
 *	sct_arch_call_id()	which call it is
 *	sct_call_arg()		an argument register
 *	sct_arch_patched()	whether ftrace has patched an entry, and what follows
 *
 * The names of the functions that serve the calls are in names_*.h, the entry
 * in stub_*.S.
 */
#ifndef SCT_ARCH_H
#define SCT_ARCH_H

#if defined(CONFIG_X86_64)
#include "arch_x86.h"
#elif defined(CONFIG_ARM64)
#include "arch_arm64.h"
#else
#error "sct_hijack does not know this architecture"
#endif

#endif /* SCT_ARCH_H */
