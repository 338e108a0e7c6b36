// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where a socket is connected to, sends to, or is bound, judged by the kernel's own copy
 * of the address: what the caller writes into his own meanwhile changes nothing.
 *
 * One place may have several addresses.  What is judged is the one that the kernel makes
 * of the caller's: 0.0.0.0 and :: are the socket's own address or the loopback's, and
 * an address without a family may be one of IPv4 all the same.
 *
 * Of a local socket it is where the kernel has found the other one: its file, by
 * whatever name, and the address that it is bound to.
 */
#include <linux/in.h>
#include <linux/in6.h>
#include <linux/net.h>
#include <linux/socket.h>
#include <linux/string.h>
#include <net/af_unix.h>
#include <net/inet_sock.h>
#include <net/ipv6.h>

#include "call/call_record.h"
#include "hook/operations.h"
#include "hook/socket_operations.h"
#include "table/operations.h"

/* An address that is judged. */
struct judged_address {
	struct sockaddr_storage bytes;
	u32 len;
};

/* A socket without an address sends to itself by 0.0.0.0 or ::. */
static __be32 own_address(const struct sock *sk)
{
	__be32 own = sk->sk_family == AF_INET ? inet_sk(sk)->inet_saddr : 0;

	return own ?: htonl(INADDR_LOOPBACK);
}

static void find_inet(struct judged_address *a, const struct sock *sk)
{
	struct sockaddr_in *in = (struct sockaddr_in *)&a->bytes;

	if (a->len >= offsetofend(struct sockaddr_in, sin_addr) &&
	    !in->sin_addr.s_addr)
		in->sin_addr.s_addr = own_address(sk);
}

static void find_inet6(struct judged_address *a, const struct sock *sk)
{
	struct sockaddr_in6 *in = (struct sockaddr_in6 *)&a->bytes;

	if (a->len < offsetofend(struct sockaddr_in6, sin6_addr))
		return;
	if (ipv6_addr_any(&in->sin6_addr)) {
		if (sk->sk_family == AF_INET6 &&
		    ipv6_addr_v4mapped(&sk->sk_v6_rcv_saddr))
			ipv6_addr_set_v4mapped(htonl(INADDR_LOOPBACK),
					       &in->sin6_addr);
		else
			in->sin6_addr = in6addr_loopback;
	} else if (ipv6_addr_v4mapped(&in->sin6_addr) &&
		   !in->sin6_addr.s6_addr32[3]) {
		ipv6_addr_set_v4mapped(htonl(INADDR_LOOPBACK), &in->sin6_addr);
	}
}

/* Return: false if there is no address to judge. */
static bool take(struct judged_address *a, const struct sock *sk,
		 const void *address, int len)
{
	if (!sk || !address || len <= 0)
		return false;
	memset(&a->bytes, 0, sizeof(a->bytes));
	a->len = min_t(u32, len, sizeof(a->bytes));
	memcpy(&a->bytes, address, a->len);
	return true;
}

static long judge(u8 operation, const struct judged_address *a, struct dentry *dentry)
{
	const struct sct_text text = { (const char *)&a->bytes, a->len };

	return sct_judge_address(operation, &text, dentry);
}

/* Where to?  IPv4 takes an address without a family for one of its own, but by connect(). */
static void find_peer(struct judged_address *a, const struct sock *sk, u8 operation)
{
	if (a->bytes.ss_family == AF_UNSPEC && sk->sk_family == AF_INET &&
	    operation == SCT_OPERATION_SEND)
		a->bytes.ss_family = AF_INET;
	if (a->bytes.ss_family == AF_INET)
		find_inet(a, sk);
	else if (a->bytes.ss_family == AF_INET6)
		find_inet6(a, sk);
}

static long judge_peer(u8 operation, const struct sock *sk, const void *address,
		       int len)
{
	struct judged_address a;

	if (!take(&a, sk, address, len))
		return 0;
	/* The other one is to be found yet. */
	if (sk->sk_family == AF_UNIX)
		return 0;
	find_peer(&a, sk, operation);
	return judge(operation, &a, NULL);
}

