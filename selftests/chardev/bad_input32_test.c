// SPDX-License-Identifier: GPL-2.0
/*
 * bad_input_test.c as a 32-bit program, which takes the kernel's compat path,
 * or its skipping where none can be built.
 */
#ifndef NO_M32
#include "bad_input_test.c"
#else
#include "kselftest_harness.h"

TEST(bad_input_of_32_bit_programs_is_refused_alike)
{
	SKIP(return, "the compiler makes no 32-bit programs");
}

TEST_HARNESS_MAIN
#endif
