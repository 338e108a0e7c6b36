// SPDX-License-Identifier: GPL-2.0-only
/*
 * The program that runs sct_run, at the other end of a socket: the records go there.
 * Nothing is lost on the way, as with sctrace: a call waits until its event has room.
 */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "options.h"
#include "peer.h"
#include "lib/rules_internal.h"

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
	return fd;
}
