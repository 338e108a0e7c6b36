/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the programs share that check values against what a process knows of
 * itself.
 *
 * The process with the devices open is spared and not logged, so the calls are
 * made by a child, forked before.  It runs one function at a time, which finds
 * its data where the parent has put it: in memory that both share.
 *
 * Each value is tried twice: a FAIL rule whose filter asks for it, and the event
 * that this rule makes.
 */
#ifndef VALUES_H
#define VALUES_H

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sct_abi.h"
#include "upload.h"

#define ABI	(sizeof(long) == 8 ? SCT_ABI_X86_64 : SCT_ABI_IA32)
#define LONG	(sizeof(long) == 8 ? SCT_TYPE_S64 : SCT_TYPE_S32)
#define REFUSED	EXDEV		/* what no call here would answer by itself */

static int ctrl, events;
static int tests, failures;

__attribute__((__format__(__printf__, 2, 3)))
static bool result(bool good, const char *format, ...)
{
	va_list args;

	tests++;
	failures += !good;
	printf("%sok %d - ", good ? "" : "not ", tests);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
	fflush(stdout);
	return good;
}

static void die(const char *what)
{
	printf("# %s: %s\nnot ok %d - the test itself\n", what, strerror(errno),
	       ++tests);
	exit(1);
}

/* ---- the child ---- */

static struct shared {
	long (*run)(void);
	long result;		/* of run; -errno */
	char text[4][8192];
	long number[64];
} *shared;

static pid_t child;
static int to_child, from_child;

static void child_loop(int in, int out)
{
	char c;

	while (read(in, &c, 1) == 1) {
		shared->result = shared->run();
		if (write(out, &c, 1) != 1)
			break;
	}
	_exit(0);
}

/* Runs it in the child. */
static long in_child(long (*run)(void))
{
	char c = 0;

	shared->run = run;
	if (write(to_child, &c, 1) != 1 || read(from_child, &c, 1) != 1)
		die("the child");
	return shared->result;
}

/* Two that take turns wake each other sooner on one CPU than from CPU to CPU. */
static void stay_on_this_cpu(void)
{
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET(sched_getcpu(), &one);
	if (sched_setaffinity(0, sizeof(one), &one))
		die("affinity");
}

static void start_child(void)
{
	int in[2], out[2];

	stay_on_this_cpu();
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED || pipe(in) || pipe(out))
		die("setup");
	child = fork();
	if (child < 0)
		die("fork");
	if (!child) {
		close(in[1]);
		close(out[0]);
		child_loop(in[0], out[1]);
	}
	close(in[0]);
	close(out[1]);
	to_child = in[1];
	from_child = out[0];
}

