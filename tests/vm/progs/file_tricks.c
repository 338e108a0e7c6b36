// SPDX-License-Identifier: GPL-2.0-only
/*
 * file_tricks NAME ARGUMENT...: what the shell cannot do to change a file, see bypass/.
 * An argument FD is the number of a descriptor that is open already.  The status is 0 if
 * the call went well; the verdict is not this program's: the object is looked at.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/acct.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <sys/wait.h>
#include <unistd.h>

#include "trick_list.h"
#include "uring.h"

static int result(const char *what, long ret)
{
	if (ret >= 0)
		return 0;
	perror(what);
	return 1;
}

static int fd_of(char *arg)
{
	return atoi(arg);
}

static int do_fallocate(char **arg)
{
	return result("fallocate", fallocate(fd_of(arg[0]), 0, 0, 1 << 16));
}

static int do_punch(char **arg)
{
	return result("fallocate", fallocate(fd_of(arg[0]), FALLOC_FL_PUNCH_HOLE |
					     FALLOC_FL_KEEP_SIZE, 0, 4096));
}

static int do_ftruncate(char **arg)
{
	return result("ftruncate", ftruncate(fd_of(arg[0]), 1));
}

static int do_fchmod(char **arg)
{
	return result("fchmod", fchmod(fd_of(arg[0]), 0711));
}

static int do_fchown(char **arg)
{
	return result("fchown", fchown(fd_of(arg[0]), 1, 1));
}

static int do_futimens(char **arg)
{
	const struct timespec times[2] = { { 1, 0 }, { 1, 0 } };

	return result("futimens", futimens(fd_of(arg[0]), times));
}

static int do_fsetxattr(char **arg)
{
	return result("fsetxattr", fsetxattr(fd_of(arg[0]), "user.x", "1", 1, 0));
}

static int do_setxattr(char **arg)
{
	int ret = setxattr(arg[0], "user.x", "1", 1, 0);

	/* tmpfs has them, but not for users, up to 6.5. */
	if (ret && errno == EOPNOTSUPP)
		ret = setxattr(arg[0], "trusted.x", "1", 1, 0);
	return result("setxattr", ret);
}

static int do_removexattr(char **arg)
{
	return result("removexattr", removexattr(arg[0], "user.there"));
}

/* Who has this attribute set can see it gone. */
static int do_mark(char **arg)
{
	return result("setxattr", setxattr(arg[0], "user.there", "1", 1, 0));
}

static int do_getxattr(char **arg)
{
	char value[64];

	return result("getxattr", getxattr(arg[0], "user.there", value, sizeof(value)));
}

/* u::rw- u:1:rw- g::r-- m::rw- o::r-- */
static int do_setacl(char **arg)
{
	static const uint16_t acl[] = {
		2, 0,			/* version, of 32 bits */
		0x01, 6, 0xffff, 0xffff,
		0x02, 6, 1, 0,
		0x04, 4, 0xffff, 0xffff,
		0x10, 6, 0xffff, 0xffff,
		0x20, 4, 0xffff, 0xffff,
	};

	return result("setxattr", setxattr(arg[0], "system.posix_acl_access", acl,
					   sizeof(acl), 0));
}

static int do_copyrange(char **arg)
{
	int from = open(arg[0], O_RDONLY);
	loff_t in = 0, out = 0;

	return result("copy_file_range",
		      copy_file_range(from, &in, fd_of(arg[1]), &out, 4096, 0));
}

static int do_clone(char **arg)
{
	int from = open(arg[0], O_RDONLY);

	return result("FICLONE", ioctl(fd_of(arg[1]), FICLONE, from));
}

/* Not to be dumped: seen by lsattr, and it hinders nothing. */
static int do_setflags(char **arg)
{
	int flags = FS_NODUMP_FL;

	return result("FS_IOC_SETFLAGS", ioctl(fd_of(arg[0]), FS_IOC_SETFLAGS, &flags));
}

