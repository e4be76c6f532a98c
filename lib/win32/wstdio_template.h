/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * wprintf or printf and its like for one kind of character and of caller;
 * printf.c includes this file once per kind with CHARACTER, FORMAT, which is
 * what formats it, and PRINTF(), the name with a prefix, defined.
 */

RASX_API int PRINTF(vs)(CHARACTER *to, size_t count,
					const CHARACTER *format, va_list list)
{
	struct rasx_out out = FORMAT(to, count, format, list);

	return rasx_out_end(&out) ? (int)out.used : -1;
}

RASX_API int PRINTF(s)(CHARACTER *to, size_t count,
				       const CHARACTER *format, ...)
{
	va_list list;
	int ret;

	va_start(list, format);
	ret = PRINTF(vs)(to, count, format, list);
	va_end(list);
	return ret;
}

RASX_API int PRINTF(vf)(FILE *file, const CHARACTER *format,
					va_list list)
{
	struct rasx_out out = FORMAT(NULL, 0, format, list);
	size_t count = out.used + 1;
	CHARACTER *text = malloc(count * sizeof(*text));
	int ret = -1;

	if (!text)
		return -1;
	if (PRINTF(vs)(text, count, format, list) >= 0 &&
	    put_text(file, text, sizeof(*text)))
		ret = count - 1;
	free(text);
	return ret;
}

RASX_API int PRINTF(v)(const CHARACTER *format, va_list list)
{
	return PRINTF(vf)(stdout, format, list);
}

RASX_API int PRINTF(f)(FILE *file, const CHARACTER *format, ...)
{
	va_list list;
	int ret;

	va_start(list, format);
	ret = PRINTF(vf)(file, format, list);
	va_end(list);
	return ret;
}

RASX_API int PRINTF()(const CHARACTER *format, ...)
{
	va_list list;
	int ret;

	va_start(list, format);
	ret = PRINTF(vf)(stdout, format, list);
	va_end(list);
	return ret;
}

/* For who has always had room enough, and a text that long. */
RASX_API int PRINTF(all_s)(CHARACTER *to, const CHARACTER *format, ...)
{
	va_list list;
	int ret;

	va_start(list, format);
	ret = PRINTF(vs)(to, INT_MAX, format, list);
	va_end(list);
	return ret;
}

#undef CHARACTER
#undef FORMAT
#undef PRINTF
