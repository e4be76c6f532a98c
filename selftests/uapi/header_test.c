// SPDX-License-Identifier: GPL-2.0
/* The header compiles alone, see header_alone.c; here the results meet. */
#include <linux/pppev.h>

#include "kselftest_harness.h"

#define N_FACTS 13

extern const unsigned long c99_facts[N_FACTS];
/* Absent where there is no C++ compiler. */
extern const unsigned long cxx_facts[N_FACTS] __attribute__((weak));

TEST(header_is_self_contained_in_strict_c99)
{
	EXPECT_EQ(sizeof(struct pppev_event), c99_facts[0]);
	EXPECT_EQ(PPPEV_FLAG_MULTILINK, c99_facts[N_FACTS - 1]);
}

TEST(header_is_self_contained_in_cxx_and_means_the_same)
{
	if (!cxx_facts)
		SKIP(return, "no C++ compiler");
	for (int i = 0; i < N_FACTS; i++)
		EXPECT_EQ(c99_facts[i], cxx_facts[i]);
}

TEST_HARNESS_MAIN
