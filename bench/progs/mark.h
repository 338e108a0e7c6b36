/* SPDX-License-Identifier: GPL-2.0-only */
/* A mark: an instruction that loads a number which no program uses otherwise. */
#ifndef BENCH_MARK_H
#define BENCH_MARK_H

#define MARK		0x195c7a00u	/* ... and from there on */
#define MARKS		3
#define MARK_OPCODE	0xb8		/* mov $number, %eax */

#endif /* BENCH_MARK_H */
