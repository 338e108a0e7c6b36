/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/linkage.h>
#include <linux/objtool.h>

	.text

/* Gone to by a changed return address, from a trampoline: it needs no ENDBR. */
SYM_FUNC_START(test_lookup_return)
	ANNOTATE_NOENDBR
	RET
SYM_FUNC_END(test_lookup_return)

	.section .note.GNU-stack, "", @progbits
