/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _GUIDDEF_H_
#define _GUIDDEF_H_

typedef struct _GUID {
	unsigned int	Data1;
	unsigned short	Data2;
	unsigned short	Data3;
	unsigned char	Data4[8];
} GUID, *LPGUID;

#endif /* _GUIDDEF_H_ */
