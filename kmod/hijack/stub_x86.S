/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The one way into sct_hijack, as an ftrace direct trampoline.
 *
 * The first instruction of a hooked function, otherwise a 5-byte NOP, is
 * `call sct_stub`.  So at entry
 *
 *	0(%rsp)	the function just past that call: where to resume it
 *	8(%rsp)	the function's own return address
 *	%rdi	its only argument, struct pt_regs * (a syscall wrapper has no other)
 *
 * Resuming is a RET, like that of any traced function: nothing of us stays on
 * the stack, and no indirect branch needs an ENDBR that IBT sealing (6.12) has
 * poisoned.  Only a call with an after-visit leaves a frame.
 *
 * Stack alignment: the ABI wants %rsp at a multiple of 16 before each call;
 * here it is, as the function was itself called and has called us.
 */
#include <linux/linkage.h>
#include <linux/objtool.h>
#include <asm/unwind_hints.h>

	.text

/*
 * Calls the body at %rax: its return address is ours, so the RET below goes to
 * the body and the body's RET goes back to our caller.
 */
SYM_FUNC_START_LOCAL(sct_call_body)
	pushq	%rax
	UNWIND_HINT_FUNC
	RET
SYM_FUNC_END(sct_call_body)

/* Its address is taken, but for the rel32 of a call: it needs no ENDBR. */
SYM_FUNC_START(sct_stub)
	ANNOTATE_NOENDBR
	pushq	%rdi
	subq	$8, %rsp		/* alignment */
	call	sct_visit_skip
	movq	8(%rsp), %rdi
	testq	%rax, %rax
	jnz	.Lnot_skipped
	addq	$16, %rsp
	RET

.Lnot_skipped:
	cmpq	$4, %rax		/* SCT_VISIT_FULL */
	je	.Lvisit
	addq	$16, %rsp
	jmp	.Lnot_resume

.Lvisit:
	call	sct_visit_before
	addq	$8, %rsp
	popq	%rdi
	testq	%rax, %rax
	jnz	.Lnot_resume
	RET

.Lnot_resume:
	cmpq	$2, %rax		/* SCT_VISIT_AFTER */
	je	.Lafter

	/* SCT_VISIT_DENY: skip the function, return to its caller. */
	addq	$8, %rsp
	UNWIND_HINT_FUNC
	movq	%rdx, %rax
	RET

.Lafter:
	popq	%rax			/* the body */
	UNWIND_HINT_FUNC
	pushq	%rdi
	pushq	%rdx			/* struct sct_frame * */
	subq	$8, %rsp		/* alignment */
	call	sct_call_body
	addq	$8, %rsp
	popq	%rsi
	popq	%rdi
	movq	%rax, %rdx
	subq	$8, %rsp		/* alignment */
	call	sct_visit_after
	addq	$8, %rsp
	RET
SYM_FUNC_END(sct_stub)

	.section .note.GNU-stack, "", @progbits
