// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * fork() while other threads are anywhere in the library.
 *
 * The forking thread takes all locks, so that the child gets consistent
 * tables.  Their order here is that of the whole library.
 */
#include <pthread.h>

#include "backend/backend.h"
#include "ras/call.h"
#include "ras/ledger.h"
#include "ras/notify.h"
#include "win32/cancel.h"
#include "win32/console.h"
#include "win32/handle.h"
#include "win32/heap.h"
#include "win32/serve.h"
#include "win32/take.h"
#include "win32/thread.h"

/* Of the thread that forks; protected by the locks. */
static int cancel_before;

static void prepare(void)
{
	const int before = rasx_cancel_off();

	rasx_console_lock();
	rasx_notify_lock();
	rasx_backend_lock();
	rasx_handle_lock_names();
	rasx_take_lock();
	rasx_handle_lock();
	rasx_take_forking();
	rasx_handle_forking();
	rasx_calls_lock();
	rasx_heap_lock();
	rasx_serve_lock();
	rasx_ledger_lock();
	cancel_before = before;
}

static void parent(void)
{
	const int before = cancel_before;

	rasx_ledger_unlock();
	rasx_serve_unlock();
	rasx_heap_unlock();
	rasx_calls_unlock();
	rasx_handle_unlock();
	rasx_take_unlock();
	rasx_handle_unlock_names();
	rasx_backend_unlock();
	rasx_notify_unlock();
	rasx_console_unlock();
	rasx_cancel_set(before);
}

static void child(void)
{
	const int before = cancel_before;

	rasx_ledger_unlock();
	rasx_heap_unlock();
	rasx_calls_forked();
	rasx_serve_forked();
	rasx_handle_forked();
	rasx_thread_forked();
	rasx_take_unlock();
	rasx_handle_unlock_names();
	rasx_backend_forked();
	rasx_notify_forked();
	rasx_notify_unlock();
	rasx_console_forked();
	rasx_cancel_set(before);
}

__attribute__((constructor))
static void register_fork_handlers(void)
{
	pthread_atfork(prepare, parent, child);
}
