// SPDX-License-Identifier: GPL-2.0-only
/*
 * fail_nth TABLE: lets each kernel allocation of each operation on the devices
 * fail in turn (/proc/thread-self/fail-nth, of kernels with fault injection),
 * until the operation comes through without meeting a failure.
 *
 * An operation either succeeds or says ENOMEM; one that failed has changed
 * nothing.  What leaks or is used after it was freed, the kernel itself tells.
 * Prints TAP.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sct_abi.h"
#include "upload.h"

/* Far more allocations than any operation makes. */
#define MAX_NTH 2000

static int ctrl, fail_nth;
static char *table;
static size_t table_size;
static char buffer[1 << 20];
static int tests, failures;

static void arm(int nth)
{
	char text[16];
	int len = snprintf(text, sizeof(text), "%d", nth);

	if (pwrite(fail_nth, text, len, 0) != len) {
		perror("Bail out! fail-nth");
		exit(1);
	}
}

/* Was there an allocation that failed? */
static bool disarm(void)
{
	char text[16] = "";

	if (pread(fail_nth, text, sizeof(text) - 1, 0) <= 0)
		exit(1);
	arm(0);
	return atoi(text) == 0;
}

static uint64_t generation(void)
{
	struct sct_info info = { .size = sizeof(info) };

	if (ioctl(ctrl, SCT_IOC_INFO, &info))
		exit(1);
	return info.generation;
}

/* Each returns 0 or an errno. */
static int answer(int result)
{
	return result < 0 ? errno : 0;
}

static int upload_with(uint32_t confirm_s)
{
	static const char origin[] = "file fail_nth\n";
	struct sct_upload up = upload_of(table, table_size);

	up.origin = (uintptr_t)origin;
	up.origin_size = sizeof(origin) - 1;
	up.confirm_s = confirm_s;
	return answer(upload_table(ctrl, &up));
}

static int upload(void) { return upload_with(0); }
static int upload_unconfirmed(void) { return upload_with(3600); }

static int confirm(void)
{
	struct sct_confirm arg = { .size = sizeof(arg) };
	int err = answer(ioctl(ctrl, SCT_IOC_CONFIRM, &arg));

	return err == ENOENT ? 0 : err;	/* the second time there is nothing to confirm */
}

static int info(void)
{
	struct sct_info arg = { .size = sizeof(arg) };

	return answer(ioctl(ctrl, SCT_IOC_INFO, &arg));
}

static int status(void)
{
	struct sct_status arg = {
		.size = sizeof(arg), .origin = (uintptr_t)buffer,
		.origin_space = sizeof(buffer),
	};

	return answer(ioctl(ctrl, SCT_IOC_STATUS, &arg));
}

static int counters(void)
{
	struct sct_counters arg = {
		.size = sizeof(arg), .rules = (uintptr_t)buffer,
		.rule_space = 1000, .calls = (uintptr_t)buffer + sizeof(buffer) / 2,
		.call_space = 1000,
	};

	return answer(ioctl(ctrl, SCT_IOC_COUNTERS, &arg));
}

static int calls(void)
{
	struct sct_call_there all[2] = { { .nr = 1 }, { .nr = 2 } };
	struct sct_calls arg = { .size = sizeof(arg), .calls = (uintptr_t)all, .count = 2 };

	return answer(ioctl(ctrl, SCT_IOC_CALLS, &arg));
}

static int download(void)
{
	struct sct_download arg = {
		.size = sizeof(arg), .buffer = (uintptr_t)buffer,
		.buffer_size = sizeof(buffer),
	};

	return answer(ioctl(ctrl, SCT_IOC_DOWNLOAD, &arg));
}

static int log_size(void)
{
	static uint64_t bytes = 1 << 20;
	struct sct_log_size arg = { .size = sizeof(arg), .bytes = bytes ^= 3 << 20 };

	return answer(ioctl(ctrl, SCT_IOC_LOG_SIZE, &arg));
}

