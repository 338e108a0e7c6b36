/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/* What the devices are asked.  Part of sct_abi.h, which see. */
#ifndef SCT_ABI_IOCTL_H
#define SCT_ABI_IOCTL_H

/*
 * Every argument starts with `size`, the caller's sizeof.  All need CAP_SYS_ADMIN in
 * the initial user namespace, at open and again at each ioctl.
 *
 * How an argument grows.  It gets new fields at its end, for which zero means "as it
 * was without them"; nothing in it moves, and no field gets another meaning.  `size`
 * says which fields the caller knows:
 *
 *   less than the kernel knows   the others are zero, and are not given back;
 *   more than the kernel knows   they must be zero, and stay so; else E2BIG, as the
 *                                caller asks for what this kernel cannot do.
 *
 * The number of a command has the size of the argument's first version
 * (SCT_*_SIZE_1) in it for good, and less than that is EINVAL.  So a new tool works
 * with an old module, and an old tool with a new one.  A field that only the kernel
 * fills in is zero from one that does not know it.
 *
 * `flags` has room for what needs no field: an unknown one is EINVAL.  What stands in
 * arrays (struct sct_holder, sct_rule_count, sct_call_count) has no size and does not
 * grow.
 *
 * SCT_ERRORS_OF_* beside each argument are all errors that its ioctl can give, with
 * those of all ioctls; sct(4) lists the same.
 */
#define SCT_ERRORS_OF_ALL(X)						\
	X(EPERM, "The caller lacks CAP_SYS_ADMIN in the initial user namespace.") \
	X(ENOTTY, "The device does not know this command.")		\
	X(EINVAL, "The size is less than that of the first version, or a field has a value that is not possible.") \
	X(E2BIG, "The argument has something, not zero, behind what the kernel knows of it, or is larger than a page.") \
	X(EFAULT, "A pointer is bad, to the argument or in it.")

/* Both devices.  What is loaded, and how large things may be. */
struct sct_info {
	__u32 size;		/* in */
	__u32 version;		/* out: SCT_ABI_VERSION */
	__u64 generation;	/* out: of the table in force; 0 = never one */
	__u32 rule_count;	/* out */
	__u32 table_size;	/* out: bytes of the table in force, 0 = none */
	__u32 hook_count;	/* out: kernel functions hooked now */
	__u32 after_calls;	/* out: calls in flight that await their after-rules */
	__s64 epoch_offset_ns;	/* out: what makes of a record's time_ns the time since
				 * 1970.  The same until the clock is set or the machine
				 * has slept, so that a record has one time of day for
				 * all who read it
				 */
};

#define SCT_ERRORS_OF_INFO(X)

#define SCT_UPLOAD_EXPECT	0x01u	/* only if the table in force is `expect` */

/*
 * Control device.  Replaces the table in force; every call sees the old one or
 * the new one.  On any error the old one stays.  ENOSYS, EBUSY, EIO: `error`, `rule`,
 * `abi`, `nr` say which call cannot be hooked.  With SCT_E_COST,
 * `rule` is the one with which the call costs too much, `index` the instruction of
 * it that costs most.
 *
 * With confirm_s the kernel itself puts the last confirmed table back (as a new
 * generation) after so many seconds, unless SCT_IOC_CONFIRM comes first.  An
 * upload or delete without it confirms itself.
 */
struct sct_upload {
	__u32 size;		/* in */
	__u32 flags;		/* in: SCT_UPLOAD_* */
	__u64 table;		/* in: user address */
	__u64 table_size;	/* in: bytes */
	__u64 expect;		/* in: with EXPECT a generation; else 0 */
	__u64 origin;		/* in: user address of the provenance: UTF-8 text that the
				 * kernel keeps and does not read (a line each for source
				 * files and SHA-256, see sct(4)); or 0
				 */
	__u32 origin_size;	/* in: bytes; at most SCT_MAX_ORIGIN */
	__u32 confirm_s;	/* in: 0, or 1..SCT_MAX_CONFIRM_S */
	__u64 generation;	/* out: of the new table */
	__u32 error;		/* out: SCT_E_* */
	__u32 rule;		/* out: index of the rule, or ~0 */
	__u32 index;		/* out: instruction in the rule, or view or binding, or ~0 */
	__u16 nr;		/* out: NO_CALL, HOOK*: the call; COST, and if there is
				 * no error: the costliest one
				 */
	__u8 abi;
	__u8 reserved;
	__u32 cost;		/* out: steps that its rules may cost (SCT_MAX_COST) */
	__u32 reserved2;
};

