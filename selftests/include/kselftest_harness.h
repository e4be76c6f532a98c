/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The kernel's harness, with patience for slow machines: a time limit of a test
 * is multiplied by slowness().  And with a SKIP for the set-up of a fixture:
 * after the plain one, the harness of 6.1 runs the test.
 */
#ifndef RASNOTIFY_KSELFTEST_HARNESS_H
#define RASNOTIFY_KSELFTEST_HARNESS_H

#include <unistd.h>

#include "leaks.h"
#include_next <kselftest_harness.h>

#include "slowness.h"
#include "under.h"

/* The status is how that harness ends a test that was skipped. */
#define SKIP_IN_SETUP(...) SKIP(_exit(255), __VA_ARGS__)

static inline int patient_harness_run(int argc, char **argv)
{
	struct __fixture_metadata *f;
	struct __test_metadata *t;

	for (f = __fixture_list; f; f = f->next)
		for (t = f->tests; t; t = t->next)
			t->timeout *= slowness();
	return test_harness_run(argc, argv);
}

#define test_harness_run patient_harness_run

#endif
