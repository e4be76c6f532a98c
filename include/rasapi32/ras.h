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
 * Where the kernel module is not loaded, rtnetlink serves: an interface that
 * is up is a connection, and of links nothing is known.
 *
 * The functions return 0 (ERROR_SUCCESS) or an error code and leave the last
 * error alone.  Common to all that need connections:
 *
 *   ERROR_RASMAN_CANNOT_INITIALIZE  the module is not loaded, and it takes the
 *				     module to answer
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
#include "lmcons.h"
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
#define RAS_MaxAreaCode		10
#define RAS_MaxPadType		32
#define RAS_MaxX25Address	200
#define RAS_MaxFacilities	200
#define RAS_MaxUserData		200
#define RAS_MaxDnsSuffix	256
#define RAS_MaxIpAddress	15
#define RAS_MaxIpxAddress	21
#define RAS_MaxReplyMessage	1024
#define RAS_MaxCallbackNumber	RAS_MaxPhoneNumber
#ifndef NETBIOS_NAME_LEN
#define NETBIOS_NAME_LEN	16
#endif

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

typedef struct in_addr	RASIPV4ADDR;
typedef struct in6_addr	RASIPV6ADDR;

#pragma pack(push, 4)

/* RASCONN.dwFlags: only the first is given. */
#define RASCF_AllUsers		0x00000001
#define RASCF_GlobalCreds	0x00000002
#define RASCF_OwnerKnown	0x00000004
#define RASCF_OwnerMatch	0x00000008

/*
 * One connection.  WINVER chooses the version, dwSize tells it the library.
 * szDeviceName is the name of the ppp interface.  szEntryName and szPhonebook
 * are the entry that its pppd was called with and the directory it is in; where
 * that is not known, the name of the interface, and "".  dwFlags is
 * RASCF_AllUsers if that directory is the default one, else 0.  The
 * identifiers are zero.
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

/* RASCONN.dwFlags */
#define RASCF_AllUsers		0x00000001
#define RASCF_GlobalCreds	0x00000002
#define RASCF_OwnerKnown	0x00000004
#define RASCF_OwnerMatch	0x00000008

/* RASENTRYNAME.dwFlags: of the phone book asked for, or of the default one. */
#define REN_User		0x00000000
#define REN_AllUsers		0x00000001

/*
 * An entry of a phone book, and the directory it is in.
 */
typedef struct tagRASENTRYNAMEA {
	DWORD		dwSize;
	CHAR		szEntryName[RAS_MaxEntryName + 1];
#if WINVER >= 0x500
	DWORD		dwFlags;
	CHAR		szPhonebookPath[MAX_PATH + 1];
#endif
} RASENTRYNAMEA, *LPRASENTRYNAMEA;

typedef struct tagRASENTRYNAMEW {
	DWORD		dwSize;
	WCHAR		szEntryName[RAS_MaxEntryName + 1];
#if WINVER >= 0x500
	DWORD		dwFlags;
	WCHAR		szPhonebookPath[MAX_PATH + 1];
#endif
} RASENTRYNAMEW, *LPRASENTRYNAMEW;

/* A terminal ("modem") or an Ethernet interface ("PPPoE"). */
typedef struct tagRASDEVINFOA {
	DWORD		dwSize;
	CHAR		szDeviceType[RAS_MaxDeviceType + 1];
	CHAR		szDeviceName[RAS_MaxDeviceName + 1];
} RASDEVINFOA, *LPRASDEVINFOA;

typedef struct tagRASDEVINFOW {
	DWORD		dwSize;
	WCHAR		szDeviceType[RAS_MaxDeviceType + 1];
	WCHAR		szDeviceName[RAS_MaxDeviceName + 1];
} RASDEVINFOW, *LPRASDEVINFOW;

typedef struct RASIPADDR {
	BYTE		a;
	BYTE		b;
	BYTE		c;
	BYTE		d;
} RASIPADDR;

/*
 * What the file of an entry says.  Filled in are dwfOptions (SpecificIpAddr,
 * IpHeaderCompression, RemoteDefaultGateway, RequireDataEncryption),
 * szLocalPhoneNumber, ipaddr, dwfNetProtocols, dwFramingProtocol,
 * szDeviceType, szDeviceName, dwIdleDisconnectSeconds, dwType,
 * dwEncryptionType, dwfOptions2 (ReconnectIfDropped) and dwRedialPause; all
 * else is zero.
 */
typedef struct tagRASENTRYA {
	DWORD		dwSize;
	DWORD		dwfOptions;
	DWORD		dwCountryID;
	DWORD		dwCountryCode;
	CHAR		szAreaCode[RAS_MaxAreaCode + 1];
	CHAR		szLocalPhoneNumber[RAS_MaxPhoneNumber + 1];
	DWORD		dwAlternateOffset;
	RASIPADDR	ipaddr;
	RASIPADDR	ipaddrDns;
	RASIPADDR	ipaddrDnsAlt;
	RASIPADDR	ipaddrWins;
	RASIPADDR	ipaddrWinsAlt;
	DWORD		dwFrameSize;
	DWORD		dwfNetProtocols;
	DWORD		dwFramingProtocol;
	CHAR		szScript[MAX_PATH];
	CHAR		szAutodialDll[MAX_PATH];
	CHAR		szAutodialFunc[MAX_PATH];
	CHAR		szDeviceType[RAS_MaxDeviceType + 1];
	CHAR		szDeviceName[RAS_MaxDeviceName + 1];
	CHAR		szX25PadType[RAS_MaxPadType + 1];
	CHAR		szX25Address[RAS_MaxX25Address + 1];
	CHAR		szX25Facilities[RAS_MaxFacilities + 1];
	CHAR		szX25UserData[RAS_MaxUserData + 1];
	DWORD		dwChannels;
	DWORD		dwReserved1;
	DWORD		dwReserved2;
#if WINVER >= 0x401
	DWORD		dwSubEntries;
	DWORD		dwDialMode;
	DWORD		dwDialExtraPercent;
	DWORD		dwDialExtraSampleSeconds;
	DWORD		dwHangUpExtraPercent;
	DWORD		dwHangUpExtraSampleSeconds;
	DWORD		dwIdleDisconnectSeconds;
#endif
#if WINVER >= 0x500
	DWORD		dwType;
	DWORD		dwEncryptionType;
	DWORD		dwCustomAuthKey;
	GUID		guidId;
	CHAR		szCustomDialDll[MAX_PATH];
	DWORD		dwVpnStrategy;
#endif
#if WINVER >= 0x501
	DWORD		dwfOptions2;
	DWORD		dwfOptions3;
	CHAR		szDnsSuffix[RAS_MaxDnsSuffix];
	DWORD		dwTcpWindowSize;
	CHAR		szPrerequisitePbk[MAX_PATH];
	CHAR		szPrerequisiteEntry[RAS_MaxEntryName + 1];
	DWORD		dwRedialCount;
	DWORD		dwRedialPause;
#endif
#if WINVER >= 0x600
	RASIPV6ADDR	ipv6addrDns;
	RASIPV6ADDR	ipv6addrDnsAlt;
	DWORD		dwIPv4InterfaceMetric;
	DWORD		dwIPv6InterfaceMetric;
#endif
#if WINVER >= 0x601
	RASIPV6ADDR	ipv6addr;
	DWORD		dwIPv6PrefixLength;
	DWORD		dwNetworkOutageTime;
#endif
} RASENTRYA, *LPRASENTRYA;

