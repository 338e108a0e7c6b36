/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/* What the log device gives.  Part of sct_abi.h, which see. */
#ifndef SCT_ABI_EVENT_H
#define SCT_ABI_EVENT_H

#define SCT_RECORDS(X)			\
	X(1, EVENT, "event")		\
	X(2, LOST, "lost")		\
	X(3, TASK, "task")
#define SCT_ENUM_RECORD(n, id, name)	SCT_RECORD_##id = n,
enum sct_record_type { SCT_RECORDS(SCT_ENUM_RECORD) };

/*
 * read() on the log device gives whole records, each starting with this and
 * 8-byte aligned, ordered by time over all CPUs.
 */
struct sct_record {
	__u32 len;		/* bytes of the record with its payload, multiple of 8 */
	__u8 type;		/* SCT_RECORD_* */
	__u8 lane;		/* of the CPU's log: SCT_LANE_MUST, or one that uids share */
	__u16 cpu;		/* that wrote it */
	__u64 seq;		/* counts from 0 in each lane of each CPU, without gaps;
				 * LOST: of the first record that is missing
				 */
	__u64 time_ns;		/* CLOCK_MONOTONIC; LOST: of the record after the gap */
};

/* A lane is a ring of its own: who floods one displaces nothing in another. */
#define SCT_LANE_MUST		0u	/* rules with SCT_RULE_MUST */
#define SCT_MAX_LANES		16u

/* Stands in the stream where `count` records of one lane of a CPU are missing. */
struct sct_lost {
	struct sct_record rec;
	__u64 count;
};

/* What happened to a task beside its calls. */
#define SCT_CHANGES(X)			\
	X(0, SEEN, "seen")		\
	X(1, EXITED, "exited")		\
	X(2, KILLED, "killed")		\
	X(3, SIGNALLED, "signalled")	\
	X(4, STOPPED, "stopped")
#define SCT_ENUM_CHANGE(n, id, name)	SCT_CHANGE_##id = n,
enum sct_change { SCT_CHANGES(SCT_ENUM_CHANGE) };

/*
 * Stands between the events of a supervisor that follows tasks, if it was asked for
 * (sctrace); the modules have none.  The numbers are of the supervisor's namespaces.
 */
struct sct_task {
	struct sct_record rec;
	__s32 tid;
	__s32 number;		/* EXITED: the status; else the signal; SEEN: 0 */
	__u8 change;		/* SCT_CHANGE_* */
	__u8 core;		/* KILLED: memory was dumped */
	__u8 reserved[2];
	__s32 code;		/* SIGNALLED: si_code of siginfo_t, and more of it: */
	__s32 sender;		/* si_pid, */
	__u32 uid;		/* si_uid, */
	__s64 value;		/* SIGCHLD: si_status; a fault of the task: si_addr */
};

/* What happened to the call. */
#define SCT_VERDICTS(X)			\
	X(0, ALLOWED, "allowed")	\
	X(1, FAILED, "failed")		\
	X(2, KILLED, "killed")		\
	X(3, SUSPENDED, "suspended")
#define SCT_ENUM_VERDICT(n, id, name)	SCT_VERDICT_##id = n,
enum sct_verdict { SCT_VERDICTS(SCT_ENUM_VERDICT) };

/*
 * Event flags.  UNREADABLE: whether the filter holds could not be decided, as it
 * met something that cannot be read or was cut; the rule acts all the same, as it
 * has SCT_RULE_UNREADABLE_MATCHES.
 */
#define SCT_EVENT_UNREADABLE	0x01u
#define SCT_EVENT_ASKED		0x02u	/* a struct sct_asked stands before the fields */

/* In place of a call's number: an operation that a thread of the kernel has come to. */
#define SCT_NO_CALL		0xffffu

