// SPDX-License-Identifier: LGPL-2.1-or-later
/* RasGetEntryProperties. */
#include <string.h>

#include "export.h"
#include "ras/layout.h"
#include "ras/peersfile.h"
#include "ras/phonebook.h"
#include "ras/wide.h"
#include "win32/cancel.h"

/* Fields of RASENTRY, in their order. */
enum {
	DW_SIZE, DWF_OPTIONS, DW_COUNTRY_ID, DW_COUNTRY_CODE, SZ_AREA_CODE,
	SZ_LOCAL_PHONE_NUMBER, DW_ALTERNATE_OFFSET, IPADDR, IPADDR_DNS,
	IPADDR_DNS_ALT, IPADDR_WINS, IPADDR_WINS_ALT, DW_FRAME_SIZE,
	DWF_NET_PROTOCOLS, DW_FRAMING_PROTOCOL, SZ_SCRIPT, SZ_AUTODIAL_DLL,
	SZ_AUTODIAL_FUNC, SZ_DEVICE_TYPE, SZ_DEVICE_NAME, SZ_X25_PAD_TYPE,
	SZ_X25_ADDRESS, SZ_X25_FACILITIES, SZ_X25_USER_DATA, DW_CHANNELS,
	DW_RESERVED1, DW_RESERVED2, DW_SUB_ENTRIES, DW_DIAL_MODE,
	DW_DIAL_EXTRA_PERCENT, DW_DIAL_EXTRA_SAMPLE_SECONDS,
	DW_HANG_UP_EXTRA_PERCENT, DW_HANG_UP_EXTRA_SAMPLE_SECONDS,
	DW_IDLE_DISCONNECT_SECONDS, DW_TYPE, DW_ENCRYPTION_TYPE,
	DW_CUSTOM_AUTH_KEY, GUID_ID, SZ_CUSTOM_DIAL_DLL, DW_VPN_STRATEGY,
	DWF_OPTIONS2, DWF_OPTIONS3, SZ_DNS_SUFFIX, DW_TCP_WINDOW_SIZE,
	SZ_PREREQUISITE_PBK, SZ_PREREQUISITE_ENTRY, DW_REDIAL_COUNT,
	DW_REDIAL_PAUSE, IPV6ADDR_DNS, IPV6ADDR_DNS_ALT,
	DW_IPV4_INTERFACE_METRIC, DW_IPV6_INTERFACE_METRIC, IPV6ADDR,
	DW_IPV6_PREFIX_LENGTH, DW_NETWORK_OUTAGE_TIME,
	FIELD_COUNT
};

#define DWORD_FIELD	{ RASX_FIELD_DWORD, 1, false }
#define DWORD_ENDS	{ RASX_FIELD_DWORD, 1, true }
#define TEXT_FIELD(n)	{ RASX_FIELD_TEXT, (n), false }
#define BYTES_FIELD(t)	{ RASX_FIELD_BYTES, sizeof(t), false }

