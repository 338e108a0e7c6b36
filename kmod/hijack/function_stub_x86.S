/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * As stub_x86.S, for a function that serves no system call: it may have six
 * arguments, and there is no after-visit.  At entry
 *
 *	0(%rsp)	the function just past the call of this: where to resume it
 *	8(%rsp)	the function's own return address
 *	%rdi, %rsi, %rdx, %rcx, %r8, %r9	its arguments
 */
#include <linux/linkage.h>
#include <linux/objtool.h>
#include <asm/unwind_hints.h>

	.text

/* Its address is taken, but for the rel32 of a call: it needs no ENDBR. */
SYM_FUNC_START(sct_function_stub)
	ANNOTATE_NOENDBR
	pushq	%r9
	pushq	%r8
	pushq	%rcx
	pushq	%rdx
	pushq	%rsi
	pushq	%rdi
	movq	%rsp, %rdi
	movq	48(%rsp), %rsi
	call	sct_function_before
	testq	%rax, %rax
	jnz	.Ldeny
	popq	%rdi
	popq	%rsi
	popq	%rdx
	popq	%rcx
	popq	%r8
	popq	%r9
	RET

	/* SCT_VISIT_DENY: skip the function, return to its caller. */
.Ldeny:
	addq	$56, %rsp
	UNWIND_HINT_FUNC
	movq	%rdx, %rax
	RET
SYM_FUNC_END(sct_function_stub)

	.section .note.GNU-stack, "", @progbits
