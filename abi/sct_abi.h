/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * The one binary format of syscalltrack: rule table, events, ioctls.
 *
 * This header (limits and numbered lists) with the four that it includes at its
 * end (structures) is the source.  The kernel modules and the userland C tests
 * include it; abi-dump.c prints it as abi.txt, from which the Java constants
 * and offsets are generated.  Nobody types an offset or a number twice.
 *
 * All integers are in host byte order.  There are no pointers, bit-fields,
 * enums or longs inside a struct, and no implicit padding: abi-dump.c refuses
 * to build a listing with a hole.  "Reserved" is zero when written and is
 * checked to be zero when read from user space.
 *
 * To add
 *   a variable   a line in SCT_VARS; its reader in kmod/rules/call/vars.c; its type
 *                in an event, in kmod/rules/event/layout.c (it does not compile without);
 *                VariableTypes.java in grammar/, if it is no plain number.
 *   an opcode    a line in SCT_OPS; a case in kmod/rules/verify/verify_code.c and in
 *                kmod/rules/filter/eval.c; its emission in grammar/ (IntegerOps,
 *                StringOps).
 *   an action    a line in SCT_ACTIONS; kmod/rules/hook/act.c; grammar/ (ActionChecker).
 * Then `make -C abi update` renews abi.txt.
 * Numbers are never reused; a change of meaning raises SCT_ABI_VERSION.
 */
#ifndef SCT_ABI_H
#define SCT_ABI_H

#include <linux/types.h>
#include <linux/ioctl.h>

#define SCT_ABI_VERSION		2
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
#define SCT_MAX_DERIVED		8u	/* derived parameters of a view */
#define SCT_MAX_SLOTS		14u	/* SCT_MAX_PARAMS + SCT_MAX_DERIVED */
#define SCT_NO_ARG		0xffu
#define SCT_MAX_PATTERN		255u	/* bytes of a glob pattern */
#define SCT_IP_PREFIX_LEN	17u	/* pool string of JSIP: address, prefix bits */
#define SCT_MAX_TAGS		1023u	/* bytes of a rule's tags */
#define SCT_MAX_RATE_SECONDS	86400u
#define SCT_MAX_MUST_MS		3600000u
#define SCT_MUST_MS		5000u	/* what the tools put where nothing is said */
#define SCT_MAX_DATA		256u	/* likewise: bytes of a buffer in an event */
#define SCT_MAX_CONFIRM_S	86400u
#define SCT_MAX_ORIGIN		65536u	/* bytes of provenance */
#define SCT_MAX_EXEMPT		64u	/* exemptions of one open log device */
#define SCT_MAX_NR		1024u		/* call numbers are below this */
#define SCT_NREGS		8u		/* registers of the evaluator */
#define SCT_MAX_ERRNO		4095
#define SCT_KERNEL_ERRNO	512	/* errors from here on are the kernel's own */
#define SCT_MAX_SIGNAL		64u

/*
 * The call entry that was used.  nr is the number in that ABI; for x32 without
 * the __X32_SYSCALL_BIT.
 */
#define SCT_ABIS(X)			\
	X(0, X86_64, "x86_64")		\
	X(1, IA32, "ia32")		\
	X(2, X32, "x32")		\
	X(3, ARM64, "arm64")		\
	X(4, ARM, "arm")
#define SCT_NR_ABIS		5u

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

/* syslog's levels; an event has that of its rule. */
#define SCT_PRIORITIES(X)		\
	X(0, EMERG, "emerg")		\
	X(1, ALERT, "alert")		\
	X(2, CRIT, "crit")		\
	X(3, ERR, "err")		\
	X(4, WARNING, "warning")	\
	X(5, NOTICE, "notice")		\
	X(6, INFO, "info")		\
	X(7, DEBUG, "debug")

/* What a rule's rate limit counts apart. */
#define SCT_RATE_SCOPES(X)		\
	X(0, NONE, "none")	/* no limit */				\
	X(1, RULE, "rule")						\
	X(2, PID, "pid")						\
	X(3, UID, "uid")

