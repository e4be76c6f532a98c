/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * lstrlen and its like for one kind of character; lstr.c includes this file
 * once per kind with CHARACTER and NAME() defined.
 */

RASX_API int WINAPI NAME(lstrlen)(const CHARACTER *string)
{
	int length = 0;

	while (string && string[length])
		length++;
	return length;
}

/* Count characters at most, of which the last one is a terminator. */
RASX_API CHARACTER *WINAPI NAME(lstrcpyn)(CHARACTER *to, const CHARACTER *from,
					  int count)
{
	CHARACTER *out = to;

	if (!to || !from || count <= 0)
		return NULL;
	while (--count && *from)
		*out++ = *from++;
	*out = 0;
	return to;
}

RASX_API CHARACTER *WINAPI NAME(lstrcpy)(CHARACTER *to, const CHARACTER *from)
{
	return NAME(lstrcpyn)(to, from, INT_MAX);
}

RASX_API CHARACTER *WINAPI NAME(lstrcat)(CHARACTER *to, const CHARACTER *from)
{
	if (!to || !from)
		return NULL;
	NAME(lstrcpy)(to + NAME(lstrlen)(to), from);
	return to;
}

static int NAME(compare)(const CHARACTER *a, const CHARACTER *b,
			 unsigned int (*fold)(unsigned int unit))
{
	if (!a || !b)
		return !!a - !!b;
	while (*a && fold(*a) == fold(*b)) {
		a++;
		b++;
	}
	return (fold(*a) > fold(*b)) - (fold(*a) < fold(*b));
}

RASX_API int WINAPI NAME(lstrcmp)(const CHARACTER *a, const CHARACTER *b)
{
	return NAME(compare)(a, b, as_it_is);
}

RASX_API int WINAPI NAME(lstrcmpi)(const CHARACTER *a, const CHARACTER *b)
{
	return NAME(compare)(a, b, lower);
}

#undef CHARACTER
#undef NAME
