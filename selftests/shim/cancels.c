// SPDX-License-Identifier: GPL-2.0
/* pthread_cancel() of threads that are in the library. */
#include "kselftest_harness.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include <process.h>
#include <windows.h>
#include <ras.h>

#include "own_names.h"
#include "rasnotify.h"
#include "threads.h"

#define ROUNDS		150
#define NEVER		0xFFFFFFFEU	/* in 49 days */

/*
 * The one loses sight of a thread that unwinds out of a system call, the other
 * of its stack.
 */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CAN_CANCEL	false
#else
#define CAN_CANCEL	true
#endif

FIXTURE(cancels) {
	HANDLE event, set, semaphore, mutex;
};

FIXTURE_SETUP(cancels)
{
	if (!CAN_CANCEL)
		SKIP_IN_SETUP("a sanitizer does not follow cancelled threads");
	self->event = CreateEvent(NULL, FALSE, FALSE, NULL);
	self->set = CreateEvent(NULL, TRUE, TRUE, NULL);
	self->semaphore = CreateSemaphore(NULL, 0, ROUNDS, NULL);
	self->mutex = CreateMutex(NULL, FALSE, NULL);
}

FIXTURE_TEARDOWN(cancels)
{
	CloseHandle(self->event);
	CloseHandle(self->set);
	CloseHandle(self->semaphore);
	CloseHandle(self->mutex);
}

static bool cancel(struct waiter *waiter)
{
	void *result = NULL;

	return !pthread_cancel(waiter->thread) &&
	       !pthread_join(waiter->thread, &result) &&
	       result == PTHREAD_CANCELED;
}

/* A sleep of each kind for the first of the two. */
static const struct sleep {
	DWORD count;
	BOOL all;
	DWORD milliseconds;
} sleeps[] = {
	{ 1, FALSE, INFINITE },
	{ 1, FALSE, NEVER },
	{ 2, FALSE, INFINITE },
	{ 2, FALSE, NEVER },
	{ 2, TRUE, INFINITE },
};

#define SLEEPS	(sizeof(sleeps) / sizeof(*sleeps))

static void start(struct waiter *waiter, const struct sleep *sleep,
		  HANDLE first, HANDLE second)
{
	*waiter = (struct waiter){
		.handles = { first, second },
		.count = sleep->count,
		.all = sleep->all,
		.milliseconds = sleep->milliseconds,
	};
	waiter_start(waiter);
}

/* An event that nobody sleeps for remembers one set, and no pulse. */
static bool is_without_sleepers(HANDLE event)
{
	for (int i = 0; i < 3; i++)
		SetEvent(event);
	if (WaitForSingleObject(event, 0) != WAIT_OBJECT_0 ||
	    WaitForSingleObject(event, 0) != WAIT_TIMEOUT)
		return false;
	PulseEvent(event);
	return WaitForSingleObject(event, 0) == WAIT_TIMEOUT;
}

TEST_F(cancels, who_is_cancelled_asleep_does_not_count_among_the_sleepers)
{
	HANDLE other = CreateEvent(NULL, FALSE, FALSE, NULL);
	HANDLE named = CreateEvent(NULL, FALSE, FALSE, "cancels");
	HANDLE events[] = { self->event, named };
	struct waiter waiter;

	for (unsigned int i = 0; i < 2 * SLEEPS; i++) {
		const struct sleep *sleep = &sleeps[i / 2];
		HANDLE event = events[i % 2];

		start(&waiter, sleep, event, sleep->all ? self->set : other);
		waiter_settle(&waiter);
		EXPECT_TRUE(cancel(&waiter));
		EXPECT_TRUE(is_without_sleepers(event));
	}
	EXPECT_TRUE(CloseHandle(named));
	EXPECT_TRUE(CloseHandle(other));
}

static bool is_open(int fd)
{
	return fcntl(fd, F_GETFD) >= 0;
}

TEST_F(cancels, who_is_cancelled_asleep_leaves_no_object_behind)
{
	struct waiter waiter;

	for (unsigned int i = 0; i < SLEEPS; i++) {
		HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
		int fd = rasnotify_event_fd(event);

		start(&waiter, &sleeps[i], event, self->event);
		waiter_settle(&waiter);
		EXPECT_TRUE(CloseHandle(event));
		EXPECT_TRUE(is_open(fd));
		EXPECT_TRUE(cancel(&waiter));
		EXPECT_FALSE(is_open(fd));
	}
}

struct exchange {
	HANDLE to_signal, to_wait;
	atomic_int tid;
};

