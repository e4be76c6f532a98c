// SPDX-License-Identifier: GPL-2.0
/* RasEnumEntries, RasValidateEntryName.  Sources: ras.md 2.3 and 2.4. */
#include "kselftest_harness.h"

#include "book.h"
#include "bytes.h"
#include "sizes.h"

#define POISON		0xccccccccU
#define ROOM		8

FIXTURE(phonebook) {
	struct book book;
};

FIXTURE_SETUP(phonebook)
{
	ASSERT_EQ(0, book_open(&self->book));
	ASSERT_EQ(0, book_write(&self->book, "work", "ttyS0\n"));
	ASSERT_EQ(0, book_write(&self->book, "Home 2", ""));
	ASSERT_EQ(0, book_write(&self->book, ".hidden", ""));
	SetLastError(POISON);
}

FIXTURE_TEARDOWN(phonebook)
{
	EXPECT_EQ(POISON, GetLastError());
	book_close(&self->book);
}

TEST_F(phonebook, asking_for_the_size_tells_size_and_count)
{
	DWORD bytes = 0, count = POISON;

	EXPECT_EQ(ERROR_BUFFER_TOO_SMALL,
		  RasEnumEntriesA(NULL, self->book.path, NULL, &bytes, &count));
	EXPECT_EQ(2 * sizeof(RASENTRYNAMEA), bytes);
	EXPECT_EQ(2, count);
	bytes = POISON;
	EXPECT_EQ(ERROR_BUFFER_TOO_SMALL,
		  RasEnumEntriesW(NULL, self->book.wide, NULL, &bytes, &count));
	EXPECT_EQ(2 * sizeof(RASENTRYNAMEW), bytes);
	EXPECT_EQ(2, count);
}

TEST_F(phonebook, files_that_are_not_hidden_are_listed_in_order)
{
	RASENTRYNAMEA list[ROOM];
	DWORD bytes = sizeof(list), count = POISON;
	char directory[BOOK_PATH + 8];

	sprintf(directory, "%s/dir", self->book.path);
	ASSERT_EQ(0, mkdir(directory, 0700));
	memset(list, POISON_BYTE, sizeof(list));
	list[0].dwSize = sizeof(list[0]);
	ASSERT_EQ(ERROR_SUCCESS,
		  RasEnumEntriesA(NULL, self->book.path, list, &bytes, &count));
	EXPECT_EQ(2, count);
	EXPECT_EQ(2 * sizeof(list[0]), bytes);
	for (int i = 0; i < 2; i++) {
		EXPECT_EQ(sizeof(list[0]), list[i].dwSize);
		EXPECT_STREQ(i ? "work" : "Home 2", list[i].szEntryName);
		EXPECT_EQ(REN_User, list[i].dwFlags);
		EXPECT_STREQ(self->book.path, list[i].szPhonebookPath);
	}
	EXPECT_TRUE(is_poison(&list[2], sizeof(list) - bytes));
}

/* For the 32-bit build, whose time_t ends in 2038 if nobody says otherwise. */
TEST_F(phonebook, files_of_a_later_century_are_listed_like_others)
{
	static const char *const names[] = { "work", "Home 2" };
	static const char date[] = "touch -d 2106-02-08 \"%s/%s\"";
	DWORD bytes = 0, count = POISON;
	char command[2 * BOOK_PATH];

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		sprintf(command, date, self->book.path, names[i]);
		ASSERT_EQ(0, system(command));
	}
	EXPECT_EQ(ERROR_BUFFER_TOO_SMALL,
		  RasEnumEntriesA(NULL, self->book.path, NULL, &bytes,
				  &count));
	EXPECT_EQ(2, count);
	EXPECT_EQ(ERROR_ALREADY_EXISTS,
		  RasValidateEntryNameA(self->book.path, "work"));
}

