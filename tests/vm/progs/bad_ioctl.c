// SPDX-License-Identifier: GPL-2.0-only
/*
 * bad_ioctl [TABLE]: hands the control device everything that it must refuse,
 * and checks for each the errno, and that the table in force is still the one
 * of before.  TABLE is a valid rule table (sct_config compile), which is
 * damaged in many ways.  Prints TAP.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sct_abi.h"
#include "upload.h"

static int ctrl;
static int tests, failures;

static void result(bool ok, const char *name)
{
	tests++;
	failures += !ok;
	printf("%sok %d - %s\n", ok ? "" : "not ", tests, name);
}

/* What ioctl() answers: 0 or the errno. */
static int answer(unsigned long cmd, void *arg)
{
	return ioctl(ctrl, cmd, arg) < 0 ? errno : 0;
}

static void expect(int want, unsigned long cmd, void *arg, const char *name)
{
	int got = answer(cmd, arg);

	result(got == want, name);
	if (got != want)
		printf("# got %s, expected %s\n", got ? strerrorname_np(got) : "success",
		       want ? strerrorname_np(want) : "success");
}

static struct sct_info info(void)
{
	struct sct_info i = { .size = sizeof(i) };

	if (answer(SCT_IOC_INFO, &i)) {
		perror("# info");
		exit(1);
	}
	return i;
}

static void bad_arguments(void)
{
	struct sct_upload up = upload_of("", 0);
	struct sct_delete del = { .size = sizeof(del), .flags = 1 };
	struct sct_download down = { .size = sizeof(down), .generation = ~0ull };
	struct sct_drain drain = { .size = sizeof(drain), .timeout_ms = 60001 };
	char *hole = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	expect(ENOTTY, _IO('s', 0xff), NULL, "unknown command");
	expect(ENOTTY, _IOWR('s', 0x81, char[8]), &up, "upload with the size of another struct");
	expect(EFAULT, SCT_IOC_INFO, NULL, "info to NULL");
	expect(EFAULT, SCT_IOC_UPLOAD, hole, "upload argument unreadable");
	expect(EINVAL, SCT_IOC_DELETE, &del, "delete with an unknown flag");
	expect(ENOENT, SCT_IOC_DOWNLOAD, &down, "download of a generation that never was");
	expect(EINVAL, SCT_IOC_DRAIN, &drain, "drain that waits too long");
	drain = (struct sct_drain){ .size = sizeof(drain), .holder_space = 1025 };
	expect(EINVAL, SCT_IOC_DRAIN, &drain, "drain with too many holders");

	up.flags = 2;
	expect(EINVAL, SCT_IOC_UPLOAD, &up, "upload with an unknown flag");
	up = upload_of("x", 1);
	up.expect = 1;
	expect(EINVAL, SCT_IOC_UPLOAD, &up, "upload that expects without the flag");
	up = upload_of("x", 1);
	up.confirm_s = SCT_MAX_CONFIRM_S + 1;
	expect(EINVAL, SCT_IOC_UPLOAD, &up, "upload on trial for too long");
	up = upload_of("x", 1);
	up.origin_size = SCT_MAX_ORIGIN + 1;
	up.origin = (uintptr_t)"x";
	expect(E2BIG, SCT_IOC_UPLOAD, &up, "upload with too much of an origin");
	up.origin_size = 16;
	up.origin = (uintptr_t)hole;
	expect(EFAULT, SCT_IOC_UPLOAD, &up, "origin unreadable");
	up.origin = 0;
	expect(EINVAL, SCT_IOC_UPLOAD, &up, "origin at NULL");
	up = upload_of(hole, sizeof(struct sct_table));
	expect(EFAULT, SCT_IOC_UPLOAD, &up, "table unreadable");
	up = upload_of(NULL, 4096);
	expect(EFAULT, SCT_IOC_UPLOAD, &up, "table at NULL");
	up = upload_of(NULL, 4096);
	up.table = 0xffff800000000000ull;
	expect(EFAULT, SCT_IOC_UPLOAD, &up, "table in kernel space");
	up = upload_of("x", SCT_MAX_TABLE_BYTES + 8ull);
	expect(E2BIG, SCT_IOC_UPLOAD, &up, "table over the limit");
	up = upload_of("x", ~0ull);
	expect(E2BIG, SCT_IOC_UPLOAD, &up, "table of 2^64 - 1 bytes");
	up = upload_of("x", 0);
	expect(EBADMSG, SCT_IOC_UPLOAD, &up, "table of no bytes");
}