typedef struct tagRASENTRYW {
	DWORD		dwSize;
	DWORD		dwfOptions;
	DWORD		dwCountryID;
	DWORD		dwCountryCode;
	WCHAR		szAreaCode[RAS_MaxAreaCode + 1];
	WCHAR		szLocalPhoneNumber[RAS_MaxPhoneNumber + 1];
	DWORD		dwAlternateOffset;
	RASIPADDR	ipaddr;
	RASIPADDR	ipaddrDns;
	RASIPADDR	ipaddrDnsAlt;
	RASIPADDR	ipaddrWins;
	RASIPADDR	ipaddrWinsAlt;
	DWORD		dwFrameSize;
	DWORD		dwfNetProtocols;
	DWORD		dwFramingProtocol;
	WCHAR		szScript[MAX_PATH];
	WCHAR		szAutodialDll[MAX_PATH];
	WCHAR		szAutodialFunc[MAX_PATH];
	WCHAR		szDeviceType[RAS_MaxDeviceType + 1];
	WCHAR		szDeviceName[RAS_MaxDeviceName + 1];
	WCHAR		szX25PadType[RAS_MaxPadType + 1];
	WCHAR		szX25Address[RAS_MaxX25Address + 1];
	WCHAR		szX25Facilities[RAS_MaxFacilities + 1];
	WCHAR		szX25UserData[RAS_MaxUserData + 1];
	DWORD		dwChannels;
	DWORD		dwReserved1;
	DWORD		dwReserved2;
#if WINVER >= 0x401
	DWORD		dwSubEntries;
	DWORD		dwDialMode;
	DWORD		dwDialExtraPercent;
	DWORD		dwDialExtraSampleSeconds;
	DWORD		dwHangUpExtraPercent;
	DWORD		dwHangUpExtraSampleSeconds;
	DWORD		dwIdleDisconnectSeconds;
#endif
#if WINVER >= 0x500
	DWORD		dwType;
	DWORD		dwEncryptionType;
	DWORD		dwCustomAuthKey;
	GUID		guidId;
	WCHAR		szCustomDialDll[MAX_PATH];
	DWORD		dwVpnStrategy;
#endif
#if WINVER >= 0x501
	DWORD		dwfOptions2;
	DWORD		dwfOptions3;
	WCHAR		szDnsSuffix[RAS_MaxDnsSuffix];
	DWORD		dwTcpWindowSize;
	WCHAR		szPrerequisitePbk[MAX_PATH];
	WCHAR		szPrerequisiteEntry[RAS_MaxEntryName + 1];
	DWORD		dwRedialCount;
	DWORD		dwRedialPause;
#endif
#if WINVER >= 0x600
	RASIPV6ADDR	ipv6addrDns;
	RASIPV6ADDR	ipv6addrDnsAlt;
	DWORD		dwIPv4InterfaceMetric;
	DWORD		dwIPv6InterfaceMetric;
#endif
#if WINVER >= 0x601
	RASIPV6ADDR	ipv6addr;
	DWORD		dwIPv6PrefixLength;
	DWORD		dwNetworkOutageTime;
#endif
} RASENTRYW, *LPRASENTRYW;

typedef enum tagRASPROJECTION {
	RASP_PppIp  = 0x8021,
	RASP_PppIpx = 0x802B,
	RASP_PppNbf = 0x803F,
	RASP_PppIpv6 = 0x8057,
	RASP_PppCcp = 0x80FD,
	RASP_PppLcp = 0xC021,
	RASP_Amb    = 0x10000,
	RASP_Slip   = 0x20000
} RASPROJECTION, *LPRASPROJECTION;

#define RASIPO_VJ		0x00000001

#define RASLCPAP_PAP		0xC023
#define RASLCPAP_SPAP		0xC027
#define RASLCPAP_CHAP		0xC223
#define RASLCPAP_EAP		0xC227
#define RASLCPAD_CHAP_MD5	0x05
#define RASLCPAD_CHAP_MS	0x80
#define RASLCPAD_CHAP_MSV2	0x81
#define RASLCPO_PFC		0x00000001
#define RASLCPO_ACFC		0x00000002
#define RASLCPO_SSHF		0x00000004
#define RASLCPO_DES_56		0x00000008
#define RASLCPO_3_DES		0x00000010

#define RASCCPCA_STAC		0x00000005
#define RASCCPCA_MPPC		0x00000006
#define RASCCPO_Compression	0x00000001
#define RASCCPO_HistoryLess	0x00000002
#define RASCCPO_Encryption56bit	0x00000010
#define RASCCPO_Encryption40bit	0x00000020
#define RASCCPO_Encryption128bit 0x00000040

/*
 * The addresses of both ends in figures; "" if the other end's is not known.
 * dwError and the options are 0.
 */
typedef struct tagRASPPPIPA {
	DWORD		dwSize;
	DWORD		dwError;
	CHAR		szIpAddress[RAS_MaxIpAddress + 1];
#ifndef WINNT35COMPATIBLE
	CHAR		szServerIpAddress[RAS_MaxIpAddress + 1];
#endif
#if WINVER >= 0x500
	DWORD		dwOptions;
	DWORD		dwServerOptions;
#endif
} RASPPPIPA, *LPRASPPPIPA;

typedef struct tagRASPPPIPW {
	DWORD		dwSize;
	DWORD		dwError;
	WCHAR		szIpAddress[RAS_MaxIpAddress + 1];
#ifndef WINNT35COMPATIBLE
	WCHAR		szServerIpAddress[RAS_MaxIpAddress + 1];
#endif
#if WINVER >= 0x500
	DWORD		dwOptions;
	DWORD		dwServerOptions;
#endif
} RASPPPIPW, *LPRASPPPIPW;

/*
 * The lower halves of both ends' link-local addresses, 0 if the other end's is
 * not known.  dwError and the compression are 0.
 */
