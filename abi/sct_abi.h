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
 * Each list is an X-macro with what the rest must know of an entry in columns beside
 * its number, so that the verifier, the tools and the tests follow from the list and
 * a compiler names the places that must think of a new entry.  docs/adding.md tells
 * how to add one to each.  `make -C abi update` then renews abi.txt.
 *
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
#define SCT_MAX_OBJECTS		65536u	/* paths that the rules of a table are about */
#define SCT_MAX_DEADLINE_MS	86400000u	/* how long a call may wait for an answer */
#define SCT_MAX_QUESTIONS	1024u	/* calls that wait for one at a time */
#define SCT_MAX_QUESTIONS_UID	256u	/* of these, of one user */
#define SCT_MAX_ASKED_AGAIN	8u	/* how often a call is asked about again */
#define SCT_MAX_REMEMBERED	1024u	/* answers that hold for later calls */
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

/*
 * Actions: number, id, name in rules, phases of rules that may have it (B = before,
 * A = after, BA = both), what an event says of the call (SCT_VERDICT_*), and the
 * number that a rule must give with it (SCT_TAKES_*).
 *
 * An action whose verdict is ALLOWED lets the call run: its rule always makes an
 * event (SCT_RULE_LOG) and may CONTINUE.  Any other one ends the list of rules, spares
 * some tasks without SCT_RULE_INCLUDE_INIT, and is not for calls that cannot be
 * refused (SCT_E_DENIAL).
 */
#define SCT_ACTIONS(X)					\
	X(1, LOG, "LOG", BA, ALLOWED, NOTHING)		\
	X(2, FAIL, "FAIL", B, FAILED, ERRNO)		\
	X(3, KILL, "KILL", B, KILLED, SIGNAL)		\
	X(4, SUSPEND, "SUSPEND", B, SUSPENDED, NOTHING)