#define SCT_ERRORS_OF_UPLOAD(X)						\
	X(EBADMSG, "The table is wrong: error says how, rule and index where.") \
	X(E2BIG, "The table is larger than SCT_MAX_TABLE_BYTES, or the origin than SCT_MAX_ORIGIN.") \
	X(EROFS, "The table is locked.")				\
	X(ESTALE, "The generation in force is not the expected one.")	\
	X(ENOSYS, "This kernel has no such system call.")		\
	X(EBUSY, "Another tracer or patch holds the call.")		\
	X(EIO, "The call could not be hooked.")				\
	X(ENODEV, "The modules are being unloaded.")			\
	X(ENOMEM, "There is not enough memory.")			\
	X(EINTR, "Killed while waiting for another upload.")

/* Control device.  Removes all rules; the empty table is a generation, too. */
struct sct_delete {
	__u32 size;		/* in */
	__u32 flags;		/* in: reserved */
	__u64 generation;	/* out */
};

#define SCT_ERRORS_OF_DELETE(X)						\
	X(EROFS, "The table is locked.")				\
	X(ENOMEM, "There is not enough memory.")			\
	X(EINTR, "Killed while waiting for an upload.")

/*
 * Both devices.  Copies out the table in force (generation 0) or an older one
 * whose events may still be in the log.
 */
struct sct_download {
	__u32 size;		/* in */
	__u32 flags;		/* in: reserved */
	__u64 buffer;		/* in: user address */
	__u64 buffer_size;	/* in: bytes */
	__u64 generation;	/* in: which; out: which it was */
	__u64 table_size;	/* out: bytes; 0 = the empty table */
};

#define SCT_ERRORS_OF_DOWNLOAD(X)					\
	X(ENOENT, "There is no such table, or not any more.")		\
	X(ENOSPC, "The buffer is too small: table_size says what is needed.")

/*
 * A task that keeps the modules in use: its call awaits its after-rules, or waits; or, if
 * nr is SCT_NO_CALL, it looks up the path of an object that rules were about.
 */
struct sct_holder {
	__s32 pid;
	__s32 tid;
	__u16 nr;
	__u8 abi;
	__u8 reserved[5];
	__u8 comm[16];		/* NUL-terminated */
};

/*
 * Control device.  Waits until nobody is inside the modules any more, at most
 * timeout_ms (0 = only look).  EBUSY: the first `holder_space` of the tasks that are
 * inside are in `holders`.
 */
struct sct_drain {
	__u32 size;		/* in */
	__u32 timeout_ms;	/* in: 0..60000 */
	__u64 holders;		/* in: user address of struct sct_holder[] */
	__u32 holder_space;	/* in: elements; 0..1024 */
	__u32 holder_count;	/* out: how many there are */
};

#define SCT_ERRORS_OF_DRAIN(X)						\
	X(EROFS, "The table is locked, the modules stay.")		\
	X(ENOTEMPTY, "There are rules.")				\
	X(EBUSY, "Somebody is inside still when the time is over.")	\
	X(ENOMEM, "There is not enough memory.")			\
	X(EINTR, "A signal came.")

/* Control device.  Keeps a table that was uploaded with confirm_s. */
struct sct_confirm {
	__u32 size;		/* in */
	__u32 flags;		/* in: reserved */
	__u64 generation;	/* in: the one to keep, 0 = any; out: which it was */
};

#define SCT_ERRORS_OF_CONFIRM(X)					\
	X(ENOENT, "No table is on trial (any more).")			\
	X(ESTALE, "One is, of another generation.")			\
	X(EINTR, "Killed while waiting for an upload.")

/*
 * Control device.  From now to the next boot nobody changes the table or
 * unloads the modules; but rmmod --force, which the kernel lets pass over every
 * count, takes the rules out of force, with an alert in the kernel log, see sct(4).
 * Again: 0.
 */
struct sct_lock {
	__u32 size;		/* in */
	__u32 flags;		/* in: reserved */
	__u64 generation;	/* out: of the table that is locked */
};

