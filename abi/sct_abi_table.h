/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/* The rule table.  Part of sct_abi.h, which see. */
#ifndef SCT_ABI_TABLE_H
#define SCT_ABI_TABLE_H

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
 * bindings, insns, strings, text, looks, automata, objects, operations, each
 * 8-byte aligned with zero padding, none overlapping, the last one ending (padded
 * to 8) at `size`.  Of the last four, one that is empty is not there: `off` is 0.
 * Equal rules give equal bytes.
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
	struct sct_section looks;	/* struct sct_look, sorted */
	struct sct_section automata;	/* u32: struct sct_automaton, one behind the other */
	struct sct_section objects;	/* struct sct_object, by set */
	struct sct_section operations;	/* struct sct_op_binding, sorted */
};

/* rule flags */
#define SCT_RULE_CONTINUE		0x01u	/* LOG only: go on to the next rule */
#define SCT_RULE_LOG			0x02u	/* make an event; always set with LOG */
#define SCT_RULE_UNREADABLE_MATCHES	0x04u	/* a filter that meets an unreadable string
						 * matches; without it, does not
						 */
#define SCT_RULE_MUST			0x08u	/* with LOG, BEFORE only: the caller waits
						 * for room in the log
						 */
#define SCT_RULE_TIMEOUT_FAILS		0x10u	/* with MUST: after must_timeout_ms the call
						 * fails with `error`; without it, it
						 * goes on and the loss is counted
						 */
#define SCT_RULE_INCLUDE_INIT		0x20u	/* FAIL, KILL, SUSPEND: also for process 1
						 * and for who has the control device open
						 */
#define SCT_RULE_FLAGS			0x3fu

struct sct_rule {
	struct sct_str name;
	struct sct_str format;	/* log_format, for the tools; off = len = 0: none */
	struct sct_str tags;	/* names, a space between two; or none */
	struct sct_str description;	/* for people; or none */
	__u32 insn;		/* first instruction, index into insns */
	__u32 insn_count;	/* 0 = no filter, matches */
	__u8 action;		/* SCT_ACTION_* */
	__u8 phase;		/* SCT_PHASE_* */
	__u8 priority;		/* SCT_PRIORITY_* */
	__u8 signal;		/* KILL, and with `unanswered` KILLED: 1..64; else 0 */
	__s32 error;		/* FAIL, with `unanswered` FAILED, and with TIMEOUT_FAILS:
				 * from 1 to below SCT_KERNEL_ERRNO, returned negated;
				 * else 0
				 */
	__u32 flags;		/* SCT_RULE_* */
	__u32 rate_count;	/* with LOG: at most this many events ... */
	__u32 rate_seconds;	/* ... in so many seconds (1..SCT_MAX_RATE_SECONDS) */
	__u8 rate_scope;	/* SCT_RATE_*; NONE: count and seconds are 0 */
	__u8 derived;		/* bit n: an event carries derived parameter n, that is
				 * PARAMS[SCT_MAX_PARAMS + 1 + n], where its view has it
				 */
	__u16 max_data;		/* bytes of each BYTES field of an event, at most
				 * SCT_MAX_STRING
				 */
	__u32 must_timeout_ms;	/* MUST: 1..SCT_MAX_MUST_MS; else 0 */
	__u32 deadline_ms;	/* SUSPEND: 0, the caller is stopped by a signal; or 1 to
				 * SCT_MAX_DEADLINE_MS, it waits so long for an answer
				 * (SCT_IOC_ANSWER).  Of others 0
				 */
	__u64 captures;		/* bit n: an event carries variable n (PARAMS is
				 * always carried and has no bit)
				 */
	__u8 unanswered;	/* with deadline_ms: what happens without an answer,
				 * SCT_VERDICT_ALLOWED, _FAILED or _KILLED; else 0
				 */
	__u8 reserved0[7];
	__u64 reserved;
};

