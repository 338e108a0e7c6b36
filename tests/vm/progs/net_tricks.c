// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ways to reach a listener, one by its name each, and the listener itself: `serve DIR`
 * listens on two of each kind, one that is held and one beside it, and counts what
 * arrives; `count held|beside` asks it.  It answers when it has taken in all that was
 * there before the question.  Local sockets are in the directory that $net names.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <linux/vm_sockets.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "int80.h"
#include "net_to.h"
#include "trick_list.h"
#include "uring.h"

#define HELD	9999
#define BESIDE	9998
#define TRIES	300

static int fail(const char *what)
{
	perror(what);
	return 1;
}

/* The listener. */

#define MAX_SOCKETS 32

static struct pollfd sockets[MAX_SOCKETS];
static bool is_held[MAX_SOCKETS], takes_datagrams[MAX_SOCKETS];
static int socket_count;

static void listen_at(int type, struct to at, bool held)
{
	int on = 1, off = 0, fd = socket(at.any.sa_family, type, 0);

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
	if (bind(fd, &at.any, at.len) || (type == SOCK_STREAM && listen(fd, 1000))) {
		perror("listen");
		/* There may be no vsock; its trick says so. */
		if (at.any.sa_family != AF_VSOCK)
			exit(1);
		return;
	}
	if (at.any.sa_family == AF_UNIX && at.un.sun_path[0] &&
	    (chmod(at.un.sun_path, 0777) || chown(at.un.sun_path, 65534, 65534)))
		exit(1);
	fcntl(fd, F_SETFL, O_NONBLOCK);
	is_held[socket_count] = held;
	takes_datagrams[socket_count] = type == SOCK_DGRAM;
	sockets[socket_count++] = (struct pollfd){ .fd = fd, .events = POLLIN };
}

static void listen_all(bool held)
{
	int port = held ? HELD : BESIDE;
	struct to vm = vsock_to(port);

	vm.vm.svm_cid = VMADDR_CID_ANY;
	listen_at(SOCK_STREAM, inet6_to("::", port), held);
	listen_at(SOCK_DGRAM, inet6_to("::", port), held);
	listen_at(SOCK_STREAM, in_net(held ? "held" : "beside"), held);
	listen_at(SOCK_DGRAM, in_net(held ? "held.dgram" : "beside.dgram"), held);
	listen_at(SOCK_STREAM, local_to(held ? "@sct-held" : "@sct-beside"), held);
	listen_at(SOCK_STREAM, vm, held);
}

static int take_in(int fd, bool datagrams)
{
	char byte;
	int n = 0;

	while (n < MAX_SOCKETS * TRIES) {
		int got = datagrams ? recv(fd, &byte, 1, 0) : accept(fd, NULL, NULL);

		if (got < 0)
			break;
		if (!datagrams)
			close(got);
		n++;
	}
	return n;
}

static int serve(char **arg)
{
	int count[2] = { 0, 0 };

	(void)arg;
	listen_all(true);
	listen_all(false);
	listen_at(SOCK_STREAM, in_net("control"), false);
	for (;;) {
		if (poll(sockets, socket_count, -1) < 0)
			return fail("poll");
		bool asked = sockets[socket_count - 1].revents;

		for (int i = 0; i < socket_count - 1; i++)
			count[is_held[i]] += take_in(sockets[i].fd, takes_datagrams[i]);
		if (asked) {
			int fd = accept(sockets[socket_count - 1].fd, NULL, NULL);

			if (write(fd, count, sizeof(count)) < 0)
				perror("answer");
			close(fd);
		}
	}
}

static int ask(bool held)
{
	struct to at = in_net("control");
	int count[2], fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (connect(fd, &at.any, at.len) ||
	    read(fd, count, sizeof(count)) != sizeof(count)) {
		perror("the listener");
		exit(3);
	}
	close(fd);
	return count[held];
}

static int print_count(char **arg)
{
	printf("%d\n", ask(!strcmp(arg[0], "held")));
	return 0;
}

/* Tricks. */

static int reach(int domain, int type, int protocol, struct to to)
{
	int fd = socket(domain, type, protocol);

	if (fd < 0 || connect(fd, &to.any, to.len))
		return fail("connect");
	return type == SOCK_DGRAM && send(fd, "x", 1, 0) < 0 ? fail("send") : 0;
}