/* A rule acted.  `field_count` fields follow, one struct sct_field each. */
struct sct_event {
	struct sct_record rec;
	__u64 generation;	/* of the table that the rule belongs to */
	__u32 rule;		/* index in that table */
	__u32 view;		/* index in that table */
	__u16 nr;		/* the call really made */
	__u8 abi;		/* SCT_ABI_* */
	__u8 phase;		/* SCT_PHASE_* */
	__u8 verdict;		/* SCT_VERDICT_* */
	__u8 flags;		/* SCT_EVENT_* */
	__u8 reserved[2];
	__s32 pid;		/* process (thread group) id, initial pid namespace */
	__s32 tid;		/* thread id */
	__u32 uid;		/* real uid, initial user namespace */
	__u32 field_count;
	__u32 suppressed;	/* events that the rate limit held back since the last
				 * one of this rule (and pid or uid, by its scope)
				 */
	__u32 reserved2;
	__u64 rule_seq;		/* counts from 0 on each CPU for each rule of a generation,
				 * without gaps: tells whose events are missing
				 */
	__s64 retval;		/* AFTER: what the call returned; FAILED: -errno; else 0 */
};

/*
 * Why an event has a struct sct_asked.  Of NEW and AGAIN the verdict is SUSPENDED: the call
 * waits.  All others say what came of it, which is the rule's default but for ANSWERED,
 * REMEMBERED, DIED (KILLED) and WITHDRAWN (SUSPENDED: it is judged anew).
 */
#define SCT_ASKS(X)							\
	X(0, NEW, "asked")						\
	X(1, AGAIN, "argument-changed")	/* while it waited: it is asked again */ \
	X(2, ANSWERED, "answered")					\
	X(3, REMEMBERED, "remembered")	/* an earlier answer */		\
	X(4, DEADLINE, "deadline")					\
	X(5, FULL, "too-many")		/* calls wait already */	\
	X(6, UNSTEADY, "changed-too-often")				\
	X(7, WITHDRAWN, "new-rules")	/* are in force */		\
	X(8, NO_RULES, "no-rules")	/* are in force any more */	\
	X(9, DIED, "died")		/* its caller got a signal that kills */ \
	X(10, NO_WAIT, "cannot-wait")	/* no memory, or where nothing may wait */
#define SCT_ENUM_ASK(n, id, name)	SCT_ASK_##id = n,
enum sct_ask { SCT_ASKS(SCT_ENUM_ASK) };

/* Of a call that waits, or has waited, for somebody's answer (deadline_ms of its rule). */
struct sct_asked {
	__u64 id;		/* of the question; 0: it was not put */
	__u32 waited_ms;
	__u8 why;		/* SCT_ASK_* */
	__u8 reserved[3];
	__s32 by_pid;		/* ANSWERED, REMEMBERED: who did, initial pid namespace */
	__u32 by_uid;		/* initial user namespace */
	__u8 by_comm[16];	/* NUL-terminated */
};

#define SCT_FIELD_NULL		0x01u	/* string was a NULL pointer; no data */
#define SCT_FIELD_FAULT		0x02u	/* memory could not be read; no data, or 0 */
#define SCT_FIELD_CUT		0x04u	/* more bytes than are carried */
#define SCT_FIELD_LIST		0x08u	/* ARGV: the data are a struct sct_list and strings */
#define SCT_FIELD_MORE		0x10u	/* likewise: what it says is not all that there is */

/* Followed by `len` bytes of data and zero padding to 8. */
struct sct_field {
	__u8 var;		/* SCT_VAR_* */
	__u8 index;		/* of PARAMS, from 1; derived ones as in filters; else 0 */
	__u8 type;		/* SCT_TYPE_*; an integer has len 8 and travels as 64 bits */
	__u8 flags;		/* SCT_FIELD_* */
	__u32 len;
};

/*
 * The strings follow, as far as they are carried, with a NUL byte between two; the
 * last one may be cut.  An ARGV without SCT_FIELD_LIST, in a capture of an older
 * version, is joined by spaces.
 */
struct sct_list {
	__u32 strings;		/* how many they were */
	__u32 bytes;		/* of all of them, with the NULs between */
};

#endif /* SCT_ABI_EVENT_H */
