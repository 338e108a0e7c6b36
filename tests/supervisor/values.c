// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls with all kinds of arguments: flags, modes, strings, structures, addresses.  Most
 * fail, none changes anything; what matters is how they are shown (tests/supervisor/witness).
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#define CALL(name, ...)	syscall(SYS_##name, ##__VA_ARGS__)

static void files(void)
{
	CALL(open, "/none/a", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
	CALL(openat, AT_FDCWD, "/none/b", O_WRONLY | O_APPEND | O_NONBLOCK | O_DIRECTORY);
	CALL(openat, -7, "b \"quoted\"\n\t", O_PATH | O_NOFOLLOW);
	CALL(openat, AT_FDCWD, NULL, O_RDONLY | O_TMPFILE, 0600);
	CALL(creat, "/none/c", 04755);
	CALL(access, "/none", R_OK | X_OK);
	CALL(faccessat, AT_FDCWD, "/none", W_OK);
	CALL(mkdirat, AT_FDCWD, "/none/d", 0700);
	CALL(mknodat, AT_FDCWD, "/none/e", S_IFIFO | 0644, 0);
	CALL(mknod, "/none/e", S_IFCHR | 0600, 0x103ul);
	CALL(unlinkat, AT_FDCWD, "/none/f", AT_REMOVEDIR);
	CALL(renameat2, AT_FDCWD, "/none/g", -1, "h", 1);
	CALL(linkat, AT_FDCWD, "/none/i", AT_FDCWD, "/none/j", AT_SYMLINK_FOLLOW);
	CALL(symlinkat, "to", AT_FDCWD, "/none/k");
	CALL(fchmodat, AT_FDCWD, "/none/l", 02755);
	CALL(fchownat, AT_FDCWD, "/none/m", 1000, -1, AT_SYMLINK_NOFOLLOW);
	CALL(chown, "/none/n", -1, 5);
	CALL(truncate, "/none/o", 1l << 40);
	CALL(chdir, "/none/p");
	CALL(chroot, "/none/q");
	CALL(umount2, "/none/r", MNT_DETACH | UMOUNT_NOFOLLOW);
	CALL(mount, "from", "/none/s", "tmpfs", MS_RDONLY | MS_NOSUID | MS_BIND, "size=1");
	CALL(setxattr, "/none/t", "user.x", "value", 5ul, XATTR_CREATE);
	CALL(removexattr, "/none/u", "user.y");
}

static void descriptors(void)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_END, .l_start = -5, .l_len = 3 };
	struct epoll_event event = { .events = EPOLLIN | EPOLLET, .data.u64 = 7 };
	struct pollfd none = { .fd = -1, .events = POLLIN };

	CALL(read, -1, NULL, 100ul);
	CALL(write, -1, "some text\n", 10ul);
	CALL(pwrite64, -1, "at", 2ul, 4096l);
	CALL(lseek, -1, -10l, SEEK_END);
	CALL(close, -1);
	CALL(dup2, -1, 5);
	CALL(dup3, -1, 5, O_CLOEXEC);
	CALL(pipe2, NULL, O_NONBLOCK | O_CLOEXEC);
	CALL(fcntl, -1, F_SETFD, FD_CLOEXEC);
	CALL(fcntl, -1, F_SETFL, O_APPEND | O_NONBLOCK);
	CALL(fcntl, -1, F_DUPFD_CLOEXEC, 10);
	CALL(fcntl, -1, F_SETLK, &lock);
	CALL(ioctl, -1, FIONREAD, NULL);
	CALL(ioctl, -1, TCGETS, NULL);
	CALL(fallocate, -1, 3, 0l, 4096l);
	CALL(fsync, -1);
	CALL(ftruncate, -1, 12l);
	CALL(fchmod, -1, 0600);
	CALL(fchown, -1, 1, 2);
	CALL(flock, -1, 6);
	CALL(sendfile, -1, -2, NULL, 77ul);
	CALL(splice, -1, NULL, -2, NULL, 10ul, 3);
	CALL(epoll_create1, ~EPOLL_CLOEXEC);
	CALL(epoll_ctl, -1, EPOLL_CTL_ADD, -2, &event);
	CALL(eventfd2, 3, ~0);
	CALL(inotify_add_watch, -1, "/none", IN_MODIFY | IN_ONLYDIR);
	CALL(timerfd_create, 99, TFD_NONBLOCK | TFD_CLOEXEC);
	CALL(poll, &none, 1, 0);
}

