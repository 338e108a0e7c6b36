// SPDX-License-Identifier: GPL-2.0-only
/*
 * mark N: makes mark N, for QEMU to see when it runs with bench/plugin/count.c.
 */
#include <stdlib.h>
#include "mark.h"

int main(int argc, char **argv)
{
	switch (argc > 1 ? atoi(argv[1]) : -1) {
	case 0:
		__asm__ volatile("movl %0, %%eax" : : "i"(MARK) : "eax");
		return 0;
	case 1:
		__asm__ volatile("movl %0, %%eax" : : "i"(MARK + 1) : "eax");
		return 0;
	case 2:
		__asm__ volatile("movl %0, %%eax" : : "i"(MARK + 2) : "eax");
		return 0;
	default:
		return 2;
	}
}