typedef struct _RASPPPIPV6 {
	DWORD		dwSize;
	DWORD		dwError;
	BYTE		bLocalInterfaceIdentifier[8];
	BYTE		bPeerInterfaceIdentifier[8];
	BYTE		bLocalCompressionProtocol[2];
	BYTE		bPeerCompressionProtocol[2];
} RASPPPIPV6, *LPRASPPPIPV6;

/*
 * fMultilink: multilink was negotiated; fBundled: there is more than one link.
 * What else LCP agreed on is not known: all other members are 0.
 */
typedef struct tagRASPPPLCPA {
	DWORD		dwSize;
	BOOL		fBundled;
	DWORD		dwError;
	DWORD		dwAuthenticationProtocol;
	DWORD		dwAuthenticationData;
	DWORD		dwEapTypeId;
	DWORD		dwServerAuthenticationProtocol;
	DWORD		dwServerAuthenticationData;
	DWORD		dwServerEapTypeId;
	BOOL		fMultilink;
	DWORD		dwTerminateReason;
	DWORD		dwServerTerminateReason;
	CHAR		szReplyMessage[RAS_MaxReplyMessage];
	DWORD		dwOptions;
	DWORD		dwServerOptions;
} RASPPPLCPA, *LPRASPPPLCPA;

typedef struct tagRASPPPLCPW {
	DWORD		dwSize;
	BOOL		fBundled;
	DWORD		dwError;
	DWORD		dwAuthenticationProtocol;
	DWORD		dwAuthenticationData;
	DWORD		dwEapTypeId;
	DWORD		dwServerAuthenticationProtocol;
	DWORD		dwServerAuthenticationData;
	DWORD		dwServerEapTypeId;
	BOOL		fMultilink;
	DWORD		dwTerminateReason;
	DWORD		dwServerTerminateReason;
	WCHAR		szReplyMessage[RAS_MaxReplyMessage];
	DWORD		dwOptions;
	DWORD		dwServerOptions;
} RASPPPLCPW, *LPRASPPPLCPW;

/* Not known, ever. */
typedef struct tagRASPPPCCP {
	DWORD		dwSize;
	DWORD		dwError;
	DWORD		dwCompressionAlgorithm;
	DWORD		dwOptions;
	DWORD		dwServerCompressionAlgorithm;
	DWORD		dwServerOptions;
} RASPPPCCP, *LPRASPPPCCP;

/* Of protocols that pppd has not got: ERROR_PROTOCOL_NOT_CONFIGURED, ever. */
typedef struct tagRASAMBA {
	DWORD		dwSize;
	DWORD		dwError;
	CHAR		szNetBiosError[NETBIOS_NAME_LEN + 1];
	BYTE		bLana;
} RASAMBA, *LPRASAMBA;

typedef struct tagRASAMBW {
	DWORD		dwSize;
	DWORD		dwError;
	WCHAR		szNetBiosError[NETBIOS_NAME_LEN + 1];
	BYTE		bLana;
} RASAMBW, *LPRASAMBW;

typedef struct tagRASPPPNBFA {
	DWORD		dwSize;
	DWORD		dwError;
	DWORD		dwNetBiosError;
	CHAR		szNetBiosError[NETBIOS_NAME_LEN + 1];
	CHAR		szWorkstationName[NETBIOS_NAME_LEN + 1];
	BYTE		bLana;
} RASPPPNBFA, *LPRASPPPNBFA;

typedef struct tagRASPPPNBFW {
	DWORD		dwSize;
	DWORD		dwError;
	DWORD		dwNetBiosError;
	WCHAR		szNetBiosError[NETBIOS_NAME_LEN + 1];
	WCHAR		szWorkstationName[NETBIOS_NAME_LEN + 1];
	BYTE		bLana;
} RASPPPNBFW, *LPRASPPPNBFW;

typedef struct tagRASPPPIPXA {
	DWORD		dwSize;
	DWORD		dwError;
	CHAR		szIpxAddress[RAS_MaxIpxAddress + 1];
} RASPPPIPXA, *LPRASPPPIPXA;

typedef struct tagRASPPPIPXW {
	DWORD		dwSize;
	DWORD		dwError;
	WCHAR		szIpxAddress[RAS_MaxIpxAddress + 1];
} RASPPPIPXW, *LPRASPPPIPXW;

typedef struct tagRASSLIPA {
	DWORD		dwSize;
	DWORD		dwError;
	CHAR		szIpAddress[RAS_MaxIpAddress + 1];
} RASSLIPA, *LPRASSLIPA;

typedef struct tagRASSLIPW {
	DWORD		dwSize;
	DWORD		dwError;
	WCHAR		szIpAddress[RAS_MaxIpAddress + 1];
} RASSLIPW, *LPRASSLIPW;

/*
 * Counters of the ppp interface modulo 2^32.  dwTimeoutErr, the ratios and
 * dwBps are not known: 0.  dwConnectDuration is in milliseconds.
 */
typedef struct _RAS_STATS {
	DWORD		dwSize;
	DWORD		dwBytesXmited;
	DWORD		dwBytesRcved;
	DWORD		dwFramesXmited;
	DWORD		dwFramesRcved;
	DWORD		dwCrcErr;
	DWORD		dwTimeoutErr;
	DWORD		dwAlignmentErr;
	DWORD		dwHardwareOverrunErr;
	DWORD		dwFramingErr;
	DWORD		dwBufferOverrunErr;
	DWORD		dwCompressionRatioIn;
	DWORD		dwCompressionRatioOut;
	DWORD		dwBps;
	DWORD		dwConnectDuration;
} RAS_STATS, *PRAS_STATS;

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
 * interface.  dwError is 0, unless RasDial has failed to make it; before there
 * is an interface, the device is that of the entry.  rasconnsubstate is 0,
 * szPhoneNumber is empty, the end points are unknown.
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

/*
 * What RasDial is to dial, and as whom.  szEntryName has to be the name of an
 * entry; szPhoneNumber and szCallbackNumber "", or the number that the entry
 * has anyway.  With szUserName or szPassword "", pppd uses those of the entry
 * and of its files of secrets; szDomain goes before szUserName, separated by a
 * backslash.  dwSubEntry is 0 or 1, as an entry has one link; dwCallbackId is
 * for RasDialFunc2.  dwIfIndex and szEncPassword are not looked at.
 */
