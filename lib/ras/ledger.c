// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "ras/ledger.h"
#include "ras/ledgerfile.h"
#include "win32/cancel.h"

#define MAGIC		"rasapi32"
#define LAYOUT		1
#define NAME_SIZE	40
#define BLOCK		32	/* records read at once */
#define MAX_RECORDS	65536
#define MAX_MORE	1000000

#define NS_PER_S	1000000000ULL
#define NS_PER_MS	1000000L
#define LIMIT_NS	(2 * NS_PER_S)	/* of a wait for the lock */
#define ENDS_NS		(10 * NS_PER_S)	/* longer than pppd takes */

/*
 * All are valid only with their checksum.  They divide a page, so no signal
 * interrupts the kernel in the midst of writing one.
 */
struct header {
	char magic[sizeof(MAGIC) - 1];
	uint32_t layout;
	uint32_t zero;
	uint64_t cookie;	/* of the namespace, 0: not known */
	uint64_t generation;	/* of the last record that was written */
	uint64_t reserved[11];
	uint32_t reserved2;
	uint32_t checksum;
};

struct record {
	uint64_t id;		/* 0: none */
	uint64_t since_ns;	/* an id may have been another's before */
	uint64_t generation;
	uint64_t ending_ns;	/* since when, CLOCK_MONOTONIC; 0: it is not */
	struct rasx_base base;
	uint64_t reserved;
	uint32_t more;		/* references than one */
	uint32_t reserved2;
	uint32_t reserved3;
	uint32_t checksum;
};

_Static_assert(sizeof(struct header) == 128 && sizeof(struct record) == 128 &&
	       offsetof(struct record, base) == 32 &&
	       offsetof(struct record, checksum) == 124,
	       "processes of all widths share them");

/* Held while this process has the file open; not while it waits for it. */
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * NS_PER_S + now.tv_nsec;
}

/* ---- which file, and the lock on it -------------------------------------- */

struct ledger {
	char name[NAME_SIZE];
	uint64_t cookie;
};

/* Backends have ids of their own.  An inode is another namespace's later. */
static struct ledger ledger_of_backend(void)
{
	struct rasx_namespace namespace = rasx_backend_namespace();
	struct ledger ledger = { .cookie = namespace.cookie };

	snprintf(ledger.name, sizeof(ledger.name), "net-%llu.%s",
		 (unsigned long long)namespace.inode,
		 rasx_backend()->sees_links ? "device" : "rtnetlink");
	return ledger;
}

/* After success the gate is held. */
static int try_to_enter(const struct ledger *ledger, bool create)
{
	int fd, ret;

	pthread_mutex_lock(&gate);
	fd = rasx_ledgerfile_open(ledger->name, create);
	if (fd >= 0 && !flock(fd, LOCK_EX | LOCK_NB))
		return fd;
	ret = fd < 0 ? fd : -errno;
	if (fd >= 0)
		close(fd);
	pthread_mutex_unlock(&gate);
	return ret;
}

static void leave(int fd)
{
	/* Also if a child of another thread has a copy of the descriptor. */
	flock(fd, LOCK_UN);
	close(fd);
	pthread_mutex_unlock(&gate);
}

static int enter(const struct ledger *ledger, bool create)
{
	const struct timespec pause = { .tv_nsec = NS_PER_MS };
	uint64_t limit = now_ns() + LIMIT_NS;
	int fd;

	while ((fd = try_to_enter(ledger, create)) == -EWOULDBLOCK) {
		if (now_ns() > limit)
			return -ETIMEDOUT;
		nanosleep(&pause, NULL);
	}
	return fd;
}

/* ---- what is in it ------------------------------------------------------- */

static uint32_t checksum_of(const void *data)
{
	const unsigned char *bytes = data;
	uint32_t sum = 2166136261U;

	for (size_t i = 0; i < offsetof(struct record, checksum); i++)
		sum = (sum ^ bytes[i]) * 16777619U;
	return sum;
}

static int put(int fd, const void *data, off_t at)
{
	ssize_t size = pwrite(fd, data, sizeof(struct record), at);

	if (size == sizeof(struct record))
		return 0;
	return size < 0 ? -errno : -ENOSPC;
}

static int put_header(int fd, struct header *header)
{
	header->checksum = checksum_of(header);
	return put(fd, header, 0);
}

static int put_record(int fd, struct record *record, off_t at)
{
	record->checksum = checksum_of(record);
	return put(fd, record, at);
}

/* The file of a namespace that is gone is as good as empty. */
static bool is_ours(const struct header *header, uint64_t cookie)
{
	return !memcmp(header->magic, MAGIC, sizeof(header->magic)) &&
	       header->layout == LAYOUT &&
	       header->checksum == checksum_of(header) &&
	       (!cookie || !header->cookie || header->cookie == cookie);
}

