// SPDX-License-Identifier: GPL-2.0
/* layout_test.c for 32-bit callers, or its skipping where none can be built. */
#ifndef NO_M32
#include "layout_test.c"
#else
#include "kselftest_harness.h"

TEST(layout_is_the_same_in_32_bit_programs)
{
	SKIP(return, "the compiler makes no 32-bit programs");
}

TEST_HARNESS_MAIN
#endif
