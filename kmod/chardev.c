// SPDX-License-Identifier: GPL-2.0
#include <linux/eventfd.h>
#include <linux/fs.h>
#include <linux/lockdep.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/nsproxy.h>
#include <linux/pid_namespace.h>
#include <linux/poll.h>
#include <linux/pppev.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "arming.h"
#include "chardev.h"
#include "netns.h"
#include "registry.h"
#include "scan.h"
#include "snapshot.h"
#include "user.h"
#include "watch.h"

static_assert(sizeof(struct pppev_event) == 128);
static_assert(sizeof(struct pppev_info) == 64);
static_assert(sizeof(struct pppev_stats) == 192);
static_assert(sizeof(struct pppev_filter) == 32);
static_assert(sizeof(struct pppev_watch) == 40);
static_assert(sizeof(struct pppev_entry) == 128);
static_assert(sizeof(struct pppev_snapshot) == 48);
static_assert(PPPEV_IFNAME_LEN == IFNAMSIZ);
static_assert(PPPEV_COMM_LEN == TASK_COMM_LEN);

static unsigned int queue_len = 4096;
module_param(queue_len, uint, 0444);
MODULE_PARM_DESC(queue_len,
		 "Records the queue of an open file holds, 16 to 65536 (default 4096; 128 bytes each)");

unsigned int pppev_max_watches = 16384;
module_param_named(max_watches, pppev_max_watches, uint, 0644);
MODULE_PARM_DESC(max_watches,
		 "Watches an open file may hold (default 16384)");

struct pppev_target *pppev_file_find(struct pppev_file *file, u64 id)
{
	struct pppev_target *target = pppev_target_find(id);
	struct pppev_unit *unit;

	if (!target)
		return NULL;
	unit = target->is_link ? pppev_link_of(target)->unit :
				 pppev_unit_of(target);
	return unit->pn == file->pn ? target : NULL;
}

struct list_head *pppev_file_watch_list(struct pppev_file *file, u64 id)
{
	struct pppev_target *target;

	lockdep_assert_held(&pppev_lock);

	if (!file->pn)
		return ERR_PTR(-ENODEV);
	if (!id)
		return &file->pn->watches;
	target = pppev_file_find(file, id);
	return target ? &target->watches : ERR_PTR(-ENOENT);
}

static bool wants(const struct pppev_file *file, const struct pppev_event *ev)
{
	if (ev->type == PPPEV_EVENT_RESYNC)
		return true;
	if (!(file->events & PPPEV_MASK(ev->type)))
		return false;
	return !file->target || file->target == ev->conn_id ||
	       file->target == ev->link_id;
}

void pppev_files_queue(struct pppev_net *pn, struct pppev_event *ev)
{
	struct pppev_file *file;

	list_for_each_entry(file, &pn->readers, reader_node) {
		if (!wants(file, ev))
			continue;
		ev->pid = pid_nr_ns(task_tgid(current), file->pid_ns);
		pn->counters.lost += pppev_queue_push(&file->queue, ev);
	}
}

void pppev_files_wake(struct pppev_net *pn, const struct pppev_event *ev)
{
	struct pppev_file *file;

	list_for_each_entry(file, &pn->readers, reader_node)
		if (wants(file, ev) && wq_has_sleeper(&file->queue.wait))
			wake_up_interruptible_poll(&file->queue.wait,
						   EPOLLIN | EPOLLRDNORM);
}

/* An event looks at the files that are read, not at those that only watch. */
static void enlist(struct pppev_file *file, struct pppev_net *pn)
{
	file->pn = pn;
	pn->counters.files++;
	pn->counters.queued_max += file->queue.capacity;
	list_add_tail(&file->net_node, &pn->files);
	if (file->queue.capacity)
		list_add_tail(&file->reader_node, &pn->readers);
}

static void unlist(struct pppev_file *file)
{
	file->pn->counters.files--;
	file->pn->counters.queued_max -= file->queue.capacity;
	list_del(&file->net_node);
	if (file->queue.capacity)
		list_del(&file->reader_node);
}

void pppev_files_cut_off(struct pppev_net *pn)
{
	struct pppev_file *file, *next;

	list_for_each_entry_safe(file, next, &pn->files, net_node) {
		unlist(file);
		pppev_watches_close(file);
		WRITE_ONCE(file->pn, NULL);
		wake_up_poll(&file->queue.wait, EPOLLHUP | EPOLLERR);
	}
}