TEST_F(phonebook, wide_structures_are_filled_alike)
{
	RASENTRYNAMEW list[ROOM];
	DWORD bytes = sizeof(list), count = POISON;

	memset(list, POISON_BYTE, sizeof(list));
	list[0].dwSize = sizeof(list[0]);
	ASSERT_EQ(ERROR_SUCCESS,
		  RasEnumEntriesW(NULL, self->book.wide, list, &bytes, &count));
	EXPECT_EQ(2, count);
	for (int i = 0; i < 2; i++) {
		EXPECT_EQ(sizeof(list[0]), list[i].dwSize);
		EXPECT_TRUE(is_text(list[i].szEntryName, i ? "work" : "Home 2"));
		EXPECT_TRUE(is_text(list[i].szPhonebookPath, self->book.path));
	}
	EXPECT_TRUE(is_poison(&list[2], sizeof(list) - bytes));
}

TEST_F(phonebook, the_old_version_is_filled_at_its_own_distance)
{
	unsigned char buffer[ROOM * RASENTRYNAMEA_0X400];
	DWORD size = RASENTRYNAMEA_0X400, bytes = sizeof(buffer), count;
	const RASENTRYNAMEA *last = (void *)(buffer + size);

	memset(buffer, POISON_BYTE, sizeof(buffer));
	memcpy(buffer, &size, sizeof(size));
	ASSERT_EQ(ERROR_SUCCESS,
		  RasEnumEntriesA(NULL, self->book.path, (void *)buffer, &bytes,
				  &count));
	EXPECT_EQ(2 * size, bytes);
	EXPECT_EQ(size, last->dwSize);
	EXPECT_STREQ("work", last->szEntryName);
	EXPECT_TRUE(is_poison(buffer + bytes, sizeof(buffer) - bytes));
}

TEST_F(phonebook, a_short_buffer_is_left_alone_but_the_counts_are_set)
{
	RASENTRYNAMEA list[2];
	DWORD sizes[] = { 0, 3, sizeof(DWORD), sizeof(list) - 1 };

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		DWORD bytes = sizes[i], count = POISON;

		memset(list, POISON_BYTE, sizeof(list));
		list[0].dwSize = sizeof(list[0]);
		EXPECT_EQ(ERROR_BUFFER_TOO_SMALL,
			  RasEnumEntriesA(NULL, self->book.path, list, &bytes,
					  &count));
		EXPECT_EQ(sizeof(list), bytes);
		EXPECT_EQ(2, count);
		EXPECT_TRUE(is_poison(list[0].szEntryName,
				      sizeof(list) - sizeof(DWORD)));
	}
}

TEST_F(phonebook, names_beyond_ascii_come_back_as_they_were)
{
	static const WCHAR name[] = L"b\u00fcro \u4e2d \U0001f4de";
	struct book book;
	RASENTRYNAMEW list[ROOM] = { { .dwSize = sizeof(list[0]) } };
	DWORD bytes = sizeof(list), count;

	ASSERT_EQ(0, book_open(&book));
	ASSERT_EQ(0, book_write(&book, "b\xc3\xbcro \xe4\xb8\xad \xf0\x9f\x93\x9e",
				"ttyS5"));
	ASSERT_EQ(ERROR_SUCCESS,
		  RasEnumEntriesW(NULL, book.wide, list, &bytes, &count));
	ASSERT_EQ(1, count);
	EXPECT_EQ(0, memcmp(name, list[0].szEntryName, sizeof(name)));
	EXPECT_EQ(ERROR_ALREADY_EXISTS,
		  RasValidateEntryNameW(book.wide, list[0].szEntryName));
	bytes = 0;
	EXPECT_EQ(ERROR_BUFFER_TOO_SMALL,
		  RasGetEntryPropertiesW(book.wide, list[0].szEntryName, NULL,
					 &bytes, NULL, NULL));
	book_close(&book);
}

