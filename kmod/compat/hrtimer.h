/* SPDX-License-Identifier: GPL-2.0-only */
/* hrtimer_setup(): 6.13; in 6.15 the one without the function went away. */
#ifndef SCT_COMPAT_HRTIMER_H
#define SCT_COMPAT_HRTIMER_H

#include <linux/hrtimer.h>

static inline void
sct_hrtimer_setup(struct hrtimer *timer,
		  enum hrtimer_restart (*function)(struct hrtimer *),
		  clockid_t clock, enum hrtimer_mode mode)
{
#ifdef HAVE_HRTIMER_SETUP
	hrtimer_setup(timer, function, clock, mode);
#else
	hrtimer_init(timer, clock, mode);
	timer->function = function;
#endif
}

#endif /* SCT_COMPAT_HRTIMER_H */
