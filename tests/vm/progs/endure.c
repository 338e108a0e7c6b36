// SPDX-License-Identifier: GPL-2.0-only
/*
 * endure ROUNDS EVERY HIJACK.ko RULES.ko TABLE...: the whole life of the modules,
 * over and over: load both, put a TABLE in force, make calls that it refuses and
 * calls that it does not, delete it, unload both.
 *
 * The tables refuse unlink of DENIED with EPERM by their first rule, and log other
 * names after the call.  Every answer is checked, and the events.  After each EVERY
 * rounds, and after the last, a line tells what the kernel has in use then: "memory
 * ROUND KIB", from which the caller judges whether it grows; a kernel with kmemleak is
 * asked for leaks.  Ends at the first wrong answer with status 1.
 *
 * Modules and tables are read once, so a round is the work of the kernel.
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

struct bytes {
	const void *at;
	uint64_t size;
};

static struct bytes bytes_of(const char *path)
{
	struct sct_upload file = upload_of_file(path);

	return (struct bytes){ (const void *)(uintptr_t)file.table, file.table_size };
}

static void load(struct bytes module, const char *name)
{
	if (syscall(SYS_init_module, module.at, (unsigned long)module.size, ""))
		err(1, "loading %s", name);
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

static int opened(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);

	if (fd < 0)
		err(1, "%s", path);
	return fd;
}

struct events {
	unsigned int refused, after;
};

static void take(struct events *seen, const struct sct_record *rec)
{
	const struct sct_event *e = (const void *)rec;

	if (rec->type != SCT_RECORD_EVENT)
		errx(1, "a record of type %u", rec->type);
	if (e->pid != getpid() || e->nr != SYS_unlink)
		return;		/* somebody's open */
	if (e->verdict == SCT_VERDICT_FAILED && e->rule == 0 && e->retval == -EPERM)
		seen->refused++;
	else if (e->phase == SCT_PHASE_AFTER && e->rule == 1 && e->retval == -ENOENT)
		seen->after++;
	else
		errx(1, "an event of rule %u, verdict %u, retval %lld", e->rule,
		     e->verdict, (long long)e->retval);
}

/* One event for each of the two calls. */
static void log_answers(void)
{
	static char buf[65536] __attribute__((__aligned__(8)));
	int fd = opened("/dev/" SCT_LOG_DEVICE, O_RDONLY | O_NONBLOCK);
	struct events seen = { 0 };
	ssize_t n;

	while ((n = read(fd, buf, sizeof(buf))) > 0)
		for (char *at = buf; at < buf + n; at += ((struct sct_record *)at)->len)
			take(&seen, (struct sct_record *)at);
	if (n < 0 && errno != EAGAIN)
		err(1, "reading the log");
	if (seen.refused != 1 || seen.after != 1)
		errx(1, "%u events of the refused call, %u of the other", seen.refused,
		     seen.after);
	close(fd);
}

static void rule_for_a_while(struct bytes table)
{
	struct sct_upload up = upload_of(table.at, table.size);
	struct sct_delete del = { .size = sizeof(del) };
	struct sct_drain drain = { .size = sizeof(drain), .timeout_ms = 10000 };
	int fd = opened("/dev/" SCT_CTRL_DEVICE, O_RDWR);

	expect(fd, SCT_IOC_UPLOAD, &up, "upload");
	close(fd);	/* who has it open is spared by the rules */

	unlink_answers(DENIED, EPERM);
	unlink_answers(OTHER, ENOENT);
	log_answers();

	fd = opened("/dev/" SCT_CTRL_DEVICE, O_RDWR);
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

/* An object must be unreferenced in two scans to be called a leak. */
static void look_for_leaks(void)
{
	char found[4096];
	int fd = open("/sys/kernel/debug/kmemleak", O_RDWR | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return;		/* a kernel without it */
	for (int i = 0; i < 2; i++)
		if (write(fd, "scan", 4) != 4)
			err(1, "kmemleak");
	n = read(fd, found, sizeof(found));
	if (n)
		errx(1, "kmemleak: %.*s", n > 0 ? (int)n : 0, found);
	close(fd);
}

int main(int argc, char **argv)
{
	struct bytes hijack, rules, *tables;
	long rounds, every;
	int count;

	if (argc < 6 || (rounds = atol(argv[1])) < 1 || (every = atol(argv[2])) < 1)
		errx(2, "usage: endure ROUNDS EVERY HIJACK.ko RULES.ko TABLE...");
	hijack = bytes_of(argv[3]);
	rules = bytes_of(argv[4]);
	count = argc - 5;
	tables = calloc(count, sizeof(*tables));
	if (!tables)
		err(2, "memory");
	for (int i = 0; i < count; i++)
		tables[i] = bytes_of(argv[5 + i]);
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (long round = 1; round <= rounds; round++) {
		load(hijack, "sct_hijack");
		load(rules, "sct_rules");
		rule_for_a_while(tables[round % count]);
		unload("sct_rules");
		unload("sct_hijack");
		if (round % every && round != rounds)
			continue;
		printf("memory %ld %ld\n", round, kernel_kib());
		look_for_leaks();
	}
	return 0;
}
