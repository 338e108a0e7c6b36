/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * The one binary format of syscalltrack: rule table, events, ioctls.
 *
 * This header is the source.  The kernel modules and the userland C tests
 * include it; abi-dump.c prints it as abi.txt, from which the Java constants
 * and offsets are generated.  Nobody types an offset or a number twice.
 *
 * All integers are in host byte order.  There are no pointers, bit-fields,
 * enums or longs inside a struct, and no implicit padding: abi-dump.c refuses
 * to build a listing with a hole.  "Reserved" is zero when written and is
 * checked to be zero when read from user space.
 *
 * To add
 *   a variable   a line in SCT_VARS; its reader in kmod/rules/vars.c;
 *                VariableTypes.java in grammar/, if it is no plain number.
 *   an opcode    a line in SCT_OPS; a case in kmod/rules/verify.c and in
 *                kmod/rules/eval.c; its emission in grammar/ (IntegerOps,
 *                StringOps).
 *   an action    a line in SCT_ACTIONS; kmod/rules/act.c; grammar/ (ActionChecker).
 * Numbers are never reused; a change of meaning raises SCT_ABI_VERSION.
 */
#ifndef SCT_ABI_H
#define SCT_ABI_H

#include <linux/types.h>
#include <linux/ioctl.h>

#define SCT_ABI_VERSION		1
#define SCT_TABLE_MAGIC		0x54544353u	/* "SCTT" in little endian */

#define SCT_CTRL_DEVICE		"sct_ctrl"	/* under /dev */
#define SCT_LOG_DEVICE		"sct_log"

/* Limits, all enforced by the kernel at upload (SCT_E_LIMIT). */
#define SCT_MAX_TABLE_BYTES	(64u << 20)	/* whole table */
#define SCT_MAX_RULES		65536u
#define SCT_MAX_INSNS_PER_RULE	4096u
#define SCT_MAX_STRING		4095u		/* bytes of one string, PATH_MAX - 1 */
#define SCT_MAX_NAME		255u		/* bytes of a rule name */
#define SCT_MAX_PARAMS		6u
#define SCT_MAX_NR		1024u		/* call numbers are below this */
#define SCT_NREGS		8u		/* registers of the evaluator */
#define SCT_MAX_ERRNO		4095

/*
 * The call entry that was used.  nr is the number in that ABI; for x32 without
 * the __X32_SYSCALL_BIT.
 */
#define SCT_ABIS(X)			\
	X(0, X86_64, "x86_64")		\
	X(1, IA32, "ia32")		\
	X(2, X32, "x32")
#define SCT_NR_ABIS		3u

#define SCT_PHASES(X)			\
	X(0, BEFORE, "before")		\
	X(1, AFTER, "after")
#define SCT_NR_PHASES		2u

/* FAIL, KILL and SUSPEND need the before phase. */
#define SCT_ACTIONS(X)			\
	X(1, LOG, "LOG")		\
	X(2, FAIL, "FAIL")		\
	X(3, KILL, "KILL")		\
	X(4, SUSPEND, "SUSPEND")

/*
 * Value types: how a parameter is loaded from its register, and what an event
 * field holds.  Integers travel as 64 bits, sign- or zero-extended from their
 * width.  STR is the NUL-terminated string behind a user pointer.
 */
#define SCT_TYPES(X)			\
	X(1, S16, "s16")		\
	X(2, U16, "u16")		\
	X(3, S32, "s32")		\
	X(4, U32, "u32")		\
	X(5, S64, "s64")		\
	X(6, U64, "u64")		\
	X(7, STR, "str")

/*
 * Variables: number, name in filters, INT or STR (what LDV or a string opcode
 * may read), phases (B = before, A = after, BA = both).  PARAMS has an index,
 * 1 for the first; the type of an element is that of the view's parameter.
 */
