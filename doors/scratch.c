// SPDX-License-Identifier: GPL-2.0-only
/*
 * The object that the doors are tried on, and the arguments of calls that lead to it.
 * What an argument points to is below 4 GiB, where 32-bit calls reach.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "doors.h"

#define ARENA	(64 << 10)

static char path[PATH_MAX], beside[PATH_MAX + 8];
static char *arena, *next;
static pid_t running;

static void *take(size_t size)
{
	char *p = next;

	next += (size + 15) & ~15ul;
	return p;
}

static uint64_t pointer_to(const void *bytes, size_t size)
{
	return (uintptr_t)memcpy(take(size), bytes, size);
}

static uint64_t pointer_to_text(const char *text)
{
	return pointer_to(text, strlen(text) + 1);
}

/* Directories on the way stay: all is in the scratch directory of who calls us. */
void scratch_init(const char *object)
{
	snprintf(path, sizeof(path), "%s", object);
	snprintf(beside, sizeof(beside), "%s.other", object);
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0755);
		*slash = '/';
	}
	arena = mmap(NULL, ARENA, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	if (arena == MAP_FAILED) {
		perror("sct_doors: mmap");
		exit(1);
	}
	next = arena;
}

static void remove_one(const char *name)
{
	umount2(name, MNT_DETACH);
	if (unlink(name) && errno != ENOENT)
		rmdir(name);
}

void scratch_clear(void)
{
	remove_one(path);
	remove_one(beside);
}

static bool make_file(const char *name, mode_t mode)
{
	int fd = open(name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode);
	bool made = fd >= 0 && write(fd, "scratch\n", 8) == 8;

	if (fd >= 0)
		close(fd);
	return made;
}

/* Ourselves: without arguments, this program does nothing. */
static bool make_program(void)
{
	int from = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	int to = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0755);
	bool made = from >= 0 && to >= 0;

	while (made) {
		ssize_t n = sendfile(to, from, NULL, 1 << 20);

		if (n <= 0) {
			made = !n;
			break;
		}
	}
	if (from >= 0)
		close(from);
	if (to >= 0)
		close(to);
	return made;
}

/* Runs the program for as long as who started it lives, which then can be traced. */
static bool run_program(void)
{
	char *const argv[] = { path, SLEEP, NULL };
	int started[2];
	char byte;
	bool runs;

	if (!make_program() || pipe2(started, O_CLOEXEC))
		return false;
	running = fork();
	if (!running) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		execv(path, argv);
		_exit(write(started[1], "", 1) != 1);
	}
	close(started[1]);
	/* The end that execv() closes is the end of the file. */
	runs = running > 0 && read(started[0], &byte, 1) == 0;
	close(started[0]);
	return runs;
}

/* Puts what the door needs at the path, and a file beside it unless that is to be free. */
bool scratch_place(const char *kind)
{
	scratch_clear();
	if (!strcmp(kind, "nothing"))
		return true;
	if (!strcmp(kind, "directory"))
		return !mkdir(path, 0755);
	if (!strcmp(kind, "link"))
		return !symlink("elsewhere", path);
	if (!strcmp(kind, "program"))
		return make_program();
	if (!strcmp(kind, "running"))
		return run_program();
	return !strcmp(kind, "file") && make_file(path, 0644);
}

static int opened(const char *name, int flags)
{
	int fd = open(name, flags | O_CLOEXEC);

	if (fd < 0)
		fprintf(stderr, "sct_doors: %s: %s\n", name, strerror(errno));
	return fd;
}

static int other_to_read(void)
{
	if (access(beside, F_OK) && !make_file(beside, 0644))
		return -1;
	return opened(beside, O_RDONLY);
}

static int pipe_with_a_byte(void)
{
	int fd[2];

	if (pipe2(fd, O_CLOEXEC) || write(fd[1], "x", 1) != 1)
		return -1;
	return fd[0];
}

/* The directory of the path. */
static int parent(void)
{
	char name[PATH_MAX];

	snprintf(name, sizeof(name), "%s", path);
	*strrchr(name, '/') = '\0';
	return opened(*name ? name : "/", O_RDONLY | O_DIRECTORY);
}