/*
 * A parameter as the rule sees it: `type` of the value that `source` gives.  A
 * derived one is made from a parameter of the call, for filter and log_format: a
 * field of a structure, a part of a socket address, a resolved path.
 */
struct sct_param {
	__u8 source;		/* SCT_SOURCE_* */
	__u8 arg;		/* ARG, DEREF, FILLED, PAIR: argument register 0..5; OBJECT, KERNEL: which
				 * one, from 1; else 0
				 */
	__u8 type;		/* SCT_TYPE_*; NONE: 0 */
	__u8 param;		/* derived: of which parameter, 1..SCT_MAX_PARAMS; else 0 */
	__u8 arg2;		/* LEN_ARG, LEN_AT: register of the length; PATH: register of
				 * the directory, or SCT_NO_ARG; PAIR: register of the high
				 * half; else 0
				 */
	__u8 mode;		/* SCT_LEN_*, SCT_FOLLOW_*, by type; FILLED: SCT_FILL_*; else 0 */
	__u8 reserved[2];
	__u64 value;		/* CONST: the value; DEREF, FILLED: byte offset; PATH with IF or
				 * UNLESS: mask | register << 32; ITEM: which one; LEN_IN:
				 * two byte offsets; else 0
				 */
	struct sct_str name;	/* derived: of the field (tv_sec, ip), for the tools; of an
				 * ENV, the variable's; else 0
				 */
};

/*
 * A view shows one system call as the call that the rule names: unlinkat(dirfd,
 * path, flags) is seen by a rule on unlink as unlink(path), if flags has no
 * AT_REMOVEDIR.  A call whose guard does not hold is not the rule's business.
 */
struct sct_view {
	__u32 param_count;	/* 0..SCT_MAX_PARAMS; slots from there on are NONE */
	__u32 derived_count;	/* 0..SCT_MAX_DERIVED, from params[SCT_MAX_PARAMS] on */
	struct sct_param guard;	/* source NONE: no guard */
	__u64 guard_mask;	/* visited if (guard & guard_mask) == guard_value */
	__u64 guard_value;
	struct sct_param params[SCT_MAX_SLOTS];
};

#define SCT_BINDING_OPTIONAL	0x01u	/* skipped where the kernel has no such call */

/*
 * "Rule `rule` applies to call `nr` of `abi`, seen through `view`."  A rule may apply
 * to one call through several views; each whose guard holds is a match of its own,
 * so their guards exclude each other: socketcall is sendto by two of its numbers.
 */
struct sct_binding {
	__u8 abi;		/* SCT_ABI_* */
	__u8 flags;		/* SCT_BINDING_* */
	__u16 nr;		/* below SCT_MAX_NR */
	__u32 rule;		/* index into rules */
	__u32 view;		/* index into views */
	__u32 reserved;
};				/* sorted by (abi, nr, rule, view), no two equal */

/*
 * A path that rules are about.  It is looked up from the root directory of the system's
 * init when the table is put in force, and again when something comes to be where it
 * leads through: what once was there stays an object until the table goes.
 */
struct sct_object {
	struct sct_str path;	/* absolute, without "." and ".." components or a slash
				 * at its end
				 */
	__u32 set;		/* counted from 0, as the one before it, or one more */
	__u8 reach;		/* SCT_REACH_* */
	__u8 hold;		/* SCT_HOLD_* */
	__u8 reserved[2];
};

/*
 * "Rule `rule` is asked about operation `operation`, of which it sees what `view` says":
 * constants and objects.
 */
struct sct_op_binding {
	__u32 operation;	/* SCT_OPERATION_* */
	__u32 rule;		/* index into rules */
	__u32 view;		/* index into views */
	__u32 reserved;
};				/* sorted by (operation, rule), no two equal */

