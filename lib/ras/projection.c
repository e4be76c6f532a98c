// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * RasGetProjectionInfo.
 *
 * A connection is up with the first network protocol; the address of the
 * other may come a round trip later.  Who asks for it within GRACE of that
 * moment waits for it, others are told at once that it is not configured.
 *
 * pppd gives the interface its own address first, and that of the other end
 * in its next call.  Who asks in between waits a little for the second, too:
 * an interface may have none.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "export.h"
#include "net/address.h"
#include "net/rtnl.h"
#include "ras/connection.h"
#include "ras/error.h"
#include "ras/layout.h"
#include "ras/wide.h"
#include "win32/cancel.h"
#include "win32/eventfd.h"

#define GRACE_MS	3000
#define PEER_MS		500
#define NS_PER_MS	1000000
#define MS_PER_S	1000

/* Every structure begins with dwSize. */
#define DW_SIZE		0

enum {
	IP_DW_ERROR = 1,
	IP_SZ_ADDRESS,
	IP_SZ_SERVER_ADDRESS,
	IP_DW_OPTIONS,
	IP_DW_SERVER_OPTIONS,
	IP_FIELD_COUNT
};

static const struct rasx_field ip_fields[IP_FIELD_COUNT] = {
	[DW_SIZE]	       = { RASX_FIELD_DWORD, 1, false },
	[IP_DW_ERROR]	       = { RASX_FIELD_DWORD, 1, false },
	[IP_SZ_ADDRESS]	       = { RASX_FIELD_TEXT, RAS_MaxIpAddress + 1, true },
	[IP_SZ_SERVER_ADDRESS] = { RASX_FIELD_TEXT, RAS_MaxIpAddress + 1, true },
	[IP_DW_OPTIONS]	       = { RASX_FIELD_DWORD, 1, false },
	[IP_DW_SERVER_OPTIONS] = { RASX_FIELD_DWORD, 1, true },
};

enum {
	IPV6_DW_ERROR = 1,
	IPV6_LOCAL_IDENTIFIER,
	IPV6_PEER_IDENTIFIER,
	IPV6_COMPRESSION,
	IPV6_FIELD_COUNT
};

static const struct rasx_field ipv6_fields[IPV6_FIELD_COUNT] = {
	[DW_SIZE]		= { RASX_FIELD_DWORD, 1, false },
	[IPV6_DW_ERROR]		= { RASX_FIELD_DWORD, 1, false },
	[IPV6_LOCAL_IDENTIFIER] = { RASX_FIELD_BYTES, 8, false },
	[IPV6_PEER_IDENTIFIER]	= { RASX_FIELD_BYTES, 8, false },
	/* bLocalCompressionProtocol and bPeerCompressionProtocol */
	[IPV6_COMPRESSION]	= { RASX_FIELD_BYTES, 4, true },
};

enum {
	LCP_F_BUNDLED = 1,
	LCP_DW_ERROR,
	LCP_AUTHENTICATION,
	LCP_F_MULTILINK,
	LCP_TERMINATE_REASONS,
	LCP_SZ_REPLY_MESSAGE,
	LCP_OPTIONS,
	LCP_FIELD_COUNT
};

static const struct rasx_field lcp_fields[LCP_FIELD_COUNT] = {
	[DW_SIZE]		= { RASX_FIELD_DWORD, 1, false },
	[LCP_F_BUNDLED]		= { RASX_FIELD_DWORD, 1, false },
	[LCP_DW_ERROR]		= { RASX_FIELD_DWORD, 1, false },
	/* Protocol, data and EAP type, of ours and of the server's. */
	[LCP_AUTHENTICATION]	= { RASX_FIELD_BYTES, 6 * sizeof(DWORD), false },
	[LCP_F_MULTILINK]	= { RASX_FIELD_DWORD, 1, false },
	[LCP_TERMINATE_REASONS] = { RASX_FIELD_BYTES, 2 * sizeof(DWORD), false },
	[LCP_SZ_REPLY_MESSAGE]	= { RASX_FIELD_TEXT, RAS_MaxReplyMessage, false },
	[LCP_OPTIONS]		= { RASX_FIELD_BYTES, 2 * sizeof(DWORD), true },
};

enum {
	CCP_DW_ERROR = 1,
	CCP_ALGORITHMS,
	CCP_FIELD_COUNT
};

static const struct rasx_field ccp_fields[CCP_FIELD_COUNT] = {
	[DW_SIZE]	 = { RASX_FIELD_DWORD, 1, false },
	[CCP_DW_ERROR]	 = { RASX_FIELD_DWORD, 1, false },
	[CCP_ALGORITHMS] = { RASX_FIELD_BYTES, 4 * sizeof(DWORD), true },
};

/* What one call sees; it may look more than once. */
struct view {
	struct rasx_entry entry;
	int64_t half_ms;	/* since when only this end has an address, or 0 */
};

/*
 * Fills the record of a connection that is up.  ERROR_PROTOCOL_NOT_CONFIGURED
 * means that it is not, or not yet.
 */
