// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls in the many ways in which a program comes to make them, for tests of sct_run:
 *
 *	callers threads N FILE	N threads, all alive at once, each calls access(FILE)
 *	callers forks N FILE	N processes, one after the other, likewise
 *	callers vfork FILE	a vfork()ed child executes "rm FILE"
 *	callers thread-exec FILE	a thread that is not the first executes "rm FILE"
 *	callers int80 FILE	access(FILE) by the entry of 32-bit programs
 *	callers filter FILE	access(FILE) under a seccomp filter of its own
 *	callers fault		access() of an address that cannot be read
 *	callers open FILE	shows the first line of FILE
 *	callers register FILE	open(FILE), then what the argument's register points to
 *	callers long FILE	access(FILE), padded with slashes to 3000 bytes
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *file;
static pthread_barrier_t all;

static void *one_thread(void *arg)
{
	(void)arg;
	pthread_barrier_wait(&all);
	access(file, F_OK);
	pthread_barrier_wait(&all);
	return NULL;
}

static int threads(int n)
{
	pthread_t thread[n];

	pthread_barrier_init(&all, NULL, n);
	for (int i = 0; i < n; i++) {
		if (pthread_create(&thread[i], NULL, one_thread, NULL))
			return 1;
	}
	for (int i = 0; i < n; i++)
		pthread_join(thread[i], NULL);
	return 0;
}

static int forks(int n)
{
	for (int i = 0; i < n; i++) {
		pid_t pid = fork();

		if (pid < 0)
			return 1;
		if (!pid) {
			access(file, F_OK);
			_exit(0);
		}
		waitpid(pid, NULL, 0);
	}
	return 0;
}

static int vforked(void)
{
	pid_t pid = vfork();
	int status;

	if (!pid) {
		execlp("rm", "rm", file, (char *)NULL);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	return WEXITSTATUS(status);
}

static void *exec_thread(void *arg)
{
	(void)arg;
	execlp("rm", "rm", file, (char *)NULL);
	exit(127);
}

static int thread_exec(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, exec_thread, NULL);
	pause();
	return 1;
}

static int open_file(void)
{
	FILE *f = fopen(file, "r");
	char line[100];

	if (!f || !fgets(line, sizeof(line), f)) {
		perror(file);
		return 1;
	}
	fputs(line, stdout);
	return 0;
}

#ifdef __x86_64__
static int with_register(void)
{
	const char *seen = file;
	long ret;

	__asm__ volatile("syscall" : "=a"(ret), "+D"(seen)
			 : "a"((long)SYS_open), "S"(0l) : "rcx", "r11", "memory");
	puts(seen);
	return ret < 0 || seen != file;
}

static int int80(void)
{
	/* Where a 32-bit pointer reaches. */
	char *low = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	long ret;

	strcpy(low, file);
	__asm__ volatile("int $0x80" : "=a"(ret) : "a"(33), "b"(low), "c"(0) : "memory");
	printf("%ld\n", ret);
	return 0;
}
#else
static int with_register(void)
{
	return 2;
}

static int int80(void)
{
	return 2;
}
#endif

static int filter(void)
{
	struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	struct sock_fprog prog = { .len = 1, .filter = &allow };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog))
		return 1;
	return access(file, F_OK) ? errno : 0;
}

static int long_path(void)
{
	static char path[4000];

	memset(path, '/', 3000);
	strcpy(path + 3000 - strlen(file), file);
	return access(path, F_OK) ? errno : 0;
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	file = argv[argc - 1];
	if (!strcmp(what, "threads"))
		return threads(atoi(argv[2]));
	if (!strcmp(what, "forks"))
		return forks(atoi(argv[2]));
	if (!strcmp(what, "vfork"))
		return vforked();
	if (!strcmp(what, "thread-exec"))
		return thread_exec();
	if (!strcmp(what, "open"))
		return open_file();
	if (!strcmp(what, "register"))
		return with_register();
	if (!strcmp(what, "int80"))
		return int80();
	if (!strcmp(what, "filter"))
		return filter();
	if (!strcmp(what, "fault"))
		return access((char *)16, F_OK) ? errno : 0;
	if (!strcmp(what, "long"))
		return long_path();
	return 2;
}
