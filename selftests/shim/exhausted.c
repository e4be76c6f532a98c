// SPDX-License-Identifier: GPL-2.0
/*
 * Memory runs out: of all allocations that a call makes, the first fails, then
 * the second, and so on until it gets through.  Each time it has to say what
 * was short, and to leave nothing behind.
 *
 * The program's own malloc comes before that of the C library, for the library
 * as well; a sanitizer would not have that.
 */
#include "kselftest_harness.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/wait.h>

#include <windows.h>
#include <process.h>
#include <ras.h>

#include "book.h"
#include "namespace.h"

#define ATTEMPTS	200
#define ROOM		64
#define OTHER		0xccU

/* Of the calling thread: which allocation fails, 0: none; and has it? */
static _Thread_local unsigned int countdown;
static _Thread_local bool has_failed;
static atomic_long pieces;

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

#define CAN_FAIL	true

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);
void __libc_free(void *memory);

static bool fails(void)
{
	if (!countdown || --countdown)
		return false;
	has_failed = true;
	errno = ENOMEM;
	return true;
}

static void *counted(void *memory)
{
	atomic_fetch_add(&pieces, !!memory);
	return memory;
}

void *malloc(size_t size)
{
	return fails() ? NULL : counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
	return fails() ? NULL : counted(__libc_calloc(count, size));
}

void *realloc(void *memory, size_t size)
{
	if (fails())
		return NULL;
	return memory ? __libc_realloc(memory, size)
		      : counted(__libc_realloc(memory, size));
}

void free(void *memory)
{
	atomic_fetch_sub(&pieces, !!memory);
	__libc_free(memory);
}

#else
#define CAN_FAIL	false
#endif

static struct book book;
static HANDLE event;

/* Of what makes something: closes it again. */
static DWORD close_or_error(HANDLE handle)
{
	return CloseHandle(handle) ? ERROR_SUCCESS : GetLastError();
}

/* A failed creation has set the last error. */
static DWORD made(HANDLE handle)
{
	return handle ? close_or_error(handle) : GetLastError();
}

static DWORD create_event(void)
{
	return made(CreateEventA(NULL, FALSE, FALSE, NULL));
}

static DWORD create_named_event(void)
{
	return made(CreateEventW(NULL, FALSE, FALSE, L"name"));
}

static DWORD create_mutex(void)
{
	return made(CreateMutexA(NULL, TRUE, "name"));
}

static DWORD create_semaphore(void)
{
	return made(CreateSemaphoreA(NULL, 0, 1, "name"));
}

static DWORD error_of_other;

/* A thread that was not made by the library is an object only if asked for. */
static void *foreign(void *fail_at)
{
	HANDLE copy = NULL;

	countdown = (uintptr_t)fail_at;
	if (DuplicateHandle(GetCurrentProcess(), GetCurrentThread(),
			    GetCurrentProcess(), &copy, 0, FALSE,
			    DUPLICATE_SAME_ACCESS))
		error_of_other = close_or_error(copy);
	else
		error_of_other = GetLastError();
	countdown = 0;
	return (void *)(uintptr_t)has_failed;
}

static void CALLBACK nothing(PVOID context, BOOLEAN timed_out)
{
	(void)context;
	(void)timed_out;
}

static DWORD register_wait(void)
{
	HANDLE wait;

	if (!RegisterWaitForSingleObject(&wait, event, nothing, NULL, INFINITE,
					 0))
		return GetLastError();
	return UnregisterWaitEx(wait, INVALID_HANDLE_VALUE) ? ERROR_SUCCESS :
							      GetLastError();
}

static DWORD enumerate_connections(void)
{
	DWORD bytes = 0, count = 0;

	return RasEnumConnectionsA(NULL, &bytes, &count);
}

/* What was left out would show in the count. */
static DWORD enumerate_devices(void)
{
	static RASDEVINFOA list[ROOM];
	static DWORD known;
	DWORD bytes = sizeof(list), count = 0, error;

	list[0].dwSize = sizeof(list[0]);
	error = RasEnumDevicesA(list, &bytes, &count);
	if (!error && !known)
		known = count;
	return error || count == known ? error : OTHER;
}

static DWORD enumerate_entries(void)
{
	static RASENTRYNAMEA list[ROOM];
	DWORD bytes = sizeof(list), count = 0, error;

	list[0].dwSize = sizeof(list[0]);
	error = RasEnumEntriesA(NULL, book.path, list, &bytes, &count);
	return error || count == 2 ? error : OTHER;
}

static DWORD get_properties(void)
{
	static RASENTRYW entry;
	DWORD bytes = sizeof(entry);

	entry.dwSize = sizeof(entry);
	return RasGetEntryPropertiesW(book.wide, L"one", &entry, &bytes, NULL,
				      NULL);
}