#define SCT_ERRORS_OF_LOCK(X)						\
	X(EBUSY, "The table is on trial.")				\
	X(EINTR, "Killed while waiting for an upload.")

/*
 * Control device.  A new size for the log; what is in it stays as far as it
 * fits, and what does not is counted as lost.
 */
struct sct_log_size {
	__u32 size;		/* in */
	__u32 flags;		/* in: reserved */
	__u64 bytes;		/* in: for one CPU, rounded up; 0 = only ask; out: as it is */
};

#define SCT_ERRORS_OF_LOG_SIZE(X)					\
	X(EINVAL, "Less than 64 KiB, or more than 1 GiB.")		\
	X(ENOMEM, "There is not enough memory: the old size stays.")	\
	X(EINTR, "Killed while waiting for another one.")

#define SCT_EXEMPT_PID		0u	/* id is a process id in the caller's namespace */
#define SCT_EXEMPT_CGROUP	1u	/* id is a cgroup's id (inode of its directory) */

/*
 * Log device.  Tasks that the reader depends on never wait for it (SCT_RULE_MUST):
 * this process or cgroup with all below it, for as long as the device is open.
 */
struct sct_exempt {
	__u32 size;		/* in */
	__u32 kind;		/* in: SCT_EXEMPT_* */
	__u64 id;		/* in */
};

#define SCT_ERRORS_OF_EXEMPT(X)						\
	X(ESRCH, "There is no such process.")				\
	X(ENOENT, "There is no such cgroup.")				\
	X(ENOSPC, "This reader has exempted SCT_MAX_EXEMPT already.")

/* A call that waits for an answer.  The event that says so follows (SCT_ASK_NEW). */
struct sct_listed {
	__u32 len;		/* bytes with the event, multiple of 8 */
	__u32 left_ms;		/* until the deadline of its rule */
	__u64 id;
	__u8 comm[16];		/* of its caller; NUL-terminated */
};

/* Control device.  Which calls wait for an answer, the oldest first. */
struct sct_pending {
	__u32 size;		/* in */
	__u32 flags;		/* in: reserved */
	__u64 buffer;		/* in: user address, for struct sct_listed, one behind the other */
	__u64 buffer_size;	/* in: bytes */
	__u64 bytes;		/* out: that all of them take */
	__u32 count;		/* out */
	__u32 reserved;
};

#define SCT_ERRORS_OF_PENDING(X)					\
	X(ENOSPC, "The buffer is too small: bytes says what is needed.") \
	X(ENOMEM, "There is not enough memory.")

#define SCT_ANSWER_REMEMBER	0x01u	/* also for later calls, as below */

/*
 * Control device.  Answers a question: the call that waits runs, fails or ends its caller.
 * One that is to run is judged again; if what it is about has changed, it is asked
 * about again.
 *
 * With REMEMBER, until rules are uploaded or deleted, the answer also holds for other calls
 * for which the same rule would ask: by the same user in the same program (the file that
 * was executed), with the same parameters, but for 64-bit numbers, which may be addresses.
 */
struct sct_answer {
	__u32 size;		/* in */
	__u32 flags;		/* in: SCT_ANSWER_* */
	__u64 id;		/* in: of the question */
	__u8 verdict;		/* in: SCT_VERDICT_ALLOWED, _FAILED or _KILLED */
	__u8 signal;		/* in: KILLED: 1..64; else 0 */
	__u8 reserved[2];
	__s32 error;		/* in: FAILED: as in struct sct_rule; else 0 */
};

#define SCT_ERRORS_OF_ANSWER(X)						\
	X(ENOENT, "Nobody waits for this answer (any more).")		\
	X(ENODATA, "REMEMBER: who asks, or for what, is not known for certain.") \
	X(ENOSPC, "REMEMBER: SCT_MAX_REMEMBERED answers are remembered already.") \
	X(ENOMEM, "There is not enough memory.")

/* What this kernel has of a call. */
#define SCT_THERE_NO		0u
#define SCT_THERE_YES		1u	/* rules see it */
#define SCT_THERE_UNSEEN	2u	/* its function cannot be found or hooked */

