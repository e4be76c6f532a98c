// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "win32/serve.h"
#include "win32/share.h"

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL	0x0008U
#endif

/* One version of the page, and of the message that serve.c sends. */
#define MAGIC		0x31736172U
#define FILE_SIZE	65536U
#define HEAD_SIZE	1024U
#define SLOTS		((FILE_SIZE - HEAD_SIZE) / sizeof(struct rasx_presence))
#define SEALS		(F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL)

/* Bytes of the file that are locked: that of the page, those of the slots. */
#define PAGE_BYTE	0
#define SLOT_BYTE(slot)	(1 + (off_t)(slot))

/* The same for 32- and 64-bit programs. */
struct rasx_page {
	union {
		struct {
			uint32_t magic;		/* constant */
			uint32_t kind;		/* constant */
			union rasx_shared_state state;

			/* Under the lock; left behind by who is killed. */
			uint32_t busy;

			/* Under the lock: how often pulsed; is one on its way? */
			unsigned int pulses;
			uint32_t has_pulse;

			/* None from here on was ever used; under the lock. */
			atomic_uint slots_used;

			/* How often any presence changed. */
			atomic_uint changes;

			char key[RASX_NAME_SIZE];	/* constant */
		};
		unsigned char head[HEAD_SIZE];
	};
	struct rasx_presence slots[SLOTS];
};

_Static_assert(sizeof(struct rasx_presence) == 12, "the same in all programs");
_Static_assert(offsetof(struct rasx_page, slots) == HEAD_SIZE,
	       "the same in all programs");
_Static_assert(sizeof(struct rasx_page) <= FILE_SIZE, "fits into its file");

/* A new open file of the same memory, or -1. */
static int reopen(int fd)
{
	char path[32];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return open(path, O_RDWR | O_CLOEXEC);
}

static int lock_byte(int fd, int command, short type, off_t byte)
{
	struct flock lock = {
		.l_type = type,
		.l_whence = SEEK_SET,
		.l_start = byte,
		.l_len = 1,
	};
	int ret;

	do
		ret = fcntl(fd, command, &lock);
	while (ret < 0 && (errno == EINTR || errno == ENOLCK));
	return ret ? ret : lock.l_type;
}

/* Whether its process lives; that which took its place is another one. */
static bool is_alive(const struct rasx_share *share, unsigned int slot)
{
	return slot == share->slot ||
	       lock_byte(share->file, F_OFD_GETLK, F_WRLCK, SLOT_BYTE(slot)) !=
	       F_UNLCK;
}

static unsigned int slots_used(const struct rasx_share *share)
{
	unsigned int used = atomic_load(&share->page->slots_used);

	return used < SLOTS ? used : SLOTS;
}

static bool claim_slot(struct rasx_share *share)
{
	struct rasx_page *page = share->page;
	unsigned int i = 0;

	while (i < SLOTS && lock_byte(share->file, F_OFD_SETLK, F_WRLCK,
				      SLOT_BYTE(i)) < 0)
		i++;
	if (i == SLOTS)
		return false;
	share->slot = i;
	atomic_store(&page->slots[i].sleepers, 0);
	page->slots[i].unpulsed = 0;
	page->slots[i].pulse_owed = 0;
	if (i >= atomic_load(&page->slots_used))
		atomic_store(&page->slots_used, i + 1);
	return true;
}

/* It becomes this process's own. */
static bool enter(struct rasx_share *share)
{
	bool entered;

	if (lock_byte(share->file, F_OFD_SETLKW, F_WRLCK, PAGE_BYTE) < 0)
		return false;
	entered = claim_slot(share);
	lock_byte(share->file, F_OFD_SETLK, F_UNLCK, PAGE_BYTE);
	if (!entered)
		errno = ENOMEM;
	share->has_slot = entered;
	return entered;
}

/*
 * The mapping has an open file without locks, so that a child of fork(), which
 * inherits it, does not hold those of its parent.
 */
static struct rasx_page *map(int fd)
{
	int file = reopen(fd);
	void *page;

	if (file < 0)
		return NULL;
	page = mmap(NULL, FILE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, file,
		    0);
	close(file);
	return page == MAP_FAILED ? NULL : page;
}

/*
 * The last share that no other process ever knew is kept for the next object,
 * with its page and pipe: a name that comes and goes makes none each time.
 */