static int open_log(void)
{
	int fd = open("/dev/" SCT_LOG_DEVICE, O_RDONLY | O_NONBLOCK);
	struct sct_exempt arg = { .size = sizeof(arg), .id = getpid() };
	int err = answer(fd);
	ssize_t n;

	if (err)
		return err;
	err = answer(ioctl(fd, SCT_IOC_EXEMPT, &arg));
	n = read(fd, buffer, sizeof(buffer));
	if (n < 0 && errno != EAGAIN && !err)
		err = errno;
	close(fd);
	return err;
}

static int open_ctrl(void)
{
	int fd = open("/dev/" SCT_CTRL_DEVICE, O_RDWR);
	int err = answer(fd);

	close(fd);
	return err;
}

static int delete(void)
{
	struct sct_delete arg = { .size = sizeof(arg) };

	return answer(ioctl(ctrl, SCT_IOC_DELETE, &arg));
}

static int drain(void)
{
	static struct sct_holder holders[8];
	struct sct_drain arg = {
		.size = sizeof(arg), .timeout_ms = 10000,
		.holders = (uintptr_t)holders, .holder_space = 8,
	};

	return answer(ioctl(ctrl, SCT_IOC_DRAIN, &arg));
}

/* A call that rules log, keep for afterwards and refuse. */
static int visit(void)
{
	char path[600];

	memset(path, 'x', sizeof(path) - 1);
	path[sizeof(path) - 1] = 0;
	syscall(SYS_unlink, path);
	syscall(SYS_unlink, "/fail_nth/denied");
	return 0;
}

static void sweep(const char *name, int (*operation)(void), bool changes)
{
	int nth, err = 0;

	for (nth = 1; nth <= MAX_NTH; nth++) {
		uint64_t before = generation();
		bool met;

		arm(nth);
		err = operation();
		met = disarm();
		if (err && err != ENOMEM)
			break;
		if (err && !met)
			break;
		if (err && changes && generation() != before) {
			err = EBADMSG;
			break;
		}
		if (!met)
			break;
	}
	tests++;
	failures += err || nth > MAX_NTH;
	printf("%sok %d - %s: %d allocations failed in turn\n",
	       err || nth > MAX_NTH ? "not " : "", tests, name, nth - 1);
	if (err)
		printf("# allocation %d: %s\n", nth, strerrorname_np(err));
}

static void setting(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY);

	if (fd < 0 || write(fd, value, strlen(value)) < 0) {
		printf("Bail out! %s: %s\n", path, strerror(errno));
		exit(1);
	}
	close(fd);
}

int main(int argc, char **argv)
{
	FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;

	if (!f) {
		fprintf(stderr, "usage: fail_nth TABLE\n");
		return 2;
	}
	table = malloc(sizeof(buffer));
	table_size = fread(table, 1, sizeof(buffer), f);
	/* Also of those that may wait, and nobody needs to be told each time. */
	setting("/sys/kernel/debug/failslab/ignore-gfp-wait", "N");
	setting("/sys/kernel/debug/failslab/verbose", "0");
	ctrl = open("/dev/" SCT_CTRL_DEVICE, O_RDWR);
	fail_nth = open("/proc/thread-self/fail-nth", O_RDWR);
	if (ctrl < 0 || fail_nth < 0) {
		perror("Bail out!");
		return 1;
	}
	sweep("upload", upload, true);
	sweep("upload to be confirmed", upload_unconfirmed, true);
	sweep("confirm", confirm, true);
	sweep("info", info, false);
	sweep("status", status, false);
	sweep("counters", counters, false);
	sweep("calls", calls, false);
	sweep("download", download, false);
	sweep("log size", log_size, false);
	sweep("open, exempt, read and close the log", open_log, false);
	sweep("open the control device", open_ctrl, false);
	sweep("delete", delete, true);
	sweep("drain", drain, false);
	upload();
	close(ctrl);	/* whoever has it open is spared by rules */
	ctrl = open("/dev/" SCT_CTRL_DEVICE, O_RDWR);
	sweep("calls that rules are about", visit, false);
	delete();
	printf("1..%d\n", tests);
	return failures != 0;
}
