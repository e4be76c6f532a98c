// SPDX-License-Identifier: GPL-2.0
/* RegisterWaitForSingleObject. */
#include "kselftest_harness.h"

#include <windows.h>

#include "threads.h"

#define POISON		0xccU
#define CALLS		500
#define CYCLES		2000
#define MANY		20

struct calls {
	HANDLE called;		/* semaphore: released by every call */
	HANDLE go;		/* NULL, or what a call waits for */
	atomic_int signaled, timed_out;
};

static VOID CALLBACK count(PVOID arg, BOOLEAN timed_out)
{
	struct calls *calls = arg;

	atomic_fetch_add(timed_out ? &calls->timed_out : &calls->signaled, 1);
	ReleaseSemaphore(calls->called, 1, NULL);
	if (calls->go)
		WaitForSingleObject(calls->go, INFINITE);
}

FIXTURE(registrations)
{
	struct calls calls;
	HANDLE event, wait;
};

FIXTURE_SETUP(registrations)
{
	self->calls.called = CreateSemaphore(NULL, 0, 1 << 30, NULL);
	self->event = CreateEvent(NULL, FALSE, FALSE, NULL);
}

FIXTURE_TEARDOWN(registrations)
{
	EXPECT_TRUE(CloseHandle(self->calls.called));
	EXPECT_TRUE(CloseHandle(self->event));
}

static BOOL start(FIXTURE_DATA(registrations) *self, DWORD milliseconds,
		  DWORD flags)
{
	return RegisterWaitForSingleObject(&self->wait, self->event, count,
					   &self->calls, milliseconds, flags);
}

static DWORD await_call(FIXTURE_DATA(registrations) *self)
{
	return WaitForSingleObject(self->calls.called, INFINITE);
}

TEST_F(registrations, every_set_calls_back_once)
{
	SetLastError(POISON);
	ASSERT_TRUE(start(self, INFINITE, WT_EXECUTEDEFAULT));
	EXPECT_EQ(POISON, GetLastError());
	for (int i = 0; i < CALLS; i++) {
		SetEvent(self->event);
		ASSERT_EQ(WAIT_OBJECT_0, await_call(self));
	}
	EXPECT_TRUE(UnregisterWaitEx(self->wait, INVALID_HANDLE_VALUE));
	EXPECT_EQ(CALLS, self->calls.signaled);
	EXPECT_EQ(0, self->calls.timed_out);
	SetEvent(self->event);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(self->event, 0));
}

TEST_F(registrations, once_is_once)
{
	ASSERT_TRUE(start(self, INFINITE, WT_EXECUTEONLYONCE));
	SetEvent(self->event);
	ASSERT_EQ(WAIT_OBJECT_0, await_call(self));
	SetEvent(self->event);
	EXPECT_TRUE(UnregisterWaitEx(self->wait, INVALID_HANDLE_VALUE));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(self->event, 0));
	EXPECT_EQ(1, self->calls.signaled);
	EXPECT_FALSE(UnregisterWait(self->wait));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
}

TEST_F(registrations, the_time_starts_anew_after_each_call)
{
	ASSERT_TRUE(start(self, 1, WT_EXECUTEINWAITTHREAD));
	for (int i = 0; i < 3; i++)
		ASSERT_EQ(WAIT_OBJECT_0, await_call(self));
	EXPECT_TRUE(UnregisterWaitEx(self->wait, INVALID_HANDLE_VALUE));
	EXPECT_LE(3, self->calls.timed_out);
	EXPECT_EQ(0, self->calls.signaled);
}

TEST_F(registrations, the_object_outlives_its_handle)
{
	HANDLE other, event = self->event;

	DuplicateHandle(GetCurrentProcess(), event, GetCurrentProcess(), &other,
			0, FALSE, DUPLICATE_SAME_ACCESS);
	ASSERT_TRUE(start(self, INFINITE, 0));
	ASSERT_TRUE(CloseHandle(event));
	self->event = other;
	SetEvent(other);
	ASSERT_EQ(WAIT_OBJECT_0, await_call(self));
	EXPECT_TRUE(UnregisterWaitEx(self->wait, INVALID_HANDLE_VALUE));
}

TEST_F(registrations, a_call_under_way_is_not_waited_for_without_an_event)
{
	self->calls.go = CreateEvent(NULL, TRUE, FALSE, NULL);
	ASSERT_TRUE(start(self, INFINITE, 0));
	SetEvent(self->event);
	ASSERT_EQ(WAIT_OBJECT_0, await_call(self));
	EXPECT_FALSE(UnregisterWait(self->wait));
	EXPECT_EQ(ERROR_IO_PENDING, GetLastError());
	EXPECT_FALSE(UnregisterWait(self->wait));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
	SetEvent(self->calls.go);
	EXPECT_TRUE(CloseHandle(self->calls.go));
}

