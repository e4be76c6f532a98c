// SPDX-License-Identifier: GPL-2.0
/*
 * Which values of dwSize are accepted.  The size is looked at before the
 * kernel module is needed, so this holds with and without one.
 */
#include "kselftest_harness.h"

#include <ras.h>

#include "sizes.h"

#define LARGEST	8192

static unsigned char buffer[LARGEST];

static bool is_one_of(size_t size, const size_t *sizes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (sizes[i] == size)
			return true;
	return false;
}

static DWORD enumerate_a(DWORD size)
{
	DWORD bytes = sizeof(buffer), count;

	memcpy(buffer, &size, sizeof(size));
	return RasEnumConnectionsA((LPRASCONNA)buffer, &bytes, &count);
}

static DWORD enumerate_w(DWORD size)
{
	DWORD bytes = sizeof(buffer), count;

	memcpy(buffer, &size, sizeof(size));
	return RasEnumConnectionsW((LPRASCONNW)buffer, &bytes, &count);
}

static DWORD status_a(DWORD size)
{
	memcpy(buffer, &size, sizeof(size));
	return RasGetConnectStatusA(NULL, (LPRASCONNSTATUSA)buffer);
}

static DWORD status_w(DWORD size)
{
	memcpy(buffer, &size, sizeof(size));
	return RasGetConnectStatusW(NULL, (LPRASCONNSTATUSW)buffer);
}

#define EXACTLY(function, ...) do {					\
	static const size_t sizes[] = { __VA_ARGS__ };			\
									\
	for (DWORD size = 0; size < LARGEST; size++) {			\
		ASSERT_EQ(!is_one_of(size, sizes, ARRAY_SIZE(sizes)),	\
			  function(size) == ERROR_INVALID_SIZE) {	\
			TH_LOG("size %u", size);			\
		}							\
	}								\
	ASSERT_EQ(ERROR_INVALID_SIZE, function(0xffffffff));		\
} while (0)

TEST(every_size_of_a_narrow_rasconn_and_no_other_is_accepted)
{
	EXACTLY(enumerate_a, RASCONNA_0X400, RASCONNA_0X401, RASCONNA_0X500,
		RASCONNA_0X501, RASCONNA_0X600);
}

TEST(every_size_of_a_wide_rasconn_and_no_other_is_accepted)
{
	EXACTLY(enumerate_w, RASCONNW_0X400, RASCONNW_0X401, RASCONNW_0X500,
		RASCONNW_0X501, RASCONNW_0X600);
}

TEST(every_size_of_a_narrow_rasconnstatus_and_no_other_is_accepted)
{
	EXACTLY(status_a, RASCONNSTATUSA_0X400, RASCONNSTATUSA_0X401,
		RASCONNSTATUSA_0X601);
}

TEST(every_size_of_a_wide_rasconnstatus_and_no_other_is_accepted)
{
	EXACTLY(status_w, RASCONNSTATUSW_0X400, RASCONNSTATUSW_0X401,
		RASCONNSTATUSW_0X601);
}

TEST_HARNESS_MAIN