/* All that can fail without a lock. */
static struct pppev_file *new_file(u32 capacity)
{
	struct pppev_file *file = kzalloc(sizeof(*file), GFP_KERNEL_ACCOUNT);

	if (!file)
		return NULL;
	if (pppev_queue_init(&file->queue, capacity)) {
		kfree(file);
		return NULL;
	}
	mutex_init(&file->read_lock);
	INIT_LIST_HEAD(&file->watches);
	file->events = capacity ? PPPEV_MASK_ALL : 0;
	file->pid_ns = get_pid_ns(task_active_pid_ns(current));
	return file;
}

static void free_file(struct pppev_file *file)
{
	pppev_queue_free(&file->queue);
	put_pid_ns(file->pid_ns);
	kfree(file);
}

/* Counted for the user, and in the list of the opener's namespace. */
static int publish(struct pppev_file *file)
{
	struct pppev_user *fresh = kzalloc(sizeof(*fresh), GFP_KERNEL_ACCOUNT);

	if (!fresh)
		return -ENOMEM;
	spin_lock_bh(&pppev_lock);
	file->user = pppev_user_open(&fresh);
	if (!IS_ERR(file->user))
		enlist(file, pppev_netns_of(current->nsproxy->net_ns));
	spin_unlock_bh(&pppev_lock);
	kfree(fresh);
	return PTR_ERR_OR_ZERO(file->user);
}

static int pppev_open(struct inode *inode, struct file *filp)
{
	struct pppev_file *file;
	int ret;

	file = new_file(filp->f_mode & FMODE_READ ? queue_len : 0);
	if (!file)
		return -ENOMEM;
	ret = publish(file);
	if (ret) {
		free_file(file);
		return ret;
	}
	filp->private_data = file;
	return stream_open(inode, filp);
}

static int pppev_release(struct inode *inode, struct file *filp)
{
	struct pppev_file *file = filp->private_data;

	spin_lock_bh(&pppev_lock);
	pppev_watches_close(file);
	if (file->pn)
		unlist(file);
	pppev_user_close(file->user);
	spin_unlock_bh(&pppev_lock);
	free_file(file);
	return 0;
}

/* Whole records, as many as fit.  One that cannot be copied stays queued. */
static ssize_t drain(struct pppev_file *file, char __user *buf, size_t size)
{
	struct pppev_event ev;
	ssize_t done = 0;

	while (size - done >= sizeof(ev) &&
	       pppev_queue_pop(&file->queue, &ev)) {
		if (copy_to_user(buf + done, &ev, sizeof(ev))) {
			pppev_queue_unpop(&file->queue, &ev);
			return done ?: -EFAULT;
		}
		done += sizeof(ev);
	}
	return done;
}

static bool cut_off(const struct pppev_file *file)
{
	return !READ_ONCE(file->pn);
}

static ssize_t pppev_read(struct file *filp, char __user *buf, size_t size,
			  loff_t *pos)
{
	struct pppev_file *file = filp->private_data;
	ssize_t ret;

	if (size < sizeof(struct pppev_event))
		return -EINVAL;
	for (;;) {
		/* Before draining: nothing is queued after the cut. */
		bool over = cut_off(file);

		ret = mutex_lock_interruptible(&file->read_lock);
		if (ret)
			return ret;
		ret = drain(file, buf, size);
		mutex_unlock(&file->read_lock);
		if (ret || over)
			return ret;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(file->queue.wait,
					       pppev_queue_readable(&file->queue) ||
					       cut_off(file));
		if (ret)
			return ret;
	}
}

static __poll_t pppev_poll(struct file *filp, poll_table *wait)
{
	struct pppev_file *file = filp->private_data;
	__poll_t mask = 0;

	poll_wait(filp, &file->queue.wait, wait);
	if (cut_off(file))
		mask |= EPOLLHUP | EPOLLERR;
	if (pppev_queue_readable(&file->queue))
		mask |= EPOLLIN | EPOLLRDNORM;
	return mask;
}

