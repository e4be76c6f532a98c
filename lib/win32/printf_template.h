/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * All that formats text, for one kind of character and of caller; printf.c
 * includes this file once per kind with CHARACTER, WIDE, the width of the
 * caller's wchar_t, and NAME() defined.
 */

static struct rasx_out NAME(format)(CHARACTER *to, size_t room,
				    const CHARACTER *format, va_list list)
{
	struct rasx_out out = { .to = to, .room = room, .width = sizeof(*to) };
	struct rasx_arguments arguments = { .wide = WIDE };

	va_copy(arguments.list, list);
	rasx_format(&out, format, &arguments);
	va_end(arguments.list);
	return out;
}

RASX_API HRESULT WINAPI NAME(StringCchVPrintf)(CHARACTER *to, size_t count,
					       const CHARACTER *format,
					       va_list list)
{
	struct rasx_out out;

	if (!count || count > STRSAFE_MAX_CCH)
		return STRSAFE_E_INVALID_PARAMETER;
	out = NAME(format)(to, count, format, list);
	return rasx_out_end(&out) ? S_OK : STRSAFE_E_INSUFFICIENT_BUFFER;
}

RASX_API HRESULT WINAPI NAME(StringCbVPrintf)(CHARACTER *to, size_t size,
					      const CHARACTER *format,
					      va_list list)
{
	return NAME(StringCchVPrintf)(to, size / sizeof(*to), format, list);
}

RASX_API HRESULT WINAPIV NAME(StringCchPrintf)(CHARACTER *to, size_t count,
					       const CHARACTER *format, ...)
{
	HRESULT ret;
	va_list list;

	va_start(list, format);
	ret = NAME(StringCchVPrintf)(to, count, format, list);
	va_end(list);
	return ret;
}

RASX_API HRESULT WINAPIV NAME(StringCbPrintf)(CHARACTER *to, size_t size,
					      const CHARACTER *format, ...)
{
	HRESULT ret;
	va_list list;

	va_start(list, format);
	ret = NAME(StringCbVPrintf)(to, size, format, list);
	va_end(list);
	return ret;
}

RASX_API int WINAPI NAME(wvsprintf)(CHARACTER *to, const CHARACTER *format,
				    va_list list)
{
	struct rasx_out out = NAME(format)(to, MAX_WSPRINTF, format, list);

	rasx_out_end(&out);
	return out.kept;
}

RASX_API int WINAPIV NAME(wsprintf)(CHARACTER *to, const CHARACTER *format, ...)
{
	va_list list;
	int ret;

	va_start(list, format);
	ret = NAME(wvsprintf)(to, format, list);
	va_end(list);
	return ret;
}

#undef CHARACTER
#undef NAME
#undef WIDE