TEST_F(phonebook, bytes_that_are_no_text_are_kept_or_marked)
{
	static const char name[] = "a\xff\xfe\xc3z\xed\xa0\x80";
	static const WCHAR marked[] = L"a\ufffd\ufffd\ufffdz\ufffd\ufffd\ufffd";
	struct book book;
	RASENTRYNAMEA list[1] = { { .dwSize = sizeof(list[0]) } };
	RASENTRYNAMEW wide[1] = { { .dwSize = sizeof(wide[0]) } };
	DWORD bytes = sizeof(list), count;

	ASSERT_EQ(0, book_open(&book));
	ASSERT_EQ(0, book_write(&book, name, ""));
	ASSERT_EQ(ERROR_SUCCESS,
		  RasEnumEntriesA(NULL, book.path, list, &bytes, &count));
	EXPECT_STREQ(name, list[0].szEntryName);
	EXPECT_EQ(ERROR_ALREADY_EXISTS,
		  RasValidateEntryNameA(book.path, list[0].szEntryName));
	bytes = sizeof(wide);
	ASSERT_EQ(ERROR_SUCCESS,
		  RasEnumEntriesW(NULL, book.wide, wide, &bytes, &count));
	EXPECT_EQ(0, memcmp(marked, wide[0].szEntryName, sizeof(marked)));
	book_close(&book);
}

TEST_F(phonebook, the_longest_name_is_whole_in_every_width)
{
	static const WCHAR astral[] = L"\U0001f4de";
	size_t units = sizeof(astral) / sizeof(WCHAR) - 1;
	char longest[256], wide_longest[256];
	struct book book;
	RASENTRYNAMEA list[ROOM] = { { .dwSize = sizeof(list[0]) } };
	RASENTRYNAMEW wide[ROOM] = { { .dwSize = sizeof(wide[0]) } };
	DWORD bytes = sizeof(list), count, length = 0;

	memset(longest, 'x', 255);
	longest[255] = 0;
	wide_longest[0] = 0;
	while (strlen(wide_longest) + 4 <= 255)
		strcat(wide_longest, "\xf0\x9f\x93\x9e");
	ASSERT_EQ(0, book_open(&book));
	ASSERT_EQ(0, book_write(&book, longest, ""));
	ASSERT_EQ(0, book_write(&book, wide_longest, ""));
	ASSERT_EQ(ERROR_SUCCESS,
		  RasEnumEntriesA(NULL, book.path, list, &bytes, &count));
	ASSERT_EQ(2, count);
	EXPECT_STREQ(longest, list[0].szEntryName);
	EXPECT_STREQ(wide_longest, list[1].szEntryName);
	bytes = sizeof(wide);
	ASSERT_EQ(ERROR_SUCCESS,
		  RasEnumEntriesW(NULL, book.wide, wide, &bytes, &count));
	EXPECT_TRUE(is_text(wide[0].szEntryName, longest));
	while (wide[1].szEntryName[length])
		length++;
	EXPECT_EQ(strlen(wide_longest) / 4 * units, length);
	book_close(&book);
}

TEST_F(phonebook, an_empty_book_is_a_success_without_entries)
{
	struct book book;
	DWORD bytes = 0, count = POISON;

	ASSERT_EQ(0, book_open(&book));
	EXPECT_EQ(ERROR_SUCCESS,
		  RasEnumEntriesA(NULL, book.path, NULL, &bytes, &count));
	EXPECT_EQ(0, bytes);
	EXPECT_EQ(0, count);
	book_close(&book);
}

TEST_F(phonebook, what_is_no_directory_is_no_phone_book)
{
	static const char *const paths[] = { "/nonexistent/peers",
					     "/etc/passwd" };
	DWORD bytes = 0, count = POISON;

	for (size_t i = 0; i < ARRAY_SIZE(paths); i++) {
		EXPECT_EQ(ERROR_CANNOT_OPEN_PHONEBOOK,
			  RasEnumEntriesA(NULL, paths[i], NULL, &bytes,
					  &count));
		EXPECT_EQ(ERROR_CANNOT_OPEN_PHONEBOOK,
			  RasValidateEntryNameA(paths[i], "name"));
		EXPECT_EQ(ERROR_CANNOT_OPEN_PHONEBOOK,
			  RasGetEntryPropertiesA(paths[i], "name", NULL, &bytes,
						 NULL, NULL));
	}
	EXPECT_EQ(0, bytes);
	EXPECT_EQ(POISON, count);
}

