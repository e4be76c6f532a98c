// SPDX-License-Identifier: GPL-2.0
/*
 * caller.c as a 32-bit program, which takes the compat paths of /dev/ppp and
 * of /dev/pppev, or its skipping where none can be built.
 */
#ifndef NO_M32
#include "caller.c"
#else
#include "kselftest_harness.h"

TEST(caller_of_32_bits_has_the_same_session)
{
	SKIP(return, "the compiler makes no 32-bit programs");
}

TEST_HARNESS_MAIN
#endif
