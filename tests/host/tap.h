/* SPDX-License-Identifier: GPL-2.0-only */
/* Test Anything Protocol, as little of it as the tests here need. */
#ifndef TAP_H
#define TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

static int tap_count, tap_failures;

__attribute__((__format__(__printf__, 2, 3)))
static inline bool ok(bool good, const char *format, ...)
{
	va_list args;

	printf("%sok %d - ", good ? "" : "not ", ++tap_count);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	fflush(stdout);
	tap_failures += !good;
	return good;
}

static inline int done(void)
{
	printf("1..%d\n", tap_count);
	return tap_failures != 0;
}

#endif /* TAP_H */