static _Atomic(struct rasx_share *) spare;

static void dispose(struct rasx_share *share)
{
	if (share->page)
		munmap(share->page, FILE_SIZE);
	if (share->file >= 0)
		close(share->file);
	if (share->pipe >= 0)
		close(share->pipe);
	pthread_mutex_destroy(&share->lock);
	free(share);
}

static bool keep_as_spare(struct rasx_share *share)
{
	struct rasx_share *none = NULL;

	return share->has_slot &&
	       atomic_compare_exchange_strong(&spare, &none, share);
}

void rasx_share_free(struct rasx_share *share)
{
	bool is_known = rasx_serve_forget(share);
	int err = errno;

	if (share->token >= 0)
		close(share->token);
	share->token = -1;
	if (is_known || !keep_as_spare(share))
		dispose(share);
	errno = err;
}

static void name(struct rasx_share *share, const char *key, uint32_t kind,
		 uid_t user)
{
	snprintf(share->key, sizeof(share->key), "%s", key);
	share->kind = kind;
	share->user = user;
	share->signal = -1;
	rasx_serve_remember(share);
}

static struct rasx_share *share_of(int fd, const char *key, uint32_t kind,
				   uid_t user)
{
	struct rasx_share *share = calloc(1, sizeof(*share));

	if (!share)
		return NULL;
	pthread_mutex_init(&share->lock, NULL);
	share->listener = -1;
	share->pipe = -1;
	share->token = -1;
	share->file = reopen(fd);
	share->page = share->file < 0 ? NULL : map(fd);
	if (!share->page) {
		dispose(share);
		return NULL;
	}
	name(share, key, kind, user);
	return share;
}

/* Of a size that nobody can change, or who has it mapped could be killed. */
static int new_file(void)
{
	const unsigned int flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
	int fd = memfd_create("rasapi32", flags | MFD_NOEXEC_SEAL);

	/* Older than Linux 6.3. */
	if (fd < 0 && errno == EINVAL)
		fd = memfd_create("rasapi32", flags);
	if (fd < 0)
		return -1;
	if (!ftruncate(fd, FILE_SIZE) && !fcntl(fd, F_ADD_SEALS, SEALS))
		return fd;
	close(fd);
	return -1;
}

static struct rasx_share *new_share(const char *key, uint32_t kind, uid_t user)
{
	struct rasx_share *share;
	int fd = new_file();

	if (fd < 0)
		return NULL;
	share = share_of(fd, key, kind, user);
	close(fd);
	if (!share || enter(share))
		return share;
	rasx_share_free(share);
	return NULL;
}

/* Its slot is left as empty as it was, and its lock free. */
static struct rasx_share *take_spare(const char *key, uint32_t kind, uid_t user)
{
	struct rasx_share *share = atomic_exchange(&spare, NULL);

	if (share)
		name(share, key, kind, user);
	return share;
}

struct rasx_share *rasx_share_new(const char *key, uint32_t kind, uid_t user)
{
	struct rasx_share *share = take_spare(key, kind, user);

	if (!share)
		share = new_share(key, kind, user);
	if (!share)
		return NULL;
	share->page->magic = MAGIC;
	share->page->kind = kind;
	share->page->state = (union rasx_shared_state){ 0 };
	share->page->has_pulse = 0;
	snprintf(share->page->key, RASX_NAME_SIZE, "%s", key);
	return share;
}

static bool is_page(int fd)
{
	struct stat status;

	return !fstat(fd, &status) && status.st_size == FILE_SIZE &&
	       (fcntl(fd, F_GET_SEALS) & SEALS) == SEALS;
}

static bool is_expected(const struct rasx_share *share)
{
	const struct rasx_page *page = share->page;

	if (page->magic == MAGIC && page->kind == share->kind &&
	    !strncmp(page->key, share->key, RASX_NAME_SIZE))
		return true;
	errno = EPROTO;
	return false;
}

struct rasx_share *rasx_share_join(const int *fds, const char *key,
				   uint32_t kind, uid_t user)
{
	struct rasx_share *share;

	errno = EPROTO;
	if (!is_page(fds[RASX_SHARE_PAGE]))
		return NULL;
	share = share_of(fds[RASX_SHARE_PAGE], key, kind, user);
	if (!share)
		return NULL;
	if (!is_expected(share) || !enter(share)) {
		rasx_share_free(share);
		return NULL;
	}
	share->signal = fds[RASX_SHARE_SIGNAL];
	share->is_known = true;
	return share;
}

