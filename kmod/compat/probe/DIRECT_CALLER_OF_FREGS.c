// SPDX-License-Identifier: GPL-2.0-only
/* arch_ftrace_set_direct_caller(): takes struct ftrace_regs since 6.2. */
#include <linux/ftrace.h>

void probe(struct ftrace_regs *fregs);
void probe(struct ftrace_regs *fregs)
{
	arch_ftrace_set_direct_caller(fregs, 0);
}
