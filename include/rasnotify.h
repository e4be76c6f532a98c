/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What librasapi32 offers beyond the Windows API, to programs of Linux.
 */
#ifndef _RASNOTIFY_H
#define _RASNOTIFY_H

#include <windows.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * rasnotify_event_fd - descriptor behind an event object
 * @event: handle of an event
 *
 * For poll, epoll and event loops: readable while the event is signaled.
 * It belongs to the event: do not read, write or close it, and take it out
 * of the loop before the event's last handle is closed.  To consume the
 * signal of an auto-reset event call WaitForSingleObject(event, 0).
 *
 * Return: the descriptor, or -1 with errno set to EBADF if @event is not an
 * open handle of an event.
 */
int rasnotify_event_fd(HANDLE event);

#ifdef __cplusplus
}
#endif

#endif /* _RASNOTIFY_H */
