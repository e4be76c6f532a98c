// SPDX-License-Identifier: LGPL-2.1-or-later
#include <stddef.h>

#include "win32/message.h"

static const struct {
	unsigned short code;
	const char *text;
} messages[] = {
	{ ERROR_SUCCESS, "The operation completed successfully." },
	{ ERROR_INVALID_FUNCTION, "There is no such function." },
	{ ERROR_FILE_NOT_FOUND, "There is no file or object of that name." },
	{ ERROR_PATH_NOT_FOUND, "There is no such path." },
	{ ERROR_TOO_MANY_OPEN_FILES, "Too many files are open." },
	{ ERROR_ACCESS_DENIED, "Access is denied." },
	{ ERROR_INVALID_HANDLE, "The handle is invalid." },
	{ ERROR_NOT_ENOUGH_MEMORY, "There is not enough memory." },
	{ ERROR_BAD_FORMAT, "The format is wrong." },
	{ ERROR_INVALID_DATA, "The data is invalid." },
	{ ERROR_OUTOFMEMORY, "There is not enough memory left." },
	{ ERROR_NOT_READY, "The device is not ready." },
	{ ERROR_GEN_FAILURE, "A device does not work." },
	{ ERROR_SHARING_VIOLATION, "Somebody else uses the file." },
	{ ERROR_HANDLE_EOF, "The end of the file is reached." },
	{ ERROR_NOT_SUPPORTED, "The request is not supported." },
	{ ERROR_DEV_NOT_EXIST, "The device is not there." },
	{ ERROR_FILE_EXISTS, "The file exists already." },
	{ ERROR_INVALID_PARAMETER, "A parameter is wrong." },
	{ ERROR_BROKEN_PIPE, "The other end of the pipe is closed." },
	{ ERROR_DISK_FULL, "The disk is full." },
	{ ERROR_CALL_NOT_IMPLEMENTED, "The function does not exist here." },
	{ ERROR_SEM_TIMEOUT, "The time for the semaphore is over." },
	{ ERROR_INSUFFICIENT_BUFFER, "The buffer is too small." },
	{ ERROR_INVALID_NAME, "The name is wrong." },
	{ ERROR_MOD_NOT_FOUND, "There is no such module." },
	{ ERROR_PROC_NOT_FOUND, "The module has no such function." },
	{ ERROR_SIGNAL_REFUSED, "The thread cannot be suspended once more." },
	{ ERROR_NOT_LOCKED, "The memory is not locked." },
	{ ERROR_BAD_ARGUMENTS, "An argument is wrong." },
	{ ERROR_MAX_THRDS_REACHED, "There cannot be more threads." },
	{ ERROR_BUSY, "What was asked for is in use." },
	{ ERROR_ALREADY_EXISTS, "An object of that name exists already." },
	{ ERROR_FILENAME_EXCED_RANGE, "The name is too long." },
	{ ERROR_MORE_DATA, "There is more data." },
	{ ERROR_NO_MORE_ITEMS, "There are no more items." },
	{ ERROR_NOT_OWNER, "The caller does not own the mutex." },
	{ ERROR_TOO_MANY_POSTS, "The semaphore would count too far." },
	{ ERROR_MR_MID_NOT_FOUND, "There is no text for that number." },
	{ ERROR_INVALID_ADDRESS, "The address is invalid." },
	{ ERROR_OPERATION_ABORTED, "The operation was given up." },
	{ ERROR_IO_PENDING, "The operation is still under way." },
	{ ERROR_NOACCESS, "The memory cannot be accessed." },
	{ ERROR_INVALID_FLAGS, "The flags are wrong." },
	{ ERROR_SERVICE_DISABLED, "The service must not be started." },
	{ ERROR_SERVICE_DOES_NOT_EXIST, "There is no such service." },
	{ ERROR_SERVICE_NOT_ACTIVE, "The service does not run." },
	{ ERROR_NO_UNICODE_TRANSLATION, "The text is not Unicode." },
	{ ERROR_DEVICE_NOT_CONNECTED, "The device is not connected." },
	{ ERROR_NOT_FOUND, "It was not found." },
	{ ERROR_CONNECTION_UNAVAIL, "The connection is not there now." },
	{ ERROR_NO_NETWORK, "There is no network." },
	{ ERROR_CANCELLED, "The user has cancelled the operation." },
	{ ERROR_CONNECTION_REFUSED, "The other side refuses the connection." },
	{ ERROR_NETWORK_UNREACHABLE, "The network cannot be reached." },
	{ ERROR_HOST_UNREACHABLE, "The host cannot be reached." },
	{ ERROR_CONNECTION_ABORTED, "The connection was given up." },
	{ ERROR_RETRY, "The operation is to be tried again." },
	{ ERROR_PRIVILEGE_NOT_HELD, "The caller lacks a privilege for it." },
	{ ERROR_LOGON_FAILURE, "The user name or the password is wrong." },
	{ ERROR_PASSWORD_EXPIRED, "The password has expired." },
	{ ERROR_ACCOUNT_DISABLED, "The account is locked." },
	{ ERROR_INTERNAL_ERROR, "There was an error inside." },
	{ ERROR_NO_SYSTEM_RESOURCES, "The system has not got the resources." },
	{ ERROR_TIMEOUT, "The time was over." },
	{ RPC_S_SERVER_UNAVAILABLE, "The server of the call is not there." },
	{ ERROR_INVALID_USER_BUFFER, "The caller's buffer is invalid." },
	{ ERROR_RESOURCE_LANG_NOT_FOUND, "There is no text in that language." },
	{ ERROR_NOT_CONNECTED, "There is no such network connection." },
	{ ERROR_INVALID_STATE, "That is not possible in this state." },
};

const char *rasx_system_message(DWORD code)
{
	if (HRESULT_FACILITY(code) == FACILITY_WIN32 && FAILED(code))
		code = HRESULT_CODE(code);
	for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++)
		if (messages[i].code == code)
			return messages[i].text;
	return NULL;
}
