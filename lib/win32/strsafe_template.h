/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The functions of strsafe.h for one kind of character; strsafe.c includes
 * this file once per kind with CHARACTER and NAME() defined.
 */

/* Appends at most so many characters to text of a known length. */
static HRESULT NAME(append)(CHARACTER *to, size_t count, size_t length,
			    const CHARACTER *from, size_t most)
{
	while (most && *from && length + 1 < count) {
		to[length++] = *from++;
		most--;
	}
	to[length] = 0;
	return most && *from ? STRSAFE_E_INSUFFICIENT_BUFFER : S_OK;
}

RASX_API HRESULT WINAPI NAME(StringCchLength)(const CHARACTER *text,
					      size_t most, size_t *length)
{
	size_t found = 0;

	if (length)
		*length = 0;
	if (!text || most > STRSAFE_MAX_CCH)
		return STRSAFE_E_INVALID_PARAMETER;
	while (found < most && text[found])
		found++;
	if (found == most)
		return STRSAFE_E_INVALID_PARAMETER;
	if (length)
		*length = found;
	return S_OK;
}

RASX_API HRESULT WINAPI NAME(StringCbLength)(const CHARACTER *text,
					     size_t most, size_t *length)
{
	HRESULT ret = NAME(StringCchLength)(text, most / sizeof(*text), length);

	if (length)
		*length *= sizeof(*text);
	return ret;
}

RASX_API HRESULT WINAPI NAME(StringCchCopyN)(CHARACTER *to, size_t count,
					     const CHARACTER *from, size_t most)
{
	if (!is_size(count))
		return STRSAFE_E_INVALID_PARAMETER;
	return NAME(append)(to, count, 0, from, most);
}

RASX_API HRESULT WINAPI NAME(StringCchCopy)(CHARACTER *to, size_t count,
					    const CHARACTER *from)
{
	return NAME(StringCchCopyN)(to, count, from, STRSAFE_MAX_CCH);
}

RASX_API HRESULT WINAPI NAME(StringCbCopy)(CHARACTER *to, size_t size,
					   const CHARACTER *from)
{
	return NAME(StringCchCopy)(to, size / sizeof(*to), from);
}

RASX_API HRESULT WINAPI NAME(StringCchCatN)(CHARACTER *to, size_t count,
					    const CHARACTER *from, size_t most)
{
	size_t length;

	if (!is_size(count) ||
	    FAILED(NAME(StringCchLength)(to, count, &length)))
		return STRSAFE_E_INVALID_PARAMETER;
	return NAME(append)(to, count, length, from, most);
}

RASX_API HRESULT WINAPI NAME(StringCchCat)(CHARACTER *to, size_t count,
					   const CHARACTER *from)
{
	return NAME(StringCchCatN)(to, count, from, STRSAFE_MAX_CCH);
}

RASX_API HRESULT WINAPI NAME(StringCbCat)(CHARACTER *to, size_t size,
					  const CHARACTER *from)
{
	return NAME(StringCchCat)(to, size / sizeof(*to), from);
}

#undef CHARACTER
#undef NAME
