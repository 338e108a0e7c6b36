/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Prefilters: most calls match no rule, and most filters decide that by one
 * comparison.  So what a filter needs to be true, of a number or of a string, is
 * taken out of its program when a table is built, and asked before anything is
 * set up for the call.
 *
 * Where a prefilter rejects a call, the rule does not match it.  Where it lets the
 * call pass, that says nothing.
 *
 * Prefilters are asked with preemption disabled: where user memory is not there at
 * once, they let the call pass.  What a prefilter sees of a string decides nothing but that
 * no rule matches; a rule that may match reads it for itself (call.c).
 *
 * The same goes for the caller's name, which other threads may change at any
 * moment: all prefilters of a call are asked about one look at it, so that there is a
 * name, the one that was seen, with which none of their rules matches.
 */
#ifndef SCT_PREFILTER_H
#define SCT_PREFILTER_H

#include "filter/required.h"
#include "lib/nofault_read.h"
#include "lib/words.h"

enum sct_load_kind {
	SCT_LOAD_NONE,
	SCT_LOAD_REG,		/* argument register */
	SCT_LOAD_CRED,		/* an id of the task's credentials */
	SCT_LOAD_VAR,		/* another integer variable of the task */
	SCT_LOAD_BITS,		/* as REG, in a prefilter with bits */
};

/*
 * A number that is there without reading user memory.  Its value is
 * ((raw & mask) ^ sign) - sign: extended from its width, with or without sign.
 */
struct sct_load {
	u16 kind;
	u16 at;			/* REG, CRED: byte offset; VAR: SCT_VAR_* */
	u32 reserved;
	u64 mask;
	u64 sign;		/* the sign bit; 0 of unsigned ones */
};

/*
 * Passes a call if value - low <= span, or, with bits, if value & bits.  Every
 * comparison with a constant is one with a range, modulo 2^64.  What a signed value has
 * taken off in the end (load.sign) is in `low`, too, and need not be.
 */
struct sct_number_prefilter {
	struct sct_load load;	/* NONE: passes every call */
	u64 bits;
	u64 low;
	u64 span;
};

/*
 * Passes a call if the string behind a register begins with `head`, and has `tail` where
 * the string of the filter ends.
 */
struct sct_text_prefilter {
	u16 at;			/* register, byte offset */
	u8 shift;
	u8 present;
	u16 tail_at;		/* 0: the head is all there is */
	u16 last;		/* no prefilter of the call follows */
	u64 head;		/* these bytes ... */
	u64 mask;		/* ... where it is 0xff */
	u64 tail;
};

/*
 * Passes a call if its caller's name begins with one of the letters, and has `head`
 * where the mask is: what all the names that a rule is about have in common.
 */
struct sct_comm_prefilter {
	u64 letters;		/* a bit for each, modulo 64 */
	struct sct_name head;
	struct sct_name mask;
};

/*
 * A rule matches only calls that both pass.  text.last, not a count, ends those of a call:
 * it costs fewer instructions where there is one.
 */
struct sct_prefilter {
	struct sct_number_prefilter number;
	struct sct_text_prefilter text;
};

struct sct_prefilter sct_prefilter_make(const struct sct_required *needs, unsigned int abi,
					const char *pool);
bool sct_result_range(const struct sct_required *needs, u64 *low, u64 *span);
struct sct_load sct_load_param(const struct sct_param *param, unsigned int abi);
struct sct_comm_prefilter sct_comm_prefilter_make(const struct sct_required *needs,
						  const char *pool);
struct sct_load sct_load_make(const struct sct_insn *ldv,
			      const struct sct_view *view, unsigned int abi);

static __always_inline u64 sct_load_value(const struct sct_load *load, u64 raw)
{
	return ((raw & load->mask) ^ load->sign) - load->sign;
}

/* Of a REG. */
static __always_inline u64 sct_load_raw(const struct sct_load *load,
					const struct pt_regs *regs)
{
	return *(const unsigned long *)((const u8 *)regs + load->at);
}

