// SPDX-License-Identifier: GPL-2.0-only
/*
 * ctl COMMAND [NAME=VALUE...]: one ioctl, for the cases; prints what it answers
 * as NAME=VALUE lines, or the name of the errno (exit status 1).
 *
 *	upload table=FILE [expect=N] [confirm=S] [origin=TEXT]
 *	delete | confirm [generation=N] | lock | drain [timeout=MS]
 *	status | log-size [bytes=N] | counters
 *	pending | answer id=N|all [fail=ERRNO | kill=SIGNAL] [remember=1]
 *
 * With die=1 as the last word it ends by SIGKILL instead of its own will.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
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
static char **args;

static const char *text(const char *name)
{
	size_t len = strlen(name);

	for (char **a = args; *a; a++) {
		if (!strncmp(*a, name, len) && (*a)[len] == '=')
			return *a + len + 1;
	}
	return NULL;
}

static uint64_t number(const char *name)
{
	const char *value = text(name);

	return value ? strtoull(value, NULL, 0) : 0;
}

static int ask(unsigned long cmd, void *arg)
{
	if (!ioctl(ctrl, cmd, arg))
		return 0;
	printf("%s\n", strerrorname_np(errno));
	return 1;
}

#define SHOW(from, field) \
	printf(#field "=%llu\n", (unsigned long long)(from).field)

static int upload(void)
{
	const char *origin = text("origin"), *file = text("table");
	struct sct_upload up = upload_of_file(file ? file : "");

	up.flags = text("expect") ? SCT_UPLOAD_EXPECT : 0;
	up.expect = number("expect");
	up.confirm_s = number("confirm");
	up.origin = (uintptr_t)origin;
	up.origin_size = origin ? strlen(origin) : 0;
	if (ask(SCT_IOC_UPLOAD, &up))
		return 1;
	SHOW(up, generation);
	return 0;
}

static int status(void)
{
	static char origin[SCT_MAX_ORIGIN + 1];
	struct sct_status st = { .size = sizeof(st), .origin = (uintptr_t)origin,
				 .origin_space = SCT_MAX_ORIGIN };

	if (ask(SCT_IOC_STATUS, &st))
		return 1;
	SHOW(st, generation);
	SHOW(st, table_size);
	SHOW(st, memory);
	SHOW(st, rule_count);
	SHOW(st, hook_count);
	SHOW(st, after_calls);
	SHOW(st, abis);
	SHOW(st, state);
	SHOW(st, degraded);
	SHOW(st, loaded_ns);
	SHOW(st, uid);
	SHOW(st, loginuid);
	SHOW(st, pid);
	SHOW(st, confirm_left_ms);
	SHOW(st, confirm_generation);
	printf("comm=%s\n", (char *)st.comm);
	SHOW(st, log_bytes);
	SHOW(st, events);
	SHOW(st, overwritten);
	SHOW(st, must_timeouts);
	SHOW(st, must_waits);
	SHOW(st, unseen_calls);
	SHOW(st, unseen_nr);
	SHOW(st, unseen_abi);
	SHOW(st, readers);
	SHOW(st, must_waiting);
	SHOW(st, origin_size);
	printf("origin=%s\n", origin);
	return 0;
}

static int counters(void)
{
	struct sct_counters c = { .size = sizeof(c), .rule_space = SCT_MAX_RULES,
				  .call_space = 3 * SCT_MAX_NR };
	struct sct_rule_count *rules = calloc(c.rule_space, sizeof(*rules));
	struct sct_call_count *calls = calloc(c.call_space, sizeof(*calls));

	c.rules = (uintptr_t)rules;
	c.calls = (uintptr_t)calls;
	if (ask(SCT_IOC_COUNTERS, &c))
		return 1;
	SHOW(c, generation);
	for (uint32_t i = 0; i < c.rule_count; i++)
		printf("rule=%u evaluations=%llu hits=%llu events=%llu suppressed=%llu dropped=%llu last_hit_ns=%llu\n",
		       i, (unsigned long long)rules[i].evaluations,
		       (unsigned long long)rules[i].hits,
		       (unsigned long long)rules[i].events,
		       (unsigned long long)rules[i].suppressed,
		       (unsigned long long)rules[i].dropped,
		       (unsigned long long)rules[i].last_hit_ns);
	for (uint32_t i = 0; i < c.call_count; i++)
		printf("call=%u:%u evaluations=%llu refused=%llu\n", calls[i].abi,
		       calls[i].nr, (unsigned long long)calls[i].evaluations,
		       (unsigned long long)calls[i].refused);
	return 0;
}

/* The calls that wait; in a buffer for the caller to free. */
static int list_pending(struct sct_pending *p, unsigned char **buffer)
{
	*p = (struct sct_pending){ .size = sizeof(*p), .buffer_size = 64 << 20 };
	*buffer = malloc(p->buffer_size);
	p->buffer = (uintptr_t)*buffer;
	return ask(SCT_IOC_PENDING, p);
}

