/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Values of a call that need memory of their own: buffers, addresses, argument
 * vectors, paths, and the variables that are not cheap.  Each is found out once
 * for a call and only if a rule asks.
 */
#ifndef SCT_STORE_H
#define SCT_STORE_H

#include "call/call_record.h"

struct sct_value {
	struct sct_value *next;
	struct sct_value_key key;
	u32 room;		/* bytes of data[], or less: of the caller's buffer */
	u32 len;
	u8 state;		/* enum sct_text_state */
	char data[];
};

/* What is kept of SADDR: the address as it was read, then IP made from it. */
#define SCT_SADDR_MAX		128u
#define SCT_IP_LEN		16u
#define SCT_SADDR_ROOM		(SCT_SADDR_MAX + SCT_IP_LEN)

struct sct_value *sct_value_find(const struct sct_call *call,
				 const struct sct_value_key *key);
struct sct_value *sct_value_new(struct sct_call *call,
				const struct sct_value_key *key, u32 room);
struct sct_value *sct_value_new_long(struct sct_call *call,
				     const struct sct_value_key *key, u32 room);
struct sct_value *sct_value_state(struct sct_call *call,
				  const struct sct_value_key *key,
				  struct sct_value *v, u8 state);
struct sct_value *sct_value_copy(struct sct_call *call,
				 const struct sct_value_key *key, u8 state,
				 const char *data, u32 len);
void sct_value_drop(struct sct_call *call, struct sct_value *v);
void sct_values_begin_after(struct sct_call *call);
void sct_values_free(struct sct_call *call);

#endif /* SCT_STORE_H */
