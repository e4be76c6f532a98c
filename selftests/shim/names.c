// SPDX-License-Identifier: GPL-2.0
/* Named objects, and the rights of handles; see names_short_wchar.c. */
#include "kselftest_harness.h"

#include <windows.h>

#include "own_names.h"
#include "threads.h"

#define POISON		0xccU
#define MANY		2000
#define ROUNDS		20000
#define THREADS		4

TEST(a_name_leads_to_the_same_object)
{
	HANDLE first = CreateEventA(NULL, FALSE, FALSE, "one");
	HANDLE second, third;

	ASSERT_NE(NULL, first);
	EXPECT_EQ(0, GetLastError());
	second = CreateEventA(NULL, TRUE, TRUE, "one");
	ASSERT_NE(NULL, second);
	EXPECT_EQ(ERROR_ALREADY_EXISTS, GetLastError());
	EXPECT_NE(first, second);
	SetLastError(POISON);
	third = OpenEventW(EVENT_ALL_ACCESS, FALSE, L"one");
	ASSERT_NE(NULL, third);
	EXPECT_EQ(POISON, GetLastError());
	/* Its type and state are those of the first. */
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(second, 0));
	EXPECT_TRUE(SetEvent(third));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(first, 0));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(second, 0));
	EXPECT_TRUE(CloseHandle(first));
	EXPECT_TRUE(CloseHandle(second));
	EXPECT_TRUE(CloseHandle(third));
}

TEST(a_name_goes_with_the_last_handle)
{
	HANDLE first = CreateMutexW(NULL, FALSE, L"one");
	HANDLE second = OpenMutexA(MUTEX_ALL_ACCESS, FALSE, "one");

	EXPECT_TRUE(CloseHandle(first));
	first = OpenMutexA(MUTEX_ALL_ACCESS, FALSE, "one");
	ASSERT_NE(NULL, first);
	EXPECT_TRUE(CloseHandle(first));
	EXPECT_TRUE(CloseHandle(second));
	EXPECT_EQ(NULL, OpenMutexA(MUTEX_ALL_ACCESS, FALSE, "one"));
	EXPECT_EQ(ERROR_FILE_NOT_FOUND, GetLastError());
	first = CreateSemaphoreA(NULL, 1, 1, "one");
	EXPECT_NE(NULL, first);
	EXPECT_EQ(0, GetLastError());
	EXPECT_TRUE(CloseHandle(first));
}

TEST(all_types_share_the_names)
{
	HANDLE event = CreateEventA(NULL, FALSE, FALSE, "name");
	HANDLE mutex = CreateMutexA(NULL, FALSE, "Global\\name");
	HANDLE got[] = {
		CreateMutexA(NULL, TRUE, "name"),
		CreateSemaphoreA(NULL, 1, 1, "name"),
		OpenMutexA(MUTEX_ALL_ACCESS, FALSE, "name"),
		OpenSemaphoreW(SEMAPHORE_ALL_ACCESS, FALSE, L"name"),
		CreateEventW(NULL, FALSE, FALSE, L"Global\\name"),
		OpenEventW(EVENT_ALL_ACCESS, FALSE, L"Global\\name"),
	};

	for (size_t i = 0; i < ARRAY_SIZE(got); i++)
		EXPECT_EQ(NULL, got[i]);
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
	EXPECT_EQ(NULL, CreateMutexW(NULL, TRUE, L"name"));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_TRUE(CloseHandle(mutex));
}

TEST(local_is_the_default_and_global_another_name)
{
	HANDLE event = CreateEventA(NULL, FALSE, FALSE, "name");
	HANDLE local = OpenEventA(SYNCHRONIZE, FALSE, "Local\\name");
	HANDLE global = CreateEventA(NULL, FALSE, TRUE, "Global\\name");

	EXPECT_EQ(0, GetLastError());
	ASSERT_NE(NULL, local);
	ASSERT_NE(NULL, global);
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(local, 0));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(global, 0));
	EXPECT_EQ(NULL, OpenEventA(SYNCHRONIZE, FALSE, "NAME"));
	EXPECT_EQ(ERROR_FILE_NOT_FOUND, GetLastError());
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_TRUE(CloseHandle(local));
	EXPECT_TRUE(CloseHandle(global));
}