static int pending(void)
{
	struct sct_pending p;
	unsigned char *buffer, *at;

	if (list_pending(&p, &buffer))
		return 1;
	SHOW(p, count);
	at = buffer;
	for (uint32_t i = 0; i < p.count; i++) {
		const struct sct_listed *q = (struct sct_listed *)at;
		const struct sct_event *event = (struct sct_event *)(q + 1);

		printf("id=%llu left_ms=%u comm=%s pid=%d\n", (unsigned long long)q->id,
		       q->left_ms, (const char *)q->comm, event->pid);
		at += q->len;
	}
	return 0;
}

static int answer_one(uint64_t id)
{
	struct sct_answer a = {
		.size = sizeof(a), .id = id,
		.flags = number("remember") ? SCT_ANSWER_REMEMBER : 0,
		.error = number("fail"), .signal = number("kill"),
		.verdict = number("kill") ? SCT_VERDICT_KILLED :
			   number("fail") ? SCT_VERDICT_FAILED : SCT_VERDICT_ALLOWED,
	};

	return ask(SCT_IOC_ANSWER, &a);
}

static int answer(void)
{
	const char *which = text("id");
	unsigned char *buffer, *at;
	struct sct_pending p;
	int ret = 0;

	if (which && strcmp(which, "all"))
		return answer_one(number("id"));
	if (list_pending(&p, &buffer))
		return 1;
	at = buffer;
	for (uint32_t i = 0; i < p.count; i++) {
		const struct sct_listed *q = (struct sct_listed *)at;

		ret |= answer_one(q->id);
		at += q->len;
	}
	return ret;
}

static int run(const char *command)
{
	if (!strcmp(command, "pending"))
		return pending();
	if (!strcmp(command, "answer"))
		return answer();
	if (!strcmp(command, "upload"))
		return upload();
	if (!strcmp(command, "status"))
		return status();
	if (!strcmp(command, "counters"))
		return counters();
	if (!strcmp(command, "delete")) {
		struct sct_delete del = { .size = sizeof(del) };

		return ask(SCT_IOC_DELETE, &del);
	}
	if (!strcmp(command, "confirm")) {
		struct sct_confirm c = { .size = sizeof(c),
					 .generation = number("generation") };

		if (ask(SCT_IOC_CONFIRM, &c))
			return 1;
		SHOW(c, generation);
		return 0;
	}
	if (!strcmp(command, "lock")) {
		struct sct_lock lock = { .size = sizeof(lock) };

		if (ask(SCT_IOC_LOCK, &lock))
			return 1;
		SHOW(lock, generation);
		return 0;
	}
	if (!strcmp(command, "drain")) {
		struct sct_drain drain = { .size = sizeof(drain),
					   .timeout_ms = number("timeout") };

		return ask(SCT_IOC_DRAIN, &drain);
	}
	if (!strcmp(command, "log-size")) {
		struct sct_log_size size = { .size = sizeof(size),
					     .bytes = number("bytes") };

		if (ask(SCT_IOC_LOG_SIZE, &size))
			return 1;
		SHOW(size, bytes);
		return 0;
	}
	fprintf(stderr, "ctl: %s?\n", command);
	return 2;
}

int main(int argc, char **argv)
{
	int ret;

	if (argc < 2)
		return 2;
	args = argv + 2;
	ctrl = open("/dev/" SCT_CTRL_DEVICE, O_RDWR);
	if (ctrl < 0) {
		perror("/dev/" SCT_CTRL_DEVICE);
		return 2;
	}
	ret = run(argv[1]);
	fflush(stdout);
	if (number("die"))
		raise(SIGKILL);
	return ret;
}
