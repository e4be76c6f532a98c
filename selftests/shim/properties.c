// SPDX-License-Identifier: GPL-2.0
/* RasGetEntryProperties: what files of pppd options say. */
#include "kselftest_harness.h"

#include "bytes.h"
#include "book.h"
#include "sizes.h"

#define POISON		0xccccccccU

FIXTURE(properties) {
	struct book book;
	RASENTRYA entry;
};

FIXTURE_SETUP(properties)
{
	ASSERT_EQ(0, book_open(&self->book));
	SetLastError(POISON);
}

FIXTURE_TEARDOWN(properties)
{
	EXPECT_EQ(POISON, GetLastError());
	book_close(&self->book);
}

static DWORD get(const struct book *book, const char *name, RASENTRYA *entry)
{
	DWORD bytes = sizeof(*entry);

	memset(entry, POISON_BYTE, sizeof(*entry));
	entry->dwSize = sizeof(*entry);
	return RasGetEntryPropertiesA(book->path, name, entry, &bytes, NULL,
				      NULL);
}

static const struct {
	const char *file, *type, *device, *number;
	DWORD kind;
} cases[] = {
	{ "", "", "", "", RASET_Direct },
	{ "/dev/ttyS1 115200", "modem", "ttyS1", "", RASET_Direct },
	{ "ttyUSB0\n", "modem", "ttyUSB0", "", RASET_Direct },
	{ "# ttyS0\nttyS1 # ttyS2\n", "modem", "ttyS1", "", RASET_Direct },
	{ "user ttyS9 ttyS1", "modem", "ttyS1", "", RASET_Direct },
	{ "sync ttyS1", "SERIAL", "ttyS1", "", RASET_Direct },
	{ "connect \"/usr/sbin/chat -v -f /etc/chatscripts/gprs -T *99#\"\n"
	  "/dev/ttyACM0", "modem", "ttyACM0", "*99#", RASET_Phone },
	{ "connect 'chat \"\" ATZ OK ATDT5551234 CONNECT'\nttyS0", "modem",
	  "ttyS0", "5551234", RASET_Phone },
	{ "connect \"chat '' atdp01/2 CONNECT\"\nttyS0", "modem", "ttyS0",
	  "01", RASET_Phone },
	{ "plugin rp-pppoe.so nic-eth7\nuser \"x\"", "PPPoE", "eth7", "",
	  RASET_Broadband },
	{ "plugin rp-pppoe.so\nrp_pppoe_service eth8\neth9", "PPPoE", "eth9",
	  "", RASET_Broadband },
	{ "plugin pppoe.so\nlo", "PPPoE", "lo", "", RASET_Broadband },
	{ "pty \"/usr/sbin/pppoe -I eth3 -T 80\"", "PPPoE", "eth3", "",
	  RASET_Broadband },
	{ "pty \"pptp vpn.example.org --nolaunchpppd\"\nname x", "vpn", "", "",
	  RASET_Vpn },
	{ "plugin pppol2tp.so", "vpn", "", "", RASET_Vpn },
	{ "pty 'ssh example.org pppd'", "GENERIC", "", "", RASET_Direct },
};

TEST_F(properties, device_type_and_number_are_what_the_file_says)
{
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		ASSERT_EQ(0, book_write(&self->book, "entry", cases[i].file));
		ASSERT_EQ(0, get(&self->book, "entry", &self->entry));
		EXPECT_STREQ(cases[i].type, self->entry.szDeviceType) {
			TH_LOG("file: %s", cases[i].file);
		}
		EXPECT_STREQ(cases[i].device, self->entry.szDeviceName) {
			TH_LOG("file: %s", cases[i].file);
		}
		EXPECT_STREQ(cases[i].number,
			     self->entry.szLocalPhoneNumber);
		EXPECT_EQ(cases[i].kind, self->entry.dwType) {
			TH_LOG("file: %s", cases[i].file);
		}
	}
}

TEST_F(properties, an_empty_name_gives_what_an_empty_file_gives)
{
	static RASENTRYA defaults;

	ASSERT_EQ(0, book_write(&self->book, "entry", ""));
	ASSERT_EQ(0, get(&self->book, "entry", &self->entry));
	ASSERT_EQ(0, get(&self->book, "", &defaults));
	EXPECT_EQ(0, memcmp(&defaults, &self->entry, sizeof(defaults)));
	ASSERT_EQ(0, get(&self->book, NULL, &defaults));
	EXPECT_EQ(0, memcmp(&defaults, &self->entry, sizeof(defaults)));
	EXPECT_EQ(sizeof(defaults), defaults.dwSize);
	EXPECT_EQ(RASEO_IpHeaderCompression, defaults.dwfOptions);
	EXPECT_EQ(RASNP_Ip, defaults.dwfNetProtocols);
	EXPECT_EQ(RASFP_Ppp, defaults.dwFramingProtocol);
	EXPECT_EQ(RASIDS_Disabled, defaults.dwIdleDisconnectSeconds);
	EXPECT_EQ(0, defaults.dwfOptions2);
}