/*
 * int security_socket_connect(struct socket *sock, struct sockaddr *address,
 *			       int addrlen)
 */
static long before_connect(const struct sct_function_hook *hook,
			   const unsigned long *args)
{
	return judge_peer(SCT_OPERATION_CONNECT, ((struct socket *)args[0])->sk,
			  (const void *)args[1], args[2]);
}

/*
 * int security_socket_sendmsg(struct socket *sock, struct msghdr *msg, int size)
 *
 * A stream takes an address with MSG_FASTOPEN, and is connected by that; SCTP does so with
 * any.  Services of the kernel may send from an interrupt: then nobody has called.
 */
static long before_sendmsg(const struct sct_function_hook *hook,
			   const unsigned long *args)
{
	const struct sock *sk = ((struct socket *)args[0])->sk;
	const struct msghdr *msg = (struct msghdr *)args[1];
	bool datagrams;

	if (!sk || !msg->msg_name || !in_task())
		return 0;
	datagrams = sk->sk_type != SOCK_STREAM && sk->sk_type != SOCK_SEQPACKET;
	if (sk->sk_type == SOCK_STREAM && sk->sk_protocol != IPPROTO_SCTP &&
	    !(msg->msg_flags & MSG_FASTOPEN))
		return 0;
	return judge_peer(datagrams ? SCT_OPERATION_SEND : SCT_OPERATION_CONNECT, sk,
			  msg->msg_name, msg->msg_namelen);
}

/* A local socket that has been found; it is locked. */
static long judge_local(u8 operation, const struct sock *other)
{
	const struct unix_sock *u = unix_sk(other);
	const struct unix_address *name;
	struct judged_address a;

	/* Pairs with the release by which it was bound. */
	name = smp_load_acquire(&u->addr);
	if (!name || !take(&a, other, name->name, name->len)) {
		a.bytes.ss_family = AF_UNIX;
		a.len = sizeof(a.bytes.ss_family);
	}
	return judge(operation, &a, u->path.dentry);
}

/*
 * int security_unix_stream_connect(struct sock *sock, struct sock *other,
 *				    struct sock *newsk)
 */
static long before_local_connect(const struct sct_function_hook *hook,
				 const unsigned long *args)
{
	return judge_local(SCT_OPERATION_CONNECT, (struct sock *)args[1]);
}

/*
 * int security_unix_may_send(struct socket *sock, struct socket *other)
 *
 * At each datagram, and when a socket for them is connected.
 */
static long before_local_send(const struct sct_function_hook *hook,
			      const unsigned long *args)
{
	const struct sock *other = ((struct socket *)args[1])->sk;

	return other ? judge_local(SCT_OPERATION_SEND, other) : 0;
}

/*
 * int security_socket_bind(struct socket *sock, struct sockaddr *address, int addrlen)
 *
 * Here 0.0.0.0 is what it says: all of the machine's addresses.
 */
static long before_bind(const struct sct_function_hook *hook,
			const unsigned long *args)
{
	const struct sock *sk = ((struct socket *)args[0])->sk;
	struct judged_address a;

	if (!take(&a, sk, (const void *)args[1], args[2]))
		return 0;
	if (a.bytes.ss_family == AF_UNSPEC && sk->sk_family == AF_INET)
		a.bytes.ss_family = AF_INET;
	return judge(SCT_OPERATION_BIND, &a, NULL);
}

#define ON(id)	(1u << SCT_OPERATION_##id)

#define HOOK(function, visitor)	\
	(&(const struct sct_function_hook){ .name = (function), .before = (visitor) })

static const struct sct_operation_hook hooks[] = {
	{ HOOK("security_socket_connect", before_connect), ON(CONNECT) },
	{ HOOK("security_socket_sendmsg", before_sendmsg), ON(CONNECT) | ON(SEND) },
	{ HOOK("security_unix_stream_connect", before_local_connect), ON(CONNECT) },
	{ HOOK("security_unix_may_send", before_local_send), ON(SEND) },
	{ HOOK("security_socket_bind", before_bind), ON(BIND) },
};

void sct_socket_operations_init(void)
{
	sct_operations_register(hooks, ARRAY_SIZE(hooks));
}
