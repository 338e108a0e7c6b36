// SPDX-License-Identifier: GPL-2.0-only
/*
 * /dev/sct_log: the events, for any number of readers.
 *
 * Each open file has its own position.  It begins at the oldest record that is
 * left; lseek(fd, 0, SEEK_END) skips what is there, lseek(fd, 0, SEEK_SET) goes
 * back to the oldest.  read() gives a batch of whole records and blocks while
 * there is none.  What a reader was too slow for, a LOST record stands for.
 */
#include <linux/capability.h>
#include <linux/compat.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pagemap.h>
#include <linux/poll.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "dev/devices.h"
#include "log/exempt.h"
#include "dev/ioctls.h"
#include "log/log.h"
#include "lib/openers.h"

struct log_file {
	struct sct_opener opener;
	struct rcu_head rcu;
	struct mutex mutex;		/* the position */
	struct sct_reader *reader;
	struct sct_exemptions exempt;
};

static void log_file_free(struct log_file *lf)
{
	if (lf->reader)
		sct_reader_destroy(lf->reader);
	kfree_rcu(lf, rcu);
}

static int log_open(struct inode *inode, struct file *file)
{
	struct log_file *lf;

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	lf = kzalloc(sizeof(*lf), GFP_KERNEL);
	if (!lf)
		return -ENOMEM;
	mutex_init(&lf->mutex);
	lf->reader = sct_reader_create(sct_log_ring);
	if (!lf->reader) {
		log_file_free(lf);
		return -ENOMEM;
	}
	sct_opener_add(&lf->opener, SCT_OPENED_LOG);
	sct_exempt_begin(&lf->exempt);
	file->private_data = lf;
	return 0;
}

static int log_release(struct inode *inode, struct file *file)
{
	struct log_file *lf = file->private_data;

	sct_opener_del(&lf->opener);
	sct_exempt_end(&lf->exempt);
	log_file_free(lf);
	/* Who waited for this reader need not any more. */
	sct_log_wake_writers();
	return 0;
}

/*
 * Records are given out under the log's locks, to memory that is there.  Where it
 * is not, it is brought in, and the read begins again.
 */
static ssize_t give_out(struct log_file *lf, char __user *buf, size_t size)
{
	size_t there = size;
	ssize_t n;

	for (;;) {
		n = sct_reader_read(lf->reader, buf, there);
		if (n == -EINVAL && there < size)
			return -EFAULT;
		if (n != -EFAULT)
			return n;
		there -= fault_in_writeable(buf, there);
		if (!there)
			return -EFAULT;
		if (fatal_signal_pending(current))
			return -EINTR;
	}
}

static ssize_t read_batch(struct log_file *lf, char __user *buf, size_t size)
{
	ssize_t n;

	if (mutex_lock_interruptible(&lf->mutex))
		return -ERESTARTSYS;
	n = give_out(lf, buf, size);
	mutex_unlock(&lf->mutex);
	if (n > 0)
		sct_log_wake_writers();
	return n;
}

/**
 * log_read - read() of the log device
 * @file: the reader
 * @buf: user address
 * @count: its size; more than 64 KiB are not used
 * @pos: unused
 *
 * Return: bytes of whole records, or
 *
 * - %-EINVAL: the next record does not fit; nothing is lost;
 * - %-EFAULT: bad address; nothing is lost;
 * - %-EAGAIN: O_NONBLOCK, and there is none;
 * - %-EINTR: a signal came while waiting.
 */
static ssize_t log_read(struct file *file, char __user *buf, size_t count,
			loff_t *pos)
{
	struct log_file *lf = file->private_data;
	size_t size = min_t(size_t, count, SCT_LOG_BATCH);

	for (;;) {
		ssize_t n = read_batch(lf, buf, size);

		if (n)
			return n;
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		if (wait_event_interruptible(sct_log_readers,
					     sct_reader_pending(lf->reader)))
			return -ERESTARTSYS;
	}
}

static __poll_t log_poll(struct file *file, poll_table *wait)
{
	struct log_file *lf = file->private_data;

	poll_wait(file, &sct_log_readers, wait);
	return sct_reader_pending(lf->reader) ? EPOLLIN | EPOLLRDNORM : 0;
}

/* Only the two ends can be addressed; records have no offsets. */
static loff_t log_llseek(struct file *file, loff_t offset, int whence)
{
	struct log_file *lf = file->private_data;

	if (offset || (whence != SEEK_SET && whence != SEEK_END))
		return -EINVAL;
	if (mutex_lock_interruptible(&lf->mutex))
		return -EINTR;
	if (whence == SEEK_SET)
		sct_reader_seek_oldest(lf->reader);
	else
		sct_reader_seek_end(lf->reader);
	mutex_unlock(&lf->mutex);
	sct_log_wake_writers();
	return 0;
}

/**
 * log_exempt - SCT_IOC_EXEMPT
 * @lf: the reader
 * @user: struct sct_exempt
 *
 * Return: 0, or
 *
 * - %-EINVAL: size, or kind;
 * - %-EFAULT: bad address;
 * - %-ESRCH: no such process;
 * - %-ENOENT: no such cgroup;
 * - %-ENOSPC: this reader has exempted SCT_MAX_EXEMPT already.
 */
static long log_exempt(struct log_file *lf, const void __user *user)
{
	struct sct_exempt arg;
	int err = sct_get_arg(&arg, sizeof(arg), SCT_EXEMPT_SIZE_1, user);

	if (err)
		return err;
	err = sct_exempt_add(&lf->exempt, &arg);
	sct_log_wake_writers();
	return err;
}

static long log_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	void __user *user = (void __user *)arg;

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	if (cmd == SCT_IOC_EXEMPT)
		return log_exempt(file->private_data, user);
	return sct_ioctl_of_both(cmd, user);
}

static const struct file_operations log_fops = {
	.owner = THIS_MODULE,
	.open = log_open,
	.release = log_release,
	.read = log_read,
	.poll = log_poll,
	.llseek = log_llseek,
	.unlocked_ioctl = log_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static struct miscdevice log_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = SCT_LOG_DEVICE,
	.fops = &log_fops,
	.mode = 0400,
};

int sct_log_dev_create(void)
{
	return misc_register(&log_device);
}

void sct_log_dev_destroy(void)
{
	misc_deregister(&log_device);
}
