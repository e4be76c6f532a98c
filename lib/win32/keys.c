// SPDX-License-Identifier: LGPL-2.1-or-later
/* Keys of the terminal that is standard input. */
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <termios.h>
#include <unistd.h>

#include <conio.h>

#include "export.h"
#include "win32/cancel.h"

/* Its lines are put together by nobody then; signals still work. */
static bool begin_keys(struct termios *before, bool echo)
{
	struct termios keys;

	if (tcgetattr(STDIN_FILENO, before))
		return false;
	keys = *before;
	keys.c_iflag &= ~(ICRNL | INLCR);
	keys.c_lflag &= ~ICANON;
	if (!echo)
		keys.c_lflag &= ~ECHO;
	keys.c_cc[VMIN] = 1;
	keys.c_cc[VTIME] = 0;
	return !tcsetattr(STDIN_FILENO, TCSANOW, &keys);
}

static void end_keys(const struct termios *before)
{
	tcsetattr(STDIN_FILENO, TCSANOW, before);
}

static int read_byte(void)
{
	unsigned char byte;
	ssize_t got;

	do
		got = read(STDIN_FILENO, &byte, 1);
	while (got < 0 && errno == EINTR);
	return got == 1 ? byte : -1;
}

static int get_key(bool echo)
{
	RASX_UNCANCELLED;
	struct termios before;
	bool is_terminal = begin_keys(&before, echo);
	int key = read_byte();

	if (is_terminal)
		end_keys(&before);
	return key;
}

RASX_API int __cdecl _getch(void)
{
	return get_key(false);
}

RASX_API int __cdecl _getche(void)
{
	return get_key(true);
}

RASX_API int __cdecl _kbhit(void)
{
	RASX_UNCANCELLED;
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };
	struct termios before;
	bool is_terminal = begin_keys(&before, false);
	int ready = poll(&input, 1, 0);

	if (is_terminal)
		end_keys(&before);
	return ready > 0;
}