struct sct_call_there {
	__u16 nr;		/* in */
	__u8 abi;		/* in: SCT_ABI_* */
	__u8 there;		/* in: 0; out: SCT_THERE_* */
	__u32 reserved;
};

/* Control device.  Which calls there are, whatever rules are in force. */
struct sct_calls {
	__u32 size;		/* in */
	__u32 flags;		/* in: reserved */
	__u64 calls;		/* in: user address of struct sct_call_there[] */
	__u32 count;		/* in: elements */
	__u32 reserved;
};

#define SCT_ERRORS_OF_CALLS(X)						\
	X(ENOMEM, "There is not enough memory.")

/* What a rule of the table in force has done; all since its upload. */
struct sct_rule_count {
	__u64 evaluations;	/* calls that came as far as this rule */
	__u64 hits;		/* and matched */
	__u64 events;		/* events made (read or not) */
	__u64 suppressed;	/* held back by its rate limit */
	__u64 dropped;		/* not made, for want of room in time (MUST) */
	__u64 last_hit_ns;	/* CLOCK_REALTIME; 0 = never */
};

struct sct_call_count {
	__u16 nr;
	__u8 abi;
	__u8 reserved[5];
	__u64 evaluations;	/* calls that rules were asked about; before + after = 2 */
	__u64 refused;		/* calls that did not run */
};

/* Both devices. */
struct sct_counters {
	__u32 size;		/* in */
	__u32 flags;		/* in: reserved */
	__u64 generation;	/* in: which, 0 = in force; out: which it was */
	__u64 rules;		/* in: user address of struct sct_rule_count[] */
	__u64 calls;		/* in: user address of struct sct_call_count[] */
	__u32 rule_space;	/* in: elements */
	__u32 call_space;	/* in: elements */
	__u32 rule_count;	/* out */
	__u32 call_count;	/* out */
};

#define SCT_ERRORS_OF_COUNTERS(X)					\
	X(ENOENT, "The generation is not in force.")			\
	X(ENOSPC, "There are more of them: the counts say how many.")	\
	X(ENOMEM, "There is not enough memory.")

/* Ways in which less is in force than the table says; bits by number. */
#define SCT_DEGRADATIONS(X)						\
	X(0, HOOK_LOST, "ftrace shut itself off or a hook could not be taken back") \
	X(1, ABI_UNSEEN, "the kernel offers a system call entry that is not covered") \
	X(2, NO_MEMORY, "a call was refused or not logged for want of memory") \
	X(3, MUST_LOST, "an event that must be delivered was not")	\
	X(4, CALL_UNSEEN, "the kernel has a system call with rules, but its function was not found") \
	X(5, OBJECT_UNSEEN, "the path of an object could not be looked up, and what is there is not held")
#define SCT_ENUM_DEGRADED(n, id, text)	SCT_DEGRADED_##id = 1u << n,
enum sct_degradation { SCT_DEGRADATIONS(SCT_ENUM_DEGRADED) };

#define SCT_STATE_LOCKED	0x01u
#define SCT_STATE_UNCONFIRMED	0x02u

/* Both devices.  How things are. */
struct sct_status {
	__u32 size;		/* in */
	__u32 flags;		/* in: reserved */
	__u64 generation;	/* out: in force */
	__u64 table_size;	/* out: bytes, 0 = the empty table */
	__u64 memory;		/* out: bytes of kernel memory that the table takes in all */
	__u32 rule_count;	/* out */
	__u32 hook_count;	/* out: kernel functions hooked */
	__u32 after_calls;	/* out: calls in flight that await their after-rules */
	__u32 abis;		/* out: bit per SCT_ABI_* that the kernel offers and we see */
	__u32 state;		/* out: SCT_STATE_* */
	__u32 degraded;		/* out: SCT_DEGRADED_* */
	__u64 loaded_ns;	/* out: CLOCK_REALTIME of the upload or delete */
	__u32 uid;		/* out: of who did it, initial user namespace */
	__u32 loginuid;		/* out: 4294967295 = not set */
	__s32 pid;		/* out: initial pid namespace; 0 = the kernel (confirm_s) */
	__u32 confirm_left_ms;	/* out: UNCONFIRMED: until the old table comes back */
	__u64 confirm_generation;	/* out: UNCONFIRMED: which one comes back */
	__u8 comm[16];		/* out: NUL-terminated */
	__u64 log_bytes;	/* out: of one CPU */
	__u64 events;		/* out: made since the module was loaded */
	__u64 overwritten;	/* out: of these, gone from the log, read or not */
	__u64 must_timeouts;	/* out: calls that waited for room in vain */
	__u32 readers;		/* out: log devices open */
	__u32 must_waiting;	/* out: tasks that wait for room now */
	__u64 origin;		/* in: user address for the provenance, or 0 */
	__u32 origin_space;	/* in: bytes */
	__u32 origin_size;	/* out: bytes there are; copied if they fit */
	__u64 must_waits;	/* out: calls that waited for room, since the module was
				 * loaded
				 */
	__u32 unseen_calls;	/* out: CALL_UNSEEN: how many; their rules are not asked */
	__u16 unseen_nr;	/* out: the first of them */
	__u8 unseen_abi;	/* out: SCT_ABI_* */
	__u8 reserved;
	__u32 cost;		/* out: steps that the rules on one call may cost at most */
	__u16 cost_nr;		/* out: on which call */
	__u8 cost_abi;
	__u8 reserved2;
};

