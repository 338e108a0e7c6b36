// SPDX-License-Identifier: GPL-2.0-only
/*
 * no_memory CALLS: so many unlink() of a string that needs memory, while each of this
 * process's allocations in the kernel fails (failslab).  Prints how many said ENOMEM.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int setting(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY);

	if (fd < 0 || write(fd, value, strlen(value)) < 0) {
		perror(path);
		exit(1);
	}
	return fd;
}

int main(int argc, char **argv)
{
	static const char *const settings[][2] = {
		{ "ignore-gfp-wait", "N" }, { "verbose", "0" }, { "times", "-1" },
		{ "task-filter", "Y" }, { "probability", "100" },
	};
	int calls = argc == 2 ? atoi(argv[1]) : 0, failed = 0, self;
	char path[600], name[64];

	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		snprintf(name, sizeof(name), "/sys/kernel/debug/failslab/%s",
			 settings[i][0]);
		setting(name, settings[i][1]);
	}
	memset(path, 'x', sizeof(path) - 1);
	path[sizeof(path) - 1] = 0;
	self = setting("/proc/self/make-it-fail", "1");
	for (int i = 0; i < calls; i++)
		failed += syscall(SYS_unlink, path) && errno == ENOMEM;
	if (pwrite(self, "0", 1, 0) != 1)
		return 1;
	printf("%d\n", failed);
	return 0;
}