static void *signal_and_wait(void *arg)
{
	struct exchange *exchange = arg;

	atomic_store(&exchange->tid, syscall(SYS_gettid));
	SignalObjectAndWait(exchange->to_signal, exchange->to_wait, INFINITE,
			    FALSE);
	return NULL;
}

TEST_F(cancels, who_is_cancelled_after_a_signal_leaves_no_object_behind)
{
	struct exchange exchange = {
		.to_signal = CreateEvent(NULL, FALSE, FALSE, NULL),
		.to_wait = CreateEvent(NULL, FALSE, FALSE, NULL),
	};
	int fds[] = {
		rasnotify_event_fd(exchange.to_signal),
		rasnotify_event_fd(exchange.to_wait),
	};
	pthread_t thread;

	pthread_create(&thread, NULL, signal_and_wait, &exchange);
	EXPECT_EQ(WAIT_OBJECT_0,
		  WaitForSingleObject(exchange.to_signal, INFINITE));
	while (!is_asleep_in_wait(atomic_load(&exchange.tid)))
		sched_yield();
	EXPECT_TRUE(CloseHandle(exchange.to_signal));
	EXPECT_TRUE(CloseHandle(exchange.to_wait));
	EXPECT_EQ(0, pthread_cancel(thread));
	EXPECT_EQ(0, pthread_join(thread, NULL));
	EXPECT_FALSE(is_open(fds[0]));
	EXPECT_FALSE(is_open(fds[1]));
}

TEST_F(cancels, who_is_cancelled_while_a_set_comes_has_it_or_leaves_it)
{
	HANDLE other = CreateEvent(NULL, FALSE, FALSE, NULL);
	struct waiter waiter;

	for (unsigned int i = 0; i < ROUNDS * SLEEPS; i++) {
		const struct sleep *sleep = &sleeps[i % SLEEPS];
		DWORD left;

		start(&waiter, sleep, self->event,
		      sleep->all ? self->set : other);
		if (i / SLEEPS % 2)
			waiter_settle(&waiter);
		SetEvent(self->event);
		pthread_cancel(waiter.thread);
		pthread_join(waiter.thread, NULL);
		left = WaitForSingleObject(self->event, 0);
		ASSERT_EQ(atomic_load(&waiter.ended) ? WAIT_TIMEOUT :
			  WAIT_OBJECT_0, left);
	}
	EXPECT_TRUE(CloseHandle(other));
}

static void *wait_uncancelled(void *arg)
{
	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
	return waiter_main(arg);
}

TEST_F(cancels, a_wait_of_a_thread_that_cannot_be_cancelled_goes_on)
{
	HANDLE other = CreateEvent(NULL, FALSE, FALSE, NULL);
	struct waiter waiter;
	void *result;

	for (unsigned int i = 0; i < SLEEPS; i++) {
		waiter = (struct waiter){
			.handles = { self->event,
				     sleeps[i].all ? self->set : other },
			.count = sleeps[i].count,
			.all = sleeps[i].all,
			.milliseconds = sleeps[i].milliseconds,
		};
		pthread_create(&waiter.thread, NULL, wait_uncancelled, &waiter);
		waiter_settle(&waiter);
		EXPECT_EQ(0, pthread_cancel(waiter.thread));
		SetEvent(self->event);
		EXPECT_EQ(0, pthread_join(waiter.thread, &result));
		EXPECT_EQ(NULL, result);
		EXPECT_EQ(WAIT_OBJECT_0, waiter.result);
	}
	EXPECT_TRUE(CloseHandle(other));
}

static DWORD WINAPI nothing(LPVOID arg)
{
	(void)arg;
	return 0;
}

static VOID CALLBACK call_nothing(PVOID context, BOOLEAN timed_out)
{
	(void)context;
	(void)timed_out;
}

typedef FIXTURE_DATA(cancels) objects;

static void create_and_close(objects *self)
{
	HANDLE handles[] = {
		CreateEvent(NULL, FALSE, FALSE, NULL),
		CreateEvent(NULL, FALSE, FALSE, "cancels"),
		CreateMutex(NULL, TRUE, "cancels mutex"),
		CreateSemaphore(NULL, 1, 1, "cancels semaphore"),
		OpenEvent(SYNCHRONIZE, FALSE, "cancels"),
		OpenEvent(SYNCHRONIZE, FALSE, "cancels nothing"),
		CreateThread(NULL, 0, nothing, NULL, 0, NULL),
	};

	(void)self;
	for (unsigned int i = 0; i < sizeof(handles) / sizeof(*handles); i++)
		CloseHandle(handles[i]);
}

