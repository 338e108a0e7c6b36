/* SPDX-License-Identifier: GPL-2.0-only */
/* What the kernel has here is in rules_internal.h. */
