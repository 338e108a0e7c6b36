/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The two ways into sct_hijack on arm64; see stub_x86.S and function_stub_x86.S.
 *
 * A patched function begins `mov x9, lr; bl ftrace`, so by a direct call we come
 * here with
 *
 *	x30	the function just past that: where to resume it
 *	x9	the function's own return address
 *	x0..x7	its arguments; of a system call's only x0, struct pt_regs *
 *
 * Where a kernel has no direct calls (compat/ftrace_direct.h), the trampoline of
 * ftrace jumps here by `ret x9`; the return address is then in x8.
 *
 * Going on is a RET, which is exempt from BTI and needs no landing pad.  A frame
 * record of the function's caller keeps stack traces whole.
 */
#include <linux/linkage.h>
#include <asm/assembler.h>

	.text

	.macro	return_address_to_x9 self
	adr	x10, \self
	cmp	x9, x10
	csel	x9, x8, x9, eq
	.endm

/* Calls the body at x10: its return address is ours. */
SYM_FUNC_START_LOCAL(sct_call_body)
	ret	x10
SYM_FUNC_END(sct_call_body)

SYM_FUNC_START(sct_stub)
	return_address_to_x9 sct_stub
	stp	x29, x9, [sp, #-32]!
	mov	x29, sp
	stp	x0, x30, [sp, #16]
	bl	sct_visit_skip
	cbz	x0, .Lresume
	cmp	x0, #4			/* SCT_VISIT_FULL */
	b.ne	.Lnot_resume
	ldr	x0, [sp, #16]
	bl	sct_visit_before
	cbnz	x0, .Lnot_resume
.Lresume:
	ldp	x0, x10, [sp, #16]
	ldp	x29, x30, [sp], #32
	ret	x10

.Lnot_resume:
	cmp	x0, #2			/* SCT_VISIT_AFTER */
	b.eq	.Lafter

	/* SCT_VISIT_DENY: skip the function, return to its caller. */
	mov	x0, x1
	ldp	x29, x30, [sp], #32
	ret

.Lafter:
	ldp	x0, x10, [sp, #16]
	str	x1, [sp, #24]		/* struct sct_frame * */
	bl	sct_call_body
	mov	x2, x0
	ldp	x0, x1, [sp, #16]
	bl	sct_visit_after
	ldp	x29, x30, [sp], #32
	ret
SYM_FUNC_END(sct_stub)

SYM_FUNC_START(sct_function_stub)
	return_address_to_x9 sct_function_stub
	stp	x29, x9, [sp, #-96]!
	mov	x29, sp
	stp	x0, x1, [sp, #16]
	stp	x2, x3, [sp, #32]
	stp	x4, x5, [sp, #48]
	stp	x6, x7, [sp, #64]
	str	x30, [sp, #80]
	add	x0, sp, #16
	mov	x1, x30
	bl	sct_function_before
	cbnz	x0, .Ldeny
	ldr	x10, [sp, #80]
	ldp	x6, x7, [sp, #64]
	ldp	x4, x5, [sp, #48]
	ldp	x2, x3, [sp, #32]
	ldp	x0, x1, [sp, #16]
	ldp	x29, x30, [sp], #96
	ret	x10

.Ldeny:
	mov	x0, x1
	ldp	x29, x30, [sp], #96
	ret
SYM_FUNC_END(sct_function_stub)

	.section .note.GNU-stack, "", @progbits
