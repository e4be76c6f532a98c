// SPDX-License-Identifier: GPL-2.0
/* Date and time of day. */
#include "kselftest_harness.h"

#include <stdlib.h>
#include <time.h>

#include <windows.h>

#define POISON		0xccU
#define TO_1970		11644473600LL
#define SECOND		10000000LL

static long long number(const FILETIME *time)
{
	return (unsigned long long)time->dwHighDateTime << 32 |
	       time->dwLowDateTime;
}

static FILETIME filetime(long long number)
{
	FILETIME time = { (DWORD)number, (DWORD)(number >> 32) };

	return time;
}

TEST(known_dates_have_known_numbers)
{
	static const struct {
		SYSTEMTIME date;
		long long number;
	} known[] = {
		{ { 1601, 1, 1, 1, 0, 0, 0, 0 }, 0 },
		{ { 1970, 1, 4, 1, 0, 0, 0, 0 }, TO_1970 * SECOND },
		{ { 2000, 2, 2, 29, 23, 59, 59, 999 },
		  (TO_1970 + 951868799) * SECOND + 9990000 },
		{ { 2100, 3, 1, 1, 0, 0, 0, 0 },
		  (TO_1970 + 4107542400LL) * SECOND },
	};

	for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
		SYSTEMTIME date;
		FILETIME time;

		SetLastError(POISON);
		EXPECT_TRUE(SystemTimeToFileTime(&known[i].date, &time));
		EXPECT_EQ(known[i].number, number(&time));
		EXPECT_TRUE(FileTimeToSystemTime(&time, &date));
		EXPECT_EQ(0, memcmp(&date, &known[i].date, sizeof(date)));
		EXPECT_EQ(POISON, GetLastError());
	}
}

/* The C library's calendar is the other opinion. */
TEST(four_hundred_years_agree_with_the_c_library)
{
	for (long long day = -369 * 365; day < 400 * 366; day += 13) {
		long long seconds = day * 86400 + 12345;
		FILETIME time = filetime((TO_1970 + seconds) * SECOND), back;
		SYSTEMTIME date;
		time_t t = seconds;
		struct tm tm;

		if (sizeof(t) == 4 && t != seconds)
			continue;
		ASSERT_NE(NULL, gmtime_r(&t, &tm));
		ASSERT_TRUE(FileTimeToSystemTime(&time, &date));
		ASSERT_EQ(tm.tm_year + 1900, date.wYear);
		ASSERT_EQ(tm.tm_mon + 1, date.wMonth);
		ASSERT_EQ(tm.tm_mday, date.wDay);
		ASSERT_EQ(tm.tm_wday, date.wDayOfWeek);
		ASSERT_EQ(tm.tm_hour, date.wHour);
		ASSERT_TRUE(SystemTimeToFileTime(&date, &back));
		ASSERT_EQ(0, CompareFileTime(&time, &back));
	}
}

TEST(what_is_no_date_is_refused)
{
	static const SYSTEMTIME wrong[] = {
		{ 1600, 12, 0, 31, 0, 0, 0, 0 }, { 30828, 1, 0, 1, 0, 0, 0, 0 },
		{ 2001, 0, 0, 1, 0, 0, 0, 0 }, { 2001, 13, 0, 1, 0, 0, 0, 0 },
		{ 2001, 1, 0, 0, 0, 0, 0, 0 }, { 2001, 2, 0, 29, 0, 0, 0, 0 },
		{ 2001, 1, 0, 1, 24, 0, 0, 0 }, { 2001, 1, 0, 1, 0, 60, 0, 0 },
		{ 2001, 1, 0, 1, 0, 0, 60, 0 }, { 2001, 1, 0, 1, 0, 0, 0, 1000 },
	};
	FILETIME time = filetime(-1);
	SYSTEMTIME date;

	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		SetLastError(POISON);
		EXPECT_FALSE(SystemTimeToFileTime(&wrong[i], &time));
		EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
	}
	EXPECT_EQ(-1, number(&time));
	EXPECT_FALSE(FileTimeToSystemTime(&time, &date));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
}

TEST(the_largest_number_is_a_date)
{
	FILETIME time = filetime(0x7fffffffffffffffLL);
	SYSTEMTIME date;

	ASSERT_TRUE(FileTimeToSystemTime(&time, &date));
	EXPECT_EQ(30828, date.wYear);
	EXPECT_EQ(9, date.wMonth);
	EXPECT_EQ(14, date.wDay);
}

TEST(a_number_beyond_all_dates_is_shifted_all_the_same)
{
	FILETIME time = filetime(0x7fffffffffffffffLL), shifted;

	ASSERT_EQ(0, setenv("TZ", "XYZ-5:30", 1));
	ASSERT_TRUE(FileTimeToLocalFileTime(&time, &shifted));
	EXPECT_EQ(1, CompareFileTime(&shifted, &time));
}

TEST(the_time_is_that_of_the_system)
{
	long long before = time(NULL), after;
	FILETIME file, precise, converted;
	SYSTEMTIME utc;

	GetSystemTimeAsFileTime(&file);
	GetSystemTimePreciseAsFileTime(&precise);
	GetSystemTime(&utc);
	after = time(NULL) + 1;
	ASSERT_TRUE(SystemTimeToFileTime(&utc, &converted));
	EXPECT_LE((before - 1 + TO_1970) * SECOND, number(&file));
	EXPECT_LE(number(&file), number(&precise));
	EXPECT_LE(number(&precise), number(&converted) + SECOND);
	EXPECT_LE(number(&converted), (after + TO_1970) * SECOND);
}

TEST(local_time_is_that_of_the_zone)
{
	FILETIME utc, local, shifted, back;
	SYSTEMTIME date;

	ASSERT_EQ(0, setenv("TZ", "XYZ-5:30", 1));
	GetSystemTimeAsFileTime(&utc);
	GetLocalTime(&date);
	ASSERT_TRUE(SystemTimeToFileTime(&date, &local));
	EXPECT_LE(number(&utc) + 19800 * SECOND, number(&local) + SECOND);
	EXPECT_LE(number(&local), number(&utc) + 19860 * SECOND);
	EXPECT_TRUE(FileTimeToLocalFileTime(&utc, &shifted));
	EXPECT_EQ(19800 * SECOND, number(&shifted) - number(&utc));
	EXPECT_EQ(1, CompareFileTime(&shifted, &utc));
	EXPECT_EQ(-1, CompareFileTime(&utc, &shifted));
	EXPECT_TRUE(LocalFileTimeToFileTime(&shifted, &back));
	EXPECT_EQ(0, CompareFileTime(&utc, &back));
}

TEST_HARNESS_MAIN
