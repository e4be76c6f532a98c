// SPDX-License-Identifier: GPL-2.0
/* Programs that have wmain instead of main. */
#include <libgen.h>
#include <sys/wait.h>

#include "kselftest_harness.h"

/* Exit status of a program in this one's folder. */
static int run(const char *program)
{
	char own[4096], path[8192];
	ssize_t length = readlink("/proc/self/exe", own, sizeof(own) - 1);
	pid_t pid;
	int status;

	own[length > 0 ? length : 0] = 0;
	snprintf(path, sizeof(path), "%s/%s", dirname(own), program);
	pid = fork();
	if (!pid) {
		execl(path, program, "w\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80",
		      "", NULL);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

TEST(wmain_gets_the_arguments_in_its_own_width)
{
	EXPECT_EQ(3, run("wmain"));
	EXPECT_EQ(3, run("wmain_short_wchar"));
}

TEST(a_wmain_of_cxx_is_found_under_its_other_name)
{
	if (run("wmain_cxx") == 127)
		SKIP(return, "no C++ compiler");
	EXPECT_EQ(3, run("wmain_cxx"));
	EXPECT_EQ(3, run("wmain_cxx_void"));
}

TEST_HARNESS_MAIN