static int send_at(int domain, struct to to, int type, int flags)
{
	int fd = socket(domain, type, 0);

	return sendto(fd, "x", 1, flags, &to.any, to.len) < 0 ? fail("sendto") : 0;
}

static int beside(char **arg)
{
	int before = ask(false);

	(void)arg;
	if (reach(AF_INET, SOCK_STREAM, 0, inet_to("127.0.0.1", BESIDE)) ||
	    send_at(AF_INET, inet_to("127.0.0.1", BESIDE), SOCK_DGRAM, 0) ||
	    reach(AF_UNIX, SOCK_STREAM, 0, in_net("beside")) ||
	    send_at(AF_UNIX, in_net("beside.dgram"), SOCK_DGRAM, 0) ||
	    reach(AF_UNIX, SOCK_STREAM, 0, local_to("@sct-beside")))
		return 1;
	return ask(false) == before + 5 ? 0 : 1;
}

/* NAME KIND ADDRESS: what differs only in where to */
static int plain(char **arg)
{
	const char *kind = arg[0], *at = arg[1];

	if (!strcmp(kind, "tcp"))
		return reach(AF_INET, SOCK_STREAM, 0, inet_to(at, HELD));
	if (!strcmp(kind, "mptcp"))
		return reach(AF_INET, SOCK_STREAM, 262, inet_to(at, HELD));
	if (!strcmp(kind, "tcp6"))
		return reach(AF_INET6, SOCK_STREAM, 0, inet6_to(at, HELD));
	if (!strcmp(kind, "udp"))
		return reach(AF_INET, SOCK_DGRAM, 0, inet_to(at, HELD));
	if (!strcmp(kind, "local"))
		return reach(AF_UNIX, SOCK_STREAM, 0, local_to(at));
	if (!strcmp(kind, "local-dgram"))
		return reach(AF_UNIX, SOCK_DGRAM, 0, local_to(at));
	if (!strcmp(kind, "send"))
		return send_at(AF_INET, inet_to(at, HELD), SOCK_DGRAM, 0);
	if (!strcmp(kind, "send6"))
		return send_at(AF_INET6, inet6_to(at, HELD), SOCK_DGRAM, 0);
	if (!strcmp(kind, "send-by-6"))
		return send_at(AF_INET6, inet_to(at, HELD), SOCK_DGRAM, 0);
	if (!strcmp(kind, "send-local"))
		return send_at(AF_UNIX, local_to(at), SOCK_DGRAM, 0);
	if (!strcmp(kind, "fastopen"))
		return send_at(AF_INET, inet_to(at, HELD), SOCK_STREAM, MSG_FASTOPEN);
	return strcmp(kind, "vsock") ? 2 : reach(AF_VSOCK, SOCK_STREAM, 0, vsock_to(HELD));
}

static int without_family(char **arg)
{
	struct to to = inet_to("127.0.0.1", HELD);

	(void)arg;
	to.any.sa_family = AF_UNSPEC;
	return send_at(AF_INET, to, SOCK_DGRAM, 0);
}

static int non_blocking(char **arg)
{
	struct to to = inet_to("127.0.0.1", HELD);
	struct pollfd p = {
		.fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0),
		.events = POLLOUT,
	};

	(void)arg;
	if (connect(p.fd, &to.any, to.len) && errno != EINPROGRESS)
		return fail("connect");
	return poll(&p, 1, 10000) == 1 ? 0 : fail("poll");
}

/* It is connected beside, disconnected, and connected anew. */
static int reconnected(char **arg)
{
	struct to first = inet_to("127.0.0.1", BESIDE), then = inet_to("127.0.0.1", HELD);
	struct sockaddr none = { .sa_family = AF_UNSPEC };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	(void)arg;
	if (connect(fd, &first.any, first.len) || connect(fd, &none, sizeof(none)) ||
	    connect(fd, &then.any, then.len) || send(fd, "x", 1, 0) < 0)
		return fail("connect");
	return 0;
}

static int fastopen_connect(char **arg)
{
	struct to to = inet_to("127.0.0.1", HELD);
	int on = 1, fd = socket(AF_INET, SOCK_STREAM, 0);

	(void)arg;
	if (setsockopt(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, &on, sizeof(on)) ||
	    connect(fd, &to.any, to.len) || send(fd, "x", 1, MSG_NOSIGNAL) < 0)
		return fail("TCP_FASTOPEN_CONNECT");
	return 0;
}

