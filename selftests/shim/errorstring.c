// SPDX-License-Identifier: GPL-2.0
/* RasGetErrorString.  Sources: ras.md 2.4; what is decided there is marked. */
#include "kselftest_harness.h"

#include <windows.h>
#include <ras.h>
#include <raserror.h>

#define POISON		0xccU
#define ENOUGH		512

FIXTURE(errorstring) {
	CHAR narrow[ENOUGH];
	WCHAR wide[ENOUGH];
};

FIXTURE_SETUP(errorstring)
{
	memset(self->narrow, POISON, sizeof(self->narrow));
	memset(self->wide, POISON, sizeof(self->wide));
	SetLastError(POISON);
}

FIXTURE_TEARDOWN(errorstring)
{
	EXPECT_EQ(POISON, GetLastError());
}

/* -1: it has no end. */
static int wide_length(const WCHAR *text)
{
	for (int i = 0; i < ENOUGH; i++)
		if (!text[i])
			return i;
	return -1;
}

TEST_F(errorstring, every_code_of_the_header_has_a_sentence)
{
	for (UINT code = RASBASE; code <= RASBASEEND; code++) {
		ASSERT_EQ(ERROR_SUCCESS,
			  RasGetErrorStringA(code, self->narrow, ENOUGH)) {
			TH_LOG("code %u", code);
		}
		ASSERT_LT(8, strlen(self->narrow));
		ASSERT_EQ('.', self->narrow[strlen(self->narrow) - 1]);
	}
}

TEST_F(errorstring, wide_text_is_the_same)
{
	for (UINT code = RASBASE; code <= RASBASEEND; code++) {
		ASSERT_EQ(0, RasGetErrorStringA(code, self->narrow, ENOUGH));
		ASSERT_EQ(0, RasGetErrorStringW(code, self->wide, ENOUGH));
		ASSERT_EQ(strlen(self->narrow), wide_length(self->wide));
		for (size_t i = 0; i < strlen(self->narrow); i++)
			ASSERT_EQ((WCHAR)self->narrow[i], self->wide[i]);
	}
}

TEST_F(errorstring, neighbours_with_a_meaning_of_their_own_differ)
{
	CHAR other[ENOUGH];

	EXPECT_EQ(0, RasGetErrorString(ERROR_NO_ANSWER, (LPTSTR)self->narrow,
				       ENOUGH));
	EXPECT_EQ(0, RasGetErrorString(ERROR_LINE_BUSY, (LPTSTR)other, ENOUGH));
	EXPECT_STRNE(self->narrow, other);
}

TEST_F(errorstring, the_size_counts_characters_and_the_terminator)
{
	DWORD length;

	ASSERT_EQ(0, RasGetErrorStringA(ERROR_NO_CONNECTION, self->narrow,
					ENOUGH));
	length = strlen(self->narrow);
	EXPECT_EQ(0, RasGetErrorStringA(ERROR_NO_CONNECTION, self->narrow,
					length + 1));
	EXPECT_EQ(0, RasGetErrorStringW(ERROR_NO_CONNECTION, self->wide,
					length + 1));
	EXPECT_EQ(length, wide_length(self->wide));
}

TEST_F(errorstring, a_short_buffer_is_refused_and_left_alone)
{
	DWORD length;

	ASSERT_EQ(0, RasGetErrorStringA(ERROR_NO_CONNECTION, self->narrow,
					ENOUGH));
	length = strlen(self->narrow);
	memset(self->narrow, POISON, sizeof(self->narrow));
	for (DWORD size = 0; size <= length; size++) {
		EXPECT_EQ(ERROR_INSUFFICIENT_BUFFER,
			  RasGetErrorStringA(ERROR_NO_CONNECTION, self->narrow,
					     size));
		EXPECT_EQ(ERROR_INSUFFICIENT_BUFFER,
			  RasGetErrorStringW(ERROR_NO_CONNECTION, self->wide,
					     size));
	}
	EXPECT_EQ((CHAR)POISON, self->narrow[0]);
	EXPECT_EQ(-1, wide_length(self->wide));
}

TEST_F(errorstring, other_codes_and_no_buffer_are_invalid_parameters)
{
	static const UINT codes[] = { 0, 5, RASBASE - 1, RASBASEEND + 1,
				      0x80070057, 0xffffffff };

	for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
		EXPECT_EQ(ERROR_INVALID_PARAMETER,
			  RasGetErrorStringA(codes[i], self->narrow, ENOUGH));
		EXPECT_EQ(ERROR_INVALID_PARAMETER,
			  RasGetErrorStringW(codes[i], self->wide, 0));
	}
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasGetErrorStringA(ERROR_NO_CONNECTION, NULL, ENOUGH));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasGetErrorStringW(ERROR_NO_CONNECTION, NULL, 0));
	EXPECT_EQ((CHAR)POISON, self->narrow[0]);
}

TEST_HARNESS_MAIN
