// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * Heaps.  Each piece of memory has a header with its size; those of a heap
 * that can be destroyed are in its list.
 */
#include <pthread.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include "export.h"
#include "win32/heap.h"
#include "win32/lasterror.h"

/* One for the lists of all heaps: fork() has to take it. */
static pthread_mutex_t lists = PTHREAD_MUTEX_INITIALIZER;

struct piece {
	alignas(max_align_t) struct piece *next;
	struct piece *previous;		/* both under that lock */
	size_t size;			/* what was asked for */
};

struct heap {
	struct piece list;		/* a ring; the process heap's is empty */
};

static struct heap process_heap;

static struct piece *piece_of(const void *memory)
{
	return (struct piece *)memory - 1;
}

static bool has_list(const struct heap *heap)
{
	return heap != &process_heap;
}

void rasx_heap_lock(void)
{
	pthread_mutex_lock(&lists);
}

void rasx_heap_unlock(void)
{
	pthread_mutex_unlock(&lists);
}

static void insert(struct heap *heap, struct piece *piece)
{
	if (!has_list(heap))
		return;
	rasx_heap_lock();
	piece->next = &heap->list;
	piece->previous = heap->list.previous;
	piece->previous->next = piece;
	heap->list.previous = piece;
	rasx_heap_unlock();
}

static void remove_from(struct heap *heap, struct piece *piece)
{
	if (!has_list(heap))
		return;
	rasx_heap_lock();
	piece->next->previous = piece->previous;
	piece->previous->next = piece->next;
	rasx_heap_unlock();
}

RASX_API HANDLE WINAPI GetProcessHeap(VOID)
{
	return &process_heap;
}

RASX_API HANDLE WINAPI HeapCreate(DWORD flOptions, SIZE_T dwInitialSize,
				  SIZE_T dwMaximumSize)
{
	struct heap *heap = malloc(sizeof(*heap));

	(void)flOptions;
	(void)dwInitialSize;
	(void)dwMaximumSize;
	if (!heap)
		return rasx_fail_handle(ERROR_NOT_ENOUGH_MEMORY);
	heap->list.next = &heap->list;
	heap->list.previous = &heap->list;
	return heap;
}

RASX_API BOOL WINAPI HeapDestroy(HANDLE hHeap)
{
	struct heap *heap = hHeap;
	struct piece *piece, *next;

	if (!heap || !has_list(heap))
		return rasx_fail(ERROR_INVALID_HANDLE);
	for (piece = heap->list.next; piece != &heap->list; piece = next) {
		next = piece->next;
		free(piece);
	}
	free(heap);
	return TRUE;
}

/* With its header, or 0: nothing can be that large. */
static size_t with_header(size_t size)
{
	return size <= PTRDIFF_MAX - sizeof(struct piece) ?
	       size + sizeof(struct piece) : 0;
}

RASX_API LPVOID WINAPI HeapAlloc(HANDLE hHeap, DWORD dwFlags, SIZE_T dwBytes)
{
	size_t size = with_header(dwBytes);
	struct piece *piece;

	if (!size)
		return NULL;
	piece = dwFlags & HEAP_ZERO_MEMORY ? calloc(1, size) : malloc(size);
	if (!piece)
		return NULL;
	piece->size = dwBytes;
	insert(hHeap, piece);
	return piece + 1;
}

/* It moves only where it may; a piece that shrinks stays where it is. */
static struct piece *resize(struct heap *heap, DWORD flags,
			    struct piece *piece, size_t size)
{
	struct piece *moved;

	if (flags & HEAP_REALLOC_IN_PLACE_ONLY)
		return size <= piece->size ? piece : NULL;
	if (!with_header(size))
		return NULL;
	remove_from(heap, piece);
	moved = realloc(piece, with_header(size));
	insert(heap, moved ? moved : piece);
	return moved;
}

RASX_API LPVOID WINAPI HeapReAlloc(HANDLE hHeap, DWORD dwFlags, LPVOID lpMem,
				   SIZE_T dwBytes)
{
	struct piece *piece;
	size_t old;

	if (!lpMem)
		return NULL;
	old = piece_of(lpMem)->size;
	piece = resize(hHeap, dwFlags, piece_of(lpMem), dwBytes);
	if (!piece)
		return NULL;
	piece->size = dwBytes;
	if (dwFlags & HEAP_ZERO_MEMORY && dwBytes > old)
		memset((char *)(piece + 1) + old, 0, dwBytes - old);
	return piece + 1;
}

RASX_API BOOL WINAPI HeapFree(HANDLE hHeap, DWORD dwFlags, LPVOID lpMem)
{
	(void)dwFlags;
	if (!lpMem)
		return TRUE;
	remove_from(hHeap, piece_of(lpMem));
	free(piece_of(lpMem));
	return TRUE;
}

RASX_API SIZE_T WINAPI HeapSize(HANDLE hHeap, DWORD dwFlags, LPCVOID lpMem)
{
	(void)hHeap;
	(void)dwFlags;
	return lpMem ? piece_of(lpMem)->size : (SIZE_T)-1;
}