static bool read_header(int fd, const struct ledger *ledger,
			struct header *header)
{
	return pread(fd, header, sizeof(*header), 0) == sizeof(*header) &&
	       is_ours(header, ledger->cookie);
}

static int empty(int fd, const struct ledger *ledger, struct header *header)
{
	*header = (struct header){
		.magic = MAGIC,
		.layout = LAYOUT,
		.cookie = ledger->cookie,
	};
	return ftruncate(fd, 0) ? -errno : 0;
}

static bool is_valid(const struct record *record)
{
	return record->id && record->more <= MAX_MORE &&
	       record->checksum == checksum_of(record);
}

/* How many records there are in the block at that place. */
static size_t read_block(int fd, struct record block[BLOCK], size_t index)
{
	off_t at = sizeof(struct header) + index * sizeof(*block);
	ssize_t size;

	if (index >= MAX_RECORDS)
		return 0;
	size = pread(fd, block, BLOCK * sizeof(*block), at);
	return size > 0 ? size / sizeof(*block) : 0;
}

/* A record, and where it is or could be. */
struct slot {
	struct record record;
	size_t index;
	bool found;
};

static off_t offset_of(const struct slot *slot)
{
	return sizeof(struct header) + slot->index * sizeof(slot->record);
}

/* What an earlier one with this id had is nobody's: its place is taken. */
static bool take_place(struct slot *slot, const struct record *there,
		       size_t index)
{
	bool same = is_valid(there) && there->id == slot->record.id;

	if (same || (!is_valid(there) && slot->index == MAX_RECORDS))
		slot->index = index;
	slot->found = same && there->since_ns == slot->record.since_ns;
	if (slot->found)
		slot->record = *there;
	return same;
}

static void find(int fd, struct slot *slot)
{
	struct record block[BLOCK];
	size_t index = 0, count;

	slot->index = MAX_RECORDS;
	do {
		count = read_block(fd, block, index);
		for (size_t i = 0; i < count; i++)
			if (take_place(slot, &block[i], index + i))
				return;
		index += count;
	} while (count == BLOCK);
	if (slot->index == MAX_RECORDS)
		slot->index = index;
}

/* ---- operations ---------------------------------------------------------- */

/*
 * What is asked for of one record, which is changed, or as it would be if it
 * was not found.  1: it has to be written; 0: not; or -errno.
 */
struct operation {
	struct ledger ledger;
	struct record key;
	int (*change)(struct record *record, void *arg);
	void *arg;
	uint64_t generation;	/* that the file had at the first look */
};

/* rtnetlink tells each process another id and beginning of an interface. */
static struct record key_of(const struct rasx_entry *entry)
{
	if (!rasx_backend()->sees_links)
		return (struct record){ .id = entry->ifindex };
	return (struct record){ .id = entry->id, .since_ns = entry->since_ns };
}

/* The header first: a record is never younger than it says. */
static int write_slot(int fd, struct header *header, struct slot *slot)
{
	int ret;

	if (slot->index >= MAX_RECORDS)
		return -ENOSPC;
	slot->record.generation = ++header->generation;
	ret = put_header(fd, header);
	return ret ? ret : put_record(fd, &slot->record, offset_of(slot));
}

/* -EAGAIN: it is not there yet. */
static int change_found(int fd, struct operation *operation)
{
	struct slot slot = { .record = operation->key };
	struct header header = { 0 };
	int ret;

	if (fd >= 0 && read_header(fd, &operation->ledger, &header)) {
		find(fd, &slot);
		operation->generation = header.generation;
	}
	ret = operation->change(&slot.record, operation->arg);
	if (ret <= 0)
		return ret;
	return slot.found ? write_slot(fd, &header, &slot) : -EAGAIN;
}

/* As the one before, in a file that is there. */
static int change_or_add(int fd, struct operation *operation)
{
	struct slot slot = { .record = operation->key };
	struct header header;
	int ret = 0;

	if (!read_header(fd, &operation->ledger, &header))
		ret = empty(fd, &operation->ledger, &header);
	if (ret)
		return ret;
	find(fd, &slot);
	ret = operation->change(&slot.record, operation->arg);
	return ret > 0 ? write_slot(fd, &header, &slot) : ret;
}

static int look(struct operation *operation)
{
	int fd = enter(&operation->ledger, false), ret;

	if (fd < 0 && fd != -ENOENT)
		return fd;
	ret = change_found(fd, operation);
	if (fd >= 0)
		leave(fd);
	return ret;
}

static int add(struct operation *operation)
{
	int fd = enter(&operation->ledger, true), ret;

	if (fd < 0)
		return fd;
	ret = change_or_add(fd, operation);
	leave(fd);
	return ret;
}

/* ---- dropping what has ended --------------------------------------------- */

static int compare(const void *one, const void *other)
{
	const struct record *a = one, *b = other;

	return (a->id > b->id) - (a->id < b->id);
}