TEST_F(properties, options_become_flags)
{
	ASSERT_EQ(0, book_write(&self->book, "entry",
				"defaultroute novj noip +ipv6 persist idle 60\n"
				"holdoff 7 require-mppe-128 10.1.2.3:\n"));
	ASSERT_EQ(0, get(&self->book, "entry", &self->entry));
	EXPECT_EQ(RASEO_SpecificIpAddr | RASEO_RemoteDefaultGateway |
		  RASEO_RequireDataEncryption, self->entry.dwfOptions);
	EXPECT_EQ(10, self->entry.ipaddr.a);
	EXPECT_EQ(1, self->entry.ipaddr.b);
	EXPECT_EQ(2, self->entry.ipaddr.c);
	EXPECT_EQ(3, self->entry.ipaddr.d);
	EXPECT_EQ(RASNP_Ipv6, self->entry.dwfNetProtocols);
	EXPECT_EQ(60, self->entry.dwIdleDisconnectSeconds);
	EXPECT_EQ(ET_Require, self->entry.dwEncryptionType);
	EXPECT_EQ(RASEO2_ReconnectIfDropped, self->entry.dwfOptions2);
	EXPECT_EQ(7, self->entry.dwRedialPause);
}

TEST_F(properties, the_size_is_told_for_no_buffer_and_a_short_one)
{
	DWORD bytes = 0, device = POISON;

	ASSERT_EQ(0, book_write(&self->book, "entry", ""));
	EXPECT_EQ(ERROR_BUFFER_TOO_SMALL,
		  RasGetEntryPropertiesA(self->book.path, "entry", NULL,
					 &bytes, NULL, &device));
	EXPECT_EQ(sizeof(RASENTRYA), bytes);
	EXPECT_EQ(0, device);
	bytes = 0;
	EXPECT_EQ(ERROR_BUFFER_TOO_SMALL,
		  RasGetEntryPropertiesW(NULL, NULL, NULL, &bytes, NULL, NULL));
	EXPECT_EQ(sizeof(RASENTRYW), bytes);
	memset(&self->entry, POISON_BYTE, sizeof(self->entry));
	self->entry.dwSize = RASENTRYA_0X500;
	bytes = RASENTRYA_0X500 - 1;
	EXPECT_EQ(ERROR_BUFFER_TOO_SMALL,
		  RasGetEntryPropertiesA(self->book.path, "entry",
					 &self->entry, &bytes, NULL, NULL));
	EXPECT_EQ(RASENTRYA_0X500, bytes);
	EXPECT_EQ(POISON, self->entry.dwfOptions);
}

TEST_F(properties, nothing_is_written_beyond_an_old_version)
{
	static const DWORD sizes[] = { RASENTRYA_0X400, RASENTRYA_0X401,
				       RASENTRYA_0X500, RASENTRYA_0X501,
				       RASENTRYA_0X600 };
	const unsigned char *bytes = (const unsigned char *)&self->entry;

	ASSERT_EQ(0, book_write(&self->book, "entry", "ttyS0 persist"));
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		DWORD room = sizeof(self->entry);

		memset(&self->entry, POISON_BYTE, sizeof(self->entry));
		self->entry.dwSize = sizes[i];
		EXPECT_EQ(ERROR_SUCCESS,
			  RasGetEntryPropertiesA(self->book.path, "entry",
						 &self->entry, &room, NULL,
						 NULL));
		EXPECT_EQ(sizes[i], room);
		EXPECT_STREQ("ttyS0", self->entry.szDeviceName);
		for (size_t j = sizes[i]; j < sizeof(self->entry); j++)
			ASSERT_EQ(POISON_BYTE, bytes[j]);
	}
}

TEST_F(properties, an_entry_that_is_none_is_told_before_all_else)
{
	static const char *const names[] = { "nobody", ".", "..", "dir",
					     "../etc/passwd", "/etc/passwd" };
	char directory[BOOK_PATH + 8];
	DWORD bytes = 0;

	sprintf(directory, "%s/dir", self->book.path);
	ASSERT_EQ(0, mkdir(directory, 0700));
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		EXPECT_EQ(ERROR_CANNOT_FIND_PHONEBOOK_ENTRY,
			  RasGetEntryPropertiesA(self->book.path, names[i],
						 NULL, &bytes, NULL, NULL));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasGetEntryPropertiesA(self->book.path, "", NULL, NULL, NULL,
					 NULL));
}

TEST_F(properties, a_file_that_makes_no_sense_is_corrupt_or_just_words)
{
	static char large[100000];
	DWORD bytes = 0;

	ASSERT_EQ(0, book_write(&self->book, "quote", "connect \"chat"));
	EXPECT_EQ(ERROR_CORRUPT_PHONEBOOK,
		  RasGetEntryPropertiesA(self->book.path, "quote", NULL,
					 &bytes, NULL, NULL));
	memset(large, 'x', sizeof(large) - 1);
	ASSERT_EQ(0, book_write(&self->book, "large", large));
	EXPECT_EQ(ERROR_CORRUPT_PHONEBOOK,
		  RasGetEntryPropertiesA(self->book.path, "large", NULL,
					 &bytes, NULL, NULL));
	/* One word longer than any of pppd, a backslash at the end. */
	large[5000] = '\\';
	large[5001] = 0;
	ASSERT_EQ(0, book_write(&self->book, "word", large));
	EXPECT_EQ(ERROR_SUCCESS, get(&self->book, "word", &self->entry));
	ASSERT_EQ(0, book_write(&self->book, "bytes",
				"ttyS0 \xff\xfe \x01 connect"));
	EXPECT_EQ(ERROR_SUCCESS, get(&self->book, "bytes", &self->entry));
	EXPECT_STREQ("ttyS0", self->entry.szDeviceName);
}

TEST_HARNESS_MAIN
