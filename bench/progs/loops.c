// SPDX-License-Identifier: GPL-2.0-only
/*
 * loops N CALL: makes a call N times, for who measures from outside: getppid, or unlinkat of
 * a file that is not there.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	long n = argc == 3 ? atol(argv[1]) : 0;

	if (n < 1)
		return 2;
	if (!strcmp(argv[2], "getppid")) {
		while (n--)
			syscall(SYS_getppid);
	} else {
		while (n--)
			syscall(SYS_unlinkat, AT_FDCWD, "/tmp/bench-none", 0);
	}
	return 0;
}