static __always_inline u64 sct_load(const struct sct_load *load,
				    const struct pt_regs *regs)
{
	if (likely(load->kind == SCT_LOAD_REG))
		return sct_load_value(load, sct_load_raw(load, regs));
	if (load->kind == SCT_LOAD_CRED)
		return sct_nofault_cred(load->at);
	return sct_task_int(load->at);
}

static __always_inline bool sct_number_passes(const struct sct_number_prefilter *prefilter,
					      u64 value)
{
	if (unlikely(prefilter->bits))
		return value & prefilter->bits;
	return value - prefilter->low <= prefilter->span;
}

/* Of a prefilter that has nothing to call (SCT_LOAD_VAR). */
static __always_inline bool
sct_simple_number_prefilter_passes(const struct sct_number_prefilter *prefilter,
				   const struct pt_regs *regs)
{
	const struct sct_load *load = &prefilter->load;

	if (likely(load->kind == SCT_LOAD_REG))
		return ((sct_load_raw(load, regs) & load->mask) ^ load->sign) -
		       prefilter->low <= prefilter->span;
	if (load->kind == SCT_LOAD_NONE)
		return true;
	if (load->kind == SCT_LOAD_CRED)
		return sct_number_passes(prefilter, sct_nofault_cred(load->at));
	if (load->kind == SCT_LOAD_BITS)
		return sct_load_value(load, sct_load_raw(load, regs)) & prefilter->bits;
	return true;
}

static __always_inline bool
sct_number_prefilter_passes(const struct sct_number_prefilter *prefilter,
			    const struct pt_regs *regs)
{
	if (prefilter->load.kind == SCT_LOAD_VAR)
		return sct_number_passes(prefilter, sct_task_int(prefilter->load.at));
	return sct_simple_number_prefilter_passes(prefilter, regs);
}

/* Outside of an ia32 call shift is 0. */
static __always_inline const char __user *
sct_nofault_pointer(const struct pt_regs *regs, u16 at, u8 shift)
{
	unsigned long raw = *(const unsigned long *)((const u8 *)regs + at);

	return (const char __user *)((raw << shift) >> shift);
}

static __always_inline bool
sct_text_prefilter_passes(const struct sct_text_prefilter *prefilter,
			  const struct pt_regs *regs)
{
	const char __user *text;
	bool open = false;
	u64 word;

	if (!prefilter->present)
		return true;
	text = sct_nofault_pointer(regs, prefilter->at, prefilter->shift);
	if (!sct_nofault_open(text, SCT_MAX_STRING + 1))
		return true;
	sct_nofault_word(word, text, fault);
	if (unlikely((word & prefilter->mask) == prefilter->head)) {
		open = true;
		if (prefilter->tail_at) {
			sct_nofault_word(word, text + prefilter->tail_at, fault);
			open = word == prefilter->tail;
		}
	}
	sct_nofault_close();
	return open;
fault:
	sct_nofault_close();
	return true;
}

/* May a name be one of the prefilter's, by its first letter? */
static __always_inline bool sct_name_begins(const struct sct_comm_prefilter *prefilter,
					    u64 begin)
{
	return prefilter->letters >> (begin & 63) & 1;
}

/* One comparison after the other: they need fewer registers than both at once. */
static __always_inline bool
sct_comm_prefilter_passes(const struct sct_comm_prefilter *prefilter,
			  const struct sct_name *name)
{
	return unlikely(sct_name_begins(prefilter, name->begin)) &&
	       !((name->begin ^ prefilter->head.begin) & prefilter->mask.begin) &&
	       !((name->end ^ prefilter->head.end) & prefilter->mask.end);
}

/* May the rule match? */
static __always_inline bool sct_prefilter_passes(const struct sct_prefilter *prefilter,
						 const struct pt_regs *regs)
{
	return sct_number_prefilter_passes(&prefilter->number, regs) &&
	       sct_text_prefilter_passes(&prefilter->text, regs);
}

static __always_inline bool sct_simple_prefilter_passes(const struct sct_prefilter *prefilter,
							const struct pt_regs *regs)
{
	return sct_simple_number_prefilter_passes(&prefilter->number, regs) &&
	       sct_text_prefilter_passes(&prefilter->text, regs);
}

#endif /* SCT_PREFILTER_H */