/* All there are, in the order of their ids; NULL: nobody knows. */
static struct record *list_keys(size_t *count)
{
	struct rasx_snapshot snapshot;
	struct record *keys;

	if (rasx_backend()->snapshot(RASX_ALL, &snapshot))
		return NULL;
	keys = calloc(snapshot.count + 1, sizeof(*keys));
	*count = snapshot.count;
	for (size_t i = 0; keys && i < snapshot.count; i++)
		keys[i] = key_of(&snapshot.entries[i]);
	free(snapshot.entries);
	if (keys)
		qsort(keys, *count, sizeof(*keys), compare);
	return keys;
}

struct sweep {
	const struct record *keys;
	size_t count;
	uint64_t generation;	/* what is younger may be younger than keys */
};

static bool has_ended(const struct sweep *sweep, const struct record *record)
{
	return record->generation <= sweep->generation &&
	       !bsearch(record, sweep->keys, sweep->count, sizeof(*record),
			compare);
}

static void drop_ended(int fd, const struct sweep *sweep)
{
	static const struct record none;
	struct record block[BLOCK];
	size_t index = 0, count;

	do {
		count = read_block(fd, block, index);
		for (size_t i = 0; i < count; i++) {
			struct slot slot = { .index = index + i };

			if (is_valid(&block[i]) && has_ended(sweep, &block[i]))
				put(fd, &none, offset_of(&slot));
		}
		index += count;
	} while (count == BLOCK);
}

/* If it cannot be done now, it can later. */
static void sweep(const struct operation *operation)
{
	struct sweep sweep = { .generation = operation->generation };
	struct record *keys = list_keys(&sweep.count);
	struct header header;
	int fd = keys ? enter(&operation->ledger, false) : -1;

	sweep.keys = keys;
	if (fd >= 0) {
		if (read_header(fd, &operation->ledger, &header))
			drop_ended(fd, &sweep);
		leave(fd);
	}
	free(keys);
}

/* Also in a notifier's thread, which may have been cancelled by that. */
static int perform(const struct rasx_entry *entry,
		   int (*change)(struct record *record, void *arg), void *arg)
{
	RASX_UNCANCELLED;
	struct operation operation = {
		ledger_of_backend(), key_of(entry), change, arg, 0,
	};
	int ret = look(&operation);

	if (ret == -EAGAIN) {
		sweep(&operation);
		ret = add(&operation);
	}
	return ret;
}

/* ---- references ---------------------------------------------------------- */

/* For so long, and no longer: it is tried again then. */
static bool is_ending(const struct record *record)
{
	uint64_t now = now_ns();

	return record->ending_ns && record->ending_ns <= now &&
	       now - record->ending_ns < ENDS_NS;
}

static int hold(struct record *record, void *arg)
{
	(void)arg;
	if (is_ending(record))
		return -EALREADY;
	if (record->more == MAX_MORE)
		return -ENOSPC;
	record->ending_ns = 0;
	record->more++;
	return 1;
}

int rasx_ledger_hold(const struct rasx_entry *entry)
{
	return perform(entry, hold, NULL);
}

static int release(struct record *record, void *arg)
{
	bool *last = arg;

	if (is_ending(record))
		return -EALREADY;
	*last = !record->more;
	if (*last)
		record->ending_ns = now_ns();
	else
		record->more--;
	return 1;
}

/* One that cannot be noted down is the only one there is. */
int rasx_ledger_release(const struct rasx_entry *entry, bool *last)
{
	int ret = perform(entry, release, last);

	if (ret != -EACCES && ret != -ENOSPC)
		return ret;
	*last = true;
	return 0;
}

static int not_ended(struct record *record, void *arg)
{
	(void)arg;
	if (!record->ending_ns)
		return 0;
	record->ending_ns = 0;
	return 1;
}

void rasx_ledger_not_ended(const struct rasx_entry *entry)
{
	perform(entry, not_ended, NULL);
}

/* ---- bases --------------------------------------------------------------- */

static int copy_base(struct record *record, void *arg)
{
	*(struct rasx_base *)arg = record->base;
	return 0;
}

int rasx_ledger_base(const struct rasx_entry *entry, struct rasx_base *base)
{
	int ret = perform(entry, copy_base, base);

	if (ret != -EACCES)
		return ret;
	*base = (struct rasx_base){ 0 };
	return 0;
}

static int set_base(struct record *record, void *arg)
{
	record->base = *(const struct rasx_base *)arg;
	return 1;
}

int rasx_ledger_set_base(const struct rasx_entry *entry,
			 const struct rasx_base *base)
{
	return perform(entry, set_base, (void *)base);
}

/* ---- fork ---------------------------------------------------------------- */

void rasx_ledger_lock(void)
{
	pthread_mutex_lock(&gate);
}

void rasx_ledger_unlock(void)
{
	pthread_mutex_unlock(&gate);
}
