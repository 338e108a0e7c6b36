// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls with structures of known contents behind their pointers.  All fail, or do nothing;
 * what matters is what rules see.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/fs.h>
#include <linux/io_uring.h>
#include <linux/mount.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* As the kernel has it, in a program of either kind. */
struct rt_act {
	unsigned long handler, flags, restorer;
	unsigned long long mask;
} __attribute__((packed, aligned(4)));

struct umsg {
	void *name;
	int namelen;
	void *iov;
	size_t iovlen;
	void *control;
	size_t controllen;
	unsigned int flags;
};

static void bpf(void)
{
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.prog_type = BPF_PROG_TYPE_KPROBE;
	attr.insn_cnt = 77;
	syscall(SYS_bpf, BPF_PROG_LOAD, &attr, 48);
	memset(&attr, 0, sizeof(attr));
	attr.target_fd = -1;
	attr.attach_bpf_fd = -2;
	attr.attach_type = BPF_CGROUP_INET4_CONNECT;
	syscall(SYS_bpf, BPF_PROG_ATTACH, &attr, 20);
}

int main(void)
{
	struct io_uring_params ring = { .flags = IORING_SETUP_SQPOLL, .sq_thread_idle = 1234 };
	struct perf_event_attr perf = { .type = PERF_TYPE_RAW, .size = 112, .config = 0x1c2 };
	struct mount_attr mount = { .attr_set = MOUNT_ATTR_RDONLY, .attr_clr = MOUNT_ATTR_NOEXEC };
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_END, .l_start = -5, .l_len = 3 };
	struct rt_act act = { .handler = 0x1234, .flags = SA_RESTART, .mask = 0x80000001 };
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(53) };
	struct umsg msg = { .name = &to, .namelen = sizeof(to), .iovlen = 9, .controllen = 33 };
	int flags = FS_IMMUTABLE_FL | FS_NOATIME_FL;

	to.sin_addr.s_addr = inet_addr("127.0.0.99");
	bpf();
	ioctl(-1, FS_IOC_SETFLAGS, &flags);
	syscall(SYS_io_uring_setup, 0, &ring);
	syscall(SYS_perf_event_open, &perf, -1, -1, -1, 0ul);
	syscall(SYS_mount_setattr, -1, "none", 0, &mount, sizeof(mount));
	syscall(SYS_fcntl, -1, F_SETLK, &lock);
	syscall(SYS_rt_sigaction, SIGKILL, &act, NULL, 8);
	syscall(SYS_sendmsg, -1, &msg, MSG_NOSIGNAL);
	msg.name = (void *)8;
	syscall(SYS_sendmsg, -1, &msg, MSG_NOSIGNAL);
	msg.name = NULL;
	syscall(SYS_sendmsg, -1, &msg, MSG_NOSIGNAL);
	return 0;
}