typedef DWORD (*project_fn)(const struct rasx_record *record,
			    struct view *view);

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * MS_PER_S + now.tv_nsec / NS_PER_MS;
}

static DWORD find_address(struct view *view, int family,
			  struct rasx_address *address)
{
	int ret = rasx_address_of(view->entry.ifindex, family, address);

	if (ret)
		return rasx_error_of_backend(ret);
	if (!address->known)
		return ERROR_PROTOCOL_NOT_CONFIGURED;
	if (address->peer_known)
		view->half_ms = 0;
	else if (!view->half_ms)
		view->half_ms = now_ms();
	return ERROR_SUCCESS;
}

static DWORD project_ip(const struct rasx_record *record,
			struct view *view)
{
	struct rasx_address address;
	char text[INET_ADDRSTRLEN];
	DWORD error = find_address(view, AF_INET, &address);

	if (error)
		return error;
	inet_ntop(AF_INET, &address.local.ip, text, sizeof(text));
	rasx_record_put_text(record, IP_SZ_ADDRESS, text);
	if (address.peer_known) {
		inet_ntop(AF_INET, &address.peer.ip, text, sizeof(text));
		rasx_record_put_text(record, IP_SZ_SERVER_ADDRESS, text);
	}
	return ERROR_SUCCESS;
}

/* The identifier is the lower half of the link-local address. */
static DWORD project_ipv6(const struct rasx_record *record,
			  struct view *view)
{
	struct rasx_address address;
	DWORD error = find_address(view, AF_INET6, &address);

	if (error)
		return error;
	rasx_record_put_bytes(record, IPV6_LOCAL_IDENTIFIER,
			      &address.local.ipv6.s6_addr[8]);
	if (address.peer_known)
		rasx_record_put_bytes(record, IPV6_PEER_IDENTIFIER,
				      &address.peer.ipv6.s6_addr[8]);
	return ERROR_SUCCESS;
}

static DWORD project_lcp(const struct rasx_record *record,
			 struct view *view)
{
	if (!rasx_backend()->sees_links)
		return ERROR_PROTOCOL_NOT_CONFIGURED;
	rasx_record_put_dword(record, LCP_F_BUNDLED, view->entry.links > 1);
	rasx_record_put_dword(record, LCP_F_MULTILINK, view->entry.multilink);
	return ERROR_SUCCESS;
}

/* Only pppd knows, if anybody. */
static DWORD project_nothing(const struct rasx_record *record,
			     struct view *view)
{
	(void)record;
	(void)view;
	return ERROR_PROTOCOL_NOT_CONFIGURED;
}

static const struct projection {
	RASPROJECTION protocol;
	int family;		/* of an address to wait for, or 0 */
	project_fn project;
	struct rasx_layout layout;	/* without fields: no size is wrong */
} projections[] = {
	{ RASP_PppIp, AF_INET, project_ip, { ip_fields, IP_FIELD_COUNT } },
	{ RASP_PppIpv6, AF_INET6, project_ipv6,
	  { ipv6_fields, IPV6_FIELD_COUNT } },
	{ RASP_PppLcp, 0, project_lcp, { lcp_fields, LCP_FIELD_COUNT } },
	{ RASP_PppCcp, 0, project_nothing, { ccp_fields, CCP_FIELD_COUNT } },
	{ RASP_Amb, 0, project_nothing, { NULL, 0 } },
	{ RASP_PppNbf, 0, project_nothing, { NULL, 0 } },
	{ RASP_PppIpx, 0, project_nothing, { NULL, 0 } },
	{ RASP_Slip, 0, project_nothing, { NULL, 0 } },
};

static const struct projection *find(RASPROJECTION protocol)
{
	for (size_t i = 0; i < sizeof(projections) / sizeof(projections[0]); i++)
		if (projections[i].protocol == protocol)
			return &projections[i];
	return NULL;
}

/* Sets *bytes to what is needed if there is not so much. */
static DWORD check_version(struct rasx_record *record, DWORD *bytes,
			   DWORD *size)
{
	DWORD room = *bytes;

	if (!record->layout->count)
		return ERROR_SUCCESS;
	*size = rasx_layout_size(record->layout, record->width);
	if (record->base && room >= sizeof(*size))
		memcpy(size, record->base, sizeof(*size));
	record->fields = rasx_layout_fields(record->layout, record->width,
					    *size);
	if (!record->fields)
		return ERROR_INVALID_SIZE;
	*bytes = *size;
	return record->base && room >= *size ? ERROR_SUCCESS
					     : ERROR_BUFFER_TOO_SMALL;
}

/* The connection that hrasconn names, or that its link belongs to. */
static DWORD find_connection(HRASCONN hrasconn, struct rasx_entry *entry)
{
	struct rasx_snapshot snapshot;
	DWORD error = rasx_lookup(hrasconn, &snapshot);
	bool is_link;

	if (error)
		return error;
	*entry = snapshot.entries[0];
	is_link = entry->is_link;
	free(snapshot.entries);
	if (is_link)
		return find_connection(rasx_hrasconn_of(entry->connection),
				       entry);
	switch (entry->state) {
	case RASX_STATE_NEW:
		return ERROR_PROJECTION_NOT_COMPLETE;
	case RASX_STATE_CONNECTED:
		return ERROR_SUCCESS;
	default:
		return ERROR_INVALID_HANDLE;
	}
}