/*
 * Value types: how a parameter is loaded from its register, and what an event
 * field holds.  Integers travel as 64 bits, sign- or zero-extended from their
 * width.  All the others are bytes of a length of their own:
 *
 *   STR      the NUL-terminated string behind a user pointer
 *   BYTES    a buffer; `mode` says where its length is (SCT_LEN_*).  At most
 *            SCT_MAX_STRING bytes are looked at, the rest counts as cut off
 *   ARGV     a NULL-terminated array of strings (pointers of the ABI's width),
 *            joined by a space each
 *   SADDR    a socket address, at most 128 bytes, as it is in memory; the
 *            length as with BYTES.  FAMILY, PORT (host order; 0 if there is
 *            none), IP (16 bytes, IPv4 as ::ffff:a.b.c.d; NULL if there is
 *            none) and SUNPATH (of an AF_UNIX address; NULL for others;
 *            an abstract one begins with a NUL byte) are parts of it: all of
 *            one call come from one reading.
 *   PATH     the absolute path that the path behind the pointer names, resolved
 *            as the call would do it: from the directory that register `arg2`
 *            holds (SCT_NO_ARG: the working directory); `mode` says whether the
 *            last component is followed (SCT_FOLLOW_*).  A last component that
 *            does not exist is kept as it is.  NULL where the call could not
 *            resolve it either (a directory on the way is missing or may not be
 *            searched, too many links); unreadable where only the kernel module
 *            could not.  An empty path is that of `arg2`
 *   FDPATH   the path behind a file descriptor, as /proc/PID/fd shows it; of
 *            AT_FDCWD the working directory; NULL if it is not open
 *
 * Paths are as the caller sees them: from its root directory, in its mount
 * namespace, with " (deleted)" where that is so.  They are looked up before the
 * call looks them up again: somebody else may change a link, a directory or the
 * string in between, so that a rule on PATH decides for certain only where its
 * adversary can change none of them.
 */
#define SCT_TYPES(X)			\
	X(1, S16, "s16")		\
	X(2, U16, "u16")		\
	X(3, S32, "s32")		\
	X(4, U32, "u32")		\
	X(5, S64, "s64")		\
	X(6, U64, "u64")		\
	X(7, STR, "str")		\
	X(8, BYTES, "bytes")		\
	X(9, ARGV, "argv")		\
	X(10, SADDR, "sockaddr")	\
	X(11, FAMILY, "family")		\
	X(12, PORT, "port")		\
	X(13, IP, "ip")			\
	X(14, SUNPATH, "sunpath")	\
	X(15, PATH, "path")		\
	X(16, FDPATH, "fdpath")

/* Where the length of BYTES, SADDR and its parts is. */
#define SCT_LENS(X)							\
	X(0, NONE, "none")						\
	X(1, ARG, "arg")	/* in register `arg2` */		\
	X(2, AT, "at")		/* 32 bits of user memory at `arg2` */	\
	X(3, RETVAL, "retval")	/* what the call returned: AFTER only */
/* Rules of the AFTER phase see what AT and RETVAL measure as the call left it,
 * empty if it failed; all else is read before the call runs.
 */

/* Does PATH follow a symbolic link at the end? */
#define SCT_FOLLOWS(X)							\
	X(0, NO, "no")							\
	X(1, YES, "yes")						\
	X(2, IF, "if")		/* if register value >> 32 has a bit of	*/ \
	X(3, UNLESS, "unless")	/* (u32)value set, or has none	*/

/*
 * Variables: number, name in filters, INT or STR (what LDV or a string opcode
 * may read), phases (B = before, A = after, BA = both).  PARAMS has an index,
 * 1 for the first; the type of an element is that of the view's parameter; from
 * SCT_MAX_PARAMS + 1 on it is a derived one.
 *
 * LOGINUID and SESSION are 4294967295 when not set.  PCOMM is the parent's COMM.
 * EXE, CWD: absolute paths, with " (deleted)" as in /proc.  TTY: name under /dev
 * of the controlling terminal, "" without one.  CGROUP: path in the unified
 * hierarchy, from its root whatever namespace the task is in.
 * CONTAINER: id or machine name that the cgroup path tells, "" outside of one.
 * *_NS: inode numbers as in /proc/PID/ns.  ABI: SCT_ABI_*.  SYSCALL: the call
 * really made, as abi << 16 | nr.
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
	X(14, RETVAL, INT, A)		\
	X(15, LOGINUID, INT, BA)	\
	X(16, SESSION, INT, BA)		\
	X(17, PCOMM, STR, BA)		\
	X(18, EXE, STR, BA)		\
	X(19, CWD, STR, BA)		\
	X(20, TTY, STR, BA)		\
	X(21, CGROUP, STR, BA)		\
	X(22, CONTAINER, STR, BA)	\
	X(23, MNT_NS, INT, BA)		\
	X(24, PID_NS, INT, BA)		\
	X(25, NET_NS, INT, BA)		\
	X(26, USER_NS, INT, BA)		\
	X(27, UTS_NS, INT, BA)		\
	X(28, IPC_NS, INT, BA)		\
	X(29, CGROUP_NS, INT, BA)	\
	X(30, ABI, INT, BA)		\
	X(31, SYSCALL, INT, BA)

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
 *   JSGLOB matches the whole of the string variable with the pattern `str`:
 *         `*` any bytes, also '/'; `?` one byte; [a-z] [!a-z] one byte of a
 *         set, of which ']' is a member where it is the first, '-' where it is
 *         the first or the last; a backslash takes the meaning from the next.
 *         GLOBC folds case.
 *   JSIP  is the variable of type IP in the network `str`: 16 bytes of address,
 *         as IP has them, and one of prefix length, 0..128
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
	X(72, JSNUL)			\
	X(73, JSGLOB)			\
	X(74, JSGLOBC)			\
	X(75, JSIP)

/*
 * Where a view's parameter or guard comes from.  What is no integer comes from an
 * ARG.  A DEREF offset is at most 4095; all views of one call together have at
 * most 16 different triples of arg, offset and width, and 16 different values
 * that are neither integers nor STR, where all parts of an address are one value
 * (SCT_E_LIMIT).
 */
