// SPDX-License-Identifier: GPL-2.0-only
/*
 * endure ROUNDS EVERY HIJACK.ko RULES.ko TABLE...: the whole life of the modules,
 * over and over: load both, put a TABLE in force, make calls that it refuses and
 * calls that it does not, delete it, unload both.
 *
 * The tables refuse unlink of DENIED with EPERM and leave other names alone; what
 * else they do is theirs.  Every answer is checked.  After each EVERY rounds a line
 * tells what the kernel has in use then: "memory ROUND KIB", from which the caller
 * judges whether it grows.  Ends at the first wrong answer with status 1.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sct_abi.h"
#include "upload.h"

#define DENIED	"/tmp/endure-denied"
#define OTHER	"/tmp/endure-nosuch"

static void load(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || syscall(SYS_finit_module, fd, "", 0))
		err(1, "loading %s", path);
	close(fd);
}

/*
 * A module is busy until the last of the calls that were in flight has come out:
 * asking SCT_IOC_DRAIN first waits for that.
 */
static void unload(const char *name)
{
	if (syscall(SYS_delete_module, name, O_NONBLOCK))
		err(1, "unloading %s", name);
}

static void expect(int fd, unsigned long request, void *argument, const char *what)
{
	if (ioctl(fd, request, argument))
		err(1, "%s", what);
}

static void unlink_answers(const char *path, int error)
{
	errno = 0;
	if (unlink(path) != -1 || errno != error)
		errx(1, "unlink of %s: %s instead of %s", path,
		     errno ? strerrorname_np(errno) : "success", strerrorname_np(error));
}

static void rule_for_a_while(struct sct_upload up)
{
	struct sct_delete del = { .size = sizeof(del) };
	struct sct_drain drain = { .size = sizeof(drain), .timeout_ms = 10000 };
	int fd = open("/dev/" SCT_CTRL_DEVICE, O_RDWR | O_CLOEXEC);

	if (fd < 0)
		err(1, "/dev/" SCT_CTRL_DEVICE);
	expect(fd, SCT_IOC_UPLOAD, &up, "upload");
	close(fd);	/* who has it open is spared by the rules */

	unlink_answers(DENIED, EPERM);
	unlink_answers(OTHER, ENOENT);

	fd = open("/dev/" SCT_CTRL_DEVICE, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		err(1, "/dev/" SCT_CTRL_DEVICE);
	expect(fd, SCT_IOC_DELETE, &del, "delete");
	unlink_answers(DENIED, ENOENT);
	expect(fd, SCT_IOC_DRAIN, &drain, "drain");
	close(fd);
}

/* Not free at once, but the kernel's own: slabs, vmalloc, per-CPU memory, page tables. */
static long kernel_kib(void)
{
	static const char *const kinds[] = { "SUnreclaim:", "VmallocUsed:", "Percpu:" };
	char line[128];
	long sum = 0, kib;
	FILE *f = fopen("/proc/meminfo", "r");

	if (!f)
		err(2, "/proc/meminfo");
	while (fgets(line, sizeof(line), f))
		for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
			if (!strncmp(line, kinds[i], strlen(kinds[i])) &&
			    sscanf(line + strlen(kinds[i]), "%ld", &kib) == 1)
				sum += kib;
	fclose(f);
	return sum;
}

int main(int argc, char **argv)
{
	struct sct_upload *tables;
	long rounds, every;
	int count;

	if (argc < 6 || (rounds = atol(argv[1])) < 1 || (every = atol(argv[2])) < 1)
		errx(2, "usage: endure ROUNDS EVERY HIJACK.ko RULES.ko TABLE...");
	count = argc - 5;
	tables = calloc(count, sizeof(*tables));
	if (!tables)
		err(2, "memory");
	for (int i = 0; i < count; i++)
		tables[i] = upload_of_file(argv[5 + i]);
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (long round = 1; round <= rounds; round++) {
		load(argv[3]);
		load(argv[4]);
		rule_for_a_while(tables[round % count]);
		unload("sct_rules");
		unload("sct_hijack");
		if (round % every == 0)
			printf("memory %ld %ld\n", round, kernel_kib());
	}
	return 0;
}