void rasx_share_withdraw(struct rasx_share *share)
{
	rasx_serve_withdraw(share);
}

/*
 * The open file with the parent's locks becomes the parent's alone; a mutex
 * that it owns too.
 */
void rasx_share_forked(struct rasx_share *share)
{
	int own = reopen(share->file);

	pthread_mutex_init(&share->lock, NULL);
	if (share->token >= 0)
		close(share->token);
	share->token = -1;
	if (own >= 0) {
		dup3(own, share->file, O_CLOEXEC);
		close(own);
	}
	enter(share);
}

/* Its locks are the parent's, who goes on to have it. */
void rasx_share_forked_spare(void)
{
	struct rasx_share *share = atomic_exchange(&spare, NULL);

	if (share)
		dispose(share);
}

union rasx_shared_state *rasx_share_state(struct rasx_share *share)
{
	return &share->page->state;
}

struct rasx_presence *rasx_share_here(struct rasx_share *share)
{
	return &share->page->slots[share->slot];
}

unsigned int *rasx_share_pulses(struct rasx_share *share)
{
	return &share->page->pulses;
}

bool rasx_share_lock(struct rasx_share *share)
{
	bool unsettled;

	pthread_mutex_lock(&share->lock);
	lock_byte(share->file, F_OFD_SETLKW, F_WRLCK, PAGE_BYTE);
	unsettled = share->page->busy || share->page->has_pulse;
	share->page->busy = 1;
	return unsettled;
}

void rasx_share_unlock(struct rasx_share *share)
{
	share->page->busy = 0;
	lock_byte(share->file, F_OFD_SETLK, F_UNLCK, PAGE_BYTE);
	pthread_mutex_unlock(&share->lock);
}

void rasx_share_changed(struct rasx_share *share)
{
	atomic_fetch_add(&share->page->changes, 1);
}

/* Of processes that were alive when they were first seen to sleep. */
static unsigned int add_sleepers(struct rasx_share *share, bool *alive)
{
	unsigned int sleepers, sum = 0;

	for (unsigned int i = 0; i < slots_used(share); i++) {
		sleepers = atomic_load(&share->page->slots[i].sleepers);
		if (sleepers && !alive[i])
			alive[i] = is_alive(share, i);
		if (alive[i])
			sum += sleepers;
	}
	return sum;
}

/*
 * As many as there were at one moment.  Only the first look at a process takes
 * a system call, so that there soon is a moment without changes.
 */
unsigned int rasx_share_sleepers(struct rasx_share *share)
{
	atomic_uint *changes = &share->page->changes;
	bool alive[SLOTS] = { false };
	unsigned int before, sum;

	do {
		before = atomic_load(changes);
		sum = add_sleepers(share, alive);
	} while (atomic_load(changes) != before);
	return sum;
}

void rasx_share_pulse(struct rasx_share *share)
{
	struct rasx_page *page = share->page;

	page->has_pulse = 1;
	page->pulses++;
	for (unsigned int i = 0; i < slots_used(share); i++) {
		if (is_alive(share, i))
			page->slots[i].pulse_owed += page->slots[i].unpulsed;
		page->slots[i].unpulsed = 0;
	}
}

unsigned int rasx_share_pulse_owed(struct rasx_share *share)
{
	unsigned int sum = 0;

	if (!share->page->has_pulse)
		return 0;
	for (unsigned int i = 0; i < slots_used(share); i++)
		sum += share->page->slots[i].pulse_owed;
	return sum;
}

unsigned int rasx_share_settle_pulse(struct rasx_share *share)
{
	for (unsigned int i = 0; i < slots_used(share); i++)
		if (share->page->slots[i].pulse_owed && !is_alive(share, i))
			share->page->slots[i].pulse_owed = 0;
	return rasx_share_pulse_owed(share);
}

bool rasx_share_has_pulse(struct rasx_share *share)
{
	return share->page->has_pulse;
}

void rasx_share_end_pulse(struct rasx_share *share)
{
	share->page->has_pulse = 0;
}