static bool all_are(const char *bytes, size_t n, char value)
{
	while (n--) {
		if (*bytes++ != value)
			return false;
	}
	return true;
}

/* Callers that know less, or more, of an argument than the kernel. */
static void sizes(void)
{
	char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct sct_info *in = (void *)page;
	struct sct_delete *del = (void *)page;
	struct sct_status *st = (void *)page;

	in->size = 0;
	expect(EINVAL, SCT_IOC_INFO, in, "an argument that says it has no size");
	in->size = SCT_INFO_SIZE_1 - 8;
	expect(EINVAL, SCT_IOC_INFO, in, "one smaller than its first version");
	in->size = sizeof(*in) + 8;
	expect(0, SCT_IOC_INFO, in, "one with more than the kernel knows, zero");
	result(in->size == sizeof(*in) + 8 && in->version == SCT_ABI_VERSION &&
	       all_are(page + sizeof(*in), 64, 0), "... is answered as far as the kernel knows");
	page[sizeof(*in) + 7] = 1;
	expect(E2BIG, SCT_IOC_INFO, in, "one with more than the kernel knows, not zero");
	memset(page, 0, 8192);
	in->size = 4096;
	expect(0, SCT_IOC_INFO, in, "one of a page");
	in->size = 4097;
	expect(E2BIG, SCT_IOC_INFO, in, "one of more than a page");
	in->size = ~0u;
	expect(E2BIG, SCT_IOC_INFO, in, "one of 2^32 - 1 bytes");

	memset(page, 0, 8192);
	del->size = sizeof(*del) + 4;
	page[sizeof(*del)] = 1;
	expect(E2BIG, SCT_IOC_DELETE, del, "a delete that asks for what the kernel does not know");

	memset(page, 0x55, 8192);
	memset(page, 0, SCT_STATUS_SIZE_1);
	st->size = SCT_STATUS_SIZE_1;
	expect(0, SCT_IOC_STATUS, st, "a status of the first version");
	result(st->size == SCT_STATUS_SIZE_1 && st->generation && st->log_bytes &&
	       all_are(page + SCT_STATUS_SIZE_1, 64, 0x55), "... has no more than that version");

	mprotect(page + 4096, 4096, PROT_NONE);
	in = (void *)(page + 4096 - sizeof(*in));
	*in = (struct sct_info){ .size = sizeof(*in) + 8 };
	expect(EFAULT, SCT_IOC_INFO, in, "what the kernel does not know is unreadable");
	in->size = sizeof(*in);
	expect(0, SCT_IOC_INFO, in, "... nothing is behind it");
	munmap(page, 8192);
}

