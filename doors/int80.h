/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The entry of 32-bit programs, from programs of both kinds.  The answer is the
 * kernel's: -errno for an error.  From 64-bit code, INT 0x80 clobbers r8 to r11.
 */
#ifndef INT80_H
#define INT80_H

#ifdef __x86_64__
#define INT80_CLOBBERS	"memory", "cc", "r8", "r9", "r10", "r11"
#else
#define INT80_CLOBBERS	"memory", "cc"
#endif

/* Always inline: a caller may share its stack with a child, as after vfork(). */
static inline __attribute__((always_inline))
int int80(int nr, int a, int b, int c, int d, int e)
{
	int ret;

	asm volatile("int $0x80"
		     : "=a" (ret)
		     : "0" (nr), "b" (a), "c" (b), "d" (c), "S" (d), "D" (e)
		     : INT80_CLOBBERS);
	return ret;
}

#ifdef __x86_64__
/*
 * The sixth is in ebp, which is the compiler's: it is saved below the 128 bytes
 * under the stack pointer, which are the compiler's as well.
 */
static inline int int80_six(int nr, const int *a)
{
	int ret;

	asm volatile("lea -128(%%rsp), %%rsp\n\tpush %%rbp\n\tmov %[sixth], %%rbp\n\t"
		     "int $0x80\n\tpop %%rbp\n\tlea 128(%%rsp), %%rsp"
		     : "=a" (ret)
		     : "0" (nr), "b" (a[0]), "c" (a[1]), "d" (a[2]), "S" (a[3]),
		       "D" (a[4]), [sixth] "r" ((long)a[5])
		     : INT80_CLOBBERS);
	return ret;
}
#endif

#endif /* INT80_H */
