/* SPDX-License-Identifier: GPL-2.0-only */
/* Addresses of sockets.  Local ones are in the directory that $net names. */
#ifndef NET_TO_H
#define NET_TO_H

#include <arpa/inet.h>
#include <sys/socket.h>
#include <linux/vm_sockets.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

/* An address of whatever kind. */
struct to {
	union {
		struct sockaddr any;
		struct sockaddr_in in;
		struct sockaddr_in6 in6;
		struct sockaddr_un un;
		struct sockaddr_vm vm;
	};
	socklen_t len;
};

static struct to inet_to(const char *ip, int port)
{
	struct to to = { .in = { .sin_family = AF_INET, .sin_port = htons(port) },
			 .len = sizeof(to.in) };

	inet_pton(AF_INET, ip, &to.in.sin_addr);
	return to;
}

static struct to inet6_to(const char *ip, int port)
{
	struct to to = { .in6 = { .sin6_family = AF_INET6, .sin6_port = htons(port) },
			 .len = sizeof(to.in6) };

	inet_pton(AF_INET6, ip, &to.in6.sin6_addr);
	return to;
}

/* The name is one of a file, or abstract if it begins with @. */
static struct to local_to(const char *name)
{
	struct to to = { .un = { .sun_family = AF_UNIX } };

	snprintf(to.un.sun_path, sizeof(to.un.sun_path), "%s", name);
	to.len = offsetof(struct sockaddr_un, sun_path) + strlen(to.un.sun_path);
	if (*name == '@')
		to.un.sun_path[0] = 0;
	return to;
}

static struct to in_net(const char *name)
{
	char path[108];

	snprintf(path, sizeof(path), "%s/%s", getenv("net"), name);
	return local_to(path);
}

static struct to vsock_to(int port)
{
	return (struct to){ .vm = { .svm_family = AF_VSOCK, .svm_cid = 1,
				    .svm_port = port },
			    .len = sizeof(struct sockaddr_vm) };
}

#endif /* NET_TO_H */
