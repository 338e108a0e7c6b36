// SPDX-License-Identifier: GPL-2.0-only
/*
 * Operations on one file that the kernel has in hand, by a descriptor as well as by a
 * path: its attributes beyond mode, owner and times, its content, its mappings.
 *
 * Where no function asks the security modules about just that, it is the function of the
 * file systems' layer that all ways to it lead through, nfsd's and io_uring's among them:
 * security_file_permission(), which they come to as well, is asked at each read and write,
 * and hooked for rules on write alone.
 */
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/personality.h>
#include <linux/sched.h>

#include "compat/real_dentry.h"
#include "hook/file_operations.h"
#include "hook/operations.h"
#include "table/operations.h"

/* Where the file is the argument of that number. */
struct file_hook {
	struct sct_function_hook hook;
	u8 operation;
	u8 arg;
};

/* ... struct dentry *dentry, ... */
static long before_dentry(const struct sct_function_hook *hook,
			  const unsigned long *args)
{
	const struct file_hook *h = container_of(hook, const struct file_hook, hook);

	return sct_judge_file(h->operation, (struct dentry *)args[h->arg], 0, 0);
}

/* ... struct file *file, ... */
static long before_file(const struct sct_function_hook *hook,
			const unsigned long *args)
{
	const struct file_hook *h = container_of(hook, const struct file_hook, hook);
	const struct file *file = (struct file *)args[h->arg];

	return sct_judge_file(h->operation, file_dentry(file), 0, 0);
}

/* int security_file_permission(struct file *file, int mask) */
static long before_access(const struct sct_function_hook *hook,
			  const unsigned long *args)
{
	const struct file *file = (struct file *)args[0];

	if (!((int)args[1] & MAY_WRITE))
		return 0;
	return sct_judge_file(SCT_OPERATION_WRITE, file_dentry(file), 0, 0);
}

static long judge_map(const struct file *file, unsigned long prot, bool shared)
{
	u64 access = 0;
	struct dentry *dentry, *real;
	long ret;

	if (!file)
		return 0;
	if (prot & PROT_READ)
		access |= SCT_ACCESS_READ;
	if (prot & PROT_WRITE && shared)
		access |= SCT_ACCESS_WRITE;
	if (prot & PROT_EXEC ||
	    (prot & PROT_READ && current->personality & READ_IMPLIES_EXEC))
		access |= SCT_ACCESS_EXEC;
	dentry = file_dentry(file);
	ret = sct_judge_file(SCT_OPERATION_MAP, dentry, prot, access);
	/* What is run of an overlay is the file in a layer, which it maps by itself. */
	real = sct_real_dentry(dentry);
	if (!ret && real != dentry)
		ret = sct_judge_file(SCT_OPERATION_MAP, real, prot, access);
	return ret;
}

/*
 * int security_mmap_file(struct file *file, unsigned long prot, unsigned long flags)
 *
 * A program that is run is mapped as well, and so is the one that runs it.
 */
static long before_mmap(const struct sct_function_hook *hook,
			const unsigned long *args)
{
	return judge_map((struct file *)args[0], args[1],
			 (args[2] & MAP_TYPE) != MAP_PRIVATE);
}

/*
 * int security_file_mprotect(struct vm_area_struct *vma, unsigned long reqprot,
 *			      unsigned long prot)
 *
 * The memory of the task is locked.
 */
static long before_mprotect(const struct sct_function_hook *hook,
			    const unsigned long *args)
{
	const struct vm_area_struct *vma = (struct vm_area_struct *)args[0];

	return judge_map(vma->vm_file, args[2], vma->vm_flags & VM_SHARED);
}

#define ON(id)	(1u << SCT_OPERATION_##id)

#define HOOK(function, visitor)	\
	(&(const struct sct_function_hook){ .name = (function), .before = (visitor) })

#define ON_ARG(function, id, visitor, number)					\
	(&(&(const struct file_hook){						\
		.hook = { .name = (function), .before = (visitor) },		\
		.operation = SCT_OPERATION_##id, .arg = (number),		\
	})->hook), ON(id)

static const struct sct_operation_hook hooks[] = {
	/* (idmap, dentry, name, ...) */
	{ ON_ARG("security_inode_setxattr", XATTR, before_dentry, 1) },
	{ ON_ARG("security_inode_removexattr", XATTR, before_dentry, 1) },
	/* ACLs were extended attributes like others, up to 6.1. */
	{ ON_ARG("security_inode_set_acl", XATTR, before_dentry, 1), true },
	{ ON_ARG("security_inode_remove_acl", XATTR, before_dentry, 1), true },
	/* (idmap, dentry, attributes) */
	{ ON_ARG("vfs_fileattr_set", FILEATTR, before_dentry, 1) },
	{ ON_ARG("security_inode_readlink", READLINK, before_dentry, 0) },
	{ ON_ARG("security_inode_getxattr", GETXATTR, before_dentry, 0) },
	{ ON_ARG("security_inode_listxattr", GETXATTR, before_dentry, 0) },
	{ ON_ARG("vfs_fallocate", ALTER, before_file, 0) },
	/* (from, position, to, ...) */
	{ ON_ARG("vfs_copy_file_range", ALTER, before_file, 2) },
	{ ON_ARG("vfs_clone_file_range", ALTER, before_file, 2) },
	{ HOOK("security_file_permission", before_access), ON(WRITE) },
	{ HOOK("security_mmap_file", before_mmap), ON(MAP) },
	{ HOOK("security_file_mprotect", before_mprotect), ON(MAP) },
};

void sct_file_operations_init(void)
{
	sct_operations_register(hooks, ARRAY_SIZE(hooks));
}