typedef struct tagRASDIALPARAMSA {
	DWORD		dwSize;
	CHAR		szEntryName[RAS_MaxEntryName + 1];
	CHAR		szPhoneNumber[RAS_MaxPhoneNumber + 1];
	CHAR		szCallbackNumber[RAS_MaxCallbackNumber + 1];
	CHAR		szUserName[UNLEN + 1];
	CHAR		szPassword[PWLEN + 1];
	CHAR		szDomain[DNLEN + 1];
#if WINVER >= 0x401
	DWORD		dwSubEntry;
	ULONG_PTR	dwCallbackId;
#endif
#if WINVER >= 0x601
	DWORD		dwIfIndex;
#endif
#if WINVER >= 0x602
	LPSTR		szEncPassword;
#endif
} RASDIALPARAMSA, *LPRASDIALPARAMSA;

typedef struct tagRASDIALPARAMSW {
	DWORD		dwSize;
	WCHAR		szEntryName[RAS_MaxEntryName + 1];
	WCHAR		szPhoneNumber[RAS_MaxPhoneNumber + 1];
	WCHAR		szCallbackNumber[RAS_MaxCallbackNumber + 1];
	WCHAR		szUserName[UNLEN + 1];
	WCHAR		szPassword[PWLEN + 1];
	WCHAR		szDomain[DNLEN + 1];
#if WINVER >= 0x401
	DWORD		dwSubEntry;
	ULONG_PTR	dwCallbackId;
#endif
#if WINVER >= 0x601
	DWORD		dwIfIndex;
#endif
#if WINVER >= 0x602
	LPWSTR		szEncPassword;
#endif
} RASDIALPARAMSW, *LPRASDIALPARAMSW;

typedef struct tagRASEAPINFO {
	DWORD		dwSizeofEapInfo;
	BYTE		*pbEapInfo;
} RASEAPINFO;

typedef struct _RASDEVSPECIFICINFO {
	DWORD		dwSize;
	BYTE		*pbDevSpecificInfo;
} RASDEVSPECIFICINFO, *PRASDEVSPECIFICINFO;

/* Only dwSize is looked at. */
typedef struct tagRASDIALEXTENSIONS {
	DWORD		dwSize;
	DWORD		dwfOptions;
	HWND		hwndParent;
	ULONG_PTR	reserved;
#if WINVER >= 0x500
	ULONG_PTR	reserved1;
	RASEAPINFO	RasEapInfo;
#endif
#if WINVER >= 0x601
	BOOL		fSkipPppAuth;
	RASDEVSPECIFICINFO RasDevSpecificInfo;
#endif
} RASDIALEXTENSIONS, *LPRASDIALEXTENSIONS;

#pragma pack(pop)

/* RASDIALEXTENSIONS.dwfOptions */
#define RDEOPT_UsePrefixSuffix		0x00000001
#define RDEOPT_PausedStates		0x00000002
#define RDEOPT_IgnoreModemSpeaker	0x00000004
#define RDEOPT_SetModemSpeaker		0x00000008
#define RDEOPT_IgnoreSoftwareCompression 0x00000010
#define RDEOPT_SetSoftwareCompression	0x00000020
#define RDEOPT_DisableConnectedUI	0x00000040
#define RDEOPT_DisableReconnectUI	0x00000080
#define RDEOPT_DisableReconnect		0x00000100
#define RDEOPT_NoUser			0x00000200
#define RDEOPT_PauseOnScript		0x00000400
#define RDEOPT_Router			0x00000800
#define RDEOPT_CustomDial		0x00001000
#define RDEOPT_UseCustomScripting	0x00002000
#define RDEOPT_InvokeAutoTriggerCredentialUI 0x00004000
#define RDEOPT_EapInfoCryptInCapable	0x00008000

/* unMsg of the functions that RasDial calls. */
#define RASDIALEVENT		TEXT("RasDialEvent")
#define WM_RASDIALEVENT		0xCCCD

/* Notifiers of RasDial, of dwNotifierType 0, 1 and 2. */
typedef VOID (WINAPI *RASDIALFUNC)(UINT unMsg, RASCONNSTATE rasconnstate,
				   DWORD dwError);
typedef VOID (WINAPI *RASDIALFUNC1)(HRASCONN hrasconn, UINT unMsg,
				    RASCONNSTATE rasconnstate, DWORD dwError,
				    DWORD dwExtendedError);
typedef DWORD (WINAPI *RASDIALFUNC2)(ULONG_PTR dwCallbackId, DWORD dwSubEntry,
				     HRASCONN hrasconn, UINT unMsg,
				     RASCONNSTATE rasconnstate, DWORD dwError,
				     DWORD dwExtendedError);

/* RASENTRY.dwfOptions, dwfOptions2 */
#define RASEO_UseCountryAndAreaCodes	0x00000001
#define RASEO_SpecificIpAddr		0x00000002
#define RASEO_SpecificNameServers	0x00000004
#define RASEO_IpHeaderCompression	0x00000008
#define RASEO_RemoteDefaultGateway	0x00000010
#define RASEO_DisableLcpExtensions	0x00000020
#define RASEO_TerminalBeforeDial	0x00000040
#define RASEO_TerminalAfterDial		0x00000080
#define RASEO_ModemLights		0x00000100
#define RASEO_SwCompression		0x00000200
#define RASEO_RequireEncryptedPw	0x00000400
#define RASEO_RequireMsEncryptedPw	0x00000800
#define RASEO_RequireDataEncryption	0x00001000
#define RASEO_NetworkLogon		0x00002000
#define RASEO_UseLogonCredentials	0x00004000
#define RASEO_PromoteAlternates		0x00008000
#define RASEO_SecureLocalFiles		0x00010000
#define RASEO_RequireEAP		0x00020000
#define RASEO_RequirePAP		0x00040000
#define RASEO_RequireSPAP		0x00080000
#define RASEO_Custom			0x00100000
#define RASEO_PreviewPhoneNumber	0x00200000
#define RASEO_SharedPhoneNumbers	0x00800000
#define RASEO_PreviewUserPw		0x01000000
#define RASEO_PreviewDomain		0x02000000
#define RASEO_ShowDialingProgress	0x04000000
#define RASEO_RequireCHAP		0x08000000
#define RASEO_RequireMsCHAP		0x10000000
#define RASEO_RequireMsCHAP2		0x20000000
#define RASEO_RequireW95MSCHAP		0x40000000
#define RASEO_CustomScript		0x80000000
#define RASEO2_SecureFileAndPrint	0x00000001
#define RASEO2_SecureClientForMSNet	0x00000002
#define RASEO2_DontNegotiateMultilink	0x00000004
#define RASEO2_DontUseRasCredentials	0x00000008
#define RASEO2_UsePreSharedKey		0x00000010
#define RASEO2_Internet			0x00000020
#define RASEO2_DisableNbtOverIP		0x00000040
#define RASEO2_UseGlobalDeviceSettings	0x00000080
#define RASEO2_ReconnectIfDropped	0x00000100
#define RASEO2_SharePhoneNumbers	0x00000200
#define RASEO2_SecureRoutingCompartment	0x00000400
#define RASEO2_UseTypicalSettings	0x00000800
#define RASEO2_IPv6SpecificNameServers	0x00001000
#define RASEO2_IPv6RemoteDefaultGateway	0x00002000
#define RASEO2_RegisterIpWithDNS	0x00004000
#define RASEO2_UseDNSSuffixForRegistration 0x00008000
#define RASEO2_IPv4ExplicitMetric	0x00010000
#define RASEO2_IPv6ExplicitMetric	0x00020000
#define RASEO2_DisableIKENameEkuCheck	0x00040000
#define RASEO2_DisableClassBasedStaticRoute 0x00080000
#define RASEO2_SpecificIPv6Addr		0x00100000
#define RASEO2_DisableMobility		0x00200000
#define RASEO2_RequireMachineCertificates 0x00400000
#define RASEO2_UsePreSharedKeyForIkev2Initiator 0x00800000
#define RASEO2_UsePreSharedKeyForIkev2Responder 0x01000000
#define RASEO2_CacheCredentials		0x02000000
#define RASEO2_AutoTriggerCapable	0x04000000
#define RASEO2_IsThirdPartyProfile	0x08000000
#define RASEO2_AuthTypeIsOtp		0x10000000
#define RASEO2_IsAlwaysOn		0x20000000
#define RASEO2_IsPrivateNetwork		0x40000000