static int do_fssetxattr(char **arg)
{
	struct fsxattr attr = { .fsx_xflags = FS_XFLAG_NODUMP };

	return result("FS_IOC_FSSETXATTR", ioctl(fd_of(arg[0]), FS_IOC_FSSETXATTR, &attr));
}

static int do_mapshared(char **arg)
{
	char *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd_of(arg[0]), 0);

	if (at == MAP_FAILED)
		return result("mmap", -1);
	*at = 'X';
	return result("msync", msync(at, 4096, MS_SYNC));
}

static int do_mprotect(char **arg)
{
	char *at = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd_of(arg[0]), 0);

	if (at == MAP_FAILED || mprotect(at, 4096, PROT_READ | PROT_WRITE))
		return result("mprotect", -1);
	*at = 'X';
	return result("msync", msync(at, 4096, MS_SYNC));
}

static int do_creat(char **arg)
{
	return result("creat", creat(arg[0], 0644));
}

static int do_openat2(char **arg)
{
	const uint64_t how[3] = { O_WRONLY | O_TRUNC, 0, 0x08 /* RESOLVE_BENEATH */ };
	int dir = open(arg[0], O_PATH | O_DIRECTORY);

	return result("openat2", syscall(437, dir, arg[1], how, sizeof(how)));
}

static int do_trunc_rdonly(char **arg)
{
	return result("open", open(arg[0], O_RDONLY | O_TRUNC));
}

static int do_dirfd(char **arg)
{
	int dir = open(arg[0], O_PATH | O_DIRECTORY);

	return result("openat", openat(dir, arg[1], O_WRONLY | O_TRUNC));
}

static int do_by_path_fd(char **arg)
{
	char name[64];
	int fd = open(arg[0], O_PATH);

	snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
	return result("open", open(name, O_WRONLY | O_TRUNC));
}

static int do_handle(char **arg)
{
	struct {
		struct file_handle handle;
		char bytes[128];
	} h = { .handle.handle_bytes = sizeof(h.bytes) };
	int mount_id, dir = open(arg[0], O_RDONLY | O_DIRECTORY);

	if (name_to_handle_at(dir, arg[1], &h.handle, &mount_id, 0))
		return result("name_to_handle_at", -1);
	return result("open_by_handle_at",
		      open_by_handle_at(dir, &h.handle, O_WRONLY | O_TRUNC));
}

static int do_chroot(char **arg)
{
	if (chroot(arg[0]) || chdir("/"))
		return result("chroot", -1);
	return result("truncate", truncate(arg[1], 1));
}

static int do_detached(char **arg)
{
	int tree = syscall(428, AT_FDCWD, arg[0], 1 | O_CLOEXEC);

	return result("openat", openat(tree, arg[1], O_WRONLY | O_TRUNC));
}

/* The kernel writes a record of each process that ends. */
static int do_acct(char **arg)
{
	int ret = acct(arg[0]);

	for (int i = 0; i < 3 && !ret; i++) {
		pid_t child = fork();

		if (!child)
			_exit(0);
		waitpid(child, NULL, 0);
	}
	result("acct", ret);
	return acct(NULL) || ret;
}

/* Written by a worker of a pipe, of which the file is the end. */
static int do_splice(char **arg)
{
	int ends[2];

	if (pipe(ends) || write(ends[1], "spliced", 7) != 7)
		return result("pipe", -1);
	return result("splice", splice(ends[0], NULL, fd_of(arg[0]), NULL, 7, 0));
}

static int do_uring_open(char **arg)
{
	const struct io_uring_sqe sqe = {
		.opcode = IORING_OP_OPENAT, .flags = IOSQE_ASYNC, .fd = AT_FDCWD,
		.addr = (uintptr_t)arg[0], .open_flags = O_WRONLY | O_TRUNC,
	};

	return uring(&sqe, 0);
}