#define SCT_VARS(X)			\
	X(1, PARAMS, ANY, BA)		\
	X(2, PID, INT, BA)		\
	X(3, TID, INT, BA)		\
	X(4, PPID, INT, BA)		\
	X(5, UID, INT, BA)		\
	X(6, EUID, INT, BA)		\
	X(7, SUID, INT, BA)		\
	X(8, FSUID, INT, BA)		\
	X(9, GID, INT, BA)		\
	X(10, EGID, INT, BA)		\
	X(11, SGID, INT, BA)		\
	X(12, FSGID, INT, BA)		\
	X(13, COMM, STR, BA)		\
	X(14, RETVAL, INT, A)

/*
 * Opcodes: number, mnemonic.  A program is flat; every jump goes forward to an
 * instruction of the same rule; the last instruction is RET.  A register is
 * written before it is read on every path.
 *
 *   LDI   r[dst] = imm
 *   LDV   r[dst] = integer variable var[index]
 *   ADD.. r[dst] = r[a] op r[b], 64 bits, wrapping.  DIV and MOD are signed,
 *         by zero give 0; a shift count is taken modulo 64; SHR is arithmetic
 *   J..   if (r[a] op r[b]) goto target; ..I compares with imm; signed but for
 *         the U forms
 *   JSET  if (r[a] & r[b]) goto target
 *   JS..  compares the string variable var[index] with pool string `str`:
 *         equal, contains, starts with, ends with.  The ..C forms fold ASCII
 *         case.  A NULL string equals, contains... nothing.  A string that
 *         cannot be read ends the program with the verdict that the rule's
 *         SCT_RULE_UNREADABLE_MATCHES states.
 *   JSNUL if the string variable var[index] is a NULL pointer, goto target
 *   JMP   goto target
 *   RET   ends; imm 1 = the rule matches, 0 = not
 */
#define SCT_OPS(X)			\
	X(1, LDI)			\
	X(2, LDV)			\
	X(3, JMP)			\
	X(4, RET)			\
	X(16, ADD)			\
	X(17, SUB)			\
	X(18, MUL)			\
	X(19, DIV)			\
	X(20, MOD)			\
	X(21, AND)			\
	X(22, OR)			\
	X(23, XOR)			\
	X(24, SHL)			\
	X(25, SHR)			\
	X(32, JEQ)			\
	X(33, JNE)			\
	X(34, JLT)			\
	X(35, JLE)			\
	X(36, JGT)			\
	X(37, JGE)			\
	X(38, JLTU)			\
	X(39, JLEU)			\
	X(40, JGTU)			\
	X(41, JGEU)			\
	X(42, JSET)			\
	X(48, JEQI)			\
	X(49, JNEI)			\
	X(50, JLTI)			\
	X(51, JLEI)			\
	X(52, JGTI)			\
	X(53, JGEI)			\
	X(54, JLTUI)			\
	X(55, JLEUI)			\
	X(56, JGTUI)			\
	X(57, JGEUI)			\
	X(58, JSETI)			\
	X(64, JSEQ)			\
	X(65, JSCONTAINS)		\
	X(66, JSPREFIX)			\
	X(67, JSSUFFIX)			\
	X(68, JSEQC)			\
	X(69, JSCONTAINSC)		\
	X(70, JSPREFIXC)		\
	X(71, JSSUFFIXC)		\
	X(72, JSNUL)

/*
 * Where a view's parameter or guard comes from.  A string comes from an ARG.  A
 * DEREF offset is at most 4095; all views of one call together have at most 8
 * different (arg, offset) pairs (SCT_E_LIMIT).
 */
#define SCT_SOURCES(X)			\
	X(0, NONE, "none")	/* unused slot */			\
	X(1, ARG, "arg")	/* argument register `arg` (0..5) */	\
	X(2, CONST, "const")	/* `value` */				\
	X(3, DEREF, "deref")	/* 8 bytes of user memory at arg + value */