#define SCT_SOURCES(X)			\
	X(0, NONE, "none")	/* unused slot */			\
	X(1, ARG, "arg")	/* argument register `arg` (0..5) */	\
	X(2, CONST, "const")	/* `value` */				\
	X(3, DEREF, "deref")	/* user memory at arg + value, of the type's width */

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
	X(23, DENIAL, "this system call cannot be refused")		\
	X(24, RATE, "rate limit out of range")				\
	X(25, DELIVERY, "delivery class or its time-out is not possible here") \
	X(26, SIGNAL, "signal out of range, or a signal without KILL")	\
	X(27, PATTERN, "pattern or network is malformed")		\
	X(28, PRIORITY, "priority or tags are malformed")		\
	X(29, COST, "the rules on a call may take too long")

#define SCT_ENUM_ABI(n, id, name)	SCT_ABI_##id = n,
#define SCT_ENUM_PHASE(n, id, name)	SCT_PHASE_##id = n,
#define SCT_ENUM_ACTION(n, id, name)	SCT_ACTION_##id = n,
#define SCT_ENUM_TYPE(n, id, name)	SCT_TYPE_##id = n,
#define SCT_ENUM_VAR(n, id, type, when)	SCT_VAR_##id = n,
#define SCT_ENUM_OP(n, id)		SCT_OP_##id = n,
#define SCT_ENUM_SOURCE(n, id, name)	SCT_SOURCE_##id = n,
#define SCT_ENUM_ERROR(n, id, text)	SCT_E_##id = n,
#define SCT_ENUM_PRIORITY(n, id, name)	SCT_PRIORITY_##id = n,
#define SCT_ENUM_RATE(n, id, name)	SCT_RATE_##id = n,
#define SCT_ENUM_LEN(n, id, name)	SCT_LEN_##id = n,
#define SCT_ENUM_FOLLOW(n, id, name)	SCT_FOLLOW_##id = n,

enum sct_abi { SCT_ABIS(SCT_ENUM_ABI) };
enum sct_phase { SCT_PHASES(SCT_ENUM_PHASE) };
enum sct_action { SCT_ACTIONS(SCT_ENUM_ACTION) };
enum sct_type { SCT_TYPES(SCT_ENUM_TYPE) };
enum sct_var { SCT_VARS(SCT_ENUM_VAR) };
enum sct_op { SCT_OPS(SCT_ENUM_OP) };
enum sct_source { SCT_SOURCES(SCT_ENUM_SOURCE) };
enum sct_error { SCT_ERRORS(SCT_ENUM_ERROR) };
enum sct_priority { SCT_PRIORITIES(SCT_ENUM_PRIORITY) };
enum sct_rate_scope { SCT_RATE_SCOPES(SCT_ENUM_RATE) };
enum sct_len { SCT_LENS(SCT_ENUM_LEN) };
enum sct_follow { SCT_FOLLOWS(SCT_ENUM_FOLLOW) };

#include "sct_abi_cost.h"
#include "sct_abi_table.h"
#include "sct_abi_event.h"
#include "sct_abi_ioctl.h"

#endif /* SCT_ABI_H */