static long ioctl_info(struct pppev_file *file, void __user *argp)
{
	struct pppev_info info = {
		.abi_version = PPPEV_ABI_VERSION,
		.hooks = pppev_armed(),
		.events = pppev_armed_events(),
		.queue_len = file->queue.capacity,
		.max_watches = READ_ONCE(pppev_max_watches),
	};
	u64 lost;

	spin_lock_bh(&pppev_lock);
	info.queued = pppev_queue_count(&file->queue, &lost);
	info.watches = file->nwatches;
	info.seq = file->pn ? file->pn->seq : 0;
	spin_unlock_bh(&pppev_lock);
	return copy_to_user(argp, &info, sizeof(info)) ? -EFAULT : 0;
}

/* What kmalloc() takes for @size bytes. */
static size_t slab_size(size_t size)
{
	if (size > 64 && size <= 96)
		return 96;
	if (size > 128 && size <= 192)
		return 192;
	return roundup_pow_of_two(size);
}

static u64 memory_of(const struct pppev_counters *c)
{
	return c->units * slab_size(sizeof(struct pppev_unit)) +
	       c->links * slab_size(sizeof(struct pppev_link)) +
	       c->files * slab_size(sizeof(struct pppev_file)) +
	       c->queued_max * sizeof(struct pppev_event) +
	       c->watches * slab_size(sizeof(struct pppev_watcher));
}

static void fill_stats(struct pppev_stats *stats,
		       const struct pppev_counters *c)
{
	stats->connected = c->events[PPPEV_EVENT_CONNECTED];
	stats->disconnected = c->events[PPPEV_EVENT_DISCONNECTED];
	stats->link_added = c->events[PPPEV_EVENT_LINK_ADDED];
	stats->link_removed = c->events[PPPEV_EVENT_LINK_REMOVED];
	stats->resyncs = c->events[PPPEV_EVENT_RESYNC];
	stats->stray = c->stray;
	stats->signals = c->signals;
	stats->lost = c->lost;
	stats->units = c->units;
	stats->links = c->links;
	stats->files = c->files;
	stats->watches = c->watches;
	stats->memory = memory_of(c);
}

static long ioctl_stats(struct pppev_file *file, void __user *argp)
{
	struct pppev_stats stats = {
		.hooks = pppev_armed(),
		.missed = pppev_armed_missed(),
	};

	spin_lock_bh(&pppev_lock);
	if (file->pn)
		fill_stats(&stats, &file->pn->counters);
	pppev_scan_stats(&stats);
	stats.channels = pppev_link_records();
	spin_unlock_bh(&pppev_lock);
	return copy_to_user(argp, &stats, sizeof(stats)) ? -EFAULT : 0;
}

static bool known_target(struct pppev_file *file, u64 target)
{
	return !target || pppev_file_find(file, target);
}

static int set_filter(struct pppev_file *file, const struct pppev_filter *arg)
{
	if (!file->pn)
		return -ENODEV;
	if (!known_target(file, arg->target))
		return -ENOENT;
	file->events = arg->events;
	file->target = arg->target;
	return 0;
}

static long ioctl_filter(struct pppev_file *file, const void __user *argp)
{
	struct pppev_filter arg;
	int ret;

	if (copy_from_user(&arg, argp, sizeof(arg)))
		return -EFAULT;
	if (arg.events & ~PPPEV_MASK_ALL || arg.flags ||
	    memchr_inv(arg.reserved, 0, sizeof(arg.reserved)))
		return -EINVAL;
	if (!file->queue.capacity)
		return -EBADF;
	spin_lock_bh(&pppev_lock);
	ret = set_filter(file, &arg);
	spin_unlock_bh(&pppev_lock);
	return ret;
}

static int get_watch(struct pppev_watch *arg, const void __user *argp)
{
	if (copy_from_user(arg, argp, sizeof(*arg)))
		return -EFAULT;
	if (!arg->events || arg->events & ~PPPEV_MASK_WATCH_ALL ||
	    arg->flags || arg->reserved0 ||
	    memchr_inv(arg->reserved, 0, sizeof(arg->reserved)))
		return -EINVAL;
	return 0;
}