TEST_F(phonebook, a_path_that_would_not_come_back_whole_is_refused)
{
	char path[MAX_PATH + 1];
	DWORD bytes = 0, count;

	memset(path, '/', MAX_PATH);
	path[MAX_PATH] = 0;
	EXPECT_EQ(ERROR_FILENAME_EXCED_RANGE,
		  RasEnumEntriesA(NULL, path, NULL, &bytes, &count));
	path[MAX_PATH - 1] = 0;
	EXPECT_NE(ERROR_FILENAME_EXCED_RANGE,
		  RasEnumEntriesA(NULL, path, NULL, &bytes, &count));
}

TEST_F(phonebook, null_pointers_and_a_reserved_argument_are_refused)
{
	DWORD value = 0;

	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasEnumEntriesA(NULL, NULL, NULL, NULL, &value));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasEnumEntriesW(NULL, NULL, NULL, &value, NULL));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasEnumEntriesA("", NULL, NULL, &value, &value));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasValidateEntryNameA(self->book.path, NULL));
	EXPECT_EQ(0, value);
}

TEST_F(phonebook, a_name_is_free_taken_or_invalid)
{
	static const char *const free_names[] = { "new", "a.b", "7", "x y",
						  "\xc3\xbc" };
	static const char *const invalid[] = { "", " ", "..", ".x", "a/b",
					       "/a", "a\n", "---", "a\x7f" };
	char long_name[258];

	for (size_t i = 0; i < ARRAY_SIZE(free_names); i++)
		EXPECT_EQ(ERROR_SUCCESS,
			  RasValidateEntryNameA(self->book.path,
						free_names[i]));
	for (size_t i = 0; i < ARRAY_SIZE(invalid); i++)
		EXPECT_EQ(ERROR_INVALID_NAME,
			  RasValidateEntryNameA(self->book.path, invalid[i]));
	EXPECT_EQ(ERROR_ALREADY_EXISTS,
		  RasValidateEntryNameA(self->book.path, "work"));
	memset(long_name, 'x', sizeof(long_name));
	long_name[256] = 0;
	EXPECT_EQ(ERROR_INVALID_NAME,
		  RasValidateEntryNameA(self->book.path, long_name));
	long_name[255] = 0;
	EXPECT_EQ(ERROR_SUCCESS,
		  RasValidateEntryNameA(self->book.path, long_name));
}

TEST_F(phonebook, wide_names_that_are_no_text_are_invalid)
{
	static const WCHAR lone_high[] = { 0xd800, 'a', 0 };
	static const WCHAR lone_low[] = { 'a', 0xdc00, 0 };
	static const WCHAR high_at_end[] = { 'a', 0xd800, 0 };
	static const WCHAR *const names[] = { lone_high, lone_low,
					      high_at_end };
	DWORD bytes = 0;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		EXPECT_EQ(ERROR_INVALID_NAME,
			  RasValidateEntryNameW(self->book.wide, names[i]));
		EXPECT_EQ(ERROR_INVALID_NAME,
			  RasEnumEntriesW(NULL, names[i], NULL, &bytes,
					  &bytes));
		EXPECT_EQ(ERROR_CANNOT_FIND_PHONEBOOK_ENTRY,
			  RasGetEntryPropertiesW(self->book.wide, names[i],
						 NULL, &bytes, NULL, NULL));
	}
	EXPECT_EQ(ERROR_SUCCESS, RasValidateEntryNameW(self->book.wide, L"new"));
	EXPECT_EQ(ERROR_ALREADY_EXISTS,
		  RasValidateEntryNameW(self->book.wide, L"work"));
}

TEST_HARNESS_MAIN
