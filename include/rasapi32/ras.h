/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Remote Access Service: connections of this network namespace, and events
 * that tell when they come and go.
 *
 * A connection is one life of a ppp interface, with one or more links (ppp
 * channels); a link is what RAS calls a subentry.  HRASCONN names one or the
 * other, with the same value in every process, and is never used again while
 * the kernel module is loaded.
 *
 * The functions return 0 (ERROR_SUCCESS) or an error code and leave the last
 * error alone.  Common to all that need the kernel module:
 *
 *   ERROR_RASMAN_CANNOT_INITIALIZE  it is not loaded
 *   ERROR_ACCESS_DENIED	     its device may not be opened
 *   ERROR_NOT_ENOUGH_MEMORY	     out of memory, or too many notifications
 *   ERROR_TOO_MANY_OPEN_FILES	     out of file descriptors
 *
 * The network namespace is the one the process was in when it first called
 * one of them.
 */
#ifndef _RAS_H_
#define _RAS_H_

#include <netinet/in.h>

#include "windef.h"
#include "raserror.h"

/* With -fshort-wchar a W function is linked with its two-byte variant. */
#if __SIZEOF_WCHAR_T__ == 2
#define __RAS_WIDE(name)	__asm__(#name "_u16")
#else
#define __RAS_WIDE(name)
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define RAS_MaxEntryName	256
#define RAS_MaxDeviceType	16
#define RAS_MaxDeviceName	128
#define RAS_MaxPhoneNumber	128

DECLARE_HANDLE(HRASCONN);
typedef HRASCONN *LPHRASCONN;

/* Device types.  A link is one of: modem, SERIAL, PPPoE, vpn, GENERIC. */
#define RASDT_Modem		TEXT("modem")
#define RASDT_Isdn		TEXT("isdn")
#define RASDT_X25		TEXT("x25")
#define RASDT_Vpn		TEXT("vpn")
#define RASDT_Pad		TEXT("pad")
#define RASDT_Generic		TEXT("GENERIC")
#define RASDT_Serial		TEXT("SERIAL")
#define RASDT_FrameRelay	TEXT("FRAMERELAY")
#define RASDT_Atm		TEXT("ATM")
#define RASDT_Sonet		TEXT("SONET")
#define RASDT_SW56		TEXT("SW56")
#define RASDT_Irda		TEXT("IRDA")
#define RASDT_Parallel		TEXT("PARALLEL")
#define RASDT_PPPoE		TEXT("PPPoE")

#pragma pack(push, 4)

/*
 * One connection.  WINVER chooses the version, dwSize tells it the library.
 * szEntryName and szDeviceName are the name of the ppp interface; szPhonebook
 * is empty; the identifiers and dwFlags are zero.
 */
typedef struct tagRASCONNA {
	DWORD		dwSize;
	HRASCONN	hrasconn;
	CHAR		szEntryName[RAS_MaxEntryName + 1];
	CHAR		szDeviceType[RAS_MaxDeviceType + 1];
	CHAR		szDeviceName[RAS_MaxDeviceName + 1];
#if WINVER >= 0x401
	CHAR		szPhonebook[MAX_PATH];
	DWORD		dwSubEntry;
#endif
#if WINVER >= 0x500
	GUID		guidEntry;
#endif
#if WINVER >= 0x501
	DWORD		dwFlags;
	LUID		luid;
#endif
#if WINVER >= 0x600
	GUID		guidCorrelationId;
#endif
} RASCONNA, *LPRASCONNA;

typedef struct tagRASCONNW {
	DWORD		dwSize;
	HRASCONN	hrasconn;
	WCHAR		szEntryName[RAS_MaxEntryName + 1];
	WCHAR		szDeviceType[RAS_MaxDeviceType + 1];
	WCHAR		szDeviceName[RAS_MaxDeviceName + 1];
#if WINVER >= 0x401
	WCHAR		szPhonebook[MAX_PATH];
	DWORD		dwSubEntry;
#endif
#if WINVER >= 0x500
	GUID		guidEntry;
#endif
#if WINVER >= 0x501
	DWORD		dwFlags;
	LUID		luid;
#endif
#if WINVER >= 0x600
	GUID		guidCorrelationId;
#endif
} RASCONNW, *LPRASCONNW;

#define RASCS_PAUSED		0x1000
#define RASCS_DONE		0x2000

/*
 * RasGetConnectStatus reports OpenPort, DeviceConnected, Connected and
 * Disconnected.
 */
