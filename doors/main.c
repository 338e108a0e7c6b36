// SPDX-License-Identifier: GPL-2.0-only
/*
 * sct_doors PATH: goes through doors of the kernel to what is at PATH, which it makes and
 * removes.  For `sct_config coverage --probe`; each door is two lines on the input,
 *
 *	ENTRY NUMBER KIND WORD...	answered by "ready", or "cannot", and why
 *	go				answered by what the kernel said, or "died";
 *					another word: not to go, and no answer
 *
 * KIND is what is at the path before, WORD an argument (scratch.c).  A door is a process
 * of its own, so that nothing of it stays.  Mounts are in a namespace of our own.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "doors.h"

static const char *const entries[] = { "x86_64", "ia32", "x32", "io_uring" };

static bool parse(char *line, struct door *door)
{
	char *word = strtok(line, " \n");
	bool known = false;

	for (unsigned int i = 0; word && i < sizeof(entries) / sizeof(*entries); i++) {
		if (!strcmp(word, entries[i])) {
			door->entry = i;
			known = true;
		}
	}
	word = strtok(NULL, " \n");
	if (!known || !word)
		return false;
	door->nr = strtoul(word, NULL, 10);
	door->kind = strtok(NULL, " \n");
	for (door->count = 0; (word = strtok(NULL, " \n")); door->count++) {
		if (door->count == sizeof(door->word) / sizeof(*door->word))
			return false;
		door->word[door->count] = word;
	}
	return door->kind && (door->entry == IO_URING || door->count <= MAX_ARGS);
}

static bool prepare(const struct door *door, uint64_t *value)
{
	if (!scratch_place(door->kind)) {
		printf("cannot make the %s: %s\n", door->kind, strerror(errno));
		return false;
	}
	for (unsigned int i = 0; i < door->count; i++) {
		const char *word = strchr(door->word[i], '=');

		if (!scratch_argument(door->entry, word ? word + 1 : door->word[i], &value[i])) {
			printf("cannot have %s: %s\n", door->word[i], strerror(errno));
			return false;
		}
	}
	return true;
}

/* In a process of its own, which writes what the kernel said into the pipe. */
static void go(const struct door *door, int from, int to)
{
	uint64_t value[16] = { 0 };
	long answer;
	char byte;

	if (!prepare(door, value))
		exit(1);
	printf("ready\n");
	fflush(stdout);
	if (read(from, &byte, 1) != 1)
		_exit(1);
	answer = enter_door(door, value);
	_exit(write(to, &answer, sizeof(answer)) != sizeof(answer));
}

/* Who became another program says nothing: that went well. */
static void report(int from, pid_t child)
{
	long answer = 0;
	ssize_t got = read(from, &answer, sizeof(answer));
	int status;

	waitpid(child, &status, 0);
	if (WIFSIGNALED(status))
		printf("died %d\n", WTERMSIG(status));
	else if (got && answer < 0)
		printf("%s\n", strerrorname_np(-answer) ?: "error");
	else
		printf("0\n");
	fflush(stdout);
}

static void try_door(const struct door *door)
{
	int start[2], said[2];
	char line[16];
	pid_t child;

	if (pipe2(start, O_CLOEXEC) || pipe2(said, O_CLOEXEC)) {
		perror("sct_doors: pipe");
		exit(1);
	}
	fflush(stdout);
	child = fork();
	if (!child) {
		close(start[1]);
		close(said[0]);
		go(door, start[0], said[1]);
	}
	close(start[0]);
	close(said[1]);
	if (fgets(line, sizeof(line), stdin) && !strcmp(line, "go\n") &&
	    write(start[1], "", 1) == 1)
		report(said[0], child);
	close(start[1]);
	close(said[0]);
	waitpid(child, NULL, 0);
}

int main(int argc, char **argv)
{
	struct door door;
	char line[512];

	if (argc < 2)
		return 0;
	if (!strcmp(argv[1], SLEEP))
		return pause();
	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL)) {
		perror("sct_doors: cannot have mounts of its own");
		return 1;
	}
	scratch_init(argv[1]);
	while (fgets(line, sizeof(line), stdin)) {
		if (!parse(line, &door)) {
			printf("cannot do that\n");
			fflush(stdout);
			continue;
		}
		try_door(&door);
	}
	scratch_clear();
	return 0;
}