#define SCT_ERRORS_OF_STATUS(X)

/* Bytes of each argument in its first version: these numbers stay. */
#define SCT_INFO_SIZE_1		32u
#define SCT_UPLOAD_SIZE_1	72u
#define SCT_DELETE_SIZE_1	16u
#define SCT_DOWNLOAD_SIZE_1	40u
#define SCT_DRAIN_SIZE_1	24u
#define SCT_CONFIRM_SIZE_1	16u
#define SCT_LOCK_SIZE_1		16u
#define SCT_LOG_SIZE_SIZE_1	16u
#define SCT_EXEMPT_SIZE_1	16u
#define SCT_COUNTERS_SIZE_1	48u
#define SCT_STATUS_SIZE_1	160u
#define SCT_PENDING_SIZE_1	40u
#define SCT_ANSWER_SIZE_1	24u
#define SCT_CALLS_SIZE_1	24u

#define SCT_IOC(nr, id)		_IOC(_IOC_READ | _IOC_WRITE, 's', nr, SCT_##id##_SIZE_1)
#define SCT_IOC_INFO		SCT_IOC(0x80, INFO)
#define SCT_IOC_UPLOAD		SCT_IOC(0x81, UPLOAD)
#define SCT_IOC_DELETE		SCT_IOC(0x82, DELETE)
#define SCT_IOC_DOWNLOAD	SCT_IOC(0x83, DOWNLOAD)
#define SCT_IOC_DRAIN		SCT_IOC(0x84, DRAIN)
#define SCT_IOC_CONFIRM		SCT_IOC(0x85, CONFIRM)
#define SCT_IOC_LOCK		SCT_IOC(0x86, LOCK)
#define SCT_IOC_LOG_SIZE	SCT_IOC(0x87, LOG_SIZE)
#define SCT_IOC_EXEMPT		SCT_IOC(0x88, EXEMPT)
#define SCT_IOC_COUNTERS	SCT_IOC(0x89, COUNTERS)
#define SCT_IOC_STATUS		SCT_IOC(0x8a, STATUS)
#define SCT_IOC_PENDING		SCT_IOC(0x8b, PENDING)
#define SCT_IOC_ANSWER		SCT_IOC(0x8c, ANSWER)
#define SCT_IOC_CALLS		SCT_IOC(0x8d, CALLS)

/* All of them, with the structs of their arguments. */
#define SCT_IOCTLS(X)			\
	X(INFO, sct_info)		\
	X(UPLOAD, sct_upload)		\
	X(DELETE, sct_delete)		\
	X(DOWNLOAD, sct_download)	\
	X(DRAIN, sct_drain)		\
	X(CONFIRM, sct_confirm)		\
	X(LOCK, sct_lock)		\
	X(LOG_SIZE, sct_log_size)	\
	X(EXEMPT, sct_exempt)		\
	X(COUNTERS, sct_counters)	\
	X(STATUS, sct_status)		\
	X(PENDING, sct_pending)		\
	X(ANSWER, sct_answer)		\
	X(CALLS, sct_calls)

#endif /* SCT_ABI_IOCTL_H */
