// SPDX-License-Identifier: GPL-2.0-only
/*
 * read_log: reads the log to memory that is not there yet, or only in part, or not
 * at all; whatever comes of a read, no record is missing or comes twice.  A rule
 * must log getppid of "read_log".  Prints TAP.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sct_abi.h"

#define EVENTS		2000u
#define MAX_CPUS	16
#define PAGES		16

static int fd, tests;
static size_t page;
static uint64_t next_seq[MAX_CPUS][SCT_MAX_LANES], events, lost;
static bool seen[MAX_CPUS][SCT_MAX_LANES], wrong;

static void result(bool ok, const char *name)
{
	printf("%sok %d - %s\n", ok ? "" : "not ", ++tests, name);
}

static void take(const char *at, const char *end)
{
	while (at < end) {
		const struct sct_record *rec = (const void *)at;
		uint64_t *seq = &next_seq[rec->cpu][rec->lane];

		wrong |= seen[rec->cpu][rec->lane] && rec->seq != *seq;
		wrong |= (size_t)(end - at) < rec->len || rec->len % 8;
		seen[rec->cpu][rec->lane] = true;
		*seq = rec->seq + 1;
		events += rec->type == SCT_RECORD_EVENT;
		lost += rec->type == SCT_RECORD_LOST;
		at += rec->len;
	}
}

/* Return: bytes, or -errno. */
static ssize_t read_to(char *buf, size_t size)
{
	ssize_t n = read(fd, buf, size);

	if (n > 0)
		take(buf, buf + n);
	return n < 0 ? -errno : n;
}

/* Who has the log open is not logged: a child without it makes the calls. */
static void make_events(void)
{
	pid_t pid = fork();
	int status;

	if (!pid) {
		close(fd);
		for (uint32_t i = 0; i < EVENTS; i++)
			syscall(SYS_getppid);
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status)
		exit(2);
}

static char *map(int access)
{
	char *p = mmap(NULL, PAGES * page, access, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		exit(2);
	return p;
}

/* A buffer that goes on, as it says, where memory ends. */
static void near_an_end(void)
{
	char *buf = map(PROT_READ | PROT_WRITE), *end = buf + (PAGES - 1) * page;
	bool right = true;

	mprotect(end, page, PROT_NONE);
	for (size_t before = 8; before < 2000; before += 40) {
		ssize_t n = read_to(end - before, page);

		right &= before < sizeof(struct sct_event) ? n == -EFAULT :
			 n == -EFAULT ? before < 300 : n > 0 && n <= (ssize_t)before;
		madvise(buf, (PAGES - 1) * page, MADV_DONTNEED);
	}
	result(right, "where memory ends, whole records come before, or EFAULT");
}

int main(void)
{
	char *fresh, *sealed;
	bool right = true;
	ssize_t n;

	page = sysconf(_SC_PAGESIZE);
	fd = open("/dev/" SCT_LOG_DEVICE, O_RDONLY | O_NONBLOCK);
	if (fd < 0 || lseek(fd, 0, SEEK_END) < 0) {
		perror("read_log");
		return 2;
	}
	fresh = map(PROT_READ | PROT_WRITE);
	sealed = map(PROT_READ);
	make_events();
	result(read_to(NULL, 4096) == -EFAULT, "to NULL: EFAULT");
	result(read_to((char *)-4096l, 4096) == -EFAULT, "to kernel space: EFAULT");
	result(read_to(sealed, page) == -EFAULT, "to read-only memory: EFAULT");
	result(read_to(fresh, 8) == -EINVAL, "a buffer for no record: EINVAL");
	near_an_end();
	n = read_to(fresh + 123, 10 * page);
	result(n > (ssize_t)(9 * page), "to pages that were never touched");
	madvise(fresh + 2 * page, 3 * page, MADV_DONTNEED);
	n = read_to(fresh + page, 5 * page);
	result(n > 0, "to some of which some are gone");
	do {
		madvise(fresh, PAGES * page, MADV_DONTNEED);
		n = read_to(fresh, PAGES * page);
		right &= n > 0 || n == -EAGAIN;
	} while (n > 0);
	result(right, "the rest");
	result(!wrong && !lost, "no record is missing or comes twice");
	result(events == EVENTS, "all events");
	if (events != EVENTS)
		printf("# %llu of %u\n", (unsigned long long)events, EVENTS);
	printf("1..%d\n", tests);
	return 0;
}