/* RASENTRY.dwfNetProtocols, dwFramingProtocol, dwType, dwEncryptionType */
#define RASNP_NetBEUI			0x00000001
#define RASNP_Ipx			0x00000002
#define RASNP_Ip			0x00000004
#define RASNP_Ipv6		0x00000008
#define RASFP_Ppp			0x00000001
#define RASFP_Slip			0x00000002
#define RASFP_Ras			0x00000004
#define RASET_Phone			1
#define RASET_Vpn			2
#define RASET_Direct			3
#define RASET_Internet			4
#define RASET_Broadband			5
#define ET_None				0
#define ET_Require			1
#define ET_RequireMax			2
#define ET_Optional			3

/* RASENTRY.dwVpnStrategy, dwDialMode, dwIdleDisconnectSeconds */
#define VS_Default			0
#define VS_PptpOnly			1
#define VS_PptpFirst			2
#define VS_L2tpOnly			3
#define VS_L2tpFirst			4
#define VS_SstpOnly			5
#define VS_SstpFirst			6
#define VS_Ikev2Only			7
#define VS_Ikev2First			8
#define VS_PptpSstp			12
#define VS_L2tpSstp			13
#define VS_Ikev2Sstp			14
#define VS_ProtocolList			15
#define RASEDM_DialAll			1
#define RASEDM_DialAsNeeded		2
#define RASIDS_Disabled			0xffffffff
#define RASIDS_UseGlobalValue		0

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
 * The event is set by the kernel itself (without the module: by a thread of
 * the library), after every process can see the new state with the functions
 * below; nothing is set for what was already so.
 * It says that something happened, not what or how often.
 *
 * The notification holds until the last handle of the event is closed, the
 * connection or link given has ended (with RASCN_BandwidthAdded or -Removed, so
 * have its links), or the process exits or forks (a child has none).  To ask again for the same event object and target adds flags.
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

/**
 * RasGetProjectionInfo - what a network protocol of a connection agreed on
 * @hRasConn:	   a connection, or a link of it: the same
 * @rasprojection: RASP_PppIp, RASP_PppIpv6, RASP_PppLcp; no others are known
 * @lpprojection:  where it goes, RASPPPIP, RASPPPIPV6 or RASPPPLCP with dwSize
 *		   set to the size of a version of it; or NULL to ask for that
 *		   of the newest one
 * @lpcb:	   in: bytes at @lpprojection; out: bytes needed
 *
 * A connection is up with its first network protocol.  Within three seconds
 * of that, an address that is not there yet is waited for, the other end's for
 * half a second; later calls do not wait.
 *
 * ERROR_INVALID_PARAMETER: @lpcb is NULL, or no such RASP_*.
 * ERROR_INVALID_SIZE: no version of the structure has that size.
 * ERROR_BUFFER_TOO_SMALL: *@lpcb is set.  ERROR_INVALID_HANDLE: @hRasConn has
 * ended or is unknown.  ERROR_PROJECTION_NOT_COMPLETE: it is not up yet.
 * ERROR_PROTOCOL_NOT_CONFIGURED: it does not have that protocol, or nobody
 * knows what it agreed on.
 */
DWORD WINAPI RasGetProjectionInfoA(HRASCONN hRasConn,
				   RASPROJECTION rasprojection,
				   LPVOID lpprojection, LPDWORD lpcb);
DWORD WINAPI RasGetProjectionInfoW(HRASCONN hRasConn,
				   RASPROJECTION rasprojection,
				   LPVOID lpprojection, LPDWORD lpcb)
	__RAS_WIDE(RasGetProjectionInfoW);

/**
 * RasGetConnectionStatistics - counters of a connection
 * @hRasConn:	  which
 * @lpStatistics: where they go, with dwSize set
 *
 * E_INVALIDARG: a pointer or @hRasConn is NULL, or dwSize is wrong.
 * ERROR_INVALID_HANDLE: @hRasConn has ended or is unknown.
 * ERROR_REQUEST_TIMEOUT: a process that is stopped has what all share locked.
 */
DWORD WINAPI RasGetConnectionStatistics(HRASCONN hRasConn,
					RAS_STATS *lpStatistics);

/**
 * RasGetLinkStatistics - counters of a link
 * @hRasConn:	  its connection
 * @dwSubEntry:	  its place in it, counted from 1
 * @lpStatistics: where they go, with dwSize set
 *
 * As RasGetConnectionStatistics; also: E_INVALIDARG: @dwSubEntry is 0.
 * ERROR_NO_CONNECTION: there is no link at that place.  ERROR_NOT_SUPPORTED:
 * the connection has more than one link; the kernel counts them together.
 */
DWORD WINAPI RasGetLinkStatistics(HRASCONN hRasConn, DWORD dwSubEntry,
				  RAS_STATS *lpStatistics);

/**
 * RasClearConnectionStatistics, RasClearLinkStatistics - count from 0 again
 * @hRasConn:	which
 * @dwSubEntry: place of a link in it, counted from 1
 *
 * All processes see it, and dwConnectDuration goes on.  A connection and its
 * link are cleared each for itself.
 *
 * Errors as those of the functions that read, but ERROR_INVALID_HANDLE and
 * ERROR_INVALID_PARAMETER in place of E_INVALIDARG.  ERROR_ACCESS_DENIED,
 * ERROR_NOT_ENOUGH_MEMORY: there is nowhere to note it, or no room.
 */
