// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * dial ENTRY: dial an entry of the phone book, tell how it goes, what the
 * connection is and what it has carried, and hang up.
 */
#include <windows.h>
#include <ras.h>
#include <raserror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static HANDLE decided;
static DWORD result;

static int Fail(const char *what, DWORD error)
{
	char text[512];

	if (RasGetErrorString(error, text, sizeof(text)) != ERROR_SUCCESS)
		strcpy(text, "not a RAS error");
	fprintf(stderr, "%s: %u: %s\n", what, error, text);
	return 1;
}

static VOID WINAPI DialFunc(HRASCONN connection, UINT message,
			    RASCONNSTATE state, DWORD error, DWORD extended)
{
	(void)connection;
	(void)message;
	(void)extended;
	switch (state) {
	case RASCS_OpenPort:
		printf("dialling\n");
		break;
	case RASCS_DeviceConnected:
		printf("negotiating\n");
		break;
	default:
		break;
	}
	if (error || (state & RASCS_DONE)) {
		result = error;
		SetEvent(decided);
	}
}

/* The list may grow between the question for its size and that for it. */
static DWORD PrintConnections(void)
{
	DWORD size = 0, count = 0, error;
	RASCONN *list = NULL;

	while ((error = RasEnumConnections(list, &size, &count)) ==
	       ERROR_BUFFER_TOO_SMALL) {
		list = realloc(list, size);
		if (!list)
			return ERROR_NOT_ENOUGH_MEMORY;
		list[0].dwSize = sizeof(RASCONN);
	}
	for (DWORD i = 0; !error && i < count; i++)
		printf("%s: %s %s\n", list[i].szEntryName,
		       list[i].szDeviceType, list[i].szDeviceName);
	free(list);
	return error;
}

static void PrintStatistics(HRASCONN connection)
{
	RAS_STATS stats = { .dwSize = sizeof(stats) };

	if (RasGetConnectionStatistics(connection, &stats) == ERROR_SUCCESS)
		printf("%u bytes out, %u bytes in\n", stats.dwBytesXmited,
		       stats.dwBytesRcved);
}

/* The port is free again when the handle is good for nothing any more. */
static DWORD HangUp(HRASCONN connection)
{
	RASCONNSTATUS status = { .dwSize = sizeof(status) };
	DWORD error = RasHangUp(connection);

	if (error)
		return error;
	while (RasGetConnectStatus(connection, &status) != ERROR_INVALID_HANDLE)
		Sleep(10);
	printf("hung up\n");
	return ERROR_SUCCESS;
}

int main(int argc, char *argv[])
{
	RASDIALPARAMS params = { .dwSize = sizeof(params) };
	HRASCONN connection = NULL;
	DWORD error;

	if (argc != 2 || strlen(argv[1]) > RAS_MaxEntryName)
		return 2;
	strcpy(params.szEntryName, argv[1]);
	decided = CreateEvent(NULL, FALSE, FALSE, NULL);
	error = RasDial(NULL, NULL, &params, 1, (LPVOID)DialFunc, &connection);
	if (error)
		return Fail("RasDial", error);
	WaitForSingleObject(decided, INFINITE);
	if (!result) {
		error = PrintConnections();
		PrintStatistics(connection);
	}
	if (error)
		Fail("RasEnumConnections", error);
	error = HangUp(connection);
	if (error)
		return Fail("RasHangUp", error);
	return result ? Fail("dial", result) : 0;
}