/* What is wrong with a refused table; see struct sct_upload. */
#define SCT_ERRORS(X)							\
	X(0, OK, "no error")						\
	X(1, MAGIC, "not a rule table")					\
	X(2, VERSION, "rule table of another format version")		\
	X(3, SIZE, "table size does not fit its header")		\
	X(4, SECTION, "section out of bounds, misaligned or overlapping") \
	X(5, LIMIT, "more than the kernel accepts")			\
	X(6, RESERVED, "reserved field is not zero")			\
	X(7, STRING, "string outside the pool, too long or not NUL-terminated") \
	X(8, RULE, "rule has an unknown action, phase or flag")		\
	X(9, NAME, "rule name is empty")				\
	X(10, ERRNO, "error code out of range")				\
	X(11, PHASE, "action or variable is not possible in this phase") \
	X(12, VIEW, "view has an unknown source, type or argument")	\
	X(13, BINDING, "binding names an unknown ABI, call, rule or view, or is out of order") \
	X(14, NO_CALL, "this kernel has no such system call")		\
	X(15, HOOK_BUSY, "another tracer or patch holds this system call") \
	X(16, HOOK, "the system call could not be hooked")		\
	X(17, OPCODE, "unknown opcode")					\
	X(18, REGISTER, "register out of range or read before written")	\
	X(19, JUMP, "jump target is not a later instruction of the rule") \
	X(20, VARIABLE, "unknown variable, index or type")		\
	X(21, END, "program does not end in RET")			\
	X(22, MEMORY, "not enough memory")				\
	X(23, DENIAL, "this system call cannot be refused")

#define SCT_ENUM_ABI(n, id, name)	SCT_ABI_##id = n,
#define SCT_ENUM_PHASE(n, id, name)	SCT_PHASE_##id = n,
#define SCT_ENUM_ACTION(n, id, name)	SCT_ACTION_##id = n,
#define SCT_ENUM_TYPE(n, id, name)	SCT_TYPE_##id = n,
#define SCT_ENUM_VAR(n, id, type, when)	SCT_VAR_##id = n,
#define SCT_ENUM_OP(n, id)		SCT_OP_##id = n,
#define SCT_ENUM_SOURCE(n, id, name)	SCT_SOURCE_##id = n,
#define SCT_ENUM_ERROR(n, id, text)	SCT_E_##id = n,

enum sct_abi { SCT_ABIS(SCT_ENUM_ABI) };
enum sct_phase { SCT_PHASES(SCT_ENUM_PHASE) };
enum sct_action { SCT_ACTIONS(SCT_ENUM_ACTION) };
enum sct_type { SCT_TYPES(SCT_ENUM_TYPE) };
enum sct_var { SCT_VARS(SCT_ENUM_VAR) };
enum sct_op { SCT_OPS(SCT_ENUM_OP) };
enum sct_source { SCT_SOURCES(SCT_ENUM_SOURCE) };
enum sct_error { SCT_ERRORS(SCT_ENUM_ERROR) };

/* ------------------------------------------------------------------ table */

/* A part of the table: `count` elements from byte `off`, 8-byte aligned. */
struct sct_section {
	__u32 off;		/* bytes from the start of the table */
	__u32 count;		/* elements; bytes for strings and text */
};

/* A string of the pool, NUL-terminated there; len excludes the NUL. */
struct sct_str {
	__u32 off;		/* bytes from the start of the pool */
	__u32 len;
};

/*
 * A rule table: this header, then the sections in the order rules, views,
 * bindings, insns, strings, text, each 8-byte aligned with zero padding, none
 * overlapping, the last one ending (padded to 8) at `size`.  Equal rules give
 * equal bytes.
 */