TEST(the_empty_name_is_none)
{
	HANDLE first = CreateEventA(NULL, FALSE, TRUE, "");
	HANDLE second = CreateEventW(NULL, FALSE, FALSE, L"");

	EXPECT_EQ(0, GetLastError());
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(second, 0));
	EXPECT_EQ(NULL, OpenEventA(SYNCHRONIZE, FALSE, NULL));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
	EXPECT_EQ(NULL, OpenEventW(SYNCHRONIZE, FALSE, L""));
	EXPECT_EQ(ERROR_FILE_NOT_FOUND, GetLastError());
	EXPECT_TRUE(CloseHandle(first));
	EXPECT_TRUE(CloseHandle(second));
}

TEST(names_with_backslashes_or_too_long_are_refused)
{
	char name[MAX_PATH + 1];
	HANDLE event;

	EXPECT_EQ(NULL, CreateEventA(NULL, FALSE, FALSE, "a\\b"));
	EXPECT_EQ(ERROR_PATH_NOT_FOUND, GetLastError());
	EXPECT_EQ(NULL, CreateMutexW(NULL, FALSE, L"Local\\a\\b"));
	EXPECT_EQ(ERROR_PATH_NOT_FOUND, GetLastError());
	memset(name, 'n', sizeof(name));
	name[MAX_PATH] = 0;
	EXPECT_EQ(NULL, CreateSemaphoreA(NULL, 1, 1, name));
	EXPECT_EQ(ERROR_FILENAME_EXCED_RANGE, GetLastError());
	EXPECT_EQ(NULL, OpenEventA(SYNCHRONIZE, FALSE, name));
	EXPECT_EQ(ERROR_FILENAME_EXCED_RANGE, GetLastError());
	name[MAX_PATH - 1] = 0;
	event = CreateEventA(NULL, FALSE, FALSE, name);
	EXPECT_NE(NULL, event);
	EXPECT_TRUE(CloseHandle(event));
}

/* Two bytes, three bytes, and two UTF-16 units. */
TEST(narrow_and_wide_names_are_the_same_characters)
{
	HANDLE event = CreateEventA(NULL, FALSE, FALSE,
				    "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
	HANDLE same = OpenEventW(SYNCHRONIZE, FALSE,
				 L"\u00e9\u20ac\U0001f600");

	ASSERT_NE(NULL, event);
	EXPECT_NE(NULL, same);
	EXPECT_EQ(NULL, OpenEventW(SYNCHRONIZE, FALSE, L"\u00e9\u20ac"));
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_TRUE(CloseHandle(same));
	/* Neither may crash; what is not UTF-8 is a name like any other. */
	event = CreateEventA(NULL, FALSE, FALSE, "\xff\xe2\x82");
	EXPECT_NE(NULL, event);
	EXPECT_TRUE(CloseHandle(event));
}

TEST(ex_functions_take_their_state_from_flags)
{
	HANDLE manual = CreateEventExA(NULL, NULL, CREATE_EVENT_MANUAL_RESET |
				       CREATE_EVENT_INITIAL_SET, SYNCHRONIZE);
	HANDLE event = CreateEventExW(NULL, L"e", 0, EVENT_ALL_ACCESS);
	HANDLE mutex = CreateMutexExW(NULL, NULL, CREATE_MUTEX_INITIAL_OWNER,
				      MUTEX_ALL_ACCESS);
	HANDLE semaphore = CreateSemaphoreExW(NULL, 1, 1, NULL, 0,
					      SEMAPHORE_ALL_ACCESS);

	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(manual, 0));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(manual, 0));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	EXPECT_TRUE(ReleaseMutex(mutex));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(semaphore, 0));
	EXPECT_TRUE(CloseHandle(manual));
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_TRUE(CloseHandle(mutex));
	EXPECT_TRUE(CloseHandle(semaphore));
}

