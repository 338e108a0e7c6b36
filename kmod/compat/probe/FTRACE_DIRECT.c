// SPDX-License-Identifier: GPL-2.0-only
/*
 * Direct calls, by whatever name: without the option the functions are there and
 * only fail.
 */
#include <linux/ftrace.h>

#ifndef CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS
#error "no direct calls"
#endif

int probe(void);
int probe(void)
{
	return 0;
}