static struct iovec one_byte = { "x", 1 };

static int by_sendmsg(char **arg)
{
	struct to to = inet_to("127.0.0.1", HELD);
	struct msghdr msg = { &to, to.len, &one_byte, 1, NULL, 0, 0 };

	(void)arg;
	return sendmsg(socket(AF_INET, SOCK_DGRAM, 0), &msg, 0) < 0 ? fail("sendmsg") : 0;
}

/* The second message goes elsewhere than the first one. */
static int by_sendmmsg(char **arg)
{
	struct to to[2] = { inet_to("127.0.0.1", BESIDE), inet_to("127.0.0.1", HELD) };
	struct mmsghdr msg[2];

	(void)arg;
	for (int i = 0; i < 2; i++)
		msg[i].msg_hdr = (struct msghdr){ &to[i], to[i].len, &one_byte, 1,
						  NULL, 0, 0 };
	return sendmmsg(socket(AF_INET, SOCK_DGRAM, 0), msg, 2, 0) == 2 ? 0 :
								       fail("sendmmsg");
}

static int uring_connect(char **arg)
{
	struct to to = inet_to("127.0.0.1", HELD);
	const struct io_uring_sqe sqe = {
		.opcode = IORING_OP_CONNECT,
		.fd = socket(AF_INET, SOCK_STREAM, 0),
		.addr = (uintptr_t)&to,
		.off = to.len,
		.flags = !strcmp(arg[0], "worker") ? IOSQE_ASYNC : 0,
	};

	return uring(&sqe, !strcmp(arg[0], "sqpoll") ? IORING_SETUP_SQPOLL : 0);
}

static int uring_sendmsg(char **arg)
{
	struct to to = inet_to("127.0.0.1", HELD);
	struct msghdr msg = { &to, to.len, &one_byte, 1, NULL, 0, 0 };
	const struct io_uring_sqe sqe = {
		.opcode = IORING_OP_SENDMSG,
		.fd = socket(AF_INET, SOCK_DGRAM, 0),
		.addr = (uintptr_t)&msg,
		.len = 1,
		.flags = !strcmp(arg[0], "worker") ? IOSQE_ASYNC : 0,
	};

	return uring(&sqe, !strcmp(arg[0], "sqpoll") ? IORING_SETUP_SQPOLL : 0);
}

/* Where 32-bit calls can read it. */
static struct {
	int args[6];
	struct sockaddr_in to;
} *low;

static int make_low(void)
{
	low = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	if (low == MAP_FAILED)
		return fail("mmap");
	low->to = inet_to("127.0.0.1", HELD).in;
	return 0;
}

static int int80_socketcall(char **arg)
{
	bool sends = !strcmp(arg[0], "sendto");
	int fd = socket(AF_INET, sends ? SOCK_DGRAM : SOCK_STREAM, 0), ret;

	if (make_low())
		return 1;
	low->args[0] = fd;
	if (sends) {
		low->args[1] = (intptr_t)low;
		low->args[2] = 1;
		low->args[4] = (intptr_t)&low->to;
		low->args[5] = sizeof(low->to);
	} else {
		low->args[1] = (intptr_t)&low->to;
		low->args[2] = sizeof(low->to);
	}
	ret = int80(102, sends ? 11 : 3, (intptr_t)low, 0, 0, 0);
	printf("socketcall says %d\n", ret);
	return ret < 0;
}

static int int80_connect(char **arg)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0), ret;

	(void)arg;
	if (make_low())
		return 1;
	ret = int80(362, fd, (intptr_t)&low->to, sizeof(low->to), 0, 0);
	printf("connect says %d\n", ret);
	return ret < 0;
}

static struct to flipped;
static volatile bool stop, flips;

static void *flip(void *unused)
{
	volatile uint16_t *port = &flipped.in.sin_port;

	while (!stop) {
		*port = htons(HELD);
		*port = htons(BESIDE);
		flips = true;
	}
	return unused;
}

static void try_flipped(int fd, bool sends)
{
	if (sends) {
		sendto(fd, "x", 1, 0, &flipped.any, flipped.len);
		return;
	}
	fd = socket(AF_INET, SOCK_STREAM, 0);
	connect(fd, &flipped.any, flipped.len);
	close(fd);
}