static void change(objects *self)
{
	SetEvent(self->event);
	ResetEvent(self->event);
	PulseEvent(self->event);
	ReleaseSemaphore(self->semaphore, 1, NULL);
	ReleaseMutex(self->mutex);
}

static void register_and_unregister(objects *self)
{
	HANDLE registration;

	RegisterWaitForSingleObject(&registration, self->event, call_nothing,
				    NULL, INFINITE, WT_EXECUTEDEFAULT);
	UnregisterWaitEx(registration, INVALID_HANDLE_VALUE);
}

static void ask_ras(objects *self)
{
	DWORD size = 0, count = 0;

	RasEnumConnections(NULL, &size, &count);
	RasConnectionNotification(NULL, self->event, RASCN_Connection);
	RasGetConnectStatus(NULL, NULL);
	RasEnumDevices(NULL, &size, &count);
	RasEnumEntries(NULL, NULL, NULL, &size, &count);
}

static FILE *stream;

static void print(objects *self)
{
	(void)self;
	fwprintf(stream, L"%s\n", L"text");
}

static void end_in_wait(objects *self)
{
	WaitForSingleObject(self->mutex, 0);
}

static void end_in_sleep(objects *self)
{
	(void)self;
	Sleep(0);
}

struct call {
	objects *objects;
	void (*function)(objects *self);
	bool has_returned;
};

static void *call_cancelled(void *arg)
{
	struct call *call = arg;

	pthread_cancel(pthread_self());
	call->function(call->objects);
	call->has_returned = true;
	pthread_testcancel();
	return NULL;
}

/* True if it got to its end, and the thread no further. */
static bool returns_when_cancelled(objects *self, void (*function)(objects *))
{
	struct call call = { .objects = self, .function = function };
	pthread_t thread;
	void *result = NULL;

	pthread_create(&thread, NULL, call_cancelled, &call);
	pthread_join(thread, &result);
	return call.has_returned && result == PTHREAD_CANCELED;
}

TEST_F(cancels, what_is_no_wait_is_done_before_a_cancelled_thread_ends)
{
	EXPECT_TRUE(returns_when_cancelled(self, create_and_close));
	EXPECT_TRUE(returns_when_cancelled(self, change));
	EXPECT_TRUE(returns_when_cancelled(self, register_and_unregister));
	EXPECT_TRUE(returns_when_cancelled(self, ask_ras));
	/* The thread would have ended with the locks that these need. */
	create_and_close(self);
	change(self);
	register_and_unregister(self);
	ask_ras(self);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(self->semaphore, 0));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(self->semaphore, 0));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(self->semaphore, 0));
}

TEST_F(cancels, what_prints_leaves_no_stream_locked)
{
	stream = fopen("/dev/null", "we");
	ASSERT_NE(NULL, stream);
	setvbuf(stream, NULL, _IONBF, 0);
	EXPECT_TRUE(returns_when_cancelled(self, print));
	EXPECT_EQ(0, ftrylockfile(stream));
	funlockfile(stream);
	EXPECT_EQ(0, fclose(stream));
}

TEST_F(cancels, a_wait_ends_a_cancelled_thread_though_it_need_not_sleep)
{
	EXPECT_FALSE(returns_when_cancelled(self, end_in_wait));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(self->mutex, 0));
	EXPECT_TRUE(ReleaseMutex(self->mutex));
}

TEST_F(cancels, a_sleep_of_no_time_ends_a_cancelled_thread_as_any_other)
{
	EXPECT_FALSE(returns_when_cancelled(self, end_in_sleep));
}

static VOID CALLBACK cancel_oneself(PVOID context, BOOLEAN timed_out)
{
	(void)timed_out;
	pthread_cancel(pthread_self());
	SetEvent(context);
}

TEST_F(cancels, a_callback_that_cancels_its_thread_is_the_last_one)
{
	HANDLE awaited = CreateEvent(NULL, TRUE, TRUE, NULL);
	HANDLE over = CreateEvent(NULL, FALSE, FALSE, NULL);
	int fd = rasnotify_event_fd(awaited);
	HANDLE registration;

	ASSERT_TRUE(RegisterWaitForSingleObject(&registration, awaited,
						cancel_oneself, self->event,
						INFINITE, WT_EXECUTEDEFAULT));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(self->event, INFINITE));
	UnregisterWaitEx(registration, over);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(over, INFINITE));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(self->event, 0));
	EXPECT_TRUE(CloseHandle(awaited));
	/* The thread puts it after it has told. */
	while (is_open(fd))
		sched_yield();
	EXPECT_TRUE(CloseHandle(over));
}

TEST_HARNESS_MAIN
