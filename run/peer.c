// SPDX-License-Identifier: GPL-2.0-only
/*
 * The program that runs sct_run, at the other end of a socket.
 *
 * Records go there.  Nothing is lost on the way, as with sctrace: a call waits until its
 * event has room.  From there come answers to the questions of SUSPEND with a deadline:
 * each is a struct sct_answer, as for the control device of the modules.
 */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/rules_internal.h"
#include "options.h"
#include "peer.h"
#include "task.h"

#define MAX_ERRNO	4095
#define MAX_SIGNAL	64

static int peer = -1;

/* What has come of the next answer. */
static struct sct_answer incoming;
static size_t incoming_bytes;

/**
 * run_peer_connect - connect to the program that reads the records
 * @path: of its socket
 *
 * Return: the socket.  Ends the process if nobody is there.
 */
int run_peer_connect(const char *path)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (strlen(path) >= sizeof(to.sun_path))
		run_fail(RUN_TROUBLE, "--peer: %s: the name of a socket has at most %zu bytes",
			 path, sizeof(to.sun_path) - 1);
	strcpy(to.sun_path, path);
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)))
		run_fail(RUN_TROUBLE, "--peer: %s: %s", path, strerror(errno));
	peer = fd;
	return fd;
}

bool run_peer_answers(void)
{
	return peer >= 0;
}

static bool is_sound(const struct sct_answer *a)
{
	bool fails = a->verdict == SCT_VERDICT_FAILED;
	bool kills = a->verdict == SCT_VERDICT_KILLED;

	return a->size == sizeof(*a) && !a->flags && !a->reserved[0] && !a->reserved[1] &&
	       (fails || kills || a->verdict == SCT_VERDICT_ALLOWED) &&
	       (fails ? a->error >= 1 && a->error <= MAX_ERRNO : !a->error) &&
	       (kills ? a->signal >= 1 && a->signal <= MAX_SIGNAL : !a->signal);
}

/* From now on nobody is asked; whoever waits gets the default of his rule. */
static void hang_up(const char *why)
{
	if (why)
		fprintf(stderr, "%s: %s\n", run_name, why);
	peer = -1;
}

bool run_peer_answer(struct sct_answer *answer)
{
	while (peer >= 0) {
		ssize_t n = recv(peer, (char *)&incoming + incoming_bytes,
				 sizeof(incoming) - incoming_bytes, MSG_DONTWAIT);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return false;
		if (n <= 0) {
			hang_up(NULL);
			return false;
		}
		incoming_bytes += n;
		if (incoming_bytes < sizeof(incoming))
			continue;
		incoming_bytes = 0;
		*answer = incoming;
		if (is_sound(answer))
			return true;
		hang_up("--peer: what came is no answer (struct sct_answer)");
	}
	return false;
}

void run_peer_sign(struct sct_asked *asked)
{
	struct ucred who;
	socklen_t size = sizeof(who);

	if (getsockopt(peer, SOL_SOCKET, SO_PEERCRED, &who, &size))
		return;
	asked->by_pid = who.pid;
	asked->by_uid = who.uid;
	if (run_read_proc(who.pid, "comm", (char *)asked->by_comm, sizeof(asked->by_comm)) > 0)
		asked->by_comm[strcspn((char *)asked->by_comm, "\n")] = 0;
}