typedef enum tagRASCONNSTATE {
	RASCS_OpenPort = 0,
	RASCS_PortOpened,
	RASCS_ConnectDevice,
	RASCS_DeviceConnected,
	RASCS_AllDevicesConnected,
	RASCS_Authenticate,
	RASCS_AuthNotify,
	RASCS_AuthRetry,
	RASCS_AuthCallback,
	RASCS_AuthChangePassword,
	RASCS_AuthProject,
	RASCS_AuthLinkSpeed,
	RASCS_AuthAck,
	RASCS_ReAuthenticate,
	RASCS_Authenticated,
	RASCS_PrepareForCallback,
	RASCS_WaitForModemReset,
	RASCS_WaitForCallback,
	RASCS_Projected,
	RASCS_StartAuthentication,
	RASCS_CallbackComplete,
	RASCS_LogonNetwork,
	RASCS_SubEntryConnected,
	RASCS_SubEntryDisconnected,
	RASCS_ApplySettings,
	RASCS_Interactive = RASCS_PAUSED,
	RASCS_RetryAuthentication,
	RASCS_CallbackSetByCaller,
	RASCS_PasswordExpired,
	RASCS_InvokeEapUI,
	RASCS_Connected = RASCS_DONE,
	RASCS_Disconnected
} RASCONNSTATE, *LPRASCONNSTATE;

#define RASCSS_DONE		0x2000

typedef enum tagRASCONNSUBSTATE {
	RASCSS_None = 0,
	RASCSS_Dormant,
	RASCSS_Reconnecting,
	RASCSS_Reconnected = RASCSS_DONE
} RASCONNSUBSTATE, *LPRASCONNSUBSTATE;

typedef struct in_addr	RASIPV4ADDR;
typedef struct in6_addr	RASIPV6ADDR;

typedef enum {
	RASTUNNELENDPOINT_UNKNOWN = 0,
	RASTUNNELENDPOINT_IPv4,
	RASTUNNELENDPOINT_IPv6
} RASTUNNELENDPOINTTYPE;

typedef struct _RASTUNNELENDPOINT {
	DWORD		dwType;
	__extension__ union {
		RASIPV4ADDR	ipv4;
		RASIPV6ADDR	ipv6;
	};
} RASTUNNELENDPOINT, *PRASTUNNELENDPOINT;

/*
 * State of a connection or link.  szDeviceName is the name of the ppp
 * interface; dwError and rasconnsubstate are 0, szPhoneNumber is empty, the
 * end points are unknown.
 */
typedef struct tagRASCONNSTATUSA {
	DWORD		dwSize;
	RASCONNSTATE	rasconnstate;
	DWORD		dwError;
	CHAR		szDeviceType[RAS_MaxDeviceType + 1];
	CHAR		szDeviceName[RAS_MaxDeviceName + 1];
#if WINVER >= 0x401
	CHAR		szPhoneNumber[RAS_MaxPhoneNumber + 1];
#endif
#if WINVER >= 0x601
	RASTUNNELENDPOINT localEndPoint;
	RASTUNNELENDPOINT remoteEndPoint;
	RASCONNSUBSTATE	rasconnsubstate;
#endif
} RASCONNSTATUSA, *LPRASCONNSTATUSA;

typedef struct tagRASCONNSTATUSW {
	DWORD		dwSize;
	RASCONNSTATE	rasconnstate;
	DWORD		dwError;
	WCHAR		szDeviceType[RAS_MaxDeviceType + 1];
	WCHAR		szDeviceName[RAS_MaxDeviceName + 1];
#if WINVER >= 0x401
	WCHAR		szPhoneNumber[RAS_MaxPhoneNumber + 1];
#endif
#if WINVER >= 0x601
	RASTUNNELENDPOINT localEndPoint;
	RASTUNNELENDPOINT remoteEndPoint;
	RASCONNSUBSTATE	rasconnsubstate;
#endif
} RASCONNSTATUSW, *LPRASCONNSTATUSW;

#pragma pack(pop)

/* The last three have no counterpart here: accepted, never signaled. */
#define RASCN_Connection	0x00000001
#define RASCN_Disconnection	0x00000002
#define RASCN_BandwidthAdded	0x00000004
#define RASCN_BandwidthRemoved	0x00000008
#define RASCN_Dormant		0x00000010
#define RASCN_ReConnection	0x00000020
#define RASCN_EPDGPacketArrival	0x00000040

/**
 * RasConnectionNotification - have an event set when connections come or go
 * @hrasconn: connection or link to watch; INVALID_HANDLE_VALUE or NULL: all
 * @hEvent:   event to set, of either kind
 * @dwFlags:  what to tell, RASCN_*; bits that are not defined are ignored
 *
 * RASCN_Connection	  a connection is up, the one given or any
 * RASCN_Disconnection	  a connection, or the link given, is down
 * RASCN_BandwidthAdded	  a link joined a multilink connection
 * RASCN_BandwidthRemoved a link left a multilink connection
 *
 * The event is set by the kernel itself, after every process can see the new
 * state with the functions below; nothing is set for what was already so.
 * It says that something happened, not what or how often.
 *
 * The notification holds until the last handle of the event is closed, the
 * connection or link given has ended, or the process exits or forks (a child
 * has none).  To ask again for the same event object and target adds flags.
 *
 * ERROR_INVALID_PARAMETER: @hEvent is NULL or INVALID_HANDLE_VALUE, or no
 * defined bit is in @dwFlags.  ERROR_INVALID_HANDLE: @hEvent is not an event,
 * or @hrasconn is unknown or has ended.
 */