/* Each command is known to one of the devices, which then looks for its argument. */
static void every_command(void)
{
	int events = open("/dev/" SCT_LOG_DEVICE, O_RDONLY);
	bool known;

#define IS_KNOWN(id, s)							\
	known = answer(SCT_IOC_##id, NULL) == EFAULT ||			\
		(ioctl(events, SCT_IOC_##id, NULL) < 0 && errno == EFAULT); \
	result(known, "SCT_IOC_" #id " is known");
	SCT_IOCTLS(IS_KNOWN)
	close(events);
}

static void bad_answers(void)
{
	struct sct_pending pending = { .size = sizeof(pending), .flags = 1 };
	struct sct_answer said = { .size = sizeof(said), .flags = 2, .id = ~0ull };

	expect(EINVAL, SCT_IOC_PENDING, &pending, "pending with an unknown flag");
	pending = (struct sct_pending){ .size = sizeof(pending) };
	expect(0, SCT_IOC_PENDING, &pending, "pending while nobody waits");
	result(!pending.count && !pending.bytes, "... says so");
	expect(EINVAL, SCT_IOC_ANSWER, &said, "answer with an unknown flag");
	said.flags = SCT_ANSWER_REMEMBER;
	expect(ENOENT, SCT_IOC_ANSWER, &said, "answer to a question that nobody has");
	said.error = 1;
	expect(EINVAL, SCT_IOC_ANSWER, &said, "answer that allows, with an error");
	said.verdict = SCT_VERDICT_FAILED;
	said.error = SCT_KERNEL_ERRNO;
	expect(EINVAL, SCT_IOC_ANSWER, &said, "answer with an error of the kernel's own");
	said.verdict = SCT_VERDICT_KILLED;
	said.error = 0;
	expect(EINVAL, SCT_IOC_ANSWER, &said, "answer that kills without a signal");
	said.verdict = SCT_VERDICT_SUSPENDED;
	expect(EINVAL, SCT_IOC_ANSWER, &said, "answer that is none");
}

static void bad_calls(void)
{
	struct sct_call_there call = { .nr = 1, .abi = SCT_ABI_X86_64 };
	struct sct_calls calls = { .size = sizeof(calls), .count = 1 };

	expect(EFAULT, SCT_IOC_CALLS, &calls, "calls at NULL");
	calls.calls = (uintptr_t)&call;
	calls.count = ~0u;
	expect(E2BIG, SCT_IOC_CALLS, &calls, "more calls than there are");
	calls.count = 1;
	expect(0, SCT_IOC_CALLS, &calls, "a call");
	result(call.there == SCT_THERE_YES, "... that this kernel has");
	expect(EINVAL, SCT_IOC_CALLS, &calls, "a call with an answer already");
	call = (struct sct_call_there){ .nr = SCT_MAX_NR - 1, .abi = SCT_ABI_X86_64 };
	expect(0, SCT_IOC_CALLS, &calls, "a number that is no call's");
	result(call.there == SCT_THERE_NO, "... is none");
	call.nr = SCT_MAX_NR;
	expect(EINVAL, SCT_IOC_CALLS, &calls, "a call beyond all numbers");
	call = (struct sct_call_there){ .nr = 1, .abi = SCT_NR_ABIS };
	expect(EINVAL, SCT_IOC_CALLS, &calls, "a call of no ABI");
	calls.flags = 1;
	expect(EINVAL, SCT_IOC_CALLS, &calls, "calls with an unknown flag");
}

/* The ioctls about the table in force and the log. */
static void bad_questions(void)
{
	struct sct_confirm confirm = { .size = sizeof(confirm) };
	struct sct_lock lock = { .size = sizeof(lock), .flags = 1 };
	struct sct_log_size size = { .size = sizeof(size), .flags = 1 };
	struct sct_status st = { .size = sizeof(st), .flags = 1 };
	struct sct_counters counters = { .size = sizeof(counters), .flags = 1 };
	struct sct_exempt exempt = { .size = sizeof(exempt) };

	expect(ENOENT, SCT_IOC_CONFIRM, &confirm, "confirm of nothing");
	confirm.flags = 1;
	expect(EINVAL, SCT_IOC_CONFIRM, &confirm, "confirm with an unknown flag");
	expect(EINVAL, SCT_IOC_LOCK, &lock, "lock with an unknown flag");
	expect(EINVAL, SCT_IOC_LOG_SIZE, &size, "log size with an unknown flag");
	size = (struct sct_log_size){ .size = sizeof(size), .bytes = 1 };
	expect(EINVAL, SCT_IOC_LOG_SIZE, &size, "log of one byte");
	size.bytes = ~0ull;
	expect(EINVAL, SCT_IOC_LOG_SIZE, &size, "log of 2^64 - 1 bytes");
	expect(EINVAL, SCT_IOC_STATUS, &st, "status with an unknown flag");
	expect(EINVAL, SCT_IOC_COUNTERS, &counters, "counters with an unknown flag");
	counters = (struct sct_counters){ .size = sizeof(counters), .generation = ~0ull };
	expect(ENOENT, SCT_IOC_COUNTERS, &counters, "counters of a generation that never was");
	counters.generation = 0;
	expect(ENOSPC, SCT_IOC_COUNTERS, &counters, "counters without room for them");
	result(counters.rule_count == 1 && counters.call_count >= 1, "... says how many there are");
	counters.rule_space = counters.call_space = 1000;
	expect(EFAULT, SCT_IOC_COUNTERS, &counters, "counters to NULL");
	expect(ENOTTY, SCT_IOC_EXEMPT, &exempt, "exempt is for readers");
	bad_calls();
}

/* Never accepted, always EBADMSG with a cause. */
static bool refused(const void *table, size_t size)
{
	struct sct_upload up = upload_of(table, size);
	int err = answer(SCT_IOC_UPLOAD, &up);

	if (err == EBADMSG && up.error != SCT_E_OK)
		return true;
	printf("# got %s, error %u\n", err ? strerrorname_np(err) : "success", up.error);
	return false;
}

static void random_tables(void)
{
	unsigned char buf[4096];
	bool ok = true;

	srandom(1);
	for (int i = 0; i < 1000 && ok; i++) {
		size_t size = random() % sizeof(buf);

		for (size_t j = 0; j < size; j++)
			buf[j] = random();
		if (size >= 12 && i % 2) {	/* past the first checks */
			struct sct_table *t = (void *)buf;

			t->magic = SCT_TABLE_MAGIC;
			t->version = SCT_ABI_VERSION;
			t->size = size;
		}
		ok = refused(buf, size);
	}
	result(ok, "1000 random tables");
}

static void damaged_tables(const unsigned char *good, size_t size)
{
	unsigned char *bad = malloc(size);
	struct sct_table *t = (void *)bad;
	bool ok = true;

	memcpy(bad, good, size);
	t->magic++;
	result(refused(bad, size), "wrong magic");
	memcpy(bad, good, size);
	t->version++;
	result(refused(bad, size), "wrong version");
	for (size_t cut = 0; cut < size && ok; cut += 1 + cut / 64)
		ok = refused(good, cut);
	result(ok, "table cut short anywhere");

	/* Sections moved, grown and overlapping. */
	ok = true;
	for (size_t off = offsetof(struct sct_table, rules);
	     off < offsetof(struct sct_table, text) && ok; off += 4) {
		for (int i = 0; i < 4 && ok; i++) {
			uint32_t value = (uint32_t[]){ 1, 0x7fffffff, 0xffffffff, 0xfffffff8 }[i];

			if (!memcmp(good + off, &value, 4))
				continue;
			memcpy(bad, good, size);
			memcpy(bad + off, &value, 4);
			ok = refused(bad, size);
		}
	}
	result(ok, "sections out of place");
	free(bad);
}

static void read_table(const char *name)
{
	struct stat st;
	int fd = open(name, O_RDONLY);
	void *good;

	if (fd < 0 || fstat(fd, &st) < 0) {
		perror(name);
		exit(1);
	}
	good = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	damaged_tables(good, st.st_size);
	close(fd);
}

int main(int argc, char **argv)
{
	struct sct_info before, after;

	ctrl = open("/dev/" SCT_CTRL_DEVICE, O_RDWR);
	if (ctrl < 0) {
		perror("/dev/" SCT_CTRL_DEVICE);
		return 1;
	}
	before = info();
	bad_arguments();
	bad_answers();
	sizes();
	every_command();
	bad_questions();
	random_tables();
	if (argc > 1)
		read_table(argv[1]);
	after = info();
	result(!memcmp(&before, &after, sizeof(before)), "nothing has changed");
	printf("1..%d\n", tests);
	return failures != 0;
}
