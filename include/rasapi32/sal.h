/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Annotations of parameters: documentation for a tool that is not here. */
#ifndef _SAL_H_
#define _SAL_H_

#define _In_
#define _In_opt_
#define _In_z_
#define _In_opt_z_
#define _Out_
#define _Out_opt_
#define _Inout_
#define _Inout_opt_
#define _Inout_z_
#define _Inout_opt_z_
#define _Outptr_
#define _Outptr_opt_
#define _Outptr_result_maybenull_
#define _Outptr_opt_result_maybenull_
#define _Outptr_result_z_
#define _Outptr_result_nullonfailure_
#define _COM_Outptr_
#define _Ret_maybenull_
#define _Ret_notnull_
#define _Ret_z_
#define _Ret_maybenull_z_
#define _Ret_valid_
#define _Check_return_
#define _Must_inspect_result_
#define _Reserved_
#define _Printf_format_string_
#define _Scanf_format_string_
#define _Pre_notnull_
#define _Pre_maybenull_
#define _Pre_valid_
#define _Pre_z_
#define _Post_valid_
#define _Post_invalid_
#define _Post_z_
#define _Post_ptr_invalid_
#define _Null_terminated_
#define _NullNull_terminated_
#define _Notnull_
#define _Maybenull_
#define _Const_
#define _Frees_ptr_
#define _Frees_ptr_opt_
#define _Interlocked_operand_
#define _Use_decl_annotations_
#define _Deref_out_
#define _Deref_out_opt_
#define _Deref_out_z_
#define _Deref_opt_out_
#define _Deref_opt_out_opt_
#define _Pre_
#define _Post_
#define _Field_z_
#define _In_reads_(what)
#define _In_reads_opt_(what)
#define _In_reads_z_(what)
#define _In_reads_opt_z_(what)
#define _In_reads_bytes_(what)
#define _In_reads_bytes_opt_(what)
#define _In_reads_or_z_(what)
#define _In_bytecount_(what)
#define _In_count_(what)
#define _Out_writes_(what)
#define _Out_writes_opt_(what)
#define _Out_writes_z_(what)
#define _Out_writes_opt_z_(what)
#define _Out_writes_all_(what)
#define _Out_writes_bytes_(what)
#define _Out_writes_bytes_opt_(what)
#define _Out_writes_bytes_all_(what)
#define _Out_cap_(what)
#define _Out_bytecap_(what)
#define _Out_z_cap_(what)
#define _Inout_updates_(what)
#define _Inout_updates_opt_(what)
#define _Inout_updates_z_(what)
#define _Inout_updates_all_(what)
#define _Inout_updates_bytes_(what)
#define _Inout_updates_bytes_opt_(what)
#define _Outptr_result_buffer_(what)
#define _Outptr_result_bytebuffer_(what)
#define _Success_(what)
#define _Return_type_success_(what)
#define _On_failure_(what)
#define _Always_(what)
#define _Pre_satisfies_(what)
#define _Post_satisfies_(what)
#define _Analysis_assume_(what)
#define _Function_class_(what)
#define _Field_size_(what)
#define _Field_size_opt_(what)
#define _Field_size_bytes_(what)
#define _Field_size_bytes_opt_(what)
#define _Struct_size_bytes_(what)
#define _Acquires_lock_(what)
#define _Releases_lock_(what)
#define _Requires_lock_held_(what)
#define _Requires_lock_not_held_(what)
#define _Guarded_by_(what)
#define _Write_guarded_by_(what)
#define _In_range_(first, second)
#define _Out_range_(first, second)
#define _Ret_range_(first, second)
#define _Field_range_(first, second)
#define _Out_writes_to_(first, second)
#define _Out_writes_to_opt_(first, second)
#define _Out_writes_bytes_to_(first, second)
#define _Out_writes_bytes_to_opt_(first, second)
#define _Inout_updates_to_(first, second)
#define _Inout_updates_bytes_to_(first, second)
#define _When_(first, second)
#define _At_(first, second)
#define _Outptr_result_buffer_to_(first, second)

/*
 * Their older forms.  The C++ library has variables of the first three names,
 * so they are there in C alone; what the system's headers use is left out.
 */
#ifndef __cplusplus
#define __in
#define __out
#define __success(what)
#endif
#define __in_opt
#define __in_z
#define __in_opt_z
#define __out_opt
#define __inout
#define __inout_opt
#define __inout_z
#define __deref_out
#define __deref_out_opt
#define __deref_opt_out
#define __deref_opt_out_opt
#define __deref_inout
#define __checkReturn
#define __nullterminated
#define __format_string
#define __in_ecount(what)
#define __in_ecount_opt(what)
#define __in_ecount_z(what)
#define __in_bcount(what)
#define __in_bcount_opt(what)
#define __out_ecount(what)
#define __out_ecount_opt(what)
#define __out_ecount_z(what)
#define __out_bcount(what)
#define __out_bcount_opt(what)
#define __inout_ecount(what)
#define __inout_ecount_opt(what)
#define __inout_bcount(what)
#define __inout_bcount_opt(what)
#define __deref_out_ecount(what)
#define __deref_out_bcount(what)
#define __field_ecount(what)
#define __field_bcount(what)
#define __out_ecount_part(first, second)
#define __out_ecount_part_opt(first, second)
#define __out_bcount_part(first, second)
#define __out_bcount_part_opt(first, second)
#define __inout_ecount_part(first, second)

#endif /* _SAL_H_ */
