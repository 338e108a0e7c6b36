// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tasks that are followed, found by their thread id, and what /proc tells of them.
 *
 * A task's uid is in each of its events and seldom changes, so it is kept until it may
 * have: the filter traps the calls that change credentials for that (calls.c).
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/rules_internal.h"
#include "hold.h"
#include "question.h"
#include "task.h"

#define BUCKETS		1024u
#define COMM_FILES	512	/* so many descriptors at most, for names */

struct run_task *run_current;

static struct run_task *buckets[BUCKETS];
static u32 count, most;

static struct run_task **bucket(pid_t tid)
{
	return &buckets[(u32)tid % BUCKETS];
}

struct run_task *run_task_find(pid_t tid)
{
	struct run_task *task = *bucket(tid);

	while (task && task->tid != tid)
		task = task->next;
	return task;
}

static void link_task(struct run_task *task)
{
	struct run_task **head = bucket(task->tid);

	task->next = *head;
	*head = task;
}

static void unlink_task(struct run_task *task)
{
	struct run_task **link = bucket(task->tid);

	while (*link != task)
		link = &(*link)->next;
	*link = task->next;
}

/* The task; a new one if it is seen for the first time.  NULL without memory. */
struct run_task *run_task_get(pid_t tid)
{
	struct run_task *task = run_task_find(tid);

	if (task)
		return task;
	task = calloc(1, sizeof(*task));
	if (!task)
		return NULL;
	task->tid = tid;
	task->comm = -1;
	link_task(task);
	if (++count > most)
		most = count;
	return task;
}

static void forget_comm(struct run_task *task)
{
	if (task->comm >= 0)
		close(task->comm);
	task->comm = -1;
}

void run_task_drop(struct run_task *task)
{
	unlink_task(task);
	run_hold_end(task, false);
	forget_comm(task);
	run_question_drop(task);
	if (task->stage == RUN_IN_CALL || task->stage == RUN_WAITS)
		sct_call_end(&task->call);
	free(task);
	count--;
}

/* A thread that executes a program takes the id of its process. */
void run_task_rename(struct run_task *task, pid_t tid)
{
	struct run_task *leader = run_task_find(tid);

	if (leader == task)
		return;
	if (leader)
		run_task_drop(leader);
	unlink_task(task);
	forget_comm(task);
	task->tid = tid;
	task->tgid = tid;
	link_task(task);
}

/* @visit must not drop a task. */
void run_task_each(void (*visit)(struct run_task *task))
{
	for (u32 i = 0; i < BUCKETS; i++) {
		for (struct run_task *task = buckets[i]; task; task = task->next)
			visit(task);
	}
}

u32 run_task_count(void)
{
	return count;
}

u32 run_task_most(void)
{
	return most;
}

void run_task_ids_change(struct run_task *task)
{
	task->uid_known = false;
}

long run_read_proc(pid_t tid, const char *name, char *buf, size_t size)
{
	char path[64];
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/%s", tid, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	n = read(fd, buf, size - 1);
	close(fd);
	if (n < 0)
		return -1;
	buf[n] = 0;
	return n;
}

/*
 * A name is in most events and may be changed by any thread of the process: the file
 * stays open, where there are descriptors for that.
 */
long run_read_comm(struct run_task *task, char *buf, size_t size)
{
	ssize_t n = -1;
	char path[64];

	if (task->comm < 0) {
		snprintf(path, sizeof(path), "/proc/%d/comm", task->tid);
		task->comm = open(path, O_RDONLY | O_CLOEXEC);
	}
	if (task->comm >= 0)
		n = pread(task->comm, buf, size - 1, 0);
	if (n < 0)
		return -1;
	if (task->comm >= COMM_FILES)
		forget_comm(task);
	buf[n] = 0;
	return n;
}

int run_ptrace_scope(void)
{
	int fd = open("/proc/sys/kernel/yama/ptrace_scope", O_RDONLY | O_CLOEXEC);
	char scope = 0;
	ssize_t n;

	if (fd < 0)
		return -1;
	n = read(fd, &scope, 1);
	close(fd);
	return n == 1 ? scope - '0' : -1;
}

/**
 * run_status_id - a number of /proc/PID/status
 * @tid: the task
 * @field: the line's name, with the colon
 * @column: 0 for the first number of the line
 *
 * Return: the number; -1 if there is none.
 */
s64 run_status_id(pid_t tid, const char *field, unsigned int column)
{
	char buf[4096];
	size_t len = strlen(field);
	char *line = buf;

	if (run_read_proc(tid, "status", buf, sizeof(buf)) < 0)
		return -1;
	while (line && strncmp(line, field, len)) {
		line = strchr(line, '\n');
		line = line ? line + 1 : NULL;
	}
	if (!line)
		return -1;
	line += len;
	for (s64 value = strtoll(line, &line, 10);; value = strtoll(line, &line, 10)) {
		if (!column--)
			return value;
	}
}

s32 task_pid_nr(struct run_task *task)
{
	return task->tid;
}

s32 task_tgid_nr(struct run_task *task)
{
	if (!task->tgid) {
		s64 tgid = run_status_id(task->tid, "Tgid:", 0);

		task->tgid = tgid > 0 ? tgid : task->tid;
	}
	return task->tgid;
}

u32 current_uid(void)
{
	if (!run_current->uid_known) {
		run_current->uid = run_status_id(run_current->tid, "Uid:", 0);
		run_current->uid_known = true;
	}
	return run_current->uid;
}