static DWORD format_message(void)
{
	char *text = NULL;

	if (!FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM |
			    FORMAT_MESSAGE_ALLOCATE_BUFFER, NULL, 5, 0,
			    (LPSTR)&text, 0, NULL))
		return GetLastError();
	LocalFree(text);
	return ERROR_SUCCESS;
}

static DWORD convert_text(void)
{
	WCHAR wide[ROOM];

	return MultiByteToWideChar(CP_UTF8, 0, "text", -1, wide, ROOM) == 5 ?
		ERROR_SUCCESS : GetLastError();
}

static DWORD grow_memory(void)
{
	HLOCAL memory = LocalAlloc(LMEM_FIXED, 1), more;
	DWORD error = ERROR_SUCCESS;

	if (!memory)
		return GetLastError();
	more = LocalReAlloc(memory, 1 << 20, LMEM_MOVEABLE);
	if (!more)
		error = GetLastError();
	LocalFree(more ? more : memory);
	return error;
}

static DWORD (*const calls[])(void) = {
	create_event, create_named_event, create_mutex, create_semaphore,
	register_wait, enumerate_connections, enumerate_devices,
	enumerate_entries, get_properties, format_message, convert_text,
	grow_memory,
};

static DWORD call_failing_at(unsigned int number, DWORD (*call)(void))
{
	DWORD error;

	SetLastError(OTHER);
	has_failed = false;
	countdown = number;
	error = call();
	countdown = 0;
	return error;
}

FIXTURE(exhausted) {
};

FIXTURE_SETUP(exhausted)
{
	if (!CAN_FAIL)
		SKIP_IN_SETUP("a sanitizer has a malloc of its own");
	if (!access("/dev/pppev", F_OK))
		SKIP_IN_SETUP("the module is loaded");
	if (!namespace_enter_empty())
		SKIP_IN_SETUP("no namespaces here");
	ASSERT_EQ(0, book_open(&book));
	ASSERT_EQ(0, book_write(&book, "one", "/dev/ttyS0\n"));
	ASSERT_EQ(0, book_write(&book, "two", ""));
	event = CreateEvent(NULL, FALSE, FALSE, NULL);
	ASSERT_NE(NULL, event);
}

FIXTURE_TEARDOWN(exhausted)
{
	EXPECT_TRUE(CloseHandle(event));
	book_close(&book);
}

/* A first call may leave what all later ones use. */
TEST_F(exhausted, whatever_fails_is_said_and_leaves_nothing_behind)
{
	for (size_t i = 0; i < ARRAY_SIZE(calls); i++) {
		unsigned int n = 1;

		ASSERT_EQ(ERROR_SUCCESS, calls[i]());
		for (; n < ATTEMPTS; n++) {
			long before = atomic_load(&pieces);
			DWORD error = call_failing_at(n, calls[i]);

			if (!has_failed)
				break;
			EXPECT_EQ(ERROR_NOT_ENOUGH_MEMORY, error) {
				TH_LOG("call %zu, allocation %u", i, n);
			}
			/* A thread of its own may go a moment later. */
			while (calls[i] == register_wait &&
			       atomic_load(&pieces) > before)
				sched_yield();
			EXPECT_GE(before, atomic_load(&pieces));
		}
		EXPECT_GT(ATTEMPTS, n);
	}
}

TEST_F(exhausted, a_first_call_says_so_as_well)
{
	for (unsigned int n = 1, status = 1; status; n++) {
		pid_t pid = fork();

		ASSERT_GT(ATTEMPTS, n);
		if (!pid) {
			DWORD error = call_failing_at(n, enumerate_connections);

			_exit(has_failed ? error : 0);
		}
		ASSERT_EQ(pid, waitpid(pid, (int *)&status, 0));
		ASSERT_TRUE(WIFEXITED(status));
		status = WEXITSTATUS(status);
		if (status)
			EXPECT_EQ(ERROR_NOT_ENOUGH_MEMORY, status);
	}
}

TEST_F(exhausted, a_thread_that_cannot_become_an_object_says_why)
{
	void *failed = event;

	for (uintptr_t n = 1; failed; n++) {
		pthread_t thread;

		ASSERT_GT(ATTEMPTS, n);
		ASSERT_EQ(0, pthread_create(&thread, NULL, foreign, (void *)n));
		ASSERT_EQ(0, pthread_join(thread, &failed));
		EXPECT_EQ(failed ? ERROR_NOT_ENOUGH_MEMORY : ERROR_SUCCESS,
			  error_of_other);
	}
}

TEST_HARNESS_MAIN
