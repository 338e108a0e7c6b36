/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A reader of the log that accounts for every number, for the programs that make
 * floods.  Its results are in memory that it shares with who judges them.
 *
 * Each openat of a caller has the path "flood/N" with N counting up, by which the
 * order of a task's events is seen.
 */
#ifndef LOG_READER_H
#define LOG_READER_H

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sct_abi.h"

#define MAX_CPUS	16
#define MAX_RULES	2
#define MAX_TIDS	65536
#define QUIET_UID	1001

struct reading {
	volatile bool ready, stop;	/* stop: when there is nothing more */
	uint64_t received, lost, lost_must;
	uint64_t of_call[2];		/* getppid, openat */
	uint64_t of_rule[MAX_RULES], of_rule_cpu[MAX_RULES][MAX_CPUS];
	uint64_t next_rule_seq[MAX_RULES][MAX_CPUS];
	uint64_t quiet, suppressed, failed;
	uint64_t losses, generations;
	bool gap, back_in_time, wrong_order, wrong_table, rule_seq_back;
};

struct log_reader {
	struct reading *r;
	int fd;
	uint64_t next_seq[MAX_CPUS][SCT_MAX_LANES];
	bool seen[MAX_CPUS][SCT_MAX_LANES];
	uint64_t time, generation;
	uint64_t last_path[MAX_TIDS];
	char *table;			/* of the generation */
};

/* The name that rule number @rule has in the table of the event's generation. */
static inline const char *rule_name(struct log_reader *lr, uint64_t generation,
				    uint32_t rule)
{
	struct sct_download down = { .size = sizeof(down), .generation = generation };
	const struct sct_table *t;
	const struct sct_rule *rules;

	if (lr->generation != generation) {
		free(lr->table);
		down.buffer_size = 1 << 16;
		lr->table = malloc(down.buffer_size);
		down.buffer = (uintptr_t)lr->table;
		if (ioctl(lr->fd, SCT_IOC_DOWNLOAD, &down))
			return strerrorname_np(errno);
		lr->generation = generation;
		lr->r->generations++;
	}
	t = (const void *)lr->table;
	rules = (const void *)(lr->table + t->rules.off);
	return lr->table + t->strings.off + rules[rule].name.off;
}

/* N of "flood/N"; 0 if there is no such path. */
static inline uint64_t path_number(const struct sct_event *e)
{
	const char *at = (const char *)(e + 1);

	for (uint32_t i = 0; i < e->field_count; i++) {
		const struct sct_field *f = (const void *)at;

		at += sizeof(*f);
		if (f->var == SCT_VAR_PARAMS && f->len > 6 && f->len < 32 &&
		    !memcmp(at, "flood/", 6)) {
			char digits[32] = "";

			memcpy(digits, at + 6, f->len - 6);
			return strtoull(digits, NULL, 10);
		}
		at += (f->len + 7) / 8 * 8;
	}
	return 0;
}

static inline void take_event(struct log_reader *lr, const struct sct_event *e)
{
	bool is_openat = e->nr == SYS_openat;
	const char *name = rule_name(lr, e->generation, e->rule);
	struct reading *r = lr->r;
	uint64_t *next = &r->next_rule_seq[e->rule][e->rec.cpu], n;
	static uint64_t of;

	r->received++;
	r->of_call[is_openat]++;
	r->of_rule[e->rule]++;
	r->of_rule_cpu[e->rule][e->rec.cpu]++;
	r->quiet += e->uid == QUIET_UID;
	r->suppressed += e->suppressed;
	r->failed += e->verdict == SCT_VERDICT_FAILED;
	r->wrong_table |= strcmp(name, is_openat ? "openat" : "getppid") != 0;
	if (of != e->generation) {
		memset(r->next_rule_seq, 0, sizeof(r->next_rule_seq));
		of = e->generation;
	}
	r->rule_seq_back |= e->rule_seq < *next;
	*next = e->rule_seq + 1;
	n = path_number(e);
	if (n) {
		uint64_t *last = &lr->last_path[e->tid % MAX_TIDS];

		r->wrong_order |= n <= *last;
		*last = n;
	}
}

static inline void take_record(struct log_reader *lr, const struct sct_record *rec)
{
	uint64_t count = 1, *next = &lr->next_seq[rec->cpu][rec->lane];
	bool *seen = &lr->seen[rec->cpu][rec->lane];

	if (rec->type == SCT_RECORD_LOST) {
		count = ((const struct sct_lost *)rec)->count;
		lr->r->lost += count;
		lr->r->losses++;
		if (rec->lane == SCT_LANE_MUST)
			lr->r->lost_must += count;
	} else {
		take_event(lr, (const struct sct_event *)rec);
	}
	lr->r->gap |= *seen && rec->seq != *next;
	lr->r->back_in_time |= rec->time_ns < lr->time;
	*seen = true;
	*next = rec->seq + count;
	lr->time = rec->time_ns;
}

/* Reads until it is told to stop and has read all. */
static inline void read_log(struct reading *r)
{
	static char buf[65536] __attribute__((__aligned__(8)));
	static struct log_reader lr;
	bool last;

	lr.r = r;
	lr.fd = open("/dev/sct_log", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (lr.fd == -1 || lseek(lr.fd, 0, SEEK_END) == -1) {
		perror("flood: log");
		_exit(2);
	}
	__atomic_store_n(&r->ready, true, __ATOMIC_RELEASE);
	do {
		ssize_t n;

		last = __atomic_load_n(&r->stop, __ATOMIC_ACQUIRE);
		while ((n = read(lr.fd, buf, sizeof(buf))) > 0) {
			for (char *at = buf; at < buf + n;
			     at += ((struct sct_record *)at)->len)
				take_record(&lr, (struct sct_record *)at);
		}
		if (!last)
			usleep(1000);
	} while (!last);
}

#endif /* LOG_READER_H */