DWORD WINAPI RasClearConnectionStatistics(HRASCONN hRasConn);
DWORD WINAPI RasClearLinkStatistics(HRASCONN hRasConn, DWORD dwSubEntry);

/**
 * RasEnumEntries - list the entries of a phone book
 * @reserved:	    NULL
 * @lpszPhonebook:  path of a directory; NULL or "": /etc/ppp/peers
 * @lpRasEntryName: array to fill, with dwSize of its first element set to the
 *		    size of a version of RASENTRYNAME; or NULL to ask for the
 *		    size, which then is that of the newest version
 * @lpcb:	    in: its size in bytes; out: the bytes needed
 * @lpcEntries:	    out: how many entries there are
 *
 * An entry is a file that is not hidden; they come in the order of the bytes
 * of their names.  Bytes that are no UTF-8 stay what they are in A, and are
 * U+FFFD in W.
 *
 * ERROR_BUFFER_TOO_SMALL: nothing was written, but *@lpcb and *@lpcEntries
 * are set.  ERROR_INVALID_SIZE: no version of RASENTRYNAME has that size.
 * ERROR_CANNOT_OPEN_PHONEBOOK, ERROR_ACCESS_DENIED: no such directory, or it
 * may not be read.  ERROR_FILENAME_EXCED_RANGE: its path has MAX_PATH bytes
 * or more.  ERROR_INVALID_NAME: the path is no text.
 * ERROR_INVALID_PARAMETER: @reserved is not NULL, @lpcb or @lpcEntries is.
 */
DWORD WINAPI RasEnumEntriesA(LPCSTR reserved, LPCSTR lpszPhonebook,
			     LPRASENTRYNAMEA lpRasEntryName, LPDWORD lpcb,
			     LPDWORD lpcEntries);
DWORD WINAPI RasEnumEntriesW(LPCWSTR reserved, LPCWSTR lpszPhonebook,
			     LPRASENTRYNAMEW lpRasEntryName, LPDWORD lpcb,
			     LPDWORD lpcEntries) __RAS_WIDE(RasEnumEntriesW);

/**
 * RasValidateEntryName - could an entry be made under that name?
 * @lpszPhonebook: as in RasEnumEntries
 * @lpszEntry:	   the name
 *
 * ERROR_INVALID_NAME: it has no letter or digit, begins with a dot, contains
 * a slash or a control character, is longer than 255 bytes, or is no text.
 * ERROR_ALREADY_EXISTS: something in the phone book has that name.
 * ERROR_INVALID_PARAMETER: @lpszEntry is NULL.  Those of the phone book as
 * in RasEnumEntries.
 */
DWORD WINAPI RasValidateEntryNameA(LPCSTR lpszPhonebook, LPCSTR lpszEntry);
DWORD WINAPI RasValidateEntryNameW(LPCWSTR lpszPhonebook, LPCWSTR lpszEntry)
	__RAS_WIDE(RasValidateEntryNameW);

/**
 * RasGetEntryProperties - what the file of an entry says
 * @lpszPhonebook:  as in RasEnumEntries
 * @lpszEntry:	    name of the entry; NULL or "": what an empty one has
 * @lpRasEntry:	    where it goes, with dwSize set to the size of a version of
 *		    RASENTRY; or NULL to ask for the size of the newest one
 * @lpcbRasEntry:   in: bytes at @lpRasEntry; out: bytes needed
 * @lpbDeviceInfo:  not looked at
 * @lpcbDeviceInfo: out: 0; may be NULL
 *
 * ERROR_CANNOT_FIND_PHONEBOOK_ENTRY: no such file; looked for before all that
 * follows.  ERROR_CORRUPT_PHONEBOOK: it cannot be one of options.
 * ERROR_BUFFER_TOO_SMALL: *@lpcbRasEntry is set.  ERROR_INVALID_SIZE: no
 * version of RASENTRY has that size.  ERROR_INVALID_PARAMETER: @lpcbRasEntry
 * is NULL.  Those of the phone book as in RasEnumEntries.
 */
DWORD WINAPI RasGetEntryPropertiesA(LPCSTR lpszPhonebook, LPCSTR lpszEntry,
				    LPRASENTRYA lpRasEntry,
				    LPDWORD lpcbRasEntry, LPBYTE lpbDeviceInfo,
				    LPDWORD lpcbDeviceInfo);
DWORD WINAPI RasGetEntryPropertiesW(LPCWSTR lpszPhonebook, LPCWSTR lpszEntry,
				    LPRASENTRYW lpRasEntry,
				    LPDWORD lpcbRasEntry, LPBYTE lpbDeviceInfo,
				    LPDWORD lpcbDeviceInfo)
	__RAS_WIDE(RasGetEntryPropertiesW);

/**
 * RasEnumDevices - list what connections could be made with
 * @lpRasDevInfo: array to fill, with dwSize of its first element set; or NULL
 * @lpcb:	  in: its size in bytes; out: the bytes needed
 * @lpcDevices:	  out: how many devices there are
 *
 * Terminals of /sys/class/tty that are there, then the Ethernet interfaces of
 * the caller's network namespace.  It is not known whether a modem, or a
 * PPPoE server, is behind them.
 *
 * ERROR_BUFFER_TOO_SMALL: nothing was written, but *@lpcb and *@lpcDevices
 * are set.  ERROR_INVALID_SIZE: not the size of RASDEVINFO.
 * ERROR_INVALID_PARAMETER: @lpcb or @lpcDevices is NULL.
 */
DWORD WINAPI RasEnumDevicesA(LPRASDEVINFOA lpRasDevInfo, LPDWORD lpcb,
			     LPDWORD lpcDevices);
DWORD WINAPI RasEnumDevicesW(LPRASDEVINFOW lpRasDevInfo, LPDWORD lpcb,
			     LPDWORD lpcDevices) __RAS_WIDE(RasEnumDevicesW);

