/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * wprintf and its like for one kind of wchar_t; printf.c includes this file
 * once per kind with CHARACTER and NAME() defined.
 */

RASX_API int NAME(__rasapi32_vswprintf)(CHARACTER *to, size_t count,
					const CHARACTER *format, va_list list)
{
	struct rasx_out out = NAME(format_for)(to, count, format, list);

	return rasx_out_end(&out) ? (int)out.used : -1;
}

RASX_API int NAME(__rasapi32_swprintf)(CHARACTER *to, size_t count,
				       const CHARACTER *format, ...)
{
	va_list list;
	int ret;

	va_start(list, format);
	ret = NAME(__rasapi32_vswprintf)(to, count, format, list);
	va_end(list);
	return ret;
}

RASX_API int NAME(__rasapi32_vfwprintf)(FILE *file, const CHARACTER *format,
					va_list list)
{
	struct rasx_out out = NAME(format_for)(NULL, 0, format, list);
	size_t count = out.used + 1;
	CHARACTER *text = malloc(count * sizeof(*text));
	int ret = -1;

	if (!text)
		return -1;
	if (NAME(__rasapi32_vswprintf)(text, count, format, list) >= 0 &&
	    put_text(file, text, sizeof(*text)))
		ret = count - 1;
	free(text);
	return ret;
}

RASX_API int NAME(__rasapi32_vwprintf)(const CHARACTER *format, va_list list)
{
	return NAME(__rasapi32_vfwprintf)(stdout, format, list);
}

RASX_API int NAME(__rasapi32_fwprintf)(FILE *file, const CHARACTER *format, ...)
{
	va_list list;
	int ret;

	va_start(list, format);
	ret = NAME(__rasapi32_vfwprintf)(file, format, list);
	va_end(list);
	return ret;
}

RASX_API int NAME(__rasapi32_wprintf)(const CHARACTER *format, ...)
{
	va_list list;
	int ret;

	va_start(list, format);
	ret = NAME(__rasapi32_vfwprintf)(stdout, format, list);
	va_end(list);
	return ret;
}

RASX_API int NAME(_putws)(const CHARACTER *text)
{
	return put_text(stdout, text, sizeof(*text)) &&
	       put_text(stdout, "\n", RASX_UTF8) ? 0 : -1;
}

#undef CHARACTER
#undef NAME
