// SPDX-License-Identifier: GPL-2.0-only
/*
 * Operations are judged where the kernel has found their objects, by whatever call,
 * thread or service of the kernel they came: what a rule forbids there cannot be had
 * by another name.
 *
 * The functions are those that ask the security modules.  Of the two that there are for
 * names in directories, security_path_unlink() and security_inode_unlink(), it is the
 * second: nfsd, overlay and others go past the first; what it lacks is the mount, which
 * no object depends on.
 *
 * The directories are locked, and so is what goes: what is judged is what the operation
 * then is done to.  Nothing sleeps here.
 */
#include <linux/binfmts.h>
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/mount.h>
#include <linux/sched/task_stack.h>
#include <linux/uaccess.h>
#include <uapi/linux/mount.h>

#include "compat/init_root.h"
#include "event/deliver.h"
#include "hook/operations.h"
#include "hook/rounds.h"
#include "object/look.h"
#include "table/operations.h"
#include "table/table.h"

/* Which call is it that has come here?  The kernel's own threads make none. */
static void find_call(u8 *abi, u16 *nr)
{
	unsigned int a = SCT_ABI_X86_64, n = SCT_NO_CALL;

	if (!(current->flags & (PF_KTHREAD | PF_IO_WORKER)) &&
	    !sct_arch_call_id(task_pt_regs(current), &a, &n))
		n = SCT_NO_CALL;
	*abi = a;
	*nr = n;
}

/* Return: 0, or what the operation fails with. */
static noinline long ask_rules(const struct sct_live *live,
			       const struct sct_call_rules *rules,
			       const struct sct_judged *judged)
{
	struct sct_visit visit = { .action = SCT_VISIT_RESUME };
	struct sct_call call sct_uninitialized;
	u16 nr;
	u8 abi;

	find_call(&abi, &nr);
	sct_call_init(&call, task_pt_regs(current), abi, nr);
	call.objects = judged;
	pagefault_disable();
	sct_round_at_hand(live, rules, &call, &visit);
	pagefault_enable();
	if (unlikely(call.wait))
		sct_deliver_at_once(call.wait);
	sct_call_end(&call);
	return visit.action == SCT_VISIT_DENY ? visit.ret : 0;
}

static const struct sct_call_rules *rules_of(const struct sct_live *live,
					     u8 operation)
{
	u16 slot = live ? live->operation_slot[operation] : 0;

	if (!slot)
		return NULL;
	this_cpu_inc(*live->calls[slot].visits);
	return &live->calls[slot];
}

/* An operation on its way to the rules: what it is, and what it is done to. */
struct judgement {
	const struct sct_live *live;
	const struct sct_call_rules *rules;
	u8 operation;
	bool is_object;		/* some object of it is one of the table's */
	struct sct_judged judged;
	char name[SCT_MAX_NAME + 1];
};

/* Of a table that asks what objects are, and not which. */
static struct sct_hash_node *no_node;
static const struct sct_object_hash no_objects = { .buckets = &no_node };

/* Return: false if no rule is about such operations. */
static bool begin(struct judgement *j, u8 operation)
{
	j->live = sct_live_table();
	j->rules = rules_of(j->live, operation);
	if (!j->rules)
		return false;
	j->operation = operation;
	j->is_object = false;
	j->judged.hash = j->live->objects ? &j->live->objects->hash : &no_objects;
	j->judged.count = 0;
	j->judged.address = NULL;
	return true;
}

/* The next object of the operation. */
static void look_at_name(struct judgement *j, struct inode *dir,
			 struct dentry *dentry)
{
	u32 n = j->judged.count++;
	struct sct_seen *seen = &j->judged.seen[n];

	j->judged.dentry[n] = dentry;
	sct_look_at_name(j->judged.hash, seen, dir, dentry);
	j->is_object |= sct_seen_is_object(seen);
}

/* The first one. */
static void look_at_file(struct judgement *j, struct dentry *dentry)
{
	struct sct_seen *seen = &j->judged.seen[0];

	j->judged.count = 1;
	j->judged.dentry[0] = dentry;
	sct_look_at_file(j->judged.hash, seen, dentry, j->name);
	if (j->operation == SCT_OPERATION_OPEN)
		sct_look_at_device(j->judged.hash, seen, d_inode(dentry));
	j->is_object |= sct_seen_is_object(seen);
}

static long decide(const struct judgement *j)
{
	if (likely(!j->is_object) &&
	    !(j->live->open_operations & 1u << j->operation))
		return 0;
	return ask_rules(j->live, j->rules, &j->judged);
}

/* Where something is done to one name in a directory. */
struct name_hook {
	struct sct_function_hook hook;
	u8 operation;
	u32 number;		/* of the operation, which the kernel does not say there */
};

