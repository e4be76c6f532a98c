/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lengths of the names of users and domains. */
#ifndef _LMCONS_
#define _LMCONS_

#ifndef UNLEN
#define UNLEN			256
#endif
#ifndef PWLEN
#define PWLEN			256
#endif
#ifndef DNLEN
#define DNLEN			15
#endif

#endif /* _LMCONS_ */
