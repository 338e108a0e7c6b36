// SPDX-License-Identifier: GPL-2.0-only
/*
 * A file system whose daemon does not answer, and callers whose calls depend on it.
 *
 * silent_fuse serve DIR: mounts it there.  It has one file, "page", and answers
 * until the file is read: prints "asked" then, and never replies to that.  A line on
 * standard input makes it read no further request at all; it prints "deaf".
 * Unmounts when its standard input is closed, which lets all go who wait for it.
 *
 * silent_fuse string DIR: unlink() of a string on DIR/page
 * silent_fuse number DIR: openat2() with its struct there
 * silent_fuse path DIR: unlink() of DIR/never/file
 *	these print "RESULT ERRNO"
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define PAGE_INO	2
#define PAGE_BYTES	4096
#define FOR_LONG	1000000		/* seconds */

static int dev;

static void reply(const struct fuse_in_header *in, int error, const void *data,
		  size_t size)
{
	struct fuse_out_header out = {
		.len = sizeof(out) + size, .error = error, .unique = in->unique,
	};
	struct iovec parts[] = {
		{ &out, sizeof(out) }, { (void *)data, size },
	};

	if (writev(dev, parts, size ? 2 : 1) < 0)
		perror("silent_fuse: reply");
}

static struct fuse_attr attr_of(uint64_t ino)
{
	return (struct fuse_attr){
		.ino = ino, .nlink = 1,
		.size = ino == PAGE_INO ? PAGE_BYTES : 0,
		.mode = ino == PAGE_INO ? S_IFREG | 0644 : S_IFDIR | 0755,
	};
}

static void look_up(const struct fuse_in_header *in, const char *name)
{
	struct fuse_entry_out entry = {
		.nodeid = PAGE_INO, .attr = attr_of(PAGE_INO),
		.entry_valid = FOR_LONG, .attr_valid = FOR_LONG,
	};

	if (strcmp(name, "page"))
		reply(in, -ENOENT, NULL, 0);
	else
		reply(in, 0, &entry, sizeof(entry));
}

static void answer(const struct fuse_in_header *in)
{
	struct fuse_init_out init = {
		.major = FUSE_KERNEL_VERSION, .minor = 31,
		.max_write = PAGE_BYTES, .max_readahead = 16 * PAGE_BYTES,
		/* Then the kernel waits for a page, killable, not for the answer. */
		.flags = FUSE_ASYNC_READ,
	};
	struct fuse_attr_out attr = { .attr_valid = FOR_LONG };
	struct fuse_open_out open = { };

	switch (in->opcode) {
	case FUSE_INIT:
		reply(in, 0, &init, sizeof(init));
		break;
	case FUSE_GETATTR:
		attr.attr = attr_of(in->nodeid);
		reply(in, 0, &attr, sizeof(attr));
		break;
	case FUSE_LOOKUP:
		look_up(in, (const char *)(in + 1));
		break;
	case FUSE_OPEN:
	case FUSE_OPENDIR:
		reply(in, 0, &open, sizeof(open));
		break;
	case FUSE_READ:
		puts("asked");
		break;
	case FUSE_FORGET:
	case FUSE_BATCH_FORGET:
	case FUSE_INTERRUPT:
		break;
	default:
		reply(in, -ENOSYS, NULL, 0);
	}
}

static int serve(const char *dir)
{
	static char request[1 << 17] __attribute__((aligned(8)));
	struct pollfd fds[] = { { .events = POLLIN }, { .events = POLLIN } };
	char options[64], line[64];

	dev = open("/dev/fuse", O_RDWR | O_CLOEXEC);
	snprintf(options, sizeof(options),
		 "fd=%d,rootmode=40000,user_id=0,group_id=0,allow_other", dev);
	if (dev < 0 || mount("silent", dir, "fuse", 0, options)) {
		perror("silent_fuse: mount");
		return 1;
	}
	setvbuf(stdout, NULL, _IONBF, 0);
	puts("mounted");
	fds[1].fd = dev;
	for (;;) {
		if (poll(fds, 2, -1) < 0)
			continue;
		if (fds[0].revents) {
			if (read(0, line, sizeof(line)) <= 0)
				break;
			fds[1].fd = -1;
			puts("deaf");
		} else if (fds[1].revents & POLLIN) {
			if (read(dev, request, sizeof(request)) <= 0)
				break;
			answer((const struct fuse_in_header *)request);
		} else if (fds[1].revents) {
			break;
		}
	}
	close(dev);
	return umount2(dir, MNT_DETACH);
}

static void *map_page(const char *dir)
{
	char path[4096];
	void *page;
	int fd;

	snprintf(path, sizeof(path), "%s/page", dir);
	fd = open(path, O_RDONLY);
	page = fd < 0 ? MAP_FAILED :
			mmap(NULL, PAGE_BYTES, PROT_READ, MAP_SHARED, fd, 0);
	if (page == MAP_FAILED) {
		perror("silent_fuse: page");
		exit(1);
	}
	return page;
}

int main(int argc, char **argv)
{
	char path[4096];
	long ret;

	if (argc != 3)
		return 2;
	if (!strcmp(argv[1], "serve"))
		return serve(argv[2]);
	if (!strcmp(argv[1], "string")) {
		ret = syscall(SYS_unlink, map_page(argv[2]));
	} else if (!strcmp(argv[1], "number")) {
		ret = syscall(SYS_openat2, AT_FDCWD, "/", map_page(argv[2]), 24);
	} else if (!strcmp(argv[1], "path")) {
		snprintf(path, sizeof(path), "%s/never/file", argv[2]);
		ret = syscall(SYS_unlink, path);
	} else {
		return 2;
	}
	printf("%ld %d\n", ret, ret < 0 ? errno : 0);
	return 0;
}