static void memory(void)
{
	CALL(mmap, NULL, 0ul, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0ul);
	CALL(mmap, NULL, 4096ul, PROT_NONE, MAP_SHARED, -1, 8192ul);
	CALL(mprotect, 1ul, 4096ul, PROT_READ | PROT_WRITE);
	CALL(munmap, 1ul, 4096ul);
	CALL(madvise, 1ul, 4096ul, MADV_DONTNEED);
	CALL(mremap, 1ul, 4096ul, 8192ul, MREMAP_MAYMOVE);
	CALL(msync, 1ul, 4096ul, MS_SYNC);
	CALL(mlock2, 1ul, 4096ul, 1);
	CALL(memfd_create, "name", 0x40u);
}

static void network(void)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons(53) };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6, .sin6_port = htons(443) };
	struct sockaddr_un un = { .sun_family = AF_UNIX, .sun_path = "/none/socket" };
	int one = 1;

	in.sin_addr.s_addr = inet_addr("127.0.0.99");
	inet_pton(AF_INET6, "fe80::1:2", &in6.sin6_addr);
	CALL(socket, AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 99);
	CALL(socket, AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 99);
	CALL(socketpair, AF_INET6, SOCK_SEQPACKET, 0, NULL);
	CALL(connect, -1, &in, sizeof(in));
	CALL(connect, -1, &in6, sizeof(in6));
	CALL(connect, -1, &un, (int)(offsetof(struct sockaddr_un, sun_path) + 13));
	CALL(bind, -1, &in, sizeof(in));
	CALL(listen, -1, 5);
	CALL(accept4, -1, NULL, NULL, SOCK_CLOEXEC);
	CALL(sendto, -1, "ping", 4ul, MSG_NOSIGNAL | MSG_DONTWAIT, &in, sizeof(in));
	CALL(recvfrom, -1, NULL, 10ul, MSG_PEEK, NULL, NULL);
	CALL(shutdown, -1, SHUT_WR);
	CALL(setsockopt, -1, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
}

static void processes(void)
{
	struct timespec time = { .tv_sec = -1, .tv_nsec = 5 };
	struct rlimit limit = { .rlim_cur = 10, .rlim_max = 5 };

	CALL(kill, 0x7ffffffe, SIGTERM);
	CALL(tgkill, 0x7ffffffe, 0x7ffffffe, SIGUSR1);
	CALL(wait4, 0x7ffffffe, NULL, WNOHANG | WUNTRACED, NULL);
	CALL(waitid, P_PID, 0x7ffffffe, NULL, WEXITED | WNOWAIT, NULL);
	CALL(prctl, PR_SET_DUMPABLE, 9ul, 0ul, 0ul, 0ul);
	CALL(setrlimit, RLIMIT_NOFILE, &limit);
	CALL(prlimit64, 0x7ffffffe, RLIMIT_CORE, NULL, NULL);
	CALL(getpriority, PRIO_PROCESS, 0x7ffffffe);
	CALL(setpriority, PRIO_USER, 12345, 21);
	CALL(sched_getscheduler, 0x7ffffffe);
	CALL(nanosleep, &time, NULL);
	CALL(clock_nanosleep, CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
	CALL(clock_settime, CLOCK_PROCESS_CPUTIME_ID, &time);
	CALL(futex, NULL, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
	CALL(unshare, 0x1);
	CALL(setns, -1, CLONE_NEWNET);
	CALL(setfsuid, -1);
	CALL(getpgid, 0x7ffffffe);
	CALL(umask, 022);
	CALL(sethostname, NULL, 5ul);
	CALL(rt_sigaction, SIGKILL, NULL, NULL, 8ul);
	CALL(rt_sigprocmask, SIG_BLOCK, NULL, NULL, 8ul);
	CALL(getrandom, NULL, 0ul, 1);
	CALL(pidfd_open, 0x7ffffffe, 0);
}

int main(void)
{
	CALL(dup, -99);		/* what is before it is the start of the program */
	files();
	descriptors();
	memory();
	network();
	processes();
	CALL(dup, -98);
	return 0;
}
