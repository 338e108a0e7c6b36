/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/* What a call's rules may cost.  Part of sct_abi.h, which see. */
#ifndef SCT_ABI_COST_H
#define SCT_ABI_COST_H

/*
 * A step is what a search takes for one place of a text: at most ten instructions
 * of the processor, as tests/vm/cases/29-cost.sh counts them.  All rules on a call,
 * in one phase, may cost SCT_MAX_COST steps (SCT_E_COST), counted as if no rule
 * matched, no jump were taken and every comparison went to its end.  It is LOOK for each
 * byte of the longest text for each look (struct sct_look), and the sum over the call's
 * bindings of
 *
 *	RULE	to come to a rule, and to its view of the call
 *	INSN	an instruction, but
 *	LDV	to load a number,
 *	OBJECT	to ask whether an object is in a set,
 *	EXE	to ask so about the caller's program, which is looked at each time, and
 *	TEXT	to look at a string, to which is added for
 *
 *	equal, starts with, ends with, in a network
 *		WORD or WORD_FOLDED for each 8 bytes, or part of 8, of `str`
 *	contains
 *		rate / 8 for each place where `str` may stand in the longest text
 *	glob	2 * PATTERN for each byte of `str`, and rate / 8 for each byte of the
 *		longest text, where the rate is that of the costliest segment between
 *		two `*`, or 0 if there is none
 *
 * rounded up at the end of a line.  The longest text is SCT_MAX_STRING, of COMM and
 * PCOMM it is COMM.  The rate of what is searched for, a string or a segment, is
 *
 *	8 * PLACE (or PLACE_FOLDED) + 8 * rest / period, rounded up
 *
 * Its head are its first 8 bytes, in which a `?` or a set is a byte that is not
 * compared; small letters where case is folded.  The period is the least distance,
 * at most 8, at which two heads can stand in one text.  The rest is what is not
 * decided by the head: 0 if that is nothing, else REST and
 *
 *	of a string longer than 8: WORD (WORD_FOLDED) for each 8 bytes, or part of 8
 *	of a segment: PATTERN for each byte of pattern behind the head; if there is a
 *	set in the head, for each byte of the segment
 *
 * If that is more than SCT_MAX_COST, the rules that looks name, most of which they spare a
 * call, have less of their own: the longest text that they search in any case is
 * SHORT.  What texts have beyond that is searched for the rules of the call in their
 * order, as long as they have not taken SCT_MAX_SHARED_COST steps for it, which are
 * counted as well; from then on it is unreadable.  A rule that alone costs more than
 * SCT_MAX_COST is refused in any case.
 *
 * A phase of a call may take three times SCT_MAX_COST: rules are evaluated anew when
 * they want a value that is not at hand, and all such evaluations of a phase share
 * one SCT_MAX_COST; then everything is fetched, and the next one is the last.  If more
 * than six rules match, those behind them are looked for again.
 */
#define SCT_MAX_COST		2097152u
#define SCT_COST_RULE		12u
#define SCT_COST_INSN		1u
#define SCT_COST_LDV		8u
#define SCT_COST_TEXT		6u
#define SCT_COST_OBJECT		60u
#define SCT_COST_EXE		600u
#define SCT_COST_WORD		2u
#define SCT_COST_WORD_FOLDED	4u
#define SCT_COST_PLACE		1u
#define SCT_COST_PLACE_FOLDED	3u
#define SCT_COST_PATTERN	3u
#define SCT_COST_REST		4u
#define SCT_COST_COMM		15u	/* bytes of a task's name */
#define SCT_COST_LOOK		2u
#define SCT_COST_SHORT		160u	/* bytes */
#define SCT_MAX_SHARED_COST	1048576u	/* of the account below */

/*
 * Arguments of a command (ARGV) may be longer than SCT_MAX_STRING.  What lies
 * behind that is searched for the rules of a call, in their order, as long as they
 * have not taken SCT_MAX_LONG_COST steps for it, which come on top of the others;
 * from then on it is unreadable.  A rule that logs and is not decided by that is counted
 * as a lost event.
 *
 * On the same account goes what is done with the strings of a list one by one, long
 * or not: STRING for each that is looked at, one for each 128 bytes of it, and what the
 * comparison of it may cost, but nothing if it is too short for that.
 */
#define SCT_MAX_LONG_COST	4194304u
#define SCT_COST_STRING		3u
#define SCT_MAX_ARGV		2097152u	/* bytes of the joined arguments that are read */

#endif /* SCT_ABI_COST_H */
