// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tries to get around a rule that refuses a file by its name.
 *
 *	race TRIES FORBIDDEN OTHER	opens a name that a second thread changes from OTHER
 *					to FORBIDDEN and back; prints how often it was opened
 *	race TRIES FORBIDDEN OTHER connect	the same with connect() to two sockets, which
 *					it makes
 *	race attacks ADDRESS		tries to change what is mapped at ADDRESS; prints each
 *					way in which it could
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#define PAGE	4096

static volatile char name[PAGE];
static volatile int over;
static char forbidden_end, other_end;
static size_t end_at;

/* What has come of the tries. */
struct tries {
	int all, hits, others, refused;
};

/* The names differ in their last byte, so that it is always one of the two. */
static void *change(void *arg)
{
	(void)arg;
	while (!over) {
		name[end_at] = forbidden_end;
		name[end_at] = other_end;
	}
	return NULL;
}

/* Begins to change the name, which stands @at in `name`. */
static pthread_t start(const char *forbidden, const char *other, size_t at)
{
	pthread_t thread;

	strcpy((char *)name + at, other);
	end_at = strlen(other) - 1;
	forbidden_end = forbidden[end_at];
	other_end = other[end_at];
	end_at += at;
	pthread_create(&thread, NULL, change, NULL);
	return thread;
}

/* Return: the exit status. */
static int finish(pthread_t thread, const char *done, const struct tries *t)
{
	over = 1;
	pthread_join(thread, NULL);
	printf("%s %d\n", done, t->hits);
	fprintf(stderr, "race: %d tries: %d refused, %d the other, %d the forbidden one\n",
		t->all, t->refused, t->others, t->hits);
	/* Unless both were tried often, nothing has been shown. */
	return t->refused < t->all / 1000 || t->others < t->all / 1000;
}

static int race(int tries, const char *forbidden, const char *other)
{
	struct tries t = { .all = tries };
	struct stat secret, st;
	pthread_t thread;

	if (stat(forbidden, &secret))
		return 1;
	thread = start(forbidden, other, 0);
	for (int i = 0; i < tries; i++) {
		int fd = open((char *)name, O_RDONLY);

		if (fd < 0) {
			t.refused++;
			continue;
		}
		if (!fstat(fd, &st) && st.st_ino == secret.st_ino)
			t.hits++;
		else
			t.others++;
		close(fd);
	}
	return finish(thread, "opened", &t);
}

static int server(const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);

	strcpy(at.sun_path, path);
	if (bind(fd, (struct sockaddr *)&at, sizeof(at)))
		exit(1);
	return fd;
}

static int race_connect(int tries, const char *forbidden, const char *other)
{
	struct sockaddr_un *at = (struct sockaddr_un *)name, peer;
	struct tries t = { .all = tries };
	pthread_t thread;

	server(forbidden);
	server(other);
	at->sun_family = AF_UNIX;
	thread = start(forbidden, other, offsetof(struct sockaddr_un, sun_path));
	for (int i = 0; i < tries; i++) {
		int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
		socklen_t len = sizeof(peer);

		if (connect(fd, (struct sockaddr *)at, sizeof(*at)))
			t.refused++;
		else if (!getpeername(fd, (struct sockaddr *)&peer, &len) &&
			 !strcmp(peer.sun_path, forbidden))
			t.hits++;
		else
			t.others++;
		close(fd);
	}
	return finish(thread, "connected", &t);
}

static char before[PAGE];

static void look(const char *how, char *at)
{
	char now[PAGE];
	struct iovec local = { now, PAGE }, remote = { at, PAGE };

	if (process_vm_readv(getpid(), &local, 1, &remote, 1, 0) == PAGE &&
	    !memcmp(now, before, PAGE))
		return;
	printf("changed by %s\n", how);
	exit(1);
}

static int attacks(char *at)
{
	static char page[PAGE];
	struct iovec local = { page, PAGE }, remote = { at, PAGE };
	int prot = PROT_READ | PROT_WRITE, map = MAP_PRIVATE | MAP_ANONYMOUS, mem, shm;
	char *own = mmap(NULL, PAGE, prot, map, -1, 0);

	memset(page, 'x', PAGE);
	memset(own, 'x', PAGE);
	memcpy(before, at, PAGE);	/* it is there and can be read */
	mmap(at, PAGE, prot, map | MAP_FIXED, -1, 0);
	look("mmap", at);
	mmap(at - PAGE, 2 * PAGE, prot, map | MAP_FIXED, -1, 0);
	look("mmap from below", at);
	munmap(at, PAGE);
	look("munmap", at);
	munmap(at - PAGE, 2 * PAGE);
	look("munmap from below", at);
	if (mremap(own, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, at) == MAP_FAILED)
		look("mremap onto it", at);
	look("mremap onto it", at);
	mremap(at, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, own);
	look("mremap away", at);
	syscall(SYS_remap_file_pages, at, PAGE, 0, 3, 0);
	look("remap_file_pages", at);
	shm = shmget(IPC_PRIVATE, PAGE, 0600 | IPC_CREAT);
	shmat(shm, at, SHM_REMAP);
	look("shmat", at);
	shmctl(shm, IPC_RMID, NULL);
	if (!mprotect(at, PAGE, prot))
		memset(at, 'x', PAGE);
	look("mprotect", at);
	process_vm_writev(getpid(), &local, 1, &remote, 1, 0);
	look("process_vm_writev", at);
	mem = open("/proc/self/mem", O_RDWR);
	if (pwrite(mem, page, PAGE, (uintptr_t)at) == PAGE)
		look("/proc/self/mem", at);
	madvise(at, PAGE, MADV_REMOVE);
	look("madvise", at);
	if (syscall(SYS_io_uring_setup, 1, page) >= 0 || errno != ENOSYS)
		printf("there is io_uring\n");
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 3)
		return attacks((char *)strtoul(argv[2], NULL, 0));
	if (argc == 5)
		return race_connect(atoi(argv[1]), argv[2], argv[3]);
	return argc == 4 ? race(atoi(argv[1]), argv[2], argv[3]) : 2;
}