/**
 * RasDial - make a connection
 * @lpRasDialExtensions: NULL, or with dwSize set; nothing else is looked at
 * @lpszPhonebook:	 as in RasEnumEntries
 * @lpRasDialParams:	 what to dial, with dwSize set to the size of a version
 * @dwNotifierType:	 0, 1, 2: @lpvNotifier is RASDIALFUNC, RASDIALFUNC1 or
 *			 RASDIALFUNC2; not looked at without one
 * @lpvNotifier:	 function to call, or NULL: RasDial returns when it is
 *			 decided
 * @lphRasConn:		 NULL in it; the connection
 *
 * Runs "pppd call ENTRY", or with a phone book of the caller's "pppd file
 * PHONEBOOK/ENTRY", with all the rights that the caller has, but none of its
 * descriptors, signals or environment, and in a session of its own.  It never
 * is a child of the program that could be waited for, and goes on when the
 * program ends.  A password is not on its command line: pppd gets it through a
 * pipe, with its plugin passwordfd.so; the user name is on it.  Of a "persist"
 * entry, an attempt that fails is the last one.
 *
 * With a notifier RasDial returns when pppd has been started; *@lphRasConn is
 * good then, in this process, for RasGetConnectStatus, RasHangUp and, from the
 * first link on, all others.  The notifier is called by a thread of the
 * library, with all signals blocked, one for each dial: it may block.  It is
 * told RASCS_OpenPort when pppd runs, RASCS_DeviceConnected when the kernel has
 * a link of it, and at last RASCS_Connected, or RASCS_Disconnected and why.
 * After that, after a hang-up, and after a RASDIALFUNC2 that returned 0, it is
 * not called again.
 *
 * Without one, *@lphRasConn is set on success only, and is what the other
 * functions have, in every process.
 *
 * An entry that is connected already is not dialled again: the connection has
 * one reference more, to be given back with RasHangUp, by whatever process.
 *
 * ERROR_INVALID_PARAMETER: @lpRasDialParams or @lphRasConn is NULL,
 * *@lphRasConn is not, unknown @dwNotifierType, a text without an end.
 * ERROR_INVALID_SIZE: no version has that dwSize.  ERROR_NOT_SUPPORTED: an
 * empty szEntryName, another number than that of the entry, dwSubEntry above
 * 1, a window as notifier.  ERROR_CANNOT_FIND_PHONEBOOK_ENTRY, and those of
 * the phone book as in RasEnumEntries.  ERROR_DIAL_ALREADY_IN_PROGRESS: this
 * process is dialling it.  ERROR_ALREADY_DISCONNECTING: it was hung up, and the
 * end is not there yet.  ERROR_RASMAN_CANNOT_INITIALIZE: there is no pppd, or
 * the entry is multilink and the module is not loaded.
 * ERROR_ACCESS_DENIED: it may not be run, or there is nowhere to note the
 * reference; ERROR_NOT_ENOUGH_MEMORY: no room for it; ERROR_REQUEST_TIMEOUT: a
 * process that is stopped has what all share locked.
 *
 * How a dial failed: ERROR_AUTHENTICATION_FAILURE: the peer does not accept
 * who we are; ERROR_UNABLE_TO_AUTHENTICATE_SERVER: nor we the peer.
 * ERROR_NO_ANSWER: there never was a link; ERROR_PPP_TIMEOUT: there was, but
 * the negotiation came to no end.  ERROR_PORT_DISCONNECTED: the modem has hung
 * up; ERROR_REMOTE_DISCONNECTION: the peer has.  ERROR_PORT_NOT_AVAILABLE: the
 * device is locked by another program; ERROR_PORT_NOT_OPEN: it cannot be
 * opened.  ERROR_FROM_DEVICE: the connect script has failed.
 * ERROR_CORRUPT_PHONEBOOK: pppd does not accept the entry's options.
 * ERROR_PPP_LOOPBACK_DETECTED, ERROR_LINK_FAILURE, ERROR_USER_DISCONNECTION
 * (somebody has ended pppd), ERROR_DISCONNECTION, ERROR_UNKNOWN.
 */
DWORD WINAPI RasDialA(LPRASDIALEXTENSIONS lpRasDialExtensions,
		      LPCSTR lpszPhonebook, LPRASDIALPARAMSA lpRasDialParams,
		      DWORD dwNotifierType, LPVOID lpvNotifier,
		      LPHRASCONN lphRasConn);
DWORD WINAPI RasDialW(LPRASDIALEXTENSIONS lpRasDialExtensions,
		      LPCWSTR lpszPhonebook, LPRASDIALPARAMSW lpRasDialParams,
		      DWORD dwNotifierType, LPVOID lpvNotifier,
		      LPHRASCONN lphRasConn) __RAS_WIDE(RasDialW);

/**
 * RasHangUp - give back a reference on a connection, or end a link
 * @hRasConn: from RasDial, RasEnumConnections or RasGetSubEntryHandle
 *
 * With the last reference, pppd of each link of the connection gets SIGTERM,
 * and it ends a moment later: RasGetConnectStatus is ERROR_INVALID_HANDLE
 * then.  Each connection has one reference from the beginning, and all that
 * programs had not given back when they ended.  For a link, only its own pppd
 * gets it, whatever references there are.  A dial that is not finished is
 * ended, one that has failed is forgotten.
 *
 * Whose connection it is is known for certain before anything is ended: the
 * process is pppd, in this network namespace, and holds the connection or link.
 *
 * ERROR_INVALID_HANDLE: @hRasConn is unknown, has ended, or has been hung up
 * while it was dialled.  ERROR_ACCESS_DENIED: this process may not end that
 * pppd, or may not find out whose it is.  ERROR_HANGUP_FAILED: it is not that
 * of a pppd.  ERROR_ALREADY_DISCONNECTING: that has been done, and the end is
 * not there yet; after ten seconds without it, it is done again.
 * ERROR_REQUEST_TIMEOUT: a process that is stopped has what all share locked.
 */
DWORD WINAPI RasHangUpA(HRASCONN hRasConn);
DWORD WINAPI RasHangUpW(HRASCONN hRasConn);

/**
 * RasDeleteEntry, RasRenameEntry - take an entry out of a phone book, or give
 * it another name
 * @lpszPhonebook: as in RasEnumEntries
 * @lpszEntry, @lpszOldEntry: the entry
 * @lpszNewEntry:  what RasValidateEntryName finds valid and free
 *
 * What names the entry elsewhere, a file of secrets for instance, stays as it
 * is.
 *
 * ERROR_CANNOT_FIND_PHONEBOOK_ENTRY: there is none.  ERROR_CANNOT_DELETE: it
 * is connected.  ERROR_INVALID_NAME, ERROR_ALREADY_EXISTS: the new name.
 * ERROR_CANNOT_WRITE_PHONEBOOK: the file system refuses.
 * ERROR_INVALID_PARAMETER: a name is NULL.  Those of the phone book as in
 * RasEnumEntries.
 */
DWORD WINAPI RasDeleteEntryA(LPCSTR lpszPhonebook, LPCSTR lpszEntry);
DWORD WINAPI RasDeleteEntryW(LPCWSTR lpszPhonebook, LPCWSTR lpszEntry)
	__RAS_WIDE(RasDeleteEntryW);
