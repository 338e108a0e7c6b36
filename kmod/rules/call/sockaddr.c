// SPDX-License-Identifier: GPL-2.0-only
/*
 * The parts of a socket address.
 *
 * The numbers and offsets are those of the ABI of every Linux; an address that
 * is too short for a part does not have it, as the kernel would say, too.
 */
#include "lib/rules_internal.h"
#include "call/call.h"

#define FAMILY_UNIX	1
#define FAMILY_INET	2
#define FAMILY_INET6	10
#define FAMILY_VSOCK	40

#define FAMILY_LEN	2u	/* u16 at 0, host order */
#define PORT_AT		2u	/* u16, network order; in both kinds of INET */
#define INET_ADDR_AT	4u
#define INET_ADDR_LEN	4u
#define INET6_ADDR_AT	8u
#define SUNPATH_MAX	108u
#define VSOCK_PORT_AT	4u	/* u32, host order */

s64 sct_saddr_family(const struct sct_text *saddr)
{
	u16 family;

	if (saddr->len < FAMILY_LEN)
		return 0;
	memcpy(&family, saddr->data, sizeof(family));
	return family;
}

/* In host order; 0 if there is none. */
s64 sct_saddr_port(const struct sct_text *saddr)
{
	const u8 *bytes = (const u8 *)saddr->data + PORT_AT;
	s64 family = sct_saddr_family(saddr);
	u32 port;

	if (family == FAMILY_VSOCK && saddr->len >= VSOCK_PORT_AT + sizeof(port)) {
		memcpy(&port, saddr->data + VSOCK_PORT_AT, sizeof(port));
		return port;
	}
	if ((family != FAMILY_INET && family != FAMILY_INET6) ||
	    saddr->len < PORT_AT + 2)
		return 0;
	return bytes[0] << 8 | bytes[1];
}

/* Return: false if there is none. */
bool sct_saddr_ip(const struct sct_text *saddr, u8 *ip)
{
	static const u8 mapped[] = { [10] = 0xff, [11] = 0xff };
	s64 family = sct_saddr_family(saddr);

	if (family == FAMILY_INET &&
	    saddr->len >= INET_ADDR_AT + INET_ADDR_LEN) {
		memcpy(ip, mapped, sizeof(mapped));
		memcpy(ip + sizeof(mapped), saddr->data + INET_ADDR_AT,
		       INET_ADDR_LEN);
		return true;
	}
	if (family == FAMILY_INET6 &&
	    saddr->len >= INET6_ADDR_AT + SCT_IP_LEN) {
		memcpy(ip, saddr->data + INET6_ADDR_AT, SCT_IP_LEN);
		return true;
	}
	return false;
}

/*
 * The name ends at the first NUL, if it does not begin with one: then it is
 * abstract, and all bytes belong to it.  An address that is just a family has
 * none: it asks for a name (bind) or is that of an unnamed socket.
 */
bool sct_saddr_sunpath(const struct sct_text *saddr, struct sct_text *path)
{
	u32 len = saddr->len - FAMILY_LEN;

	if (sct_saddr_family(saddr) != FAMILY_UNIX || !len ||
	    saddr->len < FAMILY_LEN)
		return false;
	path->data = saddr->data + FAMILY_LEN;
	path->len = len < SUNPATH_MAX ? len : SUNPATH_MAX;
	if (path->data[0]) {
		const char *nul = memchr(path->data, 0, path->len);

		if (nul)
			path->len = nul - path->data;
	}
	return true;
}
