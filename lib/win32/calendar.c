// SPDX-License-Identifier: LGPL-2.1-or-later
/* Date and time of day, and their two forms: FILETIME and SYSTEMTIME. */
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "export.h"
#include "win32/lasterror.h"

#define SECOND		10000000LL	/* in units of FILETIME */
#define MILLISECOND	(SECOND / 1000)
#define DAY		(24 * 60 * 60 * SECOND)
#define TO_1970		11644473600LL	/* seconds from 1601 */
#define FIRST_YEAR	1601
#define LAST_YEAR	30827
#define DAYS_OF_400	146097		/* the calendar repeats then */

static bool is_leap(unsigned int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static unsigned int days_of_month(unsigned int month, unsigned int year)
{
	static const unsigned char days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};

	return days[month - 1] + (month == 2 && is_leap(year));
}

/* Days from the beginning of 1601, a year after the 400th, to that of @year. */
static int64_t days_before(unsigned int year)
{
	int64_t years = year - FIRST_YEAR;

	return years * 365 + years / 4 - years / 100 + years / 400;
}

static FILETIME to_filetime(uint64_t time)
{
	return (FILETIME){ .dwLowDateTime = time, .dwHighDateTime = time >> 32 };
}

static uint64_t to_number(const FILETIME *time)
{
	return (uint64_t)time->dwHighDateTime << 32 | time->dwLowDateTime;
}

static SYSTEMTIME to_date(int64_t time)
{
	int64_t days = time / DAY, left = time % DAY / MILLISECOND;
	unsigned int year = FIRST_YEAR + days / DAYS_OF_400 * 400, month = 1;
	SYSTEMTIME date = {
		.wDayOfWeek = (days + 1) % 7,	/* it began with a Monday */
		.wHour = left / 3600000,
		.wMinute = left / 60000 % 60,
		.wSecond = left / 1000 % 60,
		.wMilliseconds = left % 1000,
	};

	while (days_before(year + 1) <= days)
		year++;
	days -= days_before(year);
	while (days >= days_of_month(month, year))
		days -= days_of_month(month++, year);
	date.wYear = year;
	date.wMonth = month;
	date.wDay = days + 1;
	return date;
}

static bool is_date(const SYSTEMTIME *date)
{
	return date->wYear >= FIRST_YEAR && date->wYear <= LAST_YEAR &&
	       date->wMonth >= 1 && date->wMonth <= 12 && date->wDay >= 1 &&
	       date->wDay <= days_of_month(date->wMonth, date->wYear) &&
	       date->wHour < 24 && date->wMinute < 60 && date->wSecond < 60 &&
	       date->wMilliseconds < 1000;
}

static int64_t from_date(const SYSTEMTIME *date)
{
	int64_t days = days_before(date->wYear) + date->wDay - 1;

	for (unsigned int month = 1; month < date->wMonth; month++)
		days += days_of_month(month, date->wYear);
	return days * DAY +
	       ((date->wHour * 60 + date->wMinute) * 60LL + date->wSecond) *
		       SECOND + date->wMilliseconds * MILLISECOND;
}

static int64_t now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return (ts.tv_sec + TO_1970) * SECOND + ts.tv_nsec / 100;
}

/* What is to be added to UTC now. */
static int64_t local_bias(void)
{
	time_t seconds = time(NULL);
	struct tm local;

	tzset();
	return localtime_r(&seconds, &local) ? local.tm_gmtoff * SECOND : 0;
}

RASX_API VOID WINAPI GetSystemTimeAsFileTime(LPFILETIME lpSystemTimeAsFileTime)
{
	*lpSystemTimeAsFileTime = to_filetime(now());
}

RASX_API VOID WINAPI
GetSystemTimePreciseAsFileTime(LPFILETIME lpSystemTimeAsFileTime)
{
	*lpSystemTimeAsFileTime = to_filetime(now());
}

RASX_API VOID WINAPI GetSystemTime(LPSYSTEMTIME lpSystemTime)
{
	*lpSystemTime = to_date(now());
}

RASX_API VOID WINAPI GetLocalTime(LPSYSTEMTIME lpSystemTime)
{
	*lpSystemTime = to_date(now() + local_bias());
}

RASX_API BOOL WINAPI SystemTimeToFileTime(const SYSTEMTIME *lpSystemTime,
					  LPFILETIME lpFileTime)
{
	if (!is_date(lpSystemTime))
		return rasx_fail(ERROR_INVALID_PARAMETER);
	*lpFileTime = to_filetime(from_date(lpSystemTime));
	return TRUE;
}

RASX_API BOOL WINAPI FileTimeToSystemTime(const FILETIME *lpFileTime,
					  LPSYSTEMTIME lpSystemTime)
{
	int64_t time = to_number(lpFileTime);

	if (time < 0)
		return rasx_fail(ERROR_INVALID_PARAMETER);
	*lpSystemTime = to_date(time);
	return TRUE;
}

RASX_API BOOL WINAPI FileTimeToLocalFileTime(const FILETIME *lpFileTime,
					     LPFILETIME lpLocalFileTime)
{
	*lpLocalFileTime = to_filetime(to_number(lpFileTime) + local_bias());
	return TRUE;
}

RASX_API BOOL WINAPI LocalFileTimeToFileTime(const FILETIME *lpLocalFileTime,
					     LPFILETIME lpFileTime)
{
	*lpFileTime = to_filetime(to_number(lpLocalFileTime) - local_bias());
	return TRUE;
}

RASX_API LONG WINAPI CompareFileTime(const FILETIME *lpFileTime1,
				     const FILETIME *lpFileTime2)
{
	uint64_t first = to_number(lpFileTime1), second = to_number(lpFileTime2);

	return (first > second) - (first < second);
}