/* What an action needs a number for, in struct sct_rule. */
#define SCT_TAKES(X)					\
	X(0, NOTHING, "nothing")			\
	X(1, ERRNO, "error")				\
	X(2, SIGNAL, "signal")

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
 *            joined by a space each; SCT_MAX_ARGV bytes are searched, if
 *            SCT_MAX_LONG_COST allows, of which an event carries SCT_MAX_STRING,
 *            as a list (SCT_FIELD_LIST).  ITEM (string number `value`, the first
 *            is 0; NULL if there is none), COUNT (how many they are; unreadable of
 *            more than are read) and ENV (what follows "name=" in the first string that
 *            begins so, `name` being the parameter's; NULL if none does) are parts
 *            of it, all of one reading
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
 *   OBJPATH  where an object of an operation is, from the root of its file system; or the
 *            name of that file system's type (SCT_ASPECT_*)
 *
 * Paths are as the caller sees them: from its root directory, in its mount
 * namespace, with " (deleted)" where that is so.  They are looked up before the
 * call looks them up again: somebody else may change a link, a directory or the
 * string in between, so that a rule on PATH decides for certain only where its
 * adversary can change none of them.
 *
 * Columns: number, id, name; how a filter reads it (SCT_KIND_*); what makes it: a
 * SCALAR of so many bits, of a register, user memory or the table; the STRING behind
 * a pointer; a BUFFER with a length; an ADDRESS or a part of one; a VECTOR of strings;
 * a PATH that is looked up.
 */
#define SCT_TYPES(X)					\
	X(1, S16, "s16", INT, SCALAR, 16)		\
	X(2, U16, "u16", INT, SCALAR, 16)		\
	X(3, S32, "s32", INT, SCALAR, 32)		\
	X(4, U32, "u32", INT, SCALAR, 32)		\
	X(5, S64, "s64", INT, SCALAR, 64)		\
	X(6, U64, "u64", INT, SCALAR, 64)		\
	X(7, STR, "str", STR, STRING, 0)		\
	X(8, BYTES, "bytes", STR, BUFFER, 0)		\
	X(9, ARGV, "argv", STR, VECTOR, 0)		\
	X(10, SADDR, "sockaddr", STR, ADDRESS, 0)	\
	X(11, FAMILY, "family", INT, ADDRESS, 0)	\
	X(12, PORT, "port", INT, ADDRESS, 0)		\
	X(13, IP, "ip", IP, ADDRESS, 0)			\
	X(14, SUNPATH, "sunpath", STR, ADDRESS, 0)	\
	X(15, PATH, "path", STR, PATH, 0)		\
	X(16, FDPATH, "fdpath", STR, PATH, 0)		\
	X(17, OBJPATH, "objpath", STR, PATH, 0)		\
	X(18, ITEM, "item", STR, VECTOR, 0)		\
	X(19, COUNT, "count", INT, VECTOR, 0)		\
	X(20, ENV, "env", STR, VECTOR, 0)

/*
 * How a filter reads a value: LDV loads an INT, a comparison of strings reads a STR,
 * JSIP an IP (JSNUL either of these); ANY: it depends on the parameter.
 */
#define SCT_KINDS(X)			\
	X(0, ANY, "any")		\
	X(1, INT, "int")		\
	X(2, STR, "str")		\
	X(3, IP, "ip")

/* What makes a value of a type. */
#define SCT_MAKES(X)			\
	X(1, SCALAR, "scalar")		\
	X(2, STRING, "string")		\
	X(3, BUFFER, "buffer")		\
	X(4, ADDRESS, "address")	\
	X(5, VECTOR, "vector")		\
	X(6, PATH, "path")

/* Where the length of BYTES, SADDR and its parts is. */
#define SCT_LENS(X)							\
	X(0, NONE, "none")						\
	X(1, ARG, "arg")	/* in register `arg2` */		\
	X(2, AT, "at")		/* 32 bits of user memory at `arg2` */	\
	X(3, RETVAL, "retval")	/* what the call returned: AFTER only */ \
	X(4, IN, "in")		/* in the structure at `arg`, as a pointer to the rest */
/* Of IN, the pointer is at byte (u16)value of the structure, as wide as the ABI has it, and
 * the length, 32 bits, at byte value >> 16; neither beyond SCT_MAX_IN.
 */
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
 * Variables: number, name in filters, how a filter reads it (SCT_KIND_*), its type
 * in an event (SCT_TYPE_*; NONE: that of the parameter), what its number stands for
 * (SCT_MEANS_*), phases as in SCT_ACTIONS.  PARAMS has an index, 1 for the first;
 * from SCT_MAX_PARAMS + 1 on it is a derived one.
 *
 * LOGINUID and SESSION are 4294967295 when not set.  PCOMM is the parent's COMM.
 * EXE, CWD: absolute paths, with " (deleted)" as in /proc.  TTY: name under /dev
 * of the controlling terminal, "" without one.  CGROUP: path in the unified
 * hierarchy, from its root whatever namespace the task is in.
 * CONTAINER: id or machine name that the cgroup path tells, "" outside of one.
 * *_NS: inode numbers as in /proc/PID/ns.  ABI: SCT_ABI_*.  SYSCALL: the call
 * really made, as abi << 16 | nr.
 */
#define SCT_VARS(X)					\
	X(1, PARAMS, ANY, NONE, ITSELF, BA)		\
	X(2, PID, INT, S32, PID, BA)			\
	X(3, TID, INT, S32, PID, BA)			\
	X(4, PPID, INT, S32, PID, BA)			\
	X(5, UID, INT, U32, UID, BA)			\
	X(6, EUID, INT, U32, UID, BA)			\
	X(7, SUID, INT, U32, UID, BA)			\
	X(8, FSUID, INT, U32, UID, BA)			\
	X(9, GID, INT, U32, GID, BA)			\
	X(10, EGID, INT, U32, GID, BA)			\
	X(11, SGID, INT, U32, GID, BA)			\
	X(12, FSGID, INT, U32, GID, BA)			\
	X(13, COMM, STR, STR, ITSELF, BA)		\
	X(14, RETVAL, INT, S64, ITSELF, A)		\
	X(15, LOGINUID, INT, U32, UID, BA)		\
	X(16, SESSION, INT, U32, ITSELF, BA)		\
	X(17, PCOMM, STR, STR, ITSELF, BA)		\
	X(18, EXE, STR, STR, ITSELF, BA)		\
	X(19, CWD, STR, STR, ITSELF, BA)		\
	X(20, TTY, STR, STR, ITSELF, BA)		\
	X(21, CGROUP, STR, STR, ITSELF, BA)		\
	X(22, CONTAINER, STR, STR, ITSELF, BA)		\
	X(23, MNT_NS, INT, U32, ITSELF, BA)		\
	X(24, PID_NS, INT, U32, ITSELF, BA)		\
	X(25, NET_NS, INT, U32, ITSELF, BA)		\
	X(26, USER_NS, INT, U32, ITSELF, BA)		\
	X(27, UTS_NS, INT, U32, ITSELF, BA)		\
	X(28, IPC_NS, INT, U32, ITSELF, BA)		\
	X(29, CGROUP_NS, INT, U32, ITSELF, BA)		\
	X(30, ABI, INT, U32, ITSELF, BA)		\
	X(31, SYSCALL, INT, U32, ITSELF, BA)

/* What the number of a variable stands for. */
#define SCT_MEANS(X)			\
	X(0, ITSELF, "itself")		\
	X(1, PID, "pid")		\
	X(2, UID, "uid")		\
	X(3, GID, "gid")

/*
 * Opcodes: number, mnemonic, form (SCT_FORM_*), what a text that was cut tells
 * (SCT_CUT_*).  A program is flat; every jump goes forward to an
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
 *         SCT_RULE_UNREADABLE_MATCHES states.  `dst` is SCT_EACH_*: of an ARGV,
 *         the strings of the list may be compared one by one, not joined; a NULL
 *         list has none.  JSNUL and JSIP have no `dst`
 *   JSNUL if the string variable var[index] is a NULL pointer, goto target
 *   JSGLOB matches the whole of the string variable with the pattern `str`:
 *         `*` any bytes, also '/'; `?` one byte; [a-z] [!a-z] one byte of a
 *         set, of which ']' is a member where it is the first, '-' where it is
 *         the first or the last; a backslash takes the meaning from the next.
 *         GLOBC folds case.
 *   JSIP  is the variable of kind IP in the network `str`: 16 bytes of address,
 *         as IP has them, and one of prefix length, 0..128
 *   JOBJ  if object a of the operation, from 1, or, with 0, any of its objects, or, with
 *         SCT_OBJECT_EXE, in rules on calls, too, the caller's program, is one of
 *         set `imm` of the table's, goto target.  Only rules on operations have it
 *   JMP   goto target
 *   RET   ends; imm 1 = the rule matches, 0 = not
 */
#define SCT_OPS(X)				\
	X(1, LDI, LDI, NONE)			\
	X(2, LDV, LDV, NONE)			\
	X(3, JMP, JMP, NONE)			\
	X(4, RET, RET, NONE)			\
	X(16, ADD, ALU, NONE)			\
	X(17, SUB, ALU, NONE)			\
	X(18, MUL, ALU, NONE)			\
	X(19, DIV, ALU, NONE)			\
	X(20, MOD, ALU, NONE)			\
	X(21, AND, ALU, NONE)			\
	X(22, OR, ALU, NONE)			\
	X(23, XOR, ALU, NONE)			\
	X(24, SHL, ALU, NONE)			\
	X(25, SHR, ALU, NONE)			\
	X(32, JEQ, JUMP, NONE)			\
	X(33, JNE, JUMP, NONE)			\
	X(34, JLT, JUMP, NONE)			\
	X(35, JLE, JUMP, NONE)			\
	X(36, JGT, JUMP, NONE)			\
	X(37, JGE, JUMP, NONE)			\
	X(38, JLTU, JUMP, NONE)			\
	X(39, JLEU, JUMP, NONE)			\
	X(40, JGTU, JUMP, NONE)			\
	X(41, JGEU, JUMP, NONE)			\
	X(42, JSET, JUMP, NONE)			\
	X(48, JEQI, JUMPI, NONE)		\
	X(49, JNEI, JUMPI, NONE)		\
	X(50, JLTI, JUMPI, NONE)		\
	X(51, JLEI, JUMPI, NONE)		\
	X(52, JGTI, JUMPI, NONE)		\
	X(53, JGEI, JUMPI, NONE)		\
	X(54, JLTUI, JUMPI, NONE)		\
	X(55, JLEUI, JUMPI, NONE)		\
	X(56, JGTUI, JUMPI, NONE)		\
	X(57, JGEUI, JUMPI, NONE)		\
	X(58, JSETI, JUMPI, NONE)		\
	X(64, JSEQ, JTEXT, DIFFERS)		\
	X(65, JSCONTAINS, JTEXT, FOUND)		\
	X(66, JSPREFIX, JTEXT, SAME)		\
	X(67, JSSUFFIX, JTEXT, UNKNOWN)		\
	X(68, JSEQC, JTEXT, DIFFERS)		\
	X(69, JSCONTAINSC, JTEXT, FOUND)	\
	X(70, JSPREFIXC, JTEXT, SAME)		\
	X(71, JSSUFFIXC, JTEXT, UNKNOWN)	\
	X(72, JSNUL, JNUL, SAME)		\
	X(73, JSGLOB, JGLOB, FOUND)		\
	X(74, JSGLOBC, JGLOB, FOUND)		\
	X(75, JSIP, JIP, SAME)			\
	X(80, JOBJ, JOBJ, NONE)

/*
 * Forms of instructions: which fields of struct sct_insn are used as what operand
 * (SCT_OPERAND_*): dst, a, b, imm, target.
 */
#define SCT_FORMS(X)							\
	X(1, LDI, "constant", REG, NONE, NONE, VALUE, NONE)		\
	X(2, LDV, "variable", REG, VAR_INT, INDEX, NONE, NONE)		\
	X(3, JMP, "jump", NONE, NONE, NONE, NONE, INSN)			\
	X(4, RET, "end", NONE, NONE, NONE, FLAG, NONE)			\
	X(5, ALU, "arithmetic", REG, REG, REG, NONE, NONE)		\
	X(6, JUMP, "registers", NONE, REG, REG, NONE, INSN)		\
	X(7, JUMPI, "register and constant", NONE, REG, NONE, VALUE, INSN) \
	X(8, JTEXT, "text", EACH, VAR_STR, INDEX, STRING, INSN)		\
	X(9, JNUL, "text or none", NONE, VAR_STR, INDEX, NONE, INSN)	\
	X(10, JGLOB, "text and pattern", EACH, VAR_STR, INDEX, PATTERN, INSN) \
	X(11, JIP, "address and network", NONE, VAR_IP, INDEX, NETWORK, INSN) \
	X(12, JOBJ, "object and set", NONE, OBJECT, NONE, SET, INSN)

/* What a field of an instruction holds.  Of NONE it is 0. */
#define SCT_OPERANDS(X)							\
	X(0, NONE, "nothing")						\
	X(1, REG, "register")		/* in dst written, else read */	\
	X(2, VAR_INT, "variable of kind int")				\
	X(3, VAR_STR, "variable of kind str")				\
	X(4, VAR_IP, "variable of kind ip")				\
	X(5, INDEX, "index of the variable")	/* of PARAMS; else 0 */	\
	X(6, VALUE, "constant")						\
	X(7, FLAG, "0 or 1")						\
	X(8, STRING, "string of the pool")				\
	X(9, PATTERN, "glob pattern of the pool")			\
	X(10, NETWORK, "network of the pool")				\
	X(11, INSN, "later instruction")				\
	X(12, OBJECT, "object of the operation")			\
	X(13, SET, "set of objects")					\
	X(14, EACH, "strings of a list")

/* Which strings of a list must compare so. */
#define SCT_EACHES(X)							\
	X(0, NONE, "none")	/* none by itself: all, joined */	\
	X(1, ANY, "any")	/* one of them at least */		\
	X(2, ALL, "all")	/* every one; of none, it is so */

/* What is known of a text where only its first bytes are. */
#define SCT_CUTS(X)							\
	X(0, NONE, "no text")						\
	X(1, SAME, "the same as of a whole text")			\
	X(2, DIFFERS, "no: it is longer than any operand")		\
	X(3, FOUND, "yes if what is there says so, else unreadable")	\
	X(4, UNKNOWN, "unreadable")

/*
 * Where a view's parameter or guard comes from.  What is no integer comes from an
 * ARG.  An offset of DEREF and FILLED is at most 4095; all views of one call together
 * have of these at most 16 that differ in arg, offset, width or source, and 32 different values
 * that are neither integers nor STR, where all parts of an address are one value, and
 * a list is one with its COUNT (SCT_E_LIMIT).
 */
#define SCT_MAX_IN	4095u
#define SCT_SOURCES(X)			\
	X(0, NONE, "none")	/* unused slot */			\
	X(1, ARG, "arg")	/* argument register `arg` (0..5) */	\
	X(2, CONST, "const")	/* `value` */				\
	X(3, DEREF, "deref")	/* user memory at arg + value, of the type's width */ \
	X(4, OBJECT, "object")	/* object `arg` of the operation, from 1: `mode` says what of it; \
				 * or SADDR and its parts, as the kernel has them	\
				 */						\
	X(5, KERNEL, "kernel")	/* number `arg` of the operation, from 1 */ \
	X(6, PAIR, "pair")	/* 64 bits: the low half of register `arg`, then of `arg2` */ \
	X(7, FILLED, "filled")	/* as DEREF, but as the call left it: AFTER only; 0 where it has \
				 * filled in nothing, see `mode` (SCT_FILL_*)		\
				 */
/* Of DEREF and FILLED, what a NULL pointer points to is 0. */

/* By what a call returns it tells that it has filled in what FILLED reads. */
#define SCT_FILLS(X)			\
	X(0, OK, "ok")		/* no error */	\
	X(1, SOME, "some")	/* more than 0 */

/*
 * Operations: what is judged where the kernel has found its objects, whatever call or
 * thread of the kernel has come to it.  Number, id, name; how many objects it has; what
 * numbers (SCT_SOURCE_KERNEL).
 *
 *	UNLINK, RMDIR		what goes
 *	RENAME			what is moved; where to, and what is there.  Of an
 *				exchange, both are both.  Number 1: the flags
 *	LINK			what gets another name; where
 *	OPEN			what is opened, or made by that.  Number 1: the flags as
 *				of open(), of what is made O_CREAT | O_WRONLY.  Number 2:
 *				what for, SCT_ACCESS_*
 *	TRUNCATE		what gets another length, by its path, a descriptor or
 *				O_TRUNC.  Number 1: the length
 *	CHMOD, CHOWN, UTIMES	what gets another mode, owner or time.  Numbers: the
 *				mode; owner and group, -1 of what stays
 *	EXEC			what is run: the program, and each interpreter
 *	MOUNT			on what is mounted.  Number 1: is what is there hidden from
 *				the system's init, now or by propagation?
 *	MKDIR, MKNOD, SYMLINK	what is made
 *	XATTR, FILEATTR		what gets, or loses, an extended attribute or an ACL; what
 *				gets other flags, as by FS_IOC_SETFLAGS
 *	READLINK, GETXATTR	the link, and what extended attributes are asked of
 *	ALTER			what gets other content by its descriptor, but not by a
 *				write: room, holes, a part or a clone of another file
 *	WRITE			what is written to
 *	MAP			what is mapped, or its mapping made accessible.  Numbers: the
 *				access asked for, PROT_*; what that is to the file,
 *				SCT_ACCESS_*: a private mapping writes nothing
 *	CONNECT, SEND, BIND	where a socket is connected to, sends to, or is bound: an
 *				address, and, of a local socket, the file
 *	TRACE			who is traced, or its memory written: the program that he
 *				runs.  Numbers: his process id, his user, 0; is he a service
 *				that has the log open?
 *	SIGNAL			who gets a signal: likewise.  Number 3: the signal
 *	LOAD			what the kernel takes in, as a file if it is one.  Number 1:
 *				what for, as enum kernel_load_data_id has it.  Number 2: does
 *				the kernel only ask for it, so that it comes by a LOAD of its own?
 */
#define SCT_OPERATIONS(X)		\
	X(1, UNLINK, "unlink", 1, 0)	\
	X(2, RMDIR, "rmdir", 1, 0)	\
	X(3, RENAME, "rename", 2, 1)	\
	X(4, LINK, "link", 2, 0)	\
	X(5, OPEN, "open", 1, 2)	\
	X(6, TRUNCATE, "truncate", 1, 1)\
	X(7, CHMOD, "chmod", 1, 1)	\
	X(8, CHOWN, "chown", 1, 2)	\
	X(9, UTIMES, "utimes", 1, 0)	\
	X(10, EXEC, "exec", 1, 0)	\
	X(11, MOUNT, "mount", 1, 1)	\
	X(12, MKDIR, "mkdir", 1, 0)	\
	X(13, MKNOD, "mknod", 1, 0)	\
	X(14, SYMLINK, "symlink", 1, 0)	\
	X(15, XATTR, "xattr", 1, 0)	\
	X(16, FILEATTR, "fileattr", 1, 0)\
	X(17, READLINK, "readlink", 1, 0)\
	X(18, GETXATTR, "getxattr", 1, 0)\
	X(19, ALTER, "alter", 1, 0)	\
	X(20, WRITE, "write", 1, 0)	\
	X(21, MAP, "map", 1, 2)		\
	X(22, CONNECT, "connect", 1, 0)	\
	X(23, SEND, "send", 1, 0)	\
	X(24, BIND, "bind", 1, 0)	\
	X(25, TRACE, "trace", 1, 4)	\
	X(26, SIGNAL, "signal", 1, 4)	\
	X(27, LOAD, "load", 1, 2)

/* What a file is opened or mapped for; bits. */
#define SCT_ACCESS_READ		1u
#define SCT_ACCESS_WRITE	2u
#define SCT_ACCESS_EXEC		4u

#define SCT_MAX_OPERATION_NUMBERS	4u
#define SCT_MAX_OPERATION_OBJECTS	2u
#define SCT_OBJECT_EXE			15u	/* the file that execve() opened, wherever it is */

/*
 * What of an object (SCT_SOURCE_OBJECT, `mode`); the type that it has.  User and group are
 * the system's, MODE is the permissions, KIND the bits of S_IFMT, DEVICE as by stat(2) of a
 * file that no file system stands before.  Of what is not there yet, device and file
 * system are known, and all else is 0.
 */
#define SCT_ASPECTS(X)			\
	X(0, WHERE, "where", OBJPATH)	\
	X(1, INO, "ino", U64)		\
	X(2, DEVICE, "dev", U32)	\
	X(3, UID, "uid", U32)		\
	X(4, GID, "gid", U32)		\
	X(5, MODE, "mode", U16)		\
	X(6, KIND, "type", U16)		\
	X(7, NLINK, "nlink", U32)	\
	X(8, FSTYPE, "fstype", OBJPATH)

/* What a path stands for in a set of objects. */
#define SCT_REACHES(X)							\
	X(1, EXACT, "exact")	/* what it names */			\
	X(2, UNDER, "under")	/* the directory and all that is in it */

/* What is held of a path that is EXACT; bits.  Of one that is UNDER both are. */
#define SCT_HOLDS(X)							\
	X(1, PLACE, "path")	/* the name in its directory, whatever is there */ \
	X(2, THING, "inode")	/* the file, by whatever name */	\
	X(3, BOTH, "both")

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
	X(29, COST, "the rules on a call may take too long")		\
	X(30, LOOK, "look or its automaton is malformed, or not of a call with rules") \
	X(31, OBJECT, "object is malformed or out of order")		\
	X(32, OPERATION, "unknown operation, or the rule cannot be on it") \
	X(33, ABSENT, "there is no such object")			\
	X(34, NO_DIRECTORY, "what is to be under it is no directory")	\
	X(35, NO_OPERATION, "this kernel does not tell of that operation") \
	X(36, UNREACHABLE, "the object cannot be looked up")

#define SCT_ENUM_ABI(n, id, name)	SCT_ABI_##id = n,
#define SCT_ENUM_PHASE(n, id, name)	SCT_PHASE_##id = n,
#define SCT_ENUM_ACTION(n, id, ...)	SCT_ACTION_##id = n,
#define SCT_ENUM_TYPE(n, id, ...)	SCT_TYPE_##id = n,
#define SCT_ENUM_VAR(n, id, ...)	SCT_VAR_##id = n,
#define SCT_ENUM_OP(n, id, ...)		SCT_OP_##id = n,
#define SCT_ENUM_SOURCE(n, id, name)	SCT_SOURCE_##id = n,
#define SCT_ENUM_ERROR(n, id, text)	SCT_E_##id = n,
#define SCT_ENUM_PRIORITY(n, id, name)	SCT_PRIORITY_##id = n,
#define SCT_ENUM_RATE(n, id, name)	SCT_RATE_##id = n,
#define SCT_ENUM_LEN(n, id, name)	SCT_LEN_##id = n,
#define SCT_ENUM_FOLLOW(n, id, name)	SCT_FOLLOW_##id = n,
#define SCT_ENUM_FILL(n, id, name)	SCT_FILL_##id = n,
#define SCT_ENUM_TAKES(n, id, name)	SCT_TAKES_##id = n,
#define SCT_ENUM_KIND(n, id, name)	SCT_KIND_##id = n,
#define SCT_ENUM_MAKE(n, id, name)	SCT_MAKE_##id = n,
#define SCT_ENUM_MEANS(n, id, name)	SCT_MEANS_##id = n,
#define SCT_ENUM_FORM(n, id, ...)	SCT_FORM_##id = n,
#define SCT_ENUM_OPERAND(n, id, name)	SCT_OPERAND_##id = n,
#define SCT_ENUM_EACH(n, id, name)	SCT_EACH_##id = n,
#define SCT_ENUM_CUT(n, id, name)	SCT_CUT_##id = n,
#define SCT_ENUM_OPERATION(n, id, ...)	SCT_OPERATION_##id = n,
#define SCT_ENUM_ASPECT(n, id, ...)	SCT_ASPECT_##id = n,
#define SCT_ENUM_REACH(n, id, name)	SCT_REACH_##id = n,
#define SCT_ENUM_HOLD(n, id, name)	SCT_HOLD_##id = n,

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
enum sct_fill { SCT_FILLS(SCT_ENUM_FILL) };
enum sct_takes { SCT_TAKES(SCT_ENUM_TAKES) };
enum sct_kind { SCT_KINDS(SCT_ENUM_KIND) };
enum sct_make { SCT_MAKES(SCT_ENUM_MAKE) };
enum sct_means { SCT_MEANS(SCT_ENUM_MEANS) };
enum sct_form { SCT_FORMS(SCT_ENUM_FORM) };
enum sct_operand { SCT_OPERANDS(SCT_ENUM_OPERAND) };
enum sct_each { SCT_EACHES(SCT_ENUM_EACH) };
enum sct_cut { SCT_CUTS(SCT_ENUM_CUT) };
enum sct_operation { SCT_OPERATIONS(SCT_ENUM_OPERATION) };
enum sct_aspect { SCT_ASPECTS(SCT_ENUM_ASPECT) };
enum sct_reach { SCT_REACHES(SCT_ENUM_REACH) };
enum sct_hold { SCT_HOLDS(SCT_ENUM_HOLD) };

/* The phases column, a bit for each SCT_PHASE_*. */
enum sct_when {
	SCT_WHEN_B = 1 << SCT_PHASE_BEFORE,
	SCT_WHEN_A = 1 << SCT_PHASE_AFTER,
	SCT_WHEN_BA = SCT_WHEN_B | SCT_WHEN_A,
};

/* The type column of PARAMS; the type of a slot that nothing is in. */
#define SCT_TYPE_NONE		0u

/* All numbers of a list are below this, in whatever order they stand. */
#define SCT_ROOM(n, id, ...)		char room_of_##id[(n) + 1];
union sct_room_of_vars { SCT_VARS(SCT_ROOM) };
union sct_room_of_types { SCT_TYPES(SCT_ROOM) };
union sct_room_of_actions { SCT_ACTIONS(SCT_ROOM) };
union sct_room_of_ops { SCT_OPS(SCT_ROOM) };
union sct_room_of_forms { SCT_FORMS(SCT_ROOM) };
union sct_room_of_operations { SCT_OPERATIONS(SCT_ROOM) };
enum {
	SCT_NR_VARS = sizeof(union sct_room_of_vars),
	SCT_NR_TYPES = sizeof(union sct_room_of_types),
	SCT_NR_ACTIONS = sizeof(union sct_room_of_actions),
	SCT_NR_OPS = sizeof(union sct_room_of_ops),
	SCT_NR_FORMS = sizeof(union sct_room_of_forms),
	SCT_NR_OPERATIONS = sizeof(union sct_room_of_operations),
};

#include "sct_abi_cost.h"
#include "sct_abi_table.h"
#include "sct_abi_event.h"
#include "sct_abi_ioctl.h"

#endif /* SCT_ABI_H */