/*
 * Milliseconds that are left of the time after its beginning; 0: none.  In a
 * time namespace the clock may be behind the one that it was made by.
 */
static int64_t grace_left(const struct rasx_entry *entry)
{
	int64_t age = now_ms() - (int64_t)(entry->since_ns / NS_PER_MS);

	return age >= 0 && age < GRACE_MS ? GRACE_MS - age : 0;
}

/* How long to wait for more than the look has found, which ended in error. */
static int time_left(const struct view *view, DWORD error)
{
	int64_t grace = grace_left(&view->entry), moment;

	if (error == ERROR_PROTOCOL_NOT_CONFIGURED)
		return grace;
	if (error || !view->half_ms)
		return 0;
	moment = view->half_ms + PEER_MS - now_ms();
	if (moment < 0)
		moment = 0;
	return moment < grace ? moment : grace;
}

static DWORD look(HRASCONN hrasconn, const struct projection *projection,
		  const struct rasx_record *record, struct view *view)
{
	DWORD error = find_connection(hrasconn, &view->entry);

	return error ? error : projection->project(record, view);
}

/*
 * An eventfd for the end of the connection, which the interface may outlive;
 * -1: what changes of the interface is all that is noticed.
 */
static int watch_end(uint64_t connection)
{
	int fd;

	if (!rasx_backend()->sees_links)
		return -1;
	fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (fd >= 0)
		rasx_backend()->watch(fd, RASCN_Disconnection, connection);
	return fd;
}

static void unwatch_end(int fd)
{
	if (fd < 0)
		return;
	rasx_backend()->unwatch(fd);
	close(fd);
}

/* The watches begin before the first look, so that nothing is missed. */
static DWORD look_and_wait(HRASCONN hrasconn,
			   const struct projection *projection,
			   const struct rasx_record *record, struct view *view)
{
	struct mnl_socket *watch = rasx_address_watch(projection->family);
	DWORD error;
	int end, left;

	if (!watch)
		return rasx_error_of_backend(-errno);
	end = watch_end(view->entry.id);
	while (error = look(hrasconn, projection, record, view),
	       (left = time_left(view, error))) {
		rasx_address_sleep(watch, end, left);
		/* Its link may belong to a new connection by now. */
		rasx_eventfd_try_read(end);
	}
	unwatch_end(end);
	mnl_socket_close(watch);
	return error;
}

static DWORD project(HRASCONN hrasconn, const struct projection *projection,
		     const struct rasx_record *record)
{
	struct view view = { .half_ms = 0 };
	DWORD error = look(hrasconn, projection, record, &view);

	if (!projection->family || !time_left(&view, error))
		return error;
	return look_and_wait(hrasconn, projection, record, &view);
}

/*
 * Order of the checks: NULL lpcb and unknown projections, size, handle, state
 * of the connection, protocol.
 */
static DWORD get_info(HRASCONN hrasconn, RASPROJECTION protocol, void *base,
		      DWORD *bytes, enum rasx_width width)
{
	RASX_UNCANCELLED;
	const struct projection *projection = find(protocol);
	struct rasx_record record = { .width = width, .base = base };
	DWORD size = 0, error;
	/* Filled here first: after an error the caller's is as it was. */
	unsigned char filled[sizeof(RASPPPLCPW)];

	if (!bytes || !projection)
		return ERROR_INVALID_PARAMETER;
	record.layout = &projection->layout;
	error = check_version(&record, bytes, &size);
	if (error)
		return error;
	memset(filled, 0, size);
	record.base = filled;
	rasx_record_put_dword(&record, DW_SIZE, size);
	error = project(hrasconn, projection, &record);
	if (!error)
		memcpy(base, filled, size);
	return error;
}

RASX_API DWORD WINAPI RasGetProjectionInfoA(HRASCONN hRasConn,
					    RASPROJECTION rasprojection,
					    LPVOID lpprojection, LPDWORD lpcb)
{
	return get_info(hRasConn, rasprojection, lpprojection, lpcb,
			RASX_UTF8);
}

RASX_API DWORD WINAPI RasGetProjectionInfoW(HRASCONN hRasConn,
					    RASPROJECTION rasprojection,
					    LPVOID lpprojection, LPDWORD lpcb)
{
	return get_info(hRasConn, rasprojection, lpprojection, lpcb,
			RASX_UTF32);
}

RASX_API DWORD WINAPI RasGetProjectionInfoW_u16(HRASCONN hRasConn,
						RASPROJECTION rasprojection,
						LPVOID lpprojection,
						LPDWORD lpcb)
{
	return get_info(hRasConn, rasprojection, lpprojection, lpcb,
			RASX_UTF16);
}
