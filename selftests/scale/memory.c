// SPDX-License-Identifier: GPL-2.0
#include <glob.h>
#include <stdio.h>
#include <unistd.h>

#include "memory.h"
#include "module.h"

/* Empty slabs go back, so that those that are left are in use. */
static void shrink(void)
{
	glob_t paths;
	size_t i;

	if (glob("/sys/kernel/slab/kmalloc-*/shrink", 0, NULL, &paths))
		return;
	for (i = 0; i < paths.gl_pathc; i++)
		write_file(paths.gl_pathv[i], "1");
	globfree(&paths);
}

double memory_of_slabs(void)
{
	double bytes = 0, slabs, pages;
	char line[512];
	FILE *f;

	shrink();
	f = fopen("/proc/slabinfo", "re");
	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "kmalloc-%*s %*d %*d %*d %*d %lf : tunables %*d %*d %*d : slabdata %*d %lf",
			   &pages, &slabs) == 2)
			bytes += slabs * pages * getpagesize();
	if (f)
		fclose(f);
	return bytes;
}

double memory_of_module(void)
{
	FILE *f = fopen("/sys/module/pppev/coresize", "re");
	double size = 0;

	if (f) {
		if (fscanf(f, "%lf", &size) != 1)
			size = 0;
		fclose(f);
	}
	return size;
}
