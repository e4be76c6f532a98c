/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _GUIDDEF_H_
#define _GUIDDEF_H_

#include <string.h>

typedef struct _GUID {
	unsigned int	Data1;
	unsigned short	Data2;
	unsigned short	Data3;
	unsigned char	Data4[8];
} GUID, *LPGUID;

typedef const GUID	*LPCGUID;

#ifdef __cplusplus
#define REFGUID	const GUID &

/* Also where the file is included within extern "C". */
extern "C++" {

static inline int IsEqualGUID(REFGUID a, REFGUID b)
{
	return !memcmp(&a, &b, sizeof(GUID));
}

static inline bool operator==(REFGUID a, REFGUID b)
{
	return IsEqualGUID(a, b) != 0;
}

static inline bool operator!=(REFGUID a, REFGUID b)
{
	return !IsEqualGUID(a, b);
}

}
#else
#define REFGUID	const GUID *
#define IsEqualGUID(a, b)	(!memcmp((a), (b), sizeof(GUID)))
#endif

#endif /* _GUIDDEF_H_ */