TEST(a_handle_can_do_what_it_has_rights_for)
{
	HANDLE event = CreateEventA(NULL, TRUE, FALSE, "e");
	HANDLE waits = OpenEventA(SYNCHRONIZE, FALSE, "e");
	HANDLE sets = OpenEventA(EVENT_MODIFY_STATE, FALSE, "e");
	HANDLE all = OpenEventA(MAXIMUM_ALLOWED, FALSE, "e");
	HANDLE semaphore = CreateSemaphoreExA(NULL, 0, 1, NULL, 0,
					      GENERIC_EXECUTE);

	EXPECT_FALSE(SetEvent(waits));
	EXPECT_EQ(ERROR_ACCESS_DENIED, GetLastError());
	EXPECT_FALSE(ResetEvent(waits));
	EXPECT_FALSE(PulseEvent(waits));
	EXPECT_EQ(ERROR_ACCESS_DENIED, GetLastError());
	EXPECT_EQ(WAIT_FAILED, SignalObjectAndWait(waits, waits, 0, FALSE));
	EXPECT_EQ(ERROR_ACCESS_DENIED, GetLastError());
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(waits, 0));
	EXPECT_TRUE(SetEvent(sets));
	SetLastError(POISON);
	EXPECT_EQ(WAIT_FAILED, WaitForSingleObject(sets, 0));
	EXPECT_EQ(ERROR_ACCESS_DENIED, GetLastError());
	EXPECT_TRUE(ResetEvent(all));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(all, 0));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(semaphore, 0));
	EXPECT_FALSE(ReleaseSemaphore(semaphore, 1, NULL));
	EXPECT_EQ(ERROR_ACCESS_DENIED, GetLastError());
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_TRUE(CloseHandle(waits));
	EXPECT_TRUE(CloseHandle(sets));
	EXPECT_TRUE(CloseHandle(all));
	EXPECT_TRUE(CloseHandle(semaphore));
}

TEST(many_names_are_kept_apart)
{
	HANDLE first[MANY], second;
	char name[32];

	for (int i = 0; i < MANY; i++) {
		snprintf(name, sizeof(name), "name %d", i * 7919 % MANY);
		first[i] = CreateSemaphoreA(NULL, 0, MANY, name);
		if (!first[i] && GetLastError() == ERROR_TOO_MANY_OPEN_FILES)
			SKIP(return, "needs more file descriptors");
		ASSERT_NE(NULL, first[i]);
		ASSERT_EQ(0, GetLastError());
	}
	for (int i = 0; i < MANY; i++) {
		snprintf(name, sizeof(name), "name %d", i * 7919 % MANY);
		second = OpenSemaphoreA(SEMAPHORE_ALL_ACCESS, FALSE, name);
		ASSERT_TRUE(ReleaseSemaphore(second, 1, NULL));
		ASSERT_EQ(WAIT_OBJECT_0, WaitForSingleObject(first[i], 0));
		ASSERT_TRUE(CloseHandle(first[i]));
		ASSERT_TRUE(CloseHandle(second));
		ASSERT_EQ(NULL, OpenSemaphoreA(SYNCHRONIZE, FALSE, name));
	}
}

/* The name comes and goes under the others' hands. */
static void *create_and_close(void *failures)
{
	for (int i = 0; i < ROUNDS; i++) {
		HANDLE mine = CreateMutexA(NULL, FALSE, "shared");
		HANDLE found = OpenMutexA(MUTEX_ALL_ACCESS, FALSE, "shared");

		if (!mine || !found || !CloseHandle(mine) ||
		    WaitForSingleObject(found, INFINITE) != WAIT_OBJECT_0 ||
		    !ReleaseMutex(found) || !CloseHandle(found))
			atomic_fetch_add((atomic_int *)failures, 1);
	}
	return NULL;
}

TEST(threads_share_a_name_that_comes_and_goes)
{
	pthread_t threads[THREADS];
	atomic_int failures = 0;

	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, create_and_close, &failures);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	EXPECT_EQ(0, failures);
	EXPECT_EQ(NULL, OpenMutexA(MUTEX_ALL_ACCESS, FALSE, "shared"));
}

TEST_HARNESS_MAIN
