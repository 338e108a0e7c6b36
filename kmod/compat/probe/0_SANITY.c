// SPDX-License-Identifier: GPL-2.0-only
/* Compiles everywhere: if not, the probes say nothing about the kernel. */
#include <linux/ftrace.h>
#include <linux/srcu.h>

int probe(void);
int probe(void)
{
	return 0;
}
