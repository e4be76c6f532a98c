// SPDX-License-Identifier: LGPL-2.1-or-later
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "ras/pidfiles.h"

#define SUFFIX	".pid"
#define FEW	4	/* entries that are looked for one by one */
#define ROOM	64	/* for names, at first */

/* As a name of bsearch() and qsort(). */
static int compare(const void *one, const void *other)
{
	return strcmp(one, other);
}

/* Of "NAME.pid" that could be an interface's; 0: it is none. */
static size_t length_of_name(const char *file)
{
	size_t length = strlen(file), suffix = sizeof(SUFFIX) - 1;

	if (length <= suffix || length - suffix >= RASX_IFNAME_LEN)
		return 0;
	return strcmp(file + length - suffix, SUFFIX) ? 0 : length - suffix;
}

static bool make_room(struct rasx_pidfiles *files, size_t *room)
{
	size_t more = *room ? 2 * *room : ROOM;
	void *names;

	if (files->count < *room)
		return true;
	names = realloc(files->names, more * sizeof(*files->names));
	if (!names)
		return false;
	files->names = names;
	*room = more;
	return true;
}

static bool read_names(DIR *dir, struct rasx_pidfiles *files)
{
	const struct dirent *file;
	size_t room = 0;

	while ((file = readdir(dir))) {
		size_t length = length_of_name(file->d_name);

		if (!length)
			continue;
		if (!make_room(files, &room))
			return false;
		memcpy(files->names[files->count], file->d_name, length);
		files->names[files->count++][length] = '\0';
	}
	return true;
}

struct rasx_pidfiles rasx_pidfiles_list(size_t entries)
{
	struct rasx_pidfiles files = { 0 };
	DIR *dir = entries > FEW ? opendir(RASX_PIDFILES) : NULL;

	if (!dir)
		return files;
	files.known = read_names(dir, &files);
	closedir(dir);
	if (files.count)
		qsort(files.names, files.count, sizeof(*files.names), compare);
	return files;
}

void rasx_pidfiles_free(struct rasx_pidfiles *files)
{
	free(files->names);
}

bool rasx_pidfiles_may_have(const struct rasx_pidfiles *files,
			    const char *ifname)
{
	if (!files->known)
		return true;
	return files->count && bsearch(ifname, files->names, files->count,
				       sizeof(*files->names), compare);
}