static void start(void)
{
	start_child();
	ctrl = open("/dev/sct_ctrl", O_RDWR | O_CLOEXEC);
	events = open("/dev/sct_log", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (ctrl < 0 || events < 0)
		die("devices");
}

static int finish(void)
{
	struct sct_delete del = { .size = sizeof(del) };

	if (ioctl(ctrl, SCT_IOC_DELETE, &del))
		die("delete");
	close(to_child);
	waitpid(child, NULL, 0);
	printf("1..%d\n", tests);
	return failures != 0;
}

static long answer(long ret)
{
	return ret == -1 ? -errno : ret;
}

/* ---- a table of one rule ---- */

static struct {
	struct sct_rule rule;
	struct sct_view view;
	struct sct_insn insn[SCT_MAX_INSNS_PER_RULE];
	char pool[1 << 18];
	uint32_t pool_size;
} t;

static struct sct_str pool(const void *s, uint32_t len)
{
	struct sct_str str = { .off = t.pool_size, .len = len };

	memcpy(t.pool + t.pool_size, s, len);
	t.pool_size += len;
	t.pool[t.pool_size++] = 0;
	return str;
}

/* A rule that logs, and refuses if `phase` is before the call. */
static void rule(uint8_t phase)
{
	bool before = phase == SCT_PHASE_BEFORE;

	memset(&t, 0, sizeof(t));
	t.rule.name = pool("rule", 4);
	t.rule.action = before ? SCT_ACTION_FAIL : SCT_ACTION_LOG;
	t.rule.error = before ? REFUSED : 0;
	t.rule.phase = phase;
	t.rule.priority = SCT_PRIORITY_INFO;
	t.rule.flags = SCT_RULE_LOG;
	t.rule.max_data = SCT_MAX_DATA;
	t.rule.derived = 0xff;
}

static void slot(unsigned int i, struct sct_param param)
{
	t.view.params[i] = param;
	if (i >= SCT_MAX_PARAMS) {
		t.view.params[i].param = 1;
		t.view.params[i].name = pool("field", 5);
		t.view.derived_count = i + 1 - SCT_MAX_PARAMS;
	} else {
		t.view.param_count = i + 1;
	}
}

/* Goes on to the action if the comparison holds. */
static void filter(struct sct_insn compare, bool number, uint8_t index)
{
	struct sct_insn *in = t.insn;
	uint8_t var = compare.a;

	if (number) {
		*in++ = (struct sct_insn){ .op = SCT_OP_LDV, .a = var, .b = index };
		compare.a = 0;
	} else {
		compare.b = index;
	}
	compare.target = in - t.insn + 2;
	*in++ = compare;
	*in++ = (struct sct_insn){ .op = SCT_OP_RET };
	*in++ = (struct sct_insn){ .op = SCT_OP_RET, .imm = 1 };
	t.rule.insn_count = in - t.insn;
}

static inline void where_number(uint8_t var, uint8_t index, int64_t value)
{
	filter((struct sct_insn){ .op = SCT_OP_JEQI, .a = var, .imm = value },
	       true, index);
}

static inline void where_text(uint8_t op, uint8_t var, uint8_t index,
			      const void *text, uint32_t len)
{
	struct sct_str str = { 0 };

	if (op != SCT_OP_JSNUL)
		str = pool(text, len);
	filter((struct sct_insn){ .op = op, .a = var,
				  .imm = str.off | (uint64_t)str.len << 32 },
	       false, index);
}

static void put(char *bytes, struct sct_section *section, uint32_t *off,
		const void *data, uint32_t count, size_t element)
{
	section->off = *off;
	section->count = count;
	memcpy(bytes + *off, data, count * element);
	*off = (*off + count * element + 7) & ~7u;
}

static uint64_t generation;	/* of the table in force */

/* The rule on a call, as the child makes it. */
static void upload(unsigned int nr)
{
	static char bytes[sizeof(t) + sizeof(struct sct_table)]
		__attribute__((__aligned__(8)));
	struct sct_table *head = (struct sct_table *)bytes;
	struct sct_binding binding = { .abi = ABI, .nr = nr };
	struct sct_upload up;
	uint32_t off = sizeof(*head);

	memset(bytes, 0, sizeof(bytes));
	put(bytes, &head->rules, &off, &t.rule, 1, sizeof(t.rule));
	put(bytes, &head->views, &off, &t.view, 1, sizeof(t.view));
	put(bytes, &head->bindings, &off, &binding, 1, sizeof(binding));
	put(bytes, &head->insns, &off, t.insn, t.rule.insn_count,
	    sizeof(t.insn[0]));
	put(bytes, &head->strings, &off, t.pool, t.pool_size, 1);
	put(bytes, &head->text, &off, "", 0, 1);
	head->magic = SCT_TABLE_MAGIC;
	head->version = SCT_ABI_VERSION;
	head->size = off;
	up = upload_of(bytes, off);
	if (upload_table(ctrl, &up)) {
		printf("# error %u rule %d index %d\n", up.error, up.rule, up.index);
		die("upload");
	}
	generation = up.generation;
}

/* ---- events ---- */

static union {
	char bytes[1 << 18];
	struct sct_record first;
} got;
static size_t got_size;

static void read_events(void)
{
	ssize_t n;

	got_size = 0;
	while ((n = read(events, got.bytes + got_size,
			 sizeof(got.bytes) - got_size)) > 0)
		got_size += n;
}

/* The field of the one event there is; its data follows it. */
static const struct sct_field *field(uint8_t var, uint8_t index)
{
	const char *at = got.bytes, *end = got.bytes + got_size;

	for (; at < end; at += ((const struct sct_record *)at)->len) {
		const struct sct_event *e = (const void *)at;
		const struct sct_field *f = (const void *)(e + 1);

		if (e->rec.type != SCT_RECORD_EVENT || e->pid != child)
			continue;
		for (uint32_t i = 0; i < e->field_count; i++) {
			if (f->var == var && f->index == index)
				return f;
			f = (const void *)((const char *)(f + 1) +
					   ((f->len + 7) & ~7u));
		}
	}
	return NULL;
}

/* Has the one event there is these flags? */
static inline bool has_flags(uint8_t flags)
{
	const char *at = got.bytes, *end = got.bytes + got_size;

	for (; at < end; at += ((const struct sct_record *)at)->len) {
		const struct sct_event *e = (const void *)at;

		if (e->rec.type == SCT_RECORD_EVENT && e->pid == child)
			return e->flags == flags;
	}
	return false;
}

static void show(const char *what, const char *data, uint32_t len)
{
	printf("# %s %u bytes: ", what, len);
	for (uint32_t i = 0; i < len && i < 200; i++)
		printf(data[i] < ' ' || data[i] > '~' ? "\\x%02x" : "%c",
		       (uint8_t)data[i]);
	printf("\n");
}

static inline bool has_text(uint8_t var, uint8_t index, uint8_t flags,
			    const void *text, uint32_t len)
{
	const struct sct_field *f = field(var, index);

	if (f && f->flags == flags && f->len == len &&
	    !memcmp(f + 1, text, len))
		return true;
	if (!f) {
		printf("# no such field in %zu bytes of events\n", got_size);
		return false;
	}
	printf("# flags %u, expected %u\n", f->flags, flags);
	show("got", (const char *)(f + 1), f->len);
	show("expected", text, len);
	return false;
}

/* Has the list of strings these bytes, of so many? */
static inline bool has_list(uint8_t var, uint8_t index, uint8_t flags, uint32_t strings,
			    uint32_t bytes, const void *text, uint32_t len)
{
	const struct sct_field *f = field(var, index);
	const struct sct_list *list = (const void *)(f + 1);

	if (f && f->flags == (flags | SCT_FIELD_LIST) && f->len == sizeof(*list) + len &&
	    list->strings == strings && list->bytes == bytes &&
	    !memcmp(list + 1, text, len))
		return true;
	if (!f || f->len < sizeof(*list)) {
		printf("# no such list in %zu bytes of events\n", got_size);
		return false;
	}
	printf("# flags %u, %u strings of %u bytes\n", f->flags, list->strings,
	       list->bytes);
	show("got", (const char *)(list + 1), f->len - sizeof(*list));
	show("expected", text, len);
	return false;
}

static inline bool has_number(uint8_t var, uint8_t index, int64_t value)
{
	const struct sct_field *f = field(var, index);
	int64_t n = f ? *(const int64_t *)(f + 1) : 0;

	if (f && !f->flags && f->len == 8 && n == value)
		return true;
	printf("# got %lld%s, expected %lld\n", (long long)n,
	       f ? f->flags ? " with flags" : "" : " (no field)",
	       (long long)value);
	return false;
}

/*
 * With a coarse clock (jiffies), events get times ahead of it, so that no two are the
 * same; the log gives them out when it has come there.
 */
static void let_clock_go_on(void)
{
	struct timespec start, now;

	clock_gettime(CLOCK_MONOTONIC, &start);
	do {
		clock_gettime(CLOCK_MONOTONIC, &now);
	} while (now.tv_sec == start.tv_sec && now.tv_nsec == start.tv_nsec);
}

static inline struct sct_param argv_param(void)
{
	return (struct sct_param){ .source = SCT_SOURCE_ARG, .arg = 1,
				   .type = SCT_TYPE_ARGV };
}

/* Makes the call under the rules in force; the log then has its events. */
static long make(long (*run)(void))
{
	long ret;

	do {
		read_events();	/* of what was before */
	} while (got_size);
	ret = in_child(run);
	let_clock_go_on();
	read_events();
	return ret;
}

/* Likewise with the rule. */
static inline long call(unsigned int nr, long (*run)(void))
{
	upload(nr);
	return make(run);
}

#endif /* VALUES_H */
