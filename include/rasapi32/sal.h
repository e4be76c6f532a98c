/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Annotations of parameters: documentation for a tool that is not here. */
#ifndef _SAL_H_
#define _SAL_H_

#define _In_
#define _In_opt_
#define _In_z_
#define _In_opt_z_
#define _In_reads_(count)
#define _In_reads_opt_(count)
#define _In_reads_bytes_(count)
#define _In_reads_bytes_opt_(count)
#define _Out_
#define _Out_opt_
#define _Out_writes_(count)
#define _Out_writes_opt_(count)
#define _Out_writes_z_(count)
#define _Out_writes_bytes_(count)
#define _Out_writes_bytes_opt_(count)
#define _Inout_
#define _Inout_opt_
#define _Inout_updates_(count)
#define _Inout_updates_bytes_(count)
#define _Outptr_
#define _Outptr_opt_
#define _Ret_maybenull_
#define _Ret_notnull_
#define _Success_(expression)
#define _Check_return_
#define _Must_inspect_result_
#define _Reserved_
#define _Printf_format_string_

#endif /* _SAL_H_ */
