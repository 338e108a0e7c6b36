/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Values of a call that need memory of their own: buffers, addresses, argument
 * vectors, paths, and the variables that are not cheap.  Each is found out once
 * for a call and only if a rule asks.
 */
#ifndef SCT_VALUES_H
#define SCT_VALUES_H

#include "verify/param.h"

struct sct_call;
struct sct_text;

struct sct_value {
	struct sct_value *next;
	struct sct_value_key key;
	u32 room;		/* bytes of data[], or less: of the caller's buffer */
	u32 len;
	u8 state;		/* enum sct_text_state */
	char data[];
};

/* In sct_call.big: call->values is valid. */
#define SCT_HAS_VALUES		0x80u
/*
 * Likewise: there was no memory for a value.  From then on all that are not
 * there are unreadable: an event has its size from a first look at them, and the
 * second one finds the same.
 */
#define SCT_NO_VALUES		0x40u

/* What is kept of SADDR: the address as it was read, then IP made from it. */
#define SCT_SADDR_MAX		128u
#define SCT_IP_LEN		16u
#define SCT_SADDR_ROOM		(SCT_SADDR_MAX + SCT_IP_LEN)

/* values.c; in the host tests a fake */
u8 sct_call_read_value(struct sct_call *call, const struct sct_param *param,
		       struct sct_text *text);
bool sct_call_has_value(const struct sct_call *call,
			const struct sct_param *param);
u8 sct_call_read_var(struct sct_call *call, u8 var, struct sct_text *text);
void sct_values_free(struct sct_call *call);
void sct_values_prepare(struct sct_call *call, const struct sct_param *param);
void sct_values_begin_after(struct sct_call *call);

struct sct_value *sct_value_new(struct sct_call *call,
				const struct sct_value_key *key, u32 room);
struct sct_value *sct_value_copy(struct sct_call *call,
				 const struct sct_value_key *key, u8 state,
				 const char *data, u32 len);

/* sockaddr.c */
s64 sct_saddr_family(const struct sct_text *saddr);
s64 sct_saddr_port(const struct sct_text *saddr);
bool sct_saddr_ip(const struct sct_text *saddr, u8 *ip);
bool sct_saddr_sunpath(const struct sct_text *saddr, struct sct_text *path);

#endif /* SCT_VALUES_H */