struct sct_insn {
	__u8 op;		/* SCT_OP_* */
	__u8 dst;		/* register; SCT_EACH_*; 0 if unused */
	__u8 a;			/* register, variable of LDV and JS*, object; 0 if unused */
	__u8 b;			/* register, or index of the variable; 0 if unused */
	__u32 target;		/* jumps: index within the rule; else 0 */
	__u64 imm;		/* LDI, J..I, RET: the value;  JS*: struct sct_str as
				 * off | len << 32;  JOBJ: the set; else 0
				 */
};

/*
 * "One look at the string `var` of call `nr` tells which of its rules may match": an
 * automaton takes in the string, byte by byte, and names them.  A rule that no look
 * of a call names is asked of every such call.
 *
 * Looks only say which rules need not be asked; what they name, the rule's own
 * program decides.  So an automaton may name more rules than match, but none less: a
 * string that cannot be read, or is cut, stands for all.
 */
struct sct_look {
	__u8 abi;		/* SCT_ABI_* */
	__u8 var;		/* SCT_VAR_PARAMS: a STR; or SCT_VAR_COMM */
	__u16 nr;
	__u8 arg;		/* PARAMS: the argument register; else 0 */
	__u8 reserved[3];
	__u32 automaton;	/* index into automata, of the first word */
	__u32 reserved2;
};				/* sorted by (abi, nr, var, arg), no two equal */

/*
 * An automaton finds all of many patterns in one pass over a string (Aho-Corasick).
 * Its input is BEGIN, the bytes of the string, and the NUL behind them, each by its
 * class.  Its state is 0 (nothing that matters) or a number, with
 * SCT_STATE_ACCEPTS if a pattern ends here.  From state s, without that bit, on an input
 * of class c that comes after one of class p, it goes to
 *
 *	slot[s + c].next	if s is not 0 and slot[s + c].owner is s, else
 *	pair[(p << shift) + c]	which knows the patterns by two inputs
 *
 * In front of the string it is in state 0, and p is the class of BEGIN, the last one.
 * If it ANCHORED, all patterns begin with BEGIN, and nothing comes after state 0.
 *
 * Of a state that accepts, slot[s + classes] is its own, and `next` there is where its
 * list begins: a word with the number of rules | SCT_LIST_BEGINS, one where the list of
 * a shorter pattern is that ends here as well, or 0, then the rules, ascending: each as
 * its position among the bindings of the call, those of before-rules first.  The
 * link leads to a list before this one; word 0 of the lists is 0.
 *
 * Before it walks, an automaton may be asked whether it need: if gram_shift is not 0, a
 * string in which a pattern ends has four bytes in a row, at an offset that is a multiple
 * of four, whose bit is set in the filter gram[1 << (32 - gram_shift) / 32].  It is bit
 * ((bytes | 0x20202020) * SCT_GRAM_HASH) >> gram_shift, in 32 bits, of the bytes as a little-endian
 * number; the NUL behind the string is one of its bytes.
 *
 * Behind this head: pair[classes << shift], then struct sct_slot slot[slots], then
 * lists[lists], then gram[], padded with 0 to an even number of words.
 */
struct sct_automaton {
	__u32 words;		/* of all of it */
	__u32 rules;		/* on each call that it is for */
	__u32 slots;
	__u32 lists;		/* words, at least 1 */
	__u32 classes;		/* with that of BEGIN: 2..257 */
	__u32 shift;		/* 1..9, classes <= 1 << shift */
	__u32 flags;		/* SCT_AUTOMATON_* */
	__u32 gram_shift;	/* 0, or SCT_MIN_GRAM_SHIFT..27 */
	__u8 class_of[256];	/* of a byte; below classes - 1 */
};

#define SCT_AUTOMATON_ANCHORED	0x01u
#define SCT_STATE_ACCEPTS	0x80000000u
#define SCT_GRAM_HASH		0x9e3779b1u
#define SCT_MIN_GRAM_SHIFT	8u
#define SCT_LIST_BEGINS		0x80000000u

struct sct_slot {
	__u32 owner;		/* a state; 0: nobody's, then next is 0 */
	__u32 next;
};

#endif /* SCT_ABI_TABLE_H */