static int do_uring_fallocate(char **arg)
{
	const struct io_uring_sqe sqe = {
		.opcode = IORING_OP_FALLOCATE, .flags = IOSQE_ASYNC,
		.fd = fd_of(arg[0]), .addr = 1 << 16,
	};

	return uring(&sqe, 0);
}

/* What must not change, on one line: attributes, flags, and a sum of the content. */
static int do_print(char **arg)
{
	int fd = open(arg[0], O_RDONLY), flags = 0;
	uint32_t sum = 2166136261u;
	char names[4096], block[4096];
	struct stat st;
	ssize_t n;

	if (fd < 0 || fstat(fd, &st))
		return result("open", -1);
	ioctl(fd, FS_IOC_GETFLAGS, &flags);
	while ((n = read(fd, block, sizeof(block))) > 0) {
		for (ssize_t i = 0; i < n; i++)
			sum = (sum ^ (unsigned char)block[i]) * 16777619u;
	}
	printf("%lu %o %u:%u %lu %ld blocks %ld %ld.%09ld flags %x sum %x",
	       (unsigned long)st.st_ino, st.st_mode, st.st_uid, st.st_gid,
	       (unsigned long)st.st_nlink, (long)st.st_size, (long)st.st_blocks,
	       (long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec, flags, sum);
	n = flistxattr(fd, names, sizeof(names));
	for (ssize_t i = 0; i < n; i += strlen(names + i) + 1)
		printf(" %s", names + i);
	putchar('\n');
	close(fd);
	return 0;
}

static int do_inode(char **arg)
{
	struct stat st;

	if (stat(arg[0], &st))
		return result("stat", -1);
	printf("%lu\n", (unsigned long)st.st_ino);
	return 0;
}

/* What is done to a file that no rule is about: it gets more, another mode, is removed. */
static int do_beside(char **arg)
{
	int fd = open(arg[0], O_WRONLY | O_APPEND);

	if (fd < 0 || write(fd, "more\n", 5) != 5 || close(fd))
		return result("write", -1);
	return result("chmod", chmod(arg[0], 0640)) || result("unlink", unlink(arg[0]));
}

static const struct trick all[] = {
	{ "fallocate", 1, do_fallocate },	{ "punch", 1, do_punch },
	{ "ftruncate", 1, do_ftruncate },	{ "fchmod", 1, do_fchmod },
	{ "fchown", 1, do_fchown },		{ "futimens", 1, do_futimens },
	{ "fsetxattr", 1, do_fsetxattr },	{ "setxattr", 1, do_setxattr },
	{ "removexattr", 1, do_removexattr },	{ "mark", MANY, do_mark },
	{ "getxattr", 1, do_getxattr },		{ "setacl", 1, do_setacl },
	{ "copyrange", 2, do_copyrange },	{ "clone", 2, do_clone },
	{ "setflags", 1, do_setflags },		{ "fssetxattr", 1, do_fssetxattr },
	{ "mapshared", 1, do_mapshared },	{ "mprotect", 1, do_mprotect },
	{ "creat", 1, do_creat },		{ "openat2", 2, do_openat2 },
	{ "trunc_rdonly", 1, do_trunc_rdonly },	{ "dirfd", 2, do_dirfd },
	{ "by_path_fd", 1, do_by_path_fd },	{ "handle", 2, do_handle },
	{ "chroot", 2, do_chroot },		{ "detached", 2, do_detached },
	{ "acct", 1, do_acct },			{ "splice", 1, do_splice },
	{ "uring_open", 1, do_uring_open },	{ "uring_fallocate", 1, do_uring_fallocate },
	{ "print", MANY, do_print },		{ "inode", MANY, do_inode },
	{ "beside", MANY, do_beside },
};

int main(int argc, char **argv)
{
	return run_trick(all, sizeof(all) / sizeof(*all), argc, argv);
}