static const struct rasx_field fields[FIELD_COUNT] = {
	[DW_SIZE]			  = DWORD_FIELD,
	[DWF_OPTIONS]			  = DWORD_FIELD,
	[DW_COUNTRY_ID]			  = DWORD_FIELD,
	[DW_COUNTRY_CODE]		  = DWORD_FIELD,
	[SZ_AREA_CODE]			  = TEXT_FIELD(RAS_MaxAreaCode + 1),
	[SZ_LOCAL_PHONE_NUMBER]		  = TEXT_FIELD(RAS_MaxPhoneNumber + 1),
	[DW_ALTERNATE_OFFSET]		  = DWORD_FIELD,
	[IPADDR]			  = BYTES_FIELD(RASIPADDR),
	[IPADDR_DNS]			  = BYTES_FIELD(RASIPADDR),
	[IPADDR_DNS_ALT]		  = BYTES_FIELD(RASIPADDR),
	[IPADDR_WINS]			  = BYTES_FIELD(RASIPADDR),
	[IPADDR_WINS_ALT]		  = BYTES_FIELD(RASIPADDR),
	[DW_FRAME_SIZE]			  = DWORD_FIELD,
	[DWF_NET_PROTOCOLS]		  = DWORD_FIELD,
	[DW_FRAMING_PROTOCOL]		  = DWORD_FIELD,
	[SZ_SCRIPT]			  = TEXT_FIELD(MAX_PATH),
	[SZ_AUTODIAL_DLL]		  = TEXT_FIELD(MAX_PATH),
	[SZ_AUTODIAL_FUNC]		  = TEXT_FIELD(MAX_PATH),
	[SZ_DEVICE_TYPE]		  = TEXT_FIELD(RAS_MaxDeviceType + 1),
	[SZ_DEVICE_NAME]		  = TEXT_FIELD(RAS_MaxDeviceName + 1),
	[SZ_X25_PAD_TYPE]		  = TEXT_FIELD(RAS_MaxPadType + 1),
	[SZ_X25_ADDRESS]		  = TEXT_FIELD(RAS_MaxX25Address + 1),
	[SZ_X25_FACILITIES]		  = TEXT_FIELD(RAS_MaxFacilities + 1),
	[SZ_X25_USER_DATA]		  = TEXT_FIELD(RAS_MaxUserData + 1),
	[DW_CHANNELS]			  = DWORD_FIELD,
	[DW_RESERVED1]			  = DWORD_FIELD,
	[DW_RESERVED2]			  = DWORD_ENDS,
	[DW_SUB_ENTRIES]		  = DWORD_FIELD,
	[DW_DIAL_MODE]			  = DWORD_FIELD,
	[DW_DIAL_EXTRA_PERCENT]		  = DWORD_FIELD,
	[DW_DIAL_EXTRA_SAMPLE_SECONDS]	  = DWORD_FIELD,
	[DW_HANG_UP_EXTRA_PERCENT]	  = DWORD_FIELD,
	[DW_HANG_UP_EXTRA_SAMPLE_SECONDS] = DWORD_FIELD,
	[DW_IDLE_DISCONNECT_SECONDS]	  = DWORD_ENDS,
	[DW_TYPE]			  = DWORD_FIELD,
	[DW_ENCRYPTION_TYPE]		  = DWORD_FIELD,
	[DW_CUSTOM_AUTH_KEY]		  = DWORD_FIELD,
	[GUID_ID]			  = BYTES_FIELD(GUID),
	[SZ_CUSTOM_DIAL_DLL]		  = TEXT_FIELD(MAX_PATH),
	[DW_VPN_STRATEGY]		  = DWORD_ENDS,
	[DWF_OPTIONS2]			  = DWORD_FIELD,
	[DWF_OPTIONS3]			  = DWORD_FIELD,
	[SZ_DNS_SUFFIX]			  = TEXT_FIELD(RAS_MaxDnsSuffix),
	[DW_TCP_WINDOW_SIZE]		  = DWORD_FIELD,
	[SZ_PREREQUISITE_PBK]		  = TEXT_FIELD(MAX_PATH),
	[SZ_PREREQUISITE_ENTRY]		  = TEXT_FIELD(RAS_MaxEntryName + 1),
	[DW_REDIAL_COUNT]		  = DWORD_FIELD,
	[DW_REDIAL_PAUSE]		  = DWORD_ENDS,
	[IPV6ADDR_DNS]			  = BYTES_FIELD(RASIPV6ADDR),
	[IPV6ADDR_DNS_ALT]		  = BYTES_FIELD(RASIPV6ADDR),
	[DW_IPV4_INTERFACE_METRIC]	  = DWORD_FIELD,
	[DW_IPV6_INTERFACE_METRIC]	  = DWORD_ENDS,
	[IPV6ADDR]			  = BYTES_FIELD(RASIPV6ADDR),
	[DW_IPV6_PREFIX_LENGTH]		  = DWORD_FIELD,
	[DW_NETWORK_OUTAGE_TIME]	  = DWORD_ENDS,
};

static const struct rasx_layout layout = { fields, FIELD_COUNT };

static const DWORD types[] = {
	[RASX_PEER_NONE]    = RASET_Direct,
	[RASX_PEER_ASYNC]   = RASET_Direct,
	[RASX_PEER_SYNC]    = RASET_Direct,
	[RASX_PEER_PPPOE]   = RASET_Broadband,
	[RASX_PEER_TUNNEL]  = RASET_Vpn,
	[RASX_PEER_PROGRAM] = RASET_Direct,
};

static const uint8_t no_address[4];

static DWORD options_of(const struct rasx_peer *peer)
{
	DWORD options = 0;

	if (memcmp(peer->address, no_address, sizeof(no_address)))
		options |= RASEO_SpecificIpAddr;
	if (peer->header_compression)
		options |= RASEO_IpHeaderCompression;
	if (peer->default_route)
		options |= RASEO_RemoteDefaultGateway;
	if (peer->encryption)
		options |= RASEO_RequireDataEncryption;
	return options;
}