/* int FUNCTION(struct inode *dir, struct dentry *dentry, ...); there may be nothing yet */
static long before_name(const struct sct_function_hook *hook,
			const unsigned long *args)
{
	const struct name_hook *h = container_of(hook, const struct name_hook, hook);
	struct judgement j sct_uninitialized;

	if (!begin(&j, h->operation))
		return 0;
	j.judged.number[0] = h->number;
	j.judged.number[1] = SCT_ACCESS_WRITE;
	look_at_name(&j, (struct inode *)args[0], (struct dentry *)args[1]);
	return decide(&j);
}

/**
 * sct_judge_file - ask the rules about an operation on one file
 * @operation: SCT_OPERATION_*
 * @dentry: by which it came
 * @number: of the operation
 * @other: its second one
 *
 * Return: 0, or what the operation fails with.
 */
long sct_judge_file(u8 operation, struct dentry *dentry, u64 number, u64 other)
{
	struct judgement j sct_uninitialized;

	if (!begin(&j, operation))
		return 0;
	j.judged.number[0] = number;
	j.judged.number[1] = other;
	look_at_file(&j, dentry);
	return decide(&j);
}

/**
 * sct_judge_address - ask the rules about an operation on a socket
 * @operation: SCT_OPERATION_*
 * @address: where to, the kernel's own copy
 * @dentry: of a local socket, the file; or NULL
 *
 * Return: 0, or what the operation fails with.
 */
long sct_judge_address(u8 operation, const struct sct_text *address,
		       struct dentry *dentry)
{
	struct judgement j sct_uninitialized;

	if (!begin(&j, operation))
		return 0;
	j.judged.address = address;
	if (dentry)
		look_at_file(&j, dentry);
	return decide(&j);
}

/**
 * sct_judge_numbers - ask the rules about what is done to a task, or to the kernel
 * @operation: SCT_OPERATION_*
 * @dentry: of the program that it runs; NULL: it runs none
 * @number: as many as any operation has
 *
 * Return: 0, or what the operation fails with.
 */
long sct_judge_numbers(u8 operation, struct dentry *dentry, const u64 *number)
{
	struct judgement j sct_uninitialized;

	if (!begin(&j, operation))
		return 0;
	memcpy(j.judged.number, number, sizeof(j.judged.number));
	if (dentry)
		look_at_file(&j, dentry);
	return decide(&j);
}

static long judge_rename(const unsigned long *from, const unsigned long *to,
			 u64 flags)
{
	struct judgement j sct_uninitialized;

	if (!begin(&j, SCT_OPERATION_RENAME))
		return 0;
	j.judged.number[0] = flags;
	look_at_name(&j, (struct inode *)from[0], (struct dentry *)from[1]);
	look_at_name(&j, (struct inode *)to[0], (struct dentry *)to[1]);
	return decide(&j);
}

/*
 * int security_inode_rename(struct inode *old_dir, struct dentry *old_dentry,
 *			     struct inode *new_dir, struct dentry *new_dentry,
 *			     unsigned int flags)
 *
 * An exchange renames both.
 */
static long before_rename(const struct sct_function_hook *hook,
			  const unsigned long *args)
{
	u32 flags = args[4];
	long ret = judge_rename(args, args + 2, flags);

	if (!ret && flags & RENAME_EXCHANGE)
		ret = judge_rename(args + 2, args, flags);
	return ret;
}

/* int security_inode_link(struct dentry *old, struct inode *dir, struct dentry *new) */
static long before_link(const struct sct_function_hook *hook,
			const unsigned long *args)
{
	struct judgement j sct_uninitialized;

	if (!begin(&j, SCT_OPERATION_LINK))
		return 0;
	look_at_file(&j, (struct dentry *)args[0]);
	look_at_name(&j, (struct inode *)args[1], (struct dentry *)args[2]);
	return decide(&j);
}

static u64 access_of(const struct file *file)
{
	/* To be run, it is opened for reading, too. */
	if (file->f_flags & __FMODE_EXEC)
		return SCT_ACCESS_EXEC;
	return (file->f_mode & FMODE_READ ? SCT_ACCESS_READ : 0) |
	       (file->f_mode & FMODE_WRITE ? SCT_ACCESS_WRITE : 0);
}

/* int security_file_open(struct file *file) */
static long before_open(const struct sct_function_hook *hook,
			const unsigned long *args)
{
	const struct file *file = (struct file *)args[0];

	/* Of a file that overlay opens for one of its own, that in the layer. */
	return sct_judge_file(SCT_OPERATION_OPEN, file_dentry(file), file->f_flags,
			      access_of(file));
}

static s64 id_of(bool given, u32 id)
{
	return given ? (s64)id : -1;
}