DWORD WINAPI RasRenameEntryA(LPCSTR lpszPhonebook, LPCSTR lpszOldEntry,
			     LPCSTR lpszNewEntry);
DWORD WINAPI RasRenameEntryW(LPCWSTR lpszPhonebook, LPCWSTR lpszOldEntry,
			     LPCWSTR lpszNewEntry) __RAS_WIDE(RasRenameEntryW);

/**
 * RasGetEntryDialParams - what would be dialled, and as whom
 * @lpszPhonebook:   as in RasEnumEntries
 * @lpRasDialParams: dwSize set to the size of a version, szEntryName to the
 *		     name of the entry
 * @lpfPassword:     out: FALSE: passwords are not given to programs
 *
 * szUserName is what the file of the entry has in "user", or "name"; dwSubEntry
 * is 1; all else is "" or 0.
 *
 * ERROR_INVALID_PARAMETER: a pointer is NULL, or szEntryName has no end.
 * ERROR_INVALID_SIZE, and those of RasGetEntryProperties.
 */
DWORD WINAPI RasGetEntryDialParamsA(LPCSTR lpszPhonebook,
				    LPRASDIALPARAMSA lpRasDialParams,
				    LPBOOL lpfPassword);
DWORD WINAPI RasGetEntryDialParamsW(LPCWSTR lpszPhonebook,
				    LPRASDIALPARAMSW lpRasDialParams,
				    LPBOOL lpfPassword)
	__RAS_WIDE(RasGetEntryDialParamsW);

/**
 * RasSetEntryDialParams - keep what is to be dialled
 * @lpszPhonebook:    as in RasEnumEntries
 * @lpRasDialParams:  as in RasGetEntryDialParams
 * @fRemovePassword:  there is to be no password
 *
 * Nothing can be kept: the passwords of pppd stand in files of secrets by user
 * and peer, not by entry.  So it succeeds where there is nothing to do: with
 * the values that RasGetEntryDialParams gives, szUserName "" or the same, and
 * no szPassword (TRUE in @fRemovePassword is nothing to do, either).
 *
 * ERROR_NOT_SUPPORTED: anything else.  Errors otherwise as in
 * RasGetEntryDialParams.
 */
DWORD WINAPI RasSetEntryDialParamsA(LPCSTR lpszPhonebook,
				    LPRASDIALPARAMSA lpRasDialParams,
				    BOOL fRemovePassword);
DWORD WINAPI RasSetEntryDialParamsW(LPCWSTR lpszPhonebook,
				    LPRASDIALPARAMSW lpRasDialParams,
				    BOOL fRemovePassword)
	__RAS_WIDE(RasSetEntryDialParamsW);

#ifdef UNICODE
typedef RASAMBW		RASAMB, *LPRASAMB;
typedef RASCONNW	RASCONN, *LPRASCONN;
typedef RASCONNSTATUSW	RASCONNSTATUS, *LPRASCONNSTATUS;
typedef RASDEVINFOW	RASDEVINFO, *LPRASDEVINFO;
typedef RASDIALPARAMSW	RASDIALPARAMS, *LPRASDIALPARAMS;
typedef RASENTRYW	RASENTRY, *LPRASENTRY;
typedef RASENTRYNAMEW	RASENTRYNAME, *LPRASENTRYNAME;
typedef RASPPPIPW	RASPPPIP, *LPRASPPPIP;
typedef RASPPPIPXW	RASPPPIPX, *LPRASPPPIPX;
typedef RASPPPLCPW	RASPPPLCP, *LPRASPPPLCP;
typedef RASPPPNBFW	RASPPPNBF, *LPRASPPPNBF;
typedef RASSLIPW	RASSLIP, *LPRASSLIP;
#define RasConnectionNotification RasConnectionNotificationW
#define RasDeleteEntry		RasDeleteEntryW
#define RasDial			RasDialW
#define RasEnumConnections	RasEnumConnectionsW
#define RasEnumDevices		RasEnumDevicesW
#define RasEnumEntries		RasEnumEntriesW
#define RasGetConnectStatus	RasGetConnectStatusW
#define RasGetEntryDialParams	RasGetEntryDialParamsW
#define RasGetEntryProperties	RasGetEntryPropertiesW
#define RasGetErrorString	RasGetErrorStringW
#define RasGetProjectionInfo	RasGetProjectionInfoW
#define RasGetSubEntryHandle	RasGetSubEntryHandleW
#define RasHangUp		RasHangUpW
#define RasRenameEntry		RasRenameEntryW
#define RasSetEntryDialParams	RasSetEntryDialParamsW
#define RasValidateEntryName	RasValidateEntryNameW
#else
typedef RASAMBA		RASAMB, *LPRASAMB;
typedef RASCONNA	RASCONN, *LPRASCONN;
typedef RASCONNSTATUSA	RASCONNSTATUS, *LPRASCONNSTATUS;
typedef RASDEVINFOA	RASDEVINFO, *LPRASDEVINFO;
typedef RASDIALPARAMSA	RASDIALPARAMS, *LPRASDIALPARAMS;
typedef RASENTRYA	RASENTRY, *LPRASENTRY;
typedef RASENTRYNAMEA	RASENTRYNAME, *LPRASENTRYNAME;
typedef RASPPPIPA	RASPPPIP, *LPRASPPPIP;
typedef RASPPPIPXA	RASPPPIPX, *LPRASPPPIPX;
typedef RASPPPLCPA	RASPPPLCP, *LPRASPPPLCP;
typedef RASPPPNBFA	RASPPPNBF, *LPRASPPPNBF;
typedef RASSLIPA	RASSLIP, *LPRASSLIP;
#define RasConnectionNotification RasConnectionNotificationA
#define RasDeleteEntry		RasDeleteEntryA
#define RasDial			RasDialA
#define RasEnumConnections	RasEnumConnectionsA
#define RasEnumDevices		RasEnumDevicesA
#define RasEnumEntries		RasEnumEntriesA
#define RasGetConnectStatus	RasGetConnectStatusA
#define RasGetEntryDialParams	RasGetEntryDialParamsA
#define RasGetEntryProperties	RasGetEntryPropertiesA
#define RasGetErrorString	RasGetErrorStringA
#define RasGetProjectionInfo	RasGetProjectionInfoA
#define RasGetSubEntryHandle	RasGetSubEntryHandleA
#define RasHangUp		RasHangUpA
#define RasRenameEntry		RasRenameEntryA
#define RasSetEntryDialParams	RasSetEntryDialParamsA
#define RasValidateEntryName	RasValidateEntryNameA
#endif

#ifdef __cplusplus
}
#endif

#undef __RAS_WIDE

#endif /* _RAS_H_ */