static void fill(const struct rasx_record *record, DWORD size,
		 const struct rasx_peer *peer)
{
	memset(record->base, 0, size);
	rasx_record_put_dword(record, DW_SIZE, size);
	rasx_record_put_dword(record, DWF_OPTIONS, options_of(peer));
	rasx_record_put_text(record, SZ_LOCAL_PHONE_NUMBER, peer->number);
	rasx_record_put_bytes(record, IPADDR, peer->address);
	rasx_record_put_dword(record, DWF_NET_PROTOCOLS,
			      (peer->ip ? RASNP_Ip : 0) |
			      (peer->ipv6 ? RASNP_Ipv6 : 0));
	rasx_record_put_dword(record, DW_FRAMING_PROTOCOL, RASFP_Ppp);
	rasx_record_put_text(record, SZ_DEVICE_TYPE,
			     rasx_peer_device_type(peer->type));
	rasx_record_put_text(record, SZ_DEVICE_NAME, peer->device);
	rasx_record_put_dword(record, DW_IDLE_DISCONNECT_SECONDS,
			      peer->idle ? peer->idle : RASIDS_Disabled);
	rasx_record_put_dword(record, DW_TYPE, *peer->number ? RASET_Phone :
			      types[peer->type]);
	rasx_record_put_dword(record, DW_ENCRYPTION_TYPE,
			      peer->encryption ? ET_Require : ET_None);
	rasx_record_put_dword(record, DWF_OPTIONS2,
			      peer->persist ? RASEO2_ReconnectIfDropped : 0);
	rasx_record_put_dword(record, DW_REDIAL_PAUSE,
			      peer->persist ? peer->holdoff : 0);
}

/* NULL and "" ask for what an entry has that says nothing. */
static DWORD find_peer(const void *path, const void *entry,
		       enum rasx_width width, struct rasx_peer *peer)
{
	char name[RASX_ENTRY_NAME_SIZE] = "";
	struct rasx_phonebook book;
	DWORD error = rasx_phonebook_of(&book, width, path);

	if (error)
		return error;
	if (entry && rasx_text_get(name, sizeof(name), width, entry))
		return ERROR_CANNOT_FIND_PHONEBOOK_ENTRY;
	rasx_peer_init(peer);
	return *name ? rasx_peer_find(&book, name, peer) : ERROR_SUCCESS;
}

/*
 * Order of the checks: NULL lpcb, phone book, entry, buffer.  So a program
 * learns whether there is such an entry without having a buffer.
 */
static DWORD get_properties(const void *path, const void *entry, void *base,
			    DWORD *bytes, DWORD *device_bytes,
			    enum rasx_width width)
{
	RASX_UNCANCELLED;
	struct rasx_record record = { &layout, width, 0, base };
	DWORD size = rasx_layout_size(&layout, width), room, error;
	struct rasx_peer peer;

	if (!bytes)
		return ERROR_INVALID_PARAMETER;
	error = find_peer(path, entry, width, &peer);
	if (error)
		return error;
	room = *bytes;
	if (base && room >= sizeof(size))
		memcpy(&size, base, sizeof(size));
	record.fields = rasx_layout_fields(&layout, width, size);
	if (!record.fields)
		return ERROR_INVALID_SIZE;
	*bytes = size;
	if (device_bytes)
		*device_bytes = 0;
	if (!base || room < size)
		return ERROR_BUFFER_TOO_SMALL;
	fill(&record, size, &peer);
	return ERROR_SUCCESS;
}

RASX_API DWORD WINAPI RasGetEntryPropertiesA(LPCSTR lpszPhonebook,
					     LPCSTR lpszEntry,
					     LPRASENTRYA lpRasEntry,
					     LPDWORD lpcbRasEntry,
					     LPBYTE lpbDeviceInfo,
					     LPDWORD lpcbDeviceInfo)
{
	(void)lpbDeviceInfo;
	return get_properties(lpszPhonebook, lpszEntry, lpRasEntry,
			      lpcbRasEntry, lpcbDeviceInfo, RASX_UTF8);
}

RASX_API DWORD WINAPI RasGetEntryPropertiesW(LPCWSTR lpszPhonebook,
					     LPCWSTR lpszEntry,
					     LPRASENTRYW lpRasEntry,
					     LPDWORD lpcbRasEntry,
					     LPBYTE lpbDeviceInfo,
					     LPDWORD lpcbDeviceInfo)
{
	(void)lpbDeviceInfo;
	return get_properties(lpszPhonebook, lpszEntry, lpRasEntry,
			      lpcbRasEntry, lpcbDeviceInfo, RASX_UTF32);
}

RASX_API DWORD WINAPI RasGetEntryPropertiesW_u16(const char16_t *lpszPhonebook,
						 const char16_t *lpszEntry,
						 void *lpRasEntry,
						 LPDWORD lpcbRasEntry,
						 LPBYTE lpbDeviceInfo,
						 LPDWORD lpcbDeviceInfo)
{
	(void)lpbDeviceInfo;
	return get_properties(lpszPhonebook, lpszEntry, lpRasEntry,
			      lpcbRasEntry, lpcbDeviceInfo, RASX_UTF16);
}
