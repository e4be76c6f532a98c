// SPDX-License-Identifier: GPL-2.0
/*
 * Which values of dwSize are accepted.  The size is looked at before the
 * kernel module is needed, so this holds with and without one.
 */
#include "kselftest_harness.h"

#include <ras.h>

#include "sizes.h"

#define LARGEST	16384

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

static DWORD entries_a(DWORD size)
{
	DWORD bytes = sizeof(buffer), count;

	memcpy(buffer, &size, sizeof(size));
	return RasEnumEntriesA(NULL, NULL, (LPRASENTRYNAMEA)buffer, &bytes,
			       &count);
}

static DWORD entries_w(DWORD size)
{
	DWORD bytes = sizeof(buffer), count;

	memcpy(buffer, &size, sizeof(size));
	return RasEnumEntriesW(NULL, NULL, (LPRASENTRYNAMEW)buffer, &bytes,
			       &count);
}

static DWORD devices_a(DWORD size)
{
	DWORD bytes = sizeof(buffer), count;

	memcpy(buffer, &size, sizeof(size));
	return RasEnumDevicesA((LPRASDEVINFOA)buffer, &bytes, &count);
}

static DWORD devices_w(DWORD size)
{
	DWORD bytes = sizeof(buffer), count;

	memcpy(buffer, &size, sizeof(size));
	return RasEnumDevicesW((LPRASDEVINFOW)buffer, &bytes, &count);
}

static DWORD properties_a(DWORD size)
{
	DWORD bytes = sizeof(buffer);

	memcpy(buffer, &size, sizeof(size));
	return RasGetEntryPropertiesA(NULL, NULL, (LPRASENTRYA)buffer, &bytes,
				      NULL, NULL);
}

static DWORD properties_w(DWORD size)
{
	DWORD bytes = sizeof(buffer);

	memcpy(buffer, &size, sizeof(size));
	return RasGetEntryPropertiesW(NULL, NULL, (LPRASENTRYW)buffer, &bytes,
				      NULL, NULL);
}

/* An empty name: nothing is dialled. */
static DWORD dial_a(DWORD size)
{
	HRASCONN conn = NULL;

	memcpy(buffer, &size, sizeof(size));
	return RasDialA(NULL, NULL, (LPRASDIALPARAMSA)buffer, 0, NULL, &conn);
}

static DWORD dial_w(DWORD size)
{
	HRASCONN conn = NULL;

	memcpy(buffer, &size, sizeof(size));
	return RasDialW(NULL, NULL, (LPRASDIALPARAMSW)buffer, 0, NULL, &conn);
}

static DWORD extensions(DWORD size)
{
	RASDIALPARAMSA params = { .dwSize = sizeof(params) };
	HRASCONN conn = NULL;

	memcpy(buffer, &size, sizeof(size));
	return RasDialA((LPRASDIALEXTENSIONS)buffer, NULL, &params, 0, NULL,
			&conn);
}

#define PROJECTION(name, width, protocol)				\
static DWORD name(DWORD size)						\
{									\
	DWORD bytes = sizeof(buffer);					\
									\
	memcpy(buffer, &size, sizeof(size));				\
	return RasGetProjectionInfo##width(NULL, protocol, buffer,	\
					   &bytes);			\
}

PROJECTION(ip_a, A, RASP_PppIp)
PROJECTION(ip_w, W, RASP_PppIp)
PROJECTION(ipv6_a, A, RASP_PppIpv6)
PROJECTION(ipv6_w, W, RASP_PppIpv6)
PROJECTION(lcp_a, A, RASP_PppLcp)
PROJECTION(lcp_w, W, RASP_PppLcp)
PROJECTION(ccp_a, A, RASP_PppCcp)
PROJECTION(ccp_w, W, RASP_PppCcp)

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

TEST(every_size_of_an_entry_name_and_no_other_is_accepted)
{
	EXACTLY(entries_a, RASENTRYNAMEA_0X400, RASENTRYNAMEA_0X500);
	EXACTLY(entries_w, RASENTRYNAMEW_0X400, RASENTRYNAMEW_0X500);
}

TEST(the_size_of_a_device_and_no_other_is_accepted)
{
	EXACTLY(devices_a, RASDEVINFOA_ONLY);
	EXACTLY(devices_w, RASDEVINFOW_ONLY);
}

TEST(every_size_of_a_narrow_entry_and_no_other_is_accepted)
{
	EXACTLY(properties_a, RASENTRYA_0X400, RASENTRYA_0X401,
		RASENTRYA_0X500, RASENTRYA_0X501, RASENTRYA_0X600,
		RASENTRYA_0X601);
}

TEST(every_size_of_a_wide_entry_and_no_other_is_accepted)
{
	EXACTLY(properties_w, RASENTRYW_0X400, RASENTRYW_0X401,
		RASENTRYW_0X500, RASENTRYW_0X501, RASENTRYW_0X600,
		RASENTRYW_0X601);
}

TEST(every_size_of_what_to_dial_and_no_other_is_accepted)
{
	EXACTLY(dial_a, RASDIALPARAMSA_0X400, RASDIALPARAMSA_0X401,
		RASDIALPARAMSA_0X601, RASDIALPARAMSA_0X602);
	EXACTLY(dial_w, RASDIALPARAMSW_0X400, RASDIALPARAMSW_0X401,
		RASDIALPARAMSW_0X601, RASDIALPARAMSW_0X602);
	EXACTLY(extensions, RASDIALEXTENSIONS_0X400, RASDIALEXTENSIONS_0X500,
		RASDIALEXTENSIONS_0X601);
}

TEST(every_size_of_a_projection_and_no_other_is_accepted)
{
	EXACTLY(ip_a, RASPPPIPA_0X351, RASPPPIPA_0X400, RASPPPIPA_0X500);
	EXACTLY(ip_w, RASPPPIPW_0X351, RASPPPIPW_0X400, RASPPPIPW_0X500);
	EXACTLY(ipv6_a, sizeof(RASPPPIPV6));
	EXACTLY(ipv6_w, sizeof(RASPPPIPV6));
	EXACTLY(lcp_a, RASPPPLCPA_ONLY);
	EXACTLY(lcp_w, RASPPPLCPW_ONLY);
	EXACTLY(ccp_a, sizeof(RASPPPCCP));
	EXACTLY(ccp_w, sizeof(RASPPPCCP));
}

TEST_HARNESS_MAIN