/*
 * A second thread writes another port into the address, over and over.  Where
 * it shares a processor with the tries, hundreds of them can fall between two of
 * its turns: so rounds of tries, until one is won or there were enough of them.
 */
static int flip_port(char **arg)
{
	bool sends = !strcmp(arg[0], "sendto"), won = false;
	int before = ask(true), fd = socket(AF_INET, SOCK_DGRAM, 0);
	pthread_t thread;

	flipped = inet_to("127.0.0.1", BESIDE);
	if (pthread_create(&thread, NULL, flip, NULL))
		return fail("pthread_create");
	while (!flips)
		sched_yield();
	for (int round = 0; round < 10 && !won; round++) {
		for (int i = 0; i < (sends ? 10 * TRIES : TRIES); i++)
			try_flipped(fd, sends);
		won = ask(true) != before;
	}
	stop = true;
	pthread_join(thread, NULL);
	return !won;
}

/* It waits for a line in ./go between connecting and sending. */
static int wait_for_go(void)
{
	char line;
	int go;

	if (close(open("ready", O_CREAT | O_WRONLY, 0666)))
		return fail("ready");
	go = open("go", O_RDONLY);
	return read(go, &line, 1) == 1 ? 0 : fail("go");
}

static int pass(int through, int *fd, bool out)
{
	char room[CMSG_SPACE(sizeof(int))] = { };
	struct msghdr msg = { NULL, 0, &(struct iovec){ room, 1 }, 1, room,
			      sizeof(room), 0 };
	struct cmsghdr *c = CMSG_FIRSTHDR(&msg);
	char byte = 0;

	msg.msg_iov->iov_base = &byte;
	if (!out) {
		if (recvmsg(through, &msg, 0) != 1)
			return fail("recvmsg");
		memcpy(fd, CMSG_DATA(CMSG_FIRSTHDR(&msg)), sizeof(*fd));
		return 0;
	}
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(c), fd, sizeof(*fd));
	return sendmsg(through, &msg, 0) == 1 ? 0 : fail("sendmsg");
}

/* Connected before the rules by one, and passed to another, who sends. */
static int passed(char **arg)
{
	struct to to = inet_to("127.0.0.1", HELD);
	int pair[2], status, fd = socket(AF_INET, SOCK_DGRAM, 0);

	(void)arg;
	if (connect(fd, &to.any, to.len) || socketpair(AF_UNIX, SOCK_DGRAM, 0, pair))
		return fail("connect");
	if (wait_for_go())
		return 1;
	if (!fork()) {
		close(fd);
		if (pass(pair[1], &fd, false))
			_exit(1);
		_exit(send(fd, "x", 1, 0) == 1 ? 0 : 1);
	}
	if (pass(pair[0], &fd, true))
		return 1;
	return wait(&status) > 0 && !status ? 0 : 1;
}

/* A packet that it has made itself: what it says of ports is in the packet. */
static int raw(char **arg)
{
	struct to to = inet_to("127.0.0.1", 0);
	struct { struct udphdr udp; char x; } packet = {
		.udp = { .source = htons(1), .dest = htons(HELD), .len = htons(9) },
		.x = 'x',
	};

	(void)arg;
	return sendto(socket(AF_INET, SOCK_RAW, IPPROTO_UDP), &packet, 9, 0, &to.any,
		      to.len) < 0 ? fail("raw") : 0;
}

static const struct trick tricks[] = {
	{ "serve", 0, serve },
	{ "count", 1, print_count },
	{ "beside", 0, beside },
	{ "plain", 2, plain },
	{ "without-family", 0, without_family },
	{ "non-blocking", 0, non_blocking },
	{ "reconnected", 0, reconnected },
	{ "fastopen-connect", 0, fastopen_connect },
	{ "sendmsg", 0, by_sendmsg },
	{ "sendmmsg", 0, by_sendmmsg },
	{ "uring-connect", 1, uring_connect },
	{ "uring-sendmsg", 1, uring_sendmsg },
	{ "int80-socketcall", 1, int80_socketcall },
	{ "int80-connect", 0, int80_connect },
	{ "flipped", 1, flip_port },
	{ "passed", 0, passed },
	{ "raw", 0, raw },
};

int main(int argc, char **argv)
{
	return run_trick(tricks, sizeof(tricks) / sizeof(*tricks), argc, argv);
}
