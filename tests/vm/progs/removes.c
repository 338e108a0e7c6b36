// SPDX-License-Identifier: GPL-2.0-only
/*
 * removes FILE...: removes by unlink() what stands, NUL-terminated, in the file FILE, which
 * is mapped shared: others may write another path there while the call waits.  One
 * process for each FILE, all at once.  Prints for each "NAME-OF-ERRNO MS", in no order;
 * what it took, in the process's own time.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int removes(const char *file)
{
	int fd = open(file, O_RDWR);
	const char *path = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	char line[64];
	long start;
	int err;

	if (fd < 0 || path == MAP_FAILED)
		return 2;
	if (!*path)	/* and the page is there */
		return 2;
	start = now_ms();
	err = unlink(path) ? errno : 0;
	snprintf(line, sizeof(line), "%s %ld\n", err ? strerrorname_np(err) : "0",
		 now_ms() - start);
	return write(STDOUT_FILENO, line, strlen(line)) < 0;
}

int main(int argc, char **argv)
{
	int status, failed = 0;

	if (argc == 2)
		return removes(argv[1]);
	for (int i = 1; i < argc; i++) {
		if (!fork())
			_exit(removes(argv[i]));
	}
	while (wait(&status) > 0)
		failed |= status;
	return !!failed;
}
