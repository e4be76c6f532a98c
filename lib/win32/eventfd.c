// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "win32/eventfd.h"

/*
 * Who reads comes after who wrote, which ThreadSanitizer knows of read() and
 * write(), but not of syscall().
 */
#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>

static char written[1024];

static void before_write(int fd)
{
	__tsan_release(&written[fd % sizeof(written)]);
}

static void after_read(int fd)
{
	__tsan_acquire(&written[fd % sizeof(written)]);
}
#else
static void before_write(int fd)
{
	(void)fd;
}

static void after_read(int fd)
{
	(void)fd;
}
#endif

/*
 * By syscall(): the functions of these names are points where a cancelled
 * thread ends.
 */

/*
 * Cannot fail: the counter has room for more than any program adds, and the
 * caller holds a reference on the object that owns fd.
 */
void rasx_eventfd_add(int fd, uint64_t count)
{
	before_write(fd);
	while (syscall(SYS_write, fd, &count, sizeof(count)) < 0 &&
	       errno == EINTR)
		;
}

/*
 * The descriptor itself is blocking, so that a thread can sleep in read();
 * RWF_NOWAIT makes this one call non-blocking.  An offset of -1, in two parts.
 */
uint64_t rasx_eventfd_try_read(int fd)
{
	uint64_t count;
	struct iovec iov = { .iov_base = &count, .iov_len = sizeof(count) };

	if (syscall(SYS_preadv2, fd, &iov, 1L, -1L, -1L, RWF_NOWAIT) !=
	    sizeof(count))
		return 0;
	after_read(fd);
	return count;
}

uint64_t rasx_eventfd_read_seen(int fd)
{
	uint64_t count = 0;

	while (syscall(SYS_read, fd, &count, sizeof(count)) < 0 &&
	       errno == EINTR)
		;
	after_read(fd);
	return count;
}

void rasx_eventfd_read(int fd, uint64_t *count)
{
	while (read(fd, count, sizeof(*count)) < 0 && errno == EINTR)
		;
	after_read(fd);
}

/* Where poll() fails, by reading: the process may have no descriptor by now. */
bool rasx_eventfd_readable(int fd)
{
	struct pollfd pollfd = { .fd = fd, .events = POLLIN };
	int ready = poll(&pollfd, 1, 0);
	uint64_t count;

	if (ready >= 0)
		return ready;
	count = rasx_eventfd_try_read(fd);
	if (count)
		rasx_eventfd_add(fd, count);
	return count;
}

bool rasx_eventfd_renew(int fd, unsigned int count, int flags)
{
	int fresh = eventfd(count, EFD_CLOEXEC | flags);
	bool renewed;

	if (fresh < 0)
		return false;
	renewed = dup3(fresh, fd, O_CLOEXEC) == fd;
	close(fresh);
	return renewed;
}