TEST_F(registrations, an_event_tells_that_the_last_call_has_returned)
{
	HANDLE done = CreateEvent(NULL, TRUE, FALSE, NULL);

	self->calls.go = CreateEvent(NULL, TRUE, FALSE, NULL);
	ASSERT_TRUE(start(self, INFINITE, 0));
	SetEvent(self->event);
	ASSERT_EQ(WAIT_OBJECT_0, await_call(self));
	EXPECT_FALSE(UnregisterWaitEx(self->wait, self->calls.called));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
	EXPECT_FALSE(UnregisterWaitEx(self->wait, done));
	EXPECT_EQ(ERROR_IO_PENDING, GetLastError());
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(done, 0));
	SetEvent(self->calls.go);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(done, INFINITE));
	ResetEvent(done);
	ASSERT_TRUE(start(self, INFINITE, 0));
	EXPECT_TRUE(UnregisterWaitEx(self->wait, done));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(done, INFINITE));
	EXPECT_TRUE(CloseHandle(self->calls.go));
	EXPECT_TRUE(CloseHandle(done));
}

static atomic_uint error_in_callback;
static HANDLE wait_of_callback, registered;

static VOID CALLBACK unregister_itself(PVOID arg, BOOLEAN timed_out)
{
	(void)timed_out;
	WaitForSingleObject(registered, INFINITE);
	if (UnregisterWaitEx(wait_of_callback, INVALID_HANDLE_VALUE))
		SetLastError(POISON);
	atomic_store(&error_in_callback, GetLastError());
	SetEvent(arg);
}

TEST_F(registrations, a_callback_that_unregisters_itself_does_not_wait)
{
	HANDLE done = CreateEvent(NULL, FALSE, FALSE, NULL);

	registered = CreateEvent(NULL, FALSE, FALSE, NULL);
	SetEvent(self->event);
	ASSERT_TRUE(RegisterWaitForSingleObject(&wait_of_callback, self->event,
						unregister_itself, done,
						INFINITE, 0));
	SetEvent(registered);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(done, INFINITE));
	EXPECT_EQ(ERROR_IO_PENDING, error_in_callback);
	EXPECT_TRUE(CloseHandle(registered));
	EXPECT_TRUE(CloseHandle(done));
}

TEST_F(registrations, bad_arguments_are_refused)
{
	HANDLE wait = self->event;

	EXPECT_FALSE(RegisterWaitForSingleObject(&wait, NULL, count, NULL, 0, 0));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
	EXPECT_EQ(NULL, wait);
	EXPECT_FALSE(RegisterWaitForSingleObject(&wait, self->event, NULL, NULL,
						 0, 0));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
	EXPECT_FALSE(UnregisterWaitEx(NULL, NULL));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
	EXPECT_FALSE(UnregisterWait(self->event));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
}

TEST_F(registrations, a_wait_handle_cannot_be_waited_for)
{
	ASSERT_TRUE(start(self, INFINITE, 0));
	EXPECT_EQ(WAIT_FAILED, WaitForSingleObject(self->wait, 0));
	EXPECT_TRUE(UnregisterWaitEx(self->wait, INVALID_HANDLE_VALUE));
}

/* After the blocking form, the context may be gone. */
TEST_F(registrations, no_call_comes_after_unregistering)
{
	for (int i = 0; i < CYCLES; i++) {
		struct calls *calls = calloc(1, sizeof(*calls));
		HANDLE wait;

		calls->called = self->calls.called;
		ASSERT_TRUE(RegisterWaitForSingleObject(&wait, self->event,
							count, calls, INFINITE,
							0));
		SetEvent(self->event);
		ASSERT_TRUE(UnregisterWaitEx(wait, INVALID_HANDLE_VALUE));
		memset(calls, POISON, sizeof(*calls));
		free(calls);
	}
}

TEST_F(registrations, one_set_calls_back_one_of_many)
{
	HANDLE waits[MANY];

	for (int i = 0; i < MANY; i++) {
		ASSERT_TRUE(start(self, INFINITE, 0));
		waits[i] = self->wait;
	}
	for (int i = 0; i < CALLS; i++) {
		SetEvent(self->event);
		ASSERT_EQ(WAIT_OBJECT_0, await_call(self));
	}
	for (int i = 0; i < MANY; i++)
		EXPECT_TRUE(UnregisterWaitEx(waits[i], INVALID_HANDLE_VALUE));
	EXPECT_EQ(CALLS, self->calls.signaled);
}

TEST_HARNESS_MAIN