static long judge_chown(struct dentry *dentry, const struct iattr *attr)
{
	u32 valid = attr->ia_valid;

	if (!(valid & (ATTR_UID | ATTR_GID)))
		return 0;
	return sct_judge_file(SCT_OPERATION_CHOWN, dentry,
			      id_of(valid & ATTR_UID, __kuid_val(attr->ia_uid)),
			      id_of(valid & ATTR_GID, __kgid_val(attr->ia_gid)));
}

/*
 * int security_inode_setattr(struct mnt_idmap *idmap, struct dentry *dentry,
 *			      struct iattr *attr)
 *
 * One change may be several operations.  What the kernel changes by the way of a write
 * (the mode of a setuid program, the time) is none.
 */
static long before_setattr(const struct sct_function_hook *hook,
			   const unsigned long *args)
{
	struct dentry *dentry = (struct dentry *)args[1];
	const struct iattr *attr = (struct iattr *)args[2];
	u32 valid = attr->ia_valid;
	long ret = 0;

	if (valid & ATTR_SIZE)
		ret = sct_judge_file(SCT_OPERATION_TRUNCATE, dentry, attr->ia_size, 0);
	if (!ret)
		ret = judge_chown(dentry, attr);
	if (!ret && valid & ATTR_MODE && !(valid & ATTR_FORCE))
		ret = sct_judge_file(SCT_OPERATION_CHMOD, dentry,
				     attr->ia_mode & S_IALLUGO, 0);
	if (!ret && valid & (ATTR_ATIME | ATTR_MTIME) && !(valid & ATTR_SIZE))
		ret = sct_judge_file(SCT_OPERATION_UTIMES, dentry, 0, 0);
	return ret;
}

/* int security_bprm_check(struct linux_binprm *bprm) */
static long before_exec(const struct sct_function_hook *hook,
			const unsigned long *args)
{
	const struct linux_binprm *bprm = (struct linux_binprm *)args[0];

	return sct_judge_file(SCT_OPERATION_EXEC, file_dentry(bprm->file), 0, 0);
}

/*
 * What is mounted in a namespace of its own, init does not see, if that mount tells no
 * other one of it.
 */
static long judge_mount(const struct path *path, bool covers)
{
	bool hides = covers && (path->mnt->mnt_flags & MNT_SHARED ||
				sct_has_mounts_of_init());

	return sct_judge_file(SCT_OPERATION_MOUNT, path->dentry, hides, 0);
}

/* Flags go with what the kernel looks at first: MS_BIND | MS_PRIVATE is a bind mount. */
static bool covers(unsigned long flags)
{
	if (flags & MS_REMOUNT)
		return false;
	return flags & MS_BIND ||
	       !(flags & (MS_SHARED | MS_PRIVATE | MS_SLAVE | MS_UNBINDABLE));
}

/*
 * int security_sb_mount(const char *dev_name, const struct path *path, const char *type,
 *			 unsigned long flags, void *data)
 */
static long before_mount(const struct sct_function_hook *hook,
			 const unsigned long *args)
{
	return judge_mount((const struct path *)args[1], covers(args[3]));
}

/* int security_move_mount(const struct path *from, const struct path *to) */
static long before_move_mount(const struct sct_function_hook *hook,
			      const unsigned long *args)
{
	return judge_mount((const struct path *)args[1], true);
}

#define HOOK(function, visitor)	\
	(&(const struct sct_function_hook){ .name = (function), .before = (visitor) })

#define ON(id)	(1u << SCT_OPERATION_##id)

#define ON_NAME(function, id, flags)	{					\
	&(&(const struct name_hook){						\
		.hook = { .name = (function), .before = before_name },		\
		.operation = SCT_OPERATION_##id, .number = (flags),		\
	})->hook, ON(id) }

static const struct sct_operation_hook hooks[] = {
	ON_NAME("security_inode_unlink", UNLINK, 0),
	ON_NAME("security_inode_rmdir", RMDIR, 0),
	{ HOOK("security_inode_rename", before_rename), ON(RENAME) },
	{ HOOK("security_inode_link", before_link), ON(LINK) },
	/* What is made by being opened: where that is not to be, no empty file is left. */
	ON_NAME("security_inode_create", OPEN, O_CREAT | O_WRONLY),
	ON_NAME("security_inode_mkdir", MKDIR, 0),
	ON_NAME("security_inode_mknod", MKNOD, 0),
	ON_NAME("security_inode_symlink", SYMLINK, 0),
	{ HOOK("security_file_open", before_open), ON(OPEN) },
	{ HOOK("security_inode_setattr", before_setattr),
	  ON(TRUNCATE) | ON(CHMOD) | ON(CHOWN) | ON(UTIMES) },
	{ HOOK("security_bprm_check", before_exec), ON(EXEC) },
	{ HOOK("security_sb_mount", before_mount), ON(MOUNT) },
	{ HOOK("security_move_mount", before_move_mount), ON(MOUNT) },
};

void sct_operations_init(void)
{
	sct_operations_register(hooks, ARRAY_SIZE(hooks));
}
