/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_TARGETS_H
#define SCT_TARGETS_H

int sct_check_address(const char *name, unsigned long addr);

/**
 * sct_check_target - refuse to let a function be called by a pointer
 * @name: what to call it in the kernel log
 * @function: the function
 *
 * Return: 0; -ENOEXEC when on a kernel that tracks indirect branches it does not
 * start with ENDBR; the kernel log names it.
 */
#define sct_check_target(name, function) \
	sct_check_address(name, (unsigned long)(function))

#endif /* SCT_TARGETS_H */
