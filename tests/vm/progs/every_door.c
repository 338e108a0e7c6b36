// SPDX-License-Identifier: GPL-2.0-only
/*
 * every_door CALL PATH: makes one system call by every entry of the kernel that
 * this program can reach, and prints for each `entry name result errno-name`.
 * CALL is unlink, rmdir, mkdir, open or getppid.
 *
 * Built for 64 bits it uses SYSCALL and INT 0x80, built with -m32 INT 0x80 and
 * the vDSO's fast entry (libc).  INT 0x80 takes 32-bit addresses, so the path
 * is copied to a page below 4 GiB.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "int80.h"

/* ia32 numbers; asm/unistd_32.h cannot be included beside unistd_64.h. */
enum {
	IA32_OPEN = 5, IA32_CREAT = 8, IA32_UNLINK = 10, IA32_MKDIR = 39,
	IA32_RMDIR = 40, IA32_GETPPID = 64, IA32_OPENAT = 295,
	IA32_MKDIRAT = 296, IA32_UNLINKAT = 301,
};

static char *low_path;

static void report(const char *entry, const char *name, long ret, int err)
{
	printf("%s %s %ld %s\n", entry, name, ret, ret < 0 ? strerrorname_np(err) : "-");
}

static void native(const char *name, long nr, long a, long b, long c, long d)
{
	long ret = syscall(nr, a, b, c, d);

	report(sizeof(long) == 8 ? "syscall" : "libc", name, ret, errno);
	if (ret >= 0 && strncmp(name, "open", 4) == 0)
		close(ret);
}

static void by_int80(const char *name, int nr, long a, long b, long c, long d)
{
	int ret = int80(nr, a, b, c, d, 0);

	report("int80", name, ret < 0 ? -1 : ret, -ret);
	if (ret >= 0 && strncmp(name, "open", 4) == 0)
		close(ret);
}

#define PATH ((long)low_path)

static int make_calls(const char *call)
{
	if (!strcmp(call, "unlink")) {
		native("unlink", SYS_unlink, PATH, 0, 0, 0);
		native("unlinkat", SYS_unlinkat, AT_FDCWD, PATH, 0, 0);
		by_int80("unlink", IA32_UNLINK, PATH, 0, 0, 0);
		by_int80("unlinkat", IA32_UNLINKAT, AT_FDCWD, PATH, 0, 0);
	} else if (!strcmp(call, "rmdir")) {
		native("rmdir", SYS_rmdir, PATH, 0, 0, 0);
		native("unlinkat", SYS_unlinkat, AT_FDCWD, PATH, AT_REMOVEDIR, 0);
		by_int80("rmdir", IA32_RMDIR, PATH, 0, 0, 0);
		by_int80("unlinkat", IA32_UNLINKAT, AT_FDCWD, PATH, AT_REMOVEDIR, 0);
	} else if (!strcmp(call, "mkdir")) {
		native("mkdir", SYS_mkdir, PATH, 0700, 0, 0);
		native("mkdirat", SYS_mkdirat, AT_FDCWD, PATH, 0700, 0);
		by_int80("mkdir", IA32_MKDIR, PATH, 0700, 0, 0);
		by_int80("mkdirat", IA32_MKDIRAT, AT_FDCWD, PATH, 0700, 0);
	} else if (!strcmp(call, "open")) {
		struct { unsigned long long flags, mode, resolve; } how = { O_RDONLY, 0, 0 };

		native("open", SYS_open, PATH, O_RDONLY, 0, 0);
		native("openat", SYS_openat, AT_FDCWD, PATH, O_RDONLY, 0);
		native("openat2", SYS_openat2, AT_FDCWD, PATH, (long)&how, sizeof(how));
		native("open-creat", SYS_creat, PATH, 0600, 0, 0);
		by_int80("open", IA32_OPEN, PATH, O_RDONLY, 0, 0);
		by_int80("openat", IA32_OPENAT, AT_FDCWD, PATH, O_RDONLY, 0);
		by_int80("open-creat", IA32_CREAT, PATH, 0600, 0, 0);
	} else if (!strcmp(call, "getppid")) {
		native("getppid", SYS_getppid, 0, 0, 0, 0);
		by_int80("getppid", IA32_GETPPID, 0, 0, 0, 0);
	} else {
		return 2;
	}
	return 0;
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: every_door unlink|rmdir|mkdir|open|getppid PATH\n");
		return 2;
	}
	low_path = mmap(NULL, 8192, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS
#ifdef MAP_32BIT
			| MAP_32BIT
#endif
			, -1, 0);
	if (low_path == MAP_FAILED || strlen(argv[2]) > 4095) {
		perror("every_door");
		return 1;
	}
	strcpy(low_path, argv[2]);
	return make_calls(argv[1]);
}
