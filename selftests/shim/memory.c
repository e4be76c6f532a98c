// SPDX-License-Identifier: GPL-2.0
/* Heaps, Local and Global memory. */
#include "kselftest_harness.h"

#include <Windows.h>

#define POISON		0xccU
#define PIECES		100

static bool is_zero(const unsigned char *memory, size_t size)
{
	while (size)
		if (memory[--size])
			return false;
	return true;
}

TEST(a_piece_knows_the_size_that_was_asked_for)
{
	for (SIZE_T size = 0; size < PIECES; size++) {
		void *piece = HeapAlloc(GetProcessHeap(), 0, size);

		ASSERT_NE(NULL, piece);
		EXPECT_EQ(0, (ULONG_PTR)piece % 16);
		memset(piece, POISON, size);
		EXPECT_EQ(size, HeapSize(GetProcessHeap(), 0, piece));
		EXPECT_TRUE(HeapFree(GetProcessHeap(), 0, piece));
	}
}

TEST(zeroed_memory_is_zero_and_stays_so_when_it_grows)
{
	unsigned char *piece;

	piece = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, 100);
	ASSERT_NE(NULL, piece);
	EXPECT_TRUE(is_zero(piece, 100));
	piece = HeapReAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, piece, 100000);
	ASSERT_NE(NULL, piece);
	EXPECT_TRUE(is_zero(piece, 100000));
	EXPECT_TRUE(HeapFree(GetProcessHeap(), 0, piece));
}

TEST(a_size_that_cannot_be_had_is_refused)
{
	void *piece = HeapAlloc(GetProcessHeap(), 0, 10);

	EXPECT_EQ(NULL, HeapAlloc(GetProcessHeap(), 0, (SIZE_T)-1));
	EXPECT_EQ(NULL, HeapReAlloc(GetProcessHeap(), 0, piece, (SIZE_T)-9));
	EXPECT_EQ(10, HeapSize(GetProcessHeap(), 0, piece));
	EXPECT_EQ(NULL, HeapReAlloc(GetProcessHeap(),
				    HEAP_REALLOC_IN_PLACE_ONLY, piece, 11));
	EXPECT_EQ(piece, HeapReAlloc(GetProcessHeap(),
				     HEAP_REALLOC_IN_PLACE_ONLY, piece, 9));
	EXPECT_EQ(9, HeapSize(GetProcessHeap(), 0, piece));
	EXPECT_EQ(NULL, LocalAlloc(LPTR, (SIZE_T)-1));
	EXPECT_EQ(ERROR_NOT_ENOUGH_MEMORY, GetLastError());
	EXPECT_TRUE(HeapFree(GetProcessHeap(), 0, piece));
}

TEST(freeing_nothing_succeeds)
{
	EXPECT_TRUE(HeapFree(GetProcessHeap(), 0, NULL));
	EXPECT_EQ(NULL, LocalFree(NULL));
	EXPECT_EQ(NULL, GlobalFree(NULL));
}

/* What the heap did not free shows in the run with AddressSanitizer. */
TEST(a_heap_frees_its_memory_when_it_goes)
{
	HANDLE heap = HeapCreate(0, 0, 0);
	void *pieces[PIECES];

	ASSERT_NE(NULL, heap);
	for (int i = 0; i < PIECES; i++) {
		pieces[i] = HeapAlloc(heap, 0, i);
		ASSERT_NE(NULL, pieces[i]);
	}
	for (int i = 0; i < PIECES; i += 2)
		EXPECT_TRUE(HeapFree(heap, 0, pieces[i]));
	for (int i = 1; i < PIECES; i += 4)
		EXPECT_NE(NULL, HeapReAlloc(heap, 0, pieces[i], 4096));
	EXPECT_TRUE(HeapDestroy(heap));
}

TEST(the_process_heap_cannot_be_destroyed)
{
	EXPECT_FALSE(HeapDestroy(GetProcessHeap()));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
}

TEST(local_memory_is_locked_at_its_own_address)
{
	HLOCAL fixed = LocalAlloc(LPTR, 20);
	HLOCAL moveable = LocalAlloc(LHND, 20);

	EXPECT_TRUE(is_zero(fixed, 20));
	EXPECT_TRUE(is_zero(LocalLock(moveable), 20));
	EXPECT_EQ(20, LocalSize(moveable));
	SetLastError(POISON);
	EXPECT_FALSE(LocalUnlock(moveable));
	EXPECT_EQ(ERROR_NOT_LOCKED, GetLastError());
	moveable = LocalReAlloc(moveable, 40, LMEM_ZEROINIT);
	EXPECT_TRUE(is_zero(LocalLock(moveable), 40));
	EXPECT_EQ(NULL, LocalFree(moveable));
	EXPECT_EQ(NULL, LocalFree(fixed));
}

TEST(global_memory_is_local_memory)
{
	HGLOBAL memory = GlobalAlloc(GHND, 20);

	EXPECT_TRUE(is_zero(GlobalLock(memory), 20));
	EXPECT_EQ(20, GlobalSize(memory));
	EXPECT_TRUE(GlobalUnlock(memory));
	memory = GlobalReAlloc(memory, 40, GMEM_MOVEABLE);
	EXPECT_EQ(40, GlobalSize(memory));
	EXPECT_EQ(memory, GlobalReAlloc(memory, 0, GMEM_MODIFY));
	EXPECT_EQ(NULL, GlobalFree(memory));
	EXPECT_FALSE(GlobalUnlock(NULL));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
}

TEST_HARNESS_MAIN