DWORD WINAPI RasConnectionNotificationA(HRASCONN hrasconn, HANDLE hEvent,
					DWORD dwFlags);
DWORD WINAPI RasConnectionNotificationW(HRASCONN hrasconn, HANDLE hEvent,
					DWORD dwFlags);

/**
 * RasEnumConnections - list the connections that are up
 * @lpRasConn:	    array to fill, with dwSize of its first element set to
 *		    the size of a version of RASCONN; or NULL to ask for the
 *		    size, which then is that of the newest version
 * @lpcb:	    in: its size in bytes; out: the bytes needed
 * @lpcConnections: out: how many connections there are
 *
 * In the order they began.  The elements are dwSize bytes apart.
 *
 * ERROR_BUFFER_TOO_SMALL: nothing was written, but *@lpcb and
 * *@lpcConnections are set; the next call may need more.
 * ERROR_INVALID_SIZE: no version of RASCONN has that size.
 * ERROR_INVALID_PARAMETER: @lpcb or @lpcConnections is NULL.
 */
DWORD WINAPI RasEnumConnectionsA(LPRASCONNA lpRasConn, LPDWORD lpcb,
				 LPDWORD lpcConnections);
DWORD WINAPI RasEnumConnectionsW(LPRASCONNW lpRasConn, LPDWORD lpcb,
				 LPDWORD lpcConnections)
	__RAS_WIDE(RasEnumConnectionsW);

/**
 * RasGetConnectStatus - state of a connection or link
 * @hRasConn:	     which
 * @lpRasConnStatus: where it goes, with dwSize set to the size of a version
 *		     of RASCONNSTATUS
 *
 * ERROR_INVALID_HANDLE: a connection that has ended, a link that is gone, or
 * unknown.  ERROR_INVALID_SIZE: no version of RASCONNSTATUS has that size.
 * ERROR_INVALID_PARAMETER: @lpRasConnStatus is NULL.
 */
DWORD WINAPI RasGetConnectStatusA(HRASCONN hRasConn,
				  LPRASCONNSTATUSA lpRasConnStatus);
DWORD WINAPI RasGetConnectStatusW(HRASCONN hRasConn,
				  LPRASCONNSTATUSW lpRasConnStatus)
	__RAS_WIDE(RasGetConnectStatusW);

/**
 * RasGetSubEntryHandle - handle of one link of a connection
 * @hRasConn:	a connection that is up
 * @dwSubEntry: place of the link in it, counted from 1
 * @lphRasConn: where the handle goes
 *
 * ERROR_NO_MORE_ITEMS: @dwSubEntry is above the highest place there was.
 * ERROR_PORT_NOT_OPEN: no link at that place now.  ERROR_INVALID_HANDLE:
 * @hRasConn is not a connection that is up.  ERROR_INVALID_PARAMETER:
 * @dwSubEntry is 0 or @lphRasConn NULL.
 */
DWORD WINAPI RasGetSubEntryHandleA(HRASCONN hRasConn, DWORD dwSubEntry,
				   LPHRASCONN lphRasConn);
DWORD WINAPI RasGetSubEntryHandleW(HRASCONN hRasConn, DWORD dwSubEntry,
				   LPHRASCONN lphRasConn);

/**
 * RasGetErrorString - what a RAS error means, in English
 * @uErrorValue:     RASBASE to RASBASEEND
 * @lpszErrorString: where the text goes
 * @cBufSize:	     how many characters fit there; 512 are always enough
 *
 * ERROR_INVALID_PARAMETER: not a RAS error, or @lpszErrorString is NULL.
 * ERROR_INSUFFICIENT_BUFFER: the text does not fit; nothing was written.
 */
DWORD WINAPI RasGetErrorStringA(UINT uErrorValue, LPSTR lpszErrorString,
				DWORD cBufSize);
DWORD WINAPI RasGetErrorStringW(UINT uErrorValue, LPWSTR lpszErrorString,
				DWORD cBufSize) __RAS_WIDE(RasGetErrorStringW);

#ifdef UNICODE
typedef RASCONNW	RASCONN, *LPRASCONN;
typedef RASCONNSTATUSW	RASCONNSTATUS, *LPRASCONNSTATUS;
#define RasConnectionNotification RasConnectionNotificationW
#define RasEnumConnections	RasEnumConnectionsW
#define RasGetConnectStatus	RasGetConnectStatusW
#define RasGetErrorString	RasGetErrorStringW
#define RasGetSubEntryHandle	RasGetSubEntryHandleW
#else
typedef RASCONNA	RASCONN, *LPRASCONN;
typedef RASCONNSTATUSA	RASCONNSTATUS, *LPRASCONNSTATUS;
#define RasConnectionNotification RasConnectionNotificationA
#define RasEnumConnections	RasEnumConnectionsA
#define RasGetConnectStatus	RasGetConnectStatusA
#define RasGetErrorString	RasGetErrorStringA
#define RasGetSubEntryHandle	RasGetSubEntryHandleA
#endif

#ifdef __cplusplus
}
#endif

#undef __RAS_WIDE

#endif /* _RAS_H_ */