struct sct_table {
	__u32 magic;		/* SCT_TABLE_MAGIC */
	__u32 version;		/* SCT_ABI_VERSION */
	__u32 size;		/* bytes of the whole table, multiple of 8 */
	__u32 flags;		/* reserved */
	struct sct_section rules;	/* struct sct_rule, in file order */
	struct sct_section views;	/* struct sct_view */
	struct sct_section bindings;	/* struct sct_binding, sorted */
	struct sct_section insns;	/* struct sct_insn */
	struct sct_section strings;	/* pool of bytes */
	struct sct_section text;	/* canonical rule text, UTF-8, not NUL-terminated;
					 * the kernel keeps it and does not read it
					 */
	__u64 reserved[2];
};

/* rule flags */
#define SCT_RULE_CONTINUE		0x01u	/* LOG only: go on to the next rule */
#define SCT_RULE_LOG			0x02u	/* make an event; always set with LOG */
#define SCT_RULE_UNREADABLE_MATCHES	0x04u	/* a filter that meets an unreadable string
						 * matches; without it, does not
						 */
#define SCT_RULE_FLAGS			0x07u

struct sct_rule {
	struct sct_str name;
	struct sct_str format;	/* log_format, for the tools; off = len = 0: none */
	__u32 insn;		/* first instruction, index into insns */
	__u32 insn_count;	/* 0 = no filter, matches */
	__u8 action;		/* SCT_ACTION_* */
	__u8 phase;		/* SCT_PHASE_* */
	__u16 flags;		/* SCT_RULE_* */
	__s32 error;		/* FAIL: 1..SCT_MAX_ERRNO, returned negated; else 0 */
	__u64 captures;		/* bit n: an event carries variable n (PARAMS is
				 * always carried and has no bit)
				 */
	__u64 reserved[3];
};

/* A parameter as the rule sees it: `type` of the value that `source` gives. */
struct sct_param {
	__u8 source;		/* SCT_SOURCE_* */
	__u8 arg;		/* ARG, DEREF: argument register 0..5; else 0 */
	__u8 type;		/* SCT_TYPE_*; NONE: 0 */
	__u8 reserved[5];
	__u64 value;		/* CONST: the value; DEREF: byte offset; else 0 */
};

/*
 * A view shows one system call as the call that the rule names: unlinkat(dirfd,
 * path, flags) is seen by a rule on unlink as unlink(path), if flags has no
 * AT_REMOVEDIR.  A call whose guard does not hold is not the rule's business.
 */
struct sct_view {
	__u32 param_count;	/* 0..SCT_MAX_PARAMS */
	__u32 reserved;
	struct sct_param guard;	/* source NONE: no guard */
	__u64 guard_mask;	/* visited if (guard & guard_mask) == guard_value */
	__u64 guard_value;
	struct sct_param params[SCT_MAX_PARAMS];
};

#define SCT_BINDING_OPTIONAL	0x01u	/* skipped where the kernel has no such call */

/* "Rule `rule` applies to call `nr` of `abi`, seen through `view`." */
struct sct_binding {
	__u8 abi;		/* SCT_ABI_* */
	__u8 flags;		/* SCT_BINDING_* */
	__u16 nr;		/* below SCT_MAX_NR */
	__u32 rule;		/* index into rules */
	__u32 view;		/* index into views */
	__u32 reserved;
};				/* sorted by (abi, nr, rule), no equal triple */

struct sct_insn {
	__u8 op;		/* SCT_OP_* */
	__u8 dst;		/* register; 0 if unused */
	__u8 a;			/* register, or variable of LDV and JS*; 0 if unused */
	__u8 b;			/* register, or index of the variable; 0 if unused */
	__u32 target;		/* jumps: index within the rule; else 0 */
	__u64 imm;		/* LDI, J..I, RET: the value;  JS*: struct sct_str as
				 * off | len << 32; else 0
				 */
};

/* ----------------------------------------------------------------- events */

#define SCT_RECORDS(X)			\
	X(1, EVENT, "event")		\
	X(2, LOST, "lost")
