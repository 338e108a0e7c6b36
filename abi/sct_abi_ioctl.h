/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/* What the devices are asked.  Part of sct_abi.h, which see. */
#ifndef SCT_ABI_IOCTL_H
#define SCT_ABI_IOCTL_H

/*
 * Every argument starts with `size`, the caller's sizeof: a smaller or larger
 * one than the kernel knows is EINVAL.  All need CAP_SYS_ADMIN in the initial
 * user namespace, at open and again at each ioctl (EPERM).  EFAULT: a pointer
 * is bad.  EINVAL: size, flags or reserved fields.  ENOTTY: unknown command.
 */

/* Both devices.  What is loaded, and how large things may be. */
struct sct_info {
	__u32 size;		/* in */
	__u32 version;		/* out: SCT_ABI_VERSION */
	__u64 generation;	/* out: of the table in force; 0 = never one */
	__u32 rule_count;	/* out */
	__u32 table_size;	/* out: bytes of the table in force, 0 = none */
	__u32 hook_count;	/* out: kernel functions hooked now */
	__u32 after_calls;	/* out: calls in flight that await their after-rules */
};

#define SCT_UPLOAD_EXPECT	0x01u	/* only if the table in force is `expect` */

/*
 * Control device.  Replaces the table in force; every call sees the old one or
 * the new one.  On any error the old one stays.
 * EBADMSG: the table is wrong: `error` says how, `rule` and `index` where.  With
 * SCT_E_COST, `rule` is the one with which the call costs too much, `index` the
 * instruction of it that costs most.
 * E2BIG: over SCT_MAX_TABLE_BYTES or SCT_MAX_ORIGIN.  ENOMEM.
 * ENOSYS, EBUSY: a call cannot be hooked: `error`, `rule`, `abi`, `nr` say which.
 * ESTALE: the generation in force is another than `expect`.
 * EROFS: the table is locked (SCT_IOC_LOCK).
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
	__u32 reserved2;	/* out: 0 */
};

/*
 * Control device.  Removes all rules; the empty table is a generation, too.
 * EROFS: locked.
 */
struct sct_delete {
	__u32 size;		/* in */
	__u32 flags;		/* in: reserved */
	__u64 generation;	/* out */
};

/*
 * Both devices.  Copies out the table in force (generation 0) or an older one
 * whose events may still be in the log.  ENOENT: no such table (any more).
 * ENOSPC: buffer_size is too small; table_size says what is needed.
 */
struct sct_download {
	__u32 size;		/* in */
	__u32 flags;		/* in: reserved */
	__u64 buffer;		/* in: user address */
	__u64 buffer_size;	/* in: bytes */
	__u64 generation;	/* in: which; out: which it was */
	__u64 table_size;	/* out: bytes; 0 = the empty table */
};

/* A task whose call awaits its after-rules and so keeps the modules in use. */
struct sct_holder {
	__s32 pid;
	__s32 tid;
	__u16 nr;
	__u8 abi;
	__u8 reserved[5];
	__u8 comm[16];		/* NUL-terminated */
};

/*
 * Control device.  Waits until no call is inside the modules any more, at most
 * timeout_ms (0 = only look), interruptible (EINTR).  ENOTEMPTY: there are rules.
 * EBUSY: tasks hold it; the first `holder_space` of them are in `holders`.
 */
struct sct_drain {
	__u32 size;		/* in */
	__u32 timeout_ms;	/* in: 0..60000 */
	__u64 holders;		/* in: user address of struct sct_holder[] */
	__u32 holder_space;	/* in: elements; 0..1024 */
	__u32 holder_count;	/* out: how many there are */
};

/*
 * Control device.  Keeps a table that was uploaded with confirm_s.  ENOENT: none
 * is waiting.  ESTALE: another generation is.
 */
struct sct_confirm {
	__u32 size;		/* in */
	__u32 flags;		/* in: reserved */
	__u64 generation;	/* in: the one to keep, 0 = any; out: which it was */
};

/*
 * Control device.  From now to the next boot nobody changes the table or
 * unloads the modules.  EBUSY: a table waits for its confirmation.  Again: 0.
 */
struct sct_lock {
	__u32 size;		/* in */
	__u32 flags;		/* in: reserved */
	__u64 generation;	/* out: of the table that is locked */
};

/*
 * Control device.  A new size for the log; what is in it stays as far as it
 * fits, and what does not is counted as lost.  EINVAL: outside of 64 KiB .. 1 GiB
 * for one CPU.  ENOMEM: the old size stays.
 */
struct sct_log_size {
	__u32 size;		/* in */
	__u32 flags;		/* in: reserved */
	__u64 bytes;		/* in: for one CPU, rounded up; 0 = only ask; out: as it is */
};

#define SCT_EXEMPT_PID		0u	/* id is a process id in the caller's namespace */
#define SCT_EXEMPT_CGROUP	1u	/* id is a cgroup's id (inode of its directory) */

/*
 * Log device.  Tasks that the reader depends on never wait for it (SCT_RULE_MUST):
 * this process or cgroup with all below it, for as long as the device is open.
 * ESRCH: no such process.  ENOENT: no such cgroup.  ENOSPC: over SCT_MAX_EXEMPT.
 */
struct sct_exempt {
	__u32 size;		/* in */
	__u32 kind;		/* in: SCT_EXEMPT_* */
	__u64 id;		/* in */
};

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

/*
 * Both devices.  ENOENT: `generation` is not in force.  ENOSPC: a buffer is too
 * small; the counts say what is needed.
 */
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

/* Ways in which less is in force than the table says; bits by number. */
#define SCT_DEGRADATIONS(X)						\
	X(0, HOOK_LOST, "ftrace shut itself off or a hook could not be taken back") \
	X(1, ABI_UNSEEN, "the kernel offers a system call entry that is not covered") \
	X(2, NO_MEMORY, "a call was refused or not logged for want of memory") \
	X(3, MUST_LOST, "an event that must be delivered was not")
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
	__u32 cost;		/* out: steps that the rules on one call may cost at most */
	__u16 cost_nr;		/* out: on which call */
	__u8 cost_abi;
	__u8 reserved;		/* out: 0 */
};

#define SCT_IOC_INFO		_IOWR('s', 0x80, struct sct_info)
#define SCT_IOC_UPLOAD		_IOWR('s', 0x81, struct sct_upload)
#define SCT_IOC_DELETE		_IOWR('s', 0x82, struct sct_delete)
#define SCT_IOC_DOWNLOAD	_IOWR('s', 0x83, struct sct_download)
#define SCT_IOC_DRAIN		_IOWR('s', 0x84, struct sct_drain)
#define SCT_IOC_CONFIRM		_IOWR('s', 0x85, struct sct_confirm)
#define SCT_IOC_LOCK		_IOWR('s', 0x86, struct sct_lock)
#define SCT_IOC_LOG_SIZE	_IOWR('s', 0x87, struct sct_log_size)
#define SCT_IOC_EXEMPT		_IOWR('s', 0x88, struct sct_exempt)
#define SCT_IOC_COUNTERS	_IOWR('s', 0x89, struct sct_counters)
#define SCT_IOC_STATUS		_IOWR('s', 0x8a, struct sct_status)

#endif /* SCT_ABI_IOCTL_H */