static long ioctl_watch(struct pppev_file *file, const void __user *argp)
{
	struct pppev_watcher *fresh;
	struct eventfd_ctx *ctx;
	struct pppev_watch arg;
	int ret;

	ret = get_watch(&arg, argp);
	if (ret)
		return ret;
	ctx = eventfd_ctx_fdget(arg.eventfd);
	if (IS_ERR(ctx))
		return PTR_ERR(ctx);
	fresh = kzalloc(sizeof(*fresh), GFP_KERNEL_ACCOUNT);
	if (!fresh) {
		eventfd_ctx_put(ctx);
		return -ENOMEM;
	}
	spin_lock_bh(&pppev_lock);
	ret = pppev_watch_add(file, ctx, arg.target, arg.events, &fresh);
	spin_unlock_bh(&pppev_lock);
	if (fresh) {
		eventfd_ctx_put(ctx);
		kfree(fresh);
	}
	return ret;
}

static long ioctl_unwatch(struct pppev_file *file, const void __user *argp)
{
	struct eventfd_ctx *ctx;
	struct pppev_watch arg;
	int ret;

	ret = get_watch(&arg, argp);
	if (ret)
		return ret;
	ctx = eventfd_ctx_fdget(arg.eventfd);
	if (IS_ERR(ctx))
		return PTR_ERR(ctx);
	spin_lock_bh(&pppev_lock);
	if (file->pn)
		ret = pppev_watch_remove(file, ctx, arg.target, arg.events);
	else
		ret = -ENODEV;
	spin_unlock_bh(&pppev_lock);
	eventfd_ctx_put(ctx);
	return ret;
}

static long ioctl_snapshot(struct pppev_file *file, void __user *argp)
{
	struct pppev_snapshot arg;
	int ret;

	if (copy_from_user(&arg, argp, sizeof(arg)))
		return -EFAULT;
	if (arg.flags || arg.reserved0 || arg.reserved)
		return -EINVAL;
	ret = pppev_snapshot(file, &arg);
	if ((!ret || ret == -ENOSPC) && copy_to_user(argp, &arg, sizeof(arg)))
		ret = -EFAULT;
	return ret;
}

static long pppev_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	struct pppev_file *file = filp->private_data;
	void __user *argp = (void __user *)arg;

	switch (cmd) {
	case PPPEV_IOC_INFO:
		return ioctl_info(file, argp);
	case PPPEV_IOC_STATS:
		return ioctl_stats(file, argp);
	case PPPEV_IOC_FILTER:
		return ioctl_filter(file, argp);
	case PPPEV_IOC_WATCH:
		return ioctl_watch(file, argp);
	case PPPEV_IOC_UNWATCH:
		return ioctl_unwatch(file, argp);
	case PPPEV_IOC_SNAPSHOT:
		return ioctl_snapshot(file, argp);
	}
	return -ENOTTY;
}

static void pppev_show_fdinfo(struct seq_file *m, struct file *filp)
{
	struct pppev_file *file = filp->private_data;
	u64 lost;

	spin_lock_bh(&pppev_lock);
	seq_printf(m, "pppev-events:\t0x%x\n", file->events);
	seq_printf(m, "pppev-target:\t%llu\n", file->target);
	seq_printf(m, "pppev-queued:\t%u\n",
		   pppev_queue_count(&file->queue, &lost));
	seq_printf(m, "pppev-queue-len:\t%u\n", file->queue.capacity);
	seq_printf(m, "pppev-lost:\t%llu\n", lost);
	seq_printf(m, "pppev-watches:\t%u\n", file->nwatches);
	seq_printf(m, "pppev-cut-off:\t%d\n", !file->pn);
	spin_unlock_bh(&pppev_lock);
}

static const struct file_operations pppev_fops = {
	.owner = THIS_MODULE,
	.open = pppev_open,
	.release = pppev_release,
	.read = pppev_read,
	.poll = pppev_poll,
	.unlocked_ioctl = pppev_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
	.show_fdinfo = pppev_show_fdinfo,
	.llseek = noop_llseek,
};

static struct miscdevice pppev_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "pppev",
	.mode = 0600,
	.fops = &pppev_fops,
};

int pppev_chardev_init(void)
{
	queue_len = clamp(queue_len, 16U, 65536U);
	return misc_register(&pppev_misc);
}

void pppev_chardev_exit(void)
{
	misc_deregister(&pppev_misc);
}