#define SCT_ENUM_RECORD(n, id, name)	SCT_RECORD_##id = n,
enum sct_record_type { SCT_RECORDS(SCT_ENUM_RECORD) };

/*
 * read() on the log device gives whole records, each starting with this and
 * 8-byte aligned, ordered by time over all CPUs.
 */
struct sct_record {
	__u32 len;		/* bytes of the record with its payload, multiple of 8 */
	__u16 type;		/* SCT_RECORD_* */
	__u16 cpu;		/* that wrote it */
	__u64 seq;		/* counts from 0 on each CPU, without gaps; LOST: of the
				 * first record that is missing
				 */
	__u64 time_ns;		/* CLOCK_MONOTONIC; LOST: of the record after the gap */
};

/* Stands in the stream where `count` records of one CPU are missing. */
struct sct_lost {
	struct sct_record rec;
	__u64 count;
};

/* What happened to the call. */
#define SCT_VERDICTS(X)			\
	X(0, ALLOWED, "allowed")	\
	X(1, FAILED, "failed")		\
	X(2, KILLED, "killed")		\
	X(3, SUSPENDED, "suspended")
#define SCT_ENUM_VERDICT(n, id, name)	SCT_VERDICT_##id = n,
enum sct_verdict { SCT_VERDICTS(SCT_ENUM_VERDICT) };

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
	__u8 reserved[3];
	__s32 pid;		/* process (thread group) id, initial pid namespace */
	__s32 tid;		/* thread id */
	__u32 uid;		/* real uid, initial user namespace */
	__u32 field_count;
	__s64 retval;		/* AFTER: what the call returned; FAILED: -errno; else 0 */
};

#define SCT_FIELD_NULL		0x01u	/* string was a NULL pointer; no data */
#define SCT_FIELD_FAULT		0x02u	/* memory could not be read; no data, or 0 */
#define SCT_FIELD_CUT		0x04u	/* more bytes than are carried */

/* Followed by `len` bytes of data and zero padding to 8. */
struct sct_field {
	__u8 var;		/* SCT_VAR_* */
	__u8 index;		/* of PARAMS, from 1; else 0 */
	__u8 type;		/* SCT_TYPE_*; all but STR: len 8, a 64-bit integer */
	__u8 flags;		/* SCT_FIELD_* */
	__u32 len;
};

/* ----------------------------------------------------------------- ioctls */
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

/*
 * Control device.  Replaces the table in force; every call sees the old one or
 * the new one.  On any error the old one stays.
 * EBADMSG: the table is wrong: `error` says how, `rule` and `index` where.
 * E2BIG: over SCT_MAX_TABLE_BYTES.  ENOMEM.
 * ENOSYS, EBUSY: a call cannot be hooked: `error`, `rule`, `abi`, `nr` say which.
 */
struct sct_upload {
	__u32 size;		/* in */
	__u32 flags;		/* in: reserved */
	__u64 table;		/* in: user address */
	__u64 table_size;	/* in: bytes */
	__u64 generation;	/* out: of the new table */
	__u32 error;		/* out: SCT_E_* */
	__u32 rule;		/* out: index of the rule, or ~0 */
	__u32 index;		/* out: instruction in the rule, or view or binding, or ~0 */
	__u16 nr;		/* out: NO_CALL, HOOK*: the call */
	__u8 abi;
	__u8 reserved;
};

/* Control device.  Removes all rules; the empty table is a generation, too. */
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

#define SCT_IOC_INFO		_IOWR('s', 0x80, struct sct_info)
#define SCT_IOC_UPLOAD		_IOWR('s', 0x81, struct sct_upload)
#define SCT_IOC_DELETE		_IOWR('s', 0x82, struct sct_delete)
#define SCT_IOC_DOWNLOAD	_IOWR('s', 0x83, struct sct_download)
#define SCT_IOC_DRAIN		_IOWR('s', 0x84, struct sct_drain)

#endif /* SCT_ABI_H */