static uint64_t handle(void)
{
	struct file_handle *h = take(sizeof(*h) + MAX_HANDLE_SZ);
	int mount_id;

	h->handle_bytes = MAX_HANDLE_SZ;
	return name_to_handle_at(AT_FDCWD, path, h, &mount_id, 0) ? 0 : (uintptr_t)h;
}

/* Of a signal that a process sends: the kernel's own codes are refused. */
static uint64_t siginfo(void)
{
	siginfo_t info = { .si_code = SI_QUEUE };

	return pointer_to(&info, sizeof(info));
}

static uint64_t list_of(enum entry entry, const uint64_t *value, size_t count)
{
	uint32_t narrow[4];

	if (entry != IA32 && entry != X32)
		return pointer_to(value, count * sizeof(*value));
	for (size_t i = 0; i < count; i++)
		narrow[i] = value[i];
	return pointer_to(narrow, count * sizeof(*narrow));
}

/* One that can be made writable and executable, whichever a rule is about. */
static uint64_t mapping(void)
{
	int fd = opened(path, O_RDWR);
	void *at = fd < 0 ? MAP_FAILED : mmap(NULL, 4096, PROT_READ,
					      MAP_SHARED | MAP_32BIT, fd, 0);

	return at == MAP_FAILED ? 0 : (uintptr_t)at;
}

static bool is_set(uint64_t *value, uint64_t to)
{
	*value = to;
	return to != 0;
}

static bool is_open(uint64_t *value, int fd)
{
	*value = fd;
	return fd >= 0;
}

/* Return: false if it cannot be had, or is not known. */
bool scratch_argument(enum entry entry, const char *word, uint64_t *value)
{
	const uint64_t how[3] = { O_RDWR }, iov[2] = { pointer_to_text("x"), 1 };
	const uint64_t argv[2] = { pointer_to_text(path), 0 };
	char *end;

	*value = strtoull(word, &end, 0);
	if (!*end)
		return true;
	if (!strcmp(word, "AT"))
		return is_set(value, (uint64_t)AT_FDCWD);
	if (!strcmp(word, "path"))
		return is_set(value, pointer_to_text(path));
	if (!strcmp(word, "free"))
		return is_set(value, pointer_to_text(beside));
	if (!strcmp(word, "other"))
		return make_file(beside, 0644) && is_set(value, pointer_to_text(beside));
	if (!strcmp(word, "text"))
		return is_set(value, pointer_to_text("user.sct"));
	if (!strcmp(word, "buffer"))
		return is_set(value, (uintptr_t)memset(take(4096), 0, 4096));
	if (!strcmp(word, "reader"))
		return is_open(value, opened(path, O_RDONLY));
	if (!strcmp(word, "writer"))
		return is_open(value, opened(path, O_RDWR));
	if (!strcmp(word, "other-reader"))
		return is_open(value, other_to_read());
	if (!strcmp(word, "pipe"))
		return is_open(value, pipe_with_a_byte());
	if (!strcmp(word, "parent"))
		return is_open(value, parent());
	if (!strcmp(word, "handle"))
		return is_set(value, handle());
	if (!strcmp(word, "mapping"))
		return is_set(value, mapping());
	if (!strcmp(word, "pid"))
		return is_set(value, running);
	if (!strcmp(word, "pidfd"))
		return is_open(value, syscall(SYS_pidfd_open, running, 0));
	if (!strcmp(word, "siginfo"))
		return is_set(value, siginfo());
	if (!strcmp(word, "how"))
		return is_set(value, pointer_to(how, sizeof(how)));
	if (!strcmp(word, "iovec"))
		return is_set(value, list_of(entry, iov, 2));
	if (!strcmp(word, "argv"))
		return is_set(value, list_of(entry, argv, 2));
	if (!strcmp(word, "setflags"))
		return is_set(value, entry == IA32 ? 0x40046602 : FS_IOC_SETFLAGS);
	return false;
}
