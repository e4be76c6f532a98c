/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Sizes of the structures: those of Windows for a wchar_t of two
 * bytes, and what the same field lists give for four.
 */
#ifndef SHIM_SIZES_H
#define SHIM_SIZES_H

#include <windows.h>
#include <ras.h>

#include <stddef.h>

#define POINTER		sizeof(void *)
#define WIDE(two, four)	(sizeof(WCHAR) == 2 ? (two) : (four))

/* All versions, the oldest first. */
#define RASCONNA_0X400	(408 + POINTER)
#define RASCONNA_0X401	(672 + POINTER)
#define RASCONNA_0X500	(688 + POINTER)
#define RASCONNA_0X501	(700 + POINTER)
#define RASCONNA_0X600	(716 + POINTER)
#define RASCONNW_0X400	(WIDE(812, 1616) + POINTER)
#define RASCONNW_0X401	(WIDE(1336, 2660) + POINTER)
#define RASCONNW_0X500	(WIDE(1352, 2676) + POINTER)
#define RASCONNW_0X501	(WIDE(1364, 2688) + POINTER)
#define RASCONNW_0X600	(WIDE(1380, 2704) + POINTER)

#define RASCONNSTATUSA_0X400	160
#define RASCONNSTATUSA_0X401	288
#define RASCONNSTATUSA_0X601	332
#define RASCONNSTATUSW_0X400	WIDE(304, 596)
#define RASCONNSTATUSW_0X401	WIDE(564, 1112)
#define RASCONNSTATUSW_0X601	WIDE(608, 1156)

#define SAME(what, size) \
	_Static_assert(sizeof(what) == (size), "size of " #what)

#if WINVER >= 0x600
SAME(RASCONNA, RASCONNA_0X600);
SAME(RASCONNW, RASCONNW_0X600);
#elif WINVER >= 0x501
SAME(RASCONNA, RASCONNA_0X501);
SAME(RASCONNW, RASCONNW_0X501);
#elif WINVER >= 0x500
SAME(RASCONNA, RASCONNA_0X500);
SAME(RASCONNW, RASCONNW_0X500);
#elif WINVER >= 0x401
SAME(RASCONNA, RASCONNA_0X401);
SAME(RASCONNW, RASCONNW_0X401);
#else
SAME(RASCONNA, RASCONNA_0X400);
SAME(RASCONNW, RASCONNW_0X400);
#endif

#if WINVER >= 0x601
SAME(RASCONNSTATUSA, RASCONNSTATUSA_0X601);
SAME(RASCONNSTATUSW, RASCONNSTATUSW_0X601);
#elif WINVER >= 0x401
SAME(RASCONNSTATUSA, RASCONNSTATUSA_0X401);
SAME(RASCONNSTATUSW, RASCONNSTATUSW_0X401);
#else
SAME(RASCONNSTATUSA, RASCONNSTATUSA_0X400);
SAME(RASCONNSTATUSW, RASCONNSTATUSW_0X400);
#endif

/* Offsets that Windows documents, of the newest version on 64 bits. */
#if WINVER >= 0x601 && __SIZEOF_WCHAR_T__ == 2 && __SIZEOF_POINTER__ == 8
#define AT(type, member, offset) \
	_Static_assert(offsetof(type, member) == (offset), #member)

AT(RASCONNW, hrasconn, 4);
AT(RASCONNW, szEntryName, 12);
AT(RASCONNW, szDeviceType, 526);
AT(RASCONNW, szDeviceName, 560);
AT(RASCONNW, szPhonebook, 818);
AT(RASCONNW, dwSubEntry, 1340);
AT(RASCONNW, guidEntry, 1344);
AT(RASCONNW, dwFlags, 1360);
AT(RASCONNW, luid, 1364);
AT(RASCONNW, guidCorrelationId, 1372);
AT(RASCONNSTATUSW, rasconnstate, 4);
AT(RASCONNSTATUSW, dwError, 8);
AT(RASCONNSTATUSW, szDeviceType, 12);
AT(RASCONNSTATUSW, szDeviceName, 46);
AT(RASCONNSTATUSW, szPhoneNumber, 304);
AT(RASCONNSTATUSW, localEndPoint, 564);
AT(RASCONNSTATUSW, remoteEndPoint, 584);
AT(RASCONNSTATUSW, rasconnsubstate, 604);
#endif

#endif /* SHIM_SIZES_H */
