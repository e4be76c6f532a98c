// SPDX-License-Identifier: GPL-2.0
/* dlclose() of the library, where it serves without the kernel module. */
#include "kselftest_harness.h"

#include <dirent.h>
#include <dlfcn.h>
#include <limits.h>

#include <windows.h>
#include <ras.h>

#include "namespace.h"
#include "pppsim.h"

#define LIBRARY	"librasapi32.so.0"
#define CYCLES	100

FIXTURE(unload) {
	void *library;
	__typeof__(CreateEventA) *create;
	__typeof__(RasConnectionNotificationA) *notify;
	__typeof__(RasEnumConnectionsA) *enumerate;
};

static bool load(FIXTURE_DATA(unload) *self)
{
	self->library = dlopen(LIBRARY, RTLD_NOW);
	if (!self->library)
		return false;
	*(void **)&self->create = dlsym(self->library, "CreateEventA");
	*(void **)&self->notify = dlsym(self->library,
					"RasConnectionNotificationA");
	*(void **)&self->enumerate = dlsym(self->library,
					   "RasEnumConnectionsA");
	return true;
}

FIXTURE_SETUP(unload)
{
	if (!access("/dev/pppev", F_OK))
		SKIP_IN_SETUP("the module is loaded");
	if (!namespace_enter_empty())
		SKIP_IN_SETUP("no namespaces here");
	ASSERT_TRUE(load(self)) {
		TH_LOG("%s", dlerror());
	}
}

FIXTURE_TEARDOWN(unload)
{
}

static bool is_loaded(void)
{
	return dlopen(LIBRARY, RTLD_NOW | RTLD_NOLOAD);
}

static int count_descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");
	int count = 0;

	while (readdir(dir))
		count++;
	closedir(dir);
	return count;
}

static bool is_of_library(const char *tid)
{
	char path[NAME_MAX + 32], name[32] = "";
	FILE *file;

	snprintf(path, sizeof(path), "/proc/self/task/%s/comm", tid);
	file = fopen(path, "re");
	if (file && !fgets(name, sizeof(name), file))
		name[0] = 0;
	if (file)
		fclose(file);
	return !strcmp(name, "rasapi32\n");
}

/* The library's own, or 0; ThreadSanitizer has one as well. */
static pid_t library_thread(void)
{
	DIR *dir = opendir("/proc/self/task");
	const struct dirent *task;
	pid_t tid = 0;

	while ((task = readdir(dir)))
		if (is_of_library(task->d_name))
			tid = atoi(task->d_name);
	closedir(dir);
	return tid;
}

TEST_F(unload, a_library_that_was_asked_for_connections_leaves_nothing)
{
	int before = -1;

	for (int i = 0; i < CYCLES; i++) {
		DWORD bytes = 0, count = 1;

		ASSERT_EQ(ERROR_SUCCESS, self->enumerate(NULL, &bytes, &count));
		EXPECT_EQ(0, count);
		ASSERT_EQ(0, dlclose(self->library));
		ASSERT_FALSE(is_loaded());
		if (i)
			ASSERT_EQ(before, count_descriptors());
		before = count_descriptors();
		ASSERT_TRUE(load(self));
	}
	EXPECT_EQ(0, library_thread());
}

TEST_F(unload, the_library_stays_for_its_thread)
{
	HANDLE event = self->create(NULL, FALSE, FALSE, NULL);

	ASSERT_EQ(ERROR_SUCCESS,
		  self->notify(NULL, event, RASCN_Connection));
	ASSERT_NE(0, library_thread());
	ASSERT_EQ(0, dlclose(self->library));
	EXPECT_TRUE(is_loaded());
	/* It has something to read, and sleeps again afterwards. */
	for (int i = 0; i < CYCLES; i++) {
		ASSERT_EQ(0, pppsim_if_up("lo"));
		ASSERT_EQ(0, pppsim_if_down("lo"));
	}
	EXPECT_EQ(0, pppsim_wait_asleep(library_thread(), PPPSIM_TIMEOUT));
}

TEST_HARNESS_MAIN
