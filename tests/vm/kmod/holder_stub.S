/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/linkage.h>
#include <linux/objtool.h>

	.text

/* Called by the entry of the held function: go on there. */
SYM_FUNC_START(test_holder_stub)
	ANNOTATE_NOENDBR
	RET
SYM_FUNC_END(test_holder_stub)

	.section .note.GNU-stack, "", @progbits
